"""One cluster and one undisturbed file for all tests of this folder."""

import functools
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import cluster
import pytest

SOURCE = Path(os.environ["PISTE_SOURCE"])
EXECUTABLE = os.environ["PISTE_EXECUTABLE"]
SECONDS_OF_WORK = 5.0  # on one core: enough for a job to be met at work, whatever the machine


def call(replicates, threads, output):
    return [str(SOURCE / "configs/scenarios/mali-2016.toml"), "--set", "population.migrants_per_year=8000",
            "--set", "horizon.warm_up=30", "--set", "horizon.measured=60", "--set", "horizon.run_out=30",
            "--replicates", str(replicates), "--threads", str(threads), "-o", str(output)]


def undisturbed(words):
    done = subprocess.run([EXECUTABLE, "run", *words], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


@functools.cache
def runs():
    """So many that one core works at them for some seconds."""
    few = 100
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "few.h5"
        begin = time.monotonic()
        undisturbed(call(few, 1, path))
        taken = time.monotonic() - begin
    return min(3000, max(400, round(few * SECONDS_OF_WORK / taken)))


def arguments(output):
    """Of `piste run`."""
    return call(runs(), 1, output)


@pytest.fixture(scope="session")
def slurm():
    problem = None
    missing = cluster.missing_programs()
    if missing:
        problem = f"Slurm cannot be started: {', '.join(missing)} missing; runners/install_packages test installs them"
    folder = Path(tempfile.mkdtemp(prefix="piste-slurm-", dir="/tmp"))
    folder.chmod(0o755)
    running = None
    try:
        if not problem:
            running = cluster.Cluster(folder)
            running.environment["PISTE"] = EXECUTABLE
            try:
                running.start()
            except RuntimeError as error:
                problem = f"Slurm cannot be started on this machine: {error}"
        if problem:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(problem)
        yield running
    finally:
        if running:
            running.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """The bytes of the file that nothing disturbed."""
    path = tmp_path_factory.mktemp("whole") / "whole.h5"
    undisturbed(call(runs(), 2, path))
    return path.read_bytes()
