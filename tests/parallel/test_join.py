"""Processes that share an output and know nothing of each other but what is on disk: alone, together, killed, merged twice."""

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

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


def test_a_lock_of_which_nothing_is_known_is_no_end(run, tmp_path):
    """Who held it, on another machine, may have died before it wrote the file: exit code 0 would say that the file is there."""
    whole = run("whole.h5", 5)
    path, lock = tmp_path / "x.h5", tmp_path / "x.h5.lock"
    foreign = "host=elsewhere\nboot=b\nprocess=7\nstarted=1\njob=12\ntoken=t\n"
    command = [*arguments(path, 5), "--join", "--share", "0/1"]
    lock.write_text(foreign)
    done = subprocess.run([*command, "--patience", "1s"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 75 and not path.exists(), done.stderr
    assert "all 5 runs are done, but the file is not written" in done.stderr, done.stderr
    assert "by process 7 on host elsewhere (Slurm job 12)" in done.stderr and "to go on: piste run" in done.stderr, done.stderr
    waiting = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    assert waiting.poll() is None and lock.read_text() == foreign, "it waits for the file"
    lock.unlink()
    codes, told = finish([waiting])
    assert codes == [0] and path.read_bytes() == whole, told


def test_the_lock_of_one_who_runs_here_is_enough(run, tmp_path):
    """That one says how it ended; the others need not wait for it."""
    whole = run("whole.h5", 5)
    path = tmp_path / "x.h5"

    def at_work():
        return subprocess.Popen([*arguments(path, 5), "--join", "--share", "0/1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    holder = subprocess.Popen(["sleep", "60"])
    fields = (Path(f"/proc/{holder.pid}/stat").read_text().rpartition(")")[2]).split()
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    (tmp_path / "x.h5.lock").write_text(f"host={socket.gethostname()}\nboot={boot}\nprocess={holder.pid}\nstarted={fields[19]}\n"
                                        "job=\ntoken=t\n")
    codes, told = finish([at_work()])
    assert codes == [0] and not path.exists(), told
    assert "all 5 runs are done; " in told[0][0] and "that process is running" in told[0][0], told
    holder.kill()
    holder.wait()
    codes, told = finish([at_work()])
    assert codes == [0] and path.read_bytes() == whole, told


def test_options_that_exclude_each_other(tmp_path):
    for more, text in ((["--share", "0/2"], "--share only goes with --join"),
                       (["--join", "--share", "2/2"], "'2/2' is not I/N"),
                       (["--join", "--fresh"], "--fresh throws away")):
        codes, told = finish([start(tmp_path / "x.h5", *more)])
        assert codes == [2] and text in told[0][1], told
    assert list(tmp_path.iterdir()) == []
