"""Two merge one output: the second has broken the lock of the first, which is alive on another machine. Each is stopped at chosen steps
while the other goes on. Whatever the order, the file has the bytes of one that was never disturbed, and no more than one of them makes it.

    two_mergers.py DRIVER PRELOADED_LIBRARY
"""

import os
import signal
import subprocess
import sys

from fault_cases import INCOMPLETE, calls_in, environment_with, folder_in_memory

DRIVER, LIBRARY = sys.argv[1:3]
RUNS = 12


def start(folder, host, **fault):
    """One that stops itself at a point, if it is told one."""
    return subprocess.Popen([DRIVER, str(folder / "run.h5"), str(RUNS), "break-lock", "1"],
                            env=environment_with(LIBRARY, folder, {"FAULT_HOST": host} | fault),
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def start_until(folder, host, point):
    process = start(folder, host, FAULT_AT=str(point), FAULT_ACTION="stop-before")
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status), f"it was not stopped at point {point}: {status}"
    return process


def go_on(process):
    process.send_signal(signal.SIGCONT)
    _, told = process.communicate(timeout=60)
    return process.returncode, told


def points(folder, host):
    """The steps of one that is not disturbed: of the merge the first write, one in the middle, the sync, and the rename; and the first
    removal of what it was made of."""
    log = folder.with_suffix(".log")
    log.unlink(missing_ok=True)
    assert go_on(start(folder, host, FAULT_LOG=str(log)))[0] == 0
    lines = calls_in(log)
    number_of = {}
    writes = [number for number, call, path in lines if call == "pwrite" and ".h5.partial" in path]
    number_of["first write"], number_of["a write"] = writes[0], writes[len(writes) // 2]
    number_of["sync"] = next(number for number, call, path in lines if call == "fsync" and ".h5.partial" in path)
    number_of["rename"] = next(number for number, call, path in lines if call == "rename" and path.endswith("run.h5"))
    number_of["removal"] = next(number for number, call, _ in lines if call == "unlink" and number > number_of["rename"])
    return number_of


def leave_shards(folder, point):
    """All runs are done, and who was to merge them is dead."""
    process = start(folder, "alpha", FAULT_AT=str(point), FAULT_ACTION="kill-before")
    assert go_on(process)[0] == -signal.SIGKILL


def check(folder, reference, what):
    results = folder / "run.h5"
    assert results.read_bytes() == reference, f"{what}: the file differs"
    left = sorted(path.name for path in folder.iterdir())
    # Who lost the lock leaves what it would have removed, and the next command does it.
    assert set(left) <= {"run.h5", "run.h5.parts"}, (what, left)
    assert go_on(start(folder, "gamma"))[0] == 0
    assert [path.name for path in folder.iterdir()] == ["run.h5"], what
    assert results.read_bytes() == reference, what
    results.unlink()


def main():
    with folder_in_memory() as folder:
        alpha = points(folder, "alpha")
        reference = (folder / "run.h5").read_bytes()
        (folder / "run.h5").unlink()
        # The second finds the first's temporary file, and all runs done.
        leave_shards(folder, alpha["a write"])
        beta = points(folder, "beta")
        (folder / "run.h5").unlink()
        tried = 0
        for first_stops in ("first write", "a write", "sync", "rename"):
            first = start_until(folder, "alpha", alpha[first_stops])
            second_ended, told = go_on(start(folder, "beta"))
            assert second_ended == 0, (first_stops, told)
            first_ended, told = go_on(first)
            assert first_ended == INCOMPLETE and "run.h5" in told, (first_stops, first_ended, told)
            check(folder, reference, f"the first at {first_stops}, the second to its end")
            for second_stops in ("first write", "a write", "sync", "rename", "removal"):
                what = f"the first at {first_stops}, the second at {second_stops}"
                first = start_until(folder, "alpha", alpha[first_stops])
                second = start_until(folder, "beta", beta[second_stops])
                first_ended, told = go_on(first)
                assert first_ended == INCOMPLETE, (what, first_ended, told)
                assert first_stops == "rename" or "run.h5.lock was taken over by process" in told, (what, told)
                second_ended, told = go_on(second)
                assert second_ended == 0, (what, told)
                check(folder, reference, what)
                tried += 1
        # The first had given the file its name: the second finds it.
        first = start_until(folder, "alpha", alpha["removal"])
        second_ended, told = go_on(start(folder, "beta"))
        assert second_ended == 0, told
        go_on(first)
        check(folder, reference, "the first at the removal")
        print(f"{tried + 5} orders of two mergers, all survived")


main()
