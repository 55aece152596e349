"""piste check: valid configurations are described, invalid ones refused with every problem."""

import contextlib
import fcntl
import os
import re
import subprocess
import time
from pathlib import Path

from conftest import SCENARIO, SMALL, SOURCE


def test_describes_the_plan_and_its_cost(piste, tmp_path):
    result = piste("check", SOURCE / "configs/experiments/quick.toml")
    assert result.code == 0
    assert result.err == ""
    lines = dict(line.split(None, 1) for line in result.out.splitlines() if line and not line.startswith((" ", "valid")))
    assert lines["plan"].startswith("20 runs: 1 scenario x 20 replicates, seed 2016, randomness common")
    assert "35,000 a year" in lines["people"]
    assert "4 crossings" in lines["corridor"]
    for what in ("posts", "services", "numbers", "hashes", "memory", "time", "file"):
        assert what in lines
    assert result.out.endswith("\nvalid\n")
    assert list(tmp_path.iterdir()) == []


def test_resolved_text_can_be_run_and_is_its_own_resolution(piste, tmp_path):
    first = piste("check", SOURCE / "configs/experiments/quick.toml", *SMALL, "--resolved")
    assert first.code == 0
    (tmp_path / "resolved.toml").write_text(first.out)
    second = piste("check", "resolved.toml", "--resolved")
    assert second.code == 0, second.err
    assert second.out == first.out


def test_options_of_the_command_line_reach_the_plan(piste):
    result = piste("check", SCENARIO, *SMALL, "--replicates", 7, "--seed", 42)
    assert "7 runs: 1 scenario x 7 replicates, seed 42" in result.out


def test_warnings_are_told_and_strict_makes_them_errors(piste):
    result = piste("check", SCENARIO, *SMALL)
    assert result.code == 0
    assert result.err.count(": warning: ") == 4
    assert "valid, with 4 warnings" in result.out
    strict = piste("check", SCENARIO, *SMALL, "--strict")
    assert strict.code == 2
    assert strict.err.endswith("piste: 4 errors; nothing was done\n")


def test_all_problems_come_at_once(piste):
    result = piste("check", SCENARIO, "--set", "gate.taken_of=0.5", "--set", "gate.arrest_later=2",
                   "--set", "horizon.measured=\"a year\"")
    assert result.code == 2
    assert "--set #1: error: key gate.taken_of: " in result.err
    assert "did you mean 'taken_off'?" in result.err
    assert "--set #2: error: [gate] arrest_later = 2 is out of range" in result.err
    assert "--set #3: error: " in result.err
    assert result.err.endswith("piste: 3 errors; nothing was done\n")


def test_a_file_that_is_none(piste, tmp_path):
    for name, text in (("missing.toml", "no such file"), (".", "is a directory")):
        result = piste("check", name)
        assert result.code == 2
        assert text in result.err


def test_truncated_file_is_located(piste, tmp_path):
    whole = SCENARIO.read_text()
    (tmp_path / "half.toml").write_text(whole[: len(whole) // 2].rstrip() + '\n[place.x\nlabel = "a')
    result = piste("check", "half.toml")
    assert result.code == 2
    assert result.err.startswith("half.toml:")
    assert "error:" in result.err


def peak_of_check(replicates):
    """The largest resident set, in KiB: looked at while the program waits for somebody to read what it prints at the very end."""
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(writing, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writing, b" " * 512)
    os.set_blocking(writing, True)
    command = [os.environ["PISTE_EXECUTABLE"], "check", str(SCENARIO), *SMALL, "--replicates", str(replicates), "--threads", "2"]
    process = subprocess.Popen(command, stdout=writing, stderr=subprocess.DEVNULL)
    os.close(writing)
    asleep = 0
    while asleep < 5:
        time.sleep(0.01)
        status = Path(f"/proc/{process.pid}/status").read_text()
        asleep = asleep + 1 if re.search(r"State:\s*S", status) else 0
        assert process.poll() is None, "it did not wait for its reader"
    peak = int(re.search(r"VmHWM:\s*(\d+) kB", status).group(1))
    with open(reading, "rb") as pipe:
        told = pipe.read().decode()
    assert process.wait(timeout=30) == 0
    assert f"{replicates:,} runs: 1 scenario x" in told, told
    return peak


def test_a_million_runs_are_planned_in_the_memory_of_a_hundred():
    began = time.monotonic()
    few, many = peak_of_check(100), peak_of_check(1_000_000)
    assert many <= 1.05 * few, f"{few} KiB for 100 runs, {many} KiB for 1,000,000"
    assert time.monotonic() - began < 10
