// ODD 7.2 News
#include "model/beliefs.hpp"

#include <algorithm>

namespace piste {

namespace {

// A prior that counts as so many tales, blended with those remembered.
double blend(double prior, double prior_weight, double sum, double tales)
{
    return (prior * prior_weight + sum) / (prior_weight + tales);
}

double first_cost_kcfa(Scenario const& scenario)
{
    return static_cast<double>(scenario.population.expected_cost_cfa) / static_cast<double>(francs_per_kcfa);
}

}  // namespace

Beliefs::Beliefs(Scenario const& scenario)
    : ways_(scenario.itineraries.size() + 1), nationalities_(scenario.nationalities.size()),
      told_(static_cast<std::size_t>(weeks_kept) * nationalities_ * ways_), remembered_(nationalities_ * ways_),
      risk_(nationalities_ * ways_), cost_kcfa_(nationalities_), usual_risk_sum_(nationalities_),
      usual_cost_sum_(nationalities_)
{
    corridor_choice.assign(nationalities_, CorridorChoice(scenario.population.expected_risk));
    candidates_counted.assign(nationalities_, 1.0);
    form(scenario);
}

double Beliefs::usual_risk(std::size_t nationality) const
{
    return weeks_noted_ == 0 ? risk(nationality) : usual_risk_sum_[nationality] / weeks_noted_;
}

double Beliefs::usual_cost_kcfa(std::size_t nationality) const
{
    return weeks_noted_ == 0 ? cost_kcfa_[nationality] : usual_cost_sum_[nationality] / weeks_noted_;
}

void Beliefs::hear_week(Scenario const& scenario, std::vector<Distortion> const& distortions)
{
    double const kept = 1.0 - 1.0 / scenario.news.memory_weeks;
    auto const first = first_of_week(next_week_);
    for (std::size_t nationality = 0; nationality < nationalities_; ++nationality) {
        auto const& distortion = distortions[nationality];
        for (std::size_t way = 0; way < ways_; ++way) {
            auto const& tales = told_[first + nationality * ways_ + way];
            auto const tellers = static_cast<double>(tales.tellers);
            auto& memory = remembered_[nationality * ways_ + way];
            memory.tellers = memory.tellers * kept + tellers;
            memory.harmed = memory.harmed * kept + std::min(tellers, static_cast<double>(tales.harmed) * distortion.harm);
            memory.arrived = memory.arrived * kept + static_cast<double>(tales.arrived);
            memory.cost_kcfa = memory.cost_kcfa * kept + static_cast<double>(tales.cost_kcfa) * distortion.cost;
        }
        add_rumours(scenario, nationality);
    }
    pass_over_week();
}

// A rumour is a tale of nobody's journey: it counts as told by so many, and is forgotten as any other.
void Beliefs::add_rumours(Scenario const& scenario, std::size_t nationality)
{
    auto const& news = scenario.news;
    double const tellers =
        news.rumour_tales_per_week + scenario.nationalities[nationality].rumour_tales_per_week;
    auto& memory = remembered_[nationality * ways_ + corridor()];
    memory.tellers += tellers;
    memory.harmed += tellers * news.rumour_harmed_share;
    if (news.rumour_cost_cfa > 0) {
        memory.arrived += tellers;
        memory.cost_kcfa += tellers * static_cast<double>(news.rumour_cost_cfa) / static_cast<double>(francs_per_kcfa);
    }
}

void Beliefs::pass_over_week()
{
    auto const first = told_.begin() + static_cast<std::ptrdiff_t>(first_of_week(next_week_));
    std::fill(first, first + static_cast<std::ptrdiff_t>(nationalities_ * ways_), Tales());
    ++next_week_;
}

void Beliefs::form(Scenario const& scenario)
{
    auto const& news = scenario.news;
    for (std::size_t way = 0; way < ways_; ++way) {
        Remembered all;
        for (std::size_t nationality = 0; nationality < nationalities_; ++nationality) {
            auto const& memory = remembered_[nationality * ways_ + way];
            all.tellers += memory.tellers;
            all.harmed += memory.harmed;
            all.arrived += memory.arrived;
            all.cost_kcfa += memory.cost_kcfa;
        }
        bool const is_corridor = way == corridor();
        double const prior = is_corridor ? scenario.population.expected_risk : news.prior_risk;
        for (std::size_t nationality = 0; nationality < nationalities_; ++nationality) {
            auto const& own = remembered_[nationality * ways_ + way];
            auto const counting = [&](double mine, double everybodys) {
                return mine + news.weight_of_others * (everybodys - mine);
            };
            risk_[nationality * ways_ + way] = blend(prior, news.prior_weight, counting(own.harmed, all.harmed),
                                                     counting(own.tellers, all.tellers));
            if (is_corridor) {
                cost_kcfa_[nationality] = blend(first_cost_kcfa(scenario), news.prior_weight,
                                                counting(own.cost_kcfa, all.cost_kcfa), counting(own.arrived, all.arrived));
            }
        }
    }
}

void Beliefs::note_as_usual()
{
    for (std::size_t nationality = 0; nationality < nationalities_; ++nationality) {
        usual_risk_sum_[nationality] += risk(nationality);
        usual_cost_sum_[nationality] += cost_kcfa_[nationality];
    }
    ++weeks_noted_;
}

}  // namespace piste
