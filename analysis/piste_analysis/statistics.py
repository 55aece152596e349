"""Means over replicates with 95 % intervals: chance only.

A replicate is one simulated world under the same assumptions with other luck. Ratios are formed inside each replicate
(ratio of sums) and then averaged over replicates; a replicate whose denominator is zero has no ratio and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

CHANCE_ONLY = "chance only: says nothing about whether the assumptions are right"
NO_INTERVAL = "no interval: one replicate"

CONFIDENCE = 0.95
# Student's t supposes a mean that is roughly normal; beyond this sample skewness we resample instead.
SKEWNESS_LIMIT = 1.0
FEWEST_FOR_BOOTSTRAP = 10
BOOTSTRAP_RESAMPLES = 4000
BOOTSTRAP_SEED = 2016


@dataclass(frozen=True)
class Estimate:
    """A mean over replicates; `low` and `high` bound its 95 % interval, None when there is no interval."""

    mean: float
    low: float | None
    high: float | None
    replicates: int
    method: str  # "t", "bootstrap" or "none"

    @property
    def known(self) -> bool:
        """False when no replicate had anything to count."""
        return self.replicates > 0

    def scaled(self, factor: float) -> "Estimate":
        """The same estimate in another unit; `factor` is positive."""
        scale = lambda value: None if value is None else value * factor  # noqa: E731
        return Estimate(self.mean * factor, scale(self.low), scale(self.high), self.replicates, self.method)


def estimate(values, lowest: float | None = None, highest: float | None = None) -> Estimate:
    """Mean of one value per replicate with its 95 % interval.

    Student's t, or a bias-corrected bootstrap with a fixed seed where the values are skewed. `lowest` and `highest`
    are bounds that the quantity cannot leave (a count is not negative); the interval is cut there.
    """
    values = np.asarray(values, dtype=float)
    values = values[np.isfinite(values)]
    if values.size == 0:
        return Estimate(float("nan"), None, None, 0, "none")
    mean = float(values.mean())
    if values.size == 1:
        return Estimate(mean, None, None, 1, "none")
    low, high, method = _interval(values, mean)
    if lowest is not None:
        low = max(low, lowest)
    if highest is not None:
        high = min(high, highest)
    return Estimate(mean, low, high, int(values.size), method)


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
