// A run's books are sound; and whoever changes one number in them is found out.
#include "model/outcome.hpp"

#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <string>

namespace piste::test {
namespace {

class Soundness : public ::testing::Test {
protected:
    void expect_found(std::string const& what)
    {
        auto const findings = unsound(world, outcome);
        ASSERT_FALSE(findings.empty()) << "nobody noticed: " << what;
        EXPECT_NE(findings.front().find(what), std::string::npos) << findings.front();
    }
    [[nodiscard]] std::int64_t& tally(Tally t)
    {
        return outcome.values[static_cast<std::size_t>(Variable::tallies)][static_cast<std::size_t>(t)];
    }
    [[nodiscard]] std::int64_t& value(Variable v, std::size_t position)
    {
        return outcome.values[static_cast<std::size_t>(v)][position];
    }

    Scenario const world = small_world();
    Outcome outcome = simulate(world, {1, 0, 0});
};

TEST_F(Soundness, AnHonestRunIsSound)
{
    EXPECT_TRUE(unsound(world, outcome).empty());
    EXPECT_GT(outcome.tally(Tally::dead), 0) << "the world is too mild to test its books";
}

TEST_F(Soundness, AFrancTooMuchIsFound)
{
    tally(Tally::purses_left_cfa) += 1;
    expect_found("purses and the ledger differ");
}

TEST_F(Soundness, AMovedLedgerEntryIsFound)
{
    value(Variable::ledger, static_cast<std::size_t>(Party::police) * leg_count) += 1;  // migrant to police, south
    expect_found("purses and the ledger differ");
}

TEST_F(Soundness, ACohortThatPaysMoreThanEverybodyIsFound)
{
    value(Variable::cohort_ledger, static_cast<std::size_t>(Party::police) * leg_count) += 1'000'000'000;
    expect_found("paid more than everybody");
}

TEST_F(Soundness, AFrancLostInAGhettoIsFound)
{
    value(Variable::ghetto_revenue, 0) -= 1;
    expect_found("droit de ghetto");
}

TEST_F(Soundness, AVanishedPersonIsFound)
{
    tally(Tally::all_ended) -= 1;
    expect_found("people who set out");
}

TEST_F(Soundness, APersonOfTwoFatesIsFound)
{
    tally(Tally::settled) += 1;
    expect_found("departures of the cohorts and their fates");
}

TEST_F(Soundness, AnIncompleteTableIsFound)
{
    auto& fates = outcome.values[static_cast<std::size_t>(Variable::fates)];
    for (auto& cell : fates) {
        if (cell > 0) {
            --cell;
            break;
        }
    }
    expect_found("table of fates");
}

TEST_F(Soundness, ADeathWithoutACauseIsFound)
{
    tally(Tally::killed_by_bandits) -= 1;
    expect_found("deaths and their causes");
}

TEST_F(Soundness, AMissingLoadIsFound)
{
    tally(Tally::trucks_left) += 1;
    expect_found("truck loads");
}

TEST_F(Soundness, ATruncatedVariableIsFound)
{
    outcome.values[static_cast<std::size_t>(Variable::daily)].pop_back();
    expect_found("size of daily");
}

}  // namespace
}  // namespace piste::test
