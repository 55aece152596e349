// ODD 7.9 The road north: what passeurs learn
#include "model/passeur_minds.hpp"

#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

double magnitude(double value) { return value < 0.0 ? -value : value; }

// A week counts for more the further its losses stand out above what was expected: the salience of Bordalo, Gennaioli and Shleifer
// (2012), which Magliocca et al. (2019) found necessary for traffickers' choice of route.
double weight_of_week(LearningRules const& rules, double lost_share, WayExperience const& way, double earned_a_head_cfa)
{
    double const harm = lost_share > way.risk ? (lost_share - way.risk) / (lost_share + way.risk) : 0.0;
    double const missed = way.profit_cfa - earned_a_head_cfa;
    bool const counts = rules.profit == Switch::on && missed > 0.0;
    // At most 1, also where he earned less than nothing.
    double const poorer = counts ? missed / (magnitude(way.profit_cfa) + magnitude(earned_a_head_cfa)) : 0.0;
    return 1.0 + rules.salience * std::max(harm, poorer);
}

void remember_week(LearningRules const& rules, WayExperience& way)
{
    double const kept = 1.0 - 1.0 / rules.memory_weeks;
    way.clients_remembered *= kept;
    way.harmed_remembered *= kept;
    way.taken_remembered_cfa *= kept;
    way.paid_remembered_cfa *= kept;
    way.earned_remembered_cfa *= kept;
    if (way.clients > 0) {
        auto const clients = static_cast<double>(way.clients);
        // Harm is told in the week in which it is done, a few days after boarding: a share above 1 may occur.
        auto const harmed = static_cast<double>(way.harmed);
        double const earned_a_head = static_cast<double>(way.earned_cfa - way.paid_cfa) / clients;
        double const weight = weight_of_week(rules, harmed / clients, way, earned_a_head);
        way.clients_remembered += weight * clients;
        way.harmed_remembered += weight * harmed;
        way.taken_remembered_cfa += weight * static_cast<double>(way.taken_cfa);
        way.paid_remembered_cfa += weight * static_cast<double>(way.paid_cfa);
        way.earned_remembered_cfa += weight * static_cast<double>(way.earned_cfa);
        way.clients = 0;
        way.harmed = 0;
        way.taken_cfa = 0;
        way.paid_cfa = 0;
        way.earned_cfa = 0;
    }
}

struct Trips {
    double clients = 0.0;
    double harmed = 0.0;
    double taken_cfa = 0.0;
    double paid_cfa = 0.0;
    double earned_cfa = 0.0;

    void add(WayExperience const& way, double weight)
    {
        clients += weight * way.clients_remembered;
        harmed += weight * way.harmed_remembered;
        taken_cfa += weight * way.taken_remembered_cfa;
        paid_cfa += weight * way.paid_remembered_cfa;
        earned_cfa += weight * way.earned_remembered_cfa;
    }
};

// What a client brings by any way from his hub, as far as he and his co-nationals know; what a fare leaves where they know nothing. By a way
// that nobody has tried, he expects this.
double usual_profit(Run const& run, std::size_t passeur, std::vector<std::uint16_t> const& co_nationals, Hub const& hub)
{
    double const others = run.scenario.learning.co_national_weight;
    Trips all;
    for (auto const itinerary : hub.itineraries) {
        for (auto const co_national : co_nationals) {
            all.add(run.minds.of(co_national, itinerary.value()), co_national == passeur ? 1.0 : others);
        }
    }
    if (all.clients <= 0.0) {
        return static_cast<double>(kept_of_fare(run, passeur, fare_of_passeur(run, passeur)));
    }
    return (all.earned_cfa - all.paid_cfa) / all.clients;
}

void believe(Run& run, std::size_t nationality, Hub const& hub, std::size_t passeur)
{
    auto const& rules = run.scenario.learning;
    auto const& co_nationals = hub.passeurs[nationality];
    double const usual = usual_profit(run, passeur, co_nationals, hub);
    for (auto const itinerary : hub.itineraries) {
        Trips known;
        for (auto const co_national : co_nationals) {
            known.add(run.minds.of(co_national, itinerary.value()), co_national == passeur ? 1.0 : rules.co_national_weight);
        }
        double const toll = run.world.toll_of_itinerary_cfa[itinerary.value()];
        double const news = run.beliefs.risk(nationality, itinerary.value());
        double const told = rules.prior_clients + known.clients;
        auto& way = run.minds.of(passeur, itinerary.value());
        way.risk = std::min(1.0, (rules.news_clients * news + known.harmed) / (rules.news_clients + known.clients));
        way.cost_cfa = (rules.prior_clients * toll + known.taken_cfa) / told;
        way.borne_cfa = (rules.prior_clients * toll + known.taken_cfa - known.paid_cfa) / told;
        way.profit_cfa = (rules.prior_clients * usual + known.earned_cfa - known.paid_cfa) / told;
    }
}

void remember_week(LearningRules const& rules, ProtectionExperience& seen)
{
    double const kept = 1.0 - 1.0 / rules.memory_weeks;
    for (std::size_t i = 0; i < seen.attacks.size(); ++i) {
        seen.carried_remembered[i] = kept * seen.carried_remembered[i] + static_cast<double>(seen.carried[i]);
        seen.attacked_remembered[i] = kept * seen.attacked_remembered[i] + static_cast<double>(seen.attacked[i]);
    }
    seen.carried = {};
    seen.attacked = {};
}

// Of who has seen nothing: a head and trip, unprotected and protected.
std::array<double, 2> attacks_told_of(Scenario const& scenario)
{
    auto const exposed = 1.0 - scenario.truck.protection_efficacy.value();
    return {scenario.learning.attack_prior, scenario.learning.attack_prior * exposed};
}

void believe_in_protection(Run& run, std::vector<std::uint16_t> const& co_nationals, std::size_t passeur)
{
    auto const& rules = run.scenario.learning;
    auto const told = attacks_told_of(run.scenario);
    for (std::size_t i = 0; i < told.size(); ++i) {
        double carried = rules.prior_clients;
        double attacked = rules.prior_clients * told[i];
        for (auto const co_national : co_nationals) {
            double const weight = co_national == passeur ? 1.0 : rules.co_national_weight;
            carried += weight * run.minds.protection[co_national].carried_remembered[i];
            attacked += weight * run.minds.protection[co_national].attacked_remembered[i];
        }
        run.minds.protection[passeur].attacks[i] = attacked / carried;
    }
}

template <class Believe>
void each_passeur_among_co_nationals(Run& run, Believe believe)
{
    for (auto const& hub : run.world.hubs) {
        for (std::size_t nationality = 0; nationality < hub.passeurs.size(); ++nationality) {
            for (auto const passeur : hub.passeurs[nationality]) {
                believe(hub, nationality, passeur);
            }
        }
    }
}

}  // namespace

PasseurMinds::PasseurMinds(Scenario const& scenario, World const& world)
    : protection(world.passeurs.size()), itineraries_(scenario.itineraries.size()), ways_(world.passeurs.size() * itineraries_)
{
    for (auto& seen : protection) {
        seen.attacks = attacks_told_of(scenario);
    }
    for (std::size_t i = 0; i < ways_.size(); ++i) {
        ways_[i].risk = scenario.news.prior_risk;
        ways_[i].cost_cfa = world.toll_of_itinerary_cfa[i % itineraries_];
        ways_[i].borne_cfa = ways_[i].cost_cfa;
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
        way.borne_cfa = way.cost_cfa;
    }
    protection[passeur] = ProtectionExperience();
    protection[passeur].attacks = attacks_told_of(world.scenario);
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
        each_passeur_among_co_nationals(run, [&](Hub const& hub, std::size_t nationality, std::size_t passeur) {
            believe(run, nationality, hub, passeur);
        });
    }
    if (rules.protection == Switch::on) {
        for (auto& seen : run.minds.protection) {
            remember_week(rules, seen);
        }
        each_passeur_among_co_nationals(run, [&](Hub const& hub, std::size_t nationality, std::size_t passeur) {
            believe_in_protection(run, hub.passeurs[nationality], passeur);
        });
    }
}

}  // namespace piste
