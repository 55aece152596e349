"""A results file is valid netCDF-4: ncdump and xarray read it, with labels, units and fill values, and no code of ours."""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import xarray

RUNS = 30


def check_ncdump(path):
    header = subprocess.run(["ncdump", "-h", path], check=True, capture_output=True, text=True)
    assert header.stderr == "", header.stderr
    for line in ("run = 30 ;", "char metric(metric, name_length) ;", "int daily(run, series, day) ;",
                 "int64 ledger(run, payer, payee, leg) ;", "daily:_FillValue = -2147483648 ;",
                 "char configuration(configuration_length) ;", ':format = "piste results" ;'):
        assert line in header.stdout, f"{line!r} is not in\n{header.stdout}"
    values = subprocess.run(["ncdump", "-v", "place_label,run_digest", path], check=True, capture_output=True, text=True)
    assert '"Gao"' in values.stdout, values.stdout


def check_xarray(path):
    with xarray.open_dataset(path, engine="h5netcdf") as results:
        assert results.sizes["run"] == RUNS
        dead = results.tallies.sel(metric="dead")
        assert dead.shape == (RUNS,) and not dead.isnull().any()
        paid = results.ledger.sel(payer="migrant", payee="police", leg="south")
        assert paid.shape == (RUNS,)
        assert results.ledger.attrs["units"] == "CFA"
        assert results.nationality.values.tolist() == ["guinea", "cote-d-ivoire"]
        assert results.nationality_label.values.tolist() == ["Guinea", "Côte d'Ivoire"]
        assert results.day.values[10] == numpy.datetime64("2016-01-01"), "day 0 comes after the warm-up"
        assert results.daily.dims == ("run", "series", "day")
        assert results.place_latitude.sel(place="gao").item() == 16.27
        assert results.place.values[results.link_to.values].tolist() == ["gao", "tamanrasset"]
        assert results.post_group_posts.values.tolist() == [12] and results.post_group_holder.values.tolist() == [-1]
        assert results.metric_units.sel(metric="dead").item() == "persons"
        assert results.run_replicate.values.tolist() == list(range(RUNS))
        assert all(len(digest) == 32 for digest in results.run_digest.values)
        assert results.run_section_digest.shape == (RUNS, results.sizes["section"])
        assert results.configuration.item().startswith("[horizon]")
        assert "Côte" in results.configuration.item()
        assert results.attrs["title"] == "A test: Côte d'Ivoire"
        assert results.attrs["model_version"] == 3
        assert results.attrs["seed"] == "18446744073709551615"
        assert "ghetto_group" not in results.sizes, "an empty table leaves no dimension"
        assert len(results.attrs["layout_hash"]) == 16
    with xarray.open_dataset(path, engine="h5netcdf", mask_and_scale=False) as results:
        assert results.tallies.dtype == numpy.int64 and results.daily.dtype == numpy.int32


def check_documentation(path, page):
    text = Path(page).read_text()
    with xarray.open_dataset(path, engine="h5netcdf") as results:
        for name in [*results.variables, *results.sizes, *results.attrs]:
            assert f"`{name}`" in text, f"{name} is not described in {page}"


with tempfile.TemporaryDirectory() as folder:
    file = str(Path(folder) / "results.h5")
    subprocess.run([sys.argv[1], file, str(RUNS)], check=True)
    check_ncdump(file)
    check_xarray(file)
    check_documentation(file, sys.argv[2])
print("valid netCDF-4")
