// ODD 7.3 Buses
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// Somebody at a bus stand south of the hub who cannot pay: asks the family once, else turns back if the way back can be paid.
void cannot_board(Run& run, Slot person, Stand const& stand)
{
    auto& people = run.people;
    auto const& scenario = run.scenario;
    auto const& place = scenario.places[people[person].place];
    if (!people.has(person, Trait::asked_family)) {
        run.count_of(person, Tally::ran_out_of_money_south);
        people.set(person, Trait::asked_family);
        if (people.has(person, Trait::family_able) && people[person].family_cfa > 0) {
            run.count_of(person, Tally::asked_family);
            run.tell(person, "cannot pay the bus and asks the family for money", place.label);
            auto const words = run.random.draw(Purpose::family_answer, people[person].id, place.id.value());
            auto const days_word = words[0];
            auto const days = pick_between(scenario.population.family_answer_low_days,
                                           scenario.population.family_answer_high_days, days_word);
            run.event_of_person();
            run.plan(EventKind::family_answers, person, days * minutes_per_day);
            return;
        }
    }
    auto const& itinerary = scenario.itineraries[stand.itinerary.value()];
    auto const back =
        bus_fare(scenario, itinerary, 0, stand.link_position, run.prices.bus_firms[stand.firm.value()]);
    if (people[person].purse_cfa < back) {
        run.end_journey(person, Fate::stranded, place.label);
        return;
    }
    move_money(run, Party::migrant, Party::home_transport, back, Leg::south, person);
    run.end_journey(person, Fate::returned, place.label);
}

bool pay_fare(Run& run, Slot person, Stand const& stand, TicketPrice const& ticket)
{
    auto const fare = run.people.has(person, Trait::through_ticket) ? ticket.through_cfa : ticket.cfa;
    if (fare > run.people[person].purse_cfa) {
        return false;
    }
    move_money(run, Party::migrant, Party::bus_firm, fare, Leg::south, person);
    run.people[person].amount = 0;
    ++run.prices.buses[stand.firm.value()].boarded;
    run.tell(person, "boards a bus", run.scenario.places[run.people[person].place].label, {}, fare);
    return true;
}

// Takes those from `first` on for whom there are seats. Where one bus takes all, it takes the list.
void fill_bus(Run& run, Stand const& stand, std::vector<Slot>& aboard, std::size_t first, std::uint32_t ordinal)
{
    auto const seats = static_cast<std::size_t>(run.scenario.population.bus_seats);
    auto& bus = run.new_vehicle();
    bus.id = vehicle_id(stand.id, run.day, ordinal);
    bus.came = run.now();
    bus.state = VehicleState::on_the_road;
    bus.itinerary = stand.itinerary;
    bus.link_position = stand.link_position;
    if (aboard.size() <= seats) {
        bus.passengers.swap(aboard);
    } else {
        auto const last = std::min(first + seats, aboard.size());
        bus.passengers.assign(aboard.begin() + static_cast<std::ptrdiff_t>(first),
                              aboard.begin() + static_cast<std::ptrdiff_t>(last));
    }
    run.event_of_vehicle();
    enter_link(run, bus);
}

}  // namespace

Francs bus_fare(Scenario const& scenario, Itinerary const& itinerary, std::size_t from, std::size_t to,
                BusFirm const& firm)
{
    Francs sum = 0;
    for (std::size_t position = from; position < to; ++position) {
        sum += firm.fare_factor.of(scenario.links[itinerary.links[position].value()].fare_cfa);
    }
    return sum;
}

Francs ticket_price(Scenario const& scenario, Itinerary const& itinerary, std::size_t from, bool through,
                    BusFirm const& firm)
{
    auto const bamako = position_of(scenario, itinerary, scenario.corridor.papers_place);
    bool const changes = !through && bamako > from;
    return bus_fare(scenario, itinerary, from, changes ? bamako : itinerary.links.size(), firm);
}

void wait_for_bus(Run& run, Slot person, Index<Itinerary> itinerary, std::uint16_t link_position)
{
    run.people[person].itinerary = narrow<std::uint8_t>(itinerary.value());
    auto const position = run.world.stand_at(itinerary, link_position, run.people[person].firm);
    auto& stand = run.stands[position];
    stand.waiting.push_back(person);
    if (stand.next_bus > run.now()) {
        return;
    }
    auto const leaves_at = run.scenario.bus_firms[stand.firm.value()].departure_minute_of_day;
    auto const today = run.day * minutes_per_day + leaves_at;
    stand.next_bus = today > run.now() ? today : today + minutes_per_day;
    run.queue.add({stand.next_bus, EventKind::bus_leaves, 0, stand.id.value(), 0, narrow<std::uint32_t>(position), 0});
}

void bus_leaves(Run& run, Event const& event)
{
    auto& stand = run.stands[event.slot];
    auto const ticket = run.prices.tickets[event.slot];
    auto& waiting = run.arrivals;
    waiting.swap(stand.waiting);
    stand.waiting.clear();
    // Seats are given in the order of addresses: who came first to the stand that day is not known.
    std::sort(waiting.begin(), waiting.end(),
              [&](Slot a, Slot b) { return run.people[a].id < run.people[b].id; });
    std::size_t kept = 0;
    for (auto const person : waiting) {
        if (pay_fare(run, person, stand, ticket)) {
            waiting[kept++] = person;
        } else {
            cannot_board(run, person, stand);
        }
    }
    waiting.resize(kept);
    auto const seats = static_cast<std::size_t>(run.scenario.population.bus_seats);
    for (std::size_t first = 0; first < waiting.size(); first += seats) {
        fill_bus(run, stand, waiting, first, narrow<std::uint32_t>(first / seats));
    }
}

void go_to_stand(Run& run, Slot person, Index<Itinerary> itinerary, std::uint16_t link_position, std::int64_t after)
{
    auto& who = run.people[person];
    who.itinerary = narrow<std::uint8_t>(itinerary.value());
    run.plan(EventKind::ready_to_board, person, after, link_position);
}

void ready_to_board(Run& run, Event const& event)
{
    auto const itinerary = Index<Itinerary>(run.people[event.slot].itinerary);
    wait_for_bus(run, event.slot, itinerary, narrow<std::uint16_t>(event.amount));
}

}  // namespace piste
