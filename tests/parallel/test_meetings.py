"""A rank that dies where all meet, at the start or at the end, does not hold the others: they leave, and the same command goes on. So with
`piste verify`, which then says what it knows, and does not pass."""

import os
import subprocess
import time

from conftest import EXECUTABLE, arguments

MPIEXEC = os.environ["PISTE_MPIEXEC"]
RUNS = 30
# Ten times --patience is what a meeting may take.
LONGEST = 10
POINTS = [("MPI_Allreduce:1", 1), ("MPI_Win_free:1", 1)]
MORE = [("MPI_Allreduce:4", 1), ("MPI_Allreduce:1", 0), ("MPI_Bcast:1", 0), ("MPI_Bcast:3", 1), ("MPI_Barrier:1", 1), ("MPI_Barrier:2", 1),
        ("MPI_Win_free:1", 0), ("MPI_Finalize:1", 1)]
SCRIPT = 'if [ "$OMPI_COMM_WORLD_RANK" = "$0" ]; then export LD_PRELOAD="$PISTE_DIES_IN_MEETING"; fi; exec "$@"'


def start(point, victim, folder, *words):
    command = [MPIEXEC, "--enable-recovery", "--oversubscribe", "-np", "2", "bash", "-c", SCRIPT, str(victim), *map(str, words),
               "--threads", "1", "--patience", "1s"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            env={**os.environ, "PISTE_DIES_IN": point})


def test_the_others_leave_and_nothing_is_lost(run, tmp_path):
    whole = run("whole.h5", RUNS, "--threads", "2")
    points = POINTS + (MORE if os.environ.get("PISTE_LONG") else [])
    verifying = [(start("MPI_Iallreduce:1", victim, tmp_path, EXECUTABLE, "verify", tmp_path / "whole.h5"), time.monotonic())
                 for victim in ((0, 1) if os.environ.get("PISTE_LONG") else (1,))]
    for first in range(0, len(points), 2):
        began = time.monotonic()
        started = []
        for number, (point, victim) in enumerate(points[first:first + 2], first):
            path = tmp_path / f"part{number}.h5"
            started.append((point, victim, path, start(point, victim, tmp_path, *arguments(path, RUNS))))
        for point, victim, path, process in started:
            told, _ = process.communicate(timeout=60)
            took = time.monotonic() - began
            assert took < LONGEST + 25, f"{point} of rank {victim}: {told}"
            assert "died where it was told to" in told, f"{point} of rank {victim} was not reached: {told}"
            assert run(path.name, RUNS, "--threads", "2") == whole, f"{point} of rank {victim}"
    for process, began in verifying:
        told, _ = process.communicate(timeout=60)
        assert time.monotonic() - began < LONGEST + 60, told
        assert "died where it was told to" in told, told
        assert "piste: stopped: a process is missing; of 30 runs this one compared" in told and "PASS" not in told, told
