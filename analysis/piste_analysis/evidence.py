"""The sourced facts (configs/evidence/facts.csv) and the plain comparison of a modelled quantity with one."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from .errors import ResultsError
from .wording import number, percent

DEFAULT_FACTS = Path(__file__).resolve().parents[2] / "configs" / "evidence" / "facts.csv"

COLUMNS = ("id", "description", "low", "central", "high", "unit")

AGREES = "agrees"
HIGHER = "does not agree: higher than the source"
LOWER = "does not agree: lower than the source"
DIFFERS = "does not agree"
NO_FIGURE = "the source gives no figure"
NO_SOURCE = "no source"
NOTHING = "nothing to compare"


@dataclass(frozen=True)
class Fact:
    """One row of the evidence table; numbers are NaN where the source gives none."""

    id: str
    description: str
    low: float
    central: float
    high: float
    unit: str

    @property
    def has_figure(self) -> bool:
        return any(math.isfinite(value) for value in (self.low, self.central, self.high))

    def figure(self) -> str:
        """The sourced figure or range in words, with its unit."""
        show = percent if self.unit.startswith("share") else (lambda value: number(value, 6))
        unit = "" if self.unit.startswith("share") else f" {self.unit}"
        if math.isfinite(self.low) and math.isfinite(self.high):
            return f"{show(self.low)} to {show(self.high)}{unit}"
        if math.isfinite(self.central):
            return f"{show(self.central)}{unit}"
        if math.isfinite(self.high):
            return f"at most {show(self.high)}{unit}"
        if math.isfinite(self.low):
            return f"at least {show(self.low)}{unit}"
        return "no figure"


def read_facts(path=None) -> dict[str, Fact]:
    """The facts by id. Raises ResultsError for a file that is no table of facts.

    Without a path and without the default file (the package stands alone) the table is empty: every comparison then
    says that the evidence is missing.
    """
    if path is None and not DEFAULT_FACTS.is_file():
        return {}
    path = Path(path) if path else DEFAULT_FACTS
    try:
        with path.open(newline="", encoding="utf-8") as lines:
            table = csv.DictReader(lines)
            missing = [name for name in COLUMNS if name not in (table.fieldnames or [])]
            if missing:
                raise ResultsError(f"{path}: is no table of facts: has no column `{missing[0]}`; "
                                   "it must be like configs/evidence/facts.csv")
            return {row["id"]: Fact(row["id"], row["description"], _real(row["low"]), _real(row["central"]),
                                    _real(row["high"]), row["unit"]) for row in table}
    except (UnicodeDecodeError, csv.Error) as error:
        raise ResultsError(f"{path}: is no table of facts: not text in UTF-8 with commas") from error


def _real(text: str) -> float:
    try:
        return float(text)
    except (TypeError, ValueError):
        return math.nan


def against_range(value: float, low: float, high: float) -> str:
    """Whether a value lies in [low, high]; an open end is NaN."""
    if not math.isfinite(value):
        return NOTHING
    if math.isfinite(low) and value < low:
        return LOWER
    if math.isfinite(high) and value > high:
        return HIGHER
    return AGREES


def against_figure(value: float, figure: float, tolerance: float) -> str:
    """Whether a value lies within `tolerance` (in its own unit) of a sourced figure."""
    return against_range(value, figure - tolerance, figure + tolerance)
