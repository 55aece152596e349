// ODD 7.3 Buses
// How vehicles, buses and trucks, follow their itineraries.
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// People who get off in Bamako: a stay, in which false papers may be bought, before another bus.
void stay_in_bamako(Run& run, Slot person)
{
    auto const& scenario = run.scenario;
    auto& people = run.people;
    auto const bamako = scenario.corridor.papers_place;
    auto const onward = run.world.south_from[bamako.value()];
    auto const itinerary = onward.is_none() ? Index<Itinerary>(people[person].itinerary) : onward;
    auto const position = run.world.papers_position[itinerary.value()];
    choose_papers(run, person, run.prices.tickets[run.world.stand_at(itinerary, position, people[person].firm)].through_cfa);
    auto const words = run.random.draw(Purpose::stay, people[person].id, scenario.places[bamako.value()].id.value());
    auto const days_word = words[0];
    auto const days =
        pick_between(scenario.population.bamako_stay_low_days, scenario.population.bamako_stay_high_days, days_word);
    run.tell(person, "stays, in days", scenario.places[bamako.value()].label, {}, days);
    run.event_of_person();
    go_to_stand(run, person, itinerary, position, days * minutes_per_day);
}

void unload_in_bamako(Run& run, Vehicle& bus)
{
    std::size_t kept = 0;
    // By position: papers_choice may not touch this list, but a growing fleet may move the vehicle.
    for (auto const person : bus.passengers) {
        if (run.people.has(person, Trait::through_ticket)) {
            bus.passengers[kept++] = person;
        } else {
            stay_in_bamako(run, person);
        }
    }
    bus.passengers.resize(kept);
}

void unload_at_main_hub(Run& run, Vehicle& bus)
{
    run.arrivals.swap(bus.passengers);
    run.remove_vehicle(bus);
    for (std::size_t i = 0; i < run.arrivals.size(); ++i) {
        auto const person = run.arrivals[i];
        auto& people = run.people;
        auto const minutes = static_cast<std::int64_t>(run.now()) - people[person].leg_began;
        auto const hours = minutes / minutes_per_hour;
        run.count_of(person, Tally::south_trips);
        run.count_of(person, Tally::south_minutes, minutes);
        run.count_of(person, Tally::south_hours_squared, hours * hours);
        run.count_of(person, Tally::entered_main_hub);
        run.count_today(Series::entered_main_hub);
        if (people[person].cohort != 0) {
            run.add_to(Variable::entered_by_wish, people[person].nationality, people[person].wish);
        }
        people[person].leg_began = run.now();
        meet_gate(run, person);
    }
}

// What a vehicle comes to next: a stop, or else the place at the end of its stretch.
struct Ahead {
    Minute minute = 0;
    bool is_stop = false;
    Index<Link> link;
};

Ahead what_lies_ahead(Run const& run, Vehicle const& vehicle)
{
    auto const position = run.scenario.itineraries[vehicle.itinerary.value()].links[vehicle.link_position];
    auto const& stops = run.world.roads[position.value()].stops;
    bool const is_stop = vehicle.stop_position < stops.size();
    auto const offset = is_stop ? stops[vehicle.stop_position].offset_minutes : run.scenario.links[position.value()].travel_minutes;
    return {std::max(vehicle.link_began + offset, run.now() + 1), is_stop, position};
}

// What becomes of those aboard at the end of a stretch.
enum class Halt : std::uint8_t { none, papers_place, crossing, main_hub, beyond };

Halt halt_at_end(Run const& run, Vehicle const& vehicle, Index<Place> place)
{
    auto const& itinerary = run.scenario.itineraries[vehicle.itinerary.value()];
    bool const is_south = itinerary.leg == Leg::south;
    if (std::size_t{vehicle.link_position} + 1 == itinerary.links.size()) {
        return is_south ? Halt::main_hub : Halt::beyond;
    }
    if (is_south) {
        return place == run.scenario.corridor.papers_place ? Halt::papers_place : Halt::none;
    }
    return run.world.crossing_at[place.value()].is_none() ? Halt::none : Halt::crossing;
}

void reach_place(Run& run, Vehicle& vehicle, Index<Place> place, Halt halt)
{
    ++vehicle.link_position;
    run.event_of_vehicle();
    // Of who only passes the place is set when the vehicle enters the next stretch.
    if (halt != Halt::none || run.followed != no_slot) {
        for (auto const person : vehicle.passengers) {
            run.people[person].place = narrow<std::uint8_t>(place.value());
            run.tell(person, "reaches", run.scenario.places[place.value()].label);
        }
    }
    observers_see(run, vehicle.passengers, place, Direction::arriving);
}

// The first minutes of a stretch, at the place where it begins.
void begin_link(Run& run, Vehicle& vehicle)
{
    auto const position = run.scenario.itineraries[vehicle.itinerary.value()].links[vehicle.link_position];
    auto const from = run.scenario.links[position.value()].from;
    vehicle.link_began = run.now();
    vehicle.stop_position = 0;
    for (auto const person : vehicle.passengers) {
        auto& who = run.people[person];
        who.place = narrow<std::uint8_t>(from.value());
        if (who.cohort != 0) {
            run.add_to(Variable::passages, who.cohort - 1U, position.value(), who.nationality);
        }
    }
    observers_see(run, vehicle.passengers, from, Direction::leaving);
}

void plan(Run& run, Vehicle const& vehicle, Ahead const& ahead)
{
    run.queue.add({ahead.minute, ahead.is_stop ? EventKind::vehicle_meets_stop : EventKind::vehicle_reaches_place, 0, vehicle.id,
                   run.scenario.links[ahead.link.value()].id.value(), run.slot_of(vehicle), 0});
}

// A vehicle follows its itinerary to the end of the day or to where somebody gets off. Demands do not change within a day, so travellers'
// meetings are independent of each other, and what must wait for its minute (a stand, a hub, a crossing) is planned for that minute: the
// result is the one of an event for each stop and each place.
void travel(Run& run, Vehicle& vehicle)
{
    auto const began = run.clock;
    auto const midnight = (run.day + 1) * minutes_per_day;
    while (!vehicle.passengers.empty()) {
        auto const ahead = what_lies_ahead(run, vehicle);
        auto const place = run.scenario.links[ahead.link.value()].to;
        if (ahead.minute >= midnight || (!ahead.is_stop && halt_at_end(run, vehicle, place) != Halt::none)) {
            plan(run, vehicle, ahead);
            run.clock = began;
            return;
        }
        run.clock = ahead.minute;
        if (ahead.is_stop) {
            meet_stop(run, vehicle);
        } else {
            reach_place(run, vehicle, place, Halt::none);
            begin_link(run, vehicle);
        }
    }
    run.remove_vehicle(vehicle);
    run.clock = began;
}

}  // namespace

void enter_link(Run& run, Vehicle& vehicle)
{
    run.meetings.four = EntityId();
    begin_link(run, vehicle);
    travel(run, vehicle);
}

void vehicle_meets_stop(Run& run, Event const& event)
{
    auto& vehicle = run.vehicles[event.slot];
    run.meetings.four = EntityId();
    meet_stop(run, vehicle);
    travel(run, vehicle);
}

void vehicle_reaches_place(Run& run, Event const& event)
{
    auto& vehicle = run.vehicles[event.slot];
    auto const link = run.scenario.itineraries[vehicle.itinerary.value()].links[vehicle.link_position];
    auto const place = run.scenario.links[link.value()].to;
    auto const halt = halt_at_end(run, vehicle, place);
    reach_place(run, vehicle, place, halt);
    switch (halt) {
    case Halt::none: break;
    case Halt::papers_place: unload_in_bamako(run, vehicle); break;
    case Halt::crossing: reach_crossing(run, vehicle); break;
    case Halt::main_hub: unload_at_main_hub(run, vehicle); return;
    case Halt::beyond:
        for (auto const person : vehicle.passengers) {
            arrive_beyond(run, person, place);
        }
        vehicle.passengers.clear();
    }
    if (vehicle.passengers.empty()) {
        run.remove_vehicle(vehicle);
        return;
    }
    enter_link(run, vehicle);
}

}  // namespace piste
