"""What is compared, and as what: nothing may read as battles, strikes or roads predicted."""

import numpy as np
import pytest
import synthetic
from piste_analysis.__main__ import main
from piste_analysis.compare import comparisons_of
from piste_analysis.compare_text import text
from piste_analysis.levers import read_trials
from piste_analysis.quantities import AGAINST_BASE, DRAWS_OF_INDICES, quantities

LEVERS = synthetic.LEVERS[:2]
BASE_LEVELS = (2, 5)       # clashes a day in the base, by point
DRAWS = [name for name, unit in synthetic.entries("tally_entries") if unit in DRAWS_OF_INDICES]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return written(tmp_path_factory.mktemp("indices") / "indices.h5", BASE_LEVELS)


def written(file, base_levels):
    """Two points, of which the second has more clashes; with the lever a tenth more of them at both."""
    content, table = synthetic.trials(points=2, replicates=3, levers=LEVERS)
    level = np.asarray(base_levels)[table["run_point"]] * np.where(table["run_intervention"] == 0, 10, 11)
    for name in AGAINST_BASE:
        content["daily"][:, synthetic.SERIES.index(name)] = level[:, None]
    return synthetic.write(file, content, run_table=table)


@pytest.mark.parametrize("name", AGAINST_BASE)
def test_the_base_of_every_point_is_100(path, name):
    trials = read_trials(path)[0]
    found = next(quantity for quantity in quantities(trials.results) if quantity.key == f"mean_{name}")
    assert found.unit == "index"
    base, moved = trials.rows[trials.base], trials.rows[1]
    assert found.values[base] == pytest.approx(100.0) and found.values[moved] == pytest.approx(110.0)


def test_a_change_of_clashes_is_one_in_per_cent_of_the_base(path):
    row = comparisons_of(read_trials(path), metrics=["mean_clashes"])[0].row("mean_clashes")
    assert row.difference.centre == pytest.approx(10.0) and row.difference.relative == pytest.approx(0.1)
    printed = " ".join(text(comparisons_of(read_trials(path))).split())
    assert "clashes between armed groups, index +10 +10 % +10 to +10" in printed


def test_a_point_without_clashes_in_the_base_has_no_index(tmp_path):
    path = written(tmp_path / "calm.h5", (0, 5))
    row = comparisons_of(read_trials(path), metrics=["mean_clashes"])[0].row("mean_clashes")
    assert (row.difference.points, row.difference.of_points) == (1, 2)
    assert row.difference.centre == pytest.approx(10.0)


def test_draws_of_an_index_stay_in_the_file_and_are_listed_nowhere(path, capsys):
    assert {"clashes_contested", "weeks_contested", "strikes_on_wrong_target", "pacts_made", "weeks_of_high_rent"} <= set(DRAWS)
    results = read_trials(path)[0].results
    assert all(len(results.tally(name)) == results.replicates for name in DRAWS)
    assert not {quantity.key for quantity in quantities(results)} & set(DRAWS)
    assert not {quantity.unit for quantity in quantities(results)} & set(DRAWS_OF_INDICES)
    assert main(["compare", str(path), "--metric", "strikes"]) == 2
    assert "compares no metric `strikes`" in capsys.readouterr().err
    assert main(["compare", str(path)]) == 0 and main(["report", str(path)]) == 0
    page = path.with_name("indices.report.html").read_text(encoding="utf-8")
    for told in (capsys.readouterr().out, page):
        assert "clashes between armed groups" in told
        for name in DRAWS:
            assert name.replace("_", " ") not in told.replace("\n", " ").replace("strikes and", "")


def test_strength_and_income_of_armed_groups_are_indices(path):
    shown = {quantity.key: quantity.unit for quantity in quantities(read_trials(path)[0].results)}
    for name in ("strength_coalitions", "strength_state_backed", "strength_islamist", "group_income", "group_income_from_migrants",
                 "legitimacy", "livelihoods"):
        assert shown[f"mean_{name}"] == "index", name
