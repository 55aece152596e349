"""What the ledgers of an output say, read without the program."""

import collections
from pathlib import Path


def executions(output):
    """How often the ledgers of an output list each run in whole lines."""
    times = collections.Counter()
    for ledger in Path(f"{output}.parts").glob("*/*.ledger"):
        for line in ledger.read_bytes().splitlines(keepends=True):
            if line.startswith(b"sequence=") and line.endswith(b"\n"):
                for part in line.split(b" runs=")[1].split()[0].split(b","):
                    first, _, last = part.partition(b"-")
                    times.update(range(int(first), int(last or first) + 1))
    return times


def durable_runs(output):
    """Runs that the ledgers of an output list in whole lines."""
    return executions(output).total()
