#include "model/contest.hpp"
#include "tests/model/contested_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

using TheRun = piste::Run;  // a test has a member of that name

std::int64_t tally_of(Scenario const& world, Tally tally)
{
    return simulate(world, {1, 0, 0}).tally(tally);
}

TEST(ArmedGroups, NothingMovesWithoutClashesMigrantsAndShocks)
{
    auto const world = quiet_world();
    TheRun run(world, {1, 0, 0});
    weeks_pass(run, 50);
    EXPECT_EQ(run.groups.strength, std::vector<double>(3, 100.0));
    EXPECT_EQ(run.groups.control, run.groups.control_in_base);
    EXPECT_EQ(run.groups.insecurity, std::vector<double>(2, 1.0));
    EXPECT_EQ(run.groups.ambush_factor, std::vector<double>(world.links.size(), 1.0));
    EXPECT_EQ(run.groups.toll_change_cfa, std::vector<double>(world.itineraries.size(), 0.0));
}

TEST(ArmedGroups, AreSilentWhenSwitchedOff)
{
    auto world = contested_world();
    world.groups.response = world.groups.manning = world.bandits.response = Switch::off;
    auto const off = simulate(world, {1, 0, 0});
    auto plain = small_world();
    plain.holders = world.holders;
    auto const without = simulate(plain, {1, 0, 0});
    EXPECT_EQ(off.values[static_cast<std::size_t>(Variable::ledger)],
              without.values[static_cast<std::size_t>(Variable::ledger)]);
    EXPECT_EQ(off.values[static_cast<std::size_t>(Variable::fates)], without.values[static_cast<std::size_t>(Variable::fates)]);
}

// Who holds more of a stretch takes it for the time of the pact; of equals, who leads there. Islamists, who make none, keep what they hold.
TEST(ArmedGroups, APactLeavesEachStretchToOneOfThoseWhoMadeIt)
{
    auto world = quiet_world();
    world.groups.manning = Switch::on;
    world.groups.pact_divides = Switch::on;
    world.footholds[foothold(world, "gao-kidal-islamists")].weight = 50.0;
    world.footholds[foothold(world, "gao-kidal-rivals")].weight = 100.0;
    TheRun run(world, {1, 0, 0});
    auto const before = run.groups.control;
    EXPECT_EQ(shown_control(run), before) << "no pact";
    run.groups.has_pact = true;
    auto const shown = shown_control(run);
    EXPECT_DOUBLE_EQ(shown[foothold(world, "gao-kidal-rivals")], 0.75);
    EXPECT_EQ(shown[foothold(world, "gao-kidal-coalition")], 0.0);
    EXPECT_DOUBLE_EQ(shown[foothold(world, "gao-kidal-islamists")], 0.25);
    EXPECT_DOUBLE_EQ(shown[foothold(world, "gao-tal_handak-coalition")], 1.0) << "equals, and the coalition leads";
    EXPECT_EQ(shown[foothold(world, "gao-tal_handak-rivals")], 0.0);
    auto const posts = row_named(world.post_groups, "gao-kidal").value();
    ASSERT_GT(run.groups.posts_manned[posts], 0.0);
    man_posts(run);
    EXPECT_EQ(run.groups.posts_manned[posts], 0.0) << "the coalition has left the stretch to its rivals";
    world.groups.pact_divides = Switch::off;
    TheRun calm(world, {1, 0, 0});
    calm.groups.has_pact = true;
    EXPECT_EQ(shown_control(calm), before) << "it calms and nothing else";
}

// All groups at a quarter of their strength hold what they held, and man half of their posts.
TEST(ArmedGroups, ManFewerPostsWhereAllAreWeaker)
{
    auto world = quiet_world();
    world.groups.manning = Switch::on;
    auto const posts = row_named(world.post_groups, "gao-kidal").value();
    auto const manned = [&](double elasticity) {
        world.groups.manning_elasticity = elasticity;
        TheRun run(world, {1, 0, 0});
        run.groups.strength.assign(run.groups.strength.size(), 25.0);
        man_posts(run);
        return run.groups.posts_manned[posts];
    };
    EXPECT_DOUBLE_EQ(manned(0.0), world.post_groups[posts].posts) << "switched off";
    // Two posts, on a stretch of which the group holds half: 2 + 2 x (0.5 x 0.5 - 0.5).
    EXPECT_NEAR(manned(0.5), 1.5, 1e-12);
}

TEST(ArmedGroups, WhoTheStateBacksMoreGrowsAndGainsControl)
{
    auto world = quiet_world();
    TheRun run(world, {1, 0, 0});
    reckon_groups_base(run);
    world.armed_groups[row_named(world.armed_groups, "rivals").value()].state_backing = 1.0;
    weeks_pass(run, 30);
    auto const rivals = row_named(world.armed_groups, "rivals").value();
    EXPECT_GT(run.groups.strength[rivals], 110.0);
    EXPECT_GT(run.groups.control[foothold(world, "gao-kidal-rivals")], 0.52);
    EXPECT_EQ(run.groups.holder[row_named(world.links, "gao-kidal").value()], row_named(world.holders, "rivals"));
}

TEST(ArmedGroups, ControlDecidesWhoMansPosts)
{
    auto world = quiet_world();
    TheRun run(world, {1, 0, 0});
    run.day = 7;
    auto const posts = row_named(world.post_groups, "gao-kidal").value();
    auto& control = run.groups.control;
    control[foothold(world, "gao-kidal-coalition")] = 0.0;
    control[foothold(world, "gao-kidal-rivals")] = 1.0;
    man_posts(run);
    EXPECT_LT(run.groups.posts_manned[posts], 1.5);
    EXPECT_LT(run.groups.toll_change_cfa[row_named(world.itineraries, "gao-by-timiaouine").value()], 0.0);
    control[foothold(world, "gao-kidal-coalition")] = 0.9;
    control[foothold(world, "gao-kidal-rivals")] = 0.1;
    man_posts(run);
    EXPECT_GT(run.groups.posts_manned[posts], 2.0);
}

TEST(ArmedGroups, MoreHoldersTakeMoreTolls)
{
    auto world = quiet_world();
    TheRun run(world, {1, 0, 0});
    run.day = 7;
    auto const posts = row_named(world.post_groups, "gao-kidal").value();
    auto& control = run.groups.control;
    control[foothold(world, "gao-kidal-islamists")] = 1.0 / 3.0;
    control[foothold(world, "gao-kidal-coalition")] = 1.0 / 3.0;
    control[foothold(world, "gao-kidal-rivals")] = 1.0 / 3.0;
    man_posts(run);
    auto const divided = run.groups.posts_manned[posts];
    world.groups.fragmentation_elasticity = 0.0;
    man_posts(run);
    EXPECT_GT(divided, run.groups.posts_manned[posts]);
}

TEST(Bandits, WaitMoreWhereItIsInsecureAndWhereUnprotectedTravellersAre)
{
    auto world = contested_world();
    TheRun run(world, {1, 0, 0});
    auto const link = row_named(world.links, "gao-kidal");
    run.groups.insecurity[0] = 2.0;
    lie_in_wait(run);
    EXPECT_NEAR(run.groups.ambush_factor[link.value()], 2.0, 1e-9);
    run.groups.insecurity[0] = 1.0;
    run.groups.base.is_known = true;
    run.groups.base.prey[link.value()] = 99.0;
    run.groups.prey[link.value()] = 399.0;
    lie_in_wait(run);
    EXPECT_NEAR(run.groups.ambush_factor[link.value()], 2.0, 1e-9) << "four times the prey, elasticity one half";
}

// Who has no work turns to robbery as to an armed group, on every road and as often again; back to work, as rarely.
TEST(Bandits, AreRecruitedAsFightersAre)
{
    auto world = contested_world();
    world.groups.money_recruits_share = 1.0;
    TheRun run(world, {1, 0, 0});
    auto const link = row_named(world.links, "gao-kidal").value();
    run.society.livelihoods = 25.0;
    lie_in_wait(run);
    EXPECT_EQ(run.groups.ambush_factor[link], 1.0) << "switched off";
    world.bandits.recruits = Switch::on;
    lie_in_wait(run);
    EXPECT_NEAR(run.groups.ambush_factor[link], 2.0, 1e-9) << "four times the reason, elasticity one half";
    run.society.livelihoods = 400.0;
    lie_in_wait(run);
    EXPECT_NEAR(run.groups.ambush_factor[link], 0.5, 1e-9);
    run.society.livelihoods = 100.0;
    lie_in_wait(run);
    EXPECT_EQ(run.groups.ambush_factor[link], 1.0);
}

TEST(ArmedGroups, TollsOfMigrantsFeedThem)
{
    auto world = contested_world();
    world.groups.clash_per_week = Probability(0.0);
    TheRun run(world, {1, 0, 0});
    reckon_groups_base(run);
    run.groups.base.is_known = true;
    run.groups.base.taken = 1000000.0;
    run.groups.base.taken_by_group = {1000000.0, 0.0, 0.0};
    auto const coalition = row_named(world.armed_groups, "coalition").value();
    run.groups.take(row_named(world.holders, "coalition"), row_named(world.links, "gao-kidal"), 1000000);
    earn_by_source(run);
    EXPECT_NEAR(run.groups.income[coalition], 1.0, 1e-9);
    run.groups.take(row_named(world.holders, "coalition"), row_named(world.links, "gao-kidal"), 1000000);
    earn_by_source(run);
    EXPECT_GT(run.groups.income[coalition], 1.2);
}

TEST(ArmedGroups, ClashAndMakePactsInAWholeRun)
{
    auto world = contested_world();
    world.groups.pact_made_per_week = Probability(0.2);
    world.groups.pact_broken_per_week = Probability(0.2);
    EXPECT_GT(tally_of(world, Tally::clashes_contested) + tally_of(world, Tally::clashes_uncontested), 0);
    EXPECT_GT(tally_of(world, Tally::pacts_made), 0);
    EXPECT_TRUE(unsound(world, simulate(world, {1, 0, 0})).empty());
}

// The state has a foothold of no weight until a lever gives it one; what it then holds follows how legitimate it is.
TEST(ArmedGroups, TheStateHoldsWhatItIsHeldLegitimateFor)
{
    auto world = quiet_world();
    for (auto const* const name : {"gao-kidal", "gao-tal_handak"}) {
        Foothold foothold;
        foothold.name = std::string(name) + "-state";
        foothold.id = entity_id("foothold/" + foothold.name);
        foothold.link = row_named(world.links, name);
        foothold.holder = row_named(world.holders, "state");
        world.footholds.push_back(foothold);
    }
    auto const control_of_state = [&](double weight, double legitimacy) {
        auto returned = world;
        for (auto& foothold : returned.footholds) {
            foothold.weight = foothold.holder == row_named(world.holders, "state") ? weight : foothold.weight;
        }
        TheRun run(world, {1, 0, 0});
        TheRun back(returned, {1, 0, 0});
        back.groups.control = run.groups.control;
        back.groups.state_strength = legitimacy;
        for (int week = 0; week < 400; ++week) {
            return_to_footholds(back);
        }
        return back.groups.control.back();
    };
    EXPECT_EQ(control_of_state(0.0, 100.0), 0.0);
    EXPECT_NEAR(control_of_state(50.0, 100.0), 1.0 / 3.0, 1e-6);
    EXPECT_NEAR(control_of_state(50.0, 50.0), 0.2, 1e-6);
}

TEST(ArmedGroups, ResidentsConsentPreventsFightsWithTheStateOnly)
{
    auto world = quiet_world();
    world.groups.consent = 0.8;
    TheRun run(world, {1, 0, 0});
    auto const state = row_named(world.holders, "state");
    auto const coalition = row_named(world.holders, "coalition");
    EXPECT_DOUBLE_EQ(calm(run, state, coalition, 0.0), 1.0 - 0.8);
    EXPECT_DOUBLE_EQ(calm(run, coalition, row_named(world.holders, "rivals"), 0.0), 1.0);
}

}  // namespace
}  // namespace piste::test
