#include "model/outcome.hpp"

#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <set>
#include <string>
#include <string_view>

namespace piste::test {
namespace {

// A name that CDL, the text form of netCDF, takes without escapes.
bool is_identifier(std::string_view name)
{
    bool good = !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) != 0;
    for (char const letter : name) {
        good = good && (std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_');
    }
    return good;
}

template <std::size_t size>
void expect_good(std::array<Entry, size> const& entries, bool with_unit)
{
    std::set<std::string_view> names;
    for (auto const& entry : entries) {
        EXPECT_TRUE(is_identifier(entry.name)) << '"' << entry.name << '"';
        EXPECT_FALSE(entry.meaning.empty()) << entry.name;
        EXPECT_EQ(entry.unit.empty(), !with_unit) << entry.name;
        EXPECT_TRUE(names.insert(entry.name).second) << entry.name << " stands twice";
    }
}

TEST(OutcomeNames, EveryNumberHasANameAUnitAndAMeaning)
{
    expect_good(tally_entries, true);
    expect_good(series_entries, true);
    expect_good(fate_entries, true);
    expect_good(party_entries, false);
}

template <std::size_t size, class Enumeration>
std::string_view name_of(std::array<Entry, size> const& entries, Enumeration enumerator)
{
    return entries.at(static_cast<std::size_t>(enumerator)).name;
}

// An entry that is missing or moved shifts all that follow, so a few across each list hold the whole.
TEST(OutcomeNames, EntriesStandWhereTheirEnumeratorsDo)
{
    EXPECT_EQ(name_of(tally_entries, Tally::candidates), "candidates");
    EXPECT_EQ(name_of(tally_entries, Tally::under_way), "under_way");
    EXPECT_EQ(name_of(tally_entries, Tally::let_go_poor), "let_go_poor");
    EXPECT_EQ(name_of(tally_entries, Tally::passports_lost), "passports_lost");
    EXPECT_EQ(name_of(tally_entries, Tally::ran_out_of_money_hub), "ran_out_of_money_hub");
    EXPECT_EQ(name_of(tally_entries, Tally::held_minutes), "held_minutes");
    EXPECT_EQ(name_of(tally_entries, Tally::trucks_left_below_60), "trucks_left_below_60");
    EXPECT_EQ(name_of(tally_entries, Tally::people_retrying), "people_retrying");
    EXPECT_EQ(name_of(tally_entries, Tally::journey_minutes), "journey_minutes");
    EXPECT_EQ(name_of(tally_entries, Tally::purses_left_cfa), "purses_left_cfa");
    EXPECT_EQ(name_of(series_entries, Series::departures), "departures");
    EXPECT_EQ(name_of(series_entries, Series::in_cells), "in_cells");
    EXPECT_EQ(name_of(series_entries, Series::kcfa_to_bus_firms), "kcfa_to_bus_firms");
    EXPECT_EQ(name_of(party_entries, Party::migrant), "migrant");
    EXPECT_EQ(name_of(party_entries, Party::armed_group), "armed_group");
    EXPECT_EQ(name_of(party_entries, Party::home_transport), "home_transport");
    EXPECT_EQ(name_of(fate_entries, Fate::under_way), "under_way");
}

TEST(OutcomeNames, VariablesAndAxesAreComplete)
{
    std::set<std::string_view> names;
    for (std::size_t v = 0; v < variable_count; ++v) {
        auto const& info = variable_infos.at(v);
        EXPECT_TRUE(is_identifier(info.name)) << v;
        EXPECT_FALSE(info.meaning.empty()) << info.name;
        EXPECT_TRUE(names.insert(info.name).second) << info.name << " stands twice";
        EXPECT_GE(info.rank, 1U) << info.name;
        EXPECT_LE(info.rank, info.axes.size()) << info.name;
    }
    EXPECT_EQ(variable_infos.at(static_cast<std::size_t>(Variable::daily)).is_int32, true);
    EXPECT_EQ(variable_infos.at(static_cast<std::size_t>(Variable::truck_waits)).name, "truck_waits");
    std::set<std::string_view> axes;
    for (std::size_t a = 0; a < static_cast<std::size_t>(Axis::count); ++a) {
        EXPECT_TRUE(axes.insert(axis_name(static_cast<Axis>(a))).second);
    }
}

TEST(OutcomeAxes, HaveTheSizesOfTheWorld)
{
    auto const world = small_world();
    EXPECT_EQ(axis_size(world, Axis::metric), tally_count);
    EXPECT_EQ(axis_size(world, Axis::day), 60U + 91U + 60U);
    EXPECT_EQ(axis_labels(world, Axis::day).front(), "-60");
    EXPECT_EQ(axis_labels(world, Axis::day).back(), "150");
    EXPECT_EQ(axis_labels(world, Axis::beyond), (std::vector<std::string>{"niamey", "tamanrasset"}));
    EXPECT_EQ(axis_size(world, Axis::wait_bin), wait_bins);
    EXPECT_EQ(variable_size(world, Variable::ledger), party_count * party_count * leg_count);
    EXPECT_EQ(variable_size(world, Variable::fates), 3U * 2U * fate_count);
    for (std::size_t a = 0; a < static_cast<std::size_t>(Axis::count); ++a) {
        EXPECT_FALSE(axis_labels(world, static_cast<Axis>(a)).empty()) << axis_name(static_cast<Axis>(a));
    }
}

TEST(Cohorts, CoverTheMeasuredPeriodInOrderAndNearlyEqually)
{
    for (std::int32_t const days : {1, 28, 30, 91, 365, 366, 731}) {
        Horizon horizon;
        horizon.measured_days = days;
        std::vector<std::int32_t> length(static_cast<std::size_t>(cohort_count(horizon)), 0);
        for (Day day = 0; day < days; ++day) {
            ++length.at(static_cast<std::size_t>(cohort_of_day(horizon, day)));
            EXPECT_GE(cohort_of_day(horizon, day), day == 0 ? 0 : cohort_of_day(horizon, day - 1));
        }
        auto const [least, most] = std::minmax_element(length.begin(), length.end());
        EXPECT_GE(*least, 1) << days;
        EXPECT_LE(*most - *least, 1) << days;
    }
    Horizon year;
    year.measured_days = 366;
    EXPECT_EQ(cohort_count(year), 12);
}

}  // namespace
}  // namespace piste::test
