"""The job scripts where no Slurm is: Slurm's commands and the program are small scripts that write down what they are asked. Needs no cluster."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

TEMPLATES = Path(os.environ["PISTE_SOURCE"]) / "slurm"
# What each does besides writing down its words: the step lasts while there is a file `hold`, and ends with the code in `step`.
COMMANDS = {
    "srun": 'while [ -e "$FAKES/hold" ]; do /bin/sleep 0.02; done; exit "$(cat "$FAKES/step")"',
    "piste": 'exit "$(cat "$FAKES/info")"',
    "squeue": "echo 2030-01-01T00:00:00", "scontrol": 'if [ "$1" = show ]; then cat "$FAKES/facts"; fi', "scancel": "exit 0", "sleep": "exit 0",
}
RUNNING = ["mpi", "preemptible", "array"]


@pytest.fixture
def fakes(tmp_path):
    for name, does in COMMANDS.items():
        command = tmp_path / name
        command.write_text(f'#!/bin/sh\necho "{name} $*" >>"$FAKES/calls"\n{does}\n')
        command.chmod(0o755)
    (tmp_path / "calls").touch()
    (tmp_path / "facts").write_text("JobId=77 JobState=RUNNING PreemptTime=None\n")
    return tmp_path


def begin(fakes, template, *words, step=0, info=0, **environment):
    (fakes / "step").write_text(str(step))
    (fakes / "info").write_text(str(info))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLURM", "PISTE"))}
    return subprocess.Popen(["/bin/bash", TEMPLATES / f"{template}.sbatch", *words],
                            env={**clean, "PATH": f"{fakes}:/usr/bin:/bin", "FAKES": str(fakes), "SLURM_JOB_ID": "77", **environment})


def code_of(fakes, template, *words, **how):
    return begin(fakes, template, *words, **how).wait(timeout=30)


def calls(fakes, name):
    return [line for line in (fakes / "calls").read_text().splitlines() if line.startswith(f"{name} ")]


def requeues(fakes):
    return calls(fakes, "scontrol requeue")


@pytest.mark.parametrize("template", RUNNING)
@pytest.mark.parametrize(("step", "info", "code"), [
    (0, 0, 0),
    (1, 1, 1), (2, 75, 2), (3, 75, 3), (70, 75, 70),    # would come again
    (75, 0, 0), (137, 0, 0), (143, 1, 1),               # somebody was stopped or killed, but nothing is missing
    (75, 75, 75), (137, 75, 75), (143, 75, 75), (9, 75, 75), (75, 2, 75), (137, 2, 75),
    (127, 127, 127),                                    # nobody can say
])
def test_the_end_is_judged_by_what_is_on_disk(fakes, template, step, info, code):
    assert code_of(fakes, template, "x.toml", "-o", "there.h5", step=step, info=info) == code
    assert requeues(fakes) == (["scontrol requeue 77"] if code == 75 else [])


@pytest.mark.parametrize(("template", "code"), [("mpi", 75), ("preemptible", 75), ("array", 0)])
def test_a_launcher_that_says_all_is_well_is_not_believed(fakes, template, code):
    """But of an array, another task may be writing the file."""
    assert code_of(fakes, template, "x.toml", step=0, info=75) == code


@pytest.mark.parametrize(("template", "most"), [("mpi", 3), ("preemptible", 50), ("array", 50)])
def test_it_does_not_queue_again_for_ever(fakes, template, most):
    for restarts, times in ((most - 1, 1), (most, 1)):
        assert code_of(fakes, template, "x.toml", step=137, info=75, SLURM_RESTART_COUNT=str(restarts)) == 75
        assert len(requeues(fakes)) == times
    assert code_of(fakes, template, "x.toml", step=137, info=75, PISTE_MOST_RESTARTS="0") == 75
    assert len(requeues(fakes)) == 1


@pytest.mark.parametrize("template", RUNNING)
@pytest.mark.parametrize(("facts", "end", "queues_again"), [
    ("JobState=COMPLETING PreemptTime=None", None, False),                     # somebody cancelled it
    ("JobState=COMPLETING PreemptTime=None", "1000000000", True),              # it was out of time
    ("JobState=COMPLETING PreemptTime=2026-01-01T00:00:00", None, True),
    ("", None, True)])
def test_what_is_cancelled_stays_so(fakes, template, facts, end, queues_again):
    (fakes / "facts").write_text(facts)
    assert code_of(fakes, template, "x.toml", step=75, info=75, **({"SLURM_JOB_END_TIME": end} if end else {})) == 75
    assert len(requeues(fakes)) == queues_again


@pytest.mark.parametrize("template", RUNNING)
@pytest.mark.parametrize(("words", "output"), [
    (["-o", "a b.h5", "--seed", "4"], "a b.h5"), (["-oc.h5"], "c.h5"), (["--output", "d.h5"], "d.h5"), (["--output=e=f.h5"], "e=f.h5"),
    (["--set", "g=h"], "results.h5")])
def test_it_asks_for_the_output_that_was_named(fakes, template, words, output):
    code_of(fakes, template, "x.toml", *words, step=75, info=0)
    assert calls(fakes, "piste") == [f"piste info {output}"]


def test_the_two_mpi_jobs_differ_in_how_often_they_queue_again():
    """A job script stands alone on its node, so that what both do is written in both."""
    def commands(template):
        lines = (TEMPLATES / f"{template}.sbatch").read_text().splitlines()
        return [line for line in lines if line.startswith("#SBATCH") or not line.startswith("#")]

    assert [line.replace("PISTE_MOST_RESTARTS:-3}", "PISTE_MOST_RESTARTS:-50}") for line in commands("mpi")] == commands("preemptible")


def test_a_task_of_an_array_speaks_only_of_itself(fakes):
    """One task of every array has the number of the array as its job's."""
    (fakes / "hold").touch()
    job = begin(fakes, "array", "x.toml", step=75, info=75, SLURM_ARRAY_JOB_ID="77", SLURM_ARRAY_TASK_ID="3")
    try:
        end = time.monotonic() + 20
        while not calls(fakes, "srun") and time.monotonic() < end:
            time.sleep(0.02)
        job.send_signal(signal.SIGUSR1)
        while not calls(fakes, "scancel") and time.monotonic() < end:
            time.sleep(0.02)
    finally:
        (fakes / "hold").unlink()
    assert job.wait(timeout=30) == 75
    assert calls(fakes, "squeue") == ["squeue --noheader --job 77_3 --format=%e"]
    assert calls(fakes, "scancel") == ["scancel --signal=USR1 77_3"]
    assert calls(fakes, "scontrol") == ["scontrol show job -o 77_3", "scontrol requeue 77_3"]


@pytest.mark.parametrize("template", ["mpi", "preemptible"])
def test_started_again_it_keeps_what_it_has_done(fakes, template):
    words = ("my file.toml", "--fresh", "-o", "a.h5")
    code_of(fakes, template, *words)
    code_of(fakes, template, *words, SLURM_RESTART_COUNT="1")
    first, second = calls(fakes, "srun")
    assert first.endswith(" run my file.toml --fresh -o a.h5")
    assert second.endswith(" run my file.toml -o a.h5 --break-lock")


@pytest.mark.parametrize("template", [*RUNNING, "merge"])
def test_how_srun_starts_it_can_be_chosen(fakes, template):
    code_of(fakes, template, "x.toml")
    code_of(fakes, template, "x.toml", PISTE_MPI="none")
    assert [word for call in calls(fakes, "srun") for word in call.split() if word.startswith("--mpi")] == ["--mpi=pmix", "--mpi=none"]
