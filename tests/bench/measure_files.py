"""Writing and opening of results, where simulating costs nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from measuring import EXPERIMENT, ROOT, Programs, Sizes, spread

# Run by a process of its own, so that what it imports and what it has read before costs what it costs a user.
OPENING = """
import json, sys, time
began = time.monotonic()
import piste_analysis.results_file as results_file, xarray
imported = time.monotonic()
results = results_file.load(sys.argv[1])
metric = results.tally("dead").mean()
tallied = time.monotonic()
series = results.series("left_northward").to_numpy().mean()
read = time.monotonic()
with xarray.open_dataset(sys.argv[1], engine="h5netcdf") as data:
    plain = float(data.tallies[:, 0].mean())
    opened = time.monotonic()
    daily = float(data.daily[:, 0, :].mean())
    done = time.monotonic()
print(json.dumps({"import": imported - began, "load": tallied - imported, "series": read - tallied, "xarray": opened - read,
                  "xarray_series": done - opened}))
"""


def files(programs: Programs, sizes: Sizes) -> None:
    """Commits and merge, against plain writing and copying of the same bytes in the same pieces."""
    commits, merges, rates = [], [], []
    for _ in range(sizes.pairs):
        with programs.folder() as folder:
            told = programs.lines(programs.bench / "writing_path", EXPERIMENT, folder / "results.h5", sizes.stand_ins, 2)[0]
        commits.append(100 * told["plain_write_seconds"] / told["commit_seconds"])
        merges.append(100 * told["plain_copy_seconds"] / told["merge_seconds"])
        rates.append(told["bytes"] / 1e6 / told["merge_seconds"])
    print(f"files: commits {spread(commits, '.0f')} % of the speed of plain writes with fsync, {told['bytes'] / 1e9:.2f} GB in "
          f"{told['pieces']} pieces; merge {spread(merges, '.0f')} % of that of a plain copy with fsync, {spread(rates, '.0f')} MB/s; "
          f"a record has {told['bytes'] / told['runs'] / 1e3:.0f} kB")


def opening(programs: Programs, sizes: Sizes) -> None:
    """A file of 10,000 runs with all daily series: to open it and to read one metric, or one series, over all runs."""
    with programs.folder() as folder:
        path = folder / "results.h5"
        programs.lines(programs.bench / "writing_path", EXPERIMENT, path, sizes.runs_of_a_file, 2)
        size = path.stat().st_size
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "analysis"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", OPENING, str(path)]
        times = [json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout) for _ in range(sizes.pairs)]
    of = {name: spread([each[name] for each in times], ".2f") for name in times[0]}
    print(f"opening: a file of {sizes.runs_of_a_file:,} runs and {size / 1e9:.2f} GB: opened and one metric of all runs read in {of['load']} s "
          f"by the analysis, in {of['xarray']} s by xarray; a daily series of all runs {of['series']} s and {of['xarray_series']} s more; "
          f"importing Python's packages {of['import']} s")
