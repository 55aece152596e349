"""slurm/submit where no Slurm is: told plainly, before anything is asked of the cluster; and the commands that it would give. Needs no cluster."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

SOURCE = Path(os.environ["PISTE_SOURCE"])
SUBMIT = SOURCE / "slurm" / "submit"
EXECUTABLE = os.environ["PISTE_EXECUTABLE"]
RULE = "dead of base vs base: halfwidth <= 5"
# A value for each option of `piste run` that has one.
VALUES = {"--set": "population.migrants_per_year=30000", "--intervention": "p01-close-niger", "--seed": "7", "--replicates": "50", "--progress": "none",
          "--writers-per-node": "2", "--patience": "60s", "--time-limit": "50m", "--until": RULE, "--block": "16", "--max-replicates": "64",
          "--max-failures": "3", "--output": "x.h5", "--threads": "2", "--share": "0/2"}
# As an option and its value in one word or in two.
SMALL = ("--run=--set", "--run=horizon.warm_up=30", "--run=--set=horizon.measured=30", "--run=--set=population.migrants_per_year=2000")


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


@pytest.fixture
def one_partition(programs):
    sinfo = programs / "sinfo"
    sinfo.write_text("#!/bin/sh\nfor i in 1 2 3 4; do echo '4 4000 all*'; done\n")
    sinfo.chmod(0o755)
    return programs


def planned(programs, *words, world=SMALL):
    """What it would do."""
    call = [SUBMIT, SOURCE / "configs/scenarios/mali-2016.toml", "-o", "r.h5", "--time", "05:00", "--piste", EXECUTABLE, "--dry-run", *world, *words]
    return subprocess.run(call, env={**os.environ, "PATH": str(programs)}, capture_output=True, text=True, timeout=60, check=False)


def options_of_run():
    text = subprocess.run([EXECUTABLE, "run", "--help"], capture_output=True, text=True, timeout=30, check=True).stdout
    found = re.findall(r"^  (?:-\w \[ )?(--[a-z-]+)(?: \])?( [A-Z])?", text, re.MULTILINE)
    assert len(found) > 20, text
    return {name: VALUES[name] if takes_value else None for name, takes_value in found if name != "--help"}


def test_every_option_of_piste_run_goes_or_is_refused_in_clear_words(one_partition):
    refused = {"--output", "--threads", "--join", "--share", "--merge-only", "--break-lock", "--replace-finished"}
    options = options_of_run()
    assert refused < set(options)
    given = [f"--run={name}" if value is None else f"--run={name}={value}" for name, value in options.items()
             if name not in refused | {"--until", "--replicates"}]
    done = planned(one_partition, *given, "--run=--replicates", "--run=50", world=())   # --strict allows no small world
    assert done.returncode == 0, done.stderr
    assert "submit: 100 runs of about" in done.stderr, "50 of the base and 50 of the intervention"
    words = shlex.split(done.stdout)
    assert {option.removeprefix("--run=") for option in given} < set(words), "all of them go to piste run"
    for name in refused:
        done = planned(one_partition, f"--run={name}" if options[name] is None else f"--run={name}={options[name]}")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"submit: error: --run={name} does not go: ") and done.stderr.count("\n") == 1


def test_a_stopping_rule_is_sized_for_the_most_that_it_may_take(one_partition):
    done = planned(one_partition, f"--run=--until={RULE}", "--run=--max-replicates=64")
    assert done.returncode == 0 and "submit: 64 runs of about" in done.stderr, done.stderr
    done = planned(one_partition, "--run=--until", f"--run={RULE}")
    assert done.returncode == 0 and "submit: 1,024 runs of about" in done.stderr, done.stderr


@pytest.mark.parametrize("option", [f"--until={RULE}", "--fresh"])
def test_what_an_array_cannot_do_is_said_before_it_is_submitted(one_partition, option):
    done = planned(one_partition, "--as", "array", f"--run={option}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"submit: error: --run={option.partition('=')[0]} does not go with --as array: ")
    assert planned(one_partition, f"--run={option}").returncode == 0


@pytest.mark.parametrize("sizes", [
    ["--array=0-2", "--nodes=2", "--ntasks=4", "--ntasks-per-node=2", "--cpus-per-task=2", "--mem=3G", "--dependency=after:7"],
    ["--array", "0-2", "--nodes", "2", "--ntasks", "4", "--cpus-per-task", "2", "--mem", "3G", "-d", "after:7"],
    ["-a", "0-2", "-N", "2", "-n", "4", "-c", "2"], ["-a0-2", "-N2", "-n4", "-c2"]])
def test_the_merge_is_no_array(one_partition, sizes):
    done = planned(one_partition, "--as", "array", "--", "--qos=long", *sizes, "-A", "mine", "--nodelist=n1")
    assert done.returncode == 0, done.stderr
    tasks, merge = (shlex.split(line) for line in done.stdout.splitlines())
    assert tasks[tasks.index("--qos=long"):][:len(sizes) + 4] == ["--qos=long", *sizes, "-A", "mine", "--nodelist=n1"]
    assert merge[:merge.index(str(SUBMIT.parent / "merge.sbatch"))] == [
        "sbatch", "--parsable", "--dependency=afterany:ARRAY", "--time=05:00", "--kill-on-invalid-dep=yes", "--qos=long", "-A", "mine", "--nodelist=n1"]
