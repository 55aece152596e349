"""The text of `piste_analysis compare`, for a terminal of 100 columns."""

from __future__ import annotations

import textwrap

from . import compare_wording as words
from .compare import Comparison, Row
from .paired import NOTHING, UNCLEAR
from .quantities import GROUPS, HARM, IN_NUMBER, PEOPLE, PER_THOUSAND
from .summary import CANNOT
from .wording import capital

COLUMNS = 100
LABEL_AT_LEAST = 30
# What the label says already.
PLAIN_UNITS = ("persons", "trucks", "passeurs", "posts", "vehicles", "tolls")
HEADINGS = ("change", "of base", "over points", "chance", "ignorance", "agree")
# What an adviser looks for first: heading of two lines, key.
GLANCE = (("died", "/1,000", "dead_per_1000"), ("died,", "number", "dead"),
          ("sexual", "viol./1,000", "sexual_violence_per_1000"),
          ("ransom", "/1,000", "held_for_ransom_per_1000"), ("stranded", "/1,000", "stranded_per_1000"),
          ("through", "Niger", "chose_niger"), ("set out", "by Mali", "departures"), ("to", "Algeria", "beyond_algeria"),
          ("armed", "& bandits", "to_non_state"))


def text(comparisons: list[Comparison], brief: bool = False) -> str:
    """The whole comparison: what it rests on, all interventions at a glance, then each with every quantity."""
    parts = []
    for scenario in dict.fromkeys(one.trials.scenario for one in comparisons):
        chosen = [one for one in comparisons if one.trials.scenario == scenario]
        parts += [_heading(chosen, scenario), _at_a_glance(chosen)]
        if not brief:
            parts += [_one(one) for one in chosen]
    return "\n\n".join(part for part in parts if part) + "\n"


def wrapped(line: str, first: str = "", following: str | None = None) -> str:
    """A sentence in lines of the terminal, the first indented by `first`."""
    return "\n".join(textwrap.wrap(line, COLUMNS, initial_indent=first, subsequent_indent=first if following is None else following,
                                   break_long_words=False))


def _heading(comparisons: list[Comparison], scenario: str) -> str:
    several = words.is_several(comparisons)
    results = comparisons[0].trials.results
    lines = [] if several else [wrapped(words.ONE_POINT), ""]
    count = len(comparisons)
    lines.append(wrapped(f"{results.title}: {count} {'intervention' if count == 1 else 'interventions'} against the base; "
                          f"scenario {scenario}, people who set out from {results.horizon.start} to {results.horizon.end}; "
                          f"{words.on_what(comparisons)}"))
    lines += [wrapped(line) for line in (*CANNOT, words.FINDING, words.ELSEWHERE, *words.cautions(comparisons))]
    if several:
        lines += ["", *(wrapped(line, "  ", "    ") for line in words.legend())]
    return "\n".join(lines)


def _at_a_glance(comparisons: list[Comparison]) -> str:
    columns = [column for column in GLANCE if all(one.row(column[2]) for one in comparisons)]
    if not columns:
        return ""
    several = words.is_several(comparisons)
    wide = [max(len(top), len(bottom), *(len(words.glance(one.row(key), several)) for one in comparisons))
            for top, bottom, key in columns]
    label = max(LABEL_AT_LEAST // 2, COLUMNS - sum(wide) - 2 * len(wide))
    title = "At a glance: " + ("change in per cent of the base" if several else "direction of change")
    title += "; ? = cannot tell, 0 = exactly as in the base"
    lines = [title, "-" * len(title), *(" " * label + "".join(f"  {column[i]:>{width}}" for column, width in zip(columns, wide))
                                        for i in (0, 1))]
    for one in comparisons:
        names = textwrap.wrap(one.lever.sign, label) or [""]
        lines += names[:-1]
        lines.append(f"{names[-1]:<{label}}" + "".join(f"  {words.glance(one.row(column[2]), several):>{width}}"
                                                     for column, width in zip(columns, wide)))
    return "\n".join(lines)


def _one(one: Comparison) -> str:
    title = f"{one.lever.sign}: {one.lever.title}"
    lines = ["=" * COLUMNS, wrapped(title)]
    for member in one.lever.members:
        of = f" of {member.lever or member.name}" if len(one.lever.members) > 1 else ""
        said = (("assumed", f"{member.assumed} In force {member.window}."), ("for the model to find", member.follows),
                ("sources expect", member.predicted), ("sources warn", member.side_effect))
        lines += [wrapped(f"{what}{of}: {words_said}", "  ", "    ") for what, words_said in said if words_said]
    lines += ["", *(wrapped(sentence, "  ", "    ") for sentence in words.readings(one))]
    several = one.points > 1
    for group, heading in GROUPS.items():
        rows = [row for row in one.rows if row.quantity.group == group]
        if rows:
            lines += ["", *_table(heading, rows, several)]
    return "\n".join(lines)


def _table(heading: str, rows: list[Row], several: bool) -> list[str]:
    same = [row for row in rows if row.quantity.group != HARM and row.difference.direction == NOTHING]
    # Of one point, what luck explains takes a line for all; of people every line is shown.
    lucky = [row for row in rows if not several and row.quantity.group not in (HARM, PEOPLE) and not row.hidden
             and row.difference.direction == UNCLEAR]
    told = [row for row in rows if row not in same and row not in lucky]
    lines = [heading, "-" * len(heading)]
    lines += (_figures(told) if several else _directions(told)) if told else []
    for start, some in (("cannot tell from luck", lucky), ("exactly as in the base", same)):
        if some:
            lines.append(wrapped(f"{start}: {'; '.join(row.quantity.label.removeprefix('... ') for row in some)}", "  ", "    "))
    return lines


def _figures(rows: list[Row]) -> list[str]:
    cells = [(words.change(row), words.of_base(row), words.interval(row), words.chance(row), words.ignorance(row),
              words.agreement(row)) for row in rows]
    wide = [max(len(HEADINGS[i]), *(len(line[i]) for line in cells if line[2])) if any(line[2] for line in cells)
            else len(HEADINGS[i]) for i in range(len(HEADINGS))]
    label = max(LABEL_AT_LEAST, COLUMNS - sum(wide) - 2 * len(wide) - 2)
    lines = ["  " + " " * label + "".join(f"  {heading:>{width}}" for heading, width in zip(HEADINGS, wide))]
    for row, line in zip(rows, cells):
        *above, last = _label(row, label)
        lines += [f"  {part}" for part in above]
        # A word in place of figures may run across the columns.
        figures = "".join(f"  {cell:>{width}}" for cell, width in zip(line, wide)) if line[2] else f"  {line[0]}"
        lines.append(f"  {last:<{label}}{figures}".rstrip())
    return lines


def _label(row: Row, width: int) -> list[str]:
    quantity = row.quantity
    if quantity.unit == IN_NUMBER:
        return [f"    {IN_NUMBER}"]
    unit = f", {quantity.unit}" if quantity.unit and quantity.unit not in PLAIN_UNITS else ""
    return textwrap.wrap(f"{quantity.label}{unit}", width, subsequent_indent="  ") or [""]


def _directions(rows: list[Row]) -> list[str]:
    """Harm with two columns, since a rate and a number may go apart; else one."""
    rates = {row.quantity.label: row for row in rows if row.quantity.unit == PER_THOUSAND}
    label = 62
    lines = [" " * (label + 2) + f"  {PER_THOUSAND:<16}{IN_NUMBER}"] if rates else []
    for row in rows:
        if row.quantity.unit == PER_THOUSAND:
            continue
        first = f"{words.direction(rates[row.quantity.label]):<16}" if row.quantity.label in rates else ""
        *above, last = textwrap.wrap(row.quantity.label, label, subsequent_indent="  ")
        lines += [f"  {part}" for part in above]
        lines.append(f"  {last:<{label}}  {first}{words.direction(row)}".rstrip())
    if rates and not lines[1:]:
        lines = [f"  {capital(name)}: {words.direction(row)}" for name, row in rates.items()]
    return lines
