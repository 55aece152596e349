// Money moves here and nowhere else.
#pragma once

#include "model/run.hpp"

#include <stdexcept>

namespace piste {

// Moves an amount from one class to another on a leg, for or by a person. Where the migrant pays or is paid, it is that person's
// purse. Throws std::logic_error if the amount is negative, or more than the migrant has; std::overflow_error if a purse
// leaves its range.
inline void move_money(Run& run, Party payer, Party payee, Francs amount_cfa, Leg leg, Slot person)
{
    auto& who = run.people[person];
    auto& purse = who.purse_cfa;
    if (amount_cfa < 0 || (payer == Party::migrant && amount_cfa > purse)) [[unlikely]] {
        throw std::logic_error("a payment is negative or more than the payer has");
    }
    if (payer == Party::migrant) {
        purse = narrow<Purse>(purse - amount_cfa);
        // What bandits take is a loss, not a price.
        who.spent_cfa = narrow<Purse>(who.spent_cfa + (payee == Party::bandit ? 0 : amount_cfa));
    }
    if (payee == Party::migrant) {
        purse = narrow<Purse>(purse + amount_cfa);
    }
    // What armed groups take on a way, from passeur or client, is what the way is known to cost.
    if (payee == Party::armed_group && payer != Party::hostage_taker) {
        run.minds.of(who.passeur, who.itinerary).taken_cfa += amount_cfa;
    }
    run.enter(payer, payee, leg, amount_cfa, who.cohort != 0);
}

// What a family sends, as far as it can: at most `wanted_cfa`. Returns what came.
Francs send_from_family(Run& run, Slot person, Francs wanted_cfa, Leg leg);

}  // namespace piste
