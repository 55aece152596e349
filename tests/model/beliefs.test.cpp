// Beliefs alone: what is remembered, forgotten, distorted and passed on between nationalities.
#include "model/beliefs.hpp"

#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

constexpr std::size_t mine = 0;
constexpr std::size_t theirs = 1;

Scenario quiet_world()
{
    auto world = small_world();
    world.news.prior_weight = 10.0;
    world.news.memory_weeks = 4;
    world.news.weight_of_others = 0.5;
    world.population.expected_risk = 0.2;
    world.population.expected_cost_cfa = 200'000;
    return world;
}

std::vector<Distortion> undistorted(Scenario const& world)
{
    return std::vector<Distortion>(world.nationalities.size());
}

void hear(Beliefs& beliefs, Scenario const& world)
{
    beliefs.hear_week(world, undistorted(world));
    beliefs.form(world);
}

TEST(Beliefs, BeginWithThePrior)
{
    auto const world = quiet_world();
    Beliefs const beliefs(world);
    EXPECT_DOUBLE_EQ(beliefs.risk(mine), 0.2);
    EXPECT_DOUBLE_EQ(beliefs.risk(mine, 0), world.news.prior_risk);
    EXPECT_DOUBLE_EQ(beliefs.cost_kcfa(mine), 200.0);
    EXPECT_DOUBLE_EQ(beliefs.usual_risk(mine), 0.2) << "nothing noted yet";
}

// 10 of the prior at 0.2, 20 own tales of which 8 of harm: (2 + 8) / 30. Others hear half of each: (2 + 4) / 20.
TEST(Beliefs, BlendThePriorWithTalesOfCoNationalsAndLessOfOthers)
{
    auto const world = quiet_world();
    Beliefs beliefs(world);
    beliefs.told(0, mine, beliefs.corridor()) = {.tellers = 20, .harmed = 8, .arrived = 10, .cost_kcfa = 3000};
    hear(beliefs, world);
    EXPECT_DOUBLE_EQ(beliefs.risk(mine), 10.0 / 30.0);
    EXPECT_DOUBLE_EQ(beliefs.risk(theirs), 6.0 / 20.0);
    EXPECT_DOUBLE_EQ(beliefs.cost_kcfa(mine), (2000.0 + 3000.0) / 20.0);
    EXPECT_DOUBLE_EQ(beliefs.cost_kcfa(theirs), (2000.0 + 1500.0) / 15.0);
}

// A quarter of each tale's weight is lost a week: after two more weeks 20 tales count as 11.25.
TEST(Beliefs, ForgetTowardThePrior)
{
    auto const world = quiet_world();
    Beliefs beliefs(world);
    beliefs.told(0, mine, beliefs.corridor()) = {.tellers = 20, .harmed = 20};
    hear(beliefs, world);
    auto const fresh = beliefs.risk(mine);
    hear(beliefs, world);
    hear(beliefs, world);
    EXPECT_DOUBLE_EQ(beliefs.risk(mine), (2.0 + 11.25) / (10.0 + 11.25));
    EXPECT_LT(beliefs.risk(mine), fresh);
    for (int week = 0; week < 60; ++week) {
        hear(beliefs, world);
    }
    EXPECT_NEAR(beliefs.risk(mine), 0.2, 1e-6);
}

TEST(Beliefs, AWeekIsHeardOnce)
{
    auto const world = quiet_world();
    Beliefs beliefs(world);
    for (std::int32_t week = 0; week < 200; ++week) {
        EXPECT_EQ(beliefs.next_week(), week);
        EXPECT_EQ(beliefs.told(week, mine, 0).tellers, 0) << "counters of an earlier week were not cleared";
        beliefs.told(week, mine, 0).tellers = 1;
        hear(beliefs, world);
    }
}

TEST(Beliefs, ADistortedWeekIsOutForItsNationalityAlone)
{
    auto const world = quiet_world();
    Beliefs beliefs(world);
    beliefs.told(0, mine, beliefs.corridor()) = {.tellers = 20, .harmed = 8, .arrived = 10, .cost_kcfa = 3000};
    beliefs.told(0, theirs, beliefs.corridor()) = {.tellers = 20, .harmed = 8, .arrived = 10, .cost_kcfa = 3000};
    auto distortions = undistorted(world);
    distortions[mine] = {.harm = 1.5, .cost = 0.5};
    beliefs.hear_week(world, distortions);
    beliefs.form(world);
    EXPECT_DOUBLE_EQ(beliefs.risk(mine), (2.0 + 12.0 + 4.0) / (10.0 + 20.0 + 10.0));
    EXPECT_DOUBLE_EQ(beliefs.risk(theirs), (2.0 + 8.0 + 6.0) / (10.0 + 20.0 + 10.0));
    EXPECT_LT(beliefs.cost_kcfa(mine), beliefs.cost_kcfa(theirs));
}

// No more can tell of harm than tell at all.
TEST(Beliefs, ExaggerationEndsWhereEverybodyWasHarmed)
{
    auto world = quiet_world();
    world.news.prior_weight = 0.001;
    Beliefs beliefs(world);
    beliefs.told(0, mine, beliefs.corridor()) = {.tellers = 20, .harmed = 18};
    auto distortions = undistorted(world);
    distortions[mine].harm = 2.0;
    beliefs.hear_week(world, distortions);
    beliefs.form(world);
    EXPECT_NEAR(beliefs.risk(mine), 1.0, 1e-3);
    EXPECT_LE(beliefs.risk(mine), 1.0);
}

TEST(Beliefs, ARumourIsHeardWhereItIsToldAndForgotten)
{
    auto world = quiet_world();
    Beliefs beliefs(world);
    world.nationalities[mine].rumour_tales_per_week = 30.0;
    world.news.rumour_harmed_share = 1.0;
    hear(beliefs, world);
    EXPECT_DOUBLE_EQ(beliefs.risk(mine), 32.0 / 40.0);
    EXPECT_DOUBLE_EQ(beliefs.cost_kcfa(mine), 200.0) << "it tells nothing of cost";
    EXPECT_GT(beliefs.risk(theirs), 0.2);
    EXPECT_LT(beliefs.risk(theirs), beliefs.risk(mine));
    world.nationalities[mine].rumour_tales_per_week = 0.0;
    auto const at_its_height = beliefs.risk(mine);
    hear(beliefs, world);
    EXPECT_LT(beliefs.risk(mine), at_its_height);
}

TEST(Beliefs, WhatIsUsualIsTheMeanOfTheWeeksNoted)
{
    auto const world = quiet_world();
    Beliefs beliefs(world);
    beliefs.note_as_usual();
    beliefs.told(0, mine, beliefs.corridor()) = {.tellers = 20, .harmed = 20};
    hear(beliefs, world);
    auto const later = beliefs.risk(mine);
    beliefs.note_as_usual();
    EXPECT_DOUBLE_EQ(beliefs.usual_risk(mine), (0.2 + later) / 2.0);
}

}  // namespace
}  // namespace piste::test
