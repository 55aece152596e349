#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace piste::test {
namespace {

// A large and a small kind come to the main hub; a day of the large one costs so much that few clients never pay for the trip.
Scenario two_kinds()
{
    auto world = small_world_without_trucks();
    world.truck.vehicle_choice = Switch::on;
    VehicleKind large;
    large.name = "large";
    large.id = entity_id("vehicle/large");
    large.hub = world.corridor.main_hub;
    large.arrivals_per_day = 2.0;
    large.room_low = large.room_high = 80;
    large.longest_wait_days = 7;
    large.waiting_cost_per_day_cfa = 800000;
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
    // Nor are rare ones.
    for (auto& kind : world.vehicle_kinds) {
        kind.arrivals_per_day = kind.name == "large" ? 0.01 : kind.arrivals_per_day;
    }
    EXPECT_TRUE(taken(world, 100, 40).small);
}

// Small vehicles that leave sooner are waited for only if they come soon.
TEST(VehicleChoice, AMiddlingQueueDoesNotWaitForSmallVehiclesThatComeSeldom)
{
    auto const takes_large = [](double small_a_day) {
        auto world = two_kinds();
        for (auto& kind : world.vehicle_kinds) {
            kind.arrivals_per_day = kind.name == "small" ? small_a_day : kind.arrivals_per_day;
        }
        return taken(world, 30, 5).large;
    };
    EXPECT_FALSE(takes_large(5.0));
    EXPECT_TRUE(takes_large(0.1));
}

// What it costs that a vehicle stands is its driver's: it moves a passeur only by the load with which the driver leaves. For a queue that fills
// either kind the large one is taken, and the small one passed over, whatever a day of the large one costs.
TEST(VehicleChoice, ADayOfAVehicleThatIsFullCostsAPasseurNothing)
{
    for (Purse const cost_cfa : {1, 80'000, 800'000'000}) {
        auto world = two_kinds();
        for (auto& kind : world.vehicle_kinds) {
            kind.waiting_cost_per_day_cfa = kind.name == "large" ? cost_cfa : kind.waiting_cost_per_day_cfa;
        }
        EXPECT_TRUE(taken(world, 100, 40).large) << cost_cfa;
        EXPECT_FALSE(taken(world, 100, 40).small) << cost_cfa;
    }
}

// The same cost keeps a vehicle that is not full, and so moves a passeur.
TEST(VehicleChoice, ADriverWhoWaitsForMoreIsLeftForOneWhoGoes)
{
    auto const takes_large = [](Purse cost_cfa) {
        auto world = two_kinds();
        for (auto& kind : world.vehicle_kinds) {
            kind.waiting_cost_per_day_cfa = kind.name == "large" ? cost_cfa : kind.waiting_cost_per_day_cfa;
        }
        return taken(world, 30, 5).large;
    };
    EXPECT_TRUE(takes_large(100'000));
    EXPECT_FALSE(takes_large(800'000));
}

TEST(VehicleChoice, OffWhateverComesIsTaken)
{
    auto world = two_kinds();
    world.truck.vehicle_choice = Switch::off;
    EXPECT_TRUE(taken(world, 100, 40).small);
    EXPECT_TRUE(taken(world, 10, 2).large);
}

// In the yard: clients of those who choose leave sooner after they have paid than clients of those who take what comes.
TEST(VehicleChoice, ClientsOfThoseWhoChooseWaitLess)
{
    auto world = two_kinds();
    world.population.migrants_per_year *= 3;
    auto const waiting = [&](Switch choice) {
        auto chosen = world;
        chosen.truck.vehicle_choice = choice;
        double people = 0.0;
        for (std::uint32_t replicate = 0; replicate < 6; ++replicate) {
            auto const outcome = simulate(chosen, {5, replicate, 0});
            auto const days = axis_size(chosen, Axis::day);
            auto const on_days = outcome.of(Variable::daily).subspan(static_cast<std::size_t>(Series::waiting_for_vehicle) * days, days);
            people += static_cast<double>(std::accumulate(on_days.begin(), on_days.end(), std::int64_t{0}));
        }
        return people;
    };
    auto const on = waiting(Switch::on);
    auto const off = waiting(Switch::off);
    EXPECT_LT(on, 0.95 * off);
}

}  // namespace
}  // namespace piste::test
