#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

constexpr std::int32_t longest_wait_days = 7;

Scenario one_kind()
{
    auto world = small_world_without_trucks();
    VehicleKind kind;
    kind.name = "truck";
    kind.id = entity_id("vehicle/truck");
    kind.hub = world.corridor.main_hub;
    kind.room_low = kind.room_high = 80;
    kind.longest_wait_days = longest_wait_days;
    kind.waiting_cost_per_day_cfa = 10'000'000;   // one client never pays for the trip
    world.vehicle_kinds.push_back(kind);
    return world;
}

// Whether a truck to which one client comes after some days has left with him when it is asked again on another day.
bool has_left(std::int32_t client_after_days, std::int32_t asked_after_days)
{
    auto const world = one_kind();
    piste::Run run(world, {1, 0, 0});
    auto const comes = run.clock;
    goods_vehicle_comes(run, {.subject = 1, .slot = narrow<std::uint32_t>(world.vehicle_kinds.size() - 1), .amount = 80});
    run.clock = comes + client_after_days * minutes_per_day;
    auto const person = run.people.add();
    run.people[person].passeur = run.world.hubs[world.corridor.main_hub.value()].passeurs[0][0];
    join_queue(run, person);
    auto const& queue = run.queues[run.people[person].passeur];
    auto const began_to_load = run.clock;
    auto const slot = queue.loading;
    run.clock = comes + asked_after_days * minutes_per_day;
    driver_decides(run, {.subject = 1, .object = 1, .slot = slot, .amount = static_cast<std::uint32_t>(began_to_load)});
    return queue.length == 0;
}

// A truck is told to stay a week to gather people, not a week after the first has come.
TEST(Yard, TheLongestWaitBeginsWhenAVehicleComes)
{
    EXPECT_FALSE(has_left(5, longest_wait_days - 1));
    EXPECT_TRUE(has_left(5, longest_wait_days));
}

}  // namespace
}  // namespace piste::test
