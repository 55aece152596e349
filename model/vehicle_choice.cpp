// ODD 7.8 The yard: which vehicle a passeur takes
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// Days from one vehicle of a kind to the next for this hub's passeurs whose clients wait: by how many come and how many share them. None comes:
// negative.
double days_between(Run const& run, VehicleKind const& kind)
{
    double waiting = 0.0;
    for (auto const& passeurs : run.world.hubs[kind.hub.value()].passeurs) {
        for (auto const passeur : passeurs) {
            waiting += run.queues[passeur].length > 0 && run.queues[passeur].loading == no_slot ? 1.0 : 0.0;
        }
    }
    return kind.arrivals_per_day > 0.0 ? std::max(1.0, waiting) / kind.arrivals_per_day : -1.0;
}

// Days until one comes: none if one stands idle. Negative: none comes.
double days_until_one_comes(Run const& run, Index<VehicleKind> kind_index)
{
    auto const& kind = run.scenario.vehicle_kinds[kind_index.value()];
    for (auto const slot : run.idle_vehicles[kind.hub.value()]) {
        if (run.vehicles[slot].kind == kind_index) {
            return 0.0;
        }
    }
    return days_between(run, kind);
}

// In which those who join fill what is missing; not at all within the longest wait: that.
double days_to_fill(double missing, double joined_a_day, double longest)
{
    if (missing <= 0.0) {
        return 0.0;
    }
    return missing <= joined_a_day * longest ? missing / joined_a_day : longest;
}

// The load with which a driver leaves before his longest wait, by his own rule (yard.cpp): a full one where another day of this passeur's clients
// pays for standing still, else what pays for the trip.
double load_to_leave_with(Run const& run, std::uint16_t passeur, VehicleKind const& kind, double room, double joined_a_day)
{
    auto const of_fare = static_cast<double>(run.scenario.truck.driver_share.of(fare_of_passeur(run, passeur)));
    auto const day_costs = static_cast<double>(kind.waiting_cost_per_day_cfa);
    double const days_of_trip = static_cast<double>(shortest_trip_minutes(run, kind.hub)) / minutes_per_day;
    bool const another_day_pays = of_fare * std::min(joined_a_day, room) >= day_costs;
    return another_day_pays ? room : std::min(room, day_costs * days_of_trip / std::max(1.0, of_fare));
}

// Until clients have left by a vehicle with so much room that comes in so many days, on the mean: who finds no room waits for the next ones of
// its kind. What it costs that the vehicle stands is the driver's, within his share of the fares.
double days_until_they_left(Run const& run, std::uint16_t passeur, VehicleKind const& kind, double room, double days_until_it_comes)
{
    auto const& queue = run.queues[passeur];
    double const joined_a_day = static_cast<double>(queue.joined_in_memory) / static_cast<double>(run.scenario.truck.demand_memory_days);
    double const waiting = static_cast<double>(queue.length) + joined_a_day * days_until_it_comes;
    double const wanted = load_to_leave_with(run, passeur, kind, room, joined_a_day);
    double const days_loading = days_to_fill(wanted - waiting, joined_a_day, static_cast<double>(kind.longest_wait_days));
    double const loads = std::max(1.0, waiting / std::max(1.0, room));
    double const days_for_the_rest = std::max(0.0, days_between(run, kind)) * (loads - 1.0) / 2.0;
    return days_until_it_comes + days_loading + days_for_the_rest;
}

}  // namespace

std::int64_t shortest_trip_minutes(Run const& run, Index<Place> hub)
{
    std::int64_t shortest = 0;
    for (auto const open : run.world.hubs[hub.value()].itineraries) {
        std::int64_t minutes = 0;
        for (auto const link : run.scenario.itineraries[open.value()].links) {
            minutes += run.scenario.links[link.value()].travel_minutes;
        }
        shortest = shortest == 0 ? minutes : std::min(shortest, minutes);
    }
    return shortest;
}

bool takes_vehicle(Run const& run, std::uint16_t passeur, Vehicle const& vehicle)
{
    if (run.scenario.truck.vehicle_choice == Switch::off) {
        return true;
    }
    double const room = static_cast<double>(room_he_fills(run, passeur).of(vehicle.room));
    auto const& kinds = run.scenario.vehicle_kinds;
    // Most hubs have one kind, and then there is nothing to reckon.
    double own = -1.0;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        auto const other = Index<VehicleKind>(k);
        if (other == vehicle.kind || kinds[k].hub != vehicle.hub) {
            continue;
        }
        double const days = days_until_one_comes(run, other);
        if (days < 0.0) {
            continue;
        }
        double const mean_room = static_cast<double>(room_he_fills(run, passeur).of(kinds[k].room_low + kinds[k].room_high)) / 2.0;
        own = own < 0.0 ? days_until_they_left(run, passeur, kinds[vehicle.kind.value()], room, 0.0) : own;
        if (days_until_they_left(run, passeur, kinds[k], mean_room, days) < own) {
            return false;
        }
    }
    return true;
}

}  // namespace piste
