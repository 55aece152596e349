#include "model/ledger.hpp"

#include <algorithm>
#include <stdexcept>

namespace piste {

namespace {

[[nodiscard]] constexpr std::size_t position(Party party)
{
    return static_cast<std::size_t>(party);
}

}  // namespace

void move_money(Run& run, Party payer, Party payee, Francs amount_cfa, Leg leg, Slot person)
{
    auto& purse = run.people.purse_cfa[person];
    if (amount_cfa < 0 || (payer == Party::migrant && amount_cfa > purse)) {
        throw std::logic_error("a payment is negative or more than the payer has");
    }
    if (payer == Party::migrant) {
        purse = narrow<Purse>(purse - amount_cfa);
        run.people.spent_cfa[person] = narrow<Purse>(run.people.spent_cfa[person] + amount_cfa);
    }
    if (payee == Party::migrant) {
        purse = narrow<Purse>(purse + amount_cfa);
    }
    auto const l = static_cast<std::size_t>(leg);
    run.add_to(Variable::ledger, position(payer), position(payee), l, amount_cfa);
    if (run.people.cohort[person] != 0) {
        run.add_to(Variable::cohort_ledger, position(payer), position(payee), l, amount_cfa);
    }
    run.money_received_today[position(payee)] += amount_cfa;
}

Francs send_from_family(Run& run, Slot person, Francs wanted_cfa, Leg leg)
{
    auto& left = run.people.family_cfa[person];
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
