"""Changes against a base on one axis: a dot for the mean, a thin line over points, a thick one for chance."""

from __future__ import annotations

from dataclasses import dataclass

from .chart import nice_ticks
from .drawing import Drawing, text_width

TEXT_SIZE = 12.5
SMALL = 11.5
# Beyond this multiple of the second longest line the longest is cut at the edge, so that the others stay legible.
CUT = 1.5
HEADING = 26.0
FOOT = 26.0


@dataclass(frozen=True)
class Change:
    """A row in per cent of the base. `told` is false where the model cannot tell a direction."""

    label: str
    end: str
    centre: float
    low: float
    high: float
    chance: float | None
    told: bool
    role: str

    @property
    def reach(self) -> float:
        return max(abs(self.low), abs(self.high), abs(self.centre))


def intervals(groups: list[tuple[str, list[Change]]], width: float, title: str) -> Drawing:
    """Groups from top to bottom, each under its heading with a scale of its own. On a narrow canvas names stand above
    their lines, else to their left."""
    narrow = width < 480
    high = 36.0 if narrow else 24.0
    rows = [row for _, found in groups for row in found]
    description = "; ".join(f"{row.label}: {row.end}" for row in rows) + "."
    drawing = Drawing(width, sum(HEADING + high * len(found) + FOOT for _, found in groups), title, description)
    left = 6.0 if narrow else 0.34 * width
    right = width - 8.0 - max((text_width(row.end, TEXT_SIZE) for row in rows), default=0.0)
    top = 0.0
    for heading, found in groups:
        drawing.text(0, top + 17.0, heading, "muted", size=TEXT_SIZE, bold=True)
        most = _most(found)
        place = lambda value, most=most: (  # noqa: E731
            (left + right) / 2 + (right - left) / 2 * max(-1.0, min(1.0, value / most)))
        _scale(drawing, most, place, top + HEADING, top + HEADING + high * len(found))
        for i, row in enumerate(found):
            _row(drawing, row, top + HEADING + high * i, high, left, right, narrow, place)
        top += HEADING + high * len(found) + FOOT
    return drawing


def _scale(drawing: Drawing, most: float, place, top: float, bottom: float) -> None:
    for tick in (-most, 0.0, most):
        drawing.line([(place(tick), top), (place(tick), bottom + 3.0)], "grid" if tick else "muted", width=1.0)
        text = f"{'+' if tick > 0 else '−' if tick else ''}{abs(tick):g} %"
        fits = place(tick) - text_width(text, SMALL) / 2 > 0
        drawing.text(place(tick) if fits else 0.0, bottom + 16.0, text, "muted", size=SMALL, anchor="middle" if fits else "start")


def _row(drawing: Drawing, row: Change, top: float, high: float, left: float, right: float, narrow: bool, place) -> None:
    y = top + high - (9.0 if narrow else 11.0)
    if narrow:
        drawing.text(0, top + 14.0, row.label, size=TEXT_SIZE, halo=True)
    else:
        drawing.text(left - 12.0, y + 4.0, row.label, size=TEXT_SIZE, anchor="end")
    role = row.role if row.told else "neutral"
    drawing.line([(place(row.low), y), (place(row.high), y)], role, width=1.6, tooltip=f"{row.label}: {row.end}")
    if row.chance is not None:
        drawing.line([(place(row.centre - row.chance), y), (place(row.centre + row.chance), y)], role, width=6.0, opacity=0.35)
    drawing.circle((place(row.centre), y), 4.0, role, fill=row.told, width=1.6)
    drawing.text(right + 6.0, y + 4.0, row.end, "ink" if row.told else "muted", size=TEXT_SIZE)


def _most(rows: list[Change]) -> float:
    """Half the axis: round, and reaching all rows but one that would flatten the others."""
    reaches = sorted((row.reach for row in rows), reverse=True)
    if not reaches or reaches[0] == 0:
        return 1.0
    longest = min(reaches[0], CUT * reaches[1]) if len(reaches) > 1 and reaches[1] > 0 else reaches[0]
    return nice_ticks(longest)[-1]
