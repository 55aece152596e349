#include "model/event_queue.hpp"

#include "model/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace piste::test {
namespace {

Event event(Minute minute, EventKind kind, std::uint32_t subject, std::uint32_t object = 0, std::uint16_t occasion = 0)
{
    return {minute, kind, occasion, subject, object, 0, 0};
}

// Every event of the days, in the order in which the queue gives them.
std::vector<Event> drain(EventQueue& queue, Day first_day, Day end_day)
{
    std::vector<Event> sequence;
    for (Day day = first_day; day < end_day; ++day) {
        queue.begin_day(day);
        for (auto events = queue.next_minute(); !events.empty(); events = queue.next_minute()) {
            sequence.insert(sequence.end(), events.begin(), events.end());
        }
    }
    return sequence;
}

// Many ties in the first fields, so that the later ones decide.
std::vector<Event> crowded_events()
{
    std::vector<Event> events;
    for (Minute const minute : {-1440, -1, 0, 1, 63, 64, 1439, 1440, 2879}) {
        for (auto const kind : {EventKind::bus_leaves, EventKind::work_ends, EventKind::driver_decides}) {
            for (std::uint32_t subject = 0; subject < 3; ++subject) {
                for (std::uint32_t object = 0; object < 2; ++object) {
                    events.push_back(event(minute, kind, subject, object, 0));
                    events.push_back(event(minute, kind, subject, object, 1));
                }
            }
        }
    }
    return events;
}

void shuffle(std::vector<Event>& events, std::uint32_t replicate)
{
    Randomness const random(42, replicate);
    for (std::size_t i = events.size(); i-- > 1;) {
        auto const words = random.draw(Purpose::bed, static_cast<std::uint32_t>(i), 0);
        std::swap(events[i], events[static_cast<std::size_t>(pick_between(0, static_cast<std::int64_t>(i), words[0]))]);
    }
}

TEST(EventQueue, TheOrderIsTotal)
{
    auto const events = crowded_events();
    for (std::size_t i = 0; i < events.size(); ++i) {
        for (std::size_t j = 0; j < events.size(); ++j) {
            auto const forth = compare(events[i], events[j]);
            auto const back = compare(events[j], events[i]);
            ASSERT_EQ(forth == 0, i == j);
            ASSERT_EQ(forth<0, back> 0);
        }
    }
}

TEST(EventQueue, TheSequenceNeverDependsOnInsertion)
{
    auto events = crowded_events();
    auto expected = events;
    std::sort(expected.begin(), expected.end(), [](Event const& a, Event const& b) { return compare(a, b) < 0; });
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
        shuffle(events, replicate);
        Population people;
        EventQueue queue(people, -1, 2);
        for (auto const& one : events) {
            queue.add(one);
        }
        auto const sequence = drain(queue, -1, 2);
        ASSERT_EQ(sequence.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            ASSERT_TRUE(compare(sequence[i], expected[i]) == 0) << "position " << i << ", shuffle " << replicate;
        }
    }
}

TEST(EventQueue, PayloadTravelsWithItsEvent)
{
    Population people;
    EventQueue queue(people, 0, 1);
    queue.add({7, EventKind::work_ends, 0, 1, 2, 33, 44});
    queue.begin_day(0);
    auto const events = queue.next_minute();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].slot, 33U);
    EXPECT_EQ(events[0].amount, 44U);
}

// What happens to people stands in their records; it takes its place in the same order.
TEST(EventQueue, PeopleAndThingsShareOneOrder)
{
    Population people;
    EventQueue queue(people, 0, 3);
    auto const later = people.add();
    auto const sooner = people.add();
    people[later].id = 700;
    people[sooner].id = 600;
    queue.add_for_person(50, EventKind::work_ends, later, 12);
    queue.add({50, EventKind::driver_decides, 0, 1, 0, 5, 0});
    queue.add({50, EventKind::bus_leaves, 0, 9, 0, 6, 0});
    queue.add_for_person(50, EventKind::work_ends, sooner, 34);
    queue.begin_day(0);
    auto const events = queue.next_minute();
    ASSERT_EQ(events.size(), 4U);
    EXPECT_EQ(events[0].kind, EventKind::bus_leaves);
    EXPECT_EQ(events[1].subject, 600U);
    EXPECT_EQ(events[1].slot, sooner);
    EXPECT_EQ(events[1].amount, 34U);
    EXPECT_EQ(events[2].subject, 700U);
    EXPECT_EQ(events[3].kind, EventKind::driver_decides);
    queue.add_for_person(2 * minutes_per_day + 7, EventKind::reaches_hub, sooner, 0);
    EXPECT_TRUE(queue.next_minute().empty());
    queue.begin_day(1);
    EXPECT_TRUE(queue.next_minute().empty());
    queue.begin_day(2);
    ASSERT_EQ(queue.next_minute().size(), 1U);
    EXPECT_EQ(queue.now(), 2 * minutes_per_day + 7);
    EXPECT_THROW(queue.add_for_person(queue.now(), EventKind::reaches_hub, sooner, 0), std::logic_error);
}

TEST(EventQueue, EventsPlannedWhileOneHappensComeInTheirTurn)
{
    Population people;
    EventQueue queue(people, 0, 3);
    queue.add(event(10, EventKind::bus_leaves, 1));
    queue.begin_day(0);
    ASSERT_EQ(queue.next_minute().size(), 1U);
    EXPECT_EQ(queue.now(), 10);
    queue.add(event(11, EventKind::bus_leaves, 2));        // the next minute
    queue.add(event(1439, EventKind::bus_leaves, 3));      // the last minute of the day
    queue.add(event(2 * 1440, EventKind::bus_leaves, 4));  // two days on
    EXPECT_EQ(queue.next_minute()[0].subject, 2U);
    EXPECT_EQ(queue.next_minute()[0].subject, 3U);
    EXPECT_TRUE(queue.next_minute().empty());
    EXPECT_EQ(queue.now(), 1439);
    queue.begin_day(1);
    EXPECT_TRUE(queue.next_minute().empty());
    queue.begin_day(2);
    EXPECT_EQ(queue.next_minute()[0].subject, 4U);
}

TEST(EventQueue, LateEventsAreRefused)
{
    Population people;
    EventQueue queue(people, 0, 3);
    queue.add(event(10, EventKind::bus_leaves, 1));
    queue.begin_day(0);
    ASSERT_EQ(queue.next_minute().size(), 1U);
    EXPECT_THROW(queue.add(event(10, EventKind::driver_decides, 9)), std::logic_error);
    EXPECT_THROW(queue.add(event(9, EventKind::bus_leaves, 9)), std::logic_error);
    EXPECT_THROW(queue.add(event(-5, EventKind::bus_leaves, 9)), std::logic_error);
    EXPECT_NO_THROW(queue.add(event(11, EventKind::bus_leaves, 9)));
}

TEST(EventQueue, EventsBeyondTheEndNeverHappen)
{
    Population people;
    EventQueue queue(people, 0, 2);
    queue.add(event(2 * 1440, EventKind::bus_leaves, 1));
    queue.add(event(2000000000, EventKind::bus_leaves, 2));
    queue.add(event(2 * 1440 - 1, EventKind::bus_leaves, 3));
    auto const sequence = drain(queue, 0, 2);
    ASSERT_EQ(sequence.size(), 1U);
    EXPECT_EQ(sequence[0].subject, 3U);
}

// Far days on either side of day 0, where a division that rounds towards zero would choose the wrong day.
TEST(EventQueue, FarDaysKeepTheirEvents)
{
    Day const first = -730;
    Day const end = 3650;
    Population people;
    EventQueue queue(people, first, end);
    for (Day day = first; day < end; day += 73) {
        queue.add(event(day * 1440, EventKind::bus_leaves, static_cast<std::uint32_t>(day)));
        queue.add(event(day * 1440 + 1439, EventKind::bus_leaves, static_cast<std::uint32_t>(day)));
    }
    for (Day day = first; day < end; ++day) {
        queue.begin_day(day);
        std::size_t number = 0;
        for (auto events = queue.next_minute(); !events.empty(); events = queue.next_minute()) {
            number += events.size();
            EXPECT_EQ(events[0].subject, static_cast<std::uint32_t>(day));
        }
        EXPECT_EQ(number, (day - first) % 73 == 0 ? 2U : 0U) << "day " << day;
    }
}

}  // namespace
}  // namespace piste::test
