// The people under way, field by field. A finished journey gives its slot back and leaves only tallies.
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
    toll_settled = 1U << 7U,     // the one toll of a trip, where the basis is per trip
    asked_family = 1U << 8U,     // in this hub
    was_in_main_hub = 1U << 9U,
    chose_papers = 1U << 10U,
    forced = 1U << 11U,          // handed over to the passeur
    harm_told = 1U << 12U,       // this trip north already counts as one that met harm
    retried = 1U << 13U,
    niger_bound = 1U << 14U,
};

struct Population {
    std::vector<std::uint32_t> id;        // address: hash of the nationality plus number within its process
    std::vector<Purse> purse_cfa;
    std::vector<Purse> family_cfa;        // what the family can still send
    std::vector<Purse> debt_cfa;          // to the passeur
    std::vector<Purse> spent_cfa;         // since setting out
    std::vector<Minute> departed;
    std::vector<Minute> leg_began;        // when the present leg began; also when a cell or captivity began
    std::vector<std::uint16_t> traits;
    std::vector<std::uint16_t> passeur;   // among all passeurs
    std::vector<std::uint16_t> ghetto;    // among all ghettos; none outside
    std::vector<std::uint16_t> work_days; // of the work under way
    std::vector<std::uint8_t> nationality;
    std::vector<std::uint8_t> wish;
    std::vector<std::uint8_t> cohort;     // of departure, from 1; 0: not measured
    std::vector<std::uint8_t> itinerary;
    std::vector<std::uint8_t> place;      // last town reached
    std::vector<std::uint8_t> firm;       // bus firm of choice
    std::vector<std::uint8_t> hub_visits; // so far: the occasion of what is met in a hub
    std::vector<std::uint8_t> trips;      // north so far: the occasion of what is met on the way
    std::vector<std::uint8_t> tries;      // of a crossing that were refused so far
    std::vector<std::uint8_t> meetings;   // at a crossing so far: the occasion of what is met there
    std::vector<Slot> free;

    static constexpr std::uint16_t no_ghetto = 0xffff;

    // A slot for a new person, zeroed.
    [[nodiscard]] Slot add();
    // Gives the slot back.
    void remove(Slot slot);
    [[nodiscard]] std::size_t under_way() const { return id.size() - free.size(); }
    [[nodiscard]] bool has(Slot slot, Trait trait) const
    {
        return (traits[slot] & static_cast<std::uint16_t>(trait)) != 0;
    }
    void set(Slot slot, Trait trait) { traits[slot] |= static_cast<std::uint16_t>(trait); }
    void clear(Slot slot, Trait trait) { traits[slot] &= static_cast<std::uint16_t>(~static_cast<std::uint16_t>(trait)); }
    [[nodiscard]] bool has_malian_passport(Slot slot) const
    {
        return has(slot, Trait::malian) || has(slot, Trait::rented_passport) || has(slot, Trait::bought_passport);
    }
};

}  // namespace piste
