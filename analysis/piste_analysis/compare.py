"""Each intervention against the base, for every quantity: paired differences with their two spreads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .errors import ResultsError
from .levers import NO_RUN, Lever, Trials, chosen_levers, did_you_mean
from .paired import NOTHING, Difference, difference
from .quantities import Quantity, quantities
from .statistics import SMALLEST_CELL, hidden_parts

FEW_REPLICATES = 5


@dataclass(frozen=True)
class Row:
    """One quantity under one intervention. What is `hidden` must not be shown: too few people stand behind it."""

    quantity: Quantity
    difference: Difference
    hidden: bool

    @property
    def key(self) -> str:
        return self.quantity.key

    @property
    def few(self) -> bool:
        """A change of fewer people than are ever shown."""
        return self.quantity.in_people and abs(self.difference.centre) < SMALLEST_CELL


@dataclass(frozen=True)
class Comparison:
    """One intervention in one scenario."""

    trials: Trials
    lever: Lever
    rows: tuple[Row, ...]

    @property
    def points(self) -> int:
        moved, _ = self.trials.pairs(self.lever)
        return int((moved != NO_RUN).any(axis=1).sum())

    @property
    def replicates(self) -> tuple[int, int]:
        """Fewest and most pairs at a point."""
        counts = (self.trials.pairs(self.lever)[0] != NO_RUN).sum(axis=1)
        counts = counts[counts > 0]
        return int(counts.min()), int(counts.max())

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)


def comparisons_of(trials: list[Trials], interventions: list[str] | None = None,
                   metrics: list[str] | None = None) -> list[Comparison]:
    """All comparisons of a file, or those of some interventions and some quantities. Raises ResultsError for unknown names."""
    found = []
    for one in trials:
        levers = [lever for lever in chosen_levers(one, interventions) if (one.pairs(lever)[0] != NO_RUN).any()]
        wanted = chosen_quantities(one, metrics)
        found += [comparison_of(one, lever, wanted) for lever in levers]
    return found


def chosen_quantities(trials: Trials, metrics: list[str] | None) -> list[Quantity]:
    """The quantities of a file, or those that are named alone or by their group. Raises ResultsError for unknown names."""
    all_quantities = quantities(trials.results)
    if not metrics:
        return all_quantities
    known = [quantity.key for quantity in all_quantities]
    for name in metrics:
        if name not in known and name not in {quantity.group for quantity in all_quantities}:
            raise ResultsError(f"{trials.results.path}: compares no metric `{name}`" + did_you_mean(name, known)
                               + "; --format csv lists all")
    return [quantity for quantity in all_quantities if quantity.key in metrics or quantity.group in metrics]


def comparison_of(trials: Trials, lever: Lever, wanted: list[Quantity]) -> Comparison:
    """One lever against the base, for the quantities given."""
    moved, base = trials.pairs(lever)
    hidden = _hidden(wanted, moved, base)
    rows = []
    for quantity in wanted:
        found = difference(_by_run(quantity.values, moved), _by_run(quantity.values, base))
        rows.append(Row(quantity, found, quantity.key in hidden and found.direction != NOTHING))
    return Comparison(trials, lever, tuple(rows))


def _by_run(values: np.ndarray, runs: np.ndarray) -> np.ndarray:
    return np.where(runs == NO_RUN, np.nan, np.asarray(values, float)[runs])


def _mean(values: np.ndarray, runs: np.ndarray) -> float:
    return float(np.asarray(values, float)[runs[runs != NO_RUN]].mean())


def _hidden(wanted: list[Quantity], moved: np.ndarray, base: np.ndarray) -> set[str]:
    """Keys of quantities behind which, with or without the intervention, stands a small cell; of parts of one whole also
    the next smallest, so that the rest does not tell them."""
    hidden = {quantity.key for quantity in wanted for count in quantity.behind
              if min(_mean(count, moved), _mean(count, base)) < SMALLEST_CELL}
    for whole in {quantity.whole for quantity in wanted} - {""}:
        parts = [quantity for quantity in wanted if quantity.whole == whole]
        if whole == "deaths":
            if hidden & {part.key for part in parts}:
                hidden |= {part.key for part in parts}
            continue
        if not hidden & {part.key for part in parts}:
            continue
        for runs in (moved, base):
            size = {part.key: _mean(part.behind[0] if part.behind else part.values, runs) for part in parts}
            hidden |= hidden_parts(size, ("fate_dead", "fate_stranded"))
    return hidden
