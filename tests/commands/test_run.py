"""piste run: what it writes, says and leaves alone."""

import json
import os
import resource
import subprocess

import pytest
from conftest import SCENARIO, SMALL, listing


def test_writes_one_file_and_says_so(piste, tmp_path):
    result = piste("run", SCENARIO, *SMALL, "--replicates", 5, "-o", "five.h5", "--threads", 2)
    assert result.code == 0
    assert result.out.startswith("five.h5: 5 runs, none failed, ")
    assert "5 runs in " in result.out and " events, " in result.out and " a second on each core" in result.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["five.h5", "five.h5.provenance.json"]
    provenance = json.loads((tmp_path / "five.h5.provenance.json").read_text())
    assert provenance[0]["end"] == "complete"
    assert provenance[0]["runs"] == 5
    assert provenance[0]["command_line"].startswith("piste run ")


def test_the_file_is_the_same_whatever_the_threads(small_run):
    one = small_run("one.h5", 9, "--threads", 1).read_bytes()
    assert small_run("two.h5", 9, "--threads", 2).read_bytes() == one
    assert small_run("four.h5", 9, "--threads", 4).read_bytes() == one


def test_a_finished_file_is_left_alone(piste, small_run, tmp_path):
    small_run("done.h5", 3)
    before = (tmp_path / "done.h5").read_bytes()
    again = piste("run", SCENARIO, *SMALL, "--replicates", 3, "-o", "done.h5")
    assert again.code == 0
    assert again.out == "done.h5: complete already, 3 runs of this plan; nothing to do\n"
    assert (tmp_path / "done.h5").read_bytes() == before


def test_extending_reuses_what_is_done(piste, small_run, tmp_path):
    small_run("grow.h5", 4)
    refused = piste("run", SCENARIO, *SMALL, "--replicates", 7, "-o", "grow.h5")
    assert refused.code == 3
    assert "--extend" in refused.err
    extended = piste("run", SCENARIO, *SMALL, "--replicates", 7, "-o", "grow.h5", "--extend")
    assert extended.code == 0
    assert "3 runs to do, 4 done before" in extended.err
    assert (tmp_path / "grow.h5").read_bytes() == small_run("whole.h5", 7).read_bytes()


def test_fresh_replaces_a_finished_file_only_when_told(piste, small_run, tmp_path):
    small_run("old.h5", 3)
    before = (tmp_path / "old.h5").read_bytes()
    other = ["run", SCENARIO, *SMALL, "--seed", 7, "--replicates", 3, "-o", "old.h5", "--fresh"]
    refused = piste(*other)
    assert refused.code == 3
    assert "--replace-finished" in refused.err
    assert (tmp_path / "old.h5").read_bytes() == before
    assert piste(*other, "--replace-finished").code == 0
    assert (tmp_path / "old.h5").read_bytes() != before


def test_compressed_files_hold_the_same_numbers(piste, small_run, tmp_path):
    h5py = pytest.importorskip("h5py")
    small_run("plain.h5", 4)
    small_run("packed.h5", 4, "--compress")
    assert (tmp_path / "packed.h5").stat().st_size < (tmp_path / "plain.h5").stat().st_size
    with h5py.File(tmp_path / "plain.h5") as plain, h5py.File(tmp_path / "packed.h5") as packed:
        assert (plain["tallies"][:] == packed["tallies"][:]).all()
        assert (plain["daily"][:] == packed["daily"][:]).all()


def test_warnings_come_first_and_progress_is_plain_in_a_log(piste):
    result = piste("run", SCENARIO, *SMALL, "--replicates", 3)
    lines = result.err.splitlines()
    assert sum(": warning: " in line for line in lines[:4]) == 4
    assert lines[4].startswith("piste: mali-2016: 3 runs to do; ")
    assert "\r" not in result.err and "\033" not in result.err


def test_progress_can_be_silenced(piste):
    result = piste("run", SCENARIO, *SMALL, "--replicates", 3, "--progress", "none")
    assert all(": warning: " in line for line in result.err.splitlines())


def test_strict_writes_nothing(piste, tmp_path):
    result = piste("run", SCENARIO, *SMALL, "--strict")
    assert result.code == 2
    assert listing(tmp_path) == {}


def test_files_that_may_grow_no_further_are_told_of_as_a_full_disk(piste, small_run, tmp_path):
    """By a limit on their size (ulimit -f), met by the shards and then by the merge."""
    whole = small_run("whole.h5", 20).read_bytes()
    command = ["run", SCENARIO, *SMALL, "--replicates", 20, "-o", "full.h5", "--threads", 1]
    for limit, place in ((600_000, ".shard"), (len(whole) - 100_000, ".partial")):
        result = piste(*command, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        assert result.code == 75, (result.code, result.err)
        assert place in result.err and "to go on: piste run" in result.err, result.err
        assert not (tmp_path / "full.h5").exists()
    assert piste(*command).code == 0
    assert (tmp_path / "full.h5").read_bytes() == whole


def test_a_reader_that_has_gone_does_not_end_a_run(piste, tmp_path):
    command = [os.environ["PISTE_EXECUTABLE"], "run", str(SCENARIO), *SMALL, "--replicates", "5", "-o", "gone.h5"]
    for target in ("2>&1 | true", ">&- 2>&-"):
        subprocess.run(["sh", "-c", '"$0" "$@" ' + target, *command], cwd=tmp_path)
        assert piste("info", "gone.h5").code == 0, target
        (tmp_path / "gone.h5").unlink()


def test_when_the_time_is_up_with_a_run_in_hand_it_says_how_many_are_done(piste, tmp_path):
    (tmp_path / "long.toml").write_text(f'name = "long"\nscenario = "{SCENARIO}"\nreplicates = 3\nseed = 1\n')
    result = piste("run", "long.toml", "--set", "population.migrants_per_year=5000000", "--threads", "1", "--time-limit", "1s",
                   "--progress", "none", "-o", "long.h5")
    assert result.code == 75, result.err
    assert "piste: stopped by the time limit: 0 of 3 runs are done and on disk; to go on: piste run long.toml" in result.err
    assert not (tmp_path / "long.h5.lock").exists()
