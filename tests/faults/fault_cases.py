"""What the tests by faults share: in which ways a call can fail, which calls of an undisturbed run are tried, and where that happens."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

EVERY_POINT = "PISTE_LONG" in os.environ
INCOMPLETE = 75
MERGE_STEP = 40   # of the hundreds of writes into the file that is being merged every so many, and the first and last ones
MERGE_ENDS = 4
OF_ANY_CALL = ("kill-before", "kill-after", "eio")
OF_WRITES = (*OF_ANY_CALL, "enospc", "short", "torn")
OF_MAKERS = (*OF_ANY_CALL, "enospc")
# A server of files may tell of a full disk only when what was written is to be made durable.
ACTIONS = {"fsync": OF_MAKERS, "write": OF_WRITES, "pwrite": OF_WRITES, "open": OF_MAKERS, "mkdir": OF_MAKERS, "rename": OF_MAKERS,
           "link": OF_MAKERS}
KILLS = ("kill-before", "kill-after", "torn")


def environment_with(library, folder, fault):
    """Of a program that is to meet a fault; the usual one where there is none."""
    return dict(os.environ) | ({"LD_PRELOAD": library, "FAULT_FOLDER": str(folder)} | fault if fault else {})


def calls_in(log):
    """What fault_points.cpp noted, in its order: (number, call, path)."""
    lines = [line.split(" ", 2) for line in log.read_text().splitlines()]
    return [(int(number), call, path) for number, call, path in lines]


def with_some_writes_of_the_merge(calls):
    """All calls, but of the writes of the merge the first, the last, and every so many between."""
    merge = [number for number, call, path in calls if call == "pwrite" and ".h5.partial." in path]
    assert len(merge) > 2 * MERGE_ENDS, "the merge makes too few writes for this test to mean anything"
    kept = {*merge[:MERGE_ENDS], *merge[-MERGE_ENDS:], *merge[::MERGE_STEP]}
    return [point for point in calls if point[0] in kept or point[0] not in merge]


@contextmanager
def folder_in_memory():
    """In memory where that is possible: killing a process loses nothing that it had written, on a disk or not."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        folder = Path(name) / "output"
        folder.mkdir()
        yield folder


def how_it_ended(disturbed, killed):
    return "killed" if killed else "went on" if disturbed.returncode == 0 else "stopped, said why"
