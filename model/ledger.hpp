// Money moves here and nowhere else.
#pragma once

#include "model/run.hpp"

#include <stdexcept>

namespace piste {

// Takes an amount out of a migrant's purse; `spent` is the part that was a price rather than a loss. Throws std::logic_error if it is
// negative or more than there is.
inline void take_from_purse(Person& migrant, Francs amount_cfa, Francs spent_cfa)
{
    if (amount_cfa < 0 || amount_cfa > migrant.purse_cfa) [[unlikely]] {
        throw std::logic_error("a payment is negative or more than the payer has");
    }
    migrant.purse_cfa = static_cast<Purse>(migrant.purse_cfa - amount_cfa);  // between 0 and what it was
    migrant.spent_cfa = narrow<Purse>(migrant.spent_cfa + spent_cfa);
}

// Moves an amount from one class to another on a leg, for or by a person. Where the migrant pays or is paid, it is that person's
// purse. Throws std::logic_error if the amount is negative, or more than the migrant has; std::overflow_error if a purse
// leaves its range.
inline void move_money(Run& run, Party payer, Party payee, Francs amount_cfa, Leg leg, Slot person)
{
    auto& who = run.people[person];
    if (payer == Party::migrant) {
        take_from_purse(who, amount_cfa, payee == Party::bandit ? 0 : amount_cfa);  // what bandits take is a loss
    } else if (amount_cfa < 0) [[unlikely]] {
        throw std::logic_error("a payment is negative");
    }
    if (payee == Party::migrant) {
        who.purse_cfa = narrow<Purse>(who.purse_cfa + amount_cfa);
    }
    // What armed groups take on a way, from passeur or client, is what the way is known to cost; what their own notables give them is not.
    if (payee == Party::armed_group && leg == Leg::north && payer != Party::hostage_taker) {
        auto& way = run.minds.of(who.passeur, who.itinerary);
        way.taken_cfa += amount_cfa;
        if (payer == Party::passeur) {
            way.paid_cfa += amount_cfa;
            run.extorters[who.passeur].fares_cfa -= amount_cfa;
        }
    }
    run.enter(payer, payee, leg, amount_cfa, who.cohort != 0 ? amount_cfa : 0);
}

// What one payee takes from several migrants one after another: each purse at once, the books in one entry.
class Collection {
public:
    void take(Person& migrant, Francs amount_cfa)
    {
        take_from_purse(migrant, amount_cfa, amount_cfa);
        sum_cfa_ += amount_cfa;
        of_measured_cfa_ += migrant.cohort != 0 ? amount_cfa : 0;
    }
    [[nodiscard]] Francs sum_cfa() const { return sum_cfa_; }
    void enter(Run& run, Party payee, Leg leg) const { run.enter(Party::migrant, payee, leg, sum_cfa_, of_measured_cfa_); }

    // Of what the payee took, this share goes on to somebody else.
    void pass_on(Run& run, Party payer, Party payee, Ratio share, Leg leg) const
    {
        run.enter(payer, payee, leg, share.of(sum_cfa_), share.of(of_measured_cfa_));
    }

private:
    Francs sum_cfa_ = 0;
    Francs of_measured_cfa_ = 0;  // measured cohorts
};

// What a family sends, as far as it can: at most `wanted_cfa`. Returns what came.
Francs send_from_family(Run& run, Slot person, Francs wanted_cfa, Leg leg);

}  // namespace piste
