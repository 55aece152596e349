"""How a comparison is put into words and figures: at most two significant digits, signs, and what may not be shown."""

from __future__ import annotations

import math

from .compare import FEW_REPLICATES, Comparison, Row
from .curves import repeated
from .paired import AGREEMENT, DOWN, FEWEST_POINTS_FOR_QUANTILES, NOTHING, UNCLEAR, UNDEFINED, UP
from .quantities import HARM, IN_NUMBER, PER_THOUSAND
from .statistics import SMALLEST_CELL
from .wording import NOT_SHOWN, NOTHING_TO_COUNT, SUPPRESSED, number, percent

DIGITS = 2
CHANGES_NOTHING = "changes nothing"
CANNOT_TELL = "cannot tell"
NEARLY_ZERO = "~0"
ONE_POINT = ("ONE PARAMETER POINT ONLY: this file tries one set of assumptions, so only directions are given. How large a "
             "change is, and whether it survives other assumptions, it cannot say.")
HOW_TO_ADD_POINTS = "Make points with `piste_analysis points SCENARIO -o points.csv` and name them in the experiment."
ELSEWHERE = ("Nobody is followed on the corridor through Niger or at home: harm met there is not counted, and a fall in harm "
             "here is no fall in harm where people go instead.")
OWN_AMONG_THEM = " (the scenario's own values are one)"
FINDING = "Put in, so no finding: the direct effect that is named as assumed. Everything else follows from what people do."
CHANCE_WORDS = "chance: how far luck alone moves the mean of the replicates at one point (95 %, Student's t)"
IGNORANCE_WORDS = "ignorance: how far it moves between points, luck taken off (95 % of points)"

SHORT = {"dead": "died", "sexual_violence": "sexual violence", "violence": "other violence", "forced_labour": "forced labour",
         "killed_by_bandits": "killed by bandits", "died_in_desert": "died in the desert",
         "held_for_ransom": "held for ransom", "injured": "injured", "abandoned": "abandoned in the desert",
         "left_at_post": "left behind at a post", "beaten_at_post": "beaten at a post", "robbed": "robbed",
         "arrests": "locked up in Gao", "stranded": "stranded",
         "chose_niger": "go through Niger instead", "departures": "set out through Mali", "beyond_algeria": "leave Mali to Algeria",
         "beyond_niger": "leave Gao to Niger", "fate_returned": "go home", "in_ghettos": "in ghettos on a mean day"}


def signed(value: float | None, in_people: bool = False, places: int | None = None) -> str:
    """A change with its sign, to two significant digits or to the places given; of fewer than ten people only that."""
    if value is None or not math.isfinite(value):
        return "unknown"
    if value == 0:
        return "0"
    if in_people and abs(value) < SMALLEST_CELL:
        return SUPPRESSED
    if places is None:
        text = number(abs(value), DIGITS)
    elif round(value, places) == 0:
        return NEARLY_ZERO
    else:
        text = f"{round(abs(value), places):,.{max(places, 0)}f}"
    return ("-" if value < 0 else "+") + text


def _places(row: Row) -> int | None:
    """Decimal places for a change and its interval: two significant digits of the largest."""
    values = [abs(value) for value in (row.difference.low, row.difference.high) if value is not None]
    largest = max(values, default=0.0)
    return None if largest == 0 else DIGITS - 1 - math.floor(math.log10(largest))


def change(row: Row) -> str:
    """The mean change over points and replicates."""
    return instead_of_figures(row) or signed(row.difference.centre, row.quantity.in_people, _places(row))


def interval(row: Row) -> str:
    """The headline interval over points x replicates."""
    if instead_of_figures(row):
        return ""
    ends = (row.difference.low, row.difference.high)
    low, high = (signed(value, row.quantity.in_people, _places(row)) for value in ends)
    return f"{low} to {high}" if (low, high) != (SUPPRESSED, SUPPRESSED) else f"within {SMALLEST_CELL}"


def of_base(row: Row) -> str:
    """The mean change as a share of the base."""
    share = row.difference.relative
    if instead_of_figures(row) or share is None:
        return ""
    if abs(share) < 0.0005:
        return "0 %" if share == 0 else NEARLY_ZERO + " %"
    return signed(100 * share) + " %"


def chance(row: Row) -> str:
    return _half_width(row, row.difference.chance, "one run")


def ignorance(row: Row) -> str:
    if row.difference.ignorance == 0:
        return "" if instead_of_figures(row) else "none seen"
    return _half_width(row, row.difference.ignorance, "")


def _half_width(row: Row, value: float | None, missing: str) -> str:
    if instead_of_figures(row):
        return ""
    if value is None:
        return missing
    if value == 0:
        return "0"
    if row.quantity.in_people and value < SMALLEST_CELL:
        return SUPPRESSED
    return number(value, DIGITS)


def instead_of_figures(row: Row) -> str:
    """What stands in place of figures; empty where figures may be given."""
    if row.difference.direction == UNDEFINED:
        return NOTHING_TO_COUNT
    if row.hidden:
        return NOT_SHOWN
    return CHANGES_NOTHING if row.difference.direction == NOTHING else ""


def same_sign(row: Row) -> str:
    """The share of points whose mean has the sign of the change."""
    return percent(row.difference.same_sign)


def agreement(row: Row) -> str:
    """Whether points agree on a direction, and how many have this sign: "down 95 %"."""
    if instead_of_figures(row):
        return ""
    sign = {UP: "up", DOWN: "down", UNCLEAR: "?"}[row.difference.direction]
    return f"{sign} {same_sign(row)}"


def direction(row: Row) -> str:
    """The direction alone, in words."""
    return instead_of_figures(row) or {UP: "up", DOWN: "down", UNCLEAR: CANNOT_TELL}[row.difference.direction]


def glance(row: Row | None, several: bool) -> str:
    """For a narrow cell: of several points the change as a share of the base, of one a direction."""
    if row is None:
        return ""
    short = {NOT_SHOWN: f"({SUPPRESSED})", CHANGES_NOTHING: "0", NOTHING_TO_COUNT: "-"}.get(instead_of_figures(row))
    if short:
        return short
    if row.difference.direction == UNCLEAR:
        return "?"
    return of_base(row).replace(" ", "") if several and row.difference.relative is not None else direction(row)


def short(row: Row) -> str:
    """A few words for a quantity."""
    return SHORT.get(row.key.removesuffix("_per_1000"), row.quantity.label)


def readings(one: Comparison) -> list[str]:
    """Harm in a sentence for each direction, as a rate and in number, so that what an intervention breaks is read first."""
    found = []
    for unit, start in ((PER_THOUSAND, "Per 1,000 who set out"), (IN_NUMBER, "In number")):
        rows = [row for row in one.rows if row.quantity.group == HARM and row.quantity.unit == unit and not row.hidden]
        named = lambda wanted: [short(row) for row in rows if row.difference.direction == wanted]  # noqa: E731, B023
        if not rows:
            continue
        if len(named(NOTHING)) == len(rows):
            found.append(f"{start}: harm exactly as in the base.")
            continue
        parts = [f"{word} {', '.join(names)}" for word, names in (("more", named(UP)), ("less", named(DOWN))) if names]
        if named(UNCLEAR):
            parts.append(f"for {len(named(UNCLEAR))} of {len(rows)} kinds of harm the model cannot tell a direction")
        found.append(f"{start}: {'; '.join(parts)}.")
    return found


def on_what(comparisons: list[Comparison]) -> str:
    """How many points and replicates stand behind: "20 points x 10 replicates"."""
    points = {one.points for one in comparisons}
    fewest, most = min(one.replicates[0] for one in comparisons), max(one.replicates[1] for one in comparisons)
    times = str(most) if fewest == most else f"{fewest} to {most}"
    how_many = str(max(points)) if len(points) == 1 else f"{min(points)} to {max(points)}"
    own = comparisons[0].trials.own_point is not None and points != {1}
    return (f"{how_many} parameter {'point' if points == {1} else 'points'}{OWN_AMONG_THEM if own else ''} x {times} "
            f"{'replicate' if times == '1' else 'replicates'}")


def is_several(comparisons: list[Comparison]) -> bool:
    """Whether figures may be given: every comparison rests on more than one point."""
    return all(one.points > 1 for one in comparisons)


def cautions(comparisons: list[Comparison]) -> list[str]:
    """What a reader must know of how little stands behind the figures."""
    points, replicates = min(one.points for one in comparisons), min(one.replicates[0] for one in comparisons)
    found = []
    if points == 1:
        found.append(f"At 95 % about one in twenty of the directions would appear by luck alone. {HOW_TO_ADD_POINTS}")
    elif points < FEWEST_POINTS_FOR_QUANTILES:
        found.append(f"Only {points} points: the intervals are the lowest and the highest of them. Use at least "
                     f"{FEWEST_POINTS_FOR_QUANTILES}.")
    if replicates == 1:
        found.append("One replicate a point: what is chance cannot be told from what is ignorance. Use at least "
                     f"{FEW_REPLICATES}.")
    elif replicates < FEW_REPLICATES:
        found.append(f"Only {replicates} replicates a point: chance is known roughly. Use at least {FEW_REPLICATES}.")
    first = comparisons[0].trials.results
    for path in repeated(comparisons[0].trials):
        found.append(f"The points repeat every set of assumptions at several values of {path}: what stands as ignorance holds these too. "
                     "`piste_analysis curve` takes them apart.")
    if str(first.attributes.get("randomness", "common")) != "common":
        found.append("The runs that are compared do not share their luck (randomness = \"independent\"): chance is larger than "
                     "it need be.")
    return found


def legend() -> list[str]:
    """What the columns mean."""
    return ["change: mean over points x replicates of the paired difference (the same people with the same luck, with and "
            "without), to two digits; of base: as a share of it",
            f"over points: nine of ten points lie in it (below {FEWEST_POINTS_FOR_QUANTILES} points: lowest to highest)",
            CHANCE_WORDS, IGNORANCE_WORDS,
            f"agree: share of points with the same sign; ? = the model cannot tell: under {AGREEMENT:.0%} agree, or "
            "luck explains it".replace("90%", "90 %")]
