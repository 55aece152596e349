// The world without dates settles: in flow and extraction its second year is as its first, and a longer warm-up changes neither. Waits for
// vehicles and stays in ghettos are not tested: queues remember for months, and with 40 runs they differ by 1 to 11 % from year to year, with
// standard errors of 1 to 3 %, so that 2 % cannot be told from chance.
#include "tests/properties/mali_2016.hpp"

#include <cmath>

namespace piste::test {
namespace {

constexpr std::uint32_t runs = 40;
constexpr std::uint64_t seed = 2016;  // that of the shipped experiments, not chosen for its outcome
constexpr double same = 0.02;           // of the first year
constexpr double errors_of_chance = 2.0;  // that a difference may lie beyond it

std::vector<Outcome> steady_runs(std::vector<std::string> const& settings)
{
    return replicates(read_scenario(PISTE_STEADY, settings).scenario, runs, seed);
}

// Sum of some series over one measured year of 365 days, counted from 0.
Measure of_year(std::int32_t warm_up_days, std::vector<Series> const& series, std::size_t year)
{
    constexpr std::size_t days_of_year = 365;
    return [=](Outcome const& outcome) {
        auto const days = outcome.of(Variable::daily).size() / series_count;
        double sum = 0.0;
        for (auto const one : series) {
            auto const first =
                static_cast<std::size_t>(one) * days + static_cast<std::size_t>(warm_up_days) + year * days_of_year;
            auto const values = outcome.of(Variable::daily).subspan(first, days_of_year);
            sum += static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0}));
        }
        return sum;
    };
}

struct Settled {
    std::string what;
    std::vector<Series> series;
};

std::vector<Settled> what_settles()
{
    return {{"flow", {Series::departures}},
            {"flow northward", {Series::left_northward}},
            {"extraction", {Series::kcfa_to_state_posts, Series::kcfa_to_armed_groups}}};
}

void expect_the_same(std::string const& what, Estimate const& difference, double level)
{
    auto const chance = errors_of_chance * difference.standard_error / level;
    EXPECT_LT(std::abs(difference.mean / level), same + chance) << what << ": " << level << ", difference " << difference.mean;
    EXPECT_LT(chance, 5.0 * same) << what << " varies too much to tell";
}

TEST(Steady, TheSecondYearIsAsTheFirst)
{
    auto const outcomes = steady_runs({});
    for (auto const& [what, series] : what_settles()) {
        auto const first = of_year(365, series, 0);
        auto const second = of_year(365, series, 1);
        auto const change = [&](Outcome const& outcome) { return second(outcome) - first(outcome); };
        expect_the_same(what, estimate(outcomes, change), estimate(outcomes, first).mean);
    }
}

TEST(Steady, ALongerWarmUpChangesNothing)
{
    auto const once = steady_runs({});
    auto const twice = steady_runs({"horizon.warm_up=730"});
    for (auto const& [what, series] : what_settles()) {
        auto const after_one = of_year(365, series, 0);
        auto const after_two = of_year(730, series, 0);
        std::vector<double> changes;
        for (std::size_t i = 0; i < once.size(); ++i) {
            changes.push_back(after_two(twice[i]) - after_one(once[i]));
        }
        expect_the_same(what, estimate(changes), estimate(once, after_one).mean);
    }
}

}  // namespace
}  // namespace piste::test
