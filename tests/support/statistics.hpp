// Means over replicates with their standard errors.
#pragma once

#include "model/simulation.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace piste::test {

struct Estimate {
    double mean = 0.0;
    double standard_error = 0.0;  // of the mean
};

// Of independent values; at least two.
[[nodiscard]] Estimate estimate(std::vector<double> const& values);

// Runs of replicates 0 to count - 1 of one seed.
[[nodiscard]] std::vector<Outcome> replicates(Scenario const& scenario, std::uint32_t count,
                                              std::uint64_t seed = 20160101);

using Measure = std::function<double(Outcome const&)>;

[[nodiscard]] Estimate estimate(std::vector<Outcome> const& runs, Measure const& measure);

// Of the differences, changed minus base, of runs that share their luck.
[[nodiscard]] Estimate paired_difference(std::vector<Outcome> const& base, std::vector<Outcome> const& changed,
                                         Measure const& measure);

// A tally as a real number, and the ratio of two tallies.
[[nodiscard]] Measure of(Tally tally);
[[nodiscard]] Measure ratio(Tally numerator, Tally denominator);

}  // namespace piste::test
