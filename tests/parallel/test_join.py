"""Processes that share an output and know nothing of each other but what is on disk: alone, together, killed, merged twice."""

import json
import os
import signal
import subprocess
import time

from conftest import arguments

RUNS = 400
MIGRANTS = 6000


def start(path, *more, environment=None):
    return subprocess.Popen([*arguments(path, RUNS, MIGRANTS), "--threads", "1", *more], cwd=path.parent, text=True,
                            env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_until_at_work(path):
    """By then each listens to signals."""
    while not list(path.parent.glob("x.h5.parts/*/plan")):
        time.sleep(0.02)
    time.sleep(0.4)


def finish(processes):
    told = [process.communicate(timeout=120) for process in processes]
    return [process.returncode for process in processes], told


def task(number, count):
    return {"SLURM_ARRAY_TASK_ID": str(number), "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_COUNT": str(count)}


def test_tasks_of_an_array_share_the_runs(run, tmp_path):
    whole = run("whole.h5", RUNS, migrants=MIGRANTS)
    path = tmp_path / "x.h5"
    codes, told = finish([start(path, "--join", environment=task(number, 3)) for number in range(3)])
    assert codes == [0, 0, 0], told
    assert path.read_bytes() == whole
    assert sum("none failed" in out for out, _ in told) == 1, "one of them merges"
    assert not (tmp_path / "x.h5.parts").exists() and not (tmp_path / "x.h5.lock").exists()
    entries = json.loads((tmp_path / "x.h5.provenance.json").read_text())
    assert 1 <= len(entries) <= 3 and entries[-1]["end"] == "complete"
    again, told = finish([start(path, "--join", environment=task(1, 3))])
    assert again == [0] and "nothing to do" in told[0][0]


def test_what_a_killed_one_leaves_is_done_by_the_others(run, tmp_path):
    whole = run("whole.h5", RUNS, migrants=MIGRANTS)
    path = tmp_path / "x.h5"
    doomed = start(path, "--join", "--share", "0/2")
    wait_until_at_work(path)
    doomed.send_signal(signal.SIGKILL)
    other = start(path, "--join", "--share", "1/2")
    finish([doomed])
    codes, told = finish([other])
    assert codes == [0], told
    assert path.read_bytes() == whole


def test_each_ends_when_asked_and_a_later_command_merges(run, tmp_path):
    whole = run("whole.h5", RUNS, migrants=MIGRANTS)
    path = tmp_path / "x.h5"
    tasks = [start(path, "--join", "--share", f"{number}/2") for number in range(2)]
    wait_until_at_work(path)
    for process in tasks:
        process.send_signal(signal.SIGTERM)
    codes, told = finish(tasks)
    assert codes == [75, 75], told
    assert all("to go on: piste run" in err and "--share" in err and "--join" in err for _, err in told)
    early, told = finish([start(path, "--merge-only")])
    assert early == [75] and "to go on" in told[0][1], "runs are missing: nothing to merge yet"
    codes, told = finish([start(path, "--join", "--share", "0/1")])
    assert codes == [0], told
    assert path.read_bytes() == whole
    late, told = finish([start(path, "--merge-only")])
    assert late == [0] and "nothing to do" in told[0][0]


def test_options_that_exclude_each_other(tmp_path):
    for more, text in ((["--share", "0/2"], "--share only goes with --join"),
                       (["--join", "--share", "2/2"], "'2/2' is not I/N"),
                       (["--join", "--fresh"], "--fresh throws away")):
        codes, told = finish([start(tmp_path / "x.h5", *more)])
        assert codes == [2] and text in told[0][1], told
    assert list(tmp_path.iterdir()) == []
