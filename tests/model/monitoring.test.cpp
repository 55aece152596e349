// Monitoring points count who passes, less those they miss, and change nothing in the world.
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace piste::test {
namespace {

std::int64_t sum(Outcome const& outcome, Variable variable)
{
    auto const values = outcome.of(variable);
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

MonitoringPoint& point_of(Scenario& world) { return world.monitoring_points.front(); }

// Open day and night, every day of the run.
Scenario always_watched()
{
    auto world = small_world();
    point_of(world).first_day = -1000;
    point_of(world).end_day = 1000;
    return world;
}

bool is_of_monitoring(std::size_t variable)
{
    auto const which = static_cast<Variable>(variable);
    return which == Variable::passers || which == Variable::passers_by_wish || which == Variable::monitored ||
           which == Variable::monitored_by_wish;
}

TEST(Monitoring, PointsChangeNothingElse)
{
    auto const watched = always_watched();
    auto none = watched;
    none.monitoring_points.clear();
    auto more = watched;
    for (auto const direction : {Direction::arriving, Direction::returning}) {
        auto point = watched.monitoring_points.front();
        point.name += direction == Direction::arriving ? "-in" : "-home";
        point.id = entity_id("monitoring_point/" + point.name);
        point.direction = direction;
        point.missed = Probability(0.9);
        more.monitoring_points.push_back(point);
    }
    auto const one = simulate(watched, {1, 0, 0});
    for (auto const& other : {simulate(none, {1, 0, 0}), simulate(more, {1, 0, 0})}) {
        for (std::size_t v = 0; v < variable_count; ++v) {
            EXPECT_TRUE(is_of_monitoring(v) || one.values.at(v) == other.values.at(v)) << variable_infos.at(v).name;
        }
    }
    EXPECT_GT(sum(one, Variable::passers), 0);
}

TEST(Monitoring, TheUndercountIsTheShareMissed)
{
    auto world = always_watched();
    world.population.migrants_per_year = 8000;
    point_of(world).missed = Probability(0.25);
    auto const outcome = simulate(world, {1, 0, 0});
    auto const passed = static_cast<double>(sum(outcome, Variable::passers));
    auto const counted = static_cast<double>(sum(outcome, Variable::monitored));
    ASSERT_GT(passed, 3000.0);
    double const standard_error = std::sqrt(0.25 * 0.75 / passed);
    EXPECT_NEAR(counted / passed, 0.75, 4.0 * standard_error);
}

TEST(Monitoring, NobodyIsMissedByWhoMissesNobody)
{
    auto world = always_watched();
    point_of(world).missed = Probability(0.0);
    auto const outcome = simulate(world, {1, 0, 0});
    EXPECT_TRUE(std::ranges::equal(outcome.of(Variable::passers), outcome.of(Variable::monitored)));
    EXPECT_TRUE(std::ranges::equal(outcome.of(Variable::passers_by_wish), outcome.of(Variable::monitored_by_wish)));
    EXPECT_EQ(sum(outcome, Variable::passers), sum(outcome, Variable::passers_by_wish));
    point_of(world).missed = Probability(1.0);
    EXPECT_EQ(sum(simulate(world, {1, 0, 0}), Variable::monitored), 0);
}

// Only on the days and in the hours of operation; who passes at other times is a passer still.
TEST(Monitoring, CountsInItsDatesAndHours)
{
    auto world = always_watched();
    point_of(world).missed = Probability(0.0);
    auto const always = simulate(world, {1, 0, 0});
    point_of(world).first_day = 0;
    point_of(world).end_day = days_per_block;
    auto const a_month = simulate(world, {1, 0, 0});
    EXPECT_TRUE(std::ranges::equal(always.of(Variable::passers), a_month.of(Variable::passers)));
    auto const per_month = world.nationalities.size();
    for (std::size_t cell = 0; cell < a_month.of(Variable::monitored).size(); ++cell) {
        bool const in_it = cell / per_month == static_cast<std::size_t>(world.horizon.warm_up_days / days_per_block);
        EXPECT_EQ(a_month.of(Variable::monitored)[cell], in_it ? always.of(Variable::monitored)[cell] : 0);
    }
    point_of(world) = always_watched().monitoring_points.front();
    point_of(world).missed = Probability(0.0);
    point_of(world).opens_minute = 720;
    auto const afternoons = simulate(world, {1, 0, 0});
    EXPECT_GT(sum(afternoons, Variable::monitored), 0);
    EXPECT_LT(sum(afternoons, Variable::monitored), sum(always, Variable::monitored));
}

// Who leaves the main hub is who went north from it or took the bus to Niger.
TEST(Monitoring, WhoLeavesGaoPassesThePointAtGao)
{
    auto const world = always_watched();
    auto const outcome = simulate(world, {1, 0, 0});
    auto const days = axis_size(world, Axis::day);
    auto const total = [&](Series series) {
        auto const values = outcome.of(Variable::daily).subspan(static_cast<std::size_t>(series) * days, days);
        return std::accumulate(values.begin(), values.end(), std::int64_t{0});
    };
    EXPECT_EQ(sum(outcome, Variable::passers), total(Series::left_northward) + total(Series::left_to_niger));
}

}  // namespace
}  // namespace piste::test
