"""What the tests of the command line share: the program, and a world small enough to run in milliseconds."""

import os
import subprocess
from pathlib import Path

import pytest

SOURCE = Path(os.environ["PISTE_SOURCE"])
SCENARIO = SOURCE / "configs/scenarios/mali-2016.toml"

# A few hundred people over a few months: every part of the program runs, in some milliseconds a run.
SMALL = [
    "--set", "population.migrants_per_year=2000",
    "--set", "horizon.warm_up=30",
    "--set", "horizon.measured=60",
    "--set", "horizon.run_out=30",
]


class Result:
    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr


@pytest.fixture
def piste(tmp_path):
    """Runs the program in a folder of its own and returns its exit code and texts."""

    def call(*words, cwd=tmp_path, **extra):
        command = [os.environ["PISTE_EXECUTABLE"], *map(str, words)]
        return Result(subprocess.run(command, cwd=cwd, text=True, capture_output=True, timeout=60, **extra))

    return call


@pytest.fixture
def small_run(piste, tmp_path):
    """Runs the small world into a file and returns its path."""

    def call(name="small.h5", replicates=6, *more):
        result = piste("run", SCENARIO, *SMALL, "--replicates", replicates, "-o", name, *more)
        assert result.code == 0, result.err
        return tmp_path / name

    return call


def experiment_in(folder, name, interventions, seed=5, more=""):
    """An experiment of the base scenario and these interventions, as a file in the folder."""
    (folder / "interventions").symlink_to(SCENARIO.parents[1] / "interventions")
    file = folder / f"{name}.toml"
    listed = ", ".join(f'"{one}"' for one in interventions)
    file.write_text(f'name = "{name}"\nscenario = "{SCENARIO}"\ninterventions = [{listed}]\nreplicates = 2\nseed = {seed}\n{more}')
    return file


def listing(folder):
    """Every file below a folder with its content, to see that nothing was touched."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
