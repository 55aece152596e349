// A demand of a state post, the luck of who answers it, and the answer. ODD 7.4.
#pragma once

#include "model/post_prices.hpp"

#include <cstddef>
#include <cstdint>

namespace piste {

// One word is all that a traveller draws at a post. Who is stopped has drawn one below the threshold T of the post: over T it is again a
// uniform number, in steps of 1 / T (T is 4 x 10^8 for one in ten), and says how much of a toll this traveller would stand. Two choices
// are taken from the lowest twelve bits, which shift that number by less than 4096 / T, a hundred-thousandth where one in ten is stopped.
struct Luck {
    Luck(std::uint32_t stop_word, double stop_scale)
        : trial(stop_word & 1U), haggle(static_cast<std::uint16_t>((stop_word >> 1U) & 2047U)),
          reservation((static_cast<double>(stop_word) + 0.5) * stop_scale)
    {
    }
    std::size_t trial;       // which of the two prices under trial is asked
    std::uint16_t haggle;    // below 2048 times a probability: in steps of 1 / 2048
    double reservation;      // in (0, 1); the higher, the less would be given
};

// A demand and who answers it.
struct Bargain {
    Francs asked_cfa = 0;
    double median_reservation_cfa = 0.0;
    double reservation = 0.0;

    [[nodiscard]] bool accepts(Francs price_cfa) const { return would_give(price_cfa, median_reservation_cfa, reservation); }
    // Of those who would not give this price, in the order of what they would: whether this one is among the first `share`. What is left
    // of the number that has refused is uniform again.
    [[nodiscard]] bool is_let_go(Francs price_cfa, double share) const
    {
        auto const fourth = [](double value) { return value * value * value * value; };
        auto const ask = fourth(static_cast<double>(price_cfa));
        auto const median = fourth(median_reservation_cfa);
        return reservation * (ask + median) < median + share * ask;
    }
};

}  // namespace piste
