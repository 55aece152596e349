// ODD 4 Observation
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

Francs received(Run const& run, std::initializer_list<Party> parties)
{
    Francs sum = 0;
    for (auto const party : parties) {
        sum += run.received_today(party);
    }
    return sum / francs_per_kcfa;
}

std::int64_t vehicles_waiting(Run const& run)
{
    std::int64_t number = 0;
    for (auto const& idle : run.idle_vehicles) {
        number += static_cast<std::int64_t>(idle.size());
    }
    for (auto const& queue : run.queues) {
        number += queue.loading == no_slot ? 0 : 1;
    }
    return number;
}

std::int64_t people_waiting(Run const& run)
{
    std::int64_t number = 0;
    for (auto const& queue : run.queues) {
        number += static_cast<std::int64_t>(queue.length);
    }
    return number;
}

// What is believed of the corridor, as a mean over those who take it.
void observe_beliefs(Run& run)
{
    constexpr double million = 1e6;
    double risk = 0.0;
    double cost_kcfa = 0.0;
    for (std::size_t n = 0; n < run.scenario.nationalities.size(); ++n) {
        auto const share = run.scenario.nationalities[n].share;
        risk += share * run.beliefs.risk(n);
        cost_kcfa += share * run.beliefs.cost_kcfa(n);
    }
    run.count_today(Series::believed_harm_ppm, floor_to_integer(risk * million));
    run.count_today(Series::believed_cost_kcfa, floor_to_integer(cost_kcfa));
}

// What smugglers ask today, and how many are at work.
void observe_smugglers(Run& run)
{
    std::int64_t at_work = 0;
    for (std::size_t passeur = 0; passeur < run.world.passeurs.size(); ++passeur) {
        at_work += is_at_work(run, passeur) ? 1 : 0;
    }
    run.count_today(Series::passeurs_at_work, at_work);
    Francs fares = 0;
    std::int64_t asked = 0;
    for (auto const& passeurs : run.world.hubs[run.scenario.corridor.main_hub.value()].passeurs) {
        for (auto const passeur : passeurs) {
            fares += fare_of_passeur(run, passeur);
            ++asked;
        }
    }
    run.count_today(Series::mean_fare_cfa, asked == 0 ? 0 : fares / asked);
    constexpr std::int64_t millionths_per_permille = Ratio::one / 1000;
    run.count_today(Series::papers_price_permille, run.prices.papers.factor.millionths() / millionths_per_permille);
    std::int64_t fees = 0;
    for (auto const& ghettos : run.prices.ghettos) {
        fees += ghettos.factor.millionths() / millionths_per_permille;
    }
    auto const groups = static_cast<std::int64_t>(run.prices.ghettos.size());
    run.count_today(Series::ghetto_fee_permille, groups == 0 ? 0 : fees / groups);
}

}  // namespace

void observe_day(Run& run)
{
    observe_beliefs(run);
    observe_smugglers(run);
    auto const under_way = static_cast<std::int64_t>(run.people.under_way());
    run.count_today(Series::under_way, under_way);
    run.count_today(Series::in_ghettos, run.in_ghettos);
    run.count_today(Series::in_cells, run.in_cells);
    run.count_today(Series::waiting_for_vehicle, people_waiting(run));
    run.count_today(Series::vehicles_waiting, vehicles_waiting(run));
    run.count_today(Series::passports_in_use, run.passports_in_use);
    run.count_today(Series::kcfa_to_state_posts,
                    received(run, {Party::police, Party::gendarmerie, Party::army, Party::customs}));
    run.count_today(Series::kcfa_to_armed_groups, received(run, {Party::armed_group}));
    run.count_today(Series::kcfa_to_passeurs, received(run, {Party::passeur}));
    run.count_today(Series::kcfa_to_bus_firms, received(run, {Party::bus_firm}));
    observe_armed_groups(run);
    observe_society(run);
    auto const peak = run.outcome.tally(Tally::peak_under_way);
    run.count(Tally::peak_under_way, std::max<std::int64_t>(0, under_way - peak));
    if (run.day == -1) {
        run.count(Tally::opening_stock, under_way);
    }
    run.turn_page();
}

void close_books(Run& run)
{
    run.day = run.end_day() - 1;
    run.count(Tally::closing_stock, static_cast<std::int64_t>(run.people.under_way()));
    auto const is_free = run.people.is_free();
    for (Slot person = 0; person < is_free.size(); ++person) {
        if (!is_free[person]) {
            run.end_journey(person, Fate::under_way);
        }
    }
    run.count(Tally::events, run.outcome.tally(Tally::events_vehicle) + run.outcome.tally(Tally::events_post) +
                                 run.outcome.tally(Tally::events_person));
}

}  // namespace piste
