"""Quantities formed from the tallies and the ledger: a ratio of sums inside each replicate, then a mean over them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .results_file import Results
from .statistics import SMALLEST_CELL, Estimate, estimate, hidden_parts, is_small, ratio

# Harm to people comes first, and within it the worst.
HARMS = (
    ("dead", "died on the way"),
    ("killed_by_bandits", "of these, killed by bandits"),
    ("died_in_desert", "of these, died after being abandoned in the desert"),
    ("sexual_violence", "suffered sexual violence or forced prostitution"),
    ("violence", "suffered other violence"),
    ("forced_labour", "were made to work without wage in a ghetto"),
    ("held_for_ransom", "were held for ransom at a crossing"),
    ("abandoned", "were abandoned in the desert"),
    ("left_at_post", "were left behind at a post because they could not pay"),
    ("beaten_at_post", "were beaten at a post of an armed group"),
    ("robbed", "were robbed by bandits"),
    ("injured", "were injured by bandits"),
    ("arrests", "were locked up in Gao"),
    ("stranded", "were stranded: can neither go on nor go home"),
)

HARMFUL_FATES = ("dead", "stranded")
PARTS_OF_DEATHS = ("killed_by_bandits", "died_in_desert")

STATE_AGENTS = ("police", "gendarmerie", "army", "customs", "official", "local_authorities", "security_forces")
POSTS_OF_THE_STATE = ("police", "gendarmerie", "army", "customs")
NON_STATE = ("armed_group", "bandit", "hostage_taker")
# Transfers to the person's own purse are income, not a cost of the journey.
OWN_PURSES = ("migrant", "family")
# Classes of payee of which a tally says how many payments they had.
PAYMENTS = {"hostage_taker": ("ransom_paid",), "bandit": ("robbed",), "home_transport": ("returned",),
            "document_network": ("papers_rented", "papers_bought")}
MINUTES_PER_HOUR = 60.0
HOURS_PER_DAY = 24.0
MINUTES_PER_DAY = 1440.0


@dataclass(frozen=True)
class Row:
    """A line of a table: what is counted, its estimate, and the unit in which to read it."""

    key: str
    label: str
    estimate: Estimate
    unit: str = ""


def share_of(results: Results, numerator: tuple[str, ...], denominator: tuple[str, ...]) -> Estimate:
    """A share, hidden if its numerator is a small cell."""
    counted = results.tally(*numerator)
    return ratio(counted, results.tally(*denominator), 0.0, 1.0).behind(counted)


def mean_of(results: Results, numerator: tuple[str, ...], denominator: tuple[str, ...], scale: float = 1.0) -> Estimate:
    """A mean, hidden if what is summed or those it is over are a small cell."""
    summed, over = results.tally(*numerator), results.tally(*denominator)
    return ratio(summed / scale, over, 0.0).behind(summed, over)


def yearly(results: Results, *names: str) -> Estimate:
    """A count of the measured period as persons (or things) per 365.25 days."""
    return estimate(results.tally(*names) * 365.25 / results.horizon.measured_days, 0.0)


def flows(results: Results) -> list[Row]:
    """Where people went: numbers of those who set out in the measured period."""
    names = (("departures", "set out on the Malian corridor"), ("entered_main_hub", "entered Gao"),
             ("left_northward", "left Gao northward"), ("left_to_niger", "took the bus from Gao to Niger"),
             ("arrived", "reached the first town beyond Mali"))
    return [Row(name, label, estimate(results.tally(name), 0.0), "persons") for name, label in names]


def fates(results: Results) -> list[Row]:
    """How journeys ended, as a share of those who set out; harm first."""
    array = results.array("fates").sum(["cohort", "nationality"]).transpose("run", "fate")
    counts = array.values.astype(float)
    names = [str(name) for name in array["fate"].values]
    shares = shares_of_whole(names, counts, ("arrived", *HARMFUL_FATES))
    rows = {name: Row(name, name, share, "share") for name, share in zip(names, shares)}
    first = [name for name in HARMFUL_FATES if name in rows]
    return [rows[name] for name in [*first, *(name for name in rows if name not in first)]]


def shares_of_whole(names: list[str], counts: np.ndarray, published: tuple[str, ...] = ()) -> list[Estimate]:
    """The share of each part (a column of counts by replicate); those are hidden that are small or tell a small one.

    `published` names parts whose numbers stand elsewhere, so that hiding them here would hide nothing.
    """
    total = counts.sum(axis=1)
    hidden = hidden_parts(dict(zip(names, counts.mean(axis=0))), published)
    return [replace(ratio(counts[:, i], total, 0.0, 1.0), hidden=name in hidden) for i, name in enumerate(names)]


def harms(results: Results) -> list[tuple[Row, Row]]:
    """For each harm: the number of people, and the same per 1,000 who set out."""
    set_out = results.tally("departures")
    rows = []
    for name, label in HARMS:
        count = results.tally(name)
        rows.append((Row(name, label, estimate(count, 0.0), "persons"),
                     Row(name, label, ratio(1000.0 * count, set_out, 0.0), "per 1,000")))
    return rows


def hidden_harms(results: Results) -> set[str]:
    """Parts of a total that would give each other away: all of them, if one is a small cell."""
    parts = [float(results.tally(name).mean()) for name in PARTS_OF_DEATHS]
    return set(PARTS_OF_DEATHS) if min(parts) < SMALLEST_CELL else set()


@dataclass(frozen=True)
class Duration:
    """Time spent on one part of the way by those who completed it."""

    key: str
    label: str
    mean_days: Estimate
    spread_days: float  # standard deviation between people, mean over replicates; NaN if unknown
    completed: Estimate


def durations(results: Results) -> list[Duration]:
    parts = (("south", "place of departure to Gao", "south_trips", "south_minutes", "south_hours_squared"),
             ("hub", "stay in Gao", "hub_stays", "hub_minutes", "hub_hours_squared"),
             ("north", "Gao to the first town beyond", "north_trips", "north_minutes", "north_hours_squared"))
    rows = []
    for key, label, count, minutes, squares in parts:
        trips = results.tally(count)
        rows.append(Duration(key, label, mean_of(results, (minutes,), (count,), MINUTES_PER_DAY),
                             _spread_days(trips, results.tally(minutes), results.tally(squares)),
                             estimate(trips, 0.0)))
    rows.append(Duration("journey", "the whole journey, of those who reached the first town beyond",
                         mean_of(results, ("journey_minutes",), ("journeys_arrived",), MINUTES_PER_DAY),
                         float("nan"), estimate(results.tally("journeys_arrived"), 0.0)))
    return rows


def _spread_days(count: np.ndarray, minutes: np.ndarray, hours_squared: np.ndarray) -> float:
    """Standard deviation between people, from sums and sums of squares of whole hours."""
    used = count > 1
    if not used.any():
        return float("nan")
    mean_hours = minutes[used] / MINUTES_PER_HOUR / count[used]
    variance = np.maximum(hours_squared[used] / count[used] - mean_hours**2, 0.0)
    return float(np.sqrt(variance).mean() / HOURS_PER_DAY)


def paid_by_travellers(results: Results):
    """Francs that people on the way and their families paid to others: [run, payee, leg], for the measured cohorts."""
    ledger = results.array("cohort_ledger")
    payees = [name for name in ledger["payee"].values if name not in OWN_PURSES]
    payers = [name for name in ledger["payer"].values if name in OWN_PURSES]
    return ledger.sel(payer=payers, payee=payees).sum("payer").transpose("run", "payee", "leg")


def costs_by_payee(results: Results) -> list[Row]:
    """What one person who set out paid, and the family for them, by who received it. CFA francs."""
    paid = paid_by_travellers(results)
    set_out = results.tally("departures")
    by_payee = paid.sum("leg")
    names = [str(name) for name in by_payee["payee"].values if by_payee.sel(payee=name).sum() > 0]
    means = {name: ratio(by_payee.sel(payee=name).values, set_out).behind(set_out) for name in names}
    # The sum of all is shown: with one class hidden, the smallest other one is hidden too.
    hidden = {name for name in names if name in PAYMENTS and is_small(results.tally(*PAYMENTS[name]))}
    others = sorted(set(names) - hidden, key=lambda name: (means[name].mean, name))
    if len(hidden) == 1 and others:
        hidden.add(others[0])
    rows = [Row(name, name, replace(means[name], hidden=means[name].hidden or name in hidden), "CFA")
            for name in names]
    return sorted(rows, key=lambda row: -row.estimate.mean)


def cost_in_all(results: Results) -> Estimate:
    """CFA francs paid per person who set out."""
    set_out = results.tally("departures")
    return ratio(paid_by_travellers(results).sum(["payee", "leg"]).values, set_out).behind(set_out)


def cost_of_arrived(results: Results) -> Estimate:
    """CFA francs paid by a person who reached the first town beyond Mali."""
    return mean_of(results, ("journey_cost_cfa",), ("journeys_arrived",))


def share_received(results: Results, payees: tuple[str, ...], leg: str | None = None) -> Estimate:
    """The share of what travellers paid that these payees received; on one leg, or overall."""
    paid = paid_by_travellers(results)
    if leg is not None:
        paid = paid.sel(leg=[leg])
    chosen = [name for name in paid["payee"].values if name in payees]
    return ratio(paid.sel(payee=chosen).sum(["payee", "leg"]).values, paid.sum(["payee", "leg"]).values, 0.0, 1.0)


def state_share_of_extraction(results: Results, leg: str) -> Estimate:
    """Of what posts, gates, bandits and hostage-takers took on a leg, the share that went to agents of the state."""
    paid = paid_by_travellers(results).sel(leg=leg)
    state = paid.sel(payee=list(POSTS_OF_THE_STATE)).sum("payee").values
    other = paid.sel(payee=list(NON_STATE)).sum("payee").values
    return ratio(state, state + other, 0.0, 1.0)
