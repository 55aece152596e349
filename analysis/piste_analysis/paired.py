"""Paired differences with two spreads that are never merged.

*Chance*: replicates at one parameter point, with and without an intervention, share their luck as far as they meet the
same; what luck is left is told by Student's t. *Ignorance*: how far the mean difference moves between points over the
ranges of the parameters, with what chance would do by itself taken off.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

CONFIDENCE = 0.95
QUANTILES = (0.05, 0.95)
# With fewer points the quantiles would be extrapolated or rest on one point: the whole range is given instead.
FEWEST_POINTS_FOR_QUANTILES = 20
# The share of points that must agree before a direction is named, as docs/patterns-plan.md asks of a pattern.
AGREEMENT = 0.9
# Where one replicate a point leaves chance unknown: so many points of the same sign are no luck.
FEWEST_POINTS_WITHOUT_CHANCE = 10
# Below this share of a variance a remainder is rounding.
ROUNDING = 1e-9
UP, DOWN, UNCLEAR, NOTHING, UNDEFINED = "up", "down", "unclear", "nothing", "undefined"


@dataclass(frozen=True)
class Difference:
    """How a quantity differs from the base. Of one point only `direction` may be shown."""

    points: int                  # that have the quantity with and without
    of_points: int
    replicates: int              # fewest at a point
    direction: str               # UP, DOWN, UNCLEAR, NOTHING (exactly zero in every pair) or UNDEFINED
    same_sign: float             # share of points whose mean difference has the sign of the centre
    centre: float                # mean over points of the mean over replicates, so that parts add up to their whole
    low: float | None            # over points: QUANTILES, or the whole range; None for one point
    high: float | None
    whole_range: bool            # of few points, or of points so uneven that their mean lies outside the quantiles
    chance: float | None         # half of the 95 % interval of the mean at one point; None for one replicate
    ignorance: float | None      # the same for points, chance taken off; None for one point or one replicate
    relative: float | None       # centre, low and high as a share of the base; None where the base is zero
    relative_low: float | None
    relative_high: float | None
    relative_chance: float | None

    @property
    def several(self) -> bool:
        return self.points > 1


def difference(moved, base) -> Difference:
    """`moved` and `base`: the quantity by point (rows) and replicate (columns), NaN where there is no such run."""
    moved, base = np.atleast_2d(np.asarray(moved, float)), np.atleast_2d(np.asarray(base, float))
    pairs = moved - base
    counts = np.isfinite(pairs).sum(axis=1)
    used = counts > 0
    if not used.any():
        return Difference(0, len(pairs), 0, UNDEFINED, float("nan"), float("nan"), None, None, True, *(None,) * 6)
    pairs, base, counts = pairs[used], np.where(np.isfinite(pairs), base, np.nan)[used], counts[used]
    means = np.nanmean(pairs, axis=1)
    # One of a replicate has no variance; it still counts as a point.
    variances = np.array([np.nanvar(row, ddof=1) if n > 1 else np.nan for row, n in zip(pairs, counts)])
    chance, of_mean = _chance(variances, counts)
    centre = float(means.mean())
    low, high, whole_range = _over_points(means)
    sign = np.sign(centre)
    same = float(np.mean(np.sign(means) == sign))
    level = float(np.nanmean(np.nanmean(base, axis=1)))
    share = lambda value: None if value is None or level == 0 else value / abs(level)  # noqa: E731
    everywhere_zero = not np.nan_to_num(pairs).any()
    return Difference(
        len(means), len(used), int(counts.min()), NOTHING if everywhere_zero else _direction(means, sign, same, chance), same,
        centre, low, high, whole_range, chance, _ignorance(means, of_mean), share(centre), share(low), share(high), share(chance))


def _chance(variances: np.ndarray, counts: np.ndarray) -> tuple[float | None, float | None]:
    """Half of the 95 % interval of a point's mean, by Student's t, and the variance of such a mean: typical of the points."""
    known = np.isfinite(variances)
    if not known.any():
        return None, None
    of_mean = float(np.mean(variances[known] / counts[known]))
    freedom = int((counts[known] - 1).sum())
    return float(stats.t.ppf(0.5 + CONFIDENCE / 2, freedom) * np.sqrt(of_mean)), of_mean


def _ignorance(means: np.ndarray, of_mean: float | None) -> float | None:
    """Half of the width in which 95 % of points would lie without chance: between points less within, never below zero."""
    if len(means) < 2 or of_mean is None:
        return None
    total = float(np.var(means, ddof=1))
    between = total - of_mean if total - of_mean > ROUNDING * total else 0.0
    return float(stats.norm.ppf(0.5 + CONFIDENCE / 2) * np.sqrt(between))


def _over_points(means: np.ndarray) -> tuple[float | None, float | None, bool]:
    if len(means) < 2:
        return None, None, True
    low, high = np.quantile(means, QUANTILES)
    if len(means) < FEWEST_POINTS_FOR_QUANTILES or not low <= means.mean() <= high:
        return float(means.min()), float(means.max()), True
    return float(low), float(high), False


def _direction(means: np.ndarray, sign: float, same: float, chance: float | None) -> str:
    """At one point a direction that luck does not explain; over several one on which they agree, and luck neither."""
    if sign == 0 or same < AGREEMENT:
        return UNCLEAR
    if chance is None:
        told = len(means) >= FEWEST_POINTS_WITHOUT_CHANCE
    else:
        told = abs(means.mean()) > chance / np.sqrt(len(means))
    return (UP if sign > 0 else DOWN) if told else UNCLEAR
