import math

import numpy as np
import pytest
from piste_analysis.statistics import NO_INTERVAL, estimate, hidden_parts, ratio, ratios
from piste_analysis.wording import interval


def test_t_interval_by_hand():
    # Mean 2, standard deviation 1, three values: half-width 4.30265 / sqrt(3).
    found = estimate([1, 2, 3])
    assert found.mean == 2
    assert found.method == "t"
    assert found.low == pytest.approx(2 - 4.302653 / math.sqrt(3), abs=1e-5)
    assert found.high == pytest.approx(2 + 4.302653 / math.sqrt(3), abs=1e-5)


def test_ratio_is_formed_within_each_replicate():
    # 1/10 and 9/10: the mean of ratios is 0.5; 10/110 would be the ratio over all.
    found = ratio([1, 90], [10, 100])
    assert found.mean == pytest.approx(0.5)


def test_replicate_without_denominator_is_left_out():
    found = ratio([1, 0, 3], [2, 0, 4])
    assert found.mean == pytest.approx((0.5 + 0.75) / 2)
    assert found.replicates == 2
    assert np.isnan(ratios([0], [0])[0])


def test_one_replicate_has_no_interval():
    found = estimate([7.0])
    assert (found.low, found.high, found.method) == (None, None, "none")
    assert interval(found, "") == NO_INTERVAL == "no interval: one replicate"


def test_nothing_to_count():
    found = ratio([0, 0], [0, 0])
    assert not found.known
    assert interval(found, "share") == "nothing to count"


def test_interval_stays_within_bounds():
    found = estimate([0.0, 0.0, 1.0], 0.0, 1.0)
    assert found.low == 0.0
    assert found.high <= 1.0


def test_skewed_values_are_resampled_and_repeatable():
    values = [0.0] * 30 + [50.0]
    found = estimate(values, 0.0)
    assert found.method == "bootstrap"
    assert 0.0 <= found.low < found.mean < found.high
    assert found == estimate(values, 0.0)


def test_equal_values_have_an_interval_of_no_width():
    found = estimate([4.0] * 20)
    assert (found.low, found.high) == (4.0, 4.0)


def test_t_interval_covers_as_often_as_it_says():
    luck = np.random.default_rng(3)
    covered = sum(found.low <= 10 <= found.high
                  for found in (estimate(luck.normal(10, 2, size=8)) for _ in range(2000)))
    # 95 % of 2000 with a standard error of 0.49 points; four of them.
    assert abs(covered / 2000 - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 2000)


def test_a_small_part_is_not_hidden_alone():
    # 300 in all: with only "dead" hidden, the rest of the total would tell it.
    parts = {"dead": 3, "stranded": 12, "settled": 20, "returned": 65, "arrived": 200}
    assert hidden_parts(parts, ("dead", "stranded", "arrived")) == {"dead", "settled"}
    assert hidden_parts(parts | {"settled": 4}) == {"dead", "settled", "stranded"}
    assert hidden_parts({"arrived": 90, "returned": 10}) == set()
