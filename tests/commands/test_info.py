"""piste info: finished, unfinished, foreign."""

import os
import signal
import subprocess
import time

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
