"""What the measurements of this folder share: the programs they run, their sizes, and medians."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXPERIMENT = ROOT / "configs/experiments/quick.toml"
DAYS_OF_A_YEAR = 365


@dataclass
class Sizes:
    pairs: int
    migrants: int            # the larger number; the smaller is a tenth of it
    replicates_on_threads: int
    replicates_written: int
    short_runs: int          # of 60 ms, for the time in which cores are idle at the end
    stand_ins: int           # runs that cost nothing, to measure how they are written
    runs_of_a_file: int      # that is opened
    migrants_of_a_large_run: int


FULL = Sizes(pairs=7, migrants=350_000, replicates_on_threads=40, replicates_written=1000, short_runs=1000, stand_ins=4500,
             runs_of_a_file=10_000, migrants_of_a_large_run=10_000_000)
SMOKE = Sizes(pairs=1, migrants=10_000, replicates_on_threads=2, replicates_written=2, short_runs=4, stand_ins=3, runs_of_a_file=3,
              migrants_of_a_large_run=20_000)

MPIEXEC = shutil.which("mpiexec")
OVER_TCP = ["--mca", "btl", "self,tcp", "--mca", "btl_tcp_if_include", "lo", "--mca", "osc", "^sm,rdma"]


def ranks(number: int, *more: str) -> list[str]:
    """The beginning of a command that is to run on so many ranks; nothing for one."""
    return [] if number == 1 else [MPIEXEC, "--oversubscribe", "--bind-to", "none", *more, "-n", str(number)]


class Programs:
    def __init__(self, build: Path):
        self.piste = build / "piste"
        self.bench = build / "tests/bench"
        self.without_writing = self.bench / "runs_without_writing"
        self.scratch = ROOT / "build" if (ROOT / "build").is_dir() else None
        self.environment = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}

    def lines(self, *command) -> list[dict]:
        """What a program prints, a line of JSON each."""
        done = subprocess.run(list(map(str, command)), check=True, stdout=subprocess.PIPE, env=self.environment)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def quietly(self, *command) -> None:
        """Runs a program whose words are of no account."""
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, env=self.environment)

    @contextmanager
    def folder(self):
        """A folder on the disk of the build, for as long as it is needed."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as name:
            yield Path(name)

    def run(self, replicates: int, threads: int, migrants: int | None = None) -> dict:
        """The runs into nothing; the figures that the program prints."""
        return self.runs_into_nothing(replicates, threads, migrants=migrants)[0]

    def runs_into_nothing(self, replicates: int, threads: int, *more: str, processes: int = 1, migrants: int | None = None) -> list[dict]:
        """The same, of each of some ranks."""
        settings = [f"population.migrants_per_year={migrants}"] if migrants is not None else []
        return self.lines(*ranks(processes), self.without_writing, EXPERIMENT, replicates, threads, *more, *settings)

    def seconds_without_writing(self, replicates: int, threads: int, *more: str) -> float:
        began = time.monotonic()
        self.runs_into_nothing(replicates, threads, *more)
        return time.monotonic() - began

    def seconds_with_writing(self, replicates: int, threads: int, processes: int = 1) -> tuple[float, float, int]:
        """The same with `piste run`: seconds with start and merge; from the first ticket to the last commit; bytes of the file."""
        with self.folder() as folder:
            output = folder / "results.h5"
            command = [*ranks(processes), self.piste, "run", EXPERIMENT, "--replicates", replicates, "--threads", threads,
                       "--progress", "none", "--output", output]
            began = time.monotonic()
            subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, env=self.environment)
            seconds = time.monotonic() - began
            entry = json.loads(Path(f"{output}.provenance.json").read_text())[-1]
            return seconds, float(entry["wall_seconds"]), output.stat().st_size


def spread(values: list[float], form: str) -> str:
    median = format(statistics.median(values), form)
    return f"{median} (median of {len(values)}; {min(values):{form}} to {max(values):{form}})"
