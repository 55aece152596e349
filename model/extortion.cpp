// ODD 7.10 Crossings: whether a passeur holds clients for ransom
#include "model/extortion.hpp"

#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// What a client brings in weeks with and without holding some, the mean of both where he has seen little.
double gain_by_holding(LearningRules const& rules, Extorter const& passeur)
{
    double const clients = passeur.fair_clients[0] + passeur.fair_clients[1];
    if (clients <= 0.0) {
        return 0.0;
    }
    double const mean = (passeur.earned_cfa[0] + passeur.earned_cfa[1]) / clients;
    auto const a_head = [&](std::size_t held) {
        return (rules.prior_clients * mean + passeur.earned_cfa[held]) / (rules.prior_clients + passeur.fair_clients[held]);
    };
    return a_head(1) - a_head(0);
}

void remember_week(Scenario const& scenario, Extorter& passeur, double fair_clients)
{
    double const kept = 1.0 - 1.0 / scenario.learning.memory_weeks;
    for (std::size_t held = 0; held < passeur.earned_cfa.size(); ++held) {
        passeur.earned_cfa[held] *= kept;
        passeur.fair_clients[held] *= kept;
    }
    std::size_t const now = passeur.holds ? 1 : 0;
    passeur.earned_cfa[now] += static_cast<double>(passeur.fares_cfa);
    passeur.earned_cfa[1] += static_cast<double>(passeur.ransoms_cfa);
    passeur.fair_clients[now] += fair_clients;
}

// Families are told at once, by telephone; what they tell fades as long as prices look back.
void let_word_spread(Scenario const& scenario, Extorter& passeur)
{
    double const kept = 1.0 - 1.0 / scenario.prices.memory_weeks;
    passeur.carried_remembered = kept * passeur.carried_remembered + static_cast<double>(passeur.carried);
    passeur.held_remembered = kept * passeur.held_remembered + static_cast<double>(passeur.held);
    double const told = scenario.news.told_by_families.value() * static_cast<double>(scenario.hostage.ransom_cfa);
    // People are held some days after they set out, so that more may be remembered as held than as carried.
    double const share = std::min(1.0, passeur.held_remembered / std::max(1.0, passeur.carried_remembered));
    passeur.feared_cfa = floor_to_integer(told * share);
}

// For the coming weeks.
void choose_whether_to_hold(Run& run, std::size_t passeur)
{
    auto const& scenario = run.scenario;
    auto& extorter = run.extorters[passeur];
    auto const words = run.random.draw(Purpose::extortion, run.world.passeurs[passeur].id.value(),
                                       static_cast<std::uint32_t>(run.day));
    auto const holds_word = words[0];
    auto const refrains_word = words[1];
    double const first = scenario.prices.extortion_share;
    double const habit = logarithm(first / (1.0 - first));
    double const gain = gain_by_holding(scenario.learning, extorter) / static_cast<double>(scenario.truck.choice_noise_cfa);
    extorter.holds = rings_at(habit + gain, open_uniform(holds_word)) < rings_at(0.0, open_uniform(refrains_word));
    // Where as many hold clients as do without experience, as many people are held as the crossing says.
    extorter.factor = Ratio(extorter.holds ? 1.0 / first : 0.0);
    extorter.weeks_left = scenario.prices.extortion_weeks;
}

void learn(Run& run, std::vector<std::uint16_t> const& co_nationals)
{
    double carried = 0.0;
    double at_work = 0.0;
    for (auto const passeur : co_nationals) {
        carried += static_cast<double>(run.extorters[passeur].carried);
        at_work += is_at_work(run, passeur) ? 1.0 : 0.0;
    }
    for (auto const passeur : co_nationals) {
        auto& extorter = run.extorters[passeur];
        remember_week(run.scenario, extorter, is_at_work(run, passeur) ? carried / at_work : 0.0);
        let_word_spread(run.scenario, extorter);
        extorter.carried = 0;
        extorter.held = 0;
        extorter.fares_cfa = 0;
        extorter.ransoms_cfa = 0;
        --extorter.weeks_left;
        if (extorter.weeks_left <= 0) {
            choose_whether_to_hold(run, passeur);
        }
    }
}

}  // namespace

void decide_on_extortion(Run& run)
{
    if (run.scenario.prices.extortion == Switch::off || !run.begins_week()) {
        return;
    }
    for (auto const& hub : run.world.hubs) {
        for (auto const& co_nationals : hub.passeurs) {
            learn(run, co_nationals);
        }
    }
}

}  // namespace piste
