// What holds of every run, whatever the numbers: nobody vanishes and no franc is made or lost.
#include "runners/config/scenario_reader.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace piste::test {
namespace {

void expect_sound(Scenario const& world, std::uint32_t count)
{
    for (std::uint32_t replicate = 0; replicate < count; ++replicate) {
        auto const outcome = simulate(world, {99, replicate, 0});
        for (auto const& finding : unsound(world, outcome)) {
            ADD_FAILURE() << "replicate " << replicate << ": " << finding;
        }
    }
}

TEST(Books, OfTheSmallWorldAreSound)
{
    expect_sound(small_world(), 50);
}

// Extremes at which a rule that forgets somebody or some money would show.
TEST(Books, OfExtremeWorldsAreSound)
{
    auto poor = small_world();
    for (auto& nationality : poor.nationalities) {
        nationality.purse_median_cfa = 20000;
        nationality.family_median_cfa = 10000;
    }
    expect_sound(poor, 5);

    auto deadly = small_world();
    for (auto& link : deadly.links) {
        link.ambush_per_day = Probability(link.leg == Leg::north ? 1.0 : 0.0);
    }
    deadly.north.ambush_low_minutes = deadly.north.ambush_high_minutes = 1440;
    deadly.north.robbed_in_ambush = deadly.north.killed_in_robbery = Probability(1.0);
    expect_sound(deadly, 5);
    EXPECT_GT(simulate(deadly, {99, 0, 0}).tally(Tally::killed_by_bandits), 0);

    auto stuck = small_world();
    for (auto& crossing : stuck.crossings) {
        crossing.state = OpenState::closed;
    }
    expect_sound(stuck, 5);
    EXPECT_EQ(simulate(stuck, {99, 0, 0}).tally(Tally::left_northward), 0);
    stuck.truck.knows_closed_crossings = Switch::off;
    expect_sound(stuck, 5);
    EXPECT_GT(simulate(stuck, {99, 0, 0}).tally(Tally::left_northward), 0);
    auto const outcome = simulate(stuck, {99, 0, 0});
    EXPECT_TRUE(std::ranges::all_of(outcome.of(Variable::crossings), [](std::int64_t passed) { return passed == 0; }));

    auto without_vehicles = small_world();
    for (auto& kind : without_vehicles.vehicle_kinds) {
        kind.arrivals_per_day = 0.0;
    }
    expect_sound(without_vehicles, 5);

    auto full = small_world();
    for (auto& ghettos : full.ghetto_groups) {
        ghettos.beds = 1;
    }
    expect_sound(full, 5);
    EXPECT_GT(simulate(full, {99, 0, 0}).tally(Tally::ghetto_full), 0);
}

TEST(Books, OfTheShippedScenarioAreSound)
{
    expect_sound(read_scenario(PISTE_MALI_2016).scenario, 3);
}

// Seldom chosen alternatives of the shipped scenario keep their books too.
TEST(Books, OfTheAlternativesAreSound)
{
    for (auto const* const setting : {"roadblock.toll_basis=per_trip", "truck.toll_payer=passeur",
                                      "truck.protection_reach=own_posts_still_charge", "hostage.holder_share=0.5"}) {
        SCOPED_TRACE(setting);
        auto const world = read_scenario(PISTE_MALI_2016,
                                         {setting, "horizon.warm_up=60", "horizon.measured=90", "horizon.run_out=60"});
        expect_sound(world.scenario, 1);
    }
}

// The stocks of the daily series and the flows between them, day by day.
TEST(Books, StocksFollowFromFlowsEveryDay)
{
    auto const world = small_world();
    auto const days = axis_size(world, Axis::day);
    for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
        auto const outcome = simulate(world, {5, replicate, 0});
        auto const value = [&](Series series, std::size_t day) {
            return outcome.of(Variable::daily)[static_cast<std::size_t>(series) * days + day];
        };
        std::int64_t stock = 0;
        for (std::size_t day = 0; day < days; ++day) {
            stock += value(Series::departures, day);
            for (auto const out :
                 {Series::arrived, Series::settled, Series::returned, Series::stranded, Series::dead}) {
                stock -= value(out, day);
            }
            ASSERT_EQ(value(Series::under_way, day), stock) << "day " << day << ", replicate " << replicate;
            ASSERT_LE(value(Series::in_ghettos, day) + value(Series::in_cells, day), stock);
            ASSERT_GE(value(Series::in_cells, day), 0);
            ASSERT_GE(value(Series::passports_in_use, day), 0);
        }
        EXPECT_EQ(outcome.tally(Tally::closing_stock), stock);
        EXPECT_LE(stock, outcome.tally(Tally::peak_under_way));
    }
}

// What a class takes at its posts stands in two variables that are filled apart.
TEST(Books, PostsAndLedgerAgree)
{
    auto const world = small_world();
    auto const outcome = simulate(world, {5, 0, 0});
    auto const revenue = outcome.of(Variable::post_revenue);
    auto const at = [&](char const* name) { return revenue[row_named(world.post_groups, name).value()]; };
    EXPECT_EQ(at("conakry-bamako"), paid(outcome, Party::migrant, Party::police));
    EXPECT_EQ(at("bamako-gao"), paid(outcome, Party::migrant, Party::gendarmerie, Leg::south));
    // The passeur also pays armed groups for protection, so only what migrants paid must be part of the posts'.
    EXPECT_GE(at("gao-kidal") + at("gao-tal_handak"), paid(outcome, Party::migrant, Party::armed_group, Leg::north));
}

// Parties hand on no more than they take, where they have no other income.
TEST(Books, NobodyHandsOnMoreThanCameIn)
{
    auto const outcome = simulate(small_world(), {5, 1, 0});
    auto const handed_on = paid(outcome, Party::chairman, Party::local_authorities) +
                           paid(outcome, Party::chairman, Party::security_forces) +
                           paid(outcome, Party::chairman, Party::residents);
    EXPECT_LE(handed_on,
              paid(outcome, Party::migrant, Party::chairman) + paid(outcome, Party::passeur, Party::chairman));
    EXPECT_GT(handed_on, 0);
    EXPECT_LE(paid(outcome, Party::document_network, Party::official),
              paid(outcome, Party::migrant, Party::document_network));
    EXPECT_LE(paid(outcome, Party::hostage_taker, Party::armed_group),
              paid(outcome, Party::family, Party::hostage_taker));
}

}  // namespace
}  // namespace piste::test
