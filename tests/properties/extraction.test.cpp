// Extraction by economics, on the corridor. The signs of Olken and Barron (2009) are among the patterns (tests/patterns/extraction.cpp).
#include "tests/properties/mali_2016.hpp"

#include <cmath>

namespace piste::test {
namespace {

// Francs a demand of state posts, in the measured period.
Measure mean_ask(Scenario const& world)
{
    return [&world](Outcome const& outcome) {
        auto const asked_cfa = outcome.of(Variable::post_asked);
        auto const asks = outcome.of(Variable::post_asks);
        auto const classes = asks.size() / world.post_groups.size();
        std::int64_t francs = 0;
        std::int64_t demands = 0;
        for (std::size_t i = 0; i < asks.size(); ++i) {
            bool const is_of_state = world.post_groups[i / classes].force != Force::armed_group;
            francs += is_of_state ? asked_cfa[i] : 0;
            demands += is_of_state ? asks[i] : 0;
        }
        return static_cast<double>(francs) / static_cast<double>(demands);
    };
}

// What is asked at first is forgotten in the warm-up: of a start at half or at double, less than a thirtieth is left.
TEST(Extraction, ForgetsWhatWasAskedAtFirst)
{
    auto const at = [](std::string const& factor) {
        auto const world = read_scenario(PISTE_MALI_2016, {"horizon.measured=183", "horizon.run_out=60",
                                                           "extraction.first_ask_factor=" + factor})
                               .scenario;
        return estimate(replicates(world, pairs), mean_ask(world)).mean;
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
        return estimate(replicates(world, 2), mean_ask(world)).mean;
    };
    EXPECT_NEAR(mean_at("off", "0.09"), mean_at("off", "0.05"), 0.1 * mean_at("off", "0.05"));
    EXPECT_GT(mean_at("on", "0.09"), 1.25 * mean_at("on", "0.05"));
}

}  // namespace
}  // namespace piste::test
