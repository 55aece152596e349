"""What observers would have reported, against counts worked out by hand."""

import numpy as np
import pytest
import synthetic
from piste_analysis import load, monitoring
from piste_analysis.report import report
from piste_analysis.summary import summary
from test_report import Page


def passing(content):
    """300 pass in each block; 150 of them are counted, more of the first nationality, from day 130."""
    content["passers"][:] = 0
    content["passers"][:, 0], content["passers"][:, 0, :, 0], content["passers"][:, 0, :, 1] = 20, 100, 120
    content["monitored"][:] = 0
    content["monitored"][:, 0, 7:] = [90, 20, 10, 10, 10, 10]
    content["passers_by_wish"][:], content["monitored_by_wish"][:] = 0, 0
    content["passers_by_wish"][:, 0, :, 0], content["monitored_by_wish"][:, 0, 7:, 0] = 300, 150


def test_shares_are_of_the_blocks_in_which_observers_worked(load_with):
    found = load_with(passing)
    post = monitoring.posts(found)[0]
    # Blocks begin 60 days before day 0; twelve lie in the year, of which those from day 150 on are wholly observed.
    assert [str(start) for start in post.starts[:2]] == ["2016-01-01", "2016-01-31"] and len(post.starts) == 12
    assert post.at_work.tolist() == [False] * 5 + [True] * 7
    assert post.share.mean == pytest.approx(0.5)
    assert post.passed.shape == (4, 12) and set(post.passed.ravel()) == {300.0}
    rows = monitoring.traits(found, post, "nationality")
    assert [(row.label, row.passed.mean, row.counted.mean) for row in rows[:2]] == [
        ("Mali", pytest.approx(0.4), pytest.approx(20 / 150)), ("Guinea", pytest.approx(1 / 3), pytest.approx(0.6))]
    assert monitoring.traits(found, post, "wish")[0].counted.mean == 1.0


def test_the_last_day_of_work_ends_what_is_compared(load_with):
    post = monitoring.posts(load_with())[1]
    assert post.at_work.tolist() == [True] * 6 + [False] * 6  # six blocks end by day 200


def test_both_stand_side_by_side(load_with, facts):
    found = load_with(passing)
    text, page = summary(found, facts), Page(report(found, facts)).text.replace("\u00a0", " ")
    assert "Gao, arriving, 7 blocks of 30 days from 2016-05-30: 2,100 passed, 1,050 counted: 50 %" in text
    assert "from Mali" in text and "wishing to reach Algeria" in text
    assert "What observers would have counted" in page and "Of those who passed while observers were at work" in page
    assert "from 2016-01-01, not all of it observed 300 (300 to 300) <10 (<10 to <10)" in page
    assert "From Guinea 33.3 % 60 %" in page


def test_small_cells_are_hidden(load_with, facts):
    def few(content):
        passing(content)
        content["monitored"][:] = 0
        content["monitored"][:, 0, 11, 0] = 4
    found = load_with(few)
    assert monitoring.posts(found)[0].share.hidden
    assert "2,100 passed, <10 counted: not shown" in summary(found, facts)


def test_a_world_without_observers_has_no_such_part(tmp_path, facts):
    content = synthetic.typical(2)
    del content["labels"]["monitoring_point"]
    found = load(synthetic.write(tmp_path / "unseen.h5", content))
    assert monitoring.posts(found) == []
    assert "observers" not in summary(found, facts) and "What observers" not in report(found, facts)


def test_figures_keep_to_their_canvas(results):
    from piste_analysis import figure_data
    from test_figures import boxes
    parts = figure_data.observed(results)
    assert [part.key for part in parts] == ["observed-gao-arriving", "observed-gao-returning"]
    for part in parts:
        for drawing in (part.narrow, part.wide):
            for text, left, top, right, bottom in boxes(drawing):
                assert left >= -1 and right <= drawing.width + 1 and top >= -1 and bottom <= drawing.height + 1, text
    assert np.isfinite(parts[0].wide.height)
