"""The same bytes on any number of ranks, resumed by another number, and one voice where something is wrong."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import SCENARIO, arguments

MPIEXEC = os.environ["PISTE_MPIEXEC"]


def ranks(number):
    return [MPIEXEC, "--oversubscribe", "-np", str(number)]


def test_ranks(run):
    alone = run("alone.h5", 40, "--threads", "1")
    for number, threads in ((1, 1), (2, 1), (4, 1), (2, 2)):
        assert run(f"ranks{number}x{threads}.h5", 40, "--threads", str(threads), before=ranks(number)) == alone


def test_finished_on_ranks(run, tmp_path):
    run("done.h5", 5, before=ranks(2))
    again = subprocess.run([*ranks(2), *arguments(tmp_path / "done.h5", 5)], capture_output=True, text=True, timeout=60)
    assert again.returncode == 0
    assert again.stdout.count("nothing to do") == 1


def ranks_that_write(path):
    """The processes of piste itself, which outlive an mpirun that is killed."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"piste") and str(path).encode() in words:
            found.append(int(process.name))
    return found


def wait_until_gone(path, seconds=30):
    """A rank may outlive the mpirun that was to end it by a moment."""
    for _ in range(seconds * 10):
        if not ranks_that_write(path):
            return
        time.sleep(0.1)
    raise AssertionError("ranks go on after mpirun has ended")


def test_ranks_killed_and_resumed_by_threads(run, tmp_path):
    whole = run("whole.h5", 3000, "--threads", "2")
    part = tmp_path / "part.h5"
    process = subprocess.Popen([*ranks(2), *arguments(part, 3000), "--threads", "1"], cwd=tmp_path,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    for rank in ranks_that_write(part):
        os.kill(rank, signal.SIGKILL)
    process.wait(timeout=30)
    wait_until_gone(part)
    assert not part.exists(), "the ranks were to be killed before the end"
    assert run("part.h5", 3000, "--threads", "2") == whole


@pytest.mark.parametrize("victim", [1, 0])
def test_survivors_finish_what_a_dead_rank_had(run, tmp_path, victim):
    """The one that hosts the counter and was to write the file among them. What mpirun returns is not asked."""
    whole = run("whole.h5", 400, "--threads", "2", migrants=8000)
    part = tmp_path / "part.h5"
    script = 'echo $$ >"$0.$OMPI_COMM_WORLD_RANK"; exec "$@"'
    process = subprocess.Popen([MPIEXEC, "--enable-recovery", *ranks(3)[1:], "bash", "-c", script, str(tmp_path / "pid"),
                                *arguments(part, 400, 8000), "--threads", "1", "--patience", "2s"],
                               cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    pid = tmp_path / f"pid.{victim}"
    while not list(tmp_path.glob("part.h5.parts/*/plan")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    time.sleep(0.3)
    os.kill(int(pid.read_text()), signal.SIGKILL)
    told, _ = process.communicate(timeout=100)
    assert part.exists(), told
    assert part.read_bytes() == whole
    assert not (tmp_path / "part.h5.lock").exists()


def test_the_counter_over_the_network_layer(run):
    """As between nodes: without shared memory, the rank that hosts the counter busy with runs."""
    alone = run("alone.h5", 200, "--threads", "1")
    network = ["--mca", "btl", "self,tcp", "--mca", "btl_tcp_if_include", "lo", "--mca", "osc", "^sm"]
    assert run("network.h5", 200, "--threads", "1", before=[*ranks(3), *network]) == alone


@pytest.mark.parametrize("more, code, text", [
    (["--set", "gate.taken_off=2"], 2, "out of range"),
    (["-o", "/proc/x.h5"], 3, "/proc/x.h5"),
])
def test_an_error_is_told_once(tmp_path, more, code, text):
    command = [*ranks(3), *arguments(tmp_path / "x.h5", 5)]
    if "-o" in more:
        command = command[: command.index("-o")]
    done = subprocess.run([*command, *more], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == code
    told = [line for line in done.stderr.splitlines() if "error: " in line and text in line]
    assert len(told) == 1, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_ranks_that_read_different_files(tmp_path):
    (tmp_path / "a.toml").write_text(f'name = "x"\nscenario = "{SCENARIO}"\nreplicates = 3\nseed = 1\n')
    (tmp_path / "b.toml").write_text(f'name = "x"\nscenario = "{SCENARIO}"\nreplicates = 3\nseed = 2\n')
    script = tmp_path / "each"
    script.write_text('#!/bin/sh\n'
                      'if [ "$OMPI_COMM_WORLD_RANK" = 0 ]; then ln -sf a.toml mine0.toml; else ln -sf b.toml mine1.toml; fi\n'
                      'exec "$PISTE_EXECUTABLE" run "mine$OMPI_COMM_WORLD_RANK.toml" -o out.h5\n')
    script.chmod(0o755)
    done = subprocess.run([*ranks(2), str(script)], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.count("rank 1 reads another configuration") == 1, done.stderr
    assert not (tmp_path / "out.h5").exists()


def test_until_decides_the_same_on_any_number_of_ranks(tmp_path):
    (tmp_path / "interventions").symlink_to(SCENARIO.parents[1] / "interventions")
    (tmp_path / "pair.toml").write_text(f'name = "pair"\nscenario = "{SCENARIO}"\ninterventions = ["base", "p10-fewer-roadblocks-rights"]\n'
                                        "replicates = 1\nseed = 5\n")
    target = "put_off_bus of p10-fewer-roadblocks-rights vs base: halfwidth <="
    files, met = [], []

    def carried_out(before, name, more):
        words = arguments(tmp_path / name, 1)
        words[words.index(str(SCENARIO))] = str(tmp_path / "pair.toml")
        del words[words.index("--replicates"):words.index("-o")]  # and the wish to be told nothing
        done = subprocess.run([*before, *words, *more], cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done

    # A half-width between that of the first block and the least of the next ones, whatever luck the model gives.
    looks = carried_out((), "looks.h5", ["--until", f"{target} 0.0001", "--block", "8", "--max-replicates", "40", "--threads", "2"])
    first, *others = (float(width) for width in re.findall(r"piste: \d+ replicates: half-width (\S+) cases", looks.stderr))
    assert min(others) < 0.98 * first
    rule = ["--until", f"{target} {(first + min(others)) / 2:.4f}", "--block", "8", "--threads", "1"]
    for before, more in ((ranks(1), rule), (ranks(2), rule), ((), None)):
        path = tmp_path / f"{len(files)}.h5"
        done = carried_out(before, path.name, more or ["--replicates", met[0]])
        met += re.findall(r"the target is met after (\d+) replicates", done.stdout)
        files.append(path.read_bytes())
    assert files[0] == files[1] == files[2]
    assert met[0] == met[1] and int(met[0]) > 8, "one block decides nothing"


def test_a_selection_is_the_same_on_any_number_of_ranks(tmp_path):
    (tmp_path / "interventions").symlink_to(SCENARIO.parents[1] / "interventions")
    (tmp_path / "pair.toml").write_text(f'name = "pair"\nscenario = "{SCENARIO}"\ninterventions = ["base", "p10-fewer-roadblocks-rights"]\n'
                                        "replicates = 1\nseed = 5\n")
    words = arguments(tmp_path / "none.h5", 1)
    settings = words[words.index("--set"):words.index("--replicates")]
    asked = ["--metric", "put_off_bus", "--smallest", "--indifference", "1.5", "--first-stage", "10", "--batch", "5", "--threads", "1"]
    answers = []
    for before in ((), ranks(2)):
        folder = tmp_path / f"selection{len(answers)}"
        command = [*before, words[0], "select", str(tmp_path / "pair.toml"), *settings, *asked, "-o", str(folder)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("is selected") + done.stdout.count(", selected") == 1
        assert "screening round 1" in done.stderr
        answers.append({path.name: path.read_bytes() for path in folder.iterdir() if "provenance" not in path.name})
    assert answers[0] == answers[1] and len(answers[0]) == 3
