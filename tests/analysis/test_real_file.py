"""The analysis of a file that `piste run` has just written: the two must agree on every name they share."""

import os
import subprocess

import h5py
import numpy as np
import pytest
import synthetic
from piste_analysis import comparisons, load, measures
from piste_analysis.findings import findings
from piste_analysis.report import report
from piste_analysis.summary import summary

PISTE = os.environ.get("PISTE_EXECUTABLE")
EXPERIMENT = synthetic.ROOT / "configs" / "experiments" / "quick.toml"
pytestmark = pytest.mark.skipif(not PISTE, reason="PISTE_EXECUTABLE does not name a program")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    output = tmp_path_factory.mktemp("real") / "results.h5"
    subprocess.run([PISTE, "run", str(EXPERIMENT), "--replicates", "3", "--threads", "1", "--output", str(output)],
                   check=True, capture_output=True)
    return output


@pytest.fixture(scope="module")
def real(path):
    heard = []
    found = load(path, notify=heard.append)
    assert heard == []
    return found


def test_every_tally_is_read_as_it_stands(real, path):
    with h5py.File(path) as file:
        names = [bytes(row).rstrip(b"\0").decode() for row in file["metric"][:]]
        stored = file["tallies"][:]
    assert names == synthetic.TALLIES
    for i, name in enumerate(names):
        assert real.tally(name).tolist() == stored[:, i].tolist()


def test_people_are_all_accounted_for(real):
    ends = real.array("fates").sum(["cohort", "nationality", "fate"]).values
    assert ends.tolist() == real.tally("departures").tolist()
    beyond = real.array("exits").sum(["beyond", "nationality", "wish"]).values
    assert beyond.tolist() == real.tally("arrived").tolist()


def test_measured_months_add_up_to_the_departures(real):
    days = real.series("departures")
    measured = days.loc[0:real.horizon.measured_days - 1].sum().values
    assert measured.tolist() == real.tally("departures").tolist()


def test_names_of_parties_and_fates_have_words(real):
    from piste_analysis.wording import FATES, PARTIES
    assert set(real.data["payer"].values) == set(PARTIES)
    assert set(real.data["fate"].values) == set(FATES)
    assert {name for name, _ in measures.HARMS} <= set(real.data["metric"].values)


def test_mean_toll_lies_between_floor_and_cap(real, facts):
    rows = {row.key: row for row in comparisons.emergent(real, facts)}
    assert 0 < rows["south_toll"].estimate.mean <= 5000
    assert 0 < rows["weeks_in_gao"].estimate.mean < 52


def test_everything_can_be_written(real, facts):
    assert len(findings(real)) == 3
    assert "2016-01-01 to 2016-12-31" in summary(real, facts)
    page = report(real, facts)
    assert page.count("<svg") >= 20
    assert "nan" not in page.split("<body>")[1].lower().replace("finance", "").split()
    assert np.isfinite(measures.cost_in_all(real).mean)
