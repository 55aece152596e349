"""A small drawing of lines, areas and text that is written as SVG (report, plots) or as PNG (plots).

Colours are named roles, not values, so that one drawing serves a light page, a dark page and print.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

# Paul Tol's high-contrast (light) and medium-contrast (dark) sets: told apart with any colour vision and in grey print.
LIGHT = {"ink": "#1d2228", "muted": "#5b6470", "grid": "#dfe3e8", "paper": "#ffffff", "land": "#f1efe9",
         "border": "#b9b4a6", "south": "#004488", "hub": "#b07d00", "north": "#bb5566", "neutral": "#8a929c"}
DARK = {"ink": "#e9ecef", "muted": "#a4adb8", "grid": "#333b44", "paper": "#14181d", "land": "#1d232a",
        "border": "#4d5660", "south": "#77aadd", "hub": "#eecc66", "north": "#ee99aa", "neutral": "#7b858f"}
FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
# Mean width of a character of a sans-serif face, in units of its size: for placing labels without a browser.
CHARACTER_WIDTH = 0.56


BOLD_CHARACTER_WIDTH = 0.64


def text_width(text: str, size: float, bold: bool = False) -> float:
    """An estimate of the width of a text, on the safe side."""
    return (BOLD_CHARACTER_WIDTH if bold else CHARACTER_WIDTH) * size * len(text)


@dataclass(frozen=True)
class Shape:
    """One mark. `points` are corners; a curve has three: start, control, end."""

    kind: str  # "line", "area", "curve", "circle" or "text"
    points: tuple[tuple[float, float], ...]
    role: str
    width: float = 1.0
    opacity: float = 1.0
    dash: str = ""
    text: str = ""
    size: float = 12.0
    anchor: str = "start"
    bold: bool = False
    halo: bool = False
    tooltip: str = ""
    radius: float = 0.0
    fill: bool = True


@dataclass
class Drawing:
    """Marks on a canvas of `width` by `height` pixels, with the words that stand for it where it cannot be seen."""

    width: float
    height: float
    title: str
    description: str
    shapes: list[Shape] = field(default_factory=list)

    def line(self, points, role, **style) -> None:
        self.shapes.append(Shape("line", tuple(points), role, **style))

    def area(self, points, role, **style) -> None:
        self.shapes.append(Shape("area", tuple(points), role, **style))

    def rectangle(self, x, y, width, height, role, **style) -> None:
        self.area([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], role, **style)

    def curve(self, start, control, end, role, **style) -> None:
        self.shapes.append(Shape("curve", (start, control, end), role, **style))

    def circle(self, centre, radius, role, **style) -> None:
        self.shapes.append(Shape("circle", (centre,), role, radius=radius, **style))

    def text(self, x, y, text, role="ink", **style) -> None:
        self.shapes.append(Shape("text", ((x, y),), role, text=text, **style))

    def svg(self, identifier: str, standalone: bool = False) -> str:
        """The drawing as an SVG element; `standalone` adds colours and a namespace for a file of its own."""
        parts = [f'<svg {"xmlns=" + chr(34) + "http://www.w3.org/2000/svg" + chr(34) + " " if standalone else ""}'
                 f'viewBox="0 0 {self.width:g} {self.height:g}" width="{self.width:g}" height="{self.height:g}" '
                 f'role="img" aria-labelledby="{identifier}-title {identifier}-text" font-family="{escape(FONT)}">',
                 f'<title id="{identifier}-title">{escape(self.title)}</title>',
                 f'<desc id="{identifier}-text">{escape(self.description)}</desc>']
        if standalone:
            colours = "".join(f"--{role}:{colour};" for role, colour in LIGHT.items())
            parts.append(f'<style>svg{{{colours}}}</style><rect width="100%" height="100%" fill="{LIGHT["paper"]}"/>')
        parts += [_svg(shape) for shape in self.shapes]
        return "".join(parts) + "</svg>"

    def write_svg(self, path: Path) -> None:
        path.write_text(self.svg(path.stem, standalone=True), encoding="utf-8")

    def write_png(self, path: Path, scale: float = 2.0) -> None:
        from .raster import write_png
        write_png(self, path, scale)


def _svg(shape: Shape) -> str:
    tooltip = f"<title>{escape(shape.tooltip)}</title>" if shape.tooltip else ""
    opacity = f' opacity="{shape.opacity:g}"' if shape.opacity != 1 else ""
    dash = f' stroke-dasharray="{shape.dash}"' if shape.dash else ""
    stroke = f'fill="none" stroke="var(--{shape.role})" stroke-width="{shape.width:.3g}"{dash}{opacity}'
    pairs = [f"{x:.1f} {y:.1f}" for x, y in shape.points]
    if shape.kind == "line":
        return f'<path d="M{"L".join(pairs)}" {stroke} stroke-linejoin="round">{tooltip}</path>'
    if shape.kind == "curve":
        return f'<path d="M{pairs[0]}Q{pairs[1]} {pairs[2]}" {stroke} stroke-linecap="round">{tooltip}</path>'
    if shape.kind == "area":
        return f'<path d="M{"L".join(pairs)}Z" fill="var(--{shape.role})"{opacity}>{tooltip}</path>'
    x, y = shape.points[0]
    if shape.kind == "circle":
        paint = (f'fill="var(--{shape.role})"' if shape.fill else
                 f'fill="var(--paper)" stroke="var(--{shape.role})" stroke-width="{shape.width:g}"')
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{shape.radius:g}" {paint}{opacity}>{tooltip}</circle>'
    weight = ' font-weight="600"' if shape.bold else ""
    anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
    halo = ' stroke="var(--paper)" stroke-width="3" paint-order="stroke" stroke-linejoin="round"' if shape.halo else ""
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{shape.size:g}" fill="var(--{shape.role})"'
            f'{weight}{anchor}{halo}>{escape(shape.text)}</text>')
