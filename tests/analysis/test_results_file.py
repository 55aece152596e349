import datetime

import h5py
import numpy as np
import pytest
import synthetic
from piste_analysis import ResultsError, load
from piste_analysis.stored_array import StoredArray


def test_variables_are_labelled(results):
    content = synthetic.typical(runs=12)
    departures = content["tallies"][:, synthetic.TALLIES.index("departures")]
    assert results.tally("departures").tolist() == departures.tolist()
    assert results.tally("dead", "stranded").tolist() == (results.tally("dead") + results.tally("stranded")).tolist()
    table = results.table("exits")
    assert list(table.columns) == ["run", "beyond", "nationality", "wish", "value"]
    row = table[(table.run == 3) & (table.beyond == "niamey") & (table.nationality == "mali") & (table.wish == "italy")]
    assert row.value.item() == content["exits"][3, 2, 1, 4]
    assert results.unit("metric", "journey_cost_cfa") == "CFA"


def test_text_beyond_ascii_is_kept(results):
    assert results.label("place", "segou") == "Ségou"
    assert results.label("place", "nowhere_known") == "nowhere known"


def test_daily_series_by_day(results):
    days = results.series("departures")
    content = synthetic.typical(runs=12)
    assert days.loc[0, 5] == content["daily"][5, synthetic.SERIES.index("departures"), 60]
    assert days.index.min() == -60


def test_daily_series_follow_the_runs_that_are_kept(tmp_path):
    content = synthetic.typical(4)
    path = synthetic.write(tmp_path / "kept.h5", content, run_table={"run_status": [1, 0, 0, 1]})
    found = load(path, notify=lambda text: None)
    position = synthetic.SERIES.index("stranded")
    assert found.series("stranded").loc[7].tolist() == content["daily"][1:3, position, 67].tolist()
    day = found.array("daily").sel(series="stranded", day=7)
    assert day.values.tolist() == content["daily"][1:3, position, 67].tolist()


def test_what_runs_returned_is_read_when_it_is_asked_for(tmp_path, monkeypatch):
    content = synthetic.typical(4)
    path = synthetic.write(tmp_path / "late.h5", content, run_table={"run_status": [1, 0, 0, 0]})
    read, really = [], StoredArray._read
    monkeypatch.setattr(StoredArray, "_read", lambda self, key: (read.append(self.name), really(self, key))[1])
    found = load(path, notify=lambda text: None)
    assert read == []
    assert found.tally("departures").tolist() == content["tallies"][1:, synthetic.TALLIES.index("departures")].tolist()
    assert found.array("exits").values.tolist() == content["exits"][1:].tolist()
    assert set(read) == {"tallies", "exits"}


def test_the_file_is_not_held_open(tmp_path):
    path = synthetic.write(tmp_path / "again.h5", synthetic.typical(2))
    found = load(path)
    found.series("departures")
    synthetic.write(path, synthetic.typical(3))  # fails if the file is still open
    assert load(path).replicates == 3


def test_horizon(results):
    assert results.horizon.start == datetime.date(2016, 1, 1)
    assert results.horizon.end == datetime.date(2016, 12, 31)
    assert (results.horizon.warm_up_days, results.horizon.run_out_days) == (60, 60)


def test_another_format_is_refused_by_both_numbers(tmp_path):
    path = synthetic.write(tmp_path / "later.h5", synthetic.typical(2), {"format_version": np.int64(7)})
    with pytest.raises(ResultsError, match="format version 7, but this package reads version 2"):
        load(path)


def test_another_list_of_variables_is_named_by_both_numbers(tmp_path):
    path = synthetic.write(tmp_path / "later.h5", synthetic.typical(2), {"outcome_schema_version": np.int64(7)})
    heard = []
    load(path, notify=heard.append)
    assert len(heard) == 1
    assert "outcome schema version 7" in heard[0] and "reads version 2" in heard[0]


def test_same_versions_are_not_mentioned(results_path):
    heard = []
    load(results_path, notify=heard.append)
    assert heard == []


def test_missing_version_is_mentioned(tmp_path):
    path = synthetic.write(tmp_path / "bare.h5", synthetic.typical(2), {"format_version": None})
    heard = []
    load(path, notify=heard.append)
    assert "gives no format version" in heard[0]


def test_failed_runs_are_left_out_and_said(tmp_path):
    path = synthetic.write(tmp_path / "failed.h5", synthetic.typical(4), run_table={"run_status": [0, 1, 0, 2]})
    heard = []
    found = load(path, notify=heard.append)
    assert found.replicates == 2
    assert found.data["run_replicate"].values.tolist() == [0, 2]
    assert "2 of 4 runs failed" in heard[0]


def test_no_finished_run_is_an_error(tmp_path):
    path = synthetic.write(tmp_path / "none.h5", synthetic.typical(2), run_table={"run_status": 1})
    with pytest.raises(ResultsError, match="none of its 2 runs is done"):
        load(path)


def test_a_file_of_several_cases_asks_which(tmp_path):
    path = synthetic.write(tmp_path / "cases.h5", synthetic.typical(4), run_table={"run_point": [0, 1, 0, 1]})
    with pytest.raises(ResultsError, match="holds 2 cases; choose one with --point 0 to 1"):
        load(path)
    assert load(path, point=1).data["run_replicate"].values.tolist() == [1, 3]
    with pytest.raises(ResultsError, match="has no case 2"):
        load(path, point=2)


def test_unreadable_files_are_explained(tmp_path):
    with pytest.raises(ResultsError, match="no such file"):
        load(tmp_path / "absent.h5")
    (tmp_path / "text.h5").write_text("not a results file")
    with pytest.raises(ResultsError, match="not a results file"):
        load(tmp_path / "text.h5")
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file.attrs["title"] = "something else"
    with pytest.raises(ResultsError, match="no variable `tallies`"):
        load(tmp_path / "other.h5")
