"""What is compared: each quantity as one number per run, in the order in which a reader should meet it.

Harm to people first, per 1,000 who set out and in number; then where people are instead; then everything else.
"""

from __future__ import annotations

from dataclasses import dataclass

import h5py
import numpy as np

from . import measures
from .levers import BASE
from .results_file import Results
from .statistics import ratios
from .wording import FATES, party, plain

HARM, PEOPLE, FLOWS, MONEY, TIME, ACTORS, OTHER = "harm", "people", "flows", "money", "time", "actors", "other"
GROUPS = {
    HARM: "Harm to people (levels are assumed, not found: read only the change)",
    PEOPLE: "Where people are instead (all who thought of leaving)",
    FLOWS: "People on the way",
    MONEY: "Who receives money from travellers and their families",
    TIME: "How long it takes",
    ACTORS: "Smugglers, armed groups, state and residents (mean of the period; index: base = 100)",
    OTHER: "Everything else that is counted",
}
PER_THOUSAND, IN_NUMBER = "per 1,000", "in number"
# Units that count people or what befell them: of these small cells are hidden.
OF_PEOPLE = ("persons", "cases", "stays", "attempts", "encounters", "passports")
# Sums for variances, and what tells of the program rather than of the world.
NOT_COMPARED = ("events", "opening_stock", "closing_stock", "all_departures", "all_ended", "purses_brought_cfa", "purses_left_cfa",
                "journey_minutes", "journeys_arrived", "journey_cost_cfa", "south_minutes", "hub_minutes", "north_minutes",
                "truck_wait_minutes", "peak_under_way", "cell_minutes", "held_minutes")
# Units of what is drawn to move an index: counts of these are no number of battles, strikes or pacts, and are not shown.
DRAWS_OF_INDICES = ("clashes", "strikes", "pacts", "stretch-weeks")
# Series shown as an index: the base at the same parameter point is 100.
AGAINST_BASE = ("clashes", "control_coalitions", "control_state_backed", "control_islamist")
# Series that no tally or table gives: states of actors. Their units are hundredths, thousandths ... of a plain one.
STATES = ("believed_harm_ppm", "believed_cost_kcfa", "passeurs_at_work", "mean_fare_cfa", "papers_price_permille",
          "ghetto_fee_permille", "clashes", "pact_in_force", "insecurity", "ambush_pressure", "group_income",
          "group_income_from_migrants", "holders_per_stretch", "armed_posts_manned", "control_coalitions",
          "control_state_backed", "control_islamist", "strength_coalitions", "strength_state_backed", "strength_islamist",
          "enforcement", "enforcement_on_papers", "legitimacy", "acceptance", "livelihoods")
STATE_WORDS = {
    "believed_harm_ppm": "believed share who meet harm", "believed_cost_kcfa": "believed cost of the journey",
    "passeurs_at_work": "passeurs at work", "mean_fare_cfa": "fare asked by passeurs", "papers_price_permille": "price of false papers",
    "ghetto_fee_permille": "droit de ghetto", "clashes": "clashes between armed groups",
    "pact_in_force": "share of days with a pact on routes", "insecurity": "insecurity of contested roads",
    "ambush_pressure": "how often bandits wait", "group_income": "income of armed groups, all sources",
    "group_income_from_migrants": "the part of it that migrants bring", "holders_per_stretch": "holders of a contested road",
    "armed_posts_manned": "posts of armed groups", "control_coalitions": "roads held by coalitions",
    "control_state_backed": "roads held by state-backed coalitions", "control_islamist": "roads held by Islamist groups",
    "strength_coalitions": "strength of coalitions", "strength_state_backed": "strength of state-backed coalitions",
    "strength_islamist": "strength of Islamist groups", "enforcement": "enforcement against smugglers in Gao",
    "enforcement_on_papers": "enforcement against makers of papers",
    "legitimacy": "legitimacy of the state", "acceptance": "acceptance of smuggling by residents",
    "livelihoods": "livelihoods in the north",
}
# Unit in the file -> (unit shown, what one of the file's is in it).
SCALES = {"hundredths, base 100": ("index", 0.01), "hundredths": ("", 0.01),
          "1e-6": ("% points", 1e-4), "1000 CFA": ("CFA", 1000.0), "1/1000": ("% of usual", 0.1), "1": ("% points", 100.0)}


@dataclass(frozen=True)
class Quantity:
    """One number per run. `behind` are the counts that must not be small for it to be shown."""

    key: str
    group: str
    label: str
    unit: str
    values: np.ndarray
    behind: tuple[np.ndarray, ...] = ()
    whole: str = ""      # parts of one known total are hidden together
    in_people: bool = False


def quantities(results: Results) -> list[Quantity]:
    """All quantities that the file gives, harm first."""
    found = [*_harm(results), *_people(results), *_flows(results), *_money(results), *_time(results), *_actors(results)]
    taken = {quantity.key for quantity in found}
    return found + _others(results, taken)


def _harm(results: Results) -> list[Quantity]:
    set_out = results.tally("departures")
    found = []
    for key, label in measures.HARMS:
        count = results.tally(key)
        whole = "deaths" if key in measures.PARTS_OF_DEATHS else ""
        found.append(Quantity(f"{key}_per_1000", HARM, label, PER_THOUSAND, ratios(1000.0 * count, set_out), (count,), whole))
        found.append(Quantity(key, HARM, label, IN_NUMBER, count, (count,), whole, True))
    return found


def _people(results: Results) -> list[Quantity]:
    def persons(key: str, label: str, count, whole: str = "") -> Quantity:
        return Quantity(key, PEOPLE, label, "persons", np.asarray(count, float), (np.asarray(count, float),), whole, True)

    found = [persons("candidates", "thought of leaving", results.tally("candidates")),
             persons("stay_home", "stay: do not leave, or cannot pay the first bus", results.tally("stayed_home", "unable_to_leave")),
             persons("chose_niger", "take the corridor through Niger instead", results.tally("chose_niger")),
             persons("departures", "set out through Mali", results.tally("departures"))]
    for country, count in _beyond(results).items():
        found.append(persons(f"beyond_{country.lower()}", f"... of these, leave Mali to {country}", count, "fates"))
    for fate in ("settled", "returned", "stranded", "dead", "under_way"):
        found.append(persons(f"fate_{fate}", f"... {FATES[fate]}", results.tally(fate), "fates"))
    for series, label in (("in_ghettos", "in ghettos in Gao and Kidal, on a mean day"), ("in_cells", "locked up, on a mean day"),
                          ("waiting_for_vehicle", "paid and waiting for a vehicle, on a mean day")):
        found.append(persons(series, label, mean_of_days(results, series)))
    return found


def _beyond(results: Results) -> dict[str, np.ndarray]:
    """People who left Mali, by the country of the first town beyond."""
    exits = results.array("exits").sum(["nationality", "wish"]).transpose("run", "beyond")
    countries = results.column("place", "country")
    found: dict[str, np.ndarray] = {}
    for i, town in enumerate(exits["beyond"].values):
        country = str(countries.get(str(town), "elsewhere"))
        found[country] = found.get(country, 0.0) + exits.values[:, i].astype(float)
    return found


def mean_of_days(results: Results, name: str) -> np.ndarray:
    """The mean of a daily series over the measured period, one number per run."""
    names = [str(one) for one in results.data["series"].values]
    position, first = names.index(name), int(-results.data["day"].values.min())
    with h5py.File(results.path) as file:
        days = file["daily"][:, position, first:first + results.horizon.measured_days]
    return days[results.data["row"].values].mean(axis=1)


def _flows(results: Results) -> list[Quantity]:
    found = []
    for key, label in (("entered_main_hub", "enter Gao"), ("left_northward", "leave Gao northward"),
                       ("arrived", "reach the first town beyond Mali")):
        count = results.tally(key)
        found.append(Quantity(key, FLOWS, label, "persons", count, (count,), in_people=True))
    if results.has("crossings"):
        passed = results.array("crossings").sum("nationality").transpose("run", "crossing")
        total = passed.values.sum(axis=1)
        for i, name in enumerate(passed["crossing"].values):
            count = passed.values[:, i].astype(float)
            found.append(Quantity(f"crossing_{name}", FLOWS, f"cross into Algeria at {results.label('crossing', str(name))}",
                                  "% points", 100.0 * ratios(count, total), (count,), "crossings"))
    trucks = results.tally("trucks_left")
    found.append(Quantity("trucks_left", FLOWS, "trucks that leave Gao northward", "trucks", trucks))
    found.append(Quantity("truck_load", FLOWS, "people aboard a truck", "persons", ratios(results.tally("truck_passengers"), trucks)))
    return found


def _money(results: Results) -> list[Quantity]:
    paid = measures.paid_by_travellers(results)
    set_out = results.tally("departures")
    year = 365.25 / results.horizon.measured_days
    by_payee = paid.sum("leg")
    found = [Quantity("cost_per_person", MONEY, "paid in all by a person who set out", "CFA",
                      ratios(paid.sum(["payee", "leg"]).values, set_out), (set_out,)),
             Quantity("cost_arrived", MONEY, "paid in all by a person who left Mali", "CFA",
                      ratios(results.tally("journey_cost_cfa"), results.tally("journeys_arrived")), (results.tally("journeys_arrived"),)),
             Quantity("southern_toll", MONEY, "mean toll at a post of the state", "CFA",
                      ratios(paid.sel(leg="south", payee=list(measures.POSTS_OF_THE_STATE)).sum("payee").values,
                             results.tally("tolls_paid")), (results.tally("tolls_paid"),)),
             Quantity("to_non_state", MONEY, "armed groups, bandits, hostage-takers", "million CFA/y",
                      by_payee.sel(payee=list(measures.NON_STATE)).sum("payee").values * year / 1e6)]
    for name in (str(name) for name in by_payee["payee"].values):
        taken = by_payee.sel(payee=name).values
        if not taken.any():
            continue
        behind = tuple(results.tally(*measures.PAYMENTS[name]) for _ in range(1) if name in measures.PAYMENTS)
        found.append(Quantity(f"to_{name}", MONEY, party(name), "million CFA/y", taken * year / 1e6, behind, "payees"))
    return found


def _time(results: Results) -> list[Quantity]:
    found = []
    for key, label, minutes, count in (
            ("days_south", "from departure to Gao", "south_minutes", "south_trips"),
            ("days_in_gao", "stay in Gao of those who leave it northward", "hub_minutes", "hub_stays"),
            ("days_north", "from Gao to the first town beyond", "north_minutes", "north_trips"),
            ("days_journey", "the whole journey of those who leave Mali", "journey_minutes", "journeys_arrived"),
            ("truck_wait", "a truck stands in Gao", "truck_wait_minutes", "trucks_left")):
        over = results.tally(count)
        behind = () if count == "trucks_left" else (over,)
        found.append(Quantity(key, TIME, label, "days", ratios(results.tally(minutes) / measures.MINUTES_PER_DAY, over), behind))
    return found


def _actors(results: Results) -> list[Quantity]:
    known = {str(name) for name in results.data["series"].values}
    found = []
    for name in STATES:
        if name not in known:
            continue
        values = mean_of_days(results, name)
        if name in AGAINST_BASE:
            unit, values = "index", _base_is_100(results, values)
        else:
            unit, scale = SCALES.get(results.unit("series", name), (results.unit("series", name), 1.0))
            values = scale * values
        found.append(Quantity(f"mean_{name}", ACTORS, STATE_WORDS[name], unit, values))
    return found


def _base_is_100(results: Results, values: np.ndarray) -> np.ndarray:
    """Each run over the mean of the base's runs at its parameter point; unknown where these are missing or zero."""
    names = [str(name) for name in results.data["intervention"].values]
    is_base = results.data["run_intervention"].values == names.index(BASE)
    point = results.data["run_point"].values
    index = np.full(len(values), np.nan)
    for one in np.unique(point):
        base = values[is_base & (point == one)]
        if base.any():
            index[point == one] = 100.0 * values[point == one] / base.mean()
    return index


def _others(results: Results, taken: set[str]) -> list[Quantity]:
    """Tallies that no group above shows, by their names."""
    used = taken | {"settled", "returned", "under_way", "chose_mali"}
    found = []
    for name in (str(name) for name in results.data["metric"].values):
        unit = results.unit("metric", name)
        if name in used or name in NOT_COMPARED or unit in DRAWS_OF_INDICES or name.startswith("events") or name.endswith("_squared"):
            continue
        count = results.tally(name)
        people = unit in OF_PEOPLE
        found.append(Quantity(name, OTHER, plain(name), unit, count, (count,) if people else (), in_people=people))
    return found
