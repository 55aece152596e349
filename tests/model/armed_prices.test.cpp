// What posts of armed groups ask where they learn it, and the gendarmes' tax.
#include "model/armed_prices.hpp"

#include "model/armed_groups.hpp"
#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace piste::test {
namespace {

// One coalition with three posts on two ways, whose tolls may lie between 1,000 and 10,000 CFA.
Scenario learning_world()
{
    auto world = small_world();
    world.extraction.armed_posts_learn = Switch::on;
    world.extraction.armed_reservation_share = Ratio(0.09);
    world.extraction.armed_least_share = Ratio(0.2);
    world.extraction.armed_let_go_for_less = Probability(0.85);
    world.gate.learns = Switch::on;
    world.gate.reservation_share = Ratio(0.1);
    for (auto& group : world.post_groups) {
        group.toll_cap_cfa = group.force == Force::armed_group ? 10000 : group.toll_cap_cfa;
    }
    return world;
}

std::int64_t sum_over_armed(Scenario const& world, Outcome const& outcome, Variable variable)
{
    auto const values = outcome.of(variable);
    auto const columns = values.size() / world.post_groups.size();
    std::int64_t sum = 0;
    for (std::size_t g = 0; g < world.post_groups.size(); ++g) {
        for (std::size_t column = 0; column < columns && world.post_groups[g].force == Force::armed_group; ++column) {
            sum += values[g * columns + column];
        }
    }
    return sum;
}

Estimate mean_ask(Scenario const& world, std::uint32_t replicates)
{
    std::vector<double> asks;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        auto const outcome = simulate(world, {1, replicate, 0});
        auto const asked_cfa = static_cast<double>(sum_over_armed(world, outcome, Variable::post_asked));
        asks.push_back(asked_cfa / static_cast<double>(sum_over_armed(world, outcome, Variable::post_asks)));
    }
    return estimate(asks);
}

// Nothing else that concerns learning matters where it is off.
TEST(ArmedPrices, AreTheTollThatIsToldWhereGroupsDoNotLearn)
{
    auto world = learning_world();
    world.extraction.armed_posts_learn = Switch::off;
    auto const outcome = simulate(world, {1, 0, 0});
    EXPECT_EQ(sum_over_armed(world, outcome, Variable::post_asks), 0);
    EXPECT_EQ(sum_over_armed(world, outcome, Variable::post_revenue) % 5000, 0);
    world.extraction.armed_groups_set_one_price = Switch::off;
    world.extraction.armed_reservation_share = Ratio(10.0);
    world.extraction.armed_least_share = Ratio(0.5);
    auto const same = simulate(world, {1, 0, 0});
    EXPECT_EQ(outcome.values, same.values);
}

// Where purses do not bind and no passeur advances anything, and enough travellers pass to learn from. Nobody is let go for less: where most are,
// a post gets as much from who would give little whatever it asks above that, and chance moves its price.
TEST(ArmedPrices, FollowWhatTravellersWouldGiveWithinTheirLimits)
{
    auto world = learning_world();
    world.population.migrants_per_year *= 20;
    for (auto& kind : world.vehicle_kinds) {
        kind.arrivals_per_day *= 20.0;
    }
    world.horizon.warm_up_days = 730;
    world.extraction.armed_let_go_for_less = Probability(0.0);
    world.north.passeur_advances_toll = Probability(0.0);
    for (auto& nationality : world.nationalities) {
        nationality.purse_median_cfa = 1'000'000;
    }
    world.extraction.armed_reservation_share = Ratio(5.0);
    auto const high = mean_ask(world, 4);
    world.extraction.armed_reservation_share = Ratio(0.002);  // where nobody gives anything there is nothing to learn
    auto const low = mean_ask(world, 16);  // chance teaches a post much where little is given
    EXPECT_GT(high.mean - 3.0 * high.standard_error, 6000.0);
    EXPECT_LE(high.mean, 10000.0);
    EXPECT_LT(low.mean + 3.0 * low.standard_error, 4000.0);
    EXPECT_GE(low.mean, 1000.0);
}

TEST(ArmedPrices, OfOneHolderAreOneOrEachPostsOwn)
{
    auto world = learning_world();
    auto const way = row_named(world.itineraries, "gao-by-timiaouine").value();
    auto const tariffs = [&] {
        World const prepared(world);
        ArmedPrices const prices(world, prepared);
        std::vector<std::uint16_t> seen;
        auto const& stops = prepared.roads[world.itineraries[way].links[0].value()].stops;
        for (std::size_t s = 0; s < stops.size(); ++s) {
            if (stops[s].is_armed_group) {
                seen.push_back(prices.ahead_at(way, 0, s).tariff);
            }
        }
        return seen;
    };
    auto const of_one = tariffs();
    ASSERT_GE(of_one.size(), 2U);
    EXPECT_EQ(of_one[0], of_one[1]);
    world.extraction.armed_groups_set_one_price = Switch::off;
    auto const apart = tariffs();
    EXPECT_NE(apart[0], apart[1]);
}

// A chain of four posts alone: asked once, travellers leave less of it, and so many fewer are left behind, than where each post asks.
TEST(ArmedPrices, OfAllTogetherAreAskedOnceATripAndTakeLess)
{
    auto world = learning_world();
    world.horizon.warm_up_days = 365;
    world.population.migrants_per_year = 3000;
    for (auto& group : world.post_groups) {
        group.posts = group.force == Force::armed_group ? 4 : 0;
    }
    world.truck.protection_coverage = Probability(0.0);
    auto const apart = simulate(world, {1, 0, 0});
    world.extraction.tolls_set_jointly = Switch::on;
    auto const together = simulate(world, {1, 0, 0});
    auto const per_trip = [&](Outcome const& outcome, std::int64_t sum) {
        return static_cast<double>(sum) / static_cast<double>(outcome.tally(Tally::left_northward));
    };
    EXPECT_GT(per_trip(apart, sum_over_armed(world, apart, Variable::post_asks)), 3.0);
    EXPECT_LT(per_trip(together, sum_over_armed(world, together, Variable::post_asks)), 1.5) << "some set out a second time";
    EXPECT_LT(per_trip(together, sum_over_armed(world, together, Variable::post_revenue)),
              0.7 * per_trip(apart, sum_over_armed(world, apart, Variable::post_revenue)));
    EXPECT_LT(together.tally(Tally::left_at_post), apart.tally(Tally::left_at_post));
}

// Nothing tells who comes to a stretch what others took there before.
TEST(ArmedPrices, OfWhoComesToAStretchAreHisOwn)
{
    auto world = learning_world();
    world.extraction.armed_groups_set_one_price = Switch::off;
    piste::Run run(world, {1, 0, 0});
    auto& prices = run.armed_prices;
    std::vector<std::size_t> posts;
    for (auto const& stop : run.world.roads[row_named(world.links, "gao-kidal").value()].stops) {
        if (stop.is_armed_group) {
            posts.push_back(stop.roster);
        }
    }
    ASSERT_EQ(posts.size(), 2U);
    prices.tariffs[posts[0]].level_cfa = 7000.0;
    prices.tariffs[posts[1]].level_cfa = 2000.0;
    run.groups.is_manned[posts[1]] = 0;
    run.day = 0;
    learn_at_posts(run);
    armed_groups_decide(run);   // decide nothing here
    run.groups.is_manned[posts[1]] = 1;
    run.day += days_per_week;
    learn_at_posts(run);
    armed_groups_decide(run);
    EXPECT_EQ(prices.tariffs[posts[1]].level_cfa, 2000.0);
    EXPECT_TRUE(prices.posts[posts[1]].was_manned);
}

// What is told of a post is what it takes of what people have; who stands before others keeps that back.
TEST(ArmedPrices, LeaveTravellersFreeToGiveWhatPostsAheadDoNotTake)
{
    auto world = learning_world();
    world.extraction.hearsay_speed = 0.5;
    piste::Run run(world, {1, 0, 0});
    auto const way = row_named(world.itineraries, "gao-by-timiaouine").value();
    auto const& stops = run.world.roads[world.itineraries[way].links[0].value()].stops;
    std::vector<std::size_t> at;
    for (std::size_t s = 0; s < stops.size(); ++s) {
        if (stops[s].is_armed_group) {
            at.push_back(s);
        }
    }
    auto& second = run.armed_prices.posts[stops[at[1]].roster];
    second.carried_cfa = 1000;
    second.given_cfa = 200;
    run.day += days_per_week;
    learn_at_posts(run);
    EXPECT_DOUBLE_EQ(run.armed_prices.ahead_at(way, 0, at[0]).free_share, 0.9);
    EXPECT_DOUBLE_EQ(run.armed_prices.ahead_at(way, 0, at[1]).free_share, 1.0);
}

// Who waits at Gao reckons with what its two ways asked last week, of one post and of two: in the mean one and a half tolls.
TEST(ArmedPrices, AreWhatThoseWhoWaitSetAside)
{
    auto world = learning_world();
    world.extraction.armed_groups_set_one_price = Switch::off;
    auto const gao = row_named(world.places, "gao").value();
    piste::Run run(world, {1, 0, 0});
    auto& prices = run.armed_prices;
    EXPECT_NEAR(static_cast<double>(prices.expected_tolls_cfa[gao]), 1.5 * 5000, 1.0);
    for (auto& tariff : prices.tariffs) {
        tariff.level_cfa = 8000.0;
    }
    EXPECT_NEAR(static_cast<double>(prices.expected_tolls_cfa[gao]), 1.5 * 5000, 1.0) << "nobody has come back yet";
    run.day += days_per_week;
    learn_at_posts(run);
    EXPECT_NEAR(static_cast<double>(prices.expected_tolls_cfa[gao]), 1.5 * 8000, 1.0);
    run.groups.is_manned.assign(prices.posts.size(), 0);
    run.day += days_per_week;
    learn_at_posts(run);
    EXPECT_EQ(prices.expected_tolls_cfa[gao], 0) << "nobody mans a post";
    world.extraction.armed_posts_learn = Switch::off;
    EXPECT_EQ(piste::Run(world, {1, 0, 0}).armed_prices.expected_tolls_cfa[gao], 7500) << "as told";
    world.truck.toll_payer = TollPayer::passeur;
    EXPECT_EQ(piste::Run(world, {1, 0, 0}).armed_prices.expected_tolls_cfa[gao], 0);
}

// Between the least and the highest tax; Malians by their factor; none of it where gendarmes do not learn.
TEST(GateTax, IsLearnedBetweenTheLeastAndTheHighest)
{
    auto world = learning_world();
    world.extraction.learning_step = 0.2;
    auto const mean_tax = [&](double share) {
        world.gate.reservation_share = Ratio(share);
        auto const outcome = simulate(world, {1, 0, 0});
        return static_cast<double>(paid(outcome, Party::migrant, Party::gendarmerie, Leg::hub)) /
               static_cast<double>(outcome.tally(Tally::gate_tax_paid));
    };
    auto const low = mean_tax(0.001);
    auto const high = mean_tax(100.0);
    EXPECT_GT(high, 1.5 * low);
    auto const tariff = first_gate_tariff(world);
    EXPECT_EQ(tariff.level_cfa, 5000.0);
    EXPECT_EQ(tariff.limits[static_cast<std::size_t>(Standing::malian)].low_cfa, 1000);
    EXPECT_EQ(tariff.limits[static_cast<std::size_t>(Standing::malian)].high_cfa, 4000);
    world.gate.learns = Switch::off;
    EXPECT_EQ(mean_tax(0.001), mean_tax(100.0));
}

}  // namespace
}  // namespace piste::test
