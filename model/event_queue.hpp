// What happens next: a wheel of days, and of minutes within the day under way. No event costs a search or an allocation. Nobody waits for
// two things at once, so what happens to a person next stands in that person's record; vehicles, stands and passports have nodes.
#pragma once

#include "model/population.hpp"
#include "model/quantities.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace piste {

// The kinds in the order in which they happen within a minute (docs/odd.md, section 3).
enum class EventKind : std::uint8_t {
    goods_vehicle_comes,   // subject vehicle, object day
    bus_leaves,            // subject stand
    vehicle_meets_stop,    // a post, or a place where bandits may wait
    vehicle_reaches_place, // the end of a stretch
    cell_door_opens,       // subject person
    family_answers,
    work_ends,
    ready_to_board,
    ransom_answered,
    tries_the_border,
    reaches_hub,
    reaches_beyond,
    passport_comes_back,
    driver_decides,        // subject vehicle
};

// Events have one total order: minute, kind, subject, object, occasion. It never depends on insertion or address.
struct Event {
    Minute minute = 0;
    EventKind kind = EventKind::bus_leaves;
    std::uint16_t occasion = 0;
    std::uint32_t subject = 0;  // address of who or what acts
    std::uint32_t object = 0;   // address of what is met
    std::uint32_t slot = 0;     // where the subject's record is; not part of the order
    std::uint32_t amount = 0;   // days or francs settled when it was planned; not part of the order

    // The order within a minute, as two numbers, of which the second is hardly ever asked for.
    [[nodiscard]] constexpr std::uint64_t kind_and_subject() const { return (static_cast<std::uint64_t>(kind) << 32U) | subject; }
    [[nodiscard]] constexpr std::uint64_t object_and_occasion() const { return (std::uint64_t{object} << 16U) | occasion; }

    // The one comparison function.
    [[nodiscard]] friend constexpr std::strong_ordering compare(Event const& a, Event const& b)
    {
        if (auto const c = a.minute <=> b.minute; c != 0) {
            return c;
        }
        if (auto const c = a.kind_and_subject() <=> b.kind_and_subject(); c != 0) {
            return c;
        }
        return a.object_and_occasion() <=> b.object_and_occasion();
    }
};

class EventQueue {
public:
    // For days first_day to end_day (exclusive). An event at or after end_day is forgotten: it would never happen. Room for
    // `expected` events of things is set aside, so that growing does not copy them.
    EventQueue(Population& people, Day first_day, Day end_day, std::size_t expected = 0);

    // Plans what a thing does. An event must lie after the minute under way: throws std::logic_error otherwise.
    void add(Event const& event);

    // Plans what happens to this person next, in the same way. The person must wait for nothing else.
    void add_for_person(Minute minute, EventKind kind, Slot person, std::uint32_t amount);

    // Moves to a day: its events are spread over its minutes. Days come in order.
    void begin_day(Day day);

    // The events of the next minute of this day that has any, in their order; empty when the day is over.
    [[nodiscard]] std::span<Event const> next_minute();

    [[nodiscard]] Minute now() const { return now_; }

private:
    // An event in 24 bytes: its day is the list it is in.
    struct Node {
        std::uint32_t subject;
        std::uint32_t object;
        std::uint32_t slot;
        std::uint32_t amount;
        std::uint32_t next;
        std::uint16_t minute_and_kind;  // minute of the day in the lower 11 bits
        std::uint16_t occasion;
    };
    static_assert(sizeof(Node) == 24);
    static constexpr unsigned minute_bits = 11;
    static constexpr std::uint32_t minute_mask = (1U << minute_bits) - 1U;
    static constexpr std::uint32_t none = 0xffffffffU;
    // An entry of a list is a node, or with this bit a person.
    static constexpr std::uint32_t person_bit = 0x80000000U;

    // When an event happens: its day, and as its entry keeps it the minute of that day and its kind.
    struct Moment {
        Day day;
        std::uint16_t minute_and_kind;
    };
    // What an entry keeps of its place: what follows it in its list, and when it happens.
    struct Link {
        std::uint32_t& next;
        std::uint16_t minute_and_kind;
    };

    [[nodiscard]] Moment moment_of(Minute minute, EventKind kind) const;
    [[nodiscard]] Link link_of(std::uint32_t entry);
    void add_to_list(std::uint32_t entry, Link link, Day day);
    void add_to_day_under_way(std::uint32_t entry, Link link);
    [[nodiscard]] std::uint32_t new_node(Event const& event, std::uint16_t minute_and_kind);
    [[nodiscard]] std::int32_t next_minute_with_events() const;
    // Says what happens by this entry and gives the node back. Returns what follows it in its list.
    [[nodiscard]] std::uint32_t take(std::uint32_t entry, Event& event);

    Population& people_;
    std::vector<Node> nodes_;
    std::uint32_t free_ = none;
    std::vector<std::uint32_t> day_heads_;                     // one list of later events per day
    std::array<std::uint32_t, minutes_per_day> minute_heads_;  // one list per minute of the day under way
    std::array<std::uint64_t, (minutes_per_day + 63) / 64> occupied_{};
    std::vector<Event> batch_;                                 // room for the events of a minute
    Day first_day_;
    Day end_day_;
    Day day_;
    Minute now_;
};

}  // namespace piste
