"""Means over replicates with 95 % intervals: chance only.

A replicate is one simulated world under the same assumptions with other luck. Ratios are formed inside each replicate
(ratio of sums) and then averaged over replicates; a replicate whose denominator is zero has no ratio and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

CHANCE_ONLY = "chance only: says nothing about whether the assumptions are right"
NO_INTERVAL = "no interval: one replicate"
SMALLEST_CELL = 10  # numbers of fewer than this, and all that would give them away, are not shown

CONFIDENCE = 0.95
# Student's t supposes a mean that is roughly normal; beyond this sample skewness we resample instead.
SKEWNESS_LIMIT = 1.0
FEWEST_FOR_BOOTSTRAP = 10
BOOTSTRAP_RESAMPLES = 4000
BOOTSTRAP_SEED = 2016


@dataclass(frozen=True)
class Estimate:
    """A mean over replicates; `low` and `high` bound its 95 % interval, None when there is no interval.

    `replicates` had something to count, of the `of` that there are. `hidden` marks a number that must not be shown,
    since fewer than `SMALLEST_CELL` cases stand behind it or behind one that it would give away.
    """

    mean: float
    low: float | None
    high: float | None
    replicates: int
    method: str  # "t", "bootstrap" or "none"
    of: int = 1
    hidden: bool = False

    @property
    def known(self) -> bool:
        """False when no replicate had anything to count."""
        return self.replicates > 0

    def scaled(self, factor: float) -> "Estimate":
        """The same estimate in another unit; `factor` is positive."""
        scale = lambda value: None if value is None else value * factor  # noqa: E731
        return replace(self, mean=self.mean * factor, low=scale(self.low), high=scale(self.high))

    def behind(self, *counts) -> "Estimate":
        """The same estimate, hidden if the mean over replicates of one of the `counts` behind it is a small cell."""
        return replace(self, hidden=self.hidden or any(is_small(count) for count in counts))


def is_small(count) -> bool:
    """Whether the mean over replicates of a count is a cell too small to be shown."""
    return float(np.mean(count)) < SMALLEST_CELL


def hidden_parts(means: dict[str, float], published: tuple[str, ...] = ()) -> set[str]:
    """The parts of a known total that must be hidden: the small ones, and others until those hidden cannot be told
    from the rest of the total. Parts that are `published` elsewhere protect nothing and are taken last."""
    hidden = {name for name, mean in means.items() if mean < SMALLEST_CELL}
    others = sorted(set(means) - hidden, key=lambda name: (name in published, means[name], name))
    while hidden and others and (len(hidden) < 2 or sum(means[name] for name in hidden) < SMALLEST_CELL):
        hidden.add(others.pop(0))
    return hidden


def estimate(values, lowest: float | None = None, highest: float | None = None) -> Estimate:
    """Mean of one value per replicate with its 95 % interval.

    Student's t, or a bias-corrected bootstrap with a fixed seed where the values are skewed. `lowest` and `highest`
    are bounds that the quantity cannot leave (a count is not negative); the interval is cut there.
    """
    values = np.asarray(values, dtype=float)
    of = int(values.size)
    values = values[np.isfinite(values)]
    if values.size == 0:
        return Estimate(float("nan"), None, None, 0, "none", of)
    mean = float(values.mean())
    if values.size == 1:
        return Estimate(mean, None, None, 1, "none", of)
    low, high, method = _interval(values, mean)
    if lowest is not None:
        low = max(low, lowest)
    if highest is not None:
        high = min(high, highest)
    return Estimate(mean, low, high, int(values.size), method, of)


def ratios(numerator, denominator) -> np.ndarray:
    """One ratio per replicate; NaN where the denominator is zero."""
    numerator = np.asarray(numerator, dtype=float)
    denominator = np.asarray(denominator, dtype=float)
    result = np.full(np.broadcast(numerator, denominator).shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator != 0)
    return result


def ratio(numerator, denominator, lowest: float | None = 0.0, highest: float | None = None) -> Estimate:
    """Mean over replicates of numerator / denominator, with its 95 % interval."""
    return estimate(ratios(numerator, denominator), lowest, highest)


def _interval(values: np.ndarray, mean: float) -> tuple[float, float, str]:
    spread = float(values.std(ddof=1))
    if spread <= 1e-12 * max(1.0, abs(mean)):
        return mean, mean, "t"
    if values.size >= FEWEST_FOR_BOOTSTRAP and abs(stats.skew(values, bias=False)) > SKEWNESS_LIMIT:
        result = stats.bootstrap((values,), np.mean, confidence_level=CONFIDENCE, method="BCa",
                                 n_resamples=BOOTSTRAP_RESAMPLES, vectorized=True,
                                 random_state=np.random.default_rng(BOOTSTRAP_SEED))
        low, high = result.confidence_interval
        if np.isfinite(low) and np.isfinite(high):
            return float(low), float(high), "bootstrap"
    half = float(stats.t.ppf(0.5 + CONFIDENCE / 2, values.size - 1)) * spread / np.sqrt(values.size)
    return mean - half, mean + half, "t"
