#include "model/elementary.hpp"

#include "model/quantities.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace piste {

namespace {

constexpr double log_2_high = 6.93147180369123816490e-01;  // log 2 in two parts, so that k * high is exact
constexpr double log_2_low = 1.90821492927058770002e-10;
constexpr double log_2 = 0.69314718055994530942;

[[nodiscard]] double power_of_two(std::int64_t exponent)
{
    return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52U);
}

// c0 + ... + c7 x^7, in pairs.
template <std::size_t N>
[[nodiscard]] double first_eight(std::array<double, N> const& c, double x, double x2, double x4)
{
    double const a = (c[0] + c[1] * x) + (c[2] + c[3] * x) * x2;
    double const b = (c[4] + c[5] * x) + (c[6] + c[7] * x) * x2;
    return a + b * x4;
}

// c0 + c1 x + c2 x^2 + ... for 16 coefficients, in pairs (Estrin 1960): the same value everywhere, and a third of the waiting of a
// chain of 15 steps.
[[nodiscard]] double polynomial(std::array<double, 16> const& c, double x)
{
    double const x2 = x * x;
    double const x4 = x2 * x2;
    double const x8 = x4 * x4;
    double const d = (c[8] + c[9] * x) + (c[10] + c[11] * x) * x2;
    double const e = (c[12] + c[13] * x) + (c[14] + c[15] * x) * x2;
    return first_eight(c, x, x2, x4) + (d + e * x4) * x8;
}

// The same for 11 coefficients: what five of 0 would add is left out, which changes nothing.
[[nodiscard]] double polynomial(std::array<double, 11> const& c, double x)
{
    double const x2 = x * x;
    double const x4 = x2 * x2;
    double const x8 = x4 * x4;
    double const d = (c[8] + c[9] * x) + c[10] * x2;
    return first_eight(c, x, x2, x4) + d * x8;
}

// 1 / k! for k = 0 to 15.
constexpr std::array<double, 16> inverse_factorials{1.0,
                                                    1.0,
                                                    1.0 / 2.0,
                                                    1.0 / 6.0,
                                                    1.0 / 24.0,
                                                    1.0 / 120.0,
                                                    1.0 / 720.0,
                                                    1.0 / 5040.0,
                                                    1.0 / 40320.0,
                                                    1.0 / 362880.0,
                                                    1.0 / 3628800.0,
                                                    1.0 / 39916800.0,
                                                    1.0 / 479001600.0,
                                                    1.0 / 6227020800.0,
                                                    1.0 / 87178291200.0,
                                                    1.0 / 1307674368000.0};

// 1 / (2 k + 1) for k = 0 to 10, the series of artanh(s) / s in powers of s^2.
constexpr std::array<double, 11> inverse_odd_numbers{1.0,        1.0 / 3.0,  1.0 / 5.0,  1.0 / 7.0,  1.0 / 9.0, 1.0 / 11.0,
                                                     1.0 / 13.0, 1.0 / 15.0, 1.0 / 17.0, 1.0 / 19.0, 1.0 / 21.0};

}  // namespace

double exponential(double x)
{
    if (x != x) {
        return x;
    }
    if (x > 700.0) {
        return std::numeric_limits<double>::max();
    }
    if (x < -700.0) {
        return 0.0;
    }
    // Without a branch: the sign cannot be predicted.
    constexpr std::array<double, 2> half{0.5, -0.5};
    auto const k = static_cast<std::int64_t>(x / log_2 + half[static_cast<std::size_t>(x < 0.0)]);
    auto const real_k = static_cast<double>(k);
    double const r = (x - real_k * log_2_high) - real_k * log_2_low;
    // Taylor series for |r| <= 0.35: the term after the last is below 1e-20.
    double const sum = polynomial(inverse_factorials, r);
    return sum * power_of_two(k);
}

double logarithm(double x)
{
    if (!(x > 0.0) || x > std::numeric_limits<double>::max()) {
        throw std::domain_error("logarithm of a number that is not positive and finite");
    }
    std::int64_t exponent = 0;
    if (x < std::numeric_limits<double>::min()) {
        x = x * 18014398509481984.0;  // 2^54 lifts a subnormal into the normal range
        exponent = -54;
    }
    auto const bits = std::bit_cast<std::uint64_t>(x);
    exponent += static_cast<std::int64_t>((bits >> 52U) & 0x7ffU) - 1023;
    auto mantissa = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
    // Without a branch: which half the mantissa lies in cannot be predicted.
    constexpr std::array<double, 2> halve{1.0, 0.5};
    auto const upper = static_cast<std::size_t>(mantissa > 1.41421356237309504880);
    mantissa = mantissa * halve[upper];
    exponent += static_cast<std::int64_t>(upper);
    // log m = 2 artanh((m - 1) / (m + 1)); |s| <= 0.1716, so the term s^23 / 23 is below 1e-18.
    double const s = (mantissa - 1.0) / (mantissa + 1.0);
    double const square = s * s;
    double const sum = polynomial(inverse_odd_numbers, square);
    auto const real_exponent = static_cast<double>(exponent);
    return real_exponent * log_2_high + (real_exponent * log_2_low + 2.0 * s * sum);
}

double gumbel(double u)
{
    double const inner = -logarithm(u);
    return -logarithm(inner);
}

double power(double x, double exponent)
{
    constexpr double least = 0.01;
    return exponential(exponent * logarithm(x > least ? x : least));
}

double rings_at(double utility, double u)
{
    double const patience = -logarithm(u);
    return utility == 0.0 ? patience : patience * exponential(-utility);
}

double log_logistic(double median, double shape, double u)
{
    double const odds = u / (1.0 - u);
    return median * exponential(logarithm(odds) / shape);
}

double normal_quantile(double u)
{
    double const tail = u < 0.5 ? u : 1.0 - u;
    double const t = std::sqrt(-2.0 * logarithm(tail));
    double const numerator =
        (((-0.0000453642210148 * t - 0.0204231210245) * t - 0.342242088547) * t - 1.0) * t - 0.322232431088;
    double const denominator =
        (((0.0038560700634 * t + 0.103537752850) * t + 0.531103462366) * t + 0.588581570495) * t + 0.0993484626060;
    double const magnitude = t + numerator / denominator;
    return u < 0.5 ? -magnitude : magnitude;
}

std::int64_t poisson_quantile(double mean, double u)
{
    constexpr double largest_mean_by_inversion = 50.0;
    if (mean > largest_mean_by_inversion) {
        double const value = mean + std::sqrt(mean) * normal_quantile(u) + 0.5;
        return value < 0.0 ? 0 : floor_to_integer(value);
    }
    constexpr std::int64_t far_beyond_any_quantile = 1000;
    std::int64_t number = 0;
    double term = exponential(-mean);
    double sum = term;
    while (u > sum && number < far_beyond_any_quantile) {
        ++number;
        term = term * mean / static_cast<double>(number);
        sum = sum + term;
    }
    return number;
}

}  // namespace piste
