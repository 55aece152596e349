"""Curves as figures: in the report, and as files."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

from . import compare_wording as words
from . import curve_wording
from .compare import Row
from .compare_page import GLANCE, PAGE, PHONE, minus
from .curves import INTENSITY, Curve
from .figures.drawing import Drawing
from .figures.panels import Dot, Panel, panels
from .paired import DOWN, UNCLEAR, UP
from .quantities import HARM, PEOPLE

ROLES = {HARM: "north", PEOPLE: "south"}


def drawing(curve: Curve, width: float = PAGE) -> Drawing | None:
    """The panels of a curve; None of one set of assumptions, of which no size may be given, or where nothing may be shown."""
    found = [panel for label, key in GLANCE if (panel := _panel(curve, label, key))] if curve.points > 1 else []
    places = [step.at for step in curve.steps]
    title = f"{curve.sign}: change in per cent of the base"
    return panels(found, places, width, title, curve_wording.axis(curve).rsplit(".", 1)[-1].replace("_", " ")) if found else None


def _panel(curve: Curve, label: str, key: str) -> Panel | None:
    rows = curve.rows(key)
    dots = tuple(_dot(step.at, row) for step, row in zip(curve.steps, rows))
    if not any(dot and (dot.low, dot.high) != (0.0, 0.0) for dot in dots):
        return None  # hidden, or exactly as in the base
    # Without the lever nothing changes: every curve over an intensity begins there.
    start = (Dot(0.0, 0.0, 0.0, 0.0, None, True),) if curve.over == INTENSITY and curve.steps[0].at > 0 and dots[0] else ()
    return Panel(label, minus(curve_wording.break_even(curve, key)), ROLES.get(rows[0].quantity.group, "hub"), start + dots)


def _dot(at: float, row: Row) -> Dot | None:
    found = row.difference
    if row.hidden or found.relative is None or found.relative_low is None:
        return None
    chance = None if found.relative_chance is None else 100 * found.relative_chance
    return Dot(at, 100 * found.relative, 100 * found.relative_low, 100 * found.relative_high, chance, found.direction in (UP, DOWN))


def name_of(curve: Curve) -> str:
    """A name for a file or an anchor: "curve-p12-origin-jobs"."""
    lever = curve.lever.members[0].name if curve.over == INTENSITY else f"{curve.lever.name}-{curve.over}"
    return "curve-" + re.sub(r"[^\w.]+", "-", f"{lever}-{curve.lever.members[0].window}" if "@" in curve.lever.name else lever)


def write(curves: list[Curve], folder: Path) -> list[Path]:
    """Write each figure as SVG and PNG into a folder, which is made if it is absent; returns the files."""
    written = []
    for curve in curves:
        if found := drawing(curve):
            folder.mkdir(parents=True, exist_ok=True)
            several = len({one.trials.scenario for one in curves}) > 1
            name = name_of(curve) + (f"-{curve.trials.scenario}" if several else "")
            for suffix, write_as in (("svg", found.write_svg), ("png", found.write_png)):
                path = folder / f"{name}.{suffix}"
                write_as(path)
                written.append(path)
    return written


def section(curves: list[Curve]) -> dict:
    """What the template needs of all curves of a file."""
    compared = [step.compared for curve in curves for step in curve.steps]
    several = words.is_several(compared)
    scenarios = {curve.trials.scenario for curve in curves}
    notes = [curve_wording.BREAK_EVEN, *([curve_wording.TWO_DOUBTS] if several else [])]
    return {"several": several, "one_point": curve_wording.ONE_POINT, "rests_on": words.on_what(compared),
            "notes": [tuple(note.split(": ", 1)) for note in notes],
            "curves": [_curve(curve, i, len(scenarios) > 1, len(curves) <= 3) for i, curve in enumerate(curves)]}


def _curve(curve: Curve, position: int, name_scenario: bool, unfolded: bool) -> dict:
    identifier = f"curve-{position}"
    narrow, wide = drawing(curve, PHONE), drawing(curve, PAGE)
    figure = {"narrow": Markup(narrow.svg(f"{identifier}-narrow")), "wide": Markup(wide.svg(f"{identifier}-wide"))} if wide and narrow else None
    rows = [{"label": label, "cells": [{"label": place, **_cell(row, curve.points > 1)} for place, row in zip(curve.places, curve.rows(key))],
             "turns": minus(curve_wording.break_evens(curve, key))}
            for label, key in GLANCE if curve.rows(key)]
    return {"id": identifier, "sign": curve.sign, "title": curve.lever.title, "open": unfolded, "places": curve.places,
            "axis": curve_wording.axis(curve), "drawing": figure, "rows": rows,
            "scenario": curve.trials.scenario if name_scenario else ""}


def _cell(row: Row, several: bool) -> dict:
    text = words.glance(row, several)
    told = {UP: "▲ ", DOWN: "▼ "}.get(row.difference.direction, "") if not row.hidden else ""
    more = f"({words.same_sign(row)})" if several and row.difference.direction in (UP, DOWN, UNCLEAR) and not row.hidden else ""
    return {"text": minus(told + text), "kind": "told" if told else "quiet", "more": more}
