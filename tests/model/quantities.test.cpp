#include "model/quantities.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace piste::test {
namespace {

TEST(Narrow, KeepsWhatFits)
{
    EXPECT_EQ(narrow<std::uint8_t>(255), 255);
    EXPECT_EQ(narrow<std::int32_t>(std::int64_t{-2147483648LL}), std::numeric_limits<std::int32_t>::min());
    EXPECT_EQ(narrow<std::uint32_t>(0), 0U);
}

TEST(Narrow, RefusesWhatDoesNot)
{
    EXPECT_THROW((void)narrow<std::uint8_t>(256), std::overflow_error);
    EXPECT_THROW((void)narrow<std::uint8_t>(-1), std::overflow_error);
    EXPECT_THROW((void)narrow<std::int32_t>(std::int64_t{2147483648LL}), std::overflow_error);
    EXPECT_THROW((void)narrow<std::int32_t>(std::uint32_t{4294967295U}), std::overflow_error);
    EXPECT_THROW((void)narrow<std::uint32_t>(std::int64_t{-1}), std::overflow_error);
    EXPECT_THROW((void)narrow<std::int32_t>(std::uint64_t{0xffffffff80000000U}), std::overflow_error);
    EXPECT_THROW((void)narrow<std::uint32_t>(std::int32_t{-1}), std::overflow_error);
}

TEST(FloorToInteger, RoundsDownOnBothSidesOfZero)
{
    EXPECT_EQ(floor_to_integer(2.0), 2);
    EXPECT_EQ(floor_to_integer(2.999), 2);
    EXPECT_EQ(floor_to_integer(-0.0), 0);
    EXPECT_EQ(floor_to_integer(-0.001), -1);
    EXPECT_EQ(floor_to_integer(-2.0), -2);
    EXPECT_EQ(floor_to_integer(-2.001), -3);
    EXPECT_EQ(floor_to_integer(9007199254740991.0), 9007199254740991LL);
    EXPECT_EQ(floor_to_integer(-9007199254740991.0), -9007199254740991LL);
}

TEST(FloorToInteger, RefusesWhatIsNoExactInteger)
{
    EXPECT_THROW((void)floor_to_integer(9007199254740992.0), std::overflow_error);
    EXPECT_THROW((void)floor_to_integer(-9007199254740992.0), std::overflow_error);
    EXPECT_THROW((void)floor_to_integer(std::numeric_limits<double>::infinity()), std::overflow_error);
    EXPECT_THROW((void)floor_to_integer(std::numeric_limits<double>::quiet_NaN()), std::overflow_error);
}

TEST(ProbabilityThreshold, ZeroNeverAndOneAlways)
{
    EXPECT_FALSE(Probability(0.0).happens(0));
    EXPECT_FALSE(Probability().happens(0));
    EXPECT_TRUE(Probability(1.0).happens(0xffffffffU));
    EXPECT_EQ(Probability(1.0).threshold(), std::uint64_t{1} << 32U);
}

TEST(ProbabilityThreshold, IsExactForDyadicNumbersAndRoundsDownOthers)
{
    EXPECT_EQ(Probability(0.5).threshold(), 0x80000000U);
    EXPECT_TRUE(Probability(0.5).happens(0x7fffffffU));
    EXPECT_FALSE(Probability(0.5).happens(0x80000000U));
    EXPECT_EQ(Probability(0.1).threshold(), 429496729U);
    EXPECT_EQ(Probability(0.1).value(), 0.1);
}

TEST(ProbabilityThreshold, RefusesWhatIsNoProbability)
{
    EXPECT_THROW(Probability(-0.01), std::domain_error);
    EXPECT_THROW(Probability(1.01), std::domain_error);
    EXPECT_ANY_THROW(Probability(std::numeric_limits<double>::quiet_NaN()));
}

TEST(RatioOf, IsRoundedToTheNearestMillionthAndRoundsPartsDown)
{
    EXPECT_EQ(Ratio(0.3).millionths(), 300000);
    EXPECT_EQ(Ratio(0.3).of(100), 30);
    EXPECT_EQ(Ratio(0.3).of(99), 29);
    EXPECT_EQ(Ratio(0.0).of(1000), 0);
    EXPECT_EQ(Ratio(1.0).of(999999999), 999999999);
    EXPECT_EQ(Ratio(1.5).of(3), 4);
    EXPECT_EQ(Ratio(1.0 / 3.0).of(3000000), 999999);
}

TEST(PickBetween, ReachesBothEndsAndNothingElse)
{
    EXPECT_EQ(pick_between(3, 7, 0), 3);
    EXPECT_EQ(pick_between(3, 7, 0xffffffffU), 7);
    EXPECT_EQ(pick_between(5, 5, 0), 5);
    EXPECT_EQ(pick_between(5, 5, 0xffffffffU), 5);
    EXPECT_EQ(pick_between(-2, 2, 0x80000000U), 0);
}

TEST(PickBetween, SplitsTheWordsEvenly)
{
    // 2^32 words over 4 numbers: a quarter each, with edges at multiples of 2^30.
    EXPECT_EQ(pick_between(0, 3, 0x3fffffffU), 0);
    EXPECT_EQ(pick_between(0, 3, 0x40000000U), 1);
    EXPECT_EQ(pick_between(0, 3, 0x7fffffffU), 1);
    EXPECT_EQ(pick_between(0, 3, 0xbfffffffU), 2);
    EXPECT_EQ(pick_between(0, 3, 0xc0000000U), 3);
}

}  // namespace
}  // namespace piste::test
