#include "runners/procedures/paired_interval.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace piste {
namespace {

TEST(PairedDifferences, GiveTheIntervalOfATextbook)
{
    PairedDifferences pairs;
    for (double const difference : {3.0, 5.0, 7.0, 9.0, 11.0}) {
        pairs.add(difference);
    }
    // Standard deviation sqrt(10), t with 4 degrees of freedom 2.7764.
    EXPECT_NEAR(pairs.halfwidth(), 2.776445 * std::sqrt(10.0 / 5.0), 1e-5);
    EXPECT_EQ(pairs.count(), 5);
    EXPECT_FALSE(pairs.all_equal());
}

TEST(PairedDifferences, HaveNoIntervalBeforeTheSecondPair)
{
    PairedDifferences pairs;
    EXPECT_TRUE(std::isinf(pairs.halfwidth()));
    pairs.add(1.0);
    EXPECT_TRUE(std::isinf(pairs.halfwidth()));
    pairs.add(1.0);
    EXPECT_EQ(pairs.halfwidth(), 0.0);
    EXPECT_TRUE(pairs.all_equal());
}

TEST(CountsToLookAt, AreWholeBlocksAndTheMost)
{
    EXPECT_EQ(count_to_look_at(0, 32, 100), 32);
    EXPECT_EQ(count_to_look_at(32, 32, 100), 32);
    EXPECT_EQ(count_to_look_at(33, 32, 100), 64);
    EXPECT_EQ(count_to_look_at(96, 32, 100), 96);
    EXPECT_EQ(count_to_look_at(97, 32, 100), 100);
    EXPECT_EQ(count_to_look_at(100, 32, 100), 100);
    EXPECT_EQ(count_to_look_at(500, 32, 100), 100);
    EXPECT_EQ(count_to_look_at(0, 64, 10), 10);
}

// Looking again and again makes the interval cover less often than it says, and the first block keeps that small: 2,000 sequences whose
// target is met after some 100 pairs.
TEST(SequentialStopping, CoversNearlyAsOftenAsItSays)
{
    constexpr int sequences = 2000;
    constexpr double target = 0.2;
    int covered = 0;
    for (int sequence = 0; sequence < sequences; ++sequence) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(sequence) + 1);
        std::normal_distribution<double> draw(0.0, 1.0);
        PairedDifferences pairs;
        double sum = 0.0;
        do {
            for (int i = 0; i < 32; ++i) {
                auto const difference = draw(generator);
                sum += difference;
                pairs.add(difference);
            }
        } while (pairs.halfwidth() > target);
        EXPECT_GT(pairs.count(), 32);
        covered += std::abs(sum / static_cast<double>(pairs.count())) <= pairs.halfwidth() ? 1 : 0;
    }
    auto const standard_error = std::sqrt(0.95 * 0.05 / sequences);
    EXPECT_GE(covered, sequences * (0.94 - 3 * standard_error));
    EXPECT_LE(covered, sequences * (0.95 + 3 * standard_error));
}

}  // namespace
}  // namespace piste
