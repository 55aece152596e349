"""Where the real Slurm does not start, the tests of the job scripts say why: they are skipped, and fail in CI. Needs no cluster."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("inside", "code", "word"), [({}, 0, "1 skipped"), ({"CI": "true"}, 1, "1 error")])
def test_a_cluster_that_does_not_start(tmp_path, inside, code, word):
    munged = tmp_path / "munged"
    munged.write_text("#!/bin/sh\necho 'munged: no keys today'\nexit 1\n")
    munged.chmod(0o755)
    environment = {**{name: value for name, value in os.environ.items() if name != "CI"}, "PATH": f"{tmp_path}:{os.environ['PATH']}", **inside}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-rsE", "-p", "no:cacheprovider", "-k", "test_one_mpi_job",
                           Path(__file__).with_name("test_jobs.py")], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert word in done.stdout
    assert "Slurm cannot be started" in done.stdout
