// exp and log in + - * / only, in source order, so that every machine and compiler gives the same bits.
#pragma once

#include <cstdint>

namespace piste {

// e^x. Relative error below 1e-14 for |x| <= 700; beyond, 0 or the largest finite number. NaN gives NaN.
[[nodiscard]] double exponential(double x);

// Natural logarithm of x > 0. Absolute error below 1e-14 * max(1, |log x|). Throws std::domain_error for x <= 0 or NaN.
[[nodiscard]] double logarithm(double x);

// x^e for x > 0; a small x counts as a hundredth, so that nothing becomes impossible or boundless by one bad week.
[[nodiscard]] double power(double x, double exponent);

// When the clock of an alternative rings that is as attractive as exp(utility): -log(u) / exp(utility), u in (0, 1). The alternative
// whose clock rings first is the one whose utility plus a standard Gumbel deviate is largest (McFadden 1974), for half the logarithms.
[[nodiscard]] double rings_at(double utility, double u);

// A standard Gumbel deviate, -log(-log u): the perturbation of one alternative of a random-utility choice
// (McFadden 1974). u in (0, 1).
[[nodiscard]] double gumbel(double u);

// The quantile at u of the log-logistic distribution (Fisk 1961, of incomes): median * (u / (1 - u))^(1 / shape).
[[nodiscard]] double log_logistic(double median, double shape, double u);

// The quantile at u of the standard normal distribution: rational approximation of Odeh and Evans (1974),
// absolute error below 1e-6.
[[nodiscard]] double normal_quantile(double u);

// The quantile at u of the Poisson distribution: by inversion for means up to 50, by its normal limit above (skewness below
// 0.15), so that one address serves any mean.
[[nodiscard]] std::int64_t poisson_quantile(double mean, double u);

}  // namespace piste
