#include "model/contest.hpp"
#include "tests/model/contested_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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

// The two between whom a convoy was seized fight more wherever they meet; others do not.
TEST(ArmedGroups, AFeudIsOfTwo)
{
    auto world = quiet_world();
    world.groups.clash_per_week = Probability(0.01);
    world.groups.convoy_seized_per_week = Probability(1.0);
    TheRun run(world, {1, 0, 0});
    reckon_groups_base(run);
    for (std::size_t s = 0; s < run.groups.footholds_on.size(); ++s) {
        for (auto const f : run.groups.footholds_on[s]) {
            auto const& holder = world.holders[world.footholds[f].holder.value()].name;
            run.groups.control[f] = s == 0 ? (holder == "islamists" ? 0.5 : holder == "rivals" ? 0.5 : 0.0) : run.groups.control[f];
        }
    }
    auto const with_islamists = clash_probability(run, 0);
    auto const among_coalitions = clash_probability(run, 1);
    run.day = 7;
    make_and_break_pacts(run);
    EXPECT_EQ(std::minmax(run.groups.feud.one, run.groups.feud.other),
              std::minmax(row_named(world.holders, "coalition"), row_named(world.holders, "rivals")));
    EXPECT_DOUBLE_EQ(clash_probability(run, 0), with_islamists);
    EXPECT_DOUBLE_EQ(clash_probability(run, 1), 3.0 * among_coalitions);
    world.groups.convoy_seized_per_week = Probability(0.0);
    for (int week = 1; week < world.groups.retaliation_weeks; ++week) {
        run.day += days_per_week;
        make_and_break_pacts(run);
        EXPECT_DOUBLE_EQ(clash_probability(run, 1), 3.0 * among_coalitions);
    }
    run.day += days_per_week;
    make_and_break_pacts(run);
    EXPECT_DOUBLE_EQ(clash_probability(run, 1), among_coalitions) << "over";
}

// Where nothing passes there is nothing to seize, and no pact breaks over it.
TEST(ArmedGroups, ConvoysAreSeizedWhereGoodsPass)
{
    auto world = quiet_world();
    world.groups.convoy_seized_per_week = Probability(1.0);
    for (auto& stretch : world.stretches) {
        stretch.goods_rent = stretch.drugs_rent = 0.0;
    }
    TheRun run(world, {1, 0, 0});
    run.groups.has_pact = true;
    run.day = 7;
    make_and_break_pacts(run);
    EXPECT_TRUE(run.groups.has_pact);
    EXPECT_EQ(run.groups.feud.weeks_left, 0);
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

}  // namespace
}  // namespace piste::test
