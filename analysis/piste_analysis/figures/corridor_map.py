"""The corridor with its flows: towns by their coordinates, stretches as wide as the people on them are many."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..wording import SMALLEST_CELL, number, people
from .drawing import Drawing, text_width
from .label_placement import leader_end, place_labels
from .outline import MALI

WIDEST = 13.0
NARROWEST = 1.2
SCALE_SIZE = 11.0
SCALE_ROW = 16.0
SCALE_TITLE = "people a year"
NORTH_TITLE = "Map: the road north of Gao"
LABEL_ORDER = {"hub": 0, "beyond": 1, "origin": 2, "crossing": 3, "town": 4}


@dataclass(frozen=True)
class Town:
    """A place on the map. `kind` is origin, town, hub, crossing or beyond."""

    name: str
    label: str
    kind: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Flow:
    """People who began a stretch of road between two towns, a year."""

    start: str
    end: str
    leg: str
    people: float


@dataclass(frozen=True)
class Window:
    """The part of the world that a map shows, in degrees."""

    west: float
    east: float
    south: float
    north: float


WHOLE = Window(-19.2, 8.9, 4.3, 24.6)
NORTH = Window(-1.6, 6.6, 15.6, 23.3)
# In the map of the whole corridor these kinds and towns are named; the enlarged map names all.
NAMED_KINDS = ("hub", "beyond", "origin")


def corridor_map(towns: list[Town], flows: list[Flow], width: float, window: Window = WHOLE) -> Drawing:
    """A map of `width` pixels."""
    north = window is NORTH
    middle = math.radians((window.south + window.north) / 2)
    scale = width / ((window.east - window.west) * math.cos(middle))
    height = (window.north - window.south) * scale

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - window.west) * math.cos(middle) * scale, (window.north - latitude) * scale

    drawing = Drawing(width, height, NORTH_TITLE if north else "Map of the corridor with its flows",
                      _words(towns, flows))
    outline = [at(longitude, latitude) for longitude, latitude in MALI]
    drawing.area(outline, "land")
    drawing.line([*outline, outline[0]], "border", dash="3 3")
    where = {town.name: at(town.longitude, town.latitude) for town in towns}
    most = max((flow.people for flow in flows), default=1.0)
    samples = _draw_flows(drawing, flows, where, towns, most)
    shown = [town for town in towns if -5 < where[town.name][0] < width + 5 and -5 < where[town.name][1] < height + 5]
    for town in shown:
        _draw_town(drawing, town, where[town.name])
    _draw_labels(drawing, _named(shown, flows, north, width), where, samples, _scale_box(drawing, most)[:4])
    _draw_scale(drawing, most)
    return drawing


def line_width(count: float, most: float) -> float:
    return NARROWEST + (WIDEST - NARROWEST) * count / most if most > 0 else NARROWEST


def _draw_flows(drawing: Drawing, flows, where, towns, most: float) -> list[tuple[float, float]]:
    label = {town.name: town.label for town in towns}
    samples = []
    for flow in sorted(flows, key=lambda flow: -flow.people):
        start, end = where[flow.start], where[flow.end]
        across, down = end[0] - start[0], end[1] - start[1]
        bend = 0.07 if math.hypot(across, down) > 30 else 0.0
        control = ((start[0] + end[0]) / 2 - bend * down, (start[1] + end[1]) / 2 + bend * across)
        drawing.curve(start, control, end, flow.leg, width=line_width(flow.people, most), opacity=0.82,
                      dash="2 4" if flow.people < SMALLEST_CELL else "",
                      tooltip=f"{label[flow.start]} to {label[flow.end]}: {people(flow.people)} people a year")
        curve = [_along(start, control, end, i / 24) for i in range(25)]
        samples += curve
        if math.hypot(across, down) > 46:
            _draw_arrow(drawing, curve[12], curve[14], line_width(flow.people, most))
    return samples


def _along(start, control, end, t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 2, 2 * t * (1 - t), t**2)
    return tuple(sum(w * p[axis] for w, p in zip(weights, (start, control, end))) for axis in (0, 1))


def _draw_arrow(drawing: Drawing, middle, ahead, width: float) -> None:
    angle = math.atan2(ahead[1] - middle[1], ahead[0] - middle[0])
    reach = max(3.5, 0.42 * width)
    wings = [(middle[0] - reach * math.cos(angle + turn), middle[1] - reach * math.sin(angle + turn))
             for turn in (-0.7, 0.7)]
    drawing.line([wings[0], middle, wings[1]], "paper" if width > 6 else "ink", width=1.3)


def _draw_town(drawing: Drawing, town: Town, centre) -> None:
    radius = {"hub": 5.0, "crossing": 3.6, "beyond": 4.0}.get(town.kind, 3.2)
    drawing.circle(centre, radius, "ink", fill=town.kind in ("hub", "town", "origin"), width=1.6, tooltip=town.label)


def _named(towns: list[Town], flows: list[Flow], north: bool, width: float) -> list[Town]:
    """The towns that have room for a name, the most important first: by kind, then by the people who pass."""
    passing = {town.name: sum(flow.people for flow in flows if town.name in (flow.start, flow.end)) for town in towns}
    named = [town for town in towns if north or town.kind in NAMED_KINDS or (width > 420 and town.longitude < -2.5)]
    return sorted(named, key=lambda town: (LABEL_ORDER.get(town.kind, 5), -passing[town.name]))


def _draw_labels(drawing: Drawing, towns, where, samples, keep_clear) -> None:
    size = 12.0
    labels = place_labels([(town.label, where[town.name]) for town in towns], list(where.values()), samples, size,
                          drawing.width, drawing.height, keep_clear)
    for label in labels:
        if label.needs_leader:
            drawing.line([label.point, leader_end(label)], "muted", width=0.8)
    bold = {town.label for town in towns if town.kind == "hub"}
    for label in labels:
        drawing.text(label.box[0], label.box[3] - 0.18 * size, label.text, size=size, halo=True,
                     bold=label.text in bold)


def _scale_box(drawing: Drawing, most: float) -> tuple[float, float, float, float, list[float]]:
    """Left, top, right and bottom of the scale, and its steps: in a lower corner, where no road runs."""
    steps = [step for step in (1000.0, 10000.0, 30000.0) if step <= 1.1 * most] or [most]
    wide = max(35.0 + text_width("30,000", SCALE_SIZE), text_width(SCALE_TITLE, SCALE_SIZE))
    left = drawing.width - wide - 8.0 if drawing.title == NORTH_TITLE else 6.0
    bottom = drawing.height - 5.0
    return left, bottom - SCALE_ROW * len(steps) - SCALE_SIZE - 3.0, left + wide, bottom, steps


def _draw_scale(drawing: Drawing, most: float) -> None:
    left, _, _, bottom, steps = _scale_box(drawing, most)
    drawing.text(left, bottom - SCALE_ROW * len(steps) - 4.0, SCALE_TITLE, "muted", size=SCALE_SIZE, halo=True)
    for i, step in enumerate(reversed(steps)):
        y = bottom - SCALE_ROW * i
        drawing.line([(left, y - 7), (left + 26, y - 7)], "neutral", width=line_width(step, most))
        drawing.text(left + 33, y - 3, number(step), "muted", size=SCALE_SIZE, halo=True)


def _words(towns: list[Town], flows: list[Flow]) -> str:
    label = {town.name: town.label for town in towns}
    busiest = sorted(flows, key=lambda flow: -flow.people)[:5]
    stretches = "; ".join(f"{label[flow.start]} to {label[flow.end]} {people(flow.people)}" for flow in busiest)
    return f"Towns and the stretches of road between them. The busiest, in people a year: {stretches}."
