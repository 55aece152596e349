"""Writes the figures of the report as files, for slides and papers."""

from __future__ import annotations

from pathlib import Path

from . import figure_data
from .figures.drawing import Drawing
from .results_file import Results


def drawings(results: Results) -> dict[str, Drawing]:
    """The wide form of each figure, by the name of its file."""
    whole, north = figure_data.corridor(results)
    parts = [figure_data.fates(results), figure_data.wishes(results), whole, north, figure_data.money(results),
             *figure_data.series(results), *figure_data.observed(results), figure_data.loads(results), figure_data.waits(results)]
    return {part.key: part.wide for part in parts}


def write_plots(results: Results, folder: Path, form: str = "both") -> list[Path]:
    """Write each figure as `svg`, `png` or `both` into a folder, which is made if it is absent; returns the files."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, drawing in drawings(results).items():
        for suffix, write in (("svg", drawing.write_svg), ("png", drawing.write_png)):
            if form in (suffix, "both"):
                path = folder / f"{name}.{suffix}"
                write(path)
                written.append(path)
    return written
