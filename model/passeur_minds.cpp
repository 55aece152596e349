// ODD 7.9 The road north: what passeurs learn
#include "model/passeur_minds.hpp"

#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// A week counts for more the further its losses stand out above what was expected: the salience of Bordalo, Gennaioli and Shleifer
// (2012), which Magliocca et al. (2019) found necessary for traffickers' choice of route.
double weight_of_week(LearningRules const& rules, double lost_share, double expected_share)
{
    if (lost_share <= expected_share) {
        return 1.0;
    }
    return 1.0 + rules.salience * (lost_share - expected_share) / (lost_share + expected_share);
}

void remember_week(LearningRules const& rules, WayExperience& way)
{
    double const kept = 1.0 - 1.0 / rules.memory_weeks;
    way.clients_remembered *= kept;
    way.harmed_remembered *= kept;
    way.taken_remembered_cfa *= kept;
    if (way.clients > 0) {
        auto const clients = static_cast<double>(way.clients);
        // Harm is told in the week in which it is done, a few days after boarding: a share above 1 may occur.
        auto const harmed = static_cast<double>(way.harmed);
        double const weight = weight_of_week(rules, harmed / clients, way.risk);
        way.clients_remembered += weight * clients;
        way.harmed_remembered += weight * harmed;
        way.taken_remembered_cfa += weight * static_cast<double>(way.taken_cfa);
        way.clients = 0;
        way.harmed = 0;
        way.taken_cfa = 0;
    }
}

struct Trips {
    double clients = 0.0;
    double harmed = 0.0;
    double taken_cfa = 0.0;
};

void believe(Run& run, std::size_t nationality, std::vector<std::uint16_t> const& co_nationals, std::size_t itinerary)
{
    auto const& rules = run.scenario.learning;
    Trips all;
    for (auto const passeur : co_nationals) {
        auto const& way = run.minds.of(passeur, itinerary);
        all.clients += way.clients_remembered;
        all.harmed += way.harmed_remembered;
        all.taken_cfa += way.taken_remembered_cfa;
    }
    double const others = rules.co_national_weight;
    double const toll = run.world.toll_of_itinerary_cfa[itinerary];
    double const news = run.beliefs.risk(nationality, itinerary);
    for (auto const passeur : co_nationals) {
        auto& way = run.minds.of(passeur, itinerary);
        double const own = 1.0 - others;
        double const clients = others * all.clients + own * way.clients_remembered;
        double const harmed = others * all.harmed + own * way.harmed_remembered;
        double const taken = others * all.taken_cfa + own * way.taken_remembered_cfa;
        way.risk = std::min(1.0, (rules.news_clients * news + harmed) / (rules.news_clients + clients));
        way.cost_cfa = (rules.prior_clients * toll + taken) / (rules.prior_clients + clients);
    }
}

void learn_protection(Scenario const& scenario, ProtectionExperience& seen)
{
    auto const& rules = scenario.learning;
    double const kept = 1.0 - 1.0 / rules.memory_weeks;
    double const exposed = 1.0 - scenario.truck.protection_efficacy.value();
    std::array<double, 2> const prior{rules.attack_prior, rules.attack_prior * exposed};
    for (std::size_t i = 0; i < prior.size(); ++i) {
        seen.carried_remembered[i] = kept * seen.carried_remembered[i] + static_cast<double>(seen.carried[i]);
        seen.attacked_remembered[i] = kept * seen.attacked_remembered[i] + static_cast<double>(seen.attacked[i]);
        seen.attacks[i] = (rules.prior_clients * prior[i] + seen.attacked_remembered[i]) /
                          (rules.prior_clients + seen.carried_remembered[i]);
    }
    seen.carried = {};
    seen.attacked = {};
}

}  // namespace

PasseurMinds::PasseurMinds(Scenario const& scenario, World const& world)
    : protection(scenario.passeur_groups.size()), itineraries_(scenario.itineraries.size()),
      ways_(world.passeurs.size() * itineraries_)
{
    for (auto& seen : protection) {
        learn_protection(scenario, seen);
    }
    for (std::size_t i = 0; i < ways_.size(); ++i) {
        ways_[i].risk = scenario.news.prior_risk;
        ways_[i].cost_cfa = world.toll_of_itinerary_cfa[i % itineraries_];
    }
}

void PasseurMinds::forget(World const& world, Beliefs const& news, std::size_t passeur)
{
    auto const group = world.passeurs[passeur].group.value();
    auto const nationality = world.scenario.passeur_groups[group].nationality.value();
    for (std::size_t i = 0; i < itineraries_; ++i) {
        auto& way = of(passeur, i);
        way = WayExperience();
        way.risk = news.risk(nationality, i);
        way.cost_cfa = world.toll_of_itinerary_cfa[i];
    }
}

void learn_ways(Run& run)
{
    auto const& rules = run.scenario.learning;
    if (!run.begins_week()) {
        return;
    }
    if (rules.passeurs == Switch::on) {
        auto const itineraries = run.scenario.itineraries.size();
        for (std::size_t passeur = 0; passeur < run.world.passeurs.size(); ++passeur) {
            for (std::size_t itinerary = 0; itinerary < itineraries; ++itinerary) {
                remember_week(rules, run.minds.of(passeur, itinerary));
            }
        }
        for (auto const& hub : run.world.hubs) {
            for (std::size_t nationality = 0; nationality < hub.passeurs.size(); ++nationality) {
                for (auto const itinerary : hub.itineraries) {
                    believe(run, nationality, hub.passeurs[nationality], itinerary.value());
                }
            }
        }
    }
    if (rules.protection == Switch::on) {
        for (auto& seen : run.minds.protection) {
            learn_protection(run.scenario, seen);
        }
    }
}

}  // namespace piste
