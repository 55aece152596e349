#include "model/extortion.hpp"

#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

Scenario extorting_world()
{
    auto world = small_world();
    world.prices.extortion = Switch::on;
    world.prices.extortion_share = 0.5;
    world.prices.extortion_weeks = 2;
    world.prices.memory_weeks = 4.0;
    world.learning.memory_weeks = 13.0;
    world.learning.prior_clients = 50.0;
    return world;
}

// What a week brings a passeur: of fares when he holds clients and when he does not, and of ransoms.
struct Week {
    Francs fares_holding_cfa = 0;
    Francs fares_refraining_cfa = 0;
    Francs ransoms_cfa = 0;
};

// Of 50 clients a week and 60 runs, after half a year.
double share_holding(Scenario const& world, Week const& week)
{
    double holding = 0.0;
    double all = 0.0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        piste::Run run(world, {seed, 0, 0});
        for (run.day = run.first_day(); run.day < run.first_day() + 26 * days_per_week; run.day += days_per_week) {
            for (auto& extorter : run.extorters) {
                extorter.carried = 50;
                extorter.fares_cfa = extorter.holds ? week.fares_holding_cfa : week.fares_refraining_cfa;
                extorter.ransoms_cfa = extorter.holds ? week.ransoms_cfa : 0;
            }
            decide_on_extortion(run);
        }
        for (auto const& extorter : run.extorters) {
            holding += extorter.holds ? 1.0 : 0.0;
            all += 1.0;
        }
    }
    return holding / all;
}

TEST(Extortion, IsDoneByWhomItPaysAndNotByWhomItCostsMoreClientsThanItBrings)
{
    auto const world = extorting_world();
    auto const none = share_holding(world, {1'000'000, 1'000'000, 0});
    EXPECT_NEAR(none, 0.5, 0.1);
    EXPECT_GT(share_holding(world, {1'000'000, 1'000'000, 3'000'000}), none + 0.2);
    EXPECT_LT(share_holding(world, {0, 4'000'000, 1'000'000}), none - 0.2);
    auto rare = world;
    rare.prices.extortion_share = 0.1;
    EXPECT_NEAR(share_holding(rare, {1'000'000, 1'000'000, 0}), 0.1, 0.06);
}

TEST(Extortion, AsManyAreHeldAsTheCrossingSaysWhereAsManyHoldAsAtFirst)
{
    auto const world = extorting_world();
    piste::Run run(world, {3, 0, 0});
    run.day = run.first_day();
    EXPECT_EQ(run.extorters[0].factor.value(), 1.0) << "nobody has decided yet";
    decide_on_extortion(run);
    for (auto const& extorter : run.extorters) {
        EXPECT_EQ(extorter.factor.value(), extorter.holds ? 2.0 : 0.0);
    }
    // He keeps to it as long as he has decided for.
    auto const before = run.extorters;
    run.day += days_per_week;
    decide_on_extortion(run);
    for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_EQ(run.extorters[i].holds, before[i].holds);
    }
}

TEST(Extortion, WhatFamiliesTellOfAPasseurIsFearedOfHimAlone)
{
    auto const world = extorting_world();
    piste::Run run(world, {1, 0, 0});
    auto const hub = world.corridor.main_hub.value();
    auto const& passeurs = run.world.hubs[hub].passeurs[0];
    ASSERT_GE(passeurs.size(), 2U);
    run.day = run.first_day();
    for (auto const passeur : passeurs) {
        run.extorters[passeur].carried = 100;
    }
    run.extorters[passeurs[0]].held = 10;
    decide_on_extortion(run);
    auto const told = world.news.told_by_families.value();
    EXPECT_NEAR(static_cast<double>(run.extorters[passeurs[0]].feared_cfa), 0.1 * told * 150000.0, 1.0);
    EXPECT_EQ(run.extorters[passeurs[1]].feared_cfa, 0);
    run.day += days_per_week;
    run.extorters[passeurs[0]].carried = 100;
    decide_on_extortion(run);
    EXPECT_LT(run.extorters[passeurs[0]].feared_cfa, floor_to_integer(0.05 * told * 150000.0)) << "it fades";
}

// Newcomers who compare go to whom they fear less, at the same fare.
TEST(Extortion, WhoIsFearedLosesNewcomers)
{
    auto world = extorting_world();
    world.prices.compares_fares = Probability(1.0);
    world.prices.choice_noise_cfa = 5000;
    piste::Run run(world, {1, 0, 0});
    auto const hub = world.corridor.main_hub.value();
    auto const& passeurs = run.world.hubs[hub].passeurs[0];
    run.extorters[passeurs[0]].feared_cfa = 10000;
    int stay = 0;
    constexpr int newcomers = 200;
    for (std::uint32_t id = 0; id < newcomers; ++id) {
        auto const person = run.people.add();
        run.people[person].id = id;
        run.people[person].place = narrow<std::uint8_t>(hub);
        run.people[person].passeur = passeurs[0];
        compare_fares(run, person);
        stay += run.people[person].passeur == passeurs[0] ? 1 : 0;
    }
    EXPECT_LT(stay, newcomers / 4);
    EXPECT_GT(stay, 0);
}

// Off, the crossing alone decides: the same people are held whoever would have done it.
TEST(Extortion, OffNobodyDecides)
{
    auto world = extorting_world();
    world.prices.extortion = Switch::off;
    auto other = world;
    other.prices.extortion_share = 0.9;
    auto const one = simulate(world, {1, 0, 0});
    auto const two = simulate(other, {1, 0, 0});
    EXPECT_GT(one.tally(Tally::held_for_ransom), 0);
    EXPECT_EQ(one.values, two.values);
}

}  // namespace
}  // namespace piste::test
