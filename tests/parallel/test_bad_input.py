"""What is wrong is told by one rank, all end, mpirun returns the code, and nothing is lost."""

import os
import subprocess
import time

import pytest
from conftest import EXECUTABLE, SCENARIO, arguments

MPIEXEC = os.environ["PISTE_MPIEXEC"]
# Each rank has files of its own: @ stands for its number.
OWN = 'f=$(echo "$2" | sed "s/@/$OMPI_COMM_WORLD_RANK/"); c=$1; shift 2; exec "$PISTE_EXECUTABLE" "$c" "$f" "$@"'


def on_ranks(folder, *command, ranks=3):
    done = subprocess.run([MPIEXEC, "--oversubscribe", "-np", str(ranks), *map(str, command)], cwd=folder, capture_output=True,
                          text=True, timeout=60)
    errors = [line for line in done.stderr.splitlines() if "error: " in line]
    return done.returncode, errors, done.stdout


def each_its_own(folder, command, name, *more, ranks=3):
    return on_ranks(folder, "sh", "-c", OWN, "own", command, name, *more, ranks=ranks)


@pytest.fixture
def finished(run, tmp_path):
    run("good.h5", 4)
    return tmp_path / "good.h5"


@pytest.mark.parametrize("damage, text", [
    (lambda content: content[: len(content) // 2], "is damaged or cut short"),
    (lambda content: b"hello\n", "is not a results file of Piste"),
])
def test_a_file_that_is_no_result(finished, tmp_path, damage, text):
    bad = tmp_path / "bad.h5"
    bad.write_bytes(damage(finished.read_bytes()))
    before = bad.read_bytes()
    for expected, command in ((2, [EXECUTABLE, "verify", bad]), (3, arguments(bad, 4))):
        code, errors, _ = on_ranks(tmp_path, *command)
        assert code == expected, errors
        assert len(errors) == 1 and text in errors[0], errors
    assert bad.read_bytes() == before


def test_verify_on_ranks_names_what_differs_once(finished, tmp_path):
    h5py = pytest.importorskip("h5py")
    code, errors, told = on_ranks(tmp_path, EXECUTABLE, "verify", finished)
    assert (code, errors) == (0, []) and told.startswith("PASS: 4 runs of 4 repeated"), told
    with h5py.File(finished, "r+") as file:
        right = int(file["tallies"][2, 5])
        file["tallies"][2, 5] = right + 1
    code, errors, told = on_ranks(tmp_path, EXECUTABLE, "verify", finished)
    assert (code, errors) == (4, [])
    assert told.count(f"tallies[metric=departures]: {right + 1} in the file, {right} here") == 1, told
    assert told.count("DIFFER: 1 of 4 runs compared") == 1, told


def test_what_ranks_do_not_share_is_told_once(finished, tmp_path):
    code, errors, told = on_ranks(tmp_path, EXECUTABLE, "info", finished)
    assert (code, errors) == (0, []) and told.count("good.h5") == 1, told
    for command, expected in ((("info", "none.h5"), "there is no such file"), (("check", "none.toml"), "no such file"),
                              (("run", "--no-such-option"), "has no option")):
        code, errors, _ = on_ranks(tmp_path, EXECUTABLE, *command)
        assert code == 2 and len(errors) == 1 and expected in errors[0], errors


def test_an_altered_file_is_not_extended_and_nobody_is_told_to_try_again(finished, tmp_path):
    """Not with the exit code upon which jobs are started anew: they would be for ever."""
    h5py = pytest.importorskip("h5py")
    with h5py.File(finished, "r+") as file:
        digest = file["run_digest"][2]
        digest[5] = b"1" if digest[5] == b"0" else b"0"
        file["run_digest"][2] = digest
    before = finished.read_bytes()
    code, errors, _ = on_ranks(tmp_path, *arguments(finished, 6), "--extend")
    assert code == 3 and len(errors) == 1 and "run 2 do not have the digest" in errors[0], errors
    assert finished.read_bytes() == before


def test_a_file_of_another_model_is_not_taken_for_complete(finished, tmp_path):
    h5py = pytest.importorskip("h5py")
    with h5py.File(finished, "r+") as file:
        file.attrs.modify("model_version", file.attrs["model_version"] + 1)
    code, errors, _ = on_ranks(tmp_path, *arguments(finished, 4))
    assert code == 3 and len(errors) == 1 and "another plan" in errors[0], errors


def test_a_rank_that_does_not_see_the_file(finished, tmp_path):
    """As on a node where a folder is not mounted."""
    (tmp_path / "results0.h5").write_bytes(finished.read_bytes())
    (tmp_path / "plan0.toml").write_text(f'name = "x"\nscenario = "{SCENARIO}"\nreplicates = 3\nseed = 1\n')
    for command, name, more in (("verify", "results@.h5", ()), ("run", "plan@.toml", ("-o", "out.h5"))):
        code, errors, _ = each_its_own(tmp_path, command, name, *more)
        assert code == 2
        assert len(errors) == 1 and "no such file" in errors[0], errors
    assert not (tmp_path / "out.h5").exists()


def test_ranks_that_verify_different_files(finished, run, tmp_path):
    """Of two honest files each rank would find its own right; one with another digest differs for the rank alone that compares that run."""
    h5py = pytest.importorskip("h5py")
    (tmp_path / "results0.h5").write_bytes(finished.read_bytes())
    (tmp_path / "results1.h5").write_bytes(run("other.h5", 4, "--seed", "2"))
    code, errors, told = each_its_own(tmp_path, "verify", "results@.h5", ranks=2)
    assert code == 2 and "PASS" not in told, told
    assert len(errors) == 1 and "rank 1 sees another file by the name of results1.h5 than rank 0" in errors[0], errors
    (tmp_path / "results1.h5").write_bytes(finished.read_bytes())
    with h5py.File(tmp_path / "results1.h5", "r+") as file:
        digest = file["run_digest"][2]
        digest[5] = b"1" if digest[5] == b"0" else b"0"
        file["run_digest"][2] = digest
    code, errors, _ = each_its_own(tmp_path, "verify", "results@.h5", "--sample", "1", ranks=2)
    assert code == 2 and len(errors) == 1 and "rank 1 sees another file" in errors[0], errors


def test_a_table_of_points_edited_meanwhile(tmp_path):
    for rank, value in enumerate(("0.5", "0.5", "0.6")):
        (tmp_path / f"points{rank}.csv").write_text(f"gate.taken_off\n{value}\n")
        (tmp_path / f"plan{rank}.toml").write_text(
            f'name = "x"\nscenario = "{SCENARIO}"\nreplicates = 3\nseed = 1\npoints = "points{rank}.csv"\n')
    code, errors, _ = each_its_own(tmp_path, "run", "plan@.toml", "-o", "out.h5")
    assert code == 2
    assert len(errors) == 1 and "rank 2 reads another configuration" in errors[0], errors
    assert not (tmp_path / "out.h5").exists()


@pytest.mark.parametrize("table, text", [
    ("gate.taken_of\n0.5\n", "there is no key 'taken_of'; did you mean 'taken_off'?"),
    ("gate.taken_off\nabc\n", 'gate.taken_off = "abc" is text; a number is expected'),
    ("gate.taken_off,gate.arrest_later\n0.5\n", "has 1 values for 2 columns"),
])
def test_a_table_of_points_that_is_wrong(tmp_path, table, text):
    (tmp_path / "points.csv").write_text(table)
    (tmp_path / "plan.toml").write_text(f'name = "x"\nscenario = "{SCENARIO}"\nreplicates = 3\nseed = 1\npoints = "points.csv"\n')
    code, errors, _ = on_ranks(tmp_path, EXECUTABLE, "run", "plan.toml", "-o", "out.h5")
    assert code == 2
    assert len(errors) == 1 and "points.csv:" in errors[0] and text in errors[0], errors
    assert not (tmp_path / "out.h5").exists()


def test_a_folder_that_vanishes_and_comes_back(run, tmp_path):
    """As a file system whose server is away. The first that meets it tells of it, and the one that was to write the file; all end."""
    whole = run("whole.h5", 200, "--threads", "2", migrants=8000)
    here, away = tmp_path / "here", tmp_path / "away"
    here.mkdir()
    process = subprocess.Popen([MPIEXEC, "--oversubscribe", "-np", "4", *arguments(here / "x.h5", 200, 8000), "--threads", "1"],
                               cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    while not list(here.glob("x.h5.parts/*/plan")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    here.rename(away)
    told, _ = process.communicate(timeout=60)
    assert process.returncode not in (0, None), told
    assert not here.exists()
    assert 1 <= told.count("error: ") <= 2 and "No such file or directory" in told, told
    away.rename(here)
    assert run("here/x.h5", 200, "--threads", "2", migrants=8000) == whole
