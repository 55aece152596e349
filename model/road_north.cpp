// ODD 7.9 The road north
#include "model/elementary.hpp"
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// That bandits wait on a stretch on a day of this week (7.11).
Probability ambush_probability(Run const& run, Index<Link> link)
{
    constexpr double surest = 0.95;
    auto const base = run.scenario.links[link.value()].ambush_per_day;
    double const factor = run.groups.ambush_factor[link.value()];
    return factor == 1.0 ? base : Probability(std::min(base.value() * factor, std::max(surest, base.value())));
}

// The passeur's choice of itinerary: random utility over what the way costs in tolls and what is reported of it, by news alone or by
// what he and his co-nationals have been through and earned, and what else speaks for it; one perturbation per alternative, addressed by
// it.
Index<Itinerary> choose_itinerary(Run const& run, Vehicle const& vehicle)
{
    auto const& rules = run.scenario.truck;
    bool const learned = run.scenario.learning.passeurs == Switch::on;
    bool const by_his_profit = run.scenario.learning.profit == Switch::on;
    // What is told among the passeur's co-nationals.
    auto const& group = run.scenario.passeur_groups[run.world.passeurs[vehicle.passeur].group.value()];
    auto const nationality = group.nationality.value();
    Index<Itinerary> best;
    double best_utility = 0.0;
    for (auto const alternative : run.world.hubs[vehicle.hub.value()].itineraries) {
        auto const& itinerary = run.scenario.itineraries[alternative.value()];
        auto const words = run.random.draw(Purpose::itinerary_choice, vehicle.id, itinerary.id.value());
        auto const noise_word = words[0];
        auto const& known = run.minds.of(vehicle.passeur, alternative.value());
        double const usual =
            run.world.toll_of_itinerary_cfa[alternative.value()] + run.groups.toll_change_cfa[alternative.value()];
        double const cost = rules.cost_weight * (learned ? known.lost_cfa(by_his_profit) : usual) / static_cast<double>(rules.choice_noise_cfa);
        double const told = run.beliefs.risk(nationality, alternative.value());
        double const risk = rules.risk_weight * (learned ? known.risk : told);
        double const utility = itinerary.appeal - cost - risk + gumbel(open_uniform(noise_word));
        if (best.is_none() || utility > best_utility) {
            best = alternative;
            best_utility = utility;
        }
    }
    return best;
}

// Who could protect on this way: the armed group that leads on its most dangerous stretch.
Index<Holder> protector_on(Run const& run, Itinerary const& itinerary)
{
    auto const& scenario = run.scenario;
    Index<Holder> best;
    double danger = 0.0;
    for (auto const link : itinerary.links) {
        auto const holder = run.groups.holder[link.value()];
        bool const armed = !holder.is_none() && scenario.holders[holder.value()].kind == HolderKind::armed_group;
        double const here = ambush_probability(run, link).value();
        if (armed && (best.is_none() || here > danger)) {
            best = holder;
            danger = here;
        }
    }
    return best;
}

// What the protector's own posts on the way would ask a head, where protection exempts from it.
Francs tolls_spared(Run const& run, Vehicle const& truck, Index<Holder> holder)
{
    auto const& scenario = run.scenario;
    Francs sum = 0;
    if (scenario.truck.protection_reach != ProtectionReach::own_posts_exempt) {
        return sum;
    }
    auto const& prices = run.armed_prices;
    auto const& links = scenario.itineraries[truck.itinerary.value()].links;
    for (std::size_t position = 0; position < links.size(); ++position) {
        auto const& stops = run.world.roads[links[position].value()].stops;
        for (std::size_t s = 0; s < stops.size(); ++s) {
            if (!stops[s].is_armed_group || run.groups.is_manned[stops[s].roster] == 0) {
                continue;
            }
            auto const& group = scenario.post_groups[stops[s].group.value()];
            auto const asked = prices.learn ? prices.usual_ask_cfa(prices.ahead_at(truck.itinerary.value(), position, s))
                                            : Francs{group.toll_floor_cfa};
            sum += group.holder == holder ? asked : 0;
        }
    }
    return prices.jointly ? 0 : sum;  // asked once: the first post of another holder asks it all the same
}

// Whether protection is worth its price, by the attacks that passeurs of this nationality have seen with and without it. What an attack
// costs a passeur a head is what moves him to another way: risk_weight, in francs.
bool is_worth_protecting(Run const& run, Vehicle const& truck, Index<Holder> holder, Words const& words)
{
    auto const without_word = words[2];
    auto const with_word = words[3];
    auto const& rules = run.scenario.truck;
    auto const& seen = run.minds.protection[truck.passeur];
    auto const noise = static_cast<double>(rules.choice_noise_cfa);
    double const spared = (seen.attacks[0] - seen.attacks[1]) * rules.risk_weight * noise;
    auto const price = rules.protection_share.of(fare_of_passeur(run, truck.passeur));
    double const tolls = static_cast<double>(tolls_spared(run, truck, holder));
    double const gain = rules.cost_weight * (spared + tolls - static_cast<double>(price)) / noise;
    double const appeal = run.scenario.learning.protection_habit + gain;
    return rings_at(appeal, open_uniform(with_word)) < rings_at(0.0, open_uniform(without_word));
}

// A passeur with ties to the holder buys protection for a share of the fares, or does without.
void seek_protection(Run& run, Vehicle& truck)
{
    auto const& scenario = run.scenario;
    auto const holder = protector_on(run, scenario.itineraries[truck.itinerary.value()]);
    truck.protector = {};
    truck.spared_by_bandits = false;
    if (holder.is_none()) {
        return;
    }
    auto const words =
        run.random.draw(Purpose::protection, truck.id, scenario.holders[holder.value()].id.value());
    auto const ties_word = words[0];
    auto const holds_word = words[1];
    bool const has_ties = is_notable_of(run, truck.passeur, holder) || scenario.truck.protection_coverage.happens(ties_word);
    if (!has_ties) {
        return;
    }
    if (scenario.learning.protection == Switch::on && !is_worth_protecting(run, truck, holder, words)) {
        return;
    }
    truck.protector = holder;
    truck.spared_by_bandits = scenario.truck.protection_efficacy.happens(holds_word);
    bool const counts = run.is_measured_day() && truck.hub == scenario.corridor.main_hub;
    run.count(Tally::trucks_protected, counts ? 1 : 0);
}

void leave_main_hub(Run& run, Slot person)
{
    auto& people = run.people;
    auto const minutes = static_cast<std::int64_t>(run.now()) - people[person].leg_began;
    auto const hours = minutes / minutes_per_hour;
    run.count_of(person, Tally::left_northward);
    run.count_today(Series::left_northward);
    run.count_of(person, Tally::hub_stays);
    run.count_of(person, Tally::hub_minutes, minutes);
    run.count_of(person, Tally::hub_hours_squared, hours * hours);
    people[person].leg_began = run.now();
}

void board(Run& run, Slot person, Vehicle const& truck)
{
    auto& people = run.people;
    auto const& rules = run.scenario.truck;
    auto const fare = passeurs_fare(run, person);  // what this passenger paid
    people[person].itinerary = narrow<std::uint8_t>(truck.itinerary.value());
    auto const kept = kept_of_fare(run, truck.passeur, fare);
    auto& way = run.minds.of(truck.passeur, truck.itinerary.value());
    ++way.clients;
    way.earned_cfa += kept;
    ++run.extorters[truck.passeur].carried;
    run.extorters[truck.passeur].fares_cfa += kept;
    leave_ghetto(run, person);
    move_money(run, Party::passeur, Party::driver, rules.driver_share.of(fare), Leg::north, person);
    if (!truck.protector.is_none()) {
        auto const share = rules.protection_share.of(fare);
        move_money(run, Party::passeur, Party::armed_group, share, Leg::north, person);
        run.groups.take(truck.protector, {}, share);
    }
    if (truck.hub == run.scenario.corridor.main_hub) {
        leave_main_hub(run, person);
    }
    people[person].trips = narrow<std::uint8_t>(people[person].trips + 1);
    people.clear(person, Trait::harm_told);
    ++run.tales_now(person, truck.itinerary.value()).tellers;
    run.event_of_person();
    run.tell(person, "leaves on a vehicle with people aboard", run.scenario.places[truck.hub.value()].label, {},
             static_cast<std::int64_t>(truck.passengers.size()));
}

// Where the luck of a vehicle on a road is found, whenever it comes by. Buses of days far apart may have one id (model/ids.hpp).
std::uint32_t address_on(Link const& link, Vehicle const& vehicle)
{
    return link.id.value() + static_cast<std::uint32_t>(vehicle.came);
}

// Luck that belongs to a road on a day: whether bandits wait now. Every vehicle of the day meets the same answer.
bool bandits_wait(Run const& run, Index<Link> link_index)
{
    auto const& link = run.scenario.links[link_index.value()];
    auto const words = run.random.draw(Purpose::ambush, link.id.value(), static_cast<std::uint32_t>(run.day));
    auto const waits_word = words[0];
    auto const start_word = words[1];
    auto const length_word = words[2];
    auto const& rules = run.scenario.north;
    if (!ambush_probability(run, link_index).happens(waits_word)) {
        return false;
    }
    auto const start = pick_between(0, minutes_per_day - 1, start_word);
    auto const length = pick_between(rules.ambush_low_minutes, rules.ambush_high_minutes, length_word);
    auto const minute = static_cast<std::int64_t>(run.now()) - std::int64_t{run.day} * minutes_per_day;
    return minute >= start && minute < start + length;
}

// True if the person lives.
bool survives_robbery(Run& run, Slot person, Vehicle const& vehicle, std::size_t seat, Link const& link)
{
    auto const words = run.random.draw(Purpose::robbery, vehicle.id, address_on(link, vehicle),
                                       narrow<std::uint16_t>(static_cast<std::int64_t>(seat)));
    auto const robbed_word = words[0];
    auto const injured_word = words[1];
    auto const killed_word = words[2];
    auto const& rules = run.scenario.north;
    if (!rules.robbed_in_ambush.happens(robbed_word)) {
        return true;
    }
    run.event_of_person();
    if (link.leg == Leg::north) {
        meet_harm(run, person);
    }
    run.count_of(person, Tally::robbed);
    run.count_today(Series::robbed);
    auto const taken = run.people[person].purse_cfa;
    move_money(run, Party::migrant, Party::bandit, taken, link.leg, person);
    run.tell(person, "is robbed of everything by bandits", link.label, "bandits", taken);
    if (rules.injured_in_robbery.happens(injured_word)) {
        run.count_of(person, Tally::injured);
        run.tell(person, "is injured by bandits", link.label);
    }
    if (!rules.killed_in_robbery.happens(killed_word)) {
        return true;
    }
    run.count_of(person, Tally::killed_by_bandits);
    run.end_journey(person, Fate::dead, link.label);
    return false;
}

}  // namespace

void truck_leaves(Run& run, Vehicle& truck)
{
    truck.state = VehicleState::on_the_road;
    truck.itinerary = choose_itinerary(run, truck);
    truck.link_position = 0;
    if (run.armed_prices.learn) {
        auto const words = run.random.draw(Purpose::armed_trial, truck.id, 0);
        auto const trials_word = words[0];
        auto const more_trials_word = words[1];
        truck.trials = std::uint64_t{trials_word} << 32U | more_trials_word;
        truck.tolls_settled = false;
    }
    seek_protection(run, truck);
    auto& seen = run.minds.protection[truck.passeur];
    seen.carried[truck.protector.is_none() ? 0 : 1] += narrow<std::int32_t>(truck.passengers.size());
    for (auto const person : truck.passengers) {
        board(run, person, truck);
    }
    enter_link(run, truck);
}

void meet_bandits(Run& run, Vehicle& vehicle)
{
    auto const link_index = run.scenario.itineraries[vehicle.itinerary.value()].links[vehicle.link_position];
    auto const& link = run.scenario.links[link_index.value()];
    run.groups.pass(link_index, vehicle.passengers.size(), !vehicle.protector.is_none());
    if (!bandits_wait(run, link_index)) {
        return;
    }
    if (vehicle.spared_by_bandits) {
        run.count(Tally::ambushes_spared, run.is_measured_day() ? 1 : 0);
        return;
    }
    run.count(Tally::ambushes_met, run.is_measured_day() ? 1 : 0);
    run.event_of_vehicle();
    if (!vehicle.kind.is_none()) {
        auto& seen = run.minds.protection[vehicle.passeur];
        seen.attacked[vehicle.protector.is_none() ? 0 : 1] += narrow<std::int32_t>(vehicle.passengers.size());
    }
    std::size_t kept = 0;
    for (std::size_t seat = 0; seat < vehicle.passengers.size(); ++seat) {
        auto const person = vehicle.passengers[seat];
        if (survives_robbery(run, person, vehicle, seat, link)) {
            vehicle.passengers[kept++] = person;
        }
    }
    vehicle.passengers.resize(kept);
}

void left_behind(Run& run, Slot person, std::int64_t minutes_to_hub)
{
    run.event_of_person();
    run.plan(EventKind::reaches_hub, person, minutes_to_hub);
}

}  // namespace piste
