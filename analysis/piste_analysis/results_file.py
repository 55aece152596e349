"""Reads a results file of `piste run` into labelled tables.

The file is netCDF-4; docs/results.md describes every variable. Everything in it is an integer; ratios, means and
intervals are formed here and in the other modules of this package.
"""

from __future__ import annotations

import datetime
import sys
import tomllib
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from . import netcdf_reading
from .errors import ResultsError

FORMAT_VERSION = 2  # of the file's layout, as this package reads it
SCHEMA_VERSION = 2  # of the list of variables (model/outcome.hpp)
RUN_DONE = 0        # in `run_status`


@dataclass(frozen=True)
class Horizon:
    """The measured period: day 0 and the number of days that follow; before it the warm-up, after it the run-out."""

    start: datetime.date
    warm_up_days: int
    measured_days: int
    run_out_days: int

    @property
    def end(self) -> datetime.date:
        """The last measured day."""
        return self.start + datetime.timedelta(days=self.measured_days - 1)


@dataclass
class Results:
    """One case (scenario and parameter point) of a results file: its replicates and their labelled variables."""

    path: Path
    data: xr.Dataset
    attributes: dict[str, object]
    configuration_text: str
    warnings: list[str] = field(default_factory=list)

    @property
    def replicates(self) -> int:
        return int(self.data.sizes["run"])

    def tally(self, *names: str) -> np.ndarray:
        """The sum of the named scalar metrics, one number per replicate."""
        known = set(self.data["metric"].values)
        for name in names:
            if name not in known:
                raise ResultsError(f"{self.path}: has no metric `{name}` in its variable `tallies`")
        return self.data["tallies"].sel(metric=list(names)).sum("metric").values.astype(float)

    def has(self, variable: str) -> bool:
        """Whether the file holds a variable; one over a table without rows, such as crossings, is left out."""
        return variable in self.data.variables

    def array(self, variable: str) -> xr.DataArray:
        """A variable with its labels; the first dimension is `run`."""
        if variable != "daily":
            if not self.has(variable):
                raise ResultsError(f"{self.path}: has no variable `{variable}`")
            return self.data[variable]
        with h5py.File(self.path) as file:
            values = file["daily"][()][self.data["row"].values]
        axes = ("run", "series", "day")
        return xr.DataArray(values, {axis: self.data[axis] for axis in axes if axis in self.data.coords}, axes)

    def table(self, variable: str) -> pd.DataFrame:
        """A variable as one row per run and cell, with a column for each label and a column `value`."""
        array = self.array(variable)
        return array.to_dataframe(name="value").reset_index()[[*array.dims, "value"]]

    def unit(self, axis: str, name: str) -> str:
        """The unit of one entry of the axis `metric` or `series`; empty where the file gives none."""
        coordinate = f"{axis}_units"
        if coordinate not in self.data.coords:
            return ""
        return str(self.data[coordinate].sel({axis: name}).item())

    def series(self, name: str) -> pd.DataFrame:
        """A daily series: rows are days since day 0 (negative in the warm-up), columns are runs."""
        names = list(self.array("series").values)
        if name not in names:
            raise ResultsError(f"{self.path}: has no series `{name}` in its variable `daily`")
        position = names.index(name)
        with h5py.File(self.path) as file:
            if "daily" not in file:
                raise ResultsError(f"{self.path}: has no variable `daily`")
            values = file["daily"][:, position, :][self.data["row"].values]
        return pd.DataFrame(values.T, index=pd.Index(self.data["day"].values.astype(int), name="day"))

    @property
    def configuration(self) -> dict:
        """The resolved configuration. Raises ResultsError where it is not TOML."""
        return _parsed(self.path, self.configuration_text)

    @cached_property
    def horizon(self) -> Horizon:
        section = _section(self.scenario, "horizon")
        measured = _value(section.get("measured"))
        if not isinstance(measured, int) or measured <= 0:
            raise ResultsError(f"{self.path}: the embedded configuration has no `measured` under the scenario's "
                               "[horizon], so the measured period is unknown")
        days = self.array("day").values.astype(int)
        start = datetime.date.fromisoformat(str(section["start_date"]))
        return Horizon(start, int(-days.min()), measured, int(days.max()) + 1 - measured)

    @property
    def scenario(self) -> dict:
        """The scenario within the resolved configuration; numbers stand with unit, range, and source or assumption."""
        several = _section(self.configuration, "scenarios")
        if several and "run_scenario" in self.data and "scenario" in self.data.coords:
            return _section(several, str(self.data["scenario"].values[int(self.data["run_scenario"].values[0])]))
        return _section(self.configuration, "scenario") or self.configuration

    @property
    def title(self) -> str:
        return str(self.attributes.get("title") or self.path.stem)

    def column(self, table: str, what: str) -> dict[str, object]:
        """What the file says about the rows of a table of the scenario, by name: column("place", "label")["gao"]."""
        variable = f"{table}_{what}"
        if variable not in self.data.variables:
            return {}
        names = [str(name) for name in self.data[table].values]
        return dict(zip(names, self.data[variable].values.tolist()))

    def label(self, table: str, name: str) -> str:
        """The name for people of a row; its declared name where the file gives none."""
        return str(self.column(table, "label").get(name) or name.replace("_", " ").replace("-", " "))


def _section(table: object, name: str) -> dict:
    found = table.get(name, {}) if isinstance(table, dict) else {}
    return found if isinstance(found, dict) else {}


def _value(entry: object):
    """The value of a number that stands with its unit and source, or of a bare one."""
    return entry.get("value") if isinstance(entry, dict) else entry


def load(path, point: int | None = None, notify=None) -> Results:
    """Open a results file and return its finished runs as labelled tables.

    `point` chooses one case where the file holds several. `notify` is called with a sentence when the file's versions
    differ from those this package was written for, or runs are missing (default: a line on stderr).
    Raises ResultsError when the file is not a results file or has no finished run.
    """
    whole = load_whole(path, notify)
    return replace(whole, data=_one_case(whole.path, whole.data, point))


def load_whole(path, notify=None) -> Results:
    """Open a results file and return the finished runs of all its cases, in the order of the file.

    As `load`, but what is of one scenario, such as `horizon`, is that of the first run.
    """
    notify = notify or (lambda text: print(f"note: {text}", file=sys.stderr))
    path = Path(path)
    if path.is_dir():
        raise ResultsError(f"{path}: is a folder; name the results file in it")
    if not path.exists():
        raise ResultsError(f"{path}: no such file; write one with `piste run EXPERIMENT.toml -o {path}`")
    try:
        # What a run returned is nearly all of a file: each variable is read when it is asked for, of the daily series each
        # alone; and the file is not held open, since `piste run --extend` may come back to it.
        raw = netcdf_reading.read(path, {"daily", "run_section_digest"}, is_of_runs)
    except (OSError, ValueError, KeyError) as error:
        raise ResultsError(f"{path}: not a results file that can be opened ({error})") from error
    if "tallies" not in raw.variables or "metric" not in raw.variables or "run" not in raw.sizes:
        raise ResultsError(f"{path}: has no variable `tallies` over the dimensions `run` and `metric`; "
                           "is it a results file of `piste run`?")
    attributes = {key: _text(value) for key, value in raw.attrs.items()}
    _refuse_another_format(path, attributes)
    warnings = _version_warnings(path, attributes)
    data, dropped = _finished(path, _with_labels(raw))
    if dropped:
        warnings.append(dropped)
    for warning in warnings:
        notify(warning)
    return Results(path, data, attributes, _configuration(path, raw), warnings)


def is_of_runs(dimensions: tuple[str, ...], dtype: np.dtype) -> bool:
    """Whether a variable holds several numbers of each run."""
    return dimensions[:1] == ("run",) and len(dimensions) > 1 and dtype.kind == "i"


def _refuse_another_format(path: Path, attributes: dict) -> None:
    found = attributes.get("format_version", FORMAT_VERSION)
    if str(found) != str(FORMAT_VERSION):
        raise ResultsError(f"{path}: has format version {found}, but this package reads version {FORMAT_VERSION}; it was written by "
                           f"Piste {attributes.get('piste_version', 'of an unknown version')}, whose own package reads it")


def _version_warnings(path: Path, attributes: dict) -> list[str]:
    warnings = []
    for key, name, known in (("format_version", "format", FORMAT_VERSION),
                             ("outcome_schema_version", "outcome schema", SCHEMA_VERSION)):
        found = attributes.get(key)
        if found is None:
            warnings.append(f"{path}: gives no {name} version; this package reads version {known}")
        elif str(found) != str(known):
            warnings.append(f"{path}: has {name} version {found}; this package reads version {known}; "
                            "numbers may be missing or mean something else")
    return warnings


def _text(value):
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").rstrip("\0 ")
    if isinstance(value, np.ndarray) and value.size == 1:
        return _text(value.reshape(-1)[0])
    return value.item() if isinstance(value, np.generic) else value


def texts(variable: xr.DataArray) -> np.ndarray:
    """Fixed-length text as strings, whether xarray has joined the characters or not."""
    values = variable.values
    if values.dtype.kind == "S" and values.dtype.itemsize == 1 and values.ndim == 2:
        values = np.array([b"".join(row) for row in values])
    flat = [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in values.ravel()]
    return np.array([text.rstrip("\0 ") for text in flat], dtype=object).reshape(values.shape)


def _with_labels(raw: xr.Dataset) -> xr.Dataset:
    """The dataset with text labels as the coordinate of each dimension that has them."""
    labels = {dimension: texts(raw[dimension]) for dimension in raw.sizes
              if dimension in raw.variables and raw[dimension].dtype.kind in "SUO"}
    for name, variable in raw.variables.items():
        if name not in raw.dims and variable.dtype.kind in "SO" and variable.dims:
            joined = texts(raw[name])
            labels[name] = (variable.dims[:joined.ndim], joined)
    return raw.drop_vars(labels).assign_coords(labels)


def _finished(path: Path, data: xr.Dataset) -> tuple[xr.Dataset, str | None]:
    """The finished runs, and a sentence about runs that failed."""
    total = data.sizes["run"]
    data = data.assign_coords(row=("run", np.arange(total)))
    finished = data["run_status"].values == RUN_DONE if "run_status" in data else np.ones(total, dtype=bool)
    if not finished.any():
        raise ResultsError(f"{path}: none of its {total} runs is done; `piste info {path}` says why")
    failed = total - int(finished.sum())
    return (data.isel(run=np.flatnonzero(finished)),
            f"{path}: {failed} of {total} runs failed and were left out" if failed else None)


def _one_case(path: Path, data: xr.Dataset, point: int | None) -> xr.Dataset:
    """The runs of one case: of a scenario, an intervention and a parameter point."""
    keys = [data[name].values for name in ("run_scenario", "run_intervention", "run_point") if name in data]
    cases = np.stack(keys, axis=1) if keys else np.zeros((data.sizes["run"], 1))
    distinct = np.unique(cases, axis=0)
    if len(distinct) > 1 and point is None:
        raise ResultsError(f"{path}: holds {len(distinct)} cases; choose one with --point 0 to {len(distinct) - 1}")
    if point is None:
        return data
    if not 0 <= point < len(distinct):
        raise ResultsError(f"{path}: has no case {point}; it holds {len(distinct)}, numbered from 0")
    return data.isel(run=np.flatnonzero((cases == distinct[point]).all(axis=1)))


def _configuration(path: Path, raw: xr.Dataset) -> str:
    if "configuration" not in raw.variables:
        raise ResultsError(f"{path}: has no variable `configuration`, so its scenario is unknown")
    values = raw["configuration"].values
    text = values.tobytes() if values.dtype.kind == "S" else values.item()
    return (text.decode("utf-8") if isinstance(text, bytes) else str(text)).rstrip("\0")


@lru_cache(maxsize=2)
def _parsed(path: Path, text: str) -> dict:
    """Parsed when something of it is asked for: a text of hundreds of numbers with their sources takes a quarter of a second."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ResultsError(f"{path}: the embedded configuration is not TOML ({error})") from error
