"""slurm/submit where no Slurm is: told plainly, before anything is asked of the cluster. Needs no cluster."""

import os
import subprocess
from pathlib import Path

import pytest

SUBMIT = Path(os.environ["PISTE_SOURCE"]) / "slurm" / "submit"


@pytest.fixture
def programs(tmp_path):
    """A folder that is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def submitted(programs, *words):
    environment = {**os.environ, "PATH": str(programs)}
    return subprocess.run([SUBMIT, "x.toml", "--time", "05:00", *words], env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_without_slurm_it_says_so(programs):
    done = submitted(programs)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "submit: error: sinfo: cannot be started; Slurm is not installed here, or not in PATH\n"


def test_with_slurm_but_no_controller_it_says_so_in_one_line(programs):
    sinfo = programs / "sinfo"
    sinfo.write_text("#!/bin/sh\necho 'sinfo: error: fetch_config: DNS SRV lookup failed' >&2\necho 'sinfo: fatal: no config' >&2\nexit 1\n")
    sinfo.chmod(0o755)
    done = submitted(programs)
    assert done.returncode == 2
    assert done.stderr.startswith("submit: error: no Slurm controller answers here, so the job cannot be sized; call this where sbatch works")
    assert done.stderr.count("\n") == 1


def test_a_program_that_is_not_there_is_named(programs):
    sinfo = programs / "sinfo"
    sinfo.write_text("#!/bin/sh\necho '4 1000 all*'\n")
    sinfo.chmod(0o755)
    done = submitted(programs, "--piste", "no-such-piste")
    assert done.returncode == 2
    assert done.stderr == "submit: error: no-such-piste: cannot be started; name the program with --piste or PISTE\n"
