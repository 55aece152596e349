"""A comparison as CSV or JSON: the rows of the text, with the same digits and the same cells left out."""

from __future__ import annotations

import csv
import io
import json
import math

from . import compare_wording as words
from .compare import Comparison, Row
from .quantities import GROUPS

COLUMNS = ("scenario", "intervention", "lever", "group", "metric", "label", "unit", "points", "replicates", "direction",
           "same_sign_share", "change", "low", "high", "interval", "chance", "ignorance", "share_of_base", "shown")


def records(comparisons: list[Comparison]) -> list[dict]:
    """One record for each intervention and quantity. Of one point there is no figure but the direction."""
    return [_record(one, row) for one in comparisons for row in one.rows]


def _record(one: Comparison, row: Row) -> dict:
    found, several = row.difference, one.points > 1
    instead = words.instead_of_figures(row)
    figures = several and not instead
    people = row.quantity.in_people
    zero = instead == words.CHANGES_NOTHING
    figure = lambda value: 0 if zero else _two_digits(value, people) if figures else None  # noqa: E731
    return {
        "scenario": one.trials.scenario, "intervention": one.lever.name, "lever": one.lever.sign,
        "group": row.quantity.group, "metric": row.key, "label": row.quantity.label, "unit": row.quantity.unit,
        "points": found.points, "replicates": found.replicates,
        "direction": words.direction(row) if not row.hidden else "",
        "same_sign_share": round(found.same_sign, 2) if figures else None,
        "change": figure(found.centre), "low": figure(found.low), "high": figure(found.high),
        "interval": ("lowest to highest point" if found.whole_range else "5 to 95 % of points") if figures else None,
        "chance": figure(found.chance), "ignorance": figure(found.ignorance),
        "share_of_base": 0 if zero else _two_digits(found.relative, False) if figures else None,
        "shown": instead or "yes",
    }


def _two_digits(value: float | None, in_people: bool):
    """Rounded; a change of fewer than ten people is left out, as everywhere."""
    if value is None or not math.isfinite(value):
        return None
    if value == 0:
        return 0
    if in_people and abs(value) < words.SMALLEST_CELL:
        return None
    rounded = float(f"{value:.{words.DIGITS - 1}e}")
    return int(rounded) if rounded.is_integer() else rounded


def as_csv(comparisons: list[Comparison]) -> str:
    """All records as CSV with a header; an empty cell is not known or not shown."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(records(comparisons))
    return text.getvalue()


def as_json(comparisons: list[Comparison]) -> str:
    """All records, below what a reader must know of them."""
    several = words.is_several(comparisons)
    levers = {one.lever.name: [vars(member) for member in one.lever.members] for one in comparisons}
    whole = {"rests_on": words.on_what(comparisons), "cautions": [*([] if several else [words.ONE_POINT]), words.FINDING,
                                                                  words.ELSEWHERE, *words.cautions(comparisons)],
             "meaning": words.legend() if several else [], "groups": GROUPS, "interventions": levers,
             "rows": records(comparisons)}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
