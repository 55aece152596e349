#include "model/event_queue.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>

namespace piste {

EventQueue::EventQueue(Day first_day, Day end_day)
    : day_heads_(static_cast<std::size_t>(end_day - first_day), none), first_day_(first_day), end_day_(end_day),
      day_(first_day - 1), now_(first_day * minutes_per_day - 1)
{
    minute_heads_.fill(none);
}

std::uint32_t EventQueue::new_node(Event const& event)
{
    if (free_ == none) {
        nodes_.push_back({event, none});
        return narrow<std::uint32_t>(nodes_.size() - 1);
    }
    auto const node = free_;
    free_ = nodes_[node].next;
    nodes_[node].event = event;
    return node;
}

void EventQueue::add(Event const& event)
{
    if (event.minute <= now_) {
        throw std::logic_error("an event was planned for a minute that is over");
    }
    if (event.minute >= end_day_ * minutes_per_day) {
        return;
    }
    auto const node = new_node(event);
    auto const today_ends = (day_ + 1) * minutes_per_day;
    if (event.minute < today_ends) {
        add_to_day_under_way(node);
        return;
    }
    // Minutes of later days are all at or after first_day's midnight, so this division rounds down.
    auto const day = static_cast<std::size_t>(event.minute / minutes_per_day -
                                              (event.minute % minutes_per_day < 0 ? 1 : 0) - first_day_);
    nodes_[node].next = day_heads_[day];
    day_heads_[day] = node;
}

void EventQueue::add_to_day_under_way(std::uint32_t node)
{
    auto const minute = static_cast<std::size_t>(nodes_[node].event.minute - day_ * minutes_per_day);
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
        batch_.push_back(nodes_[node].event);
        auto const next = nodes_[node].next;
        nodes_[node].next = free_;
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
