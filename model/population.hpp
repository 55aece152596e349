// The people under way, one compact record each. A finished journey gives its slot back and leaves only tallies.
#pragma once

#include "model/quantities.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace piste {

using Slot = std::uint32_t;
inline constexpr Slot no_slot = 0xffffffffU;

// What is true of a person, one bit each.
enum class Trait : std::uint16_t {
    family_able = 1U << 0U,
    has_papers = 1U << 1U,
    knows_rights = 1U << 2U,
    malian = 1U << 3U,
    rented_passport = 1U << 4U,
    bought_passport = 1U << 5U,
    through_ticket = 1U << 6U,
    toll_settled = 1U << 7U,     // the one toll of a trip, where the basis is per trip or all posts ask together
    asked_family = 1U << 8U,     // in this hub
    was_in_main_hub = 1U << 9U,
    chose_papers = 1U << 10U,
    met_harm = 1U << 11U,        // on this journey, or was turned back
    harm_told = 1U << 12U,       // this trip north already counts as one that met harm
    retried = 1U << 13U,
    niger_bound = 1U << 14U,
    tale_told = 1U << 15U,       // of this journey, before its end
};

// Of whom Malian papers are shown, false ones included.
inline constexpr std::uint16_t with_malian_passport = static_cast<std::uint16_t>(Trait::malian) |
                                                      static_cast<std::uint16_t>(Trait::rented_passport) |
                                                      static_cast<std::uint16_t>(Trait::bought_passport);

// One person, with what happens to them next. Measured: a record in one or two cache lines is faster than a column a field, because an
// encounter reads and writes most of these fields of few people, far apart; a line of its own would take more memory than a migrant may
// (docs/performance.md).
struct Person {
    static constexpr std::uint16_t no_ghetto = 0xffff;

    // What most encounters read comes first, so that it lies in one line as a rule.
    std::uint32_t id = 0;              // address: hash of the nationality plus number within its process
    Slot next = no_slot;               // in the one list that this person is in: events of a day or minute, or a queue in the yard
    std::uint32_t amount = 0;          // days, wage or place settled when the next event was planned; in a queue, the minute of joining;
                                       // aboard, the francs given at posts of the state on this ride
    std::uint16_t minute_and_kind = 0; // of the next event: kept here, because a person has one at most (model/event_queue.hpp)
    std::uint16_t traits = 0;
    std::uint8_t cohort = 0;           // of departure, from 1; 0: not measured
    std::uint8_t nationality = 0;
    std::uint8_t place = 0;            // last town reached
    std::uint8_t trips = 0;            // north so far: the occasion of what is met on the way
    std::uint8_t times_put_off = 0;    // a bus so far: the occasion of what is met on the road south
    std::uint8_t wish = 0;
    std::uint8_t itinerary = 0;
    std::uint8_t firm = 0;             // bus firm of choice
    Purse purse_cfa = 0;
    Purse spent_cfa = 0;               // since setting out
    Purse family_cfa = 0;              // what the family can still send
    Purse debt_cfa = 0;                // to the passeur
    Minute departed = 0;
    Minute leg_began = 0;
    std::uint16_t passeur = 0;         // among all passeurs
    std::uint16_t ghetto = no_ghetto;  // among all ghettos
    std::uint8_t hub_visits = 0;       // so far: the occasion of what is met in a hub
    std::uint8_t times_short = 0;      // of money in this visit: with it, the occasion of the choice of a way on
    std::uint8_t tries = 0;            // of a crossing that were refused so far
    std::uint8_t meetings = 0;         // at a crossing so far: the occasion of what is met there
};
static_assert(sizeof(Person) <= 56);

class Population {
public:
    // Sets room aside for so many people, so that growing does not copy them.
    explicit Population(std::size_t expected) { people_.reserve(expected); }
    Population() = default;
    // A slot for a new person. References to people do not outlive this call.
    [[nodiscard]] Slot add();
    // Gives the slot back.
    void remove(Slot slot);
    [[nodiscard]] Person& operator[](Slot slot) { return people_[slot]; }
    [[nodiscard]] Person const& operator[](Slot slot) const { return people_[slot]; }
    // Slots in use and not; `is_free` tells them apart.
    [[nodiscard]] std::size_t slots() const { return people_.size(); }
    [[nodiscard]] std::vector<bool> is_free() const;
    [[nodiscard]] std::size_t under_way() const { return people_.size() - free_slots_; }

    [[nodiscard]] bool has(Slot slot, Trait trait) const
    {
        return (people_[slot].traits & static_cast<std::uint16_t>(trait)) != 0;
    }
    void set(Slot slot, Trait trait) { people_[slot].traits |= static_cast<std::uint16_t>(trait); }
    void clear(Slot slot, Trait trait)
    {
        people_[slot].traits &= static_cast<std::uint16_t>(~static_cast<std::uint16_t>(trait));
    }
    [[nodiscard]] bool has_malian_passport(Slot slot) const
    {
        return (people_[slot].traits & with_malian_passport) != 0;
    }

private:
    std::vector<Person> people_;
    Slot first_free_ = no_slot;  // what follows a free slot stands in its record, as nobody uses it
    std::size_t free_slots_ = 0;
};

}  // namespace piste
