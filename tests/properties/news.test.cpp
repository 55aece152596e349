// What news do to the choice of corridor, from the day on which something changes. Runs on either side share their luck and their warm-up.
#include "tests/properties/mali_2016.hpp"

#include <algorithm>

namespace piste::test {
namespace {

using Change = void (*)(Scenario&);

// The world, and from one day to another the world changed.
Timeline changed_between(Scenario const& world, Day from, Day until, Change change)
{
    Timeline timeline{{{world.horizon.warm_up_days * -1, world}}};
    auto other = world;
    change(other);
    timeline.epochs.push_back({from, other});
    timeline.epochs.push_back({until, world});
    return timeline;
}

std::vector<Outcome> runs_of(Timeline const& timeline)
{
    std::vector<Outcome> runs;
    for (std::uint32_t replicate = 0; replicate < pairs; ++replicate) {
        runs.push_back(simulate(timeline, {20160101, replicate, 0}));
    }
    return runs;
}

std::vector<Outcome> runs_from_day_0(Scenario const& world, Change change)
{
    return runs_of(changed_between(world, 0, world.horizon.measured_days + world.horizon.run_out_days, change));
}

// Sum of a daily series over some days of the calendar.
Measure over_days(Scenario const& world, Series series, Day from, Day until)
{
    auto const days = axis_size(world, Axis::day);
    auto const first = static_cast<std::size_t>(from + world.horizon.warm_up_days);
    return [=](Outcome const& outcome) {
        auto const values = outcome.of(Variable::daily)
                                .subspan(static_cast<std::size_t>(series) * days + first, static_cast<std::size_t>(until - from));
        return static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0}));
    };
}

Measure received(Party party)
{
    return [=](Outcome const& outcome) {
        return static_cast<double>(paid(outcome, Party::migrant, party) + paid(outcome, Party::passeur, party));
    };
}

// T2: Niger closed to half, and then to all of those who would take it: more come through Mali, ghettos and queues fill, posts take more, and
// there is an order between half and full. Armed groups' takings rise as long as there are vehicles. More stay at home than come.
TEST(News, ClosingNigerFillsTheMalianCorridor)
{
    auto const world = half_a_year();
    auto const open = runs_from_day_0(world, [](Scenario&) {});
    auto const half = runs_from_day_0(world, [](Scenario& s) { s.population.niger_closure = 0.5; });
    auto const full = runs_from_day_0(world, [](Scenario& s) { s.population.niger_closure = 1.0; });
    std::vector<Expectation> const rises{
        {"departures", of(Tally::departures), +1},
        {"people in ghettos", mean_of(world, Series::in_ghettos), +1},
        {"people waiting for a vehicle", mean_of(world, Series::waiting_for_vehicle), +1},
        {"taken by the police", received(Party::police), +1},
        {"candidates who stay at home", of(Tally::stayed_home), +1},
    };
    expect_moves(open, half, rises);
    expect_moves(half, full, rises);
    expect_moves(open, half, {{"taken by armed groups", received(Party::armed_group), +1}});
    EXPECT_EQ(estimate(full, of(Tally::chose_niger)).mean, 0.0);
    EXPECT_GT(estimate(full, of(Tally::stayed_home)).mean, paired_difference(open, full, of(Tally::chose_mali)).mean);
}

// The size of it is the diverted share, which nothing in the sources identifies: nobody diverted, nothing happens in Mali.
TEST(News, WithNobodyDivertedAClosureOfNigerLeavesMaliAlone)
{
    auto world = half_a_year();
    world.population.diverted_share = 0.0;
    auto const open = runs_from_day_0(world, [](Scenario&) {});
    auto const closed = runs_from_day_0(world, [](Scenario& s) { s.population.niger_closure = 1.0; });
    for (std::size_t i = 0; i < open.size(); ++i) {
        EXPECT_EQ(std::ranges::equal(open[i].of(Variable::daily), closed[i].of(Variable::daily)), true);
        EXPECT_EQ(open[i].tally(Tally::chose_mali), closed[i].tally(Tally::chose_mali));
    }
}

void spread_a_rumour(Scenario& world)
{
    world.news.rumour_tales_per_week = 300.0;
}

constexpr Day rumour_begins = 14;
constexpr Day rumour_ends = 42;

// A rumour of harm that nobody met: the flow falls, and comes back as it is forgotten, though nothing on the road was other than it was.
TEST(News, ARumourMovesTheFlowAndIsForgotten)
{
    auto world = half_a_year();
    world.news.memory_weeks = 4;
    auto const quiet = runs_of(changed_between(world, rumour_begins, rumour_ends, [](Scenario&) {}));
    auto const rumour = runs_of(changed_between(world, rumour_begins, rumour_ends, spread_a_rumour));
    auto const then = paired_difference(quiet, rumour, over_days(world, Series::departures, 28, 58));
    auto const later = paired_difference(quiet, rumour, over_days(world, Series::departures, 153, 183));
    EXPECT_LT(then.mean, -errors_that_count * then.standard_error);
    EXPECT_LT(std::abs(later.mean), 0.2 * std::abs(then.mean)) << "then " << then.mean << ", later " << later.mean;
    EXPECT_EQ(paired_difference(quiet, rumour, over_days(world, Series::departures, -120, rumour_begins)).mean, 0.0);
}

void let_bandits_wait_everywhere(Scenario& world)
{
    for (auto& link : world.links) {
        link.ambush_per_day = Probability(link.leg == Leg::north ? 0.5 : 0.0);
    }
}

// More harm on the road lowers the flow by what is told of it; frozen beliefs tell nobody.
TEST(News, HarmTurnsPeopleAwayOnlyWhereBeliefsLearn)
{
    auto world = half_a_year();
    auto const base = runs_from_day_0(world, [](Scenario&) {});
    auto const dangerous = runs_from_day_0(world, let_bandits_wait_everywhere);
    expect_moves(base, dangerous,
                 {{"departures", of(Tally::departures), -1}, {"candidates to Niger", of(Tally::chose_niger), +1}});
    world.news.learning = Switch::off;
    auto const frozen_base = runs_from_day_0(world, [](Scenario&) {});
    auto const frozen = runs_from_day_0(world, let_bandits_wait_everywhere);
    auto const frozen_rumour = runs_from_day_0(world, spread_a_rumour);
    EXPECT_GT(paired_difference(frozen_base, frozen, of(Tally::robbed)).mean, 0.0) << "nothing happened";
    EXPECT_EQ(paired_difference(frozen_base, frozen, of(Tally::departures)).mean, 0.0);
    EXPECT_EQ(paired_difference(frozen_base, frozen_rumour, of(Tally::departures)).mean, 0.0);
}

// Fewer reasons to leave: the flow falls in proportion, and nobody leaves who would not have left.
TEST(News, FewerReasonsToLeaveTakeAwayPeopleAndAddNone)
{
    auto world = half_a_year();
    world.news.learning = Switch::off;
    auto const base = runs_from_day_0(world, [](Scenario&) {});
    auto const fewer = runs_from_day_0(world, [](Scenario& s) { for (auto& n : s.nationalities) { n.departure_factor = 0.8; } });
    auto const more = runs_from_day_0(world, [](Scenario& s) { for (auto& n : s.nationalities) { n.departure_factor = 1.5; } });
    auto const departures = estimate(base, of(Tally::departures)).mean;
    EXPECT_NEAR(estimate(fewer, of(Tally::departures)).mean / departures, 0.8, 0.01);
    EXPECT_NEAR(estimate(more, of(Tally::departures)).mean / departures, 1.5, 0.02);
    EXPECT_NEAR(estimate(more, of(Tally::chose_niger)).mean / estimate(base, of(Tally::chose_niger)).mean, 1.5, 0.02);
    for (std::size_t i = 0; i < base.size(); ++i) {
        for (std::size_t day = 0; day < axis_size(world, Axis::day); ++day) {
            ASSERT_LE(fewer[i].of(Variable::daily)[day], base[i].of(Variable::daily)[day]) << "departures of day " << day;
            ASSERT_LE(base[i].of(Variable::daily)[day], more[i].of(Variable::daily)[day]) << "departures of day " << day;
        }
    }
}

// As many leave in a year with a season as without, more of them in its half.
TEST(News, ASeasonMovesDeparturesWithinTheYear)
{
    auto world = half_a_year();
    world.news.learning = Switch::off;
    auto seasonal = world;
    seasonal.population.season_amplitude = 0.3;
    seasonal.population.season_peak_day = 91;
    auto const base = replicates(world, pairs);
    auto const changed = replicates(seasonal, pairs);
    expect_moves(base, changed, {{"around the peak", over_days(world, Series::departures, 46, 137), +1},
                                 {"half a year before", over_days(world, Series::departures, -119, -80), -1}});
}

// What is told in one tongue is heard in it first.
TEST(News, ARumourAmongOneNationalityMovesItMost)
{
    auto world = half_a_year();
    world.news.weight_of_others = 0.05;
    auto const quiet = runs_from_day_0(world, [](Scenario&) {});
    auto const rumour =
        runs_from_day_0(world, [](Scenario& s) { s.nationalities[row_named(s.nationalities, "guinea").value()].rumour_tales_per_week = 300.0; });
    auto const departures_of = [&](std::string const& name) {
        auto const n = row_named(world.nationalities, name).value();
        return [&world, n](Outcome const& outcome) {
            double sum = 0.0;
            for (std::size_t cell = 0; cell < outcome.of(Variable::fates).size(); ++cell) {
                bool const counts = cell / fate_count % world.nationalities.size() == n;
                sum += counts ? static_cast<double>(outcome.of(Variable::fates)[cell]) : 0.0;
            }
            return sum;
        };
    };
    auto const share_lost = [&](std::string const& name) {
        return -paired_difference(quiet, rumour, departures_of(name)).mean / estimate(quiet, departures_of(name)).mean;
    };
    EXPECT_GT(share_lost("guinea"), 0.05);
    EXPECT_LT(share_lost("mali"), 0.5 * share_lost("guinea"));
}

}  // namespace
}  // namespace piste::test
