"""Measures what a single benchmark cannot: memory for each migrant, growth with their number, threads, ranks, and the cost of writing.

Usage: measure.py [--build FOLDER] [--smoke] [--pairs N] [MEASUREMENT...]

MEASUREMENT: memory scaling threads writing speedup tail tickets model files opening history start millions (all if none is named). FOLDER is a Release build
(default: build/release). Ratios are medians of pairs that are measured one right after the other, so
that what else the machine does falls on both; the spread is the smallest and the largest of the pairs. docs/performance.md says
what the figures mean. --smoke measures everything once and too small to mean anything: does it still work?
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
from pathlib import Path

from measure_ensemble import model, speedup, tail, tickets
from measure_files import files, opening
from measure_runs import history, millions, start
from measuring import DAYS_OF_A_YEAR, FULL, ROOT, SMOKE, Programs, Sizes, spread


def memory(programs: Programs, sizes: Sizes) -> None:
    """Peak resident set with N migrants minus that with N/10, for each person more under way at the peak."""
    figures = []
    for _ in range(min(sizes.pairs, 3)):
        large = programs.run(1, 1, sizes.migrants)
        small = programs.run(1, 1, sizes.migrants // 10)
        people = large["mean_peak_under_way"] - small["mean_peak_under_way"]
        figures.append((large["peak_resident_bytes"] - small["peak_resident_bytes"]) / people)
    print(f"memory: {spread(figures, '.0f')} bytes for each migrant under way; "
          f"{sizes.migrants:,} against {sizes.migrants // 10:,} a year, "
          f"{large['mean_peak_under_way']:,} against {small['mean_peak_under_way']:,} under way at the peak")


def scaling(programs: Programs, sizes: Sizes) -> None:
    """Processor time of ten times the migrants, divided by that of one time."""
    ratios, nanoseconds = [], []
    for _ in range(sizes.pairs):
        small = programs.run(4, 1, sizes.migrants // 10)
        large = programs.run(1, 1, sizes.migrants)
        ratios.append(large["cpu_seconds"] / (small["cpu_seconds"] / small["runs"]))
        nanoseconds.append(large["cpu_seconds"] * 1e9 / large["events"])
    print(f"scaling: {spread(ratios, '.2f')} times the time for ten times the migrants "
          f"({sizes.migrants // 10:,} to {sizes.migrants:,}); slope {math.log10(statistics.median(ratios)):.3f}; "
          f"{spread(nanoseconds, '.1f')} ns for each event of the larger")


def threads(programs: Programs, sizes: Sizes) -> None:
    """Speed of two threads over that of one, the same runs."""
    ratios, milliseconds = [], []
    for _ in range(sizes.pairs):
        one = programs.run(sizes.replicates_on_threads, 1)
        two = programs.run(sizes.replicates_on_threads, 2)
        ratios.append(one["wall_seconds"] / two["wall_seconds"])
        years = one["runs"] * one["days_of_a_run"] / DAYS_OF_A_YEAR
        milliseconds.append(one["cpu_seconds"] * 1e3 / years)
    print(f"threads: two are {spread(ratios, '.2f')} times as fast as one; {sizes.replicates_on_threads} runs; "
          f"{spread(milliseconds, '.1f')} ms of processor time for each simulated year on one thread")


def writing(programs: Programs, sizes: Sizes) -> None:
    """What `piste run` takes longer than the same runs into nothing."""
    shares = []
    for _ in range(sizes.pairs):
        without = programs.seconds_without_writing(sizes.replicates_written, 2)
        written, _, size = programs.seconds_with_writing(sizes.replicates_written, 2)
        shares.append(100.0 * (written - without) / without)
    print(f"writing: {spread(shares, '.1f')} % of the time of the same {sizes.replicates_written} runs into nothing, "
          f"on 2 threads, merge included; the last pair {written:.1f} s against {without:.1f} s, file {size / 1e6:.0f} MB")


MEASUREMENTS = {"memory": memory, "scaling": scaling, "threads": threads, "writing": writing,
                "speedup": speedup, "tail": tail, "tickets": tickets, "model": model, "files": files, "opening": opening,
                "history": history, "start": start, "millions": millions}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "build/release")
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--pairs", type=int, help="pairs of measurements (default: 7)")
    parser.add_argument("measurements", nargs="*", metavar="MEASUREMENT", help=", ".join(MEASUREMENTS))
    options = parser.parse_args()
    unknown = set(options.measurements) - MEASUREMENTS.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    sizes = SMOKE if options.smoke else FULL
    if options.pairs:
        sizes.pairs = options.pairs
    for name in options.measurements or MEASUREMENTS:
        MEASUREMENTS[name](Programs(options.build), sizes)
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
