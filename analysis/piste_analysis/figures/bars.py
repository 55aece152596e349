"""Horizontal bars: one row per name, made of one part or of a part for each leg."""

from __future__ import annotations

from dataclasses import dataclass

from .drawing import Drawing, text_width

TEXT_SIZE = 12.5


@dataclass(frozen=True)
class Bar:
    """A row: its name, the parts (role, value, words), and the text at its end."""

    label: str
    parts: tuple[tuple[str, float, str], ...]
    end: str

    @property
    def total(self) -> float:
        return sum(value for _, value, _ in self.parts)


def horizontal_bars(bars: list[Bar], width: float, title: str, most: float | None = None) -> Drawing:
    """Rows from top to bottom as given. On a narrow canvas names stand above their bars, else to their left."""
    narrow = width < 480
    row, thick = (38.0, 12.0) if narrow else (27.0, 15.0)
    description = "; ".join(f"{bar.label}: {bar.end}" for bar in bars) + "."
    drawing = Drawing(width, row * len(bars) + 6, title, description)
    left = 0.0 if narrow else 0.42 * width
    right = width - 8.0 - max((text_width(bar.end, TEXT_SIZE, bold=True) for bar in bars), default=0.0)
    full = most or max((bar.total for bar in bars), default=1.0) or 1.0
    for i, bar in enumerate(bars):
        top = i * row
        y = top + 19.0 if narrow else top + 5.0
        if narrow:
            drawing.text(0, top + 14.0, bar.label, size=TEXT_SIZE)
        else:
            drawing.text(left - 10.0, y + 12.0, bar.label, size=TEXT_SIZE, anchor="end")
        drawing.rectangle(left, y, right - left, thick, "grid", opacity=0.45)
        x = left
        for role, value, words in bar.parts:
            length = (right - left) * value / full
            if length > 0:
                drawing.rectangle(x, y, max(length, 0.8), thick, role, tooltip=words)
            x += length
        drawing.text(right + 6.0, y + thick - 2.0, bar.end, size=TEXT_SIZE, bold=True)
    return drawing
