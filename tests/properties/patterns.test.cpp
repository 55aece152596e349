// What the sources assert of the corridor (the testable patterns of the evidence are given by number), and that the
// base year has the size and the make-up that the sources give it.
#include "tests/properties/mali_2016.hpp"

#include <array>

namespace piste::test {
namespace {

constexpr double minutes_a_day = 1440.0;

// What was taken from travellers on a leg by the state's agents, and by others outside the law.
double taken(Outcome const& outcome, Leg leg, bool by_state)
{
    constexpr std::array<Party, 4> state{Party::police, Party::gendarmerie, Party::army, Party::customs};
    constexpr std::array<Party, 3> others{Party::armed_group, Party::bandit, Party::hostage_taker};
    Francs sum = 0;
    for (auto const payer : {Party::migrant, Party::family, Party::passeur}) {
        if (by_state) {
            for (auto const payee : state) {
                sum += paid(outcome, payer, payee, leg);
            }
        } else {
            for (auto const payee : others) {
                sum += paid(outcome, payer, payee, leg);
            }
        }
    }
    return static_cast<double>(sum);
}

// 30,000 to 40,000 people pass in a year; origins and wishes of those who enter Gao are those of Box 1 within 3 points:
// inputs reproduced, on which poverty and the choice of the corridor act, so a check and no validation.
TEST(Patterns, TheBaseYearHasTheSizeAndMakeUpOfTheSources)
{
    auto const world = read_scenario(PISTE_MALI_2016).scenario;
    auto const runs = replicates(world, 3);
    auto const departures = estimate(runs, of(Tally::departures));
    EXPECT_GT(departures.mean, 30000.0);
    EXPECT_LT(departures.mean, 40000.0);
    auto const wishes = world.wishes.size();
    std::vector<double> by_nationality(world.nationalities.size(), 0.0);
    std::vector<double> by_wish(wishes, 0.0);
    double all = 0.0;
    for (auto const& run : runs) {
        auto const entered = run.of(Variable::entered_by_wish);
        for (std::size_t i = 0; i < entered.size(); ++i) {
            by_nationality[i / wishes] += static_cast<double>(entered[i]);
            by_wish[i % wishes] += static_cast<double>(entered[i]);
            all += static_cast<double>(entered[i]);
        }
    }
    auto const origin = [&](char const* name) {
        return by_nationality[row_named(world.nationalities, name).value()] / all;
    };
    auto const wish = [&](char const* name) { return by_wish[row_named(world.wishes, name).value()] / all; };
    EXPECT_NEAR(origin("guinea"), 0.49, 0.03);
    EXPECT_NEAR(origin("mali"), 0.27, 0.03);
    EXPECT_NEAR(origin("gambia"), 0.13, 0.03);
    EXPECT_NEAR(origin("senegal"), 0.05, 0.03);
    EXPECT_NEAR(origin("ivory_coast"), 0.04, 0.03);
    EXPECT_NEAR(wish("algeria"), 0.39, 0.03);
    EXPECT_NEAR(wish("libya"), 0.14, 0.03);
    EXPECT_NEAR(wish("italy"), 0.17, 0.03);
    EXPECT_NEAR(wish("spain"), 0.15, 0.03);
}

// T16 and M40: drivers wait for a load that pays, so a vehicle waits a short time at the flow of 2016, longer at half
// of it, longer still at a fifth, and never more than seven days.
TEST(Patterns, VehiclesWaitLongerWhenFewerTravel)
{
    auto const world = half_a_year();
    auto const wait_at = [&](std::int64_t divisor) {
        auto sparse = world;
        sparse.population.migrants_per_year /= divisor;
        return estimate(replicates(sparse, 2 * pairs), ratio(Tally::truck_wait_minutes, Tally::trucks_left));
    };
    auto const all = wait_at(1);
    auto const half = wait_at(2);
    auto const fifth = wait_at(5);
    EXPECT_LT(all.mean, minutes_a_day) << "short: less than a day";
    EXPECT_GT(half.mean - all.mean, errors_that_count * (half.standard_error + all.standard_error));
    EXPECT_GT(fifth.mean - half.mean, errors_that_count * (fifth.standard_error + half.standard_error));
    EXPECT_LE(fifth.mean, 7.0 * minutes_a_day);
}

// T22: in the south travellers pay the state's agents, in the north others; each takes something.
TEST(Patterns, TheStateTakesInTheSouthOthersInTheNorth)
{
    for (auto const& run : replicates(half_a_year(), 2)) {
        EXPECT_GT(taken(run, Leg::south, true), taken(run, Leg::south, false));
        EXPECT_GT(taken(run, Leg::north, false), taken(run, Leg::north, true));
        EXPECT_GT(taken(run, Leg::south, true), 0.0);
        EXPECT_GT(taken(run, Leg::north, false), 0.0);
    }
}

// T6: after 2013 more go by Tal Handak than by In Khalil.
TEST(Patterns, TalHandakCarriesMoreThanInKhalil)
{
    auto const world = half_a_year();
    for (auto const& run : replicates(world, 2)) {
        EXPECT_GT(through(world, "tal_handak")(run), through(world, "in_khalil")(run));
    }
}

// T19: when fewer vehicles go on, people pile up in the ghettos.
TEST(Patterns, GhettosFillWhenVehiclesAreScarce)
{
    auto const world = half_a_year();
    auto scarce = world;
    for (auto& kind : scarce.vehicle_kinds) {
        kind.arrivals_per_day /= 4.0;
    }
    auto const base = replicates(world, pairs);
    auto const changed = replicates(scarce, pairs);
    expect_moves(base, changed,
                 {{"people in ghettos", mean_of(world, Series::in_ghettos), +1},
                  {"people waiting for a vehicle", mean_of(world, Series::waiting_for_vehicle), +1}});
}

// T29: who is protected is harmed less, and still harmed.
TEST(Patterns, ProtectionSparesSomeHarm)
{
    auto unprotected = half_a_year();
    unprotected.truck.protection_coverage = Probability(0.0);
    unprotected.ties.group_notables = Probability(0.0);
    auto guarded = unprotected;
    guarded.truck.protection_coverage = Probability(1.0);
    auto const robbed = ratio(Tally::robbed, Tally::left_northward);
    auto const without = replicates(unprotected, pairs);
    auto const with = replicates(guarded, pairs);
    expect_moves(without, with, {{"share robbed on the road north", robbed, -1}});
    EXPECT_GT(estimate(with, robbed).mean, 0.0);
    for (auto const& run : without) {
        EXPECT_EQ(run.tally(Tally::trucks_protected), 0);
        EXPECT_EQ(run.tally(Tally::ambushes_spared), 0);
    }
}

// Who is left in the desert for want of a ransom was refused one first.
TEST(Patterns, NobodyIsAbandonedWhoseRansomIsPaid)
{
    auto world = half_a_year();
    for (auto const& run : replicates(world, 2)) {
        EXPECT_LE(run.tally(Tally::abandoned), run.tally(Tally::ransom_refused));
        EXPECT_LE(run.tally(Tally::ransom_paid) + run.tally(Tally::ransom_refused), run.tally(Tally::held_for_ransom));
        EXPECT_GT(run.tally(Tally::abandoned), 0);
    }
    world.hostage.family_pays = Probability(1.0);
    for (auto& nationality : world.nationalities) {
        nationality.family_able = Probability(1.0);
        nationality.family_median_cfa = 5'000'000;
        nationality.family_shape = 20.0;
    }
    for (auto const& run : replicates(world, 2)) {
        EXPECT_GT(run.tally(Tally::ransom_paid), 0);
        EXPECT_EQ(run.tally(Tally::ransom_refused), 0);
        EXPECT_EQ(run.tally(Tally::abandoned), 0);
    }
}

// Alternatives of the sources' ambiguities: protection exempts from the protector's own posts, or not.
TEST(Patterns, ProtectorsPostsExemptOnlyWhereTheReachSaysSo)
{
    auto exempt = half_a_year();
    exempt.truck.protection_coverage = Probability(1.0);
    auto charged = exempt;
    charged.truck.protection_reach = ProtectionReach::own_posts_still_charge;
    auto const spared = replicates(exempt, 2);
    auto const paying = replicates(charged, 2);
    for (std::size_t i = 0; i < spared.size(); ++i) {
        EXPECT_GT(spared[i].tally(Tally::northern_tolls_spared_by_protection), 0);
        EXPECT_EQ(paying[i].tally(Tally::northern_tolls_spared_by_protection), 0);
        EXPECT_LT(spared[i].tally(Tally::northern_tolls_paid), paying[i].tally(Tally::northern_tolls_paid));
    }
}

// The toll once a trip, or at every post.
TEST(Patterns, ATollPerTripIsLessThanATollPerPost)
{
    auto const per_post = half_a_year();
    auto per_trip = per_post;
    per_trip.roadblock.toll_basis = TollBasis::per_trip;
    auto const many = replicates(per_post, 2);
    auto const one = replicates(per_trip, 2);
    for (std::size_t i = 0; i < many.size(); ++i) {
        EXPECT_GT(taken(many[i], Leg::south, true), 2.0 * taken(one[i], Leg::south, true));
        // A stay in Bamako makes two trips of the way south, with one toll each.
        EXPECT_LE(one[i].tally(Tally::tolls_paid), 2 * one[i].tally(Tally::departures));
        EXPECT_GT(one[i].tally(Tally::tolls_paid), 0);
    }
}

// The armed groups' toll, by the migrant on top of the fare or by the passeur out of it: another payer stands in the
// ledger.
TEST(Patterns, WhoPaysTheDroitDePassageStandsInTheLedger)
{
    auto migrant_pays = half_a_year();
    migrant_pays.truck.protection_coverage = Probability(0.0);
    migrant_pays.hostage.holder_share = Ratio(0.0);
    migrant_pays.extraction.armed_posts_learn = Switch::off;  // a passeur may refuse what he is asked only where that is learned
    auto passeur_pays = migrant_pays;
    passeur_pays.truck.toll_payer = TollPayer::passeur;
    auto const by_migrant = simulate(migrant_pays, {1, 0, 0});
    auto const by_passeur = simulate(passeur_pays, {1, 0, 0});
    EXPECT_GT(paid(by_migrant, Party::migrant, Party::armed_group, Leg::north), 0);
    // Advances for those who could not pay are all that the passeur pays there.
    EXPECT_LT(paid(by_migrant, Party::passeur, Party::armed_group, Leg::north),
              paid(by_migrant, Party::migrant, Party::armed_group, Leg::north));
    EXPECT_EQ(paid(by_passeur, Party::migrant, Party::armed_group, Leg::north), 0);
    EXPECT_GT(paid(by_passeur, Party::passeur, Party::armed_group, Leg::north), 0);
    EXPECT_EQ(by_passeur.tally(Tally::left_at_post) + by_passeur.tally(Tally::beaten_at_post), 0);
}

}  // namespace
}  // namespace piste::test
