#include "model/contest.hpp"
#include "tests/model/contested_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

using TheRun = piste::Run;  // a test has a member of that name

// The chance of a clash in a week, where groups are as strong as that.
double clashes_at(Scenario const& world, std::vector<double> const& strength)
{
    TheRun run(world, {1, 0, 0});
    run.groups.strength = strength;
    return clash_probability(run, 0);
}

// Nothing happens of itself.
Scenario quiet_world()
{
    auto world = contested_world();
    world.groups.clash_per_week = Probability(0.0);
    world.groups.migrants_share = 0.0;
    world.bandits.prey_elasticity = 0.0;
    return world;
}

std::size_t foothold(Scenario const& world, std::string const& name)
{
    return row_named(world.footholds, name).value();
}

void weeks_pass(TheRun& run, int weeks)
{
    reckon_groups_base(run);
    for (run.day = 7; run.day < 7 + 7 * weeks; run.day += 7) {
        armed_groups_decide(run);
    }
}

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

TEST(ArmedGroups, RivalryIsOneForTwoHalvesAndNothingForOneHolder)
{
    auto world = quiet_world();
    TheRun const halves(world, {1, 0, 0});
    EXPECT_DOUBLE_EQ(rivalry(halves, halves.groups.control, 0, 0.0), 1.0);
    EXPECT_DOUBLE_EQ(rivalry(halves, halves.groups.control, 0, 1.0), 0.5) << "a pact prevents pact_calm of it";
    world.footholds[foothold(world, "gao-kidal-rivals")].weight = 0.0;
    TheRun const one(world, {1, 0, 0});
    EXPECT_DOUBLE_EQ(rivalry(one, one.groups.control, 0, 0.0), 0.0);
}

TEST(ArmedGroups, APactDoesNotBindIslamists)
{
    auto world = quiet_world();
    world.footholds[foothold(world, "gao-kidal-rivals")].weight = 0.0;
    world.footholds[foothold(world, "gao-kidal-islamists")].weight = 50.0;
    TheRun const run(world, {1, 0, 0});
    EXPECT_DOUBLE_EQ(rivalry(run, run.groups.control, 0, 1.0), 1.0);
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

TEST(ArmedGroups, FightMoreWhereThereIsMoreToWin)
{
    auto world = contested_world();
    world.stretches[0].drugs_rent = 3.0;
    TheRun const run(world, {1, 0, 0});
    EXPECT_GT(clash_probability(run, 0), clash_probability(run, 1));
}

TEST(ArmedGroups, FightMoreWhereBothSidesAreStronger)
{
    auto world = contested_world();
    world.groups.arms_elasticity = 0.5;
    auto const base = clashes_at(world, {100.0, 100.0, 100.0});
    EXPECT_EQ(clashes_at(world, {400.0, 100.0, 400.0}), base) << "switched off";
    world.groups.arms = Switch::on;
    EXPECT_NEAR(clashes_at(world, {100.0, 100.0, 100.0}), base, 1e-12) << "as matched in the base";
    EXPECT_NEAR(clashes_at(world, {200.0, 100.0, 200.0}), 2.0 * base, 1e-9);
    EXPECT_NEAR(clashes_at(world, {200.0, 100.0, 50.0}), base, 1e-9) << "one twice as strong, the other half";
    EXPECT_NEAR(clashes_at(world, {81.0, 100.0, 100.0}), 0.9 * base, 1e-9) << "disarmament counts as armament does";
    EXPECT_NEAR(clashes_at(world, {100.0, 400.0, 100.0}), base, 1e-12) << "who has no foothold does not fight";
}

// A government that loses legitimacy holds less ground, and its soldiers are as many as before.
TEST(ArmedGroups, FightTheStateAsOftenWhateverItsLegitimacy)
{
    auto world = contested_world();
    world.groups.arms = Switch::on;
    world.groups.arms_elasticity = 0.5;
    for (auto& foothold : world.footholds) {
        foothold.holder = foothold.holder == row_named(world.holders, "rivals") ? row_named(world.holders, "state") : foothold.holder;
    }
    TheRun run(world, {1, 0, 0});
    auto const base = clash_probability(run, 0);
    EXPECT_GT(base, 0.0);
    run.groups.state_strength = 10.0;
    EXPECT_EQ(clash_probability(run, 0), base);
    run.groups.strength[row_named(world.armed_groups, "coalition").value()] = 144.0;
    EXPECT_NEAR(clash_probability(run, 0), 1.2 * base, 1e-9);
}

TEST(ArmedGroups, ASettlementThatSharesRentsLeavesLessToFightOver)
{
    auto world = contested_world();
    TheRun const before(world, {1, 0, 0});
    auto const fought = clash_probability(before, 0);
    world.groups.rent_sharing = 0.75;
    TheRun const after(world, {1, 0, 0});
    EXPECT_NEAR(clash_probability(after, 0), fought / 2.0, 1e-9) << "elasticity one half";
}

TEST(ArmedGroups, FightOverTheirStretchesAndMakeThemInsecure)
{
    auto world = contested_world();
    world.groups.clash_per_week = Probability(1.0);
    TheRun run(world, {1, 0, 0});
    weeks_pass(run, 1);
    EXPECT_GT(run.groups.added_insecurity[0], 0.0);
    EXPECT_NE(run.groups.control[0], run.groups.control_in_base[0]);
    double sum = 0.0;
    for (auto const f : run.groups.footholds_on[0]) {
        sum += run.groups.control[f];
    }
    EXPECT_NEAR(sum, 1.0, 1e-12) << "what one loses the other wins";
}

TEST(ArmedGroups, APactIsBrokenByASeizure)
{
    auto world = quiet_world();
    world.groups.pact_made_per_week = Probability(1.0);
    TheRun run(world, {1, 0, 0});
    weeks_pass(run, 1);
    EXPECT_TRUE(run.groups.has_pact);
    auto shocked = world;
    shocked.groups.convoy_seized_per_week = Probability(1.0);
    shocked.groups.clash_per_week = Probability(0.1);
    TheRun torn(shocked, {1, 0, 0});
    reckon_groups_base(torn);
    torn.groups.has_pact = true;
    auto const in_peace = clash_probability(torn, 0);
    torn.day = 7;
    make_and_break_pacts(torn);
    EXPECT_FALSE(torn.groups.has_pact);
    EXPECT_NEAR(clash_probability(torn, 0), 6.0 * in_peace, 1e-9) << "twice for the pact, three times in retaliation";
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

TEST(ArmedGroups, AWrongStrikeMakesGrievanceAndARightOneDoesNot)
{
    auto world = quiet_world();
    world.groups.strike_per_week = Probability(1.0);
    world.groups.strike_wear = 10.0;
    world.groups.strike_grievance = 0.2;
    TheRun right(world, {1, 0, 0});
    right.day = 7;
    strike_at_groups(right);
    EXPECT_EQ(right.groups.grievance, 0.0);
    EXPECT_EQ(right.groups.strength[row_named(world.armed_groups, "islamists").value()], 90.0);
    world.groups.wrong_target = Probability(1.0);
    TheRun wrong(world, {1, 0, 0});
    wrong.day = 7;
    strike_at_groups(wrong);
    EXPECT_EQ(wrong.groups.grievance, 0.2);
    EXPECT_EQ(wrong.groups.strength[row_named(world.armed_groups, "islamists").value()], 100.0);
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
