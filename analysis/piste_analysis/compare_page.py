"""The comparison as a section of the report: all interventions at a glance, then each with a figure and its tables."""

from __future__ import annotations

import re

from markupsafe import Markup

from . import compare_wording as words
from .compare import Comparison, Row
from .figures.intervals import Change, intervals
from .levers import Lever, Trials
from .paired import DOWN, NOTHING, UNCLEAR, UP
from .quantities import ACTORS, FLOWS, GROUPS, HARM, IN_NUMBER, MONEY, OTHER, PEOPLE, PER_THOUSAND, TIME
from .wording import capital

PHONE = 350.0
PAGE = 880.0
MOST_OPEN = 3  # interventions shown unfolded
GLANCE = (("Died, per 1,000", "dead_per_1000"), ("Died, in number", "dead"),
          ("Sexual violence, per 1,000", "sexual_violence_per_1000"),
          ("Held for ransom, per 1,000", "held_for_ransom_per_1000"), ("Stranded, per 1,000", "stranded_per_1000"),
          ("Through Niger", "chose_niger"), ("Set out through Mali", "departures"), ("Leave to Algeria", "beyond_algeria"),
          ("Money to armed groups, bandits", "to_non_state"))
FIGURE = (("Harm, per 1,000 who set out", "north", tuple(f"{key}_per_1000" for key in (
              "dead", "sexual_violence", "violence", "forced_labour", "held_for_ransom", "abandoned", "left_at_post",
              "beaten_at_post", "robbed", "arrests", "stranded"))),
          ("People, in number", "south", ("chose_niger", "departures", "beyond_algeria", "beyond_niger", "fate_returned",
                                          "in_ghettos")),
          ("Money received", "hub", ("to_armed_group", "to_bandit", "to_hostage_taker", "to_police", "to_passeur",
                                     "to_bus_firm")))
FOLDED = (FLOWS, MONEY, TIME, ACTORS, OTHER)


def section(comparisons: list[Comparison]) -> dict:
    """What the template needs of a whole comparison."""
    several = words.is_several(comparisons)
    scenarios = list(dict.fromkeys(one.trials.scenario for one in comparisons))
    parts = []
    for i, scenario in enumerate(scenarios):
        chosen = [one for one in comparisons if one.trials.scenario == scenario]
        parts.append({"scenario": scenario if len(scenarios) > 1 else "", "glance": _glance(chosen, i, several),
                      "levers": [_lever(one, f"lever-{i}-{n}", len(chosen) <= MOST_OPEN) for n, one in enumerate(chosen)]})
    return {"several": several, "one_point": words.ONE_POINT, "rests_on": words.on_what(comparisons),
            "count": len({one.lever.name for one in comparisons}), "elsewhere": words.ELSEWHERE,
            "cautions": [caution.replace("`", "") for caution in words.cautions(comparisons)], "legend": _legend() if several else [], "parts": parts}


def base_note(trials: Trials, point: int) -> str:
    """Which runs the rest of the page describes."""
    if len(trials.points) == 1:
        return "The rest of the page describes the base: the scenario as it stands, without any intervention."
    which = "at the scenario's own values" if point == trials.own_point else f"at the point {trials.points[point]}"
    return f"The rest of the page describes the base, without any intervention, {which}: one point of {len(trials.points)}."


def _legend() -> list[tuple[str, str]]:
    return [tuple(part.strip() for part in line.split(":", 1)) for line in words.legend()]


def minus(text: str) -> str:
    """A minus sign where a number is negative."""
    return re.sub(r"(?<![\w.])-(?=[\d<])", "\u2212", text)


def _glance(comparisons: list[Comparison], part: int, several: bool) -> dict:
    columns = [column for column in GLANCE if all(one.row(column[1]) for one in comparisons)]
    rows = []
    for n, one in enumerate(comparisons):
        cells = [{"label": label, **_mark(one.row(key), several)} for label, key in columns]
        rows.append({"anchor": f"lever-{part}-{n}", "sign": one.lever.sign, "title": _title(one.lever), "cells": cells})
    return {"columns": [label for label, _ in columns], "rows": rows}


def _title(lever: Lever) -> str:
    return lever.title if lever.members else ""


def _mark(row: Row, several: bool) -> dict:
    """A cell: an arrow and, where several points allow it, the size; never colour alone."""
    instead = words.instead_of_figures(row)
    if instead == words.CHANGES_NOTHING:
        return {"text": "0", "kind": "same", "more": ""}
    if instead:
        return {"text": instead, "kind": "quiet", "more": ""}
    if row.difference.direction == UNCLEAR:
        return {"text": "?", "kind": "quiet", "more": f"({words.same_sign(row)})" if several else ""}
    arrow = {UP: "▲", DOWN: "▼"}[row.difference.direction]
    size = words.of_base(row) if several and row.difference.relative is not None else words.direction(row)
    return {"text": f"{arrow} {minus(size)}", "kind": "told", "more": f"({words.same_sign(row)})" if several else ""}


def _lever(one: Comparison, identifier: str, unfolded: bool) -> dict:
    several = one.points > 1
    return {"id": identifier, "sign": one.lever.sign, "title": _title(one.lever), "open": unfolded,
            "members": [vars(member) | {"named": len(one.lever.members) > 1, "sign_of": f"{member.sign}:"}
                        for member in one.lever.members],
            "readings": words.readings(one), "drawing": _drawing(one, identifier) if several else None,
            "harm": _harm(one, several), "people": _table(one, PEOPLE, several),
            "tables": [table for table in (_table(one, group, several) for group in FOLDED) if table]}


def _drawing(one: Comparison, identifier: str) -> dict | None:
    groups = figure_groups(one)
    if not groups:
        return None
    title = f"{one.lever.sign}: change in per cent of the base"
    narrow, wide = (intervals(groups, width, title) for width in (PHONE, PAGE))
    return {"narrow": Markup(narrow.svg(f"{identifier}-narrow")), "wide": Markup(wide.svg(f"{identifier}-wide"))}


def figure_groups(one: Comparison) -> list[tuple[str, list[Change]]]:
    """What the figure shows, under its headings; groups of which nothing may be shown are left out."""
    groups = [(heading, [change for key in keys if (change := _change(one.row(key), role))])
              for heading, role, keys in FIGURE]
    return [(heading, found) for heading, found in groups if found]


def _change(row: Row | None, role: str) -> Change | None:
    if row is None or words.instead_of_figures(row) or row.difference.relative is None or row.difference.relative_low is None:
        return None
    found = row.difference
    chance = None if found.relative_chance is None else 100 * found.relative_chance
    told = found.direction != UNCLEAR
    end = minus(words.of_base(row)) if told else "cannot tell"
    label = words.short(row)
    return Change(label, end, 100 * found.relative, 100 * found.relative_low, 100 * found.relative_high, chance, told, role)


def _figures(row: Row) -> list[str]:
    return [minus(text) for text in (words.change(row), words.interval(row), words.chance(row), words.ignorance(row),
                                      words.agreement(row))]


def _agreed(row: Row) -> str:
    verdict = "" if row.difference.direction != UNCLEAR else ", so cannot tell" if row.difference.same_sign < words.AGREEMENT else \
        ", but luck explains it"
    return f"same sign in {words.same_sign(row)} of points{verdict}"


HEADINGS = ("change", "over points", "chance", "ignorance", "points that agree")


def _harm(one: Comparison, several: bool) -> list[dict]:
    """Each harm once, per 1,000 and in number."""
    rows = [row for row in one.rows if row.quantity.group == HARM]
    found = []
    for label in dict.fromkeys(row.quantity.label for row in rows):
        cells = []
        for row in (row for row in rows if row.quantity.label == label):
            text = words.instead_of_figures(row)
            if not text and several:
                change, interval, chance, ignorance, _ = _figures(row)
                text = f"{change} ({interval})"
                more = f"chance ±{chance}, ignorance ±{ignorance}; {_agreed(row)}".replace("±none seen", "none seen")
            else:
                text, more = text or words.direction(row), ""
            cells.append({"unit": PER_THOUSAND if row.quantity.unit == PER_THOUSAND else IN_NUMBER, "text": text, "more": more})
        found.append({"label": capital(label), "cells": cells})
    return found


def _table(one: Comparison, group: str, several: bool) -> dict | None:
    rows = [row for row in one.rows if row.quantity.group == group]
    told = [row for row in rows if row.difference.direction != NOTHING]
    same = [row.quantity.label.removeprefix("... ") for row in rows if row.difference.direction == NOTHING]
    if not rows:
        return None
    lines = []
    for row in told:
        unit = row.quantity.unit
        label = row.quantity.label + (f", {unit}" if unit and unit != "persons" else "")
        instead = words.instead_of_figures(row)
        cells = [instead, "", "", "", ""] if instead else _figures(row) if several else [words.direction(row)]
        lines.append({"label": label, "cells": [{"label": heading, "text": text} for heading, text in zip(HEADINGS, cells)]})
    return {"key": group, "title": GROUPS[group], "columns": HEADINGS if several else ("direction",), "rows": lines,
            "same": "; ".join(same)}
