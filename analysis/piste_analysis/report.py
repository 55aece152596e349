"""Writes the report: one HTML page without any reference outside itself."""

from __future__ import annotations

from pathlib import Path

import jinja2
from markupsafe import Markup

from . import comparisons, figure_data, measures
from .comparisons import FOLLOWS, INPUT_REPRODUCED, NO_PARAMETER, Comparison
from .evidence import AGREES, DIFFERS, Fact
from .figures.drawing import DARK, LIGHT, Drawing
from .errors import ResultsError
from .findings import caveats, findings
from .results_file import Results
from .statistics import CHANCE_ONLY
from .summary import ASSUMED_LEVEL
from .wording import (LEGS, NOT_SHOWN, capital, interval, number, people, people_interval, people_shown, per_thousand,
                      with_unit)

TEMPLATES = Path(__file__).parent / "templates"
GLOSSARY = (
    ("Passeur", "A smuggler in Gao or Kidal who puts people on a truck north for a fare. Most serve one nationality."),
    ("Ghetto", "A house in Gao or Kidal, by nationality, where people stay and often work until they can go on."),
    ("Droit de ghetto", "What a ghetto charges for a stay with shelter and water."),
    ("Droit de passage", "What an armed group asks of everybody who crosses the ground it holds."),
    ("Chairman", "Who runs a ghetto; usually somebody who once was on the way."),
    ("Gate of Gao", "The checkpoint where the buses end; gendarmes take people off, tax them, hand them to passeurs."),
    ("Post", "A roadblock of the police, gendarmerie, army or customs in the south, of an armed group in the north."),
    ("Leg", "A part of the way: south to Gao; Gao and Kidal; north of Gao."),
    ("Crossing", "A place on the Algerian border where trucks pass: Tal Handak, Timiaouine, Tin Zaouatene, In Khalil."),
    ("Wishing to reach", "Where people said they want to go when they set out. The model does not follow them there."),
    ("Replicate", "One simulated world: the same assumptions, other luck."),
    ("CFA", "The franc of the West African monetary union; 655.957 are one euro."),
)


def write_report(results: Results, facts: dict[str, Fact], output: Path, levers: dict | None = None, base_note: str = "") -> None:
    """Write the page to `output`. Raises OSError where it cannot be written, ResultsError where data are missing."""
    Path(output).write_text(report(results, facts, levers, base_note), encoding="utf-8")


def report(results: Results, facts: dict[str, Fact], levers: dict | None = None, base_note: str = "") -> str:
    """The whole page as text. `levers` is what compare_page.section makes of the interventions of the same file."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True,
                                     undefined=jinja2.StrictUndefined)
    environment.filters["capitalize"] = capital
    style = environment.get_template("style.css").render(light=Markup(_variables(LIGHT)), dark=Markup(_variables(DARK)))
    page = environment.get_template("report.html.jinja").render(style=Markup(style), levers=levers, base_note=base_note,
                                                                     **_content(results, facts))
    # A percentage is never parted from its sign at the end of a line.
    return page.replace(" %", "\u00a0%")


def _variables(palette: dict[str, str]) -> str:
    return " ".join(f"--{role}: {colour};" for role, colour in palette.items())


def _content(results: Results, facts: dict[str, Fact]) -> dict:
    computed = comparisons.emergent(results, facts)
    emergent = [row for row in computed if not row.assumed]
    return {
        "title": results.title, "what_was_run": _what_was_run(results), "findings": _findings(results),
        "caveats": caveats(results),
        "assumed_level": ASSUMED_LEVEL, "chance_only": CHANCE_ONLY, "input_reproduced": INPUT_REPRODUCED,
        "harms": _harms(results), "durations": _durations(results), "runs_words": runs_words(results),
        "beyond": _towns_beyond(results),
        "legend": _legend(), "fates": _part(figure_data.fates(results)), "wishes": _part(figure_data.wishes(results)),
        "map": _map(results), "money": _part(figure_data.money(results)),
        "series": [_part(part) for part in figure_data.series(results)],
        "observed": [_part(part) for part in figure_data.observed(results)],
        "loads": _part(figure_data.loads(results)), "waits": _part(figure_data.waits(results)),
        "emergent": [_compared(row) for row in emergent if not row.key.startswith("cost_to_")],
        "costs": [_compared(row) for row in emergent if row.key.startswith("cost_to_")],
        "assumed": [_compared(row) for row in computed if row.assumed],
        "no_parameter": NO_PARAMETER, "follows": FOLLOWS,
        "tally_of_verdicts": _tally_of_verdicts(emergent),
        "inputs": [_compared(row) for row in comparisons.inputs_reproduced(results, facts)],
        "glossary": GLOSSARY, "interval_words": _interval_words(results), "provenance": _provenance(results),
        "warnings": results.warnings,
    }


def runs_words(results: Results) -> str:
    return "one run" if results.replicates == 1 else f"{results.replicates} runs"


def _what_was_run(results: Results) -> str:
    horizon = results.horizon
    set_out = people(float(results.tally("departures").mean()))
    period = f"from {_date(horizon.start)} to {_date(horizon.end)}"
    worlds = ("one simulated world" if results.replicates == 1 else
              f"{results.replicates} simulated worlds that share every assumption and differ only in luck")
    each = "" if results.replicates == 1 else "each "
    return (f"We ran {worlds}: people who set out for Gao and beyond {period}, about {set_out} in {each}world, "
            "followed stop by stop until they are beyond Mali, home, settled, stranded or dead, or "
            f"{horizon.run_out_days} days after the last day.")


def _findings(results: Results) -> list[str]:
    """The findings; none from a world in which too few set out."""
    try:
        return findings(results)
    except ResultsError:
        return []


def _towns_beyond(results: Results) -> str:
    """The first towns beyond Mali with their countries: "Tamanrasset (Algeria) or Niamey (Niger)"."""
    kinds, countries = results.column("place", "kind"), results.column("place", "country")
    names = [f"{results.label('place', name)} ({countries[name]})" for name, kind in kinds.items() if kind == "beyond"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _date(day) -> str:
    return f"{day.day} {day:%B %Y}"


def _part(part: figure_data.Part) -> dict:
    """A figure with its tables, ready for the page: the drawing once for phones and once for wider screens."""
    content = {"title": part.title, "words": part.words, "drawing": _drawings(part.key, part.narrow, part.wide),
               "table": part.tables[0]}
    return content | {table.key: table for table in part.tables[1:]}


def _drawings(key: str, narrow: Drawing, wide: Drawing) -> dict:
    return {"narrow": Markup(narrow.svg(f"{key}-narrow")), "wide": Markup(wide.svg(f"{key}-wide"))}


def _map(results: Results) -> dict:
    whole, north = figure_data.corridor(results)
    return {"whole": _drawings("map", whole.narrow, whole.wide), "north": _drawings("north", north.narrow, north.wide),
            "table": whole.tables[0], "crossings": north.tables[0]}


def _legend() -> Markup:
    items = "".join(f'<li><i class="{leg}"></i>{capital(words)}</li>' for leg, words in LEGS.items())
    return Markup(f'<ul class="legend" aria-label="Colours">{items}</ul>')


def _harms(results: Results) -> list[dict]:
    set_out = float(results.tally("departures").mean())
    hidden = measures.hidden_harms(results)
    rows = []
    for count, rate in measures.harms(results):
        if count.key not in hidden:
            mean = count.estimate.mean
            rows.append({"label": count.label, "rate": per_thousand(rate.estimate, mean, set_out),
                         "count": people_shown(count.estimate), "interval": people_interval(count.estimate)})
    return rows


def _durations(results: Results) -> list[dict]:
    rows = []
    for part in measures.durations(results):
        spread = number(part.spread_days, 2)
        spread_words = "not recorded" if spread == "unknown" else f"{spread} days"
        rows.append({"label": capital(part.label), "mean": with_unit(part.mean_days, "days"),
                     "interval": interval(part.mean_days, ""),
                     "spread": NOT_SHOWN if part.mean_days.hidden else spread_words})
    return rows


def _compared(row: Comparison) -> dict:
    disagrees = _disagrees(row)
    sign = "✓ " if row.verdict == AGREES else "✗ " if disagrees else ""
    return {"label": capital(row.label), "value": with_unit(row.estimate, row.unit),
            "interval": interval(row.estimate, row.unit), "source": row.source,
            "fact": row.fact, "verdict": sign + row.verdict, "disagrees": disagrees,
            "reading": row.reading}


def _disagrees(row: Comparison) -> bool:
    return row.verdict.startswith(DIFFERS)


def _tally_of_verdicts(rows: list[Comparison]) -> str:
    """How many quantities agree with a source; those that do not are named."""
    agree = sum(row.verdict == AGREES for row in rows)
    differ = [row.label for row in rows if _disagrees(row)]
    rest = len(rows) - agree - len(differ)
    named = f" The model disagrees with its source on: {'; '.join(differ)}." if differ else ""
    return (f"Of {len(rows)} quantities, {agree} agree with what a source says, {len(differ) or 'none'} disagree with "
            f"it, and for {rest} no source gives a figure or there is too little to compare.{named}")


def _interval_words(results: Results) -> str:
    if results.replicates == 1:
        return "There is one replicate, so no interval can be given."
    return ("Means are over replicates; ratios are formed inside each replicate as a ratio of sums. Intervals are 95 % "
            "intervals of the mean by Student's t, or by a bootstrap where replicates are skewed. They narrow as more "
            "replicates are run, and say nothing about whether the assumptions are right.")


def _provenance(results: Results) -> list[tuple[str, str]]:
    known = (("piste_version", "Piste version"), ("model_version", "Model version"), ("seed", "Seed"),
             ("randomness", "Random numbers"), ("text_hash", "Hash of the configuration"),
             ("format_version", "Format of the results file"))
    rows = [("Scenario", str(results.scenario.get("name", results.title))),
            ("Replicates", str(results.replicates))]
    return rows + [(name, str(results.attributes[key])) for key, name in known if key in results.attributes]
