"""Changes against a base along an axis, a panel each: mean as a line, points as a band, chance as bars at the values tried."""

from __future__ import annotations

from dataclasses import dataclass

from ..wording import number
from .chart import nice_ticks
from .drawing import Drawing, text_width

TEXT_SIZE = 12.5
SMALL = 11.0
HEIGHT = 176.0   # of a panel, heading and axis included
TOP, BOTTOM, GAP = 26.0, 38.0, 18.0
# A bar of chance does not cover its neighbour's.
BAR = 6.0
ROOM = 1.06   # above and below what is shown


@dataclass(frozen=True)
class Dot:
    """The change at one value, in per cent of the base. `told` is false where the model cannot tell a direction."""

    at: float
    centre: float
    low: float
    high: float
    chance: float | None
    told: bool


@dataclass(frozen=True)
class Panel:
    """One quantity along the axis; values at which nothing may be shown are None, and part the line."""

    label: str
    note: str      # where it turns
    role: str
    dots: tuple[Dot | None, ...]

    @property
    def shown(self) -> list[Dot]:
        return [dot for dot in self.dots if dot]


def panels(found: list[Panel], places: list[float], width: float, title: str, axis: str) -> Drawing:
    """As many panels side by side as are legible, each with a scale of its own, all over the same values."""
    columns = 1 if width < 480 else 3
    rows = -(-len(found) // columns)
    description = "; ".join(f"{panel.label}: {panel.note}" for panel in found) + "."
    drawing = Drawing(width, HEIGHT * rows, title, description)
    each = (width - GAP * (columns - 1)) / columns
    for i, panel in enumerate(found):
        _panel(drawing, panel, places, (i % columns) * (each + GAP), HEIGHT * (i // columns), each, axis)
    return drawing


def _panel(drawing: Drawing, panel: Panel, places: list[float], left: float, top: float, width: float, axis: str) -> None:
    bottom_value, top_value, ticks = _scale(panel)
    names = [f"{'+' if tick > 0 else '−' if tick < 0 else ''}{number(abs(tick), 3)} %" for tick in ticks]
    start = left + 14.0 + max(text_width(name, SMALL) for name in names)
    end, high, low = left + width - 10.0, top + TOP + 14.0, top + HEIGHT - BOTTOM
    most = max(places[-1], 1e-12)
    x = lambda at: start + (end - start) * at / most  # noqa: E731
    y = lambda value: low - (low - high) * (value - bottom_value) / (top_value - bottom_value)  # noqa: E731
    drawing.text(left, top + 15.0, panel.label, size=TEXT_SIZE, bold=True)
    drawing.text(left, top + 30.0, panel.note, "muted", size=SMALL)
    for tick, name in zip(ticks, names):
        drawing.line([(start, y(tick)), (end, y(tick))], "grid" if tick else "muted", width=1.0)
        drawing.text(start - 5.0, y(tick) + 4.0, name, "muted", size=SMALL, anchor="end")
    _axis(drawing, places, x, low, axis, (start + end) / 2)
    for run in _unbroken(panel.dots):
        if len(run) > 1:
            drawing.area([(x(dot.at), y(dot.high)) for dot in run] + [(x(dot.at), y(dot.low)) for dot in reversed(run)], panel.role, opacity=0.18)
            drawing.line([(x(dot.at), y(dot.centre)) for dot in run], panel.role, width=1.8)
    for dot in panel.shown:
        if len(panel.shown) == 1:
            drawing.line([(x(dot.at), y(dot.low)), (x(dot.at), y(dot.high))], panel.role, width=1.6)
        if dot.chance is not None:
            ends = [max(bottom_value, min(top_value, dot.centre + side * dot.chance)) for side in (-1, 1)]
            drawing.line([(x(dot.at), y(value)) for value in ends], panel.role, width=BAR, opacity=0.4)
        drawing.circle((x(dot.at), y(dot.centre)), 3.6, panel.role, fill=dot.told, width=1.6, tooltip=f"at {number(dot.at, 3)}: {number(dot.centre, 2)} %")


def _axis(drawing: Drawing, places: list[float], x, low: float, axis: str, middle: float) -> None:
    taken = float("-inf")
    for at in places if places[0] == 0 else [0.0, *places]:
        name = number(at, 3)
        half = text_width(name, SMALL) / 2
        if x(at) - half > taken + 2.0:
            drawing.text(x(at), low + 14.0, name, "muted", size=SMALL, anchor="middle")
            taken = x(at) + half
    drawing.text(middle, low + 28.0, axis, "muted", size=SMALL, anchor="middle")


def _scale(panel: Panel) -> tuple[float, float, list[float]]:
    """Lowest and highest value, zero between them, and round numbers for the lines across."""
    ends = [value for dot in panel.shown for value in (dot.low, dot.high, dot.centre)]
    bottom, top = ROOM * min([0.0, *ends]), ROOM * max([0.0, *ends])
    step = nice_ticks(top - bottom, 3)[1]
    return bottom, top, [step * i for i in range(-int(-bottom // step), int(top // step) + 1)]


def _unbroken(dots: tuple[Dot | None, ...]) -> list[list[Dot]]:
    runs: list[list[Dot]] = [[]]
    for dot in dots:
        if dot is None:
            runs.append([])
        else:
            runs[-1].append(dot)
    return [run for run in runs if run]
