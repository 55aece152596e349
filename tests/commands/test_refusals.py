"""What piste run refuses, with its exit code, and that it leaves everything as it was."""

import os
import resource

import pytest
from conftest import SCENARIO, SMALL, listing


def attempt(piste, *words, **extra):
    return piste("run", SCENARIO, *SMALL, "--replicates", 3, *words, **extra)


def test_configuration_errors_write_nothing(piste, tmp_path):
    result = attempt(piste, "--set", "gate.taken_off=1.5")
    assert result.code == 2
    assert "--set #5: error: [gate] taken_off = 1.5 is out of range" in result.err
    assert listing(tmp_path) == {}


def test_output_that_is_a_folder(piste, tmp_path):
    (tmp_path / "out").mkdir()
    result = attempt(piste, "-o", "out")
    assert result.code == 3
    assert "out: is a folder; name a file in it, for instance out/results.h5" in result.err
    assert list((tmp_path / "out").iterdir()) == []


def test_output_in_a_folder_that_does_not_exist(piste, tmp_path):
    result = attempt(piste, "-o", "nowhere/x.h5")
    assert result.code == 3
    assert "its folder nowhere does not exist; create it first" in result.err
    assert listing(tmp_path) == {}


def test_output_that_cannot_be_written(piste, tmp_path):
    # /proc takes no files, whoever asks: permissions alone would not stop an administrator.
    result = attempt(piste, "-o", "/proc/x.h5")
    assert result.code == 3
    assert "/proc/x.h5" in result.err
    assert result.out == ""
    assert listing(tmp_path) == {}


def test_foreign_file_is_left_alone(piste, tmp_path):
    (tmp_path / "notes.h5").write_text("not results at all\n")
    for more in ([], ["--fresh"], ["--extend"], ["--fresh", "--replace-finished"]):
        result = attempt(piste, "-o", "notes.h5", *more)
        assert result.code == 3, more
        assert "notes.h5" in result.err and "not a results file of Piste" in result.err
        assert listing(tmp_path) == {"notes.h5": b"not results at all\n"}


def test_truncated_results_are_left_alone(piste, small_run, tmp_path):
    path = small_run("cut.h5", 3)
    path.write_bytes(path.read_bytes()[:5000])
    before = listing(tmp_path)
    result = attempt(piste, "-o", "cut.h5")
    assert result.code == 3
    assert listing(tmp_path) == before


def test_results_of_another_plan_name_the_keys_that_differ(piste, small_run, tmp_path):
    small_run("other.h5", 3)
    before = listing(tmp_path)
    result = attempt(piste, "-o", "other.h5", "--set", "gate.taken_off=0.25", "--seed", 9)
    assert result.code == 3
    assert "finished results of another plan" in result.err
    assert "taken_off" in result.err and "seed" in result.err
    assert listing(tmp_path) == before


def test_a_lock_of_a_process_that_lives_elsewhere_is_respected(piste, tmp_path, small_run):
    small_run("locked.h5", 3)
    (tmp_path / "locked.h5").unlink()
    lock = tmp_path / "locked.h5.lock"
    lock.write_text("host=somewhere-else\nboot=0\nprocess=1\nstarted=0\njob=\ntoken=00\n")
    result = attempt(piste, "-o", "locked.h5")
    assert result.code == 3
    assert "--break-lock" in result.err
    assert lock.exists()
    assert not (tmp_path / "locked.h5").exists()
    assert attempt(piste, "-o", "locked.h5", "--break-lock").code == 0
    assert not lock.exists()


@pytest.mark.skipif("PISTE_SANITIZED" in os.environ, reason="a sanitizer takes terabytes of addresses")
def test_more_people_than_memory_can_hold_are_refused_with_the_estimate(piste, tmp_path):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))

    result = piste("run", SCENARIO, "--set", "population.migrants_per_year=10000000", "--replicates", 2, preexec_fn=limit)
    assert result.code == 2, result.err
    assert "of memory" in result.err and "are available here" in result.err
    assert "population.migrants_per_year" in result.err
    assert listing(tmp_path) == {}


def test_the_experiment_itself_is_no_output(piste, tmp_path):
    text = SCENARIO.read_text()
    (tmp_path / "world.toml").write_text("\n".join(line for line in text.splitlines() if not line.startswith("evidence")))
    before = listing(tmp_path)
    for name in ("world.toml", "./world.toml"):
        result = piste("run", "world.toml", *SMALL, "-o", name, "--fresh", "--replace-finished")
        assert result.code == 3, result.err
        assert "is the file that says what to run" in result.err
    assert listing(tmp_path) == before
