import pytest
from piste_analysis import wording
from piste_analysis.statistics import Estimate


@pytest.mark.parametrize(("value", "digits", "text"), [
    (34567, 2, "35,000"), (34567, 3, "34,600"), (0.02345, 2, "0.023"), (1.2, 3, "1.2"), (0, 2, "0"),
    (99.6, 2, "100"), (9.96, 2, "10"), (float("nan"), 2, "unknown"), (246000, 2, "250,000")])
def test_significant_digits(value, digits, text):
    assert wording.number(value, digits) == text


def test_percentages_never_pretend_all():
    assert wording.percent(0.5) == "50 %"
    assert wording.percent(0.9996) == "over 99 %"
    assert wording.percent(1.0) == "100 %"


def test_people_in_a_hundred_never_pretend_none_or_all():
    assert wording.out_of_hundred(0.004) == "fewer than 1"
    assert wording.out_of_hundred(0.996) == "more than 99"
    assert wording.out_of_hundred(0.31) == "31"


@pytest.mark.parametrize("count", [0, 3, 9.99])
def test_cells_of_fewer_than_ten_people_are_suppressed(count):
    assert wording.people(count) == "<10"
    assert wording.per_thousand(1000 * count / 2000, count, 2000) == "under 5"
    assert wording.people_interval(Estimate(count, count - 1, count + 1, 5, "t")) == "not shown"


def test_ten_people_are_shown():
    assert wording.people(10) == "10"
    assert wording.per_thousand(5.0, 10, 2000) == "5"


def test_interval_of_a_share_has_one_sign():
    assert wording.interval(Estimate(0.5, 0.4, 0.6, 5, "t"), "share") == "40 to 60 %"


def test_euros_at_the_fixed_parity():
    assert wording.euros(655957) == "1,000 euros"
