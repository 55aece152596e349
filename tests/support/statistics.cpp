#include "tests/support/statistics.hpp"

#include <cmath>
#include <stdexcept>

namespace piste::test {

Estimate estimate(std::vector<double> const& values)
{
    if (values.size() < 2) {
        throw std::logic_error("a standard error needs two values at least");
    }
    auto const count = static_cast<double>(values.size());
    double sum = 0.0;
    for (double const value : values) {
        sum += value;
    }
    double const mean = sum / count;
    double squares = 0.0;
    for (double const value : values) {
        squares += (value - mean) * (value - mean);
    }
    return {mean, std::sqrt(squares / (count - 1.0) / count)};
}

std::vector<Outcome> replicates(Scenario const& scenario, std::uint32_t count, std::uint64_t seed)
{
    std::vector<Outcome> runs;
    for (std::uint32_t replicate = 0; replicate < count; ++replicate) {
        runs.push_back(simulate(scenario, {seed, replicate, 0}));
    }
    return runs;
}

Estimate estimate(std::vector<Outcome> const& runs, Measure const& measure)
{
    std::vector<double> values;
    for (auto const& run : runs) {
        values.push_back(measure(run));
    }
    return estimate(values);
}

Estimate paired_difference(std::vector<Outcome> const& base, std::vector<Outcome> const& changed,
                           Measure const& measure)
{
    if (base.size() != changed.size()) {
        throw std::logic_error("pairs need as many runs on either side");
    }
    std::vector<double> differences;
    for (std::size_t i = 0; i < base.size(); ++i) {
        differences.push_back(measure(changed[i]) - measure(base[i]));
    }
    return estimate(differences);
}

Measure of(Tally tally)
{
    return [tally](Outcome const& outcome) { return static_cast<double>(outcome.tally(tally)); };
}

Measure ratio(Tally numerator, Tally denominator)
{
    return [numerator, denominator](Outcome const& outcome) {
        return static_cast<double>(outcome.tally(numerator)) / static_cast<double>(outcome.tally(denominator));
    };
}

}  // namespace piste::test
