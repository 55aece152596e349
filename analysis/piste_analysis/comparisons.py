"""Quantities beside the sourced figures: those that no parameter sets, those that follow largely from what was
assumed, and inputs that the program must reproduce."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import evidence, measures
from .evidence import Fact
from .results_file import Results
from .statistics import Estimate, estimate, ratio, ratios
from .wording import capital, party

INPUT_REPRODUCED = "input reproduced: a check of the program, not a validation"
# Box 1 of the main source prints whole percentage points of a sample of travellers.
BOX_TOLERANCE = 0.01

Judge = Callable[[float, Fact], str]


@dataclass(frozen=True)
class Comparison:
    """A modelled quantity, the sourced figure beside it, and whether the two agree."""

    key: str
    label: str
    unit: str
    estimate: Estimate
    source: str   # what the source says, in words; empty when there is none
    fact: str     # its id; empty when there is none
    verdict: str
    reading: str  # how the source was read for this comparison
    assumed: bool = False  # follows largely from what was assumed


@dataclass(frozen=True)
class Quantity:
    """What to compute and how to judge it against which fact."""

    key: str
    label: str
    unit: str
    compute: Callable[[Results], Estimate]
    fact: str = ""
    judge: Judge | None = None
    says: str = ""     # replaces the figure of a fact that has none
    reading: str = ""
    assumed: bool = False


def _in_range(value: float, fact: Fact) -> str:
    return evidence.against_range(value, fact.low, fact.high)



def _below(limit: float) -> Judge:
    return lambda value, _: evidence.against_range(value, float("nan"), limit)


def _above(limit: float) -> Judge:
    return lambda value, _: evidence.against_range(value, limit, float("nan"))


def _share(numerator: tuple[str, ...], denominator: tuple[str, ...]):
    return lambda results: measures.share_of(results, numerator, denominator)


def _mean(numerator: tuple[str, ...], denominator: tuple[str, ...], scale: float = 1.0):
    return lambda results: measures.mean_of(results, numerator, denominator, scale)


def _trucks_per_day(results: Results) -> Estimate:
    left = results.tally("trucks_left")
    return estimate(left / results.horizon.measured_days, 0.0).behind(left)


def _hub_share_of_shortages(results: Results) -> Estimate:
    hub = results.tally("ran_out_of_money_hub")
    return ratio(hub, hub + results.tally("ran_out_of_money_south", "ran_out_of_money_north"), 0.0, 1.0).behind(hub)


def _mean_southern_toll(results: Results) -> Estimate:
    paid = measures.paid_by_travellers(results).sel(leg="south", payee=list(measures.POSTS_OF_THE_STATE))
    tolls = results.tally("tolls_paid")
    return ratio(paid.sum("payee").values, tolls).behind(tolls)


def _taken_at_gao(results: Results) -> Estimate:
    paid = measures.paid_by_travellers(results).sel(leg="hub", payee="gendarmerie")
    return estimate(paid.values * 365.25 / results.horizon.measured_days, 0.0)


def _crossing_lead(results: Results) -> Estimate:
    """Share of those who crossed that used Tal Handak, less the share that used In Khalil, in percentage points."""
    if not results.has("crossings"):
        return estimate([])
    passed = results.array("crossings").sum("nationality").transpose("run", "crossing")
    names = [str(name) for name in passed["crossing"].values]
    first, second = (_column(passed, names, part) for part in ("handak", "khalil"))
    lead = estimate(100.0 * ratios(first - second, passed.values.sum(axis=1)), -100.0, 100.0)
    return lead.behind(first, second)


def _column(passed, names: list[str], part: str) -> np.ndarray:
    chosen = [i for i, name in enumerate(names) if part in name]
    return passed.values[:, chosen].sum(axis=1).astype(float)


PASSED_ON = "gendarmes hand people to smugglers after the tax"
COMPUTED = (
    Quantity("forced_into_ghetto", "handed to a passeur at the gate or from a cell, of those who enter Gao", "share",
             _share(("forced_into_ghetto",), ("entered_main_hub",)), "gao_handover", says=PASSED_ON,
             reading="follows from the assumed share taken off the bus at the gate", assumed=True),
    Quantity("weeks_in_gao", "length of a completed stay in Gao", "weeks",
             _mean(("hub_minutes",), ("hub_stays",), 7 * measures.MINUTES_PER_DAY), "ghetto_stay_rule",
             says="people stay and work until they can pay the way on"),
    Quantity("worked_for_fare", "stays in ghettos in which people worked for the way on", "share",
             _share(("worked_for_fare",), ("ghetto_stays",)), "ghetto_stay_rule",
             says="people stay and work until they can pay the way on"),
    Quantity("money_in_hub", "of the cases in which money ran out, the share in Gao or Kidal", "share",
             _hub_share_of_shortages, "ghetto_stay_rule", _above(0.5), "people stay in the city until they can pay",
             "agrees when more than half run out there"),
    Quantity("money_south",
             "cases of being unable to pay the next bus or post on the road to Gao, of those who set out",
             "share", _mean(("ran_out_of_money_south",), ("departures",))),
    Quantity("money_hub", "cases of being unable to pay the way on in Gao or Kidal, of those who entered Gao", "share",
             _mean(("ran_out_of_money_hub",), ("entered_main_hub",))),
    Quantity("money_north", "cases of being unable to pay a toll on the road north, of those who took it", "share",
             _mean(("ran_out_of_money_north",), ("left_northward",))),
    Quantity("cost_arrived", "paid in all by a person who reached the first town beyond Mali", "CFA",
             measures.cost_of_arrived, "fares_not_given", says="no fare is printed in the sources",
             reading="what people believe a journey costs was set from this model's base year"),
    Quantity("state_share_south", "of what posts and gates took in the south, the share taken by agents of the state",
             "share", lambda results: measures.state_share_of_extraction(results, "south"), "roadblock_toll_cfa",
             _above(0.5), "police and army take the tolls in the south", "agrees when more than half; follows from who "
             "holds which road", assumed=True),
    Quantity("state_share_north", "of what posts, bandits and hostage-takers took in the north, the share of the state",
             "share", lambda results: measures.state_share_of_extraction(results, "north"), "militia_checkpoint_cfa",
             _below(0.5), "militias take the tolls in the north", "agrees when less than half; follows from who "
             "holds which road", assumed=True),
    Quantity("south_tolls", "tolls paid at state posts in the south, per person who reached Gao", "tolls",
             _mean(("tolls_paid",), ("south_trips",)), "roadblock_count", says="dozens of roadblocks on the way"),
    Quantity("south_toll", "mean toll paid at a state post in the south", "CFA", _mean_southern_toll,
             "roadblock_toll_cfa", _in_range, reading="the scenario's floor and cap for a toll are this range",
             assumed=True),
    Quantity("gate", "taken from travellers by gendarmes in Gao in a year", "CFA", _taken_at_gao,
             "gao_entry_revenue_implied", _in_range, reading="the source's range supposes that everybody pays the tax"),
    Quantity("north_tolls", "tolls paid to armed groups, per person who left Gao northward", "tolls",
             _mean(("northern_tolls_paid",), ("left_northward",)), "militia_checkpoint_count",
             says="several checkpoints between Kidal and Algeria"),
    Quantity("ransom", "cases in which the family paid, of those held for ransom", "share",
             _share(("ransom_paid",), ("held_for_ransom",))),
    Quantity("rented", "false passports that were rented rather than bought", "share",
             _share(("papers_rented",), ("papers_rented", "papers_bought")), "passport_rented", _above(0.5),
             "people often rent rather than buy", "agrees when more than half are rented"),
    Quantity("retrying", "tried a crossing more than once, of those who left Gao northward", "share",
             _share(("people_retrying",), ("left_northward",))),
    Quantity("refusals", "attempts at the border that were refused", "share",
             _share(("border_refusals",), ("border_attempts",)),
             reading="follows from the assumed probability of a refusal", assumed=True),
    Quantity("talhandak_lead", "share crossing at Tal Handak less the share crossing at In Khalil",
             "percentage points",
             _crossing_lead, "inkhalil_to_talhandak", _above(0.0), "Tal Handak took the place of In Khalil",
             "agrees when above zero; follows in part from the assumed aversion to In Khalil"),
    Quantity("truck_load", "people aboard a truck that leaves Gao northward", "persons",
             _mean(("truck_passengers",), ("trucks_left",)), "truck_capacity", _in_range,
             reading="the source gives what a truck can take, not the mean load"),
    Quantity("trucks_below_60", "trucks that leave with fewer than 60 people", "share",
             _share(("trucks_left_below_60",), ("trucks_left",)), "truck_capacity", _below(0.5),
             "trucks can take 60 to 100", "agrees when fewer than half of the trucks leave with less"),
    Quantity("truck_wait", "time a truck stands in Gao before it leaves with people", "hours",
             _mean(("truck_wait_minutes",), ("trucks_left",), measures.MINUTES_PER_HOUR), "truck_wait_2016",
             _below(48.0), "in 2016 trucks leave quickly",
             "agrees when the mean is below two days; the source gives no number"),
    Quantity("trucks_per_day", "trucks leaving Gao northward with people aboard", "trucks per day", _trucks_per_day,
             "truck_departures_implied", _in_range, reading="the source's flow over its capacities, all trucks full"),
)

# Payees whose price the scenario sets, and whom nearly everybody pays.
SET_PRICES = ("bus_firm", "passeur")
NO_PARAMETER = "quantities that no parameter sets"
FOLLOWS = "follows largely from what was assumed"

ORIGINS = {"guinea": "origin_guinea", "mali": "origin_mali", "gambia": "origin_gambia", "senegal": "origin_senegal",
           "ivory": "origin_ivory_coast", "cote": "origin_ivory_coast", "other": "origin_other"}
WISHES = {"algeria": "dest_algeria", "libya": "dest_libya", "niger": "dest_niger", "italy": "dest_italy",
          "spain": "dest_spain", "france": "dest_france", "africa": "dest_africa_unlisted"}


def emergent(results: Results, facts: dict[str, Fact]) -> list[Comparison]:
    """Quantities that the model computes, beside what the sources say; `assumed` marks near-echoes of assumptions."""
    rows = [_compare(quantity, results, facts) for quantity in COMPUTED]
    return rows + [_cost(row) for row in measures.costs_by_payee(results)]


def _cost(row: measures.Row) -> Comparison:
    assumed = row.key in SET_PRICES
    reading = "follows from the assumed fares" if assumed else ""
    return Comparison(f"cost_to_{row.key}", f"paid to {party(row.key)}, per person who set out", "CFA", row.estimate,
                      "", "", evidence.NO_SOURCE, reading, assumed)


def _compare(quantity: Quantity, results: Results, facts: dict[str, Fact]) -> Comparison:
    value = quantity.compute(results)
    fact = facts.get(quantity.fact)
    if not quantity.fact:
        said, verdict = "", evidence.NO_SOURCE
    elif fact is None:
        said, verdict = "", f"fact {quantity.fact} is missing from the evidence file"
    else:
        said = quantity.says or fact.figure()
        verdict = evidence.NO_FIGURE if quantity.judge is None else evidence.NOTHING
        if quantity.judge is not None and value.known and not value.hidden:
            verdict = quantity.judge(value.mean, fact)
    return Comparison(quantity.key, quantity.label, quantity.unit, value, said, quantity.fact, verdict,
                      quantity.reading, quantity.assumed)


def inputs_reproduced(results: Results, facts: dict[str, Fact]) -> list[Comparison]:
    """What the scenario was told and must give back: the yearly flow and Box 1, among those who enter Gao."""
    flow = Quantity("flow", "set out on the Malian corridor, scaled to a year of 365.25 days", "persons",
                    lambda found: measures.yearly(found, "departures"), "mali_transit_flow", _in_range)
    rows = [_compare(flow, results, facts)]
    entered = results.array("entered_by_wish")
    for axis, names, what in (("nationality", ORIGINS, "from"), ("wish", WISHES, "wishing to reach")):
        other = "wish" if axis == "nationality" else "nationality"
        counts = entered.sum(other).transpose("run", axis)
        entries = [str(entry) for entry in counts[axis].values]
        for name, share in zip(entries, measures.shares_of_whole(entries, counts.values.astype(float))):
            label = f"{what} {capital(results.label(axis, name))}, of those who enter Gao"
            fact = next((fact for part, fact in names.items() if part in name), "")
            box = Quantity(f"{axis}_{name}", label, "share",
                           lambda _, share=share: share, fact,
                           lambda value, found: evidence.against_figure(value, found.central, BOX_TOLERANCE),
                           reading="agrees within one percentage point")
            rows.append(_compare(box, results, facts))
    return rows
