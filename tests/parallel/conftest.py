"""A world in which a run takes some milliseconds, and ways to run it."""

import os
import subprocess
from pathlib import Path

import pytest

EXECUTABLE = os.environ["PISTE_EXECUTABLE"]
SCENARIO = Path(os.environ["PISTE_SOURCE"]) / "configs/scenarios/mali-2016.toml"


def arguments(output, replicates, migrants=2000):
    return [
        EXECUTABLE, "run", str(SCENARIO),
        "--set", f"population.migrants_per_year={migrants}", "--set", "horizon.warm_up=30",
        "--set", "horizon.measured=60", "--set", "horizon.run_out=30",
        "--replicates", str(replicates), "--progress", "none", "-o", str(output),
    ]


@pytest.fixture
def run(tmp_path):
    """Runs the world to its end and returns the bytes of the file."""

    def call(name, replicates, *more, before=(), migrants=2000):
        command = [*before, *arguments(tmp_path / name, replicates, migrants), *more]
        done = subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return (tmp_path / name).read_bytes()

    return call
