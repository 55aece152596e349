// The six years as they are shipped: shocks on their dates, and nothing that only people in the model may decide.
#include "model/simulation.hpp"
#include "runners/config/calendar.hpp"
#include "runners/config/epochs.hpp"
#include "runners/config/scenario_reader.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace piste::test {
namespace {

constexpr char six_years[] = PISTE_CONFIGS "/scenarios/mali-2011-2016.toml";

Timeline const& timeline()
{
    static auto const epochs = [] {
        auto const read = read_scenario(six_years, {"population.migrants_per_year=2000"});
        return timeline_of({read, {}, {}});
    }();
    return epochs;
}

Scenario const& in_force_on(char const* date)
{
    auto const day = days_between("2011-01-01", date).value();
    auto const& epochs = timeline().epochs;
    auto const next = std::find_if(epochs.begin(), epochs.end(), [=](Epoch const& epoch) { return epoch.first_day > day; });
    return std::prev(next)->scenario;
}

double ambushes(Scenario const& world, char const* link)
{
    return world.links[row_named(world.links, link).value()].ambush_per_day.value();
}

double vehicles(Scenario const& world, char const* kind)
{
    return world.vehicle_kinds[row_named(world.vehicle_kinds, kind).value()].arrivals_per_day;
}

TEST(SixYears, begin_with_a_warm_up_on_2010_and_last_until_the_end_of_2016)
{
    auto const& horizon = timeline().epochs.front().scenario.horizon;
    EXPECT_EQ(horizon.start_date, "2011-01-01");
    EXPECT_EQ(horizon.warm_up_days, 365);
    EXPECT_EQ(horizon.measured_days, days_between("2011-01-01", "2017-01-01"));
}

TEST(SixYears, shocks_come_on_their_dates)
{
    EXPECT_GT(in_force_on("2012-01-17").groups.clash_per_week.value(), in_force_on("2012-01-16").groups.clash_per_week.value());
    EXPECT_GT(in_force_on("2012-01-17").groups.clash_per_week.value(), in_force_on("2013-01-11").groups.clash_per_week.value());
    EXPECT_GT(ambushes(in_force_on("2012-06-01"), "anefis-kidal"), ambushes(in_force_on("2011-06-01"), "anefis-kidal"));
    EXPECT_GT(ambushes(in_force_on("2013-01-11"), "anefis-in_khalil"), 2.0 * ambushes(in_force_on("2013-01-11"), "anefis-kidal"));
    EXPECT_GT(in_force_on("2013-01-11").groups.foreign_presence, in_force_on("2013-05-01").groups.foreign_presence);
    EXPECT_EQ(vehicles(in_force_on("2014-06-30"), "date_truck"), 0.0);
    EXPECT_GT(vehicles(in_force_on("2014-07-01"), "date_truck"), 0.0);
    EXPECT_EQ(vehicles(in_force_on("2014-07-01"), "pickup"), 0.0);
    EXPECT_EQ(in_force_on("2015-10-01").groups.pact_made_per_week.value(), 1.0);
    EXPECT_EQ(in_force_on("2016-07-19").groups.convoy_seized_per_week.value(), 1.0);
    EXPECT_EQ(in_force_on("2016-07-26").groups.convoy_seized_per_week.value(), 0.0);
}

// What people believe, how they choose and what speaks for a way is no event.
TEST(SixYears, no_event_prescribes_a_response)
{
    constexpr std::array<std::string_view, 9> shocks{"nationality.*.departure_factor", "armed_groups.", "armed_group.", "link.",
                                                     "foothold.*.weight",              "crossing.",     "posts.*.stop",
                                                     "gate.",                          "vehicle."};
    constexpr std::string_view firms = "bus_firm.";
    auto const read = read_scenario(six_years);
    EXPECT_GE(read.events.size(), 18U);
    for (auto const& event : read.events) {
        auto const& path = event.effect.path;
        bool const is_shock = path.starts_with(firms) || std::any_of(shocks.begin(), shocks.end(), [&](auto shock) { return path.starts_with(shock); });
        EXPECT_TRUE(is_shock) << event.what << ": " << path;
    }
    auto const& in_khalil = read.scenario.itineraries[row_named(read.scenario.itineraries, "gao-by-in_khalil").value()];
    EXPECT_EQ(in_khalil.appeal, 0.0);
}

TEST(SixYears, run_soundly_and_make_one_pact_and_break_it)
{
    auto const outcome = simulate(timeline(), {2016, 0, 0});
    EXPECT_EQ(unsound(timeline().epochs.front().scenario, outcome), std::vector<std::string>());
    EXPECT_EQ(outcome.tally(Tally::pacts_made), 1);
    EXPECT_EQ(outcome.tally(Tally::pacts_broken), 1);
}

}  // namespace
}  // namespace piste::test
