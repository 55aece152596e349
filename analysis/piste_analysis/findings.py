"""Three sentences of findings, in plain words and with at most two significant digits."""

from __future__ import annotations

from . import measures
from .results_file import Results
from .wording import days_words, euros, number, out_of_hundred, percent

REMAINDER = {"returned": "went home", "settled": "settled on the way", "stranded": "were stranded",
             "dead": "died", "under_way": "were still under way when the run ended"}


def findings(results: Results) -> list[str]:
    """People, money, time: one sentence each."""
    return [_people(results), _money(results), _gao(results)]


def _people(results: Results) -> str:
    rows = {row.key: row.estimate.mean for row in measures.fates(results)}
    beyond = rows.pop("arrived", 0.0)
    sentence = f"Of every 100 people who set out, {out_of_hundred(beyond)} reached the first town beyond Mali"
    others = sum(rows.values())
    if others <= 0:
        return sentence + "."
    # Levels of death rest on assumptions: never the headline of a run without a comparison.
    commonest = max((name for name in rows if name != "dead"), key=lambda name: rows[name])
    return (f"{sentence}; of every 100 who did not, {out_of_hundred(rows[commonest] / others)} "
            f"{REMAINDER.get(commonest, commonest)}.")


def _money(results: Results) -> str:
    groups = (("passeurs", ("passeur",)), ("bus firms", ("bus_firm",)), ("agents of the state", measures.STATE_AGENTS),
              ("armed groups, bandits and hostage-takers", measures.NON_STATE))
    shares = [(measures.share_received(results, payees).mean, name) for name, payees in groups]
    listed = sorted(((share, name) for share, name in shares if share > 0), reverse=True)
    if not listed:
        return "No money moved."
    parts = [f"{percent(share)} {'went ' if i == 0 else ''}to {name}" for i, (share, name) in enumerate(listed)]
    joined = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    cost = measures.cost_of_arrived(results)
    if not cost.known:
        return f"Of all that travellers and their families paid, {joined}."
    return (f"Reaching the first town beyond Mali cost a person {number(cost.mean, 2)} CFA francs "
            f"({euros(cost.mean)}) on average; of all that travellers and their families paid, {joined}.")


def _gao(results: Results) -> str:
    stays = {row.key: row.mean_days for row in measures.durations(results)}
    hub = stays["hub"]
    short = measures.share_of(results, ("ran_out_of_money_hub",), ("entered_main_hub",))
    worked = measures.share_of(results, ("worked_for_fare",), ("ghetto_stays",))
    if not (hub.known and short.known and worked.known):
        return "Nobody completed a stay in Gao."
    days = [stays[leg].mean for leg in ("south", "north") if stays[leg].known]
    slowest = all(hub.mean > value for value in days)
    opening = "Gao is where journeys slow down: a stay there" if slowest else "A stay in Gao"
    length = f"{number(hub.mean / 7, 2)} weeks" if hub.mean >= 14 else days_words(hub.mean)
    return (f"{opening} lasts {length} on average, {out_of_hundred(short.mean)} of every 100 who enter cannot "
            f"pay the way on at first, and in {out_of_hundred(worked.mean)} of every 100 stays in a ghetto people work "
            "for the fare.")
