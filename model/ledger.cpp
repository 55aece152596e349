#include "model/ledger.hpp"

#include <algorithm>
#include <stdexcept>

namespace piste {

void move_money(Run& run, Party payer, Party payee, Francs amount_cfa, Leg leg, Slot person)
{
    auto& payer_or_payee = run.people[person];
    auto& purse = payer_or_payee.purse_cfa;
    if (amount_cfa < 0 || (payer == Party::migrant && amount_cfa > purse)) [[unlikely]] {
        throw std::logic_error("a payment is negative or more than the payer has");
    }
    if (payer == Party::migrant) {
        purse = narrow<Purse>(purse - amount_cfa);
        payer_or_payee.spent_cfa = narrow<Purse>(payer_or_payee.spent_cfa + amount_cfa);
    }
    if (payee == Party::migrant) {
        purse = narrow<Purse>(purse + amount_cfa);
    }
    run.enter(payer, payee, leg, amount_cfa, payer_or_payee.cohort != 0);
}

Francs send_from_family(Run& run, Slot person, Francs wanted_cfa, Leg leg)
{
    auto& left = run.people[person].family_cfa;
    auto const amount = std::min<Francs>(wanted_cfa, left);
    if (amount <= 0) {
        return 0;
    }
    left = narrow<Purse>(left - amount);
    move_money(run, Party::family, Party::migrant, amount, leg, person);
    run.count_of(person, Tally::family_sent);
    run.count_today(Series::family_sent);
    run.tell(person, "receives money from the family", {}, {}, amount);
    return amount;
}

}  // namespace piste
