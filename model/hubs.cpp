// ODD 7.7 Hubs
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

std::uint16_t first_with_a_bed(Run const& run, std::vector<std::uint16_t> const& ghettos, std::uint32_t id)
{
    for (std::size_t i = 0; i < ghettos.size(); ++i) {
        auto const ghetto = ghettos[(id + i) % ghettos.size()];
        if (is_ghetto_open(run, ghetto) && run.guests[ghetto] < beds_he_fills(run, ghetto)) {
            return ghetto;
        }
    }
    return Person::no_ghetto;
}

// The droit de ghetto, for a stay. What the guest cannot pay the passeur lays out, and is owed.
void pay_droit_de_ghetto(Run& run, Slot person, std::uint16_t ghetto)
{
    auto const group_position = run.world.ghettos[ghetto].group.value();
    auto const fee = run.prices.ghettos[group_position].factor.of(run.scenario.ghetto_groups[group_position].droit_de_ghetto_cfa);
    auto const paid = std::min<Francs>(fee, run.people[person].purse_cfa);
    auto const owed = fee - paid;
    move_money(run, Party::migrant, Party::chairman, paid, Leg::hub, person);
    move_money(run, Party::passeur, Party::chairman, owed, Leg::hub, person);
    run.people[person].debt_cfa = narrow<Purse>(std::int64_t{run.people[person].debt_cfa} + owed);
    auto const& rules = run.scenario.ghetto;
    auto const share = [&](Party party, Ratio part) {
        auto const amount = run.prices.rents_factor.of(part.of(fee));
        move_money(run, Party::chairman, party, amount, Leg::hub, person);
        run.prices.shared_this_week_cfa += amount;
    };
    share(Party::local_authorities, rules.authorities_share);
    share(Party::security_forces, rules.security_share);
    share(Party::residents, rules.residents_share);
    run.add_to(Variable::ghetto_revenue, group_position, 0, 0, fee);
    run.tell(person, "pays the droit de ghetto, or owes it", {}, "chairman", fee);
}

void enter_ghetto(Run& run, Slot person, Index<Place> place)
{
    auto const& hub = run.world.hubs[place.value()];
    auto const nationality = run.people[person].nationality;
    auto const id = run.people[person].id;
    run.event_of_person();
    run.count_of(person, Tally::ghetto_stays);
    auto ghetto = first_with_a_bed(run, hub.ghettos[nationality], id);
    if (ghetto == Person::no_ghetto) {
        ghetto = first_with_a_bed(run, hub.all_ghettos, id);
        if (ghetto == Person::no_ghetto) {
            run.count_of(person, Tally::ghetto_full);
            run.tell(person, "finds no bed in any ghetto", run.scenario.places[place.value()].label);
            return;
        }
        run.count_of(person, Tally::ghetto_stays_mismatched);
        auto const words = run.random.draw(Purpose::bed, id, run.scenario.places[place.value()].id.value(),
                                           run.people[person].hub_visits);
        auto const conflict_word = words[0];
        if (run.scenario.ghetto.conflict_when_mismatched.happens(conflict_word)) {
            run.count_of(person, Tally::ghetto_conflicts);
        }
    }
    run.people[person].ghetto = ghetto;
    ++run.guests[ghetto];
    ++run.in_ghettos;
    run.add_to(Variable::ghetto_guests, run.world.ghettos[ghetto].group.value());
    run.tell(person, "is taken to a ghetto", run.scenario.places[place.value()].label);
    pay_droit_de_ghetto(run, person, ghetto);
}

bool takes_bus_to_niger(Run const& run, Slot person)
{
    return run.people.has(person, Trait::niger_bound) &&
           run.people[person].place == run.scenario.corridor.main_hub.value();
}

Francs fare_to_niger(Run const& run, Slot person)
{
    auto const& scenario = run.scenario;
    auto const& way = scenario.itineraries[scenario.corridor.niger_exit.value()];
    return bus_fare(scenario, way, 0, way.links.size(), run.prices.bus_firms[run.people[person].firm]);
}

// What the way on costs from here: the fare and the debt now, and the tolls that everybody on this road knows of.
Francs cost_of_way_on(Run const& run, Slot person)
{
    auto const debt = run.people[person].debt_cfa;
    if (takes_bus_to_niger(run, person)) {
        return fare_to_niger(run, person) + debt;
    }
    return passeurs_fare(run, person) + debt + run.armed_prices.expected_tolls_cfa[run.people[person].place];
}

void leave_for_niger(Run& run, Slot person)
{
    auto const& scenario = run.scenario;
    auto const& way = scenario.itineraries[scenario.corridor.niger_exit.value()];
    std::int64_t minutes = 0;
    for (auto const link : way.links) {
        minutes += scenario.links[link.value()].travel_minutes;
        if (run.people[person].cohort != 0) {
            run.add_to(Variable::passages, run.people[person].cohort - 1U, link.value(), run.people[person].nationality);
        }
    }
    auto const debt = run.people[person].debt_cfa;
    run.people[person].debt_cfa = 0;
    move_money(run, Party::migrant, Party::passeur, debt, Leg::hub, person);
    move_money(run, Party::migrant, Party::bus_firm, fare_to_niger(run, person), Leg::hub, person);
    run.people[person].itinerary = narrow<std::uint8_t>(scenario.corridor.niger_exit.value());
    run.count_of(person, Tally::left_to_niger);
    run.count_today(Series::left_to_niger);
    run.event_of_person();
    run.tell(person, "takes the bus to Niger", scenario.places[run.people[person].place].label);
    observers_see(run, {&person, 1}, Index<Place>(run.people[person].place), Direction::leaving);
    leave_ghetto(run, person);
    auto const to = scenario.links[way.links.back().value()].to;
    run.plan(EventKind::reaches_beyond, person, minutes,
             narrow<std::uint32_t>(to.value()));
}

void pay_passeur(Run& run, Slot person, Francs fare)
{
    auto const debt = run.people[person].debt_cfa;
    run.people[person].debt_cfa = 0;
    move_money(run, Party::migrant, Party::passeur, fare + debt, Leg::hub, person);
    pay_along_ties(run, person, fare);
    run.add_to(Variable::passeur_clients, run.world.passeurs[run.people[person].passeur].group.value());
    run.event_of_person();
    run.tell(person, "pays the passeur for the road north", run.scenario.places[run.people[person].place].label,
             "passeur", fare + debt);
    join_queue(run, person);
}

void ask_family(Run& run, Slot person)
{
    auto const& scenario = run.scenario;
    auto const& place = scenario.places[run.people[person].place];
    run.people.set(person, Trait::asked_family);
    run.count_of(person, Tally::asked_family);
    auto const words =
        run.random.draw(Purpose::family_answer, run.people[person].id, place.id.value(), run.people[person].hub_visits);
    auto const days_word = words[0];
    auto const days = pick_between(scenario.population.family_answer_low_days,
                                   scenario.population.family_answer_high_days, days_word);
    run.event_of_person();
    run.tell(person, "asks the family for money", place.label);
    run.plan(EventKind::family_answers, person, days * minutes_per_day);
}

}  // namespace

Francs passeurs_fare(Run const& run, Slot person)
{
    auto const fare = fare_of_passeur(run, run.people[person].passeur);
    return run.people[person].trips > 0 ? run.scenario.way_on.second_fare_share.of(fare) : fare;
}

void enter_hub(Run& run, Slot person, Index<Place> hub, bool forced)
{
    auto& people = run.people;
    auto const nationality = people[person].nationality;
    people[person].place = narrow<std::uint8_t>(hub.value());
    people[person].hub_visits = narrow<std::uint8_t>(people[person].hub_visits + 1);
    people[person].times_short = 0;
    people.clear(person, Trait::asked_family);
    bool const is_main = hub == run.scenario.corridor.main_hub;
    if (is_main) {
        people.set(person, Trait::was_in_main_hub);
    } else {
        auto const& passeurs = run.world.hubs[hub.value()].passeurs[nationality];
        people[person].passeur = passeurs[people[person].id % passeurs.size()];
    }
    if (forced) {
        run.count_of(person, Tally::forced_into_ghetto);
    } else if (is_main && run.scenario.prices.passeur_fares == Switch::on) {
        compare_fares(run, person);
    }
    if (takes_bus_to_niger(run, person) && cost_of_way_on(run, person) <= people[person].purse_cfa) {
        leave_for_niger(run, person);
        return;
    }
    if (is_main && !takes_bus_to_niger(run, person)) {
        choose_papers(run, person, cost_of_way_on(run, person));
    }
    enter_ghetto(run, person, hub);
    take_stock(run, person);
}

void take_stock(Run& run, Slot person)
{
    auto& people = run.people;
    auto const& rules = run.scenario.way_on;
    if (!is_at_work(run, people[person].passeur)) {
        people[person].passeur = successor(run, people[person].passeur, people[person].id);
    }
    auto const short_of = cost_of_way_on(run, person) - people[person].purse_cfa;
    bool const gave_up = people[person].trips >= rules.longest_tries || people[person].tries >= rules.longest_tries;
    if (gave_up) {
        choose_way_on(run, person, largest_purse);
        return;
    }
    if (short_of <= 0) {
        if (takes_bus_to_niger(run, person)) {
            leave_for_niger(run, person);
        } else {
            pay_passeur(run, person, passeurs_fare(run, person));
        }
        return;
    }
    if (!people.has(person, Trait::asked_family)) {
        run.count_of(person, Tally::ran_out_of_money_hub);
        if (people.has(person, Trait::family_able) && people[person].family_cfa > 0) {
            ask_family(run, person);
            return;
        }
    }
    choose_way_on(run, person, short_of);
}

void leave_ghetto(Run& run, Slot person)
{
    auto& ghetto = run.people[person].ghetto;
    if (ghetto != Person::no_ghetto) {
        --run.guests[ghetto];
        --run.in_ghettos;
        ghetto = Person::no_ghetto;
    }
}

void family_answers(Run& run, Event const& event)
{
    auto const person = event.slot;
    auto const& scenario = run.scenario;
    auto const place = run.people[person].place;
    run.event_of_person();
    auto const purse = run.people[person].purse_cfa;
    if (!run.world.hubs[place].rules.is_none()) {
        send_from_family(run, person, cost_of_way_on(run, person) - purse, Leg::hub);
        take_stock(run, person);
        return;
    }
    auto const itinerary = Index<Itinerary>(run.people[person].itinerary);
    auto const& way = scenario.itineraries[itinerary.value()];
    auto const position = position_of(scenario, way, Index<Place>(place));
    auto const& ticket = run.prices.tickets[run.world.stand_at(itinerary, position, run.people[person].firm)];
    auto const fare = run.people.has(person, Trait::through_ticket) ? ticket.through_cfa : ticket.cfa;
    send_from_family(run, person, fare - purse, Leg::south);
    wait_for_bus(run, person, itinerary, narrow<std::uint16_t>(position));
}

void reaches_hub(Run& run, Event const& event)
{
    observers_see(run, {&event.slot, 1}, run.scenario.corridor.second_hub, Direction::arriving);
    enter_hub(run, event.slot, run.scenario.corridor.second_hub, false);
}

}  // namespace piste
