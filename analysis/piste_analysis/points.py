"""Parameter points: how far off all numbers of a scenario may be at once, drawn from their ranges.

A Latin hypercube: of N points each N-th part of every range holds one. As in docs/patterns-plan.md, what decides nothing
or is structure stays; of a pair of low and high the two are exchanged where they come out in the wrong order; shares that
sum to one are scaled; in every second point the rows of a table err together. Points that `piste check` refuses, with the
interventions of the experiment too, are drawn anew. Where the experiment gives one number at several values, a curve,
each point is drawn once and given all of them.
"""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
import subprocess
import tempfile
import tomllib
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from .errors import ResultsError

LINE = re.compile(r"^(?P<path>\S+) = (?P<value>-?[\d.]+(?:e[+-]?\d+)?)(?: (?P<unit>.*))?$")
RANGE = re.compile(r"; range \[(?P<low>[^,\]]+), (?P<high>[^,\]]+)\]")
# Maps and calendars decide nothing; lengths of roads are known.
LEFT_ALONE = re.compile(r"^(place|horizon)\.|^link\..*\.distance$")
PAIRS = (("_low", "_high"), ("_floor", "_cap"))
NUMBER = re.compile(r"-?[\d.]+(?:e[+-]?\d+)?")
OWN_POINT = "own"
# The points of a resolved experiment, as `as_toml` writes them.
TABLE = re.compile(r"\n\[experiment\.points\]\nnames = .*\nparameters = .*\nrows = \[\n(?:\[.*\],\n)*\]\n")
MOST_REDRAWN = 20  # times that a point is drawn anew


@dataclass(frozen=True)
class Parameter:
    """A number of a scenario with the range in which it could reasonably lie."""

    path: str
    low: float
    high: float
    whole: bool
    unit: str

    @property
    def column(self) -> str:
        """Coefficients of one kind: posts.bamako-segou-police.stop -> posts.stop."""
        parts = self.path.split(".")
        return f"{parts[0]}.{parts[-1]}"

    @property
    def is_share(self) -> bool:
        return self.unit == "share" and self.path.count(".") > 1


def program(given: Path | None) -> Path:
    """The program `piste`: as given, as built in this repository, or as installed. Raises ResultsError if there is none."""
    built = Path(__file__).resolve().parents[2] / "build" / "release" / "piste"
    here = Path("build/release/piste")
    for path in (given,) if given else (here, built, Path(shutil.which("piste") or "")):
        if path.is_file():
            return path.resolve()
    raise ResultsError(f"{given or here}: no such program; build it (cmake --build --preset release), or name it with --piste")


def parameters_in(listing: str) -> list[Parameter]:
    """Numbers with a range, from the text of `piste list parameters`."""
    found = []
    lines = listing.splitlines()
    for line, meaning in zip(lines, lines[1:]):
        number, limits = LINE.match(line), RANGE.search(meaning) if meaning.startswith("    ") else None
        if not number or not limits or LEFT_ALONE.search(number["path"]):
            continue
        low, high = float(limits["low"]), float(limits["high"])
        if low < high:
            found.append(Parameter(number["path"], low, high, re.fullmatch(r"-?\d+", number["value"]) is not None,
                                   number["unit"] or ""))
    return found


def hypercube(parameters: list[Parameter], count: int, seed: str) -> list[dict[str, float]]:
    """`count` points; a coordinate depends on the seed and its own name, so that a new parameter moves no other."""
    own = {parameter.path: _coordinate(f"{seed}/{parameter.path}", count) for parameter in parameters}
    shared = {parameter.column: _coordinate(f"{seed}/{parameter.column}", count) for parameter in parameters}
    points = []
    for i in range(count):
        together = i % 2 == 1
        values = {}
        for one in parameters:
            place = shared[one.column][i] if together and not one.is_share else own[one.path][i]
            value = one.low + place * (one.high - one.low)
            values[one.path] = round(value) if one.whole else value
        _order_pairs(values)
        _scale_shares(values, parameters)
        points.append(values)
    return points


def _coordinate(name: str, count: int) -> list[float]:
    """One value in each of `count` equal parts of 0 to 1, in an order of chance."""
    luck = random.Random(name)
    keys = [luck.random() for _ in range(count)]
    order = sorted(range(count), key=keys.__getitem__)
    return [(stratum + luck.random()) / count for stratum in order]


def _order_pairs(values: dict[str, float]) -> None:
    for path, low in list(values.items()):
        for low_ending, high_ending in PAIRS:
            other = path.removesuffix(low_ending) + high_ending
            if path.endswith(low_ending) and other in values and values[path] > values[other]:
                values[path], values[other] = values[other], values[path]


def _scale_shares(values: dict[str, float], parameters: list[Parameter]) -> None:
    sums: dict[str, float] = {}
    for one in parameters:
        if one.is_share:
            sums[one.column] = sums.get(one.column, 0.0) + values[one.path]
    for one in parameters:
        if one.is_share and sums[one.column] > 0:
            values[one.path] /= sums[one.column]


@dataclass(frozen=True)
class Points:
    """Points that the program accepts; the first is the scenario as it stands, unless it was not wanted."""

    paths: list[str]
    names: list[str]
    rows: list[list[str]]
    redrawn: int

    def times(self, curve: Points) -> Points:
        """Each of these points at all points of a curve: "1-3/0.05"."""
        names = [f"{name}/{at}" if at else name for name in self.names for at in curve.names]
        rows = [row + along for row in self.rows for along in curve.rows]
        return Points(self.paths + curve.paths, names, rows, self.redrawn)

    def as_csv(self) -> str:
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(["point", *self.paths])
        table.writerows([name, *row] for name, row in zip(self.names, self.rows))
        return text.getvalue()

    def as_toml(self) -> str:
        """[experiment.points], as a resolved experiment holds it."""
        lists = "".join(f"[{', '.join(cell or quoted('') for cell in row)}],\n" for row in self.rows)
        return (f"\n[experiment.points]\nnames = [{', '.join(map(quoted, self.names))}]\n"
                f"parameters = [{', '.join(map(quoted, self.paths))}]\nrows = [\n{lists}]\n")


def quoted(text: str) -> str:
    return f'"{text}"'


def draw(configuration: Path, count: int, seed: int, piste: Path, own: bool = True) -> tuple[Points, str]:
    """Points for a scenario or an experiment, and the resolved configuration without them.

    Raises ResultsError where the program refuses the configuration, or too many of its points.
    """
    if count < 1:
        raise ResultsError(f"--number {count}: at least one point is needed")
    resolved, curve = _curve_apart(_output(piste, "check", configuration, "--resolved"))
    if len(curve.paths) > 1 or any(not NUMBER.fullmatch(cell) for row in curve.rows for cell in row if cell):
        raise ResultsError(f"{configuration}: has points already; take them out, but for one number at several values")
    parameters = [one for one in parameters_in(_output(piste, "list", "parameters", configuration))
                  if not any(fnmatchcase(one.path, path) for path in curve.paths)]
    if not parameters:
        raise ResultsError(f"{configuration}: none of its numbers has a range, so there is nothing to draw")
    paths = sorted(parameter.path for parameter in parameters)
    along = lambda names, rows: Points(paths, names, rows, 0).times(curve)  # noqa: E731
    names, rows, redrawn = ([OWN_POINT], [[""] * len(paths)], 0) if own else ([], [], 0)
    for i, point in enumerate(hypercube(parameters, count, str(seed))):
        for again in range(MOST_REDRAWN + 1):
            row = [_cell(point[path]) for path in paths]
            if _accepted(piste, resolved, along(["try"], [row])):
                break
            if again == MOST_REDRAWN:
                raise ResultsError(f"{configuration}: the program refuses point {i + 1} however it is drawn; run "
                                   "`piste check` on the intervention with the largest effects at the ends of the ranges")
            redrawn += 1
            point = hypercube(parameters, count, f"{seed}/{i}/{again}")[i]
        names.append(f"{seed}-{i + 1}")
        rows.append(row)
    return replace(along(names, rows), redrawn=redrawn), resolved


def _curve_apart(resolved: str) -> tuple[str, Points]:
    """A resolved experiment without its points, and these."""
    table = tomllib.loads(resolved).get("experiment", {}).get("points", {"parameters": [], "names": [""], "rows": [[]]})
    rows = [[str(cell) for cell in row] for row in table["rows"]]
    return TABLE.sub("", resolved), Points(table["parameters"], table["names"], rows, 0)


def _cell(value: float) -> str:
    return repr(value)


def _accepted(piste: Path, resolved: str, one: Points) -> bool:
    with tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as file:
        file.write(resolved + one.as_toml())
        file.flush()
        done = subprocess.run([piste, "check", file.name], capture_output=True, text=True)
        if done.returncode not in (0, 2):
            raise ResultsError(f"{piste}: {done.stderr.strip() or 'failed'}")
        return done.returncode == 0


def _output(piste: Path, *words) -> str:
    done = subprocess.run([piste, *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if "error: " in line]
        raise ResultsError(lines[0].removeprefix("piste: error: ") if lines else f"{piste}: failed")
    return done.stdout


def check_output(output: Path) -> None:
    """Raises ResultsError for a file of another kind, or one that is there and was not written by this."""
    if output.is_dir():
        raise ResultsError(f"{output}: is a folder; name a file")
    if output.suffix not in (".csv", ".toml"):
        raise ResultsError(f"{output}: name a .csv, for a table of points, or a .toml, for the whole experiment with them")
    if output.is_file():
        text = output.read_text(encoding="utf-8", errors="replace")
        ours = text.startswith("point,") if output.suffix == ".csv" else "\n[experiment.points]\n" in text
        if text and not ours:
            raise ResultsError(f"{output}: exists and holds no points; it is not overwritten")


def write(points: Points, resolved: str, output: Path) -> None:
    """A table (.csv) for an experiment to name, or a whole experiment (.toml) that holds the points."""
    output.write_text(points.as_csv() if output.suffix == ".csv" else resolved + points.as_toml(), encoding="utf-8")
