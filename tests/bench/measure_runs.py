"""Single runs: six years against one, ten million migrants, and the time before the first of them."""

from __future__ import annotations

import json
import time

from measuring import EXPERIMENT, ROOT, Programs, Sizes, spread

SIX_YEARS = ROOT / "configs/scenarios/mali-2011-2016.toml"


def history(programs: Programs, sizes: Sizes) -> None:
    """A run of `mali-2011-2016` against one of `mali-2016`, a simulated year each."""
    ratios = []
    with programs.folder() as folder:
        experiment = folder / "six-years.toml"
        experiment.write_text(f'name = "six-years"\nscenario = "{SIX_YEARS}"\nreplicates = 1\nseed = 2016\n')
        for _ in range(sizes.pairs):
            one = programs.run(4, 1)
            six = programs.lines(programs.without_writing, experiment, 2, 1)[0]
            each = [told["cpu_seconds"] / (told["runs"] * told["days_of_a_run"]) for told in (one, six)]
            ratios.append(each[1] / each[0])
    print(f"history: a simulated year of mali-2011-2016 takes {spread(ratios, '.2f')} times that of mali-2016; "
          f"a run of it has {six['days_of_a_run']} days")


def start(programs: Programs, sizes: Sizes) -> None:
    """What one run takes beside itself: start, reading, plan, merge."""
    seconds = []
    for _ in range(sizes.pairs):
        with programs.folder() as folder:
            began = time.monotonic()
            programs.quietly(programs.piste, "run", EXPERIMENT, "--replicates", 1, "--threads", 1, "--progress", "none", "--output",
                             folder / "results.h5")
            whole = time.monotonic() - began
            at_work = float(json.loads((folder / "results.h5.provenance.json").read_text())[-1]["wall_seconds"])
            seconds.append(whole - at_work)
    print(f"start: {spread(seconds, '.2f')} s before the first run and after the last commit, merge included")


def millions(programs: Programs, sizes: Sizes) -> None:
    """Ten million migrants a year on one thread; once. Vehicles are as many as in the base."""
    told = programs.run(1, 1, sizes.migrants_of_a_large_run)
    people = told["mean_peak_under_way"]
    print(f"millions: a run with {sizes.migrants_of_a_large_run:,} migrants a year, {told['days_of_a_run']} days, takes "
          f"{told['wall_seconds']:.0f} s on one thread and {told['peak_resident_bytes'] / 2**30:.2f} GiB, "
          f"{people:,} people under way at the peak; {told['cpu_seconds'] * 1e9 / told['events']:.1f} ns for each event")
