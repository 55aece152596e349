#include "model/ledger.hpp"

#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace piste::test {
namespace {

class Ledger : public ::testing::Test {
protected:
    Ledger()
    {
        person = run.people.add();
        run.people[person].purse_cfa = 10000;
        run.people[person].family_cfa = 3000;
        run.people[person].cohort = 1;
    }
    [[nodiscard]] Person const& traveller() const { return run.people[person]; }
    [[nodiscard]] Francs entered(Party payer, Party payee, Leg leg) const
    {
        return paid(run.outcome, payer, payee, leg);
    }

    Scenario const world = small_world();
    piste::Run run{world, {1, 0, 0}};
    Slot person = no_slot;
};

TEST_F(Ledger, APaymentLeavesThePurseAndStandsInTheBooks)
{
    move_money(run, Party::migrant, Party::police, 4000, Leg::south, person);
    EXPECT_EQ(traveller().purse_cfa, 6000);
    EXPECT_EQ(traveller().spent_cfa, 4000);
    EXPECT_EQ(entered(Party::migrant, Party::police, Leg::south), 4000);
    EXPECT_EQ(entered(Party::migrant, Party::police, Leg::hub), 0);
    EXPECT_EQ(entered(Party::police, Party::migrant, Leg::south), 0);
}

TEST_F(Ledger, APaymentByAnotherLeavesThePurseAlone)
{
    move_money(run, Party::passeur, Party::gendarmerie, 25000, Leg::hub, person);
    EXPECT_EQ(traveller().purse_cfa, 10000);
    EXPECT_EQ(traveller().spent_cfa, 0);
    EXPECT_EQ(entered(Party::passeur, Party::gendarmerie, Leg::hub), 25000);
}

TEST_F(Ledger, AWageFillsThePurseAndIsNotSpent)
{
    move_money(run, Party::employer, Party::migrant, 2500, Leg::hub, person);
    EXPECT_EQ(traveller().purse_cfa, 12500);
    EXPECT_EQ(traveller().spent_cfa, 0);
}

TEST_F(Ledger, NobodyPaysMoreThanThereIs)
{
    EXPECT_THROW(move_money(run, Party::migrant, Party::police, 10001, Leg::south, person), std::logic_error);
    EXPECT_EQ(traveller().purse_cfa, 10000);
    EXPECT_EQ(entered(Party::migrant, Party::police, Leg::south), 0);
    EXPECT_NO_THROW(move_money(run, Party::migrant, Party::police, 10000, Leg::south, person));
    EXPECT_EQ(traveller().purse_cfa, 0);
}

TEST_F(Ledger, NegativeAmountsAreRefused)
{
    EXPECT_THROW(move_money(run, Party::migrant, Party::police, -1, Leg::south, person), std::logic_error);
    EXPECT_THROW(move_money(run, Party::passeur, Party::driver, -1, Leg::north, person), std::logic_error);
}

TEST_F(Ledger, APurseNeverLeavesItsRange)
{
    EXPECT_THROW(move_money(run, Party::employer, Party::migrant, 3'000'000'000LL, Leg::hub, person),
                 std::overflow_error);
}

TEST_F(Ledger, OnlyMeasuredCohortsEnterTheirOwnLedger)
{
    auto const measured = [&] {
        auto const cell =
            (static_cast<std::size_t>(Party::migrant) * party_count + static_cast<std::size_t>(Party::army)) *
            leg_count;
        return run.outcome.of(Variable::cohort_ledger)[cell];
    };
    move_money(run, Party::migrant, Party::army, 100, Leg::south, person);
    EXPECT_EQ(measured(), 100);
    run.people[person].cohort = 0;
    move_money(run, Party::migrant, Party::army, 50, Leg::south, person);
    EXPECT_EQ(measured(), 100);
    EXPECT_EQ(entered(Party::migrant, Party::army, Leg::south), 150);
}

TEST_F(Ledger, AFamilySendsWhatItCan)
{
    EXPECT_EQ(send_from_family(run, person, 2000, Leg::hub), 2000);
    EXPECT_EQ(traveller().family_cfa, 1000);
    EXPECT_EQ(traveller().purse_cfa, 12000);
    EXPECT_EQ(send_from_family(run, person, 5000, Leg::hub), 1000);
    EXPECT_EQ(send_from_family(run, person, 5000, Leg::hub), 0);
    EXPECT_EQ(send_from_family(run, person, -5, Leg::hub), 0);
    EXPECT_EQ(entered(Party::family, Party::migrant, Leg::hub), 3000);
    EXPECT_EQ(run.outcome.tally(Tally::family_sent), 2);
}

}  // namespace
}  // namespace piste::test
