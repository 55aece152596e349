// ODD 7.2 News
#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// What was reported of a way in the weeks that count: not the latest ones, of which nobody has heard yet.
Reports heard(Run const& run, std::size_t way)
{
    auto const this_week = (run.day - run.first_day()) / days_per_week;
    auto const& rules = run.scenario.truck;
    auto const end = std::max(0, this_week - rules.news_delay_weeks);
    auto const begin = std::max(0, end - rules.news_memory_weeks);
    Reports sum;
    for (auto week = begin; week < end; ++week) {
        auto const& reports = run.weekly_reports[static_cast<std::size_t>(week)][way];
        sum.travellers += reports.travellers;
        sum.harmed += reports.harmed;
        sum.arrived += reports.arrived;
        sum.cost_kcfa += reports.cost_kcfa;
    }
    return sum;
}

// A prior that counts as so many reports, blended with those heard.
double blend(double prior, double prior_weight, std::int64_t sum, std::int64_t reports)
{
    return (prior * prior_weight + static_cast<double>(sum)) / (prior_weight + static_cast<double>(reports));
}

double share_that_chooses_mali(Scenario const& scenario, double cost_cfa, double risk)
{
    auto const& rules = scenario.population;
    auto const expected = static_cast<double>(rules.expected_cost_cfa);
    double const worse = rules.cost_steepness * (cost_cfa - expected) / expected +
                         rules.risk_steepness * (risk - rules.expected_risk);
    return 1.0 / (1.0 + rules.niger_ratio * exponential(worse));
}

}  // namespace

void hear_news(Run& run)
{
    if ((run.day - run.first_day()) % days_per_week != 0) {
        return;
    }
    auto const& rules = run.scenario.truck;
    for (std::size_t i = 0; i < run.scenario.itineraries.size(); ++i) {
        auto const reports = heard(run, i);
        run.beliefs.risk_of_itinerary[i] =
            blend(rules.risk_prior, rules.risk_prior_weight, reports.harmed, reports.travellers);
    }
    auto const corridor = heard(run, run.corridor_reports());
    auto const& population = run.scenario.population;
    double const risk =
        blend(population.expected_risk, rules.risk_prior_weight, corridor.harmed, corridor.travellers);
    double const expected_kcfa = static_cast<double>(population.expected_cost_cfa) / static_cast<double>(francs_per_kcfa);
    double const cost_kcfa = blend(expected_kcfa, rules.risk_prior_weight, corridor.cost_kcfa, corridor.arrived);
    auto const share = Probability(share_that_chooses_mali(run.scenario, cost_kcfa * static_cast<double>(francs_per_kcfa), risk));
    std::fill(run.beliefs.chooses_mali.begin(), run.beliefs.chooses_mali.end(), share);
}

}  // namespace piste
