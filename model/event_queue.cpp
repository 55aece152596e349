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

EventQueue::EventQueue(Day first_day, Day end_day, std::size_t expected)
    : day_heads_(static_cast<std::size_t>(end_day - first_day), none), first_day_(first_day), end_day_(end_day),
      day_(first_day - 1), now_(first_day * minutes_per_day - 1)
{
    minute_heads_.fill(none);
    nodes_.reserve(expected);
}

std::uint32_t EventQueue::new_node(Event const& event, Day day)
{
    auto const minute_of_day = static_cast<std::uint32_t>(event.minute - day * minutes_per_day);
    auto const packed = minute_of_day | (static_cast<std::uint32_t>(event.kind) << minute_bits);
    Node const filled{event.subject, event.object,   event.slot, event.amount, none, static_cast<std::uint16_t>(packed),
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
    if (day >= end_day_) {
        return;
    }
    auto const node = new_node(event, day);
    if (day == day_) {
        add_to_day_under_way(node);
        return;
    }
    auto& head = day_heads_[static_cast<std::size_t>(day - first_day_)];
    nodes_[node].next = head;
    head = node;
}

void EventQueue::add_to_day_under_way(std::uint32_t node)
{
    auto const minute = std::size_t{nodes_[node].minute_and_kind & minute_mask};
    nodes_[node].next = minute_heads_[minute];
    minute_heads_[minute] = node;
    occupied_[minute / 64] |= std::uint64_t{1} << (minute % 64);
}

void EventQueue::begin_day(Day day)
{
    day_ = day;
    now_ = day * minutes_per_day - 1;
    auto const index = static_cast<std::size_t>(day - first_day_);
    auto node = day_heads_[index];
    day_heads_[index] = none;
    while (node != none) {
        auto const next = nodes_[node].next;
        add_to_day_under_way(node);
        node = next;
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
    auto node = minute_heads_[index];
    minute_heads_[index] = none;
    while (node != none) {
        auto& happens = nodes_[node];
        auto const kind = static_cast<EventKind>(happens.minute_and_kind >> minute_bits);
        batch_.push_back({day_ * minutes_per_day + minute, kind, happens.occasion, happens.subject, happens.object,
                          happens.slot, happens.amount});
        auto const next = happens.next;
        happens.next = free_;
        free_ = node;
        node = next;
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
