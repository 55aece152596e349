// The luck of a traveller at a post of the state, and the answers to its demands. ODD 7.4.
#pragma once

#include "model/post_prices.hpp"

#include <cstddef>
#include <cstdint>

namespace piste {

// How often who is asked for a toll is let go for insisting on the right to move: never, for those who do not know of it.
struct Rights {
    double insists = 0.0;
    double scale = 1.0;      // 1 over the others' share
};

[[nodiscard]] constexpr Rights rights_of(double insists)
{
    return {insists, insists < 1.0 ? 1.0 / (1.0 - insists) : 1.0};
}

// One word is all that a traveller draws at a post. Who is stopped has drawn one below the threshold T of the post: over T it is again a
// uniform number, in steps of 1 / T (T is 4 x 10^8 for one in ten), and says how much of a toll this traveller would stand. Two choices
// are taken from the lowest twelve bits, which shift that number by less than 4096 / T, a hundred-thousandth where one in ten is stopped.
struct Luck {
    Luck(std::uint32_t stop_word, double stop_scale)
        : trial(stop_word & 1U), haggle((stop_word >> 1U) & 2047U),
          reservation((static_cast<double>(stop_word) + 0.5) * stop_scale)
    {
    }
    // Who knows the right to move insists on it, with this probability first of all: of those who do not, what is left of the number is
    // uniform again. True for who insists.
    bool insists_on(Rights const& rights)
    {
        reservation = (reservation - rights.insists) * rights.scale;
        return reservation < 0.0;
    }
    std::size_t trial;       // which of the two prices under trial is asked
    std::uint32_t haggle;    // below 2048 times a probability: in steps of 1 / 2048
    double reservation;      // in (0, 1); the higher, the less would be given
};

// One traveller's answers to demands. What travellers would rather give than be held up is log-logistic (as purses are) with this median and
// shape 4: P(gives) = 1 / (1 + (ask / median)^4), by products only: with the fourth powers a and m of ask and median and a uniform number
// u, who gives has u (a + m) < m, or u a < (1 - u) m. The same number and median asked less never refuse what they gave. Shape: assumption.
inline constexpr int reservation_shape = 4;
class Answers {
public:
    // uniform: in (0, 1).
    Answers(double median_reservation_cfa, double uniform)
        : uniform_(uniform), bound_((1.0 - uniform) * fourth(median_reservation_cfa))
    {
    }
    [[nodiscard]] bool would_give(Francs ask_cfa) const { return uniform_ * fourth(static_cast<double>(ask_cfa)) < bound_; }
    // Of those who would not give this, in the order of what they would: whether this one is among the first `share`. What is left of
    // the number that has refused is uniform again: u (a + m) < m + share a.
    [[nodiscard]] bool is_among_first(double share, Francs ask_cfa) const
    {
        return (uniform_ - share) * fourth(static_cast<double>(ask_cfa)) < bound_;
    }

private:
    static double fourth(double value) { return (value * value) * (value * value); }

    double uniform_;
    double bound_;
};

}  // namespace piste
