// ODD 7.5 The gate of the main hub
#include "model/answers.hpp"
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// That somebody whom the gendarmes let pass is arrested in town, by how much the state enforces now (7.12).
Probability arrest_later(Run const& run)
{
    auto const base = run.scenario.gate.arrest_later;
    double const factor = arrest_factor(run);
    return factor == 1.0 ? base : Probability(std::min(base.value() * factor, 1.0));
}

void lock_up(Run& run, Slot person, std::uint32_t days_word)
{
    auto const& scenario = run.scenario;
    auto const& hub = scenario.places[scenario.corridor.main_hub.value()];
    auto const days = pick_between(scenario.gate.cell_low_days, scenario.gate.cell_high_days, days_word);
    run.count_of(person, Tally::arrests);
    ++run.in_cells;
    run.event_of_person();
    run.tell(person, "is locked up, in days", hub.label, "gendarmes", days);
    run.plan(EventKind::cell_door_opens, person, days * minutes_per_day, narrow<std::uint32_t>(days));
}

// What the gendarmes ask, drawn evenly; more than there is: who has less is locked up.
Francs drawn_tax(Run const& run, Slot person, std::uint32_t tax_word)
{
    auto const& rules = run.scenario.gate;
    auto const tax = pick_between(rules.tax_low_cfa, rules.tax_high_cfa, tax_word);
    return run.people.has(person, Trait::malian) ? rules.malian_factor.of(tax) : tax;
}

// By what shows, as they have learned: who would not give that, or has less, is let go for the least that they take; who has not even
// that much is locked up.
Francs learned_tax(Run& run, Slot person, std::uint32_t tax_word)
{
    auto const& who = run.people[person];
    auto const& rules = run.scenario.gate;
    auto const& looks = run.post_prices.looks;
    auto& gate = run.armed_prices.gate;
    auto const standing = standing_by_origin(who);
    auto const at_hand = looks.at_hand_cfa(who);
    auto const& approach = run.post_prices.approaches[who.itinerary].back();
    auto const last = run.scenario.itineraries[who.itinerary].links.back();
    auto const sunk = approach.fare_behind_cfa + run.scenario.links[last.value()].fare_cfa;
    auto& offer = gate.of(visible_class(looks.means_class_of(at_hand), standing, looks.stake_class_of(sunk)));
    auto const trial = tax_word & 1U;
    Francs const asked = offer.ask_cfa[trial];
    auto const factor = standing == Standing::malian ? rules.malian_factor.value() : 1.0;
    auto const median = factor * rules.reservation_share.value() * (static_cast<double>(at_hand) + looks.stake_weight * sunk);
    Answers const answers(median, open_uniform(tax_word));
    bool const gives = asked <= who.purse_cfa && answers.would_give(asked);
    Francs const tax = gives ? asked : Francs{gate.limits[static_cast<std::size_t>(standing)].low_cfa};
    offer.note(trial, tax <= who.purse_cfa ? tax : 0);
    return tax;
}

}  // namespace

void meet_gate(Run& run, Slot person)
{
    auto const& scenario = run.scenario;
    auto const& rules = scenario.gate;
    auto const& hub = scenario.places[scenario.corridor.main_hub.value()];
    auto const words = run.random.draw(Purpose::gate, run.people[person].id, hub.id.value());
    auto const off_word = words[0];
    auto const tax_word = words[1];
    auto const arrest_word = words[2];
    auto const days_word = words[3];
    run.event_at_post();
    if (!rules.taken_off.happens(off_word)) {
        if (arrest_later(run).happens(arrest_word)) {
            lock_up(run, person, days_word);
            return;
        }
        enter_hub(run, person, scenario.corridor.main_hub, false);
        return;
    }
    run.count_of(person, Tally::taken_off_at_gate);
    auto const tax = rules.learns == Switch::on ? learned_tax(run, person, tax_word) : drawn_tax(run, person, tax_word);
    if (tax > run.people[person].purse_cfa) {
        lock_up(run, person, days_word);
        return;
    }
    move_money(run, Party::migrant, Party::gendarmerie, tax, Leg::hub, person);
    run.count_of(person, Tally::gate_tax_paid);
    run.tell(person, "is taken off the bus, pays a tax and is handed over to a passeur", hub.label, "gendarmes", tax);
    enter_hub(run, person, scenario.corridor.main_hub, true);
}

void cell_door_opens(Run& run, Event const& event)
{
    auto const person = event.slot;
    auto const& scenario = run.scenario;
    auto const& hub = scenario.places[scenario.corridor.main_hub.value()];
    auto const words = run.random.draw(Purpose::release, run.people[person].id, hub.id.value());
    auto const passeur_word = words[0];
    auto const bribe_word = words[1];
    --run.in_cells;
    run.count_of(person, Tally::cell_minutes, std::int64_t{event.amount} * minutes_per_day);
    // Who is well connected pays less; nobody pays more than the client will bring.
    double const connected = 1.0 - protection_by_patron(run, run.people[person].passeur);
    auto const bribe = Ratio(connected).of(pick_between(scenario.gate.bribe_low_cfa, scenario.gate.bribe_high_cfa, bribe_word));
    bool const is_worth_it = bribe <= expected_profit(run, person);
    if (!is_worth_it || !scenario.gate.passeur_pays.happens(passeur_word)) {
        run.count_of(person, Tally::released_unpaid);
        run.tell(person, "is released without payment", hub.label, "gendarmes");
        enter_hub(run, person, scenario.corridor.main_hub, false);
        return;
    }
    move_money(run, Party::passeur, Party::gendarmerie, bribe, Leg::hub, person);
    run.people[person].debt_cfa = narrow<Purse>(run.people[person].debt_cfa + bribe);
    run.count_of(person, Tally::passeur_paid_release);
    run.tell(person, "is released because a passeur pays, and owes him", hub.label, "gendarmes", bribe);
    enter_hub(run, person, scenario.corridor.main_hub, true);
}

}  // namespace piste
