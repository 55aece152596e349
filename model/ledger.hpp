// Money moves here and nowhere else.
#pragma once

#include "model/run.hpp"

namespace piste {

// Moves an amount from one class to another on a leg, for or by a person. Where the migrant pays or is paid, it is that person's
// purse. Throws std::logic_error if the amount is negative, or more than the migrant has; std::overflow_error if a purse
// leaves its range.
void move_money(Run& run, Party payer, Party payee, Francs amount_cfa, Leg leg, Slot person);

// What a family sends, as far as it can: at most `wanted_cfa`. Returns what came.
Francs send_from_family(Run& run, Slot person, Francs wanted_cfa, Leg leg);

}  // namespace piste
