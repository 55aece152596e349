"""The faults of fault_check.py, in the program itself: at each call of a `piste run` that changes the files of its results it is killed, or
fails in the ways that such a call can; then the same command goes on, and the file must have the bytes of one that was never disturbed.

    run_faults.py PISTE PRELOADED_LIBRARY SCENARIO

Unless PISTE_LONG is set, only some of the calls and ways, spread evenly.
"""

import collections
import signal
import subprocess
import sys
import time

from fault_cases import (ACTIONS, EVERY_POINT, INCOMPLETE, KILLS, OF_ANY_CALL, calls_in, environment_with, folder_in_memory,
                         how_it_ended, with_some_writes_of_the_merge)

PISTE, LIBRARY, SCENARIO = sys.argv[1:4]
TRIED = 8        # of each way of running, unless every point is tried
RUNS, FEWER = 12, 5
REFUSED = 3
TINY = ["--set", "population.migrants_per_year=500", "--set", "horizon.warm_up=5", "--set", "horizon.measured=20",
        "--set", "horizon.run_out=5"]
WAYS = {"plain": [], "join": ["--join"], "no-copy": ["--no-copy"], "extend": ["--extend"]}


def run(folder, *more, replicates=RUNS, **fault):
    return subprocess.run([PISTE, "run", SCENARIO, *TINY, "--replicates", str(replicates), "--threads", "1", "--progress", "none",
                           "-o", str(folder / "run.h5"), *more], env=environment_with(LIBRARY, folder, fault), capture_output=True, text=True, timeout=60)


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
    return [point for point in with_some_writes_of_the_merge(calls_in(log)) if "provenance" not in point[2]]


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
    return how_it_ended(disturbed, killed)


def main():
    began = time.monotonic()
    table = collections.Counter()
    with folder_in_memory() as folder:
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
