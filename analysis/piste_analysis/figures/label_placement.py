"""Places names beside points so that they cover neither each other nor the points, and little of the roads."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .drawing import text_width

DIRECTIONS = 16
DISTANCES = (9.0, 15.0, 24.0, 36.0, 50.0, 66.0)
LEADER_FROM = 20.0  # beyond this distance a thin line ties the name to its point


@dataclass(frozen=True)
class Label:
    """A name placed: the left end of its baseline, its box, and whether it needs a leader line."""

    text: str
    point: tuple[float, float]
    box: tuple[float, float, float, float]  # left, top, right, bottom
    needs_leader: bool


def place_labels(names, points, roads, size: float, width: float, height: float, keep_clear=None) -> list[Label]:
    """One label for each (name, point), the first being the most important.

    `points` are all marks to keep clear; `roads` are points sampled along the lines; `keep_clear` is a box that belongs
    to something else.
    """
    reserved = [Label("", (0.0, 0.0), keep_clear, False)] if keep_clear else []
    placed: list[Label] = []
    for name, point in names:
        candidates = (_candidate(name, point, size, direction, distance)
                      for distance in DISTANCES for direction in range(DIRECTIONS))
        placed.append(min(candidates, key=lambda label: _cost(label, placed + reserved, points, roads, width,
                                                                  height)))
    return placed


def _candidate(name: str, point, size: float, direction: int, distance: float) -> Label:
    angle = 2 * math.pi * direction / DIRECTIONS
    across, down = math.cos(angle), math.sin(angle)
    long, tall = text_width(name, size), size
    # The box touches the circle of that distance with the side or corner that faces the point.
    left = point[0] + distance * across - long * (1 - across) / 2
    top = point[1] + distance * down - tall * (1 - down) / 2
    return Label(name, point, (left, top, left + long, top + tall), distance > LEADER_FROM)


def _cost(label: Label, placed, points, roads, width: float, height: float) -> float:
    left, top, right, bottom = label.box
    outside = max(0, 2 - left) + max(0, 2 - top) + max(0, right - width + 2) + max(0, bottom - height + 2)
    cost = 1000.0 * outside
    for other in placed:
        cost += 60.0 * _overlap(label.box, other.box, 3.0)
    for x, y in points:
        cost += 400.0 * _inside(label.box, x, y, 4.0)
    for x, y in roads:
        cost += 14.0 * _inside(label.box, x, y, 2.0)
    away = math.hypot((left + right) / 2 - label.point[0], (top + bottom) / 2 - label.point[1])
    straight = 0.0 if abs((top + bottom) / 2 - label.point[1]) < 2 else 1.5
    cost += away * 0.35 + straight + (32.0 if label.needs_leader else 0.0)
    cost += sum(60.0 for other in placed if other.needs_leader and _crosses(other, label))
    if label.needs_leader:
        cost += sum(60.0 for other in placed if _crosses(label, other))
    else:
        cost += 45.0 * _nearer_to_another(label, points)
    return cost


def _nearer_to_another(label: Label, points) -> bool:
    """Whether a reader could take the label for the name of another point."""
    own = _distance(label, label.point)
    return any(_distance(label, point) < own + 2 for point in points if point != label.point)


def _distance(label: Label, point) -> float:
    """From a point to the nearest edge of the label's box."""
    left, top, right, bottom = label.box
    return math.hypot(max(left - point[0], 0, point[0] - right), max(top - point[1], 0, point[1] - bottom))


def _overlap(a, b, margin: float) -> float:
    across = min(a[2], b[2]) - max(a[0], b[0]) + margin
    down = min(a[3], b[3]) - max(a[1], b[1]) + margin
    return math.sqrt(across * down) if across > 0 and down > 0 else 0.0


def _inside(box, x: float, y: float, margin: float) -> bool:
    return box[0] - margin < x < box[2] + margin and box[1] - margin < y < box[3] + margin


def leader_end(label: Label) -> tuple[float, float]:
    """Where a leader line meets the label: the nearest point of its box."""
    left, top, right, bottom = label.box
    x, y = label.point
    return min(max(x, left), right), min(max(y, top), bottom)


def _crosses(label: Label, other: Label) -> bool:
    """Whether the label's leader runs through another label."""
    end = leader_end(label)
    steps = [(label.point[0] + (end[0] - label.point[0]) * i / 8, label.point[1] + (end[1] - label.point[1]) * i / 8)
             for i in range(1, 8)]
    return any(_inside(other.box, x, y, 0.0) for x, y in steps)
