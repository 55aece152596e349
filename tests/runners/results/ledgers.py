"""What the ledgers of an output say, read without the program."""

from pathlib import Path


def durable_runs(output):
    """Runs that the ledgers of an output list in whole lines."""
    total = 0
    for ledger in Path(f"{output}.parts").glob("*/*.ledger"):
        for line in ledger.read_bytes().splitlines(keepends=True):
            if line.startswith(b"sequence=") and line.endswith(b"\n"):
                total += int(line.split(b" done=")[1].split()[0])
    return total
