#include "model/event_queue.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

namespace piste {

namespace {

// As `compare` has it where the minute is the same.
[[nodiscard]] bool comes_before(Event const& a, Event const& b)
{
    auto const first = a.kind_and_subject();
    auto const second = b.kind_and_subject();
    return first < second || (first == second && a.object_and_occasion() < b.object_and_occasion());
}

// Events of one minute are few as a rule: each is moved to its place among those before it.
void sort_minute(std::span<Event> events)
{
    constexpr std::ptrdiff_t few = 16;
    if (std::ssize(events) > few) {
        std::sort(events.begin(), events.end(), comes_before);
        return;
    }
    for (std::size_t i = 1; i < events.size(); ++i) {
        auto const event = events[i];
        auto place = i;
        for (; place > 0 && comes_before(event, events[place - 1]); --place) {
            events[place] = events[place - 1];
        }
        events[place] = event;
    }
}

}  // namespace

EventQueue::EventQueue(Population& people, Day first_day, Day end_day, std::size_t expected)
    : people_(people), day_heads_(static_cast<std::size_t>(end_day - first_day), none), first_day_(first_day),
      end_day_(end_day), day_(first_day - 1), now_(first_day * minutes_per_day - 1)
{
    minute_heads_.fill(none);
    nodes_.reserve(expected);
}

EventQueue::Moment EventQueue::moment_of(Minute minute, EventKind kind) const
{
    if (minute <= now_) {
        throw std::logic_error("an event was planned for a minute that is over");
    }
    // From the day under way on, where nothing is negative.
    auto const ahead = static_cast<std::uint32_t>(minute - day_ * minutes_per_day);
    auto const days = ahead / minutes_per_day;
    auto const minute_of_day = ahead - days * minutes_per_day;
    return {day_ + static_cast<Day>(days),
            static_cast<std::uint16_t>(minute_of_day | (static_cast<std::uint32_t>(kind) << minute_bits))};
}

EventQueue::Link EventQueue::link_of(std::uint32_t entry)
{
    if ((entry & person_bit) != 0) {
        auto& who = people_[entry & ~person_bit];
        return {who.next, who.minute_and_kind};
    }
    return {nodes_[entry].next, nodes_[entry].minute_and_kind};
}

std::uint32_t EventQueue::new_node(Event const& event, std::uint16_t minute_and_kind)
{
    Node const filled{event.subject, event.object, event.slot, event.amount, none, minute_and_kind, event.occasion};
    if (free_ == none) {
        nodes_.push_back(filled);
        return narrow<std::uint32_t>(nodes_.size() - 1);
    }
    auto const node = free_;
    free_ = nodes_[node].next;
    nodes_[node] = filled;
    return node;
}

void EventQueue::add(Event const& event)
{
    auto const moment = moment_of(event.minute, event.kind);
    if (moment.day < end_day_) {
        auto const node = new_node(event, moment.minute_and_kind);
        add_to_list(node, {nodes_[node].next, moment.minute_and_kind}, moment.day);
    }
}

void EventQueue::add_for_person(Minute minute, EventKind kind, Slot person, std::uint32_t amount)
{
    auto const moment = moment_of(minute, kind);
    if (moment.day < end_day_) {
        auto& who = people_[person];
        who.amount = amount;
        who.minute_and_kind = moment.minute_and_kind;
        add_to_list(person | person_bit, {who.next, moment.minute_and_kind}, moment.day);
    }
}

void EventQueue::add_to_list(std::uint32_t entry, Link link, Day day)
{
    if (day == day_) {
        add_to_day_under_way(entry, link);
        return;
    }
    auto& head = day_heads_[static_cast<std::size_t>(day - first_day_)];
    link.next = head;
    head = entry;
}

void EventQueue::add_to_day_under_way(std::uint32_t entry, Link link)
{
    auto const minute = std::size_t{link.minute_and_kind & minute_mask};
    link.next = minute_heads_[minute];
    minute_heads_[minute] = entry;
    occupied_[minute / 64] |= std::uint64_t{1} << (minute % 64);
}

void EventQueue::begin_day(Day day)
{
    day_ = day;
    now_ = day * minutes_per_day - 1;
    auto const index = static_cast<std::size_t>(day - first_day_);
    auto entry = day_heads_[index];
    day_heads_[index] = none;
    while (entry != none) {
        auto const link = link_of(entry);
        auto const next = link.next;
        add_to_day_under_way(entry, link);
        entry = next;
    }
}

std::int32_t EventQueue::next_minute_with_events() const
{
    // Events lie after the minute under way, so the search begins there.
    auto const begin = static_cast<std::size_t>(now_ - day_ * minutes_per_day + 1) / 64;
    for (std::size_t word = begin; word < occupied_.size(); ++word) {
        if (occupied_[word] != 0) {
            return static_cast<std::int32_t>(word * 64) + std::countr_zero(occupied_[word]);
        }
    }
    return -1;
}

std::uint32_t EventQueue::take(std::uint32_t entry, Event& event)
{
    event.minute = now_;
    if ((entry & person_bit) != 0) {
        event.slot = entry & ~person_bit;
        auto const& person = people_[event.slot];
        event.kind = static_cast<EventKind>(person.minute_and_kind >> minute_bits);
        event.occasion = 0;
        event.subject = person.id;
        event.object = 0;
        event.amount = person.amount;
        return person.next;
    }
    auto& happens = nodes_[entry];
    event.slot = happens.slot;
    event.kind = static_cast<EventKind>(happens.minute_and_kind >> minute_bits);
    event.occasion = happens.occasion;
    event.subject = happens.subject;
    event.object = happens.object;
    event.amount = happens.amount;
    auto const next = happens.next;
    happens.next = free_;
    free_ = entry;
    return next;
}

std::span<Event const> EventQueue::next_minute()
{
    auto const minute = next_minute_with_events();
    if (minute < 0) {
        now_ = (day_ + 1) * minutes_per_day - 1;
        return {};
    }
    auto const index = static_cast<std::size_t>(minute);
    occupied_[index / 64] &= ~(std::uint64_t{1} << (index % 64));
    now_ = day_ * minutes_per_day + minute;
    std::size_t number = 0;
    for (auto entry = std::exchange(minute_heads_[index], none); entry != none; ++number) {
        if (number == batch_.size()) [[unlikely]] {
            batch_.emplace_back();
        }
        entry = take(entry, batch_[number]);
    }
    std::span<Event> const events(batch_.data(), number);
    sort_minute(events);
#ifdef PISTE_AUDIT
    for (std::size_t i = 1; i < events.size(); ++i) {
        if (compare(events[i - 1], events[i]) == 0) {
            throw std::logic_error("two events have the same place in the order: minute " + std::to_string(now_) +
                                   ", kind " + std::to_string(static_cast<int>(events[i].kind)) + ", subject " +
                                   std::to_string(events[i].subject) + ", object " + std::to_string(events[i].object));
        }
    }
#endif
    return events;
}

}  // namespace piste
