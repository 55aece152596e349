#include "model/answers.hpp"
#include "model/random.hpp"

#include <gtest/gtest.h>

#include <cmath>

using namespace piste;

namespace {

constexpr double stop_scale = 1.0 / 4294967296.0;  // everybody is stopped

}  // namespace

TEST(Luck, WhoDoesNotKnowOfTheRightToMoveNeverInsistsAndLosesNothingOfHisNumber)
{
    for (std::uint32_t const word : {0U, 1U, 12345U, 0x80000000U, 0xffffffffU}) {
        Luck luck(word, stop_scale);
        auto const before = luck.reservation;
        EXPECT_FALSE(luck.insists_on(Rights{}));
        EXPECT_EQ(luck.reservation, before);
    }
}

TEST(Luck, WhoAlwaysInsistsIsNeverAsked)
{
    for (std::uint32_t const word : {0U, 0x80000000U, 0xffffffffU}) {
        Luck luck(word, stop_scale);
        EXPECT_TRUE(luck.insists_on(rights_of(1.0)));
    }
}

// Of 40,000, three in ten insist; what is left of the others' numbers is uniform: mean 1/2, a quarter below 1/4. Fixed seed, four standard errors.
TEST(Luck, OfWhoDoesNotInsistIsUniformAgain)
{
    Randomness const random(11, 0);
    double insisted = 0.0;
    double sum = 0.0;
    double low = 0.0;
    double others = 0.0;
    constexpr std::uint32_t number = 40000;
    for (std::uint32_t i = 0; i < number; ++i) {
        auto const words = random.draw(Purpose::roadblock, i, 0);
        auto const word = words[0];
        Luck luck(word, stop_scale);
        if (luck.insists_on(rights_of(0.3))) {
            ++insisted;
            continue;
        }
        EXPECT_LT(luck.reservation, 1.0);
        ++others;
        sum += luck.reservation;
        low += luck.reservation < 0.25 ? 1.0 : 0.0;
    }
    EXPECT_NEAR(insisted / number, 0.3, 4.0 * std::sqrt(0.21 / number));
    EXPECT_NEAR(sum / others, 0.5, 4.0 * std::sqrt(1.0 / 12.0 / others));
    EXPECT_NEAR(low / others, 0.25, 4.0 * std::sqrt(0.1875 / others));
}
