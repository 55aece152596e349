"""The merge holds a few rows, whatever the number of runs: its peak resident set hardly grows."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

DRIVER = sys.argv[1]
# At the smaller number all blocks of rows are full already.
FEW, MANY, BATCH = (4_000, 100_000, 16 << 20) if "PISTE_LONG" in os.environ else (2_000, 5_000, 1 << 20)
# Where each run's record lies (8 bytes), the driver's own order of runs (8 bytes), ledger lines, tables of chunks.
BYTES_OF_A_RUN = 100
OF_THE_DRIVER = 8
NOISE_KIB = 1024
MOST = 1.05


def peak_kib(runs):
    """Measured by a process of its own, since the kernel keeps one maximum for all children."""
    measure = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
               "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    with tempfile.TemporaryDirectory() as folder:
        return int(subprocess.run([sys.executable, "-c", measure, DRIVER, str(Path(folder) / "x.h5"), str(runs), "batch", str(BATCH)],
                                  check=True, capture_output=True, text=True).stdout)


few, many = peak_kib(FEW), peak_kib(MANY)
print(f"{few:,} KiB for {FEW:,} runs, {many:,} KiB for {MANY:,}")
assert many - OF_THE_DRIVER * (MANY - FEW) / 1024 <= MOST * few, "the merge of many runs takes more memory than that of few"
assert (many - few - NOISE_KIB) * 1024 <= BYTES_OF_A_RUN * (MANY - FEW), "the merge keeps more than where each run lies"
