#include "model/ledger.hpp"

#include <algorithm>

namespace piste {

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
