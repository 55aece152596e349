#include "model/contest.hpp"
#include "model/elementary.hpp"
#include "model/society.hpp"
#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

using TheRun = piste::Run;  // a test has a member of that name

Scenario world_that_reacts()
{
    auto world = small_world();
    world.society.response = Switch::on;
    world.society.stability_elasticity = world.society.acceptance_elasticity = 0.3;
    world.society.goods_share = 0.5;
    world.society.migrants_share = 0.1;
    world.society.backlash = 0.4;
    world.society.livelihoods_weight = 0.3;
    world.society.extraction_elasticity = 0.2;
    world.society.gifts_elasticity = 0.5;
    world.society.speed_per_week = 0.1;
    world.groups.money_recruits_share = 0.6667;
    return world;
}

void years_pass(TheRun& run)
{
    for (run.day = 7; run.day < 730; run.day += 7) {
        society_reacts(run);
    }
}

TEST(Society, StaysAsItIsWhereNothingChanges)
{
    auto const world = world_that_reacts();
    TheRun run(world, {1, 0, 0});
    years_pass(run);
    EXPECT_DOUBLE_EQ(run.society.enforcement, 100.0);
    EXPECT_DOUBLE_EQ(run.society.legitimacy, 100.0);
    EXPECT_DOUBLE_EQ(run.society.acceptance, 100.0);
    EXPECT_DOUBLE_EQ(run.society.livelihoods, 100.0);
    EXPECT_DOUBLE_EQ(recruits_from_society(run), 0.0);
}

TEST(Society, EnforcementWithoutLivelihoodsCostsLegitimacy)
{
    auto world = world_that_reacts();
    world.society.donors_reward = 0.5;
    TheRun alone(world, {1, 0, 0});
    years_pass(alone);
    EXPECT_GT(arrest_factor(alone), 1.3);
    EXPECT_LT(alone.society.legitimacy, 85.0);
    EXPECT_GT(recruits_from_society(alone), 0.0);
    world.society.livelihood_support = 60.0;
    TheRun supported(world, {1, 0, 0});
    years_pass(supported);
    EXPECT_GE(supported.society.legitimacy, 100.0);
}

TEST(Society, RestrictingTradeCostsLivelihoodsAndMakesRecruits)
{
    auto world = world_that_reacts();
    world.society.trade_restricted = 0.5;
    TheRun run(world, {1, 0, 0});
    years_pass(run);
    EXPECT_NEAR(run.society.livelihoods, 75.0, 1.0);
    EXPECT_LT(run.society.legitimacy, 95.0);
    EXPECT_GT(recruits_from_society(run), 0.2);
}

TEST(Society, SharedRentsMakeSmugglingAcceptedAndEnforcementDear)
{
    auto const world = world_that_reacts();
    TheRun run(world, {1, 0, 0});
    run.society.base_is_known = true;
    run.society.base_to_residents = 1000.0;
    for (run.day = 7; run.day < 730; run.day += 7) {
        run.society.to_residents = 2000;
        society_reacts(run);
    }
    EXPECT_GT(run.society.acceptance, 130.0);
    EXPECT_LT(run.society.enforcement, 95.0);
}

// What fighting keeps the state from doing in the main hub: with nothing moved it is not done, with all of it moved it is done in the capital.
TEST(Society, WhatIsGivenUpInTheMainHubIsDoneWherePapersAreSold)
{
    auto const insecure = [](double moved_share) {
        auto world = world_that_reacts();
        world.society.moved_share = Ratio(moved_share);
        TheRun run(world, {1, 0, 0});
        run.groups.insecurity.assign(3, 4.0);
        years_pass(run);
        return run.society;
    };
    auto const stays = insecure(0.0);
    EXPECT_NEAR(stays.enforcement, 100.0 * power(4.0, -0.3), 0.1);
    EXPECT_NEAR(stays.enforcement_on_papers, 100.0, 0.1);
    auto const moves = insecure(1.0);
    EXPECT_GT(moves.enforcement_on_papers, 110.0);
    EXPECT_NEAR(moves.enforcement + moves.enforcement_on_papers, 200.0, 0.1);
    auto const safe = [] {
        auto world = world_that_reacts();
        world.society.moved_share = Ratio(1.0);
        TheRun run(world, {1, 0, 0});
        run.groups.insecurity.assign(3, 0.1);
        years_pass(run);
        return run.society;
    }();
    EXPECT_GT(safe.enforcement, 150.0);
    EXPECT_NEAR(safe.enforcement_on_papers, 100.0, 0.1);
    EXPECT_NEAR(moves.enforcement, 100.0 * power(4.0, -0.3), 0.1) << "what is done in Gao does not depend on what is done elsewhere";
}

// No state, no arrests by it.
TEST(Society, EnforcesWhereItHoldsARoad)
{
    auto world = world_that_reacts();
    auto const hub = Index<Place>(world.corridor.main_hub.value());
    auto const by = [&](HolderKind kind) {
        for (auto& link : world.links) {
            if (link.to == hub) {
                world.holders[link.holder.value()].kind = kind;
            }
        }
        return can_enforce_at(world, hub);
    };
    EXPECT_TRUE(by(HolderKind::state));
    EXPECT_FALSE(by(HolderKind::armed_group));
}

TEST(Society, StateThatTakesMoreLosesLegitimacy)
{
    auto const world = world_that_reacts();
    TheRun run(world, {1, 0, 0});
    run.society.base_is_known = true;
    run.society.base_to_state_posts = 1000.0;
    run.day = 7;
    run.society.to_state_posts = 2000;
    society_reacts(run);
    EXPECT_LT(run.society.legitimacy, 100.0);
}

TEST(Society, CommunityActionTakesAcceptanceWhateverIsShared)
{
    auto world = world_that_reacts();
    world.society.community_action = 30.0;
    TheRun run(world, {1, 0, 0});
    years_pass(run);
    EXPECT_NEAR(run.society.acceptance, 70.0, 0.1);
    EXPECT_GT(run.society.enforcement, 105.0);
}

// What leaks is measured against the first day's: the base stays where it is, and what changes moves it.
TEST(Society, AidCountsByWhatArrivesOfIt)
{
    auto world = world_that_reacts();
    world.society.aid_share = 0.1;
    world.society.aid_leak = 0.4;
    TheRun as_in_base(world, {1, 0, 0});
    years_pass(as_in_base);
    EXPECT_DOUBLE_EQ(as_in_base.society.livelihoods, 100.0);
    auto suspended = world;
    suspended.society.aid = 0.0;
    TheRun without(suspended, {1, 0, 0});
    years_pass(without);
    EXPECT_NEAR(without.society.livelihoods, 90.0, 0.1);
    // Less leaks from some day on.
    TheRun reviewed(world, {1, 0, 0});
    reviewed.society.leak_in_base = 0.7;
    years_pass(reviewed);
    EXPECT_NEAR(reviewed.society.livelihoods, 110.0, 0.1);
}

TEST(Society, ProjectsAndDonorsMoveItByWhatDoesNotLeak)
{
    auto world = world_that_reacts();
    world.society.livelihood_support = 20.0;
    world.society.aid_leak = 0.5;
    TheRun run(world, {1, 0, 0});
    years_pass(run);
    EXPECT_NEAR(run.society.livelihoods, 110.0, 0.1);
    world.society.livelihood_support = 0.0;
    world.society.donors_reward = 0.4;
    TheRun rewarded(world, {1, 0, 0});
    years_pass(rewarded);
    EXPECT_NEAR(rewarded.society.enforcement, 120.0, 0.1);
}

// As much is put into it, and less comes of it.
TEST(Society, AStateWithoutLegitimacyFindsLessHelp)
{
    auto world = world_that_reacts();
    world.society.donors_reward = 0.5;
    TheRun welcome(world, {1, 0, 0});
    years_pass(welcome);
    world.society.resistance = Switch::on;
    TheRun resisted(world, {1, 0, 0});
    years_pass(resisted);
    EXPECT_EQ(resisted.society.enforcement, welcome.society.enforcement);
    EXPECT_LT(arrest_factor(resisted), 0.98 * arrest_factor(welcome));
    world.society.donors_reward = 0.0;
    TheRun base(world, {1, 0, 0});
    years_pass(base);
    EXPECT_DOUBLE_EQ(arrest_factor(base), 1.0);
}

TEST(Society, IsSilentWhenSwitchedOff)
{
    auto world = world_that_reacts();
    world.society.response = Switch::off;
    world.society.donors_reward = 1.0;
    TheRun run(world, {1, 0, 0});
    years_pass(run);
    EXPECT_DOUBLE_EQ(arrest_factor(run), 1.0);
}

}  // namespace
}  // namespace piste::test
