#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

// A large and a small kind come to the main hub; a day of the large one costs less a place.
Scenario two_kinds()
{
    auto world = small_world();
    world.truck.vehicle_choice = Switch::on;
    auto const hub = world.corridor.main_hub;
    std::erase_if(world.vehicle_kinds, [&](VehicleKind const& kind) { return kind.hub == hub; });
    VehicleKind large;
    large.name = "large";
    large.id = entity_id("vehicle/large");
    large.hub = hub;
    large.arrivals_per_day = 2.0;
    large.room_low = large.room_high = 80;
    large.longest_wait_days = 7;
    large.waiting_cost_per_day_cfa = 80000;
    auto small = large;
    small.name = "small";
    small.id = entity_id("vehicle/small");
    small.room_low = small.room_high = 25;
    small.longest_wait_days = 3;
    small.waiting_cost_per_day_cfa = 40000;
    world.vehicle_kinds.push_back(large);
    world.vehicle_kinds.push_back(small);
    return world;
}

Vehicle standing(Run const& run, std::string_view kind)
{
    Vehicle vehicle;
    vehicle.kind = row_named(run.scenario.vehicle_kinds, kind);
    vehicle.hub = run.scenario.corridor.main_hub;
    vehicle.room = run.scenario.vehicle_kinds[vehicle.kind.value()].room_low;
    return vehicle;
}

struct Taken {
    bool large = false;
    bool small = false;
};

// What a passeur takes who has so many clients waiting, and to whom so many come a day.
Taken taken(Scenario const& world, std::size_t waiting, std::int32_t a_day)
{
    piste::Run run(world, {1, 0, 0});
    auto const passeur = run.world.hubs[world.corridor.main_hub.value()].passeurs[0][0];
    run.queues[passeur].length = waiting;
    run.queues[passeur].joined_in_memory = a_day * world.truck.demand_memory_days;
    return {takes_vehicle(run, passeur, standing(run, "large")), takes_vehicle(run, passeur, standing(run, "small"))};
}

TEST(VehicleChoice, ManyClientsTakeTheLargeAndFewTheSmall)
{
    auto const world = two_kinds();
    auto const many = taken(world, 100, 40);
    EXPECT_TRUE(many.large);
    EXPECT_FALSE(many.small);
    auto const few = taken(world, 10, 2);
    EXPECT_FALSE(few.large);
    EXPECT_TRUE(few.small);
}

TEST(VehicleChoice, WhatDoesNotComeIsNotWaitedFor)
{
    auto world = two_kinds();
    for (auto& kind : world.vehicle_kinds) {
        kind.arrivals_per_day = kind.name == "large" ? 0.0 : kind.arrivals_per_day;
    }
    EXPECT_TRUE(taken(world, 100, 40).small);
    // Rare ones are not waited for either, once a client's keep until then is dear.
    for (auto& kind : world.vehicle_kinds) {
        kind.arrivals_per_day = kind.name == "large" ? 0.01 : kind.arrivals_per_day;
    }
    for (auto& hub : world.hubs) {
        hub.keep_cfa_per_day = 1000;
    }
    EXPECT_TRUE(taken(world, 100, 40).small);
}

// Small vehicles that cost less a place serve a long queue only if enough of them come for it.
TEST(VehicleChoice, ALongQueueDoesNotWaitForSmallVehiclesThatComeSeldom)
{
    auto const takes_large = [](double small_a_day) {
        auto world = two_kinds();
        for (auto& kind : world.vehicle_kinds) {
            bool const small = kind.name == "small";
            kind.waiting_cost_per_day_cfa = kind.name == "large" ? 160000 : 25000;
            kind.arrivals_per_day = small ? small_a_day : kind.arrivals_per_day;
        }
        for (auto& hub : world.hubs) {
            hub.keep_cfa_per_day = 100;
        }
        return taken(world, 100, 40).large;
    };
    EXPECT_FALSE(takes_large(5.0));
    EXPECT_TRUE(takes_large(0.2));
}

TEST(VehicleChoice, OffWhateverComesIsTaken)
{
    auto world = two_kinds();
    world.truck.vehicle_choice = Switch::off;
    EXPECT_TRUE(taken(world, 100, 40).small);
    EXPECT_TRUE(taken(world, 10, 2).large);
}

// In the yard: a few clients a day fill no large vehicle, so passeurs who choose leave in smaller loads than those who take what comes.
TEST(VehicleChoice, WhoChoosesLeavesInSmallerLoadsWhereFewTravel)
{
    auto world = two_kinds();
    world.population.migrants_per_year *= 3;
    auto const load = [&](Switch choice) {
        auto chosen = world;
        chosen.truck.vehicle_choice = choice;
        double people = 0.0;
        double vehicles = 0.0;
        for (std::uint32_t replicate = 0; replicate < 6; ++replicate) {
            auto const outcome = simulate(chosen, {5, replicate, 0});
            people += static_cast<double>(outcome.tally(Tally::truck_passengers));
            vehicles += static_cast<double>(outcome.tally(Tally::trucks_left));
        }
        return people / vehicles;
    };
    EXPECT_LT(load(Switch::on), load(Switch::off) - 1.0);
}

}  // namespace
}  // namespace piste::test
