// What holding clients for ransom has brought each passeur beside carrying them, and what is told of him. Counters change at any time;
// whether he holds clients changes at the beginning of a week only (model/extortion.cpp).
#pragma once

#include "model/quantities.hpp"

#include <array>
#include <cstdint>

namespace piste {

struct Extorter {
    bool holds = false;                        // clients for ransom, now
    std::int32_t weeks_left = 0;               // until he decides again
    Ratio factor = Ratio(1.0);                 // of the crossing's probability; as the crossing has it until he has decided
    // This week.
    std::int32_t carried = 0;                  // clients
    std::int32_t held = 0;                     // of them, for ransom
    Francs fares_cfa = 0;                      // what he kept of fares, less what armed groups took from him
    Francs ransoms_cfa = 0;
    // Of earlier weeks, fading; by whether he held clients in them: no, yes. Ransoms count with those in which he did, however late.
    std::array<double, 2> earned_cfa{};
    std::array<double, 2> fair_clients{};      // that an even share of his co-nationals' clients would have been
    double carried_remembered = 0.0;
    double held_remembered = 0.0;
    // Ransom that a client has to expect of him, by what families tell.
    Francs feared_cfa = 0;
};

}  // namespace piste
