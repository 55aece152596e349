// The shipped scenario, shortened, for tests that compare means over replicates.
#pragma once

#include "runners/config/scenario_reader.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

namespace piste::test {

inline constexpr std::uint32_t pairs = 10;

// Half a year, with as much warm-up as stocks take to settle and as much run-out as most journeys take.
inline Scenario half_a_year()
{
    return read_scenario(PISTE_MALI_2016, {"horizon.warm_up=120", "horizon.measured=183", "horizon.run_out=90"})
        .scenario;
}

// Standard errors that a mean must lie from 0 to count as moved. With 10 pairs, 3.25 of them: a chance of 0.5 % in
// Student's distribution with 9 degrees of freedom, in one direction; and the seed is fixed, so a run that passes
// always passes.
inline constexpr double errors_that_count = 3.25;

struct Expectation {
    std::string what;
    Measure measure;
    int direction;  // +1 rises, -1 falls
};

// Each quantity moves in the stated direction, by more than chance.
inline void expect_moves(std::vector<Outcome> const& base, std::vector<Outcome> const& changed,
                         std::vector<Expectation> const& expectations)
{
    for (auto const& expected : expectations) {
        auto const difference = paired_difference(base, changed, expected.measure);
        auto const moved = difference.mean * expected.direction;
        EXPECT_GT(moved, errors_that_count * difference.standard_error)
            << expected.what << ": base " << estimate(base, expected.measure).mean << ", difference " << difference.mean
            << ", standard error " << difference.standard_error;
    }
}

// Sum of one variable over everything.
inline double sum_of(Outcome const& outcome, Variable variable)
{
    auto const values = outcome.of(variable);
    return static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0}));
}

// Mean of a daily series over the measured days.
inline Measure mean_of(Scenario const& scenario, Series series)
{
    auto const first = static_cast<std::size_t>(scenario.horizon.warm_up_days);
    auto const count = static_cast<std::size_t>(scenario.horizon.measured_days);
    auto const days = axis_size(scenario, Axis::day);
    return [=](Outcome const& outcome) {
        auto const values = outcome.of(Variable::daily).subspan(static_cast<std::size_t>(series) * days + first, count);
        return static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0})) /
               static_cast<double>(count);
    };
}

// People who passed one crossing.
inline Measure through(Scenario const& scenario, std::string const& name)
{
    auto const nationalities = scenario.nationalities.size();
    auto const row = row_named(scenario.crossings, name).value();
    return [=](Outcome const& outcome) {
        auto const values = outcome.of(Variable::crossings).subspan(row * nationalities, nationalities);
        return static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0}));
    };
}

}  // namespace piste::test
