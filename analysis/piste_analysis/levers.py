"""What a file tries: its interventions with what each assumes, and which runs are pairs with the same luck."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

import numpy as np

from .errors import ResultsError
from .results_file import Results, load_whole
from .wording import number

BASE = "base"
NO_RUN = -1


@dataclass(frozen=True)
class Member:
    """One intervention of a combination, as the embedded configuration gives it."""

    name: str
    lever: str      # "P5"; empty for one that is no lever
    title: str
    intensity: float
    intensity_varies: bool  # between parameter points
    window: str     # in words
    assumed: str    # the direct effect, put in
    follows: str    # what the model must find
    predicted: str
    side_effect: str

    @property
    def sign(self) -> str:
        """The lever and its intensity: "P5 at 0.5"."""
        strength = "at several intensities" if self.intensity_varies else f"at {number(self.intensity, 3)}"
        return f"{self.lever or self.name} {strength}"


@dataclass(frozen=True)
class Lever:
    """An intervention, or several together, beside the base."""

    name: str                    # as in the file
    position: int                # along `intervention`
    members: tuple[Member, ...]

    @property
    def sign(self) -> str:
        return " with ".join(member.sign for member in self.members) or self.name

    @property
    def title(self) -> str:
        return "; ".join(member.title for member in self.members) or self.name


@dataclass(frozen=True)
class Trials:
    """The finished runs of one scenario, and where each stands."""

    scenario: str
    results: Results             # of this scenario
    points: tuple[str, ...]
    own_point: int | None        # the point that is the scenario as it stands, if there is one
    levers: tuple[Lever, ...]    # without the base
    base: int                    # position along `intervention`
    rows: np.ndarray             # [intervention, point, replicate]: position along `run`, or NO_RUN

    def pairs(self, lever: Lever) -> tuple[np.ndarray, np.ndarray]:
        """The runs with the lever and those of the base, [point, replicate]; NO_RUN where either is missing."""
        moved, base = self.rows[lever.position], self.rows[self.base]
        both = (moved != NO_RUN) & (base != NO_RUN)
        return np.where(both, moved, NO_RUN), np.where(both, base, NO_RUN)


def read_trials(path, notify=None) -> list[Trials]:
    """Open a file that holds interventions beside a base: one entry a scenario. Raises ResultsError for one without."""
    return trials_of(load_whole(path, notify))


def trials_of(results: Results) -> list[Trials]:
    """The trials of a file that is open. Raises ResultsError where it holds no intervention or nothing to compare with."""
    path, data = results.path, results.data
    if not has_levers(results):
        raise ResultsError(f"{path}: holds no intervention, so there is nothing to compare; run an experiment with "
                           "`interventions`, such as configs/experiments/levers-2016.toml, or add "
                           "--intervention NAME to `piste run`")
    names = [str(name) for name in data["intervention"].values]
    if BASE not in names:
        raise ResultsError(f"{path}: holds no runs of the base, so there is nothing to compare with; add \"base\" to the "
                           "`interventions` of the experiment and continue with `piste run --extend`")
    levers = _levers(results, names)
    found = []
    for i, scenario in enumerate(str(name) for name in data["scenario"].values):
        part = replace(results, data=data.isel(run=np.flatnonzero(data["run_scenario"].values == i)))
        rows = _rows(part, len(names))
        trials = Trials(scenario, part, tuple(str(name) for name in data["point"].values), _own_point(results), levers,
                        names.index(BASE), rows)
        if any((trials.pairs(lever)[0] != NO_RUN).any() for lever in levers):
            found.append(trials)
    if not found:
        raise ResultsError(f"{path}: of no intervention is a run done whose run without it is done too")
    return found


def _rows(results: Results, interventions: int) -> np.ndarray:
    data = results.data
    rows = np.full((interventions, data.sizes["point"], int(data["run_replicate"].values.max(initial=0)) + 1), NO_RUN)
    rows[tuple(data[f"run_{what}"].values for what in ("intervention", "point", "replicate"))] = np.arange(results.replicates)
    return rows


def base_case(trials: Trials) -> tuple[Results, int]:
    """The runs of the base at the scenario's own values, or at the first point that has any; and that point."""
    with_runs = np.flatnonzero((trials.rows[trials.base] != NO_RUN).any(axis=1))
    point = trials.own_point if trials.own_point in with_runs else int(with_runs[0])
    rows = trials.rows[trials.base, point]
    return replace(trials.results, data=trials.results.data.isel(run=rows[rows != NO_RUN])), point


def has_levers(results: Results) -> bool:
    """Whether the file holds runs of anything but the base."""
    data = results.data
    return "run_intervention" in data and "intervention" in data.coords and \
        any(str(data["intervention"].values[i]) != BASE for i in np.unique(data["run_intervention"].values))


def _own_point(results: Results) -> int | None:
    if "point_hash" not in results.data:
        return None
    unchanged = [i for i, text in enumerate(results.data["point_hash"].values) if not str(text).strip("0")]
    return unchanged[0] if unchanged else None


def _levers(results: Results, names: list[str]) -> tuple[Lever, ...]:
    configuration = results.configuration
    experiment = configuration.get("experiment", {})
    listed = experiment.get("interventions", [])
    known = configuration.get("intervention", {})
    varied = {path.split(".")[1] for path in experiment.get("points", {}).get("parameters", [])
              if path.startswith("intervention.") and path.endswith(".intensity")}
    found = []
    for i, name in enumerate(names):
        if name == BASE:
            continue
        uses = listed[i] if len(listed) == len(names) and isinstance(listed[i], list) else []
        members = tuple(_member(use, known.get(use.get("use"), {}), use.get("use") in varied) for use in uses)
        found.append(Lever(name, i, members))
    return tuple(found)


def _member(use: dict, intervention: dict, varies: bool) -> Member:
    text = lambda key: " ".join(str(intervention.get(key, "")).split())  # noqa: E731
    onset = str(use.get("onset", intervention.get("onset", "")))
    end = str(use.get("end", intervention.get("end", "")))
    lever = text("lever")
    return Member(str(use.get("use", "")), "" if lever == "none" else lever, text("title"),
                  float(use.get("intensity", intervention.get("intensity", 1.0))), varies,
                  f"from {onset or 'day 0'} to {end or 'the end'}", text("assumed"), text("follows"), text("predicted"),
                  text("side_effect"))


def chosen_levers(trials: Trials, wanted: list[str] | None) -> tuple[Lever, ...]:
    """The levers that `wanted` names: as in the file, by the name of an intervention in it, or as "P5".

    Raises ResultsError for a name that fits none.
    """
    if not wanted:
        return trials.levers
    chosen = []
    for name in wanted:
        fitting = [lever for lever in trials.levers if _fits(lever, name)]
        if not fitting:
            raise ResultsError(f"{trials.results.path}: holds no intervention `{name}`"
                               + did_you_mean(name, [lever.name for lever in trials.levers]))
        chosen += fitting
    return tuple(lever for lever in trials.levers if lever in chosen)


def _fits(lever: Lever, name: str) -> bool:
    if name == lever.name:
        return True
    return any(name == member.name or name.lower() == member.lever.lower() != "" for member in lever.members)


def did_you_mean(name: str, known: list[str]) -> str:
    """What could have been meant, or all that there is."""
    near = difflib.get_close_matches(name, known, 1, 0.6) or [one for one in known if one.startswith(name)][:1]
    if near:
        return f"; did you mean `{near[0]}`?"
    shown = ", ".join(known[:20]) + (" ..." if len(known) > 20 else "")
    return f"; it holds {shown}"
