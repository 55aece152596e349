"""What a rank that computes holds at most does not depend on how many runs are planned."""

import json
import os
import subprocess
import sys

from conftest import EXECUTABLE, SCENARIO

MPIEXEC = os.environ["PISTE_MPIEXEC"]

# Tells what one rank returned and its largest resident set, in KiB, by the kernel's account of a child that has ended. It returns 0 itself: mpirun
# kills the others as soon as one returns anything else, and they would tell nothing. And it stays for a while, as mpirun does the same when it has not
# heard yet that its child has left MPI.
MEASURE = """
import os, resource, subprocess, sys, time
code = subprocess.call(sys.argv[2:])
with open(sys.argv[1] + os.environ["OMPI_COMM_WORLD_RANK"], "w") as file:
    file.write(f"{code} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}")
time.sleep(1)
"""


def peaks(folder, replicates, *more):
    """Of both ranks, and the largest code that one returned. In a world of few days and many people a run takes long and its record is small:
    what is held until it is written, which is bounded by its bytes and not by the plan, is little then."""
    note = folder / f"peak.{replicates}.rank"
    command = [EXECUTABLE, "run", str(SCENARIO), "--set", "population.migrants_per_year=1000000", "--set", "horizon.warm_up=10",
               "--set", "horizon.measured=5", "--set", "horizon.run_out=1", "--replicates", str(replicates), "--threads", "1",
               "--progress", "none", "-o", str(folder / f"{replicates}.h5"), *more]
    subprocess.run([MPIEXEC, "--oversubscribe", "-np", "2", sys.executable, "-c", MEASURE, str(note), *command], cwd=folder,
                   capture_output=True, text=True, timeout=100, check=False)   # ranks tell their codes themselves
    told = [[int(number) for number in (folder / f"{note.name}{rank}").read_text().split()] for rank in (0, 1)]
    return max(code for code, _ in told), [peak for _, peak in told]


def test_a_plan_of_a_thousand_times_the_runs(tmp_path):
    """100 runs with their merge; and about as many of 100,000: what is in hand until it is written must not differ, so the time given is
    at most that which the 100 took (half a second of it is kept for writing)."""
    code, small = peaks(tmp_path, 100)
    assert code == 0
    seconds = json.loads((tmp_path / "100.h5.provenance.json").read_text())[-1]["wall_seconds"]
    code, large = peaks(tmp_path, 100_000, "--time-limit", f"{max(1, int(seconds + 0.5))}s")
    assert code == 75
    for rank in (0, 1):
        assert large[rank] <= 1.05 * small[rank], f"rank {rank}: {small} KiB with 100 runs planned, {large} KiB with 100,000"
