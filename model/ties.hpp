// Who holds several roles during a run (ODD 7.13). Who holds them changes at the beginning of a week, or when somebody takes a place; counters
// of what was paid gather in between.
#pragma once

#include "model/random.hpp"
#include "model/smuggler_state.hpp"

#include <cstdint>
#include <vector>

namespace piste {

class Run;

// One passeur's other roles.
struct PasseurTies {
    // The luck that decides them, of whoever holds the place. Kept, so that a change of how frequent a role is takes it from some or gives
    // it to some, and leaves the others alone.
    Words role_words{};
    std::uint32_t group_word = 0;
    std::uint32_t holders_so_far = 0;       // of the place

    bool owns_ghettos = false;
    bool owns_transport = false;
    bool has_patron = false;
    Index<ArmedGroup> notable_of;           // none: of no group

    Watched to_patron;                      // francs a week
    Francs to_patron_this_week_cfa = 0;
};

struct Ties {
    explicit Ties(World const& world);
    std::vector<PasseurTies> passeurs;
    std::vector<std::uint16_t> landlord;    // by ghetto: the passeur whose it is if he owns ghettos
};

// The share by which what a passeur pays to a politician or senior official protects him now; 0 without such a tie. It wanes as he pays less
// than he used to.
[[nodiscard]] double protection_by_patron(Run const& run, std::size_t passeur);
// Whether he belongs to the armed group that holds under this name.
[[nodiscard]] bool is_notable_of(Run const& run, std::size_t passeur, Index<Holder> holder);
// Whether two passeurs are notables of the same armed group.
[[nodiscard]] bool are_of_one_group(Run const& run, std::size_t one, std::size_t other);
// The passeur who owns a ghetto; `nobody` where a chairman who is no passeur does.
inline constexpr std::uint16_t nobody = 0xffff;
[[nodiscard]] std::uint16_t owner_of_ghetto(Run const& run, std::size_t ghetto);

}  // namespace piste
