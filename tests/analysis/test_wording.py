import pytest
from piste_analysis import wording
from piste_analysis.statistics import Estimate, estimate


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
    assert wording.per_thousand(estimate([1000 * count / 2000]), count, 2000) == "under 5"
    assert wording.people_interval(Estimate(count, count - 1, count + 1, 5, "t")) == "not shown"


def test_ten_people_are_shown():
    assert wording.people(10) == "10"
    assert wording.per_thousand(estimate([5.0]), 10, 2000) == "5"


def test_interval_of_a_share_has_one_sign():
    assert wording.interval(Estimate(0.5, 0.4, 0.6, 5, "t"), "share") == "40 to 60 %"


def test_euros_at_the_fixed_parity():
    assert wording.euros(655957) == "1,000 euros"


@pytest.mark.parametrize(("mean", "low", "high", "unit", "texts"), [
    (12690, 12600, 12800, "CFA", ("12,700 CFA", "12,600 to 12,800")),
    (0.8051, 0.8040, 0.8060, "share", ("80.5 %", "80.4 to 80.6 %")),
    (0.9987, 0.9982, 0.99996, "share", ("99.870 %", "99.820 to 99.996 %")),
    (9.96, 9.5, 10.4, "", ("10", "9.5 to 10.4")),
    (0.004, 0.0, 12.3, "", ("0.004", "0 to 12.3")),
    (-0.02, -1.25, 1.2, "", ("-0.02", "-1.25 to 1.2"))])
def test_an_estimate_is_as_exact_as_its_interval(mean, low, high, unit, texts):
    found = Estimate(mean, low, high, 20, "t", 20)
    shown, bounds = wording.with_unit(found, unit), wording.interval(found, unit)
    real = lambda text: float(text.replace(",", "").removesuffix(" %").removesuffix(" CFA"))  # noqa: E731
    first, last = (real(part) for part in bounds.split(" to "))
    assert first <= real(shown) <= last
    if mean not in (9.96, 0.004, -0.02):
        assert (shown, bounds) == texts


def test_hidden_numbers_are_not_shown():
    found = estimate([0.2, 0.3]).behind([9, 10])
    assert found.hidden and not estimate([0.2, 0.3]).behind([10, 10]).hidden
    texts = {wording.shown(found, "share"), wording.interval(found, "share"), wording.measured(found, "")}
    assert texts == {"not shown"}


def test_no_interval_says_why():
    assert wording.interval(estimate([1.0, float("nan"), float("nan")]), "") == (
        "no interval: only one of 3 replicates has any")
