"""piste run --no-copy: one file that shows what lies in the shards, to xarray and to ncdump as to ourselves; and a whole one later."""

import subprocess

import xarray
from conftest import SCENARIO, SMALL


def run(piste, name, *more):
    return piste("run", SCENARIO, *SMALL, "--replicates", 6, "--threads", 2, "-o", name, *more)


def test_it_reads_like_a_whole_file(piste, tmp_path):
    assert run(piste, "whole.h5").code == 0
    done = run(piste, "shown.h5", "--no-copy")
    assert done.code == 0, done.err
    shown, whole = tmp_path / "shown.h5", tmp_path / "whole.h5"
    assert shown.stat().st_size < whole.stat().st_size / 2
    with xarray.open_dataset(shown, engine="h5netcdf") as mine, xarray.open_dataset(whole, engine="h5netcdf") as expected:
        assert mine.drop_vars(()).identical(expected.assign_attrs(in_place=mine.attrs["in_place"]))
    header = subprocess.run(["ncdump", "-v", "tallies", shown], check=True, capture_output=True, text=True)
    assert header.stderr == "" and "tallies =" in header.stdout

    info = piste("info", shown)
    assert info.code == 0 and "shown.h5.parts" in info.out, info.out
    verified = piste("verify", shown)
    assert verified.code == 0, verified.out + verified.err


def test_the_same_command_without_it_makes_the_file_whole(piste, tmp_path):
    assert run(piste, "whole.h5").code == 0
    assert run(piste, "shown.h5", "--no-copy").code == 0
    again = run(piste, "shown.h5", "--no-copy")
    assert again.code == 0 and (tmp_path / "shown.h5.parts").exists(), again.out
    assert run(piste, "shown.h5").code == 0
    assert (tmp_path / "shown.h5").read_bytes() == (tmp_path / "whole.h5").read_bytes()
    assert not (tmp_path / "shown.h5.parts").exists()


def test_its_values_are_missed_when_they_are_gone(piste, tmp_path):
    assert run(piste, "shown.h5", "--no-copy").code == 0
    (tmp_path / "shown.h5.parts").rename(tmp_path / "elsewhere")
    for command in ("verify", "info"):
        told = piste(command, tmp_path / "shown.h5")
        assert told.code == 2 and ".shard is not there any more" in told.err and told.err.count("\n") == 1, told.out + told.err
    assert run(piste, "shown.h5", "--no-copy", "--compress").code == 2


def test_moved_with_its_folder_the_same_command_makes_it_good_again(piste, tmp_path):
    assert run(piste, "shown.h5", "--no-copy").code == 0
    (tmp_path / "moved").mkdir()
    for name in ("shown.h5", "shown.h5.parts"):
        (tmp_path / name).rename(tmp_path / "moved" / name)
    assert piste("info", "moved/shown.h5").code == 2
    assert run(piste, "moved/shown.h5", "--no-copy").code == 0
    assert piste("info", "moved/shown.h5").code == 0
