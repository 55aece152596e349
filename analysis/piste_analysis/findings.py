"""Three sentences of findings, in plain words, about as large as they say: at most two significant digits."""

from __future__ import annotations

from . import measures
from .errors import ResultsError
from .results_file import Results
from .statistics import CHANCE_ONLY, SMALLEST_CELL, Estimate
from .wording import days_words, euros, number, out_of_hundred, percent

ENOUGH_RUNS = 30
ENOUGH_PEOPLE = 1000

REMAINDER = {"returned": "went home", "settled": "settled on the way", "stranded": "were stranded",
             "dead": "died", "under_way": "were still under way when the run ended"}


def findings(results: Results) -> list[str]:
    """People, money, time: one sentence each. Raises ResultsError where too few people set out to say anything."""
    set_out = float(results.tally("departures").mean())
    if set_out < SMALLEST_CELL:
        raise ResultsError(f"{results.path}: no findings: fewer than {SMALLEST_CELL} people set out")
    return [_people(results), _money(results), _gao(results)]


def caveats(results: Results) -> list[str]:
    """On how many runs the findings rest, and that few are few."""
    runs, set_out = results.replicates, float(results.tally("departures").mean())
    words = "one run" if runs == 1 else f"{runs} runs"
    sentences = [f"Means over {words}; {CHANCE_ONLY}." if runs > 1 else f"From one run; {CHANCE_ONLY}."]
    if runs < ENOUGH_RUNS:
        sentences.append(f"Only {words}: with other luck these figures would be somewhat different; "
                         f"use at least {ENOUGH_RUNS}.")
    if set_out < ENOUGH_PEOPLE:
        size = f"fewer than {SMALLEST_CELL}" if set_out < SMALLEST_CELL else f"about {number(set_out, 2)}"
        sentences.append(f"Only {size} people set out in a run: shares of so few are mostly luck.")
    return sentences


def _about(share: Estimate) -> str:
    """A share out of 100, or that it is too small to be shown."""
    if share.hidden:
        return "too few to show"
    words = out_of_hundred(share.mean)
    return words if words[:1].isalpha() else f"about {words}"


def _people(results: Results) -> str:
    rows = {row.key: row.estimate for row in measures.fates(results)}
    beyond = rows.pop("arrived")
    sentence = f"Of every 100 people who set out, {_about(beyond)} reached the first town beyond Mali"
    others = sum(row.mean for row in rows.values())
    # Levels of death rest on assumptions: never the headline of a run without a comparison.
    shown = [name for name, row in rows.items() if name != "dead" and not row.hidden]
    if others <= 0 or not shown:
        return sentence + "."
    commonest = max(shown, key=lambda name: rows[name].mean)
    return (f"{sentence}; of every 100 who did not, about {out_of_hundred(rows[commonest].mean / others)} "
            f"{REMAINDER.get(commonest, commonest)}.")


def _money(results: Results) -> str:
    groups = (("passeurs", ("passeur",)), ("bus firms", ("bus_firm",)), ("agents of the state", measures.STATE_AGENTS),
              ("armed groups, bandits and hostage-takers", measures.NON_STATE))
    shares = [(measures.share_received(results, payees).mean, name) for name, payees in groups]
    listed = sorted(((share, name) for share, name in shares if share > 0), reverse=True)
    if not listed:
        return "No money moved."
    parts = [f"about {percent(share)} {'went ' if i == 0 else ''}to {name}" for i, (share, name) in enumerate(listed)]
    joined = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    cost = measures.cost_of_arrived(results)
    if not cost.known or cost.hidden:
        return f"Of all that travellers and their families paid, {joined}."
    return (f"Reaching the first town beyond Mali cost a person about {number(cost.mean, 2)} CFA francs "
            f"({euros(cost.mean)}) on average; of all that travellers and their families paid, {joined}.")


def _gao(results: Results) -> str:
    stays = {row.key: row.mean_days for row in measures.durations(results)}
    hub = stays["hub"]
    short = measures.mean_of(results, ("ran_out_of_money_hub",), ("entered_main_hub",))
    worked = measures.share_of(results, ("worked_for_fare",), ("ghetto_stays",))
    if not (hub.known and short.known and worked.known):
        return "Nobody completed a stay in Gao."
    if hub.hidden or short.hidden or worked.hidden:
        return f"Fewer than {SMALLEST_CELL} cases stand behind a figure on stays in Gao, so none is given."
    days = [stays[leg].mean for leg in ("south", "north") if stays[leg].known and not stays[leg].hidden]
    slowest = all(hub.mean > value for value in days)
    opening = "Gao is where journeys slow down: a stay there" if slowest else "A stay in Gao"
    length = f"{number(hub.mean / 7, 2)} weeks" if hub.mean >= 14 else days_words(hub.mean)
    return (f"{opening} lasts about {length} on average, for every 100 who enter there are {_about(short)} "
            f"cases of being unable to pay the way on, and in {_about(worked)} of every 100 stays in a ghetto people "
            "work for the fare.")
