"""The faults of fault_check.py, in the program itself: at each call of a `piste run` that changes the files of its results it is killed, or
fails in the ways that such a call can; then the same command goes on, and the file must have the bytes of one that was never disturbed.

    run_faults.py PISTE PRELOADED_LIBRARY SCENARIO

Unless PISTE_LONG is set, only some of the calls and ways, spread evenly.
"""

import collections
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PISTE, LIBRARY, SCENARIO = sys.argv[1:4]
EVERY_POINT = "PISTE_LONG" in os.environ
TRIED = 8        # of each way of running, unless every point is tried
RUNS, FEWER = 12, 5
INCOMPLETE, REFUSED = 75, 3
MERGE_STEP = 40   # of the writes of a merge every so many, as in fault_check.py
OF_ANY_CALL = ("kill-before", "kill-after", "eio")
OF_WRITES = (*OF_ANY_CALL, "enospc", "short", "torn")
OF_MAKERS = (*OF_ANY_CALL, "enospc")
ACTIONS = {"fsync": OF_MAKERS, "write": OF_WRITES, "pwrite": OF_WRITES, "open": OF_MAKERS, "mkdir": OF_MAKERS, "rename": OF_MAKERS,
           "link": OF_MAKERS}
KILLS = ("kill-before", "kill-after", "torn")
TINY = ["--set", "population.migrants_per_year=500", "--set", "horizon.warm_up=5", "--set", "horizon.measured=20",
        "--set", "horizon.run_out=5"]
WAYS = {"plain": [], "join": ["--join"], "no-copy": ["--no-copy"], "extend": ["--extend"]}


def run(folder, *more, replicates=RUNS, **fault):
    environment = dict(os.environ)
    if fault:
        environment |= {"LD_PRELOAD": LIBRARY, "FAULT_FOLDER": str(folder)} | fault
    return subprocess.run([PISTE, "run", SCENARIO, *TINY, "--replicates", str(replicates), "--threads", "1", "--progress", "none",
                           "-o", str(folder / "run.h5"), *more], env=environment, capture_output=True, text=True, timeout=60)


def empty(folder):
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def begin(folder, way, shorter):
    """What is there before: for an extension, the finished file of fewer replicates."""
    empty(folder)
    if way == "extend":
        (folder / "run.h5").write_bytes(shorter)


def points(folder, way):
    """The calls of an undisturbed run that change results, in their order: (number, call, path). The log beside them is none."""
    log = folder.with_suffix(f".{way}.log")
    done = run(folder, *WAYS[way], FAULT_LOG=str(log))
    assert done.returncode == 0, done.stderr
    found = []
    for line in log.read_text().splitlines():
        number, call, path = line.split(" ", 2)
        found.append((int(number), call, path))
    merge = [number for number, call, path in found if call == "pwrite" and ".h5.partial." in path]
    assert len(merge) > 8, "the merge makes too few writes for this test to mean anything"
    kept = {*merge[:4], *merge[-4:], *merge[::MERGE_STEP]}
    return [point for point in found if "provenance" not in point[2] and (point[0] in kept or point[0] not in merge)]


def chosen(found, way):
    cases = [(*point, action) for point in found for action in ACTIONS.get(point[1], OF_ANY_CALL)]
    if EVERY_POINT:
        return cases
    step = len(cases) / TRIED
    shift = list(WAYS).index(way) / len(WAYS)   # not the same calls for each way
    return [cases[int((index + shift) * step)] for index in range(TRIED)]


def try_fault(folder, way, reference, shorter, number, action):
    begin(folder, way, shorter)
    results = folder / "run.h5"
    disturbed = run(folder, *WAYS[way], FAULT_AT=str(number), FAULT_ACTION=action)
    killed = disturbed.returncode == -signal.SIGKILL
    assert killed == (action in KILLS), (disturbed.returncode, disturbed.stderr)
    assert killed or disturbed.returncode in (0, INCOMPLETE, REFUSED), (disturbed.returncode, disturbed.stderr)
    if not killed and disturbed.returncode != 0:
        assert str(folder) in disturbed.stderr, f"the message does not name the file: {disturbed.stderr}"
    if way != "no-copy" and results.exists():
        whole = results.read_bytes()
        assert whole == reference or (way == "extend" and whole == shorter), "a file with the final name is not a whole one"
        assert disturbed.returncode != 0 or whole == reference, "it says that it is complete"
    resumed = run(folder, *WAYS[way])
    assert resumed.returncode == 0, (resumed.returncode, resumed.stderr)
    if way == "no-copy":
        assert (folder / "run.h5.parts").exists() and len(results.read_bytes()) < len(reference)
        whole = run(folder)
        assert whole.returncode == 0, (whole.returncode, whole.stderr)
    if way == "join":
        # What others might still need goes with the next command that has the output for itself.
        assert run(folder).returncode == 0
    assert results.read_bytes() == reference, "the resumed file differs"
    left = {path.name for path in folder.iterdir()} - {"run.h5", "run.h5.provenance.json"}
    assert not left, left
    return "killed" if killed else "went on" if disturbed.returncode == 0 else "stopped, said why"


def main():
    began = time.monotonic()
    table = collections.Counter()
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        folder = Path(name) / "output"
        folder.mkdir()
        contents = []
        for replicates in (FEWER, RUNS):
            assert run(folder, replicates=replicates).returncode == 0
            contents.append((folder / "run.h5").read_bytes())
            empty(folder)
        shorter, reference = contents
        tried = 0
        for way in WAYS:
            begin(folder, way, shorter)
            found = points(folder, way)
            for number, call, path, action in chosen(found, way):
                try:
                    ended = try_fault(folder, way, reference, shorter, number, action)
                except AssertionError:
                    print(f"{way}, at point {number}, {call} of {path}, {action}:", flush=True)
                    raise
                table[way, action, ended] += 1
                tried += 1
    for (way, action, ended), times in sorted(table.items()):
        print(f"{way:8} {action:11} {ended:17} {times:4}")
    print(f"{tried} faults of piste run, all survived, in {time.monotonic() - began:.0f} s")


main()
