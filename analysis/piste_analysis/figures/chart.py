"""Time series with bands, and histograms: one panel each, with an axis that starts at zero."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..wording import number, people
from .drawing import Drawing, text_width

AXIS_SIZE = 11.0
LABEL_SIZE = 12.0


@dataclass(frozen=True)
class Curve:
    """One line: the median and the 5 to 95 % band over replicates, per tick of the axis."""

    label: str
    role: str
    median: list[float]
    low: list[float]
    high: list[float]
    dash: str = ""


def nice_ticks(most: float, wanted: int = 4) -> list[float]:
    """Round numbers from 0 to at least `most`."""
    if most <= 0:
        return [0.0, 1.0]
    raw = most / wanted
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw)
    return [step * i for i in range(math.ceil(most / step - 1e-9) + 1)]


class Panel:
    """The frame of a chart: it turns positions on the two axes into pixels."""

    def __init__(self, drawing: Drawing, ticks: list[float], left: float, right: float, top: float, bottom: float):
        self.drawing, self.full = drawing, ticks[-1]
        self.left, self.right, self.top, self.bottom = left, right, top, bottom
        for tick in ticks:
            drawing.line([(left, self.y(tick)), (right, self.y(tick))], "muted" if tick == 0 else "grid", width=1.0)
            drawing.text(left - 6, self.y(tick) + 4, number(tick, 4), "muted", size=AXIS_SIZE, anchor="end")

    def x(self, share: float) -> float:
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.full


def time_series(curves: list[Curve], ticks: list[str], width: float, title: str, unit: str) -> Drawing:
    """Medians as lines, the 5 to 95 % range over replicates as bands; names stand at the right ends of the lines."""
    height = 230.0
    drawing = Drawing(width, height, title, _series_words(curves, unit))
    most = max((max(curve.high) for curve in curves), default=1.0)
    margin = 20 + max((text_width(curve.label, LABEL_SIZE) for curve in curves), default=0)
    scale = nice_ticks(most)
    left = 12 + max(text_width(number(tick, 4), AXIS_SIZE) for tick in scale)
    panel = Panel(drawing, scale, left, width - margin, 24.0, height - 24.0)
    drawing.text(0, 11, unit, "muted", size=AXIS_SIZE)
    last = max(len(ticks) - 1, 1)
    for i, tick in enumerate(ticks):
        drawing.text(panel.x(i / last), height - 8, tick, "muted", size=AXIS_SIZE, anchor="middle")
    for curve in curves:
        upper = [(panel.x(i / last), panel.y(value)) for i, value in enumerate(curve.high)]
        lower = [(panel.x(i / last), panel.y(value)) for i, value in enumerate(curve.low)]
        drawing.area(upper + lower[::-1], curve.role, opacity=0.22)
    for curve in curves:
        drawing.line([(panel.x(i / last), panel.y(value)) for i, value in enumerate(curve.median)], curve.role,
                     width=2.2, dash=curve.dash, tooltip=curve.label)
    _end_labels(drawing, panel, curves)
    return drawing


def _end_labels(drawing: Drawing, panel: Panel, curves: list[Curve]) -> None:
    """Names at the line ends, moved apart where they would touch."""
    gap = LABEL_SIZE + 3
    spots = sorted((panel.y(curve.median[-1]) + 4, i) for i, curve in enumerate(curves))
    placed: list[tuple[float, int]] = []
    for y, i in spots:
        placed.append((max(y, placed[-1][0] + gap) if placed else y, i))
    lowest = panel.bottom + 4
    for y, i in reversed(placed):
        y = min(y, lowest)
        lowest = y - gap
        drawing.line([(panel.right + 4, y - 4), (panel.right + 13, y - 4)], curves[i].role, width=3.0,
                     dash="3 2" if curves[i].dash else "")
        drawing.text(panel.right + 17, y, curves[i].label, size=LABEL_SIZE)


def _series_words(curves: list[Curve], unit: str) -> str:
    show = people if unit.startswith("people") else (lambda value: number(value, 2))
    parts = [f"{curve.label}: median from {show(min(curve.median))} to {show(max(curve.median))}"
             for curve in curves if curve.median]
    return f"{unit}, by month. {'; '.join(parts)}."


def histogram(shares: list[float], ticks: list[tuple[float, str]], width: float, title: str, unit: str, role: str,
              marks: list[tuple[float, float, str]] = ()) -> Drawing:
    """Bars of equal width; positions are counted in bars. `marks` shade a sourced range: from, to, words."""
    height = 220.0
    percents = [100 * share for share in shares]
    words = ", ".join(f"{number(value, 2)} %" for value in percents)
    drawing = Drawing(width, height, title, f"Share of trucks by {unit}: {words}.")
    scale = nice_ticks(max(percents, default=1.0))
    panel = Panel(drawing, scale, 34.0, width - 6.0, 42.0, height - 34.0)
    bars = max(len(shares), 1)
    for start, end, words in marks:
        x, end_x = panel.x(start / bars), panel.x(end / bars)
        drawing.rectangle(x, 34.0, end_x - x, panel.bottom - 34.0, "hub", opacity=0.14)
        on_left = x + text_width(words, AXIS_SIZE) < width
        drawing.text(x if on_left else width - 6, 28.0, words, "ink", size=AXIS_SIZE,
                     anchor="start" if on_left else "end")
    drawing.text(0, 11, "% of trucks", "muted", size=AXIS_SIZE)
    for i, value in enumerate(percents):
        x = panel.x(i / bars)
        drawing.rectangle(x + 1, panel.y(value), (panel.right - panel.left) / bars - 2, panel.bottom - panel.y(value),
                          role, tooltip=f"{number(value, 2)} % of trucks")
    for position, words in ticks:
        drawing.text(panel.x(position / bars), panel.bottom + 15, words, "muted", size=AXIS_SIZE, anchor="middle")
    drawing.text(panel.right, height - 4, unit, "muted", size=AXIS_SIZE, anchor="end")
    return drawing
