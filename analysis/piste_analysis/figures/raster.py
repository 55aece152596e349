"""Writes a Drawing as PNG through matplotlib, with the colours of a light page."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import patches, patheffects  # noqa: E402
from matplotlib import path as outlines  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from .drawing import LIGHT, Drawing, Shape  # noqa: E402

DOTS_PER_INCH = 96
POINTS_PER_PIXEL = 72 / DOTS_PER_INCH
ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def write_png(drawing: Drawing, path: Path, scale: float) -> None:
    """`scale` multiplies the drawing's width and height to the picture's pixels."""
    figure = Figure(figsize=(drawing.width / DOTS_PER_INCH, drawing.height / DOTS_PER_INCH), facecolor=LIGHT["paper"])
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    axes.axis("off")
    for order, shape in enumerate(drawing.shapes):
        _add(axes, shape, order)
    # No date and no program name: the same results give the same picture.
    figure.savefig(path, dpi=DOTS_PER_INCH * scale, metadata={"Software": None})


def _add(axes, shape: Shape, order: int) -> None:
    colour = LIGHT[shape.role]
    points = list(shape.points)
    if shape.kind == "text":
        _add_text(axes, shape, colour, order)
    elif shape.kind == "circle":
        axes.add_patch(patches.Circle(points[0], shape.radius, facecolor=colour if shape.fill else LIGHT["paper"],
                                      edgecolor=colour, linewidth=0 if shape.fill else shape.width * POINTS_PER_PIXEL,
                                      alpha=shape.opacity, zorder=order))
    elif shape.kind == "area":
        axes.add_patch(patches.Polygon(points, closed=True, facecolor=colour, linewidth=0, alpha=shape.opacity,
                                       zorder=order))
    else:
        step = outlines.Path.CURVE3 if shape.kind == "curve" else outlines.Path.LINETO
        codes = [outlines.Path.MOVETO] + [step] * (len(points) - 1)
        style = (0, [float(part) for part in shape.dash.split()]) if shape.dash else "solid"
        axes.add_patch(patches.PathPatch(outlines.Path(points, codes), facecolor="none", edgecolor=colour,
                                         linewidth=shape.width * POINTS_PER_PIXEL, linestyle=style,
                                         alpha=shape.opacity, capstyle="round" if shape.kind == "curve" else "butt",
                                         joinstyle="round", zorder=order))


def _add_text(axes, shape: Shape, colour: str, order: int) -> None:
    halo = [patheffects.withStroke(linewidth=3 * POINTS_PER_PIXEL, foreground=LIGHT["paper"])] if shape.halo else []
    axes.text(*shape.points[0], shape.text, color=colour, fontsize=shape.size * POINTS_PER_PIXEL,
              fontweight="bold" if shape.bold else "normal", ha=ANCHORS[shape.anchor], va="baseline",
              path_effects=halo, zorder=order)
