"""What levers do over their intensity, or over a number that no source gives: a curve with its break-even, never one number."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .compare import Comparison, Row, chosen_quantities, comparison_of
from .errors import ResultsError
from .levers import NO_RUN, Lever, Trials, chosen_levers
from .paired import AGREEMENT, DOWN, FEWEST_POINTS_WITHOUT_CHANCE, NOTHING, UNCLEAR, UNDEFINED, UP, Difference
from .results_file import Results
from .wording import number

INTENSITY = "intensity"
HOW_TO_ADD = ("run an experiment that names a lever at several intensities, such as \"p12-origin-jobs:0.25,0.5,1\", or a number of the "
              "scenario at several values: configs/experiments/lever-curves.toml and niger-closure-curve.toml")


@dataclass(frozen=True)
class Step:
    """What a lever does at one place of the axis."""

    at: float
    compared: Comparison


@dataclass(frozen=True)
class Curve:
    """One lever over its intensity, or over the values of one parameter."""

    trials: Trials
    lever: Lever               # of a curve over intensity any of its overlays
    over: str                  # INTENSITY, or the path of a parameter
    steps: tuple[Step, ...]    # by rising place; at least two

    @property
    def sign(self) -> str:
        """Which lever over what: "P12 over its intensity"."""
        one = self.lever.members[0]
        return f"{one.lever or one.name} over its intensity" if self.over == INTENSITY else f"{self.lever.sign} over {self.over}"

    @property
    def places(self) -> list[str]:
        return [number(step.at, 3) for step in self.steps]

    @property
    def points(self) -> int:
        """Sets of assumptions at the step that has fewest."""
        return min(step.compared.points for step in self.steps)

    def rows(self, key: str) -> list[Row]:
        """A quantity at each step."""
        return [row for step in self.steps if (row := step.compared.row(key))]


@dataclass(frozen=True)
class Told:
    """What may be said of a direction at one step: UP, DOWN, NOTHING, UNCLEAR, or UNDEFINED where nothing may be shown."""

    at: str
    direction: str


def curves_of(trials: list[Trials], interventions: list[str] | None = None, metrics: list[str] | None = None) -> list[Curve]:
    """All curves of a file, or those of some levers and quantities. Raises ResultsError for unknown names, and for a file without any."""
    found = []
    for one in trials:
        levers = chosen_levers(one, interventions)
        wanted = chosen_quantities(one, metrics)
        axes = varied(one.results)
        found += [curve for path, groups in axes.items() for lever in levers if (curve := _over_points(one, lever, path, groups, wanted))]
        found += [] if axes else _over_intensity(one, levers, wanted)
    if not found:
        of = f" of {', '.join(interventions)}" if interventions else ""
        raise ResultsError(f"{trials[0].results.path}: holds no curve{of}, since each lever stands at one intensity alone or together with "
                           f"others; {HOW_TO_ADD}")
    return found


def has_curves(trials: list[Trials]) -> bool:
    return any(varied(one.results) or any(len(group) > 1 for group in _by_lever(one.levers)) for one in trials)


def varied(results: Results) -> dict[str, dict[float, list[str]]]:
    """The parameters whose values are repeated over with everything else the same, each with the names of points by its value. One that
    differs between points together with others, as drawn points do, is none."""
    table = results.configuration.get("experiment", {}).get("points", {})
    columns, names, rows = (table.get(key, []) for key in ("parameters", "names", "rows"))
    # A point that differs from the first in one number tells which could be; then all points are looked at.
    differing = [[i for i, (own, first) in enumerate(zip(row, rows[0])) if own != first] for row in rows]
    found = {}
    for i in sorted({some[0] for some in differing if len(some) == 1}):
        others: dict[tuple, set] = {}
        for row in rows:
            others.setdefault(tuple(row[:i] + row[i + 1:]), set()).add(row[i])
        values = [_value(results, columns[i], row[i]) for row in rows]
        if len({frozenset(some) for some in others.values()}) == 1 and None not in values:
            by_value: dict[float, list[str]] = {}
            for name, value in zip(names, values):
                by_value.setdefault(value, []).append(name)
            found[columns[i]] = dict(sorted(by_value.items()))
    return found


def repeated(trials: Trials) -> list[str]:
    """The parameters that take several values among the points of these trials, everything else the same."""
    return [path for path, groups in varied(trials.results).items()
            if sum(any(name in trials.points for name in names) for names in groups.values()) > 1]


def _value(results: Results, path: str, cell) -> float | None:
    """A cell as a number; an empty one is the scenario's own value. None for what is no number."""
    entry = cell
    if cell == "":
        entry = results.scenario
        for part in path.split("."):
            entry = entry.get(part, {}) if isinstance(entry, dict) else {}
        entry = entry.get("value") if isinstance(entry, dict) else entry
    return None if isinstance(entry, bool) or not isinstance(entry, (int, float)) else float(entry)


def _by_lever(levers: tuple[Lever, ...]) -> list[list[Lever]]:
    """Levers that stand alone, those that differ in nothing but their intensity together, by rising intensity."""
    groups: dict[tuple, list[Lever]] = {}
    for lever in levers:
        if len(lever.members) == 1 and not lever.members[0].intensity_varies:
            groups.setdefault((lever.members[0].name, lever.members[0].window), []).append(lever)
    return [sorted(group, key=lambda lever: lever.members[0].intensity) for group in groups.values()]


def _over_intensity(trials: Trials, levers: tuple[Lever, ...], wanted) -> list[Curve]:
    found = []
    for group in _by_lever(levers):
        steps = [Step(lever.members[0].intensity, comparison_of(trials, lever, wanted)) for lever in group if _has_pairs(trials, lever)]
        if len(steps) > 1:
            found.append(Curve(trials, group[0], INTENSITY, tuple(steps)))
    return found


def _over_points(trials: Trials, lever: Lever, path: str, groups: dict[float, list[str]], wanted) -> Curve | None:
    intensity_of = path.removeprefix("intervention.").removesuffix(".intensity") if path.startswith("intervention.") else ""
    if intensity_of and intensity_of not in {member.name for member in lever.members}:
        return None
    steps = []
    for value, names in groups.items():
        part = _with_points(trials, set(names))
        if _has_pairs(part, lever):
            steps.append(Step(value, comparison_of(part, lever, wanted)))
    alone = intensity_of and len(lever.members) == 1
    return Curve(trials, lever, INTENSITY if alone else path, tuple(steps)) if len(steps) > 1 else None


def _with_points(trials: Trials, names: set[str]) -> Trials:
    chosen = [i for i, name in enumerate(trials.points) if name in names]
    own = chosen.index(trials.own_point) if trials.own_point in chosen else None
    return replace(trials, points=tuple(trials.points[i] for i in chosen), own_point=own, rows=trials.rows[:, chosen])


def _has_pairs(trials: Trials, lever: Lever) -> bool:
    return bool((trials.pairs(lever)[0] != NO_RUN).any())


def by_luck(curve: Curve, key: str) -> list[Told]:
    """The sign of the mean over points where luck does not explain it; the points may disagree."""
    return [Told(at, _state(row) or _beyond_luck(row.difference)) for at, row in zip(curve.places, curve.rows(key))]


def by_points(curve: Curve, key: str) -> list[Told]:
    """The sign that the points agree on; luck may explain it."""
    return [Told(at, _state(row) or _agreed(row.difference)) for at, row in zip(curve.places, curve.rows(key))]


def by_both(curve: Curve, key: str) -> list[Told]:
    """The direction that `compare` gives: the points agree, and luck does not explain it."""
    return [Told(at, _state(row) or row.difference.direction) for at, row in zip(curve.places, curve.rows(key))]


def _state(row: Row) -> str:
    if row.hidden:
        return UNDEFINED
    return row.difference.direction if row.difference.direction in (NOTHING, UNDEFINED) else ""


def _sign(difference: Difference) -> str:
    return {1.0: UP, -1.0: DOWN}.get(float(np.sign(difference.centre)), UNCLEAR)


def _beyond_luck(difference: Difference) -> str:
    if difference.chance is None:
        told = difference.points >= FEWEST_POINTS_WITHOUT_CHANCE and difference.same_sign >= AGREEMENT
    else:
        told = abs(difference.centre) > difference.chance / np.sqrt(difference.points)
    return _sign(difference) if told else UNCLEAR


def _agreed(difference: Difference) -> str:
    return _sign(difference) if difference.points > 1 and difference.same_sign >= AGREEMENT else UNCLEAR
