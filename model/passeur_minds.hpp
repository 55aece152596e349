// What passeurs have been through and what they make of it. Counters change at any time; what is believed changes at the beginning of
// a week only (learn_ways in model/passeur_minds.cpp).
#pragma once

#include "model/quantities.hpp"
#include "model/scenario.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace piste {

class Beliefs;
struct World;

// One passeur's experience of one way.
struct WayExperience {
    // This week.
    std::int32_t clients = 0;
    std::int32_t harmed = 0;          // or turned back
    Francs taken_cfa = 0;             // by armed groups, from him or his clients
    Francs paid_cfa = 0;              // of it, by him
    Francs earned_cfa = 0;            // what he kept of fares
    // Of earlier weeks, fading.
    double clients_remembered = 0.0;
    double harmed_remembered = 0.0;
    double taken_remembered_cfa = 0.0;
    double paid_remembered_cfa = 0.0;
    double earned_remembered_cfa = 0.0;
    // What he believes of it, a head.
    double risk = 0.0;
    double cost_cfa = 0.0;            // taken by armed groups
    double borne_cfa = 0.0;           // of it, by clients
    double profit_cfa = 0.0;          // earned, less what he paid

    // What the way is taken to lose him. A franc that a client gives on the way counts as one that he does not earn.
    [[nodiscard]] double lost_cfa(bool by_profit) const { return by_profit ? borne_cfa - profit_cfa : cost_cfa; }
};

// What one passeur has seen protection do.
struct ProtectionExperience {
    std::array<std::int32_t, 2> carried{};    // heads this week: unprotected, protected
    std::array<std::int32_t, 2> attacked{};   // of them, by bandits
    std::array<double, 2> carried_remembered{};
    std::array<double, 2> attacked_remembered{};
    std::array<double, 2> attacks{};          // believed, a head and trip
};

class PasseurMinds {
public:
    PasseurMinds(Scenario const& scenario, World const& world);

    [[nodiscard]] WayExperience& of(std::size_t passeur, std::size_t itinerary)
    {
        return ways_[passeur * itineraries_ + itinerary];
    }
    [[nodiscard]] WayExperience const& of(std::size_t passeur, std::size_t itinerary) const
    {
        return ways_[passeur * itineraries_ + itinerary];
    }
    // One passeur's place is taken by somebody without experience, who believes the news and the posted tolls.
    void forget(World const& world, Beliefs const& news, std::size_t passeur);

    std::vector<ProtectionExperience> protection;  // by passeur

private:
    std::size_t itineraries_;
    std::vector<WayExperience> ways_;
};

}  // namespace piste
