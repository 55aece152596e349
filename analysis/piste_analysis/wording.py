"""How numbers and names are written: digits, units, suppression of small cells, plain words."""

from __future__ import annotations

import math

from .statistics import NO_INTERVAL, SMALLEST_CELL, Estimate

FRANCS_PER_EURO = 655.957  # fixed parity
SUPPRESSED = f"<{SMALLEST_CELL}"
NOT_SHOWN = "not shown"
NOTHING_TO_COUNT = "nothing to count"
MOST_PLACES = 9  # decimal places of any number

PARTIES = {
    "migrant": "people on the way",
    "family": "families at home",
    "employer": "employers",
    "bus_firm": "bus firms",
    "police": "police",
    "gendarmerie": "gendarmes",
    "army": "soldiers",
    "customs": "customs",
    "passeur": "passeurs",
    "chairman": "chairmen of ghettos",
    "local_authorities": "local authorities",
    "security_forces": "security forces, from the droit de ghetto",
    "residents": "residents (food, share of rents)",
    "driver": "drivers and vehicle owners",
    "armed_group": "armed groups",
    "bandit": "bandits",
    "hostage_taker": "hostage-takers",
    "document_network": "sellers of false passports",
    "official": "officials who issue papers",
    "home_transport": "transport home",
    "politician": "politicians who protect",
}

FATES = {
    "arrived": "reached the first town beyond Mali",
    "settled": "settled on the way",
    "returned": "went home",
    "stranded": "stranded: can neither go on nor go home",
    "dead": "died on the way",
    "under_way": "still under way when the run ended",
}

LEGS = {"south": "south: roads to Gao", "hub": "Gao and Kidal", "north": "north: Gao to beyond"}
LEGS_SHORT = {"south": "south", "hub": "Gao and Kidal", "north": "north"}


def party(name: str) -> str:
    return PARTIES.get(name, plain(name))


def fate(name: str) -> str:
    return FATES.get(name, plain(name))


def plain(name: str) -> str:
    """A declared name as words: `other_africa` -> `other africa`."""
    return name.replace("_", " ").replace("-", " ")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def number(value: float, digits: int = 3) -> str:
    """`value` with that many significant digits and thousands separated: 34,900; 0.023; 1.20 becomes 1.2."""
    if value is None or not math.isfinite(value):
        return "unknown"
    if value == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    if places <= 0:
        return f"{rounded:,.0f}"
    text = f"{rounded:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float, digits: int = 2) -> str:
    """A share as a percentage. Never rounds a share below one up to 100 % or a positive one down to 0 %."""
    if value is None or not math.isfinite(value):
        return "unknown"
    text = number(100 * value, digits)
    if value < 1 and text == "100":
        return "over 99 %"
    return f"{text} %"


def shown(estimate: Estimate, unit: str = "", digits: int = 3) -> str:
    """The mean, as exactly as its interval is shown, so that it never lies outside; without the unit's name."""
    if not estimate.known:
        return NOTHING_TO_COUNT
    if estimate.hidden:
        return NOT_SHOWN
    return _fixed(estimate.mean, unit, _places(estimate, unit, digits)) + (" %" if unit == "share" else "")


def interval(estimate: Estimate, unit: str, digits: int = 3) -> str:
    """The 95 % interval in words, without the unit's name (shares keep their sign)."""
    if not estimate.known:
        return NOTHING_TO_COUNT
    if estimate.hidden:
        return NOT_SHOWN
    if estimate.low is None:
        return NO_INTERVAL if estimate.of == 1 else f"no interval: only one of {estimate.of} replicates has any"
    places = _places(estimate, unit, digits)
    low, high = (_fixed(value, unit, places) for value in (estimate.low, estimate.high))
    if low == high:
        return f"same to {digits} digits"
    return f"{low} to {high}{' %' if unit == 'share' else ''}"


def _places(estimate: Estimate, unit: str, digits: int) -> int:
    """Decimal places that a mean and its interval share: `digits` significant ones of the largest of them."""
    scale = 100 if unit == "share" else 1
    values = [scale * value for value in (estimate.low, estimate.mean, estimate.high) if value is not None]
    largest = max(abs(value) for value in values)
    if largest == 0:
        return 0
    places = min(digits - 1 - math.floor(math.log10(largest)), MOST_PLACES)
    # Neither does a share below one become 100 %, nor a mean above none become 0.
    while places < MOST_PLACES and (scale == 100 and any(value < 100 == round(value, places) for value in values)
                                    or estimate.mean != 0 == round(scale * estimate.mean, places)):
        places += 1
    while places > 0 and all(round(value, places) == round(value, places - 1) for value in values):
        places -= 1
    return places


def _fixed(value: float, unit: str, places: int) -> str:
    """`value` (a share as a percentage) rounded to that many places; negative ones round to tens or more."""
    rounded = round(100 * value if unit == "share" else value, places)
    return f"{rounded + 0.0:,.{max(places, 0)}f}"


def with_unit(estimate: Estimate, unit: str, digits: int = 3) -> str:
    """The mean with the name of its unit, as exactly as its interval is shown."""
    text = shown(estimate, unit, digits)
    return text if unit in ("", "share") or not estimate.known or estimate.hidden else f"{text} {unit}"


def measured(estimate: Estimate, unit: str, digits: int = 3) -> str:
    """Mean and interval on one line."""
    text = with_unit(estimate, unit, digits)
    if not estimate.known or estimate.hidden:
        return text
    return f"{text} ({interval(estimate, unit, digits)})"


def people(value: float, digits: int = 2) -> str:
    """A number of people as reports show it: cells of fewer than ten are suppressed."""
    if not math.isfinite(value):
        return "unknown"
    return SUPPRESSED if value < SMALLEST_CELL else number(value, digits)


def people_shown(estimate: Estimate, digits: int = 3) -> str:
    """A number of people as exactly as its interval is shown; small cells are suppressed."""
    if estimate.known and estimate.mean < SMALLEST_CELL:
        return SUPPRESSED
    return shown(estimate, "", digits)


def people_interval(estimate: Estimate, digits: int = 3) -> str:
    """The interval of a number of people, suppressed with its cell."""
    if estimate.known and estimate.mean < SMALLEST_CELL:
        return NOT_SHOWN
    return interval(estimate, "", digits)


def per_thousand(rate: Estimate, count: float, of: float, digits: int = 3) -> str:
    """A rate per 1,000; only its upper bound when the `count` out of `of` people is suppressed."""
    if of <= 0:
        return "unknown"
    if count < SMALLEST_CELL:
        return f"under {number(1000 * SMALLEST_CELL / of, 1)}"
    return shown(rate, "", digits)


def euros(francs: float, digits: int = 2) -> str:
    return f"{number(francs / FRANCS_PER_EURO, digits)} euros"


def out_of_hundred(share: float) -> str:
    """A share in whole people out of 100, never pretending none or all."""
    if not math.isfinite(share):
        return "an unknown number"
    if 0 < share < 0.01:
        return "fewer than 1"
    if 0.99 < share < 1:
        return "more than 99"
    return str(round(100 * share))


def days_words(days: float) -> str:
    """A number of days, or of hours when it is less than two days."""
    if days < 2:
        return f"{number(24 * days, 2)} hours"
    return f"{number(days, 2)} days"
