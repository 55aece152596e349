"""Paired differences against values worked out by hand, and against worlds whose two spreads are known."""

import numpy as np
import pytest
from piste_analysis.paired import DOWN, NOTHING, UNCLEAR, UNDEFINED, UP, difference

T_TWO = 4.302652729911275  # Student's t, 97.5 %, two degrees of freedom


def test_one_point_is_students_t_on_the_pairs():
    # Differences 1, 2, 3: mean 2, standard deviation 1.
    found = difference([[11.0, 22.0, 33.0]], [[10.0, 20.0, 30.0]])
    assert found.centre == 2.0 and found.points == 1 and found.replicates == 3
    assert found.chance == pytest.approx(T_TWO / np.sqrt(3))
    assert (found.low, found.high, found.ignorance) == (None, None, None)
    assert found.relative == pytest.approx(0.1)
    assert found.direction == UNCLEAR  # 2 < 2.48


def test_luck_that_is_shared_cancels():
    luck = np.random.default_rng(1).normal(1000, 300, (1, 10))
    found = difference(luck + 1.0, luck)
    assert found.direction == UP and found.chance == pytest.approx(0.0, abs=1e-9)


def test_exactly_zero_is_told_from_a_mean_of_zero():
    assert difference([[5.0, 7.0], [1.0, 2.0]], [[5.0, 7.0], [1.0, 2.0]]).direction == NOTHING
    assert difference([[6.0, 6.0]], [[5.0, 7.0]]).direction == UNCLEAR


def test_spreads_are_told_apart():
    """Points differ by 10, luck by 3: neither enters the other."""
    luck = np.random.default_rng(2)
    points, replicates = 400, 10
    effect = 50 + 10 * luck.standard_normal((points, 1))
    found = difference(effect + 3 * luck.standard_normal((points, replicates)), np.zeros((points, replicates)))
    assert found.ignorance == pytest.approx(1.96 * 10, rel=0.1)
    assert found.chance == pytest.approx(1.96 * 3 / np.sqrt(replicates), rel=0.1)
    assert found.low == pytest.approx(50 - 1.645 * 10, abs=3) and found.high == pytest.approx(50 + 1.645 * 10, abs=3)
    assert found.direction == UP and found.same_sign == 1.0 and not found.whole_range
    assert found.relative is None  # of a base of zero


def test_luck_alone_shows_no_ignorance_and_no_direction():
    luck = np.random.default_rng(3).standard_normal((2, 300, 8))
    found = difference(*luck)
    assert found.ignorance < 0.5 * found.chance
    assert found.direction == UNCLEAR


def test_few_points_give_their_whole_range():
    found = difference([[1.0, 1.0], [2.0, 2.0], [6.0, 6.0]], np.zeros((3, 2)))
    assert (found.centre, found.low, found.high, found.whole_range) == (3.0, 1.0, 6.0, True)


def test_a_mean_outside_the_quantiles_gives_the_whole_range():
    means = np.zeros((40, 1))
    means[0] = 4000.0
    found = difference(means, np.zeros((40, 1)))
    assert found.whole_range and found.low <= found.centre <= found.high


def test_points_must_agree():
    signs = np.array([1.0] * 8 + [-1.0] * 2)[:, None] * np.ones((1, 3))
    assert difference(signs, np.zeros((10, 3))).direction == UNCLEAR
    signs[8] = 1.0
    found = difference(signs, np.zeros((10, 3)))
    assert found.direction == UP and found.same_sign == 0.9
    assert difference(-signs, np.zeros((10, 3))).direction == DOWN


def test_agreement_of_few_points_may_be_luck():
    assert difference([[1.0], [2.0]], [[0.0], [0.0]]).direction == UNCLEAR  # one replicate: chance is unknown
    assert difference(np.ones((10, 1)), np.zeros((10, 1))).direction == UP
    assert difference([[100.0, -98.0], [90.0, -86.0]], np.zeros((2, 2))).direction == UNCLEAR


def test_one_replicate_leaves_both_spreads_unknown():
    found = difference([[1.0], [2.0], [3.0]], np.zeros((3, 1)))
    assert found.chance is None and found.ignorance is None and (found.low, found.high) == (1.0, 3.0)


def test_missing_runs_leave_out_their_pair_only():
    moved = [[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]]
    found = difference(moved, np.zeros((2, 3)))
    assert (found.points, found.of_points, found.replicates, found.centre) == (1, 2, 2, 2.0)


def test_nothing_to_compare():
    assert difference([[np.nan]], [[1.0]]).direction == UNDEFINED
