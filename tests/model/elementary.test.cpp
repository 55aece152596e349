#include "model/elementary.hpp"

#include "model/random.hpp"
#include "tests/model/elementary_known_bits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>

namespace piste::test {
namespace {

void expect_bits(std::span<KnownBits const> table, double (*function)(double))
{
    for (auto const& known : table) {
        EXPECT_EQ(std::bit_cast<std::uint64_t>(function(known.argument)), known.bits) << "at " << known.argument;
    }
}

double income(double u)
{
    return log_logistic(150000.0, 2.5, u);
}

// The bits that IEC 559 arithmetic gives, from an independent implementation in Python: every machine, compiler and
// optimisation level must agree with them, or runs would differ.
TEST(Elementary, ExponentialGivesTheKnownBits)
{
    expect_bits(exponential_bits, exponential);
}

TEST(Elementary, LogarithmGivesTheKnownBits)
{
    expect_bits(logarithm_bits, logarithm);
}

TEST(Elementary, GumbelGivesTheKnownBits)
{
    expect_bits(gumbel_bits, gumbel);
}

TEST(Elementary, NormalQuantileGivesTheKnownBits)
{
    expect_bits(normal_quantile_bits, normal_quantile);
}

TEST(Elementary, LogLogisticGivesTheKnownBits)
{
    expect_bits(income_bits, income);
}

TEST(Elementary, ExponentialErrsByLessThanItSays)
{
    for (double x = -700.0; x <= 700.0; x += 0.0371) {
        ASSERT_NEAR(exponential(x) / std::exp(x), 1.0, 1e-14) << "at " << x;
    }
    for (double x = -1.0; x <= 1.0; x += 0.0001) {
        ASSERT_NEAR(exponential(x) / std::exp(x), 1.0, 1e-14) << "at " << x;
    }
}

TEST(Elementary, LogarithmErrsByLessThanItSays)
{
    for (double x = 1e-300; x < 1e300; x *= 1.37) {
        auto const known = std::log(x);
        ASSERT_NEAR(logarithm(x), known, 1e-14 * std::max(1.0, std::abs(known))) << "at " << x;
    }
    for (double x = 0.5; x < 2.0; x += 0.0001) {
        ASSERT_NEAR(logarithm(x), std::log(x), 1e-14) << "at " << x;
    }
    EXPECT_EQ(logarithm(1.0), 0.0);
}

TEST(Elementary, EndsOfTheRangeAreAsSaid)
{
    auto const infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(exponential(701.0), std::numeric_limits<double>::max());
    EXPECT_EQ(exponential(infinity), std::numeric_limits<double>::max());
    EXPECT_EQ(exponential(-701.0), 0.0);
    EXPECT_TRUE(std::isnan(exponential(std::numeric_limits<double>::quiet_NaN())));
    EXPECT_THROW((void)logarithm(0.0), std::domain_error);
    EXPECT_THROW((void)logarithm(-1.0), std::domain_error);
    EXPECT_THROW((void)logarithm(infinity), std::domain_error);
    EXPECT_THROW((void)logarithm(std::numeric_limits<double>::quiet_NaN()), std::domain_error);
}

TEST(Elementary, NormalQuantileInvertsTheDistribution)
{
    for (double u = 0.0005; u < 1.0; u += 0.0005) {
        auto const z = normal_quantile(u);
        auto const slope = std::exp(-0.5 * z * z) / std::sqrt(2.0 * 3.14159265358979323846);
        auto const distribution = 0.5 * std::erfc(-z / std::sqrt(2.0));
        ASSERT_NEAR((distribution - u) / slope, 0.0, 1e-6) << "at " << u;
    }
}

TEST(Elementary, LogLogisticHasItsMedianAndQuartiles)
{
    EXPECT_NEAR(log_logistic(150000.0, 2.5, 0.5), 150000.0, 1e-6);
    // Odds of 3 to 1: the median times or over 3^(1/2.5).
    EXPECT_NEAR(log_logistic(150000.0, 2.5, 0.75), 150000.0 * std::pow(3.0, 0.4), 1e-6);
    EXPECT_NEAR(log_logistic(150000.0, 2.5, 0.25), 150000.0 / std::pow(3.0, 0.4), 1e-6);
}

struct Moments {
    double mean = 0.0;
    double variance = 0.0;
};

// Over the quantiles at the middles of 20,000 equal parts of (0, 1): no chance in it.
template <class Quantile>
Moments moments(Quantile quantile)
{
    constexpr int parts = 20000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < parts; ++i) {
        auto const value = static_cast<double>(quantile((i + 0.5) / parts));
        sum += value;
        squares += value * value;
    }
    auto const mean = sum / parts;
    return {mean, squares / parts - mean * mean};
}

TEST(Elementary, GumbelHasItsMeanAndVariance)
{
    auto const got = moments(gumbel);
    EXPECT_NEAR(got.mean, 0.57721566490153286, 1e-3);
    EXPECT_NEAR(got.variance, 3.14159265358979323846 * 3.14159265358979323846 / 6.0, 1e-2);
}

TEST(Elementary, PoissonHasItsMeanAndVariance)
{
    for (double const mean : {0.01, 0.3, 1.0, 4.5, 20.0, 49.9, 50.1, 96.0, 1000.0}) {
        auto const got = moments([mean](double u) { return poisson_quantile(mean, u); });
        EXPECT_NEAR(got.mean, mean, 0.002 * std::max(1.0, mean)) << "mean " << mean;
        EXPECT_NEAR(got.variance, mean, 0.01 * std::max(1.0, mean)) << "mean " << mean;
    }
}

TEST(Elementary, PoissonGivesItsQuantiles)
{
    EXPECT_EQ(poisson_quantile(0.0, 0.999), 0);
    // P(0) = e^-1 = 0.3679, P(<= 1) = 0.7358.
    EXPECT_EQ(poisson_quantile(1.0, 0.367), 0);
    EXPECT_EQ(poisson_quantile(1.0, 0.369), 1);
    EXPECT_EQ(poisson_quantile(1.0, 0.735), 1);
    EXPECT_EQ(poisson_quantile(1.0, 0.736), 2);
    EXPECT_EQ(poisson_quantile(1000.0, 0.5), 1000);
    EXPECT_GE(poisson_quantile(51.0, open_uniform(0)), 0);
}

// One address serves any mean: more people never means that fewer think of leaving.
TEST(Elementary, PoissonRisesWithItsMeanAndWithU)
{
    for (double u = 0.001; u < 1.0; u += 0.013) {
        std::int64_t last = 0;
        for (double mean = 0.5; mean < 60.0; mean += 0.5) {
            auto const number = poisson_quantile(mean, u);
            // The two methods meet at 50 and may disagree there by one.
            ASSERT_GE(number + (mean > 50.0 && mean < 51.0 ? 1 : 0), last) << "mean " << mean << ", u " << u;
            last = number;
        }
    }
}

// The clock that rings first belongs to the alternative whose utility plus Gumbel deviate is largest.
TEST(Elementary, TheFirstClockIsTheLargestUtility)
{
    Randomness const random(7, 1);
    for (std::uint32_t subject = 0; subject < 2000; ++subject) {
        auto const words = random.draw(Purpose::way_on, subject, 1);
        double const utility = 0.003 * subject - 3.0;
        double const first = open_uniform(words[0]);
        double const second = open_uniform(words[1]);
        EXPECT_EQ(rings_at(0.0, first) < rings_at(utility, second), gumbel(first) > utility + gumbel(second))
            << "subject " << subject;
    }
}

}  // namespace
}  // namespace piste::test
