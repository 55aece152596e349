// Conditions that change while a run goes on: nothing before the day, nothing where nothing changes, and nobody lost on the way.
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace piste::test {
namespace {

Timeline changed_from(Day day, Scenario const& changed)
{
    return {{{0, small_world()}, {day, changed}}};
}

// The first day on which any daily series of two runs differs; the end where none does.
Day first_difference(Scenario const& world, Outcome const& one, Outcome const& other)
{
    auto const& horizon = world.horizon;
    auto const days = horizon.warm_up_days + horizon.measured_days + horizon.run_out_days;
    auto const& left = one.values.at(static_cast<std::size_t>(Variable::daily));
    auto const& right = other.values.at(static_cast<std::size_t>(Variable::daily));
    for (Day day = 0; day < days; ++day) {
        for (std::size_t series = 0; series < series_count; ++series) {
            auto const cell = series * static_cast<std::size_t>(days) + static_cast<std::size_t>(day);
            if (left.at(cell) != right.at(cell)) {
                return day - horizon.warm_up_days;
            }
        }
    }
    return days - horizon.warm_up_days;
}

Scenario without_tolls()
{
    auto world = small_world();
    for (auto& group : world.post_groups) {
        group.stop = Probability(0.0);
    }
    return world;
}

TEST(Timeline, EqualEpochsGiveTheSameRun)
{
    auto const world = small_world();
    RunAddress const address{5, 1, 0};
    auto const base = simulate(world, address);
    EXPECT_EQ(base.values, simulate(Timeline{{{0, world}}}, address).values);
    EXPECT_EQ(base.values, simulate(changed_from(17, world), address).values);
    EXPECT_EQ(base.values, simulate(Timeline{{{0, world}, {-3, world}, {0, world}, {30, world}}}, address).values);
}

TEST(Timeline, NothingChangesBeforeTheDay)
{
    auto const world = small_world();
    RunAddress const address{5, 2, 0};
    auto const base = simulate(world, address);
    for (Day const day : {0, 20, 45}) {
        auto const changed = simulate(changed_from(day, without_tolls()), address);
        auto const first = first_difference(world, base, changed);
        EXPECT_GE(first, day);
        EXPECT_LT(first, day + 10) << "tolls are paid every few days";
        EXPECT_TRUE(unsound(world, changed).empty());
    }
}

TEST(Timeline, WhatEndsIsAsBefore)
{
    auto const world = small_world();
    auto const days = world.horizon.measured_days + world.horizon.run_out_days;
    RunAddress const address{5, 3, 0};
    auto const passing = simulate(Timeline{{{0, world}, {10, without_tolls()}, {40, world}}}, address);
    auto const lasting = simulate(changed_from(10, without_tolls()), address);
    auto const first = first_difference(world, passing, lasting);
    EXPECT_GE(first, 40);
    EXPECT_LT(first, days);
}

// Vehicles and people who are under way when a way closes end their journeys; nobody sets out on it any more.
TEST(Timeline, AWayThatClosesLosesNobody)
{
    auto const world = small_world();
    auto closed = world;
    auto north = std::ranges::find(closed.itineraries, Leg::north, &Itinerary::leg);
    ASSERT_NE(north, closed.itineraries.end());
    north->state = OpenState::closed;
    for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
        RunAddress const address{6, replicate, 0};
        auto const open_run = simulate(world, address);
        auto const closed_run = simulate(changed_from(30, closed), address);
        EXPECT_TRUE(unsound(world, closed_run).empty()) << unsound(world, closed_run).front();
        EXPECT_NE(open_run.values, closed_run.values);
    }
}

TEST(Timeline, EveryWayMayCloseAndOpenAgain)
{
    auto const world = small_world();
    auto closed = world;
    for (auto& crossing : closed.crossings) {
        crossing.state = OpenState::closed;
    }
    auto const run = simulate(Timeline{{{0, world}, {5, closed}, {60, world}}}, {7, 0, 0});
    EXPECT_TRUE(unsound(world, run).empty());
    auto const never = simulate(changed_from(5, closed), {7, 0, 0});
    EXPECT_TRUE(unsound(world, never).empty());
    EXPECT_GT(run.tally(Tally::arrived), never.tally(Tally::arrived));
}

TEST(Timeline, BanditsMayComeWhereThereWereNone)
{
    auto calm = small_world();
    for (auto& link : calm.links) {
        link.ambush_per_day = Probability(0.0);
    }
    auto dangerous = calm;
    for (auto& link : dangerous.links) {
        link.ambush_per_day = Probability(1.0);
    }
    RunAddress const address{8, 0, 0};
    auto const base = simulate(calm, address);
    auto const run = simulate(Timeline{{{0, calm}, {20, dangerous}}}, address);
    EXPECT_EQ(base.tally(Tally::robbed), 0);
    EXPECT_GT(run.tally(Tally::robbed), 0);
    EXPECT_GE(first_difference(calm, base, run), 20);
    EXPECT_TRUE(unsound(calm, run).empty());
}

TEST(Timeline, RefusesWhatIsNone)
{
    auto const world = small_world();
    EXPECT_THROW((void)simulate(Timeline{}, {1, 0, 0}), std::invalid_argument);
    EXPECT_THROW((void)simulate(Timeline{{{0, world}, {5, world}, {5, world}}}, {1, 0, 0}), std::invalid_argument);
    auto more_posts = world;
    ++more_posts.post_groups.front().posts;
    EXPECT_THROW((void)simulate(changed_from(5, more_posts), {1, 0, 0}), std::invalid_argument);
    auto fewer_passeurs = world;
    ++fewer_passeurs.passeur_groups.front().passeurs;
    EXPECT_FALSE(has_same_structure(world, fewer_passeurs));
    auto renamed = world;
    renamed.links.front().id = entity_id("link/elsewhere");
    EXPECT_FALSE(has_same_structure(world, renamed));
    auto longer = world;
    ++longer.horizon.run_out_days;
    EXPECT_FALSE(has_same_structure(world, longer));
    EXPECT_TRUE(has_same_structure(world, without_tolls()));
}

}  // namespace
}  // namespace piste::test
