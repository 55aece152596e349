"""Stopped at any moment, the same command ends in the file that an undisturbed run gives."""

import os
import random
import re
import signal
import subprocess
import time

import pytest
from conftest import arguments

REPLICATES = 600
TERMINATIONS = 300 if "PISTE_LONG" in os.environ else 20
MIGRANTS = 8000     # a second or more in all, so that there is time to interrupt


def finish(path, replicates=REPLICATES, migrants=MIGRANTS):
    """Runs to the end and returns the file's bytes and how many runs were done before."""
    command = arguments(path, replicates, migrants)
    command.remove("--progress")
    command.remove("none")
    done = subprocess.run(command, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    before = re.search(r"([\d,]+) done before", done.stderr)
    return path.read_bytes(), int(before.group(1).replace(",", "")) if before else 0


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return finish(tmp_path_factory.mktemp("whole") / "whole.h5")[0]


def start(path, replicates=REPLICATES, migrants=MIGRANTS, *more):
    return subprocess.Popen([*arguments(path, replicates, migrants), *more], cwd=path.parent, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def stop(process, sent, after):
    time.sleep(after)
    assert process.poll() is None, "it ended before it could be interrupted"
    process.send_signal(sent)
    return process.communicate(timeout=60)


def test_killed_before_anything_was_written(whole, tmp_path):
    path = tmp_path / "x.h5"
    process = start(path)
    stop(process, signal.SIGKILL, 0.25)
    assert not path.exists()
    assert finish(path)[0] == whole


def test_killed_with_runs_on_disk_and_in_hand(whole, tmp_path):
    path = tmp_path / "x.h5"
    stop(start(path), signal.SIGTERM, 0.3)
    for _ in range(3):
        stop(start(path), signal.SIGKILL, random.uniform(0.1, 0.3))
    data, before = finish(path)
    assert before > 0, "what was on disk counts"
    assert data == whole


def test_killed_after_a_commit_by_the_clock(tmp_path):
    path = tmp_path / "x.h5"
    process = start(path, 700, 20000, "--threads", "1")   # longer than the five seconds between commits
    # A ledger begins before the first line of it, which says of some runs that they are done.
    while not any(b"\nsequence=" in ledger.read_bytes() for ledger in tmp_path.glob("x.h5.parts/*/*.ledger")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    stop(process, signal.SIGKILL, random.uniform(0.0, 0.5))
    data, before = finish(path, 700, 20000)
    assert before > 0
    assert data == finish(tmp_path / "whole.h5", 700, 20000)[0]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGUSR1])
def test_asked_to_stop(whole, tmp_path, sent):
    path = tmp_path / "x.h5"
    process = start(path)
    out, err = stop(process, sent, 0.3)
    assert process.returncode == 75, err
    told = re.search(r"([\d,]+) of 600 runs are done and on disk; to go on: (piste run .*)\n", err)
    assert told, err
    assert out == ""
    assert not path.exists()
    data, before = finish(path)
    assert before == int(told.group(1).replace(",", ""))
    assert data == whole


def test_asked_to_stop_again_and_again(whole, tmp_path):
    """At random moments, each time the same command: what it says is done stays done, and every session gets further."""
    path = tmp_path / "x.h5"
    stopped = before = 0
    while stopped < TERMINATIONS:
        process = start(path)
        while not list(tmp_path.glob("x.h5.parts/*/plan")) and process.poll() is None:
            time.sleep(0.005)
        time.sleep(random.uniform(0.06, 0.2))
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
        if process.returncode == 0:
            assert path.read_bytes() == whole
            path.unlink()
            before = 0
            continue
        assert process.returncode == 75, (process.returncode, err)
        done = int(re.search(r"stopped: ([\d,]+) of 600 runs are done and on disk", err).group(1).replace(",", ""))
        assert done > before, err
        stopped, before = stopped + 1, done
    data, kept = finish(path)
    assert kept == before
    assert data == whole


@pytest.mark.parametrize("first, second", [(signal.SIGINT, signal.SIGTERM), (signal.SIGTERM, signal.SIGTERM)])
def test_asked_twice_ends_at_once(whole, tmp_path, first, second):
    path = tmp_path / "x.h5"
    process = start(path)
    time.sleep(0.3)
    process.send_signal(first)
    process.send_signal(second)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 75, err
    assert "to go on: piste run " in err
    assert not (tmp_path / "x.h5.lock").exists()
    assert finish(path)[0] == whole
