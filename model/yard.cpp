// ODD 7.8 The yard
#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// The decision of a driver on a day, or at once when the vehicle has filled up. `waiting_since` tells a plan that is out of date.
void plan_decision(Run& run, Vehicle const& vehicle, Minute minute, EntityId object)
{
    auto const plan = run.vehicles[run.slot_of(vehicle)].plans++;
    run.queue.add({minute, EventKind::driver_decides, plan, vehicle.id, object.value(), run.slot_of(vehicle),
                   static_cast<std::uint32_t>(vehicle.waiting_since)});
}

Minute longest_wait_ends(Run const& run, Vehicle const& vehicle)
{
    return vehicle.came + run.scenario.vehicle_kinds[vehicle.kind.value()].longest_wait_days * minutes_per_day;
}

void begin_loading(Run& run, Vehicle& vehicle, std::uint16_t passeur)
{
    vehicle.state = VehicleState::loading;
    vehicle.passeur = passeur;
    vehicle.room = narrow<std::int32_t>(std::max<std::int64_t>(1, room_he_fills(run, passeur).of(vehicle.room)));
    vehicle.waiting_since = run.now();
    run.queues[passeur].loading = run.slot_of(vehicle);
    plan_decision(run, vehicle, run.now() + 1, run.world.passeurs[passeur].id);
}

void call_idle_vehicle(Run& run, std::uint16_t passeur)
{
    auto const hub = run.scenario.passeur_groups[run.world.passeurs[passeur].group.value()].hub;
    auto& idle = run.idle_vehicles[hub.value()];
    bool const wants = run.queues[passeur].loading == no_slot && run.queues[passeur].length > 0 && is_at_work(run, passeur);
    if (!wants || idle.empty()) {
        return;
    }
    auto const taken = std::find_if(idle.begin(), idle.end(), [&](std::uint32_t slot) { return takes_vehicle(run, passeur, run.vehicles[slot]); });
    if (taken == idle.end()) {
        return;
    }
    auto& vehicle = run.vehicles[*taken];
    idle.erase(taken);
    begin_loading(run, vehicle, passeur);
}

void append(Run& run, Queue& queue, Slot person, Minute since)
{
    auto& who = run.people[person];
    who.next = no_slot;
    who.amount = static_cast<std::uint32_t>(since);
    (queue.length == 0 ? queue.first : run.people[queue.last].next) = person;
    queue.last = person;
    ++queue.length;
    queue.joined_at_sum += since;
}

Slot take_first(Run& run, Queue& queue)
{
    auto const person = queue.first;
    auto const& who = run.people[person];
    queue.first = who.next;
    --queue.length;
    queue.joined_at_sum -= static_cast<Minute>(who.amount);
    return person;
}

// How hard a passeur presses for a vehicle: the minutes that his clients have waited, added up. Many who came today or few who came
// long ago press alike, so that small nationalities are served late but served.
std::int64_t pressure(Run const& run, Queue const& queue)
{
    return static_cast<std::int64_t>(queue.length) * (std::int64_t{run.now()} + 1) - queue.joined_at_sum;
}

// The queue at the vehicle's hub that presses most of those that no vehicle serves and whose passeur takes this one; ties by address. The
// number of queues if there is none.
std::size_t most_pressing_queue(Run const& run, Vehicle const& vehicle)
{
    auto best = run.queues.size();
    std::int64_t most = 0;
    for (auto const& passeurs : run.world.hubs[vehicle.hub.value()].passeurs) {
        for (auto const passeur : passeurs) {
            auto const& candidate = run.queues[passeur];
            if (candidate.loading != no_slot || candidate.length == 0 || !is_at_work(run, passeur)) {
                continue;
            }
            auto const presses = pressure(run, candidate);
            bool const ties = best < run.queues.size() && presses == most;
            bool const first = presses > most || (ties && run.world.passeurs[passeur].id < run.world.passeurs[best].id);
            if (first && takes_vehicle(run, passeur, vehicle)) {
                best = passeur;
                most = presses;
            }
        }
    }
    return best;
}

// A vehicle that nobody's clients wait for stands idle from now on.
void find_work(Run& run, Vehicle& vehicle)
{
    auto const passeur = most_pressing_queue(run, vehicle);
    if (passeur < run.queues.size()) {
        begin_loading(run, vehicle, narrow<std::uint16_t>(passeur));
        return;
    }
    vehicle.state = VehicleState::idle;
    vehicle.waiting_since = run.now();
    run.idle_vehicles[vehicle.hub.value()].push_back(run.slot_of(vehicle));
    plan_decision(run, vehicle, longest_wait_ends(run, vehicle), run.scenario.places[vehicle.hub.value()].id);
}

// A driver leaves when another day's passengers would bring him less than a day's standing still costs.
bool another_day_pays(Run const& run, Vehicle const& vehicle, std::size_t load)
{
    auto const& queue = run.queues[vehicle.passeur];
    auto const& kind = run.scenario.vehicle_kinds[vehicle.kind.value()];
    auto const fare = fare_of_passeur(run, vehicle.passeur);
    auto const days = static_cast<std::int64_t>(run.scenario.truck.demand_memory_days);
    auto const free_seats = static_cast<std::int64_t>(vehicle.room) - static_cast<std::int64_t>(load);
    auto const expected_times_days = std::min<std::int64_t>(queue.joined_in_memory, free_seats * days);
    auto const gain = run.scenario.truck.driver_share.of(fare) * expected_times_days / days;
    return gain >= kind.waiting_cost_per_day_cfa;
}

// A load is profitable when what the driver earns by it pays for the days of the trip, at what a day of the vehicle costs.
bool is_profitable(Run const& run, Vehicle const& vehicle, std::size_t load)
{
    auto const& kind = run.scenario.vehicle_kinds[vehicle.kind.value()];
    auto const fare = fare_of_passeur(run, vehicle.passeur);
    auto const earned = run.scenario.truck.driver_share.of(fare) * static_cast<std::int64_t>(load);
    return earned * minutes_per_day >= kind.waiting_cost_per_day_cfa * shortest_trip_minutes(run, vehicle.hub);
}

void leave_empty(Run& run, Vehicle& vehicle)
{
    bool const counts = run.is_measured_day() && vehicle.hub == run.scenario.corridor.main_hub;
    run.count(Tally::trucks_left_empty, counts ? 1 : 0);
    run.event_of_vehicle();
    run.remove_vehicle(vehicle);
}

void count_departure(Run& run, Vehicle const& vehicle)
{
    auto const load = static_cast<std::int64_t>(vehicle.passengers.size());
    run.count_today(Series::trucks_left);
    run.count_today(Series::truck_passengers, load);
    if (!run.is_measured_day() || vehicle.hub != run.scenario.corridor.main_hub) {
        return;
    }
    constexpr std::int64_t half_day = 720;
    auto const minutes = static_cast<std::int64_t>(run.now()) - vehicle.came;
    auto const hours = minutes / minutes_per_hour;
    run.count(Tally::trucks_left);
    run.count(Tally::trucks_left_full, load == vehicle.room ? 1 : 0);
    run.count(Tally::trucks_left_below_60, load < 60 ? 1 : 0);
    run.count(Tally::truck_passengers, load);
    run.count(Tally::truck_wait_minutes, minutes);
    run.count(Tally::truck_wait_hours_squared, hours * hours);
    run.add_to(Variable::truck_loads, std::min<std::size_t>(vehicle.passengers.size() / 10, load_bins - 1));
    run.add_to(Variable::truck_waits, std::min<std::size_t>(static_cast<std::size_t>(minutes / half_day), wait_bins - 1));
}

void leave_loaded(Run& run, Vehicle& vehicle, std::size_t load)
{
    auto& queue = run.queues[vehicle.passeur];
    auto const passeur = vehicle.passeur;
    vehicle.passengers.clear();
    for (std::size_t i = 0; i < load; ++i) {
        auto const person = take_first(run, queue);
        run.people[person].amount = 0;
        vehicle.passengers.push_back(person);
    }
    queue.loading = no_slot;
    count_departure(run, vehicle);
    run.event_of_vehicle();
    truck_leaves(run, vehicle);
    call_idle_vehicle(run, passeur);
}

void remove_idle(Run& run, Vehicle const& vehicle)
{
    auto& idle = run.idle_vehicles[vehicle.hub.value()];
    idle.erase(std::find(idle.begin(), idle.end(), run.slot_of(vehicle)));
}

// daily: whether this is the decision of the day, which is followed by the next; the other comes when the vehicle has filled up.
void decide_whether_to_leave(Run& run, Vehicle& vehicle, bool daily)
{
    auto& queue = run.queues[vehicle.passeur];
    auto const room = static_cast<std::size_t>(vehicle.room);
    bool const any_way_open = !run.world.hubs[vehicle.hub.value()].itineraries.empty();
    auto const load = any_way_open ? std::min(queue.length, room) : 0;
    bool const waited_long = run.now() >= longest_wait_ends(run, vehicle);
    bool const pays_to_go = !another_day_pays(run, vehicle, load) && is_profitable(run, vehicle, load);
    if (load > 0 && (load == room || waited_long || pays_to_go)) {
        leave_loaded(run, vehicle, load);
        return;
    }
    if (waited_long) {
        queue.loading = no_slot;
        leave_empty(run, vehicle);
        return;
    }
    if (!daily) {
        return;
    }
    auto const tomorrow = std::min(run.now() + minutes_per_day, longest_wait_ends(run, vehicle));
    plan_decision(run, vehicle, tomorrow, run.world.passeurs[vehicle.passeur].id);
}

}  // namespace

void plan_goods_vehicles(Run& run)
{
    auto const& kinds = run.scenario.vehicle_kinds;
    auto const day = static_cast<std::uint32_t>(run.day);
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        auto const count_words = run.random.draw(Purpose::vehicle_supply, kinds[k].id.value(), day);
        auto const count_word = count_words[0];
        auto const number = poisson_quantile(kinds[k].arrivals_per_day, open_uniform(count_word));
        for (std::uint16_t ordinal = 0; ordinal < number; ++ordinal) {
            auto const words = run.random.draw(Purpose::vehicle, kinds[k].id.value(), day, ordinal);
            auto const minute_word = words[0];
            auto const room_word = words[1];
            auto const minute = run.day * minutes_per_day + pick_between(0, minutes_per_day - 1, minute_word);
            auto const room = pick_between(kinds[k].room_low, kinds[k].room_high, room_word);
            run.queue.add({narrow<Minute>(minute), EventKind::goods_vehicle_comes, 0,
                           vehicle_id(kinds[k].id, run.day, ordinal), day,
                           narrow<std::uint32_t>(k), narrow<std::uint32_t>(room)});
        }
    }
}

void goods_vehicle_comes(Run& run, Event const& event)
{
    auto& vehicle = run.new_vehicle();
    vehicle.id = event.subject;
    vehicle.kind = Index<VehicleKind>(event.slot);
    vehicle.hub = run.scenario.vehicle_kinds[event.slot].hub;
    vehicle.room = narrow<std::int32_t>(event.amount);
    vehicle.came = run.now();
    vehicle.waiting_since = run.now();
    run.event_of_vehicle();
    find_work(run, vehicle);
}

void join_queue(Run& run, Slot person)
{
    auto const passeur = run.people[person].passeur;
    auto& queue = run.queues[passeur];
    append(run, queue, person, run.now());
    ++queue.joined_today;
    if (queue.loading == no_slot) {
        call_idle_vehicle(run, passeur);
        return;
    }
    auto const& vehicle = run.vehicles[queue.loading];
    if (queue.length == static_cast<std::size_t>(vehicle.room)) {
        plan_decision(run, vehicle, run.now() + 1, EntityId());
    }
}

void hand_over_clients(Run& run, std::uint16_t passeur)
{
    auto& queue = run.queues[passeur];
    // Nobody takes them on: they wait until somebody takes the place.
    bool const anybody = queue.length > 0 && successor(run, passeur, 0) != passeur;
    while (anybody && queue.length > 0) {
        auto const person = take_first(run, queue);
        auto const to = successor(run, passeur, run.people[person].id);
        run.people[person].passeur = to;
        append(run, run.queues[to], person, static_cast<Minute>(run.people[person].amount));
        call_idle_vehicle(run, to);
    }
    if (queue.loading != no_slot) {
        auto& vehicle = run.vehicles[queue.loading];
        queue.loading = no_slot;
        find_work(run, vehicle);
    }
}

void serve_again(Run& run, std::uint16_t passeur) { call_idle_vehicle(run, passeur); }

void driver_decides(Run& run, Event const& event)
{
    auto& vehicle = run.vehicles[event.slot];
    bool const out_of_date =
        vehicle.id != event.subject || static_cast<std::uint32_t>(vehicle.waiting_since) != event.amount;
    if (out_of_date) {
        return;
    }
    if (vehicle.state == VehicleState::idle) {
        remove_idle(run, vehicle);
        leave_empty(run, vehicle);
    } else if (vehicle.state == VehicleState::loading) {
        decide_whether_to_leave(run, vehicle, event.object != EntityId().value());
    }
}

void remember_demand(Run& run)
{
    auto const slot = static_cast<std::size_t>((run.day - run.first_day()) % run.scenario.truck.demand_memory_days);
    for (auto& queue : run.queues) {
        queue.joined_in_memory += queue.joined_today - queue.joined_by_day[slot];
        queue.joined_by_day[slot] = queue.joined_today;
        queue.joined_today = 0;
    }
}

}  // namespace piste
