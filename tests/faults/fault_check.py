"""Every step by which results reach the disk, made to fail or to be the last one, in turn; then the same command again, and the file
must have the bytes of one that was never disturbed.

    fault_check.py DRIVER PRELOADED_LIBRARY

The steps are not a list kept by hand: they are the calls that a run makes on the files of its folder (fault_points.cpp). Unless
PISTE_LONG is set, of the hundreds of writes into the file that is being merged only some are taken; of all other steps, each one.
"""

import collections
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from fault_cases import (ACTIONS, EVERY_POINT, INCOMPLETE, KILLS, OF_ANY_CALL, calls_in, environment_with, folder_in_memory,
                         how_it_ended, with_some_writes_of_the_merge)
from ledgers import durable_runs

DRIVER, LIBRARY = sys.argv[1:3]
RUNS = 12
BATCH = 100_000   # bytes: some shards of several runs each

KINDS = ((r"\.shard(\.tmp)?$", "shard"), (r"\.ledger$", "ledger"), (r"^plan(\.|$)", "plan"), (r"\.partial\.[0-9a-f]+$", "merged file"),
         (r"\.lock(\.[0-9a-f]+)?$|^#", "lock"), (r"\.h5$", "results file"))


def run(folder, **fault):
    return subprocess.run([DRIVER, str(folder / "run.h5"), str(RUNS), "batch", str(BATCH)],
                          env=environment_with(LIBRARY, folder, fault), capture_output=True, text=True, timeout=60)


def kind_of(path):
    """What a file is for, without the tokens in its name."""
    name = Path(path).name
    return next((kind for ending, kind in KINDS if re.search(ending, name)), "folder")


def points(folder):
    """The calls of an undisturbed run, in their order: (number, call, path)."""
    log = folder.with_suffix(".log")
    done = run(folder, FAULT_LOG=str(log))
    assert done.returncode == 0, done.stderr
    return calls_in(log)


def chosen(found):
    some = with_some_writes_of_the_merge(found)
    return found if EVERY_POINT else some


def try_fault(folder, reference, number, action):
    """Gives how the disturbed run ended, for the table."""
    disturbed = run(folder, FAULT_AT=str(number), FAULT_ACTION=action)
    killed = disturbed.returncode == -signal.SIGKILL
    assert killed == (action in KILLS), (disturbed.returncode, disturbed.stderr)
    assert killed or disturbed.returncode in (0, INCOMPLETE), (disturbed.returncode, disturbed.stderr)
    assert action != "short" or disturbed.returncode == 0, disturbed.stderr
    if disturbed.returncode == INCOMPLETE:
        assert str(folder) in disturbed.stderr, f"the message does not name the file: {disturbed.stderr}"
    results = folder / "run.h5"
    if disturbed.returncode == 0 or results.exists():
        assert results.read_bytes() == reference, "a file with the final name is not the whole one"
    durable = durable_runs(folder / "run.h5")
    resumed = run(folder)
    assert resumed.returncode == 0, (resumed.returncode, resumed.stderr)
    if "done before: " in resumed.stdout:
        kept = int(resumed.stdout.split("done before: ")[1].split()[0])
        assert kept == durable, f"{durable} runs were durable, {kept} were not run again"
    assert results.read_bytes() == reference, "the resumed file differs"
    left = sorted(path.name for path in folder.iterdir())
    assert left == ["run.h5"], left
    results.unlink()
    return how_it_ended(disturbed, killed)


def main():
    began = time.monotonic()
    table = collections.Counter()
    with folder_in_memory() as folder:
        found = points(folder)
        reference = (folder / "run.h5").read_bytes()
        (folder / "run.h5").unlink()
        for number, call, path in chosen(found):
            kind = kind_of(path)
            for action in ACTIONS.get(call, OF_ANY_CALL):
                try:
                    ended = try_fault(folder, reference, number, action)
                except AssertionError:
                    print(f"at point {number}, {call} of the {kind}, {action}:", flush=True)
                    raise
                table[kind, call, action, ended] += 1
    for (kind, call, action, ended), times in sorted(table.items()):
        print(f"{kind:12} {call:9} {action:11} {ended:17} {times:4}")
    kinds = {(kind, call) for kind, call, _, _ in table}
    assert {("shard", "write"), ("shard", "fsync"), ("shard", "rename"), ("ledger", "write"), ("ledger", "fsync"),
            ("merged file", "pwrite"), ("merged file", "fsync"), ("results file", "rename")} <= kinds, kinds
    print(f"{sum(table.values())} faults at {len(chosen(found))} of {len(found)} points, all survived, "
          f"in {time.monotonic() - began:.0f} s")


main()
