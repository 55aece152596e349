// ODD 7.10 Crossings
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>
#include <array>

namespace piste {

namespace {

Crossing const& crossing_of(Run const& run, Slot person)
{
    return run.scenario.crossings[run.world.crossing_of_itinerary[run.people[person].itinerary].value()];
}

Link const& last_link(Run const& run, Slot person)
{
    auto const& itinerary = run.scenario.itineraries[run.people[person].itinerary];
    return run.scenario.links[itinerary.links.back().value()];
}

// Luck on the way to a border and at it goes by how often somebody has been there, so the object is the same for every way and crossing.
constexpr std::uint32_t any_crossing = 0;

// Meetings at a crossing are counted before they are drawn, so that no two share an address.
std::uint16_t next_meeting(Run& run, Slot person)
{
    auto& meetings = run.people[person].meetings;
    meetings = narrow<std::uint8_t>(meetings + 1);
    return meetings;
}

bool passes_control(Run& run, Slot person, Crossing const& crossing, std::uint32_t refusal_word)
{
    bool const passport = run.people.has_malian_passport(person);
    run.count_of(person, Tally::border_attempts);
    run.event_of_person();
    bool const refused = (passport ? crossing.refusal_with_passport : crossing.refusal_without_passport).happens(refusal_word);
    if (refused || crossing.state == OpenState::closed) {
        run.count_of(person, Tally::border_refusals);
        run.count_today(Series::border_refusals);
        meet_harm(run, person);
        run.tell(person, "is turned back by Algerian control", crossing.label);
        return false;
    }
    if (run.people[person].cohort != 0) {
        run.add_to(Variable::crossings, run.world.crossing_of_itinerary[run.people[person].itinerary].value(),
                   run.people[person].nationality);
    }
    run.tell(person, "passes", crossing.label);
    return true;
}

void turn_back(Run& run, Slot person)
{
    auto& people = run.people;
    auto const& rules = run.scenario.border;
    auto const words =
        run.random.draw(Purpose::turned_back, people[person].id, any_crossing, people[person].meetings);
    auto const again_word = words[0];
    auto const days_word = words[1];
    people[person].tries = narrow<std::uint8_t>(people[person].tries + 1);
    bool const may_try = people[person].tries < run.scenario.way_on.longest_tries;
    if (may_try && rules.tries_again.happens(again_word)) {
        auto const days = pick_between(rules.retry_low_days, rules.retry_high_days, days_word);
        run.plan(EventKind::tries_the_border, person, days * minutes_per_day);
        return;
    }
    tell_of_refusal(run, person);
    left_behind(run, person, minutes_per_day);
}

void go_beyond_alone(Run& run, Slot person)
{
    auto const& itinerary = run.scenario.itineraries[run.people[person].itinerary];
    auto const& link = last_link(run, person);
    if (run.people[person].cohort != 0) {
        run.add_to(Variable::passages, run.people[person].cohort - 1U, itinerary.links.back().value(),
                   run.people[person].nationality);
    }
    run.plan(EventKind::reaches_beyond, person, link.travel_minutes,
             narrow<std::uint32_t>(link.to.value()));
}

// Another try, by one person: after a refusal, or after captivity.
void try_alone(Run& run, Slot person)
{
    auto const& crossing = crossing_of(run, person);
    auto const words =
        run.random.draw(Purpose::border, run.people[person].id, any_crossing, next_meeting(run, person));
    auto const refusal_word = words[2];
    if (passes_control(run, person, crossing, refusal_word)) {
        go_beyond_alone(run, person);
    } else {
        turn_back(run, person);
    }
}

// Violence by those who carry people, counted once a trip where it ends.
void suffer_on_the_road(Run& run, Slot person, Words const& words)
{
    auto const sexual_word = words[0];
    auto const violence_word = words[1];
    if (run.scenario.north.sexual_violence.happens(sexual_word)) {
        run.count_of(person, Tally::sexual_violence);
        run.event_of_person();
        meet_harm(run, person);
        run.tell(person, "suffered sexual violence on the road north");
    }
    if (run.scenario.north.violence.happens(violence_word)) {
        run.count_of(person, Tally::violence);
        run.event_of_person();
        meet_harm(run, person);
        run.tell(person, "suffered violence on the road north");
    }
}

// Below which word a person is held here: by what the crossing allows and what the passeur has decided.
std::int64_t held_below(Run const& run, Slot person, Crossing const& crossing)
{
    auto const usual = static_cast<std::int64_t>(crossing.hostage.threshold());
    bool const decided = run.scenario.prices.extortion == Switch::on;
    return decided ? run.extorters[run.people[person].passeur].factor.of(usual) : usual;
}

void hold_for_ransom(Run& run, Slot person, Crossing const& crossing, std::uint32_t days_word)
{
    auto const& rules = run.scenario.hostage;
    auto const days = pick_between(rules.held_low_days, rules.held_high_days, days_word);
    ++run.extorters[run.people[person].passeur].held;
    run.count_of(person, Tally::held_for_ransom);
    run.count_today(Series::held_for_ransom);
    meet_harm(run, person);
    tell_of_captivity(run, person);
    run.event_of_person();
    run.tell(person, "is held for ransom by smugglers, in days", crossing.label, "smugglers", days);
    run.plan(EventKind::ransom_answered, person, days * minutes_per_day, narrow<std::uint32_t>(days));
}

void collect_ransom(Run& run, Slot person)
{
    auto const& rules = run.scenario.hostage;
    auto& family = run.people[person].family_cfa;
    family = std::max(0, family - rules.ransom_cfa);
    auto const kept = rules.ransom_cfa - rules.holder_share.of(rules.ransom_cfa);
    run.extorters[run.people[person].passeur].ransoms_cfa += kept;
    move_money(run, Party::family, Party::hostage_taker, rules.ransom_cfa, Leg::north, person);
    move_money(run, Party::hostage_taker, Party::armed_group, rules.holder_share.of(rules.ransom_cfa), Leg::north,
               person);
    run.count_of(person, Tally::ransom_paid);
    run.count_today(Series::family_sent);
    run.tell(person, "is released because the family pays", crossing_of(run, person).label, "smugglers",
             rules.ransom_cfa);
}

// No ransom came: let go, or left in the desert, which some do not survive.
void refuse_ransom(Run& run, Slot person, Words const& words)
{
    auto const abandoned_word = words[1];
    auto const dies_word = words[2];
    auto const& where = crossing_of(run, person).label;
    run.count_of(person, Tally::ransom_refused);
    if (!run.scenario.hostage.abandoned_when_refused.happens(abandoned_word)) {
        run.tell(person, "is let go without ransom", where, "smugglers");
        try_alone(run, person);
        return;
    }
    run.count_of(person, Tally::abandoned);
    run.tell(person, "is abandoned in the desert because no ransom came", where, "smugglers");
    if (run.scenario.north.death_when_abandoned.happens(dies_word)) {
        run.count_of(person, Tally::died_in_desert);
        run.end_journey(person, Fate::dead, where);
        return;
    }
    left_behind(run, person, 2 * minutes_per_day);
}

// The blocks of what has happened on the road north and of what is met here.
struct AtCrossing {
    Words harm;
    Words border;
};

AtCrossing draw_at_crossing(Run& run, Slot person)
{
    auto const& who = run.people[person];
    auto const meeting = next_meeting(run, person);
    std::array<Words, 2> blocks{run.random.address_of(Purpose::northern_harm, who.id, any_crossing, who.trips),
                                run.random.address_of(Purpose::border, who.id, any_crossing, meeting)};
    run.random.draw_blocks(blocks);
    run.random.uses(Purpose::northern_harm, who.id, any_crossing, who.trips);
    run.random.uses(Purpose::border, who.id, any_crossing, meeting);
    return {blocks[0], blocks[1]};
}

}  // namespace

void reach_crossing(Run& run, Vehicle& vehicle)
{
    std::size_t kept = 0;
    for (auto const person : vehicle.passengers) {
        auto const& crossing = crossing_of(run, person);
        auto const [harm_words, words] = draw_at_crossing(run, person);
        suffer_on_the_road(run, person, harm_words);
        auto const hostage_word = words[0];
        auto const days_word = words[1];
        auto const refusal_word = words[2];
        if (static_cast<std::int64_t>(hostage_word) < held_below(run, person, crossing)) {
            hold_for_ransom(run, person, crossing, days_word);
        } else if (passes_control(run, person, crossing, refusal_word)) {
            vehicle.passengers[kept++] = person;
        } else {
            turn_back(run, person);
        }
    }
    vehicle.passengers.resize(kept);
}

void ransom_answered(Run& run, Event const& event)
{
    auto const person = event.slot;
    auto const& rules = run.scenario.hostage;
    auto const words = run.random.draw(Purpose::ransom, run.people[person].id, any_crossing, run.people[person].meetings);
    auto const pays_word = words[0];
    auto const brutal_word = words[3];
    run.event_of_person();
    run.count_of(person, Tally::held_minutes, std::int64_t{event.amount} * minutes_per_day);
    if (rules.brutalised.happens(brutal_word)) {
        run.count_of(person, Tally::violence);
        run.tell(person, "was brutalised while held");
    }
    bool const can_raise_it = run.people.has(person, Trait::family_able) &&
                              rules.family_effort.of(run.people[person].family_cfa) >= rules.ransom_cfa;
    if (can_raise_it && rules.family_pays.happens(pays_word)) {
        collect_ransom(run, person);
        try_alone(run, person);
    } else {
        refuse_ransom(run, person, words);
    }
}

void tries_the_border(Run& run, Event const& event)
{
    auto const person = event.slot;
    run.count_of(person, Tally::border_retries);
    if (!run.people.has(person, Trait::retried)) {
        run.people.set(person, Trait::retried);
        run.count_of(person, Tally::people_retrying);
    }
    try_alone(run, person);
}

void reaches_beyond(Run& run, Event const& event)
{
    auto const person = event.slot;
    run.people[person].place = narrow<std::uint8_t>(event.amount);
    arrive_beyond(run, person, Index<Place>(event.amount));
}

void arrive_beyond(Run& run, Slot person, Index<Place> place)
{
    auto const& people = run.people;
    auto const& itinerary = run.scenario.itineraries[people[person].itinerary];
    auto const minutes = static_cast<std::int64_t>(run.now()) - people[person].leg_began;
    auto const hours = minutes / minutes_per_hour;
    if (itinerary.leg == Leg::north) {
        run.count_of(person, Tally::north_trips);
        run.count_of(person, Tally::north_minutes, minutes);
        run.count_of(person, Tally::north_hours_squared, hours * hours);
    }
    auto const kcfa = people[person].spent_cfa / francs_per_kcfa;
    run.count_of(person, Tally::journeys_arrived);
    run.count_of(person, Tally::journey_cost_cfa, people[person].spent_cfa);
    run.count_of(person, Tally::journey_cost_kcfa_squared, kcfa * kcfa);
    run.count_of(person, Tally::journey_minutes, static_cast<std::int64_t>(run.now()) - people[person].departed);
    if (people[person].cohort != 0) {
        run.add_to(Variable::exits, run.world.beyond_position[place.value()], people[person].nationality,
                   people[person].wish);
    }
    run.end_journey(person, Fate::arrived, run.scenario.places[place.value()].label);
}

}  // namespace piste
