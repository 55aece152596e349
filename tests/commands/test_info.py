"""piste info: finished, unfinished, foreign."""

import fcntl
import os
import signal
import subprocess
import time

import h5py
import numpy as np
from conftest import SCENARIO, SMALL


def test_finished(piste, small_run):
    result = piste("info", small_run("done.h5", 4))
    assert result.code == 0
    assert "done.h5: complete\n" in result.out
    assert "4 runs: mali-2016 x 4 replicates, seed 1" in result.out
    assert "runs         4 done, 0 failed" in result.out
    assert "  ledger[payer, payee, leg], CFA: " in result.out


def test_unfinished(piste, tmp_path):
    command = [os.environ["PISTE_EXECUTABLE"], "run", str(SCENARIO), *SMALL, "--replicates", "200000", "-o", "long.h5",
               "--progress", "none"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.time() + 30
        while not list(tmp_path.glob("long.h5.parts/*/*.ledger")) and time.time() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 75
    finally:
        process.kill()
    result = piste("info", "long.h5")
    assert result.code == 75
    assert "long.h5: unfinished" in result.out
    assert " of 200,000 done, in " in result.out
    assert "writers      1, of which 1 wrote within the last minute" in result.out
    ledger, = tmp_path.glob("long.h5.parts/*/*.ledger")
    os.utime(ledger, (time.time() - 300,) * 2)
    result = piste("info", "long.h5")
    assert f"silent       {ledger.stem}: " in result.out and " the last 5 min " in result.out


def test_nothing_there(piste):
    result = piste("info", "missing.h5")
    assert result.code == 2
    assert result.err == ("piste: error: missing.h5: there is no such file, and no unfinished results beside it\n")


def test_foreign(piste, tmp_path):
    (tmp_path / "text.h5").write_text("hello\n")
    result = piste("info", "text.h5")
    assert result.code == 2
    assert "not a results file of Piste" in result.err


def test_a_file_of_another_format_is_told_by_both_numbers(piste, small_run):
    path = small_run("later.h5", 2)
    with h5py.File(path, "r+") as file:
        file.attrs.modify("format_version", np.int64(7))
    for command in ("info", "verify"):
        result = piste(command, path)
        assert result.code != 0
        assert "format version 7" in result.err and "reads version 2" in result.err and result.err.count("\n") == 1, result.err


def test_a_file_that_another_has_open_for_writing_is_read(piste, small_run):
    """Locking by the HDF5 library is switched off: file systems of clusters often have none, and whoever died may still hold one."""
    path = small_run("open.h5", 2)
    with open(path, "r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)   # as the library locks a file that it writes
        environment = {name: value for name, value in os.environ.items() if name != "HDF5_USE_FILE_LOCKING"}
        for asked in ("", "TRUE"):
            result = piste("info", path, env={**environment, **({"HDF5_USE_FILE_LOCKING": asked} if asked else {})})
            assert result.code == 0, result.err
        kept = subprocess.run(["h5dump", "-n", path], env={**environment, "HDF5_USE_FILE_LOCKING": "TRUE"}, capture_output=True)
        assert kept.returncode != 0, "the library with locking does not open it, so the lock is one that it knows"
