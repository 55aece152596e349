"""What was reported done survives: kill -9 of one or all processes at random moments, each after a commit, and files that can grow no
further. Each time the same command resumes, no run whose ledger line is on disk is run again, and the finished file has the bytes of one
that was never disturbed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ledgers import durable_runs, executions

DRIVER = sys.argv[1]
RUNS = 400
KILLS = 300 if "PISTE_LONG" in os.environ else 20


def command(output, *settings):
    return [DRIVER, str(output), str(RUNS), "slow", "1000", "batch", "200000", "writers", "2", *map(str, settings)]


def start(output, kills):
    """One process with two writers, or two processes with one each that share the runs."""
    calls = [[]] if kills % 2 else [["part", "0", "of", "2"], ["part", "1", "of", "2"]]
    return [subprocess.Popen([*command(output, "shuffle", kills), *more], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for more in calls]


def wait_for_a_commit(output, processes, before):
    """Of each process that still has runs to do; tells whether all of them came to one."""
    wanted = len(processes)
    while True:
        if any(process.poll() is not None for process in processes):
            return False
        ledgers = len(list(Path(f"{output}.parts").glob("*/*.ledger")))
        if durable_runs(output) > before and ledgers >= wanted:
            return True
        time.sleep(0.005)


def resume(output, reference, before):
    done = subprocess.run([DRIVER, str(output), str(RUNS)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    kept = int(done.stdout.split("done before: ")[1].split()[0]) if "done before" in done.stdout else RUNS
    assert kept == before, f"{before} runs were durable, {kept} were kept"
    assert output.read_bytes() == reference, "a resumed file differs"
    assert not Path(f"{output}.parts").exists()
    output.unlink()


def kill_and_resume(folder, reference):
    """Every other time it is two processes, of which one or both are killed; what one that lives leaves counts as well."""
    output = folder / "killed.h5"
    kills = 0
    killed_processes = 0
    while kills < KILLS:
        before = durable_runs(output)
        processes = start(output, kills)
        reached = wait_for_a_commit(output, processes, before)
        time.sleep(random.uniform(0.0, 0.3))
        victims = processes if kills % 4 else processes[:1]
        for process in victims:
            process.kill()
        for process in processes:
            process.communicate()
        if output.exists():   # and perhaps what a process that was killed then had not removed yet
            resume(output, reference, RUNS)
            continue
        if not reached or all(process.returncode != -signal.SIGKILL for process in victims):
            continue
        kills += 1
        killed_processes += sum(process.returncode == -signal.SIGKILL for process in victims)
        times = executions(output)
        assert times.total() > before, "the kill was to come after a commit"
        assert times.total() == len(times), f"run again although their lines were on disk: {[run for run in times if times[run] > 1]}"
        if kills % 4 == 0:
            resume(output, reference, times.total())
    return killed_processes


def fill_up(folder, reference):
    """Writing stops at every size limit with a clear message; nothing is lost, and the next command goes on."""
    output = folder / "full.h5"
    messages = set()
    for limit in (100, 1_000, 50_000, 300_000, 2_000_000, 8_000_000):
        for batch in (100_000, 100_000_000):
            full = subprocess.run([DRIVER, str(output), str(RUNS), "batch", str(batch), "file-limit", str(limit)],
                                  capture_output=True, text=True)
            assert full.returncode == 75, (full.returncode, full.stdout, full.stderr)
            assert "File too large" in full.stderr or "file write failed" in full.stderr, full.stderr
            assert not output.exists(), "an incomplete file has the final name"
            messages.add("merge" if ".partial" in full.stderr else "shard" if ".shard" in full.stderr else "ledger")
        done = durable_runs(output)
        resumed = subprocess.run([DRIVER, str(output), str(RUNS)], capture_output=True, text=True)
        assert resumed.returncode == 0, resumed.stderr
        assert int(resumed.stdout.split("done before: ")[1].split()[0]) == min(done, RUNS)
        assert output.read_bytes() == reference, "a resumed file differs"
        output.unlink()
    assert {"merge", "shard"} <= messages, messages
    return messages


def fill_a_disk(folder, reference):
    """The same on a file system that is full, where one may be mounted. Tells whether it was."""
    disk = folder / "disk"
    disk.mkdir()
    size = len(reference)
    options = ["-t", "tmpfs", "-o", f"size={size // 2}", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(["mount", *options], capture_output=True).returncode != 0:
        disk.rmdir()
        return False
    try:
        output = disk / "full.h5"
        full = subprocess.run(command(output), capture_output=True, text=True)
        assert full.returncode == 75 and "No space left" in full.stderr, (full.returncode, full.stderr)
        done = durable_runs(output)
        assert 0 < done < RUNS, f"{done} runs of {RUNS} found room"
        subprocess.run(["mount", "-o", f"remount,size={4 * size}", str(disk)], check=True)
        resumed = subprocess.run([DRIVER, str(output), str(RUNS)], capture_output=True, text=True)
        assert resumed.returncode == 0, resumed.stderr
        assert int(resumed.stdout.split("done before: ")[1].split()[0]) == done
        assert output.read_bytes() == reference, "a resumed file differs"
    finally:
        subprocess.run(["umount", str(disk)], check=True)
        disk.rmdir()
    return True


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    random.seed(4)
    subprocess.run(command(folder / "undisturbed.h5"), check=True, stdout=subprocess.DEVNULL)
    reference = (folder / "undisturbed.h5").read_bytes()
    killed = kill_and_resume(folder, reference)
    stopped_at = fill_up(folder, reference)
    real_disk = fill_a_disk(folder, reference)
    leftovers = sorted(path.name for path in folder.iterdir())
    assert leftovers == ["undisturbed.h5"], leftovers
    means = "a file system that was full, and a limit" if real_disk else "a limit, for none could be mounted,"
    print(f"{KILLS} kills of one or all processes survived, each after a commit, {killed} processes in all; full disks survived at: {sorted(stopped_at)}"
          f" (by {means} on the size of files)")
