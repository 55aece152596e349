// Extraction by economics, on the corridor. The signs of Olken and Barron (2009) are among the patterns (tests/patterns/extraction.cpp).
#include "tests/properties/mali_2016.hpp"

#include <cmath>

namespace piste::test {
namespace {

// Francs a demand of state posts, in the measured period.
double mean_ask(Outcome const& outcome)
{
    return sum_of(outcome, Variable::post_asked) / sum_of(outcome, Variable::post_asks);
}

// What is asked at first is forgotten in the warm-up: of a start at half or at double, less than a thirtieth is left.
TEST(Extraction, ForgetsWhatWasAskedAtFirst)
{
    auto const at = [](std::string const& factor) {
        auto const world = read_scenario(PISTE_MALI_2016, {"horizon.measured=183", "horizon.run_out=60",
                                                           "extraction.first_ask_factor=" + factor})
                               .scenario;
        return estimate(replicates(world, pairs), mean_ask).mean;
    };
    auto const usual = at("1");
    EXPECT_NEAR(at("0.5"), usual, 0.033 * usual);
    EXPECT_NEAR(at("2"), usual, 0.033 * usual);
}

// Where posts do not learn what they ask depends on who stands before them alone, not on what is given.
TEST(Extraction, IsAskedByTheRuleOfThumbWherePostsDoNotLearn)
{
    auto const mean_at = [](char const* learn, char const* share) {
        auto const world = read_scenario(PISTE_MALI_2016, {"horizon.measured=183", "horizon.run_out=60",
                                                           std::string("extraction.posts_learn=") + learn,
                                                           std::string("extraction.reservation_share=") + share})
                               .scenario;
        return estimate(replicates(world, 2), mean_ask).mean;
    };
    EXPECT_NEAR(mean_at("off", "0.09"), mean_at("off", "0.05"), 0.1 * mean_at("off", "0.05"));
    EXPECT_GT(mean_at("on", "0.09"), 1.25 * mean_at("on", "0.05"));
}

}  // namespace
}  // namespace piste::test
