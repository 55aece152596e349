#include "model/event_queue.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>

namespace piste {

namespace {

// The day of a minute; days before day 0 are negative.
[[nodiscard]] Day day_of(Minute minute)
{
    return minute / minutes_per_day - (minute % minutes_per_day < 0 ? 1 : 0);
}

}  // namespace

EventQueue::EventQueue(Population& people, Day first_day, Day end_day, std::size_t expected)
    : people_(people), day_heads_(static_cast<std::size_t>(end_day - first_day), none), first_day_(first_day),
      end_day_(end_day), day_(first_day - 1), now_(first_day * minutes_per_day - 1)
{
    minute_heads_.fill(none);
    nodes_.reserve(expected);
}

std::uint16_t EventQueue::pack(Minute minute, Day day, EventKind kind)
{
    auto const minute_of_day = static_cast<std::uint32_t>(minute - day * minutes_per_day);
    return static_cast<std::uint16_t>(minute_of_day | (static_cast<std::uint32_t>(kind) << minute_bits));
}

std::uint32_t& EventQueue::next_of(std::uint32_t entry)
{
    return (entry & person_bit) != 0 ? people_[entry & ~person_bit].next : nodes_[entry].next;
}

std::uint32_t EventQueue::new_node(Event const& event, Day day)
{
    Node const filled{event.subject, event.object, event.slot, event.amount, none, pack(event.minute, day, event.kind),
                      event.occasion};
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
    if (event.minute <= now_) {
        throw std::logic_error("an event was planned for a minute that is over");
    }
    auto const day = day_of(event.minute);
    if (day < end_day_) {
        add_to_list(new_node(event, day), day);
    }
}

void EventQueue::add_for_person(Minute minute, EventKind kind, Slot person, std::uint32_t amount)
{
    if (minute <= now_) {
        throw std::logic_error("an event was planned for a minute that is over");
    }
    auto const day = day_of(minute);
    if (day < end_day_) {
        people_[person].amount = amount;
        people_[person].minute_and_kind = pack(minute, day, kind);
        add_to_list(person | person_bit, day);
    }
}

void EventQueue::add_to_list(std::uint32_t entry, Day day)
{
    if (day == day_) {
        add_to_day_under_way(entry);
        return;
    }
    auto& head = day_heads_[static_cast<std::size_t>(day - first_day_)];
    next_of(entry) = head;
    head = entry;
}

void EventQueue::add_to_day_under_way(std::uint32_t entry)
{
    auto const packed =
        (entry & person_bit) != 0 ? people_[entry & ~person_bit].minute_and_kind : nodes_[entry].minute_and_kind;
    auto const minute = std::size_t{packed & minute_mask};
    next_of(entry) = minute_heads_[minute];
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
        auto const next = next_of(entry);
        add_to_day_under_way(entry);
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

void EventQueue::take(std::uint32_t entry, Minute minute)
{
    if ((entry & person_bit) != 0) {
        auto const slot = entry & ~person_bit;
        auto const& person = people_[slot];
        auto const kind = static_cast<EventKind>(person.minute_and_kind >> minute_bits);
        batch_.push_back({minute, kind, 0, person.id, 0, slot, person.amount});
        return;
    }
    auto& happens = nodes_[entry];
    auto const kind = static_cast<EventKind>(happens.minute_and_kind >> minute_bits);
    batch_.push_back({minute, kind, happens.occasion, happens.subject, happens.object, happens.slot, happens.amount});
    happens.next = free_;
    free_ = entry;
}

std::span<Event const> EventQueue::next_minute()
{
    batch_.clear();
    auto const minute = next_minute_with_events();
    if (minute < 0) {
        now_ = (day_ + 1) * minutes_per_day - 1;
        return {};
    }
    auto const index = static_cast<std::size_t>(minute);
    occupied_[index / 64] &= ~(std::uint64_t{1} << (index % 64));
    auto entry = minute_heads_[index];
    minute_heads_[index] = none;
    while (entry != none) {
        auto const next = next_of(entry);
        take(entry, day_ * minutes_per_day + minute);
        entry = next;
    }
    now_ = day_ * minutes_per_day + minute;
    if (batch_.size() > 1) {
        std::sort(batch_.begin(), batch_.end(), [](Event const& a, Event const& b) { return compare(a, b) < 0; });
    }
#ifdef PISTE_AUDIT
    for (std::size_t i = 1; i < batch_.size(); ++i) {
        if (compare(batch_[i - 1], batch_[i]) == 0) {
            throw std::logic_error("two events have the same place in the order: minute " + std::to_string(now_) +
                                   ", kind " + std::to_string(static_cast<int>(batch_[i].kind)) + ", subject " +
                                   std::to_string(batch_[i].subject) + ", object " + std::to_string(batch_[i].object));
        }
    }
#endif
    return batch_;
}

}  // namespace piste
