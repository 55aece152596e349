// Key, unit, legal range and meaning of what a scenario says of those who leave: where from, where to (see model/scenario_fields.hpp).
#pragma once

#include "model/scenario.hpp"

namespace piste {

template <class V>
void describe(V& v, Nationality& nationality)
{
    v.text("label", nationality.label, "name for people");
    v.word("citizenship", nationality.citizenship, "malian: needs no visa for Algeria");
    v.real("share", nationality.share, "share", 0.0, 1.0, "of all who take the Malian corridor; all shares sum to 1");
    v.shares("leaves_from", nationality.leaves_from, "place", "share that sets out from each place");
    v.amount("purse_median", nationality.purse_median_cfa, "CFA", 0, 5000000, "median money on setting out");
    v.real("purse_shape", nationality.purse_shape, "1", 1.0, 20.0, "shape of the log-logistic purse");
    v.amount("family_median", nationality.family_median_cfa, "CFA", 0, 5000000, "median that an able family can send");
    v.real("family_shape", nationality.family_shape, "1", 1.0, 20.0, "shape of the log-logistic family means");
    v.probability("family_able", nationality.family_able, "that the family can send anything at all");
    v.probability("has_papers", nationality.has_papers, "that the traveller carries valid papers of the own country");
    v.probability("knows_rights", nationality.knows_rights, "that the traveller knows the ECOWAS right to move");
    v.real("rumour_tales", nationality.rumour_tales_per_week, "tales/week", 0.0, 1000000.0,
           "of the corridor that rest on no journey, heard by this nationality beside what people tell");
    v.real("departure_factor", nationality.departure_factor, "1", 0.0, 8.0, "of those who think of leaving, by what drives them at home");
}

template <class V>
void describe(V& v, Wish& wish)
{
    v.text("label", wish.label, "name for people");
    v.real("share", wish.share, "share", 0.0, 1.0, "of migrants who name it; all shares sum to 1");
    v.probability("leaves_at_gao", wish.leaves_at_gao, "that they take the bus to Niger at the main hub");
    v.real("departure_factor", wish.departure_factor, "ratio", 0.0, 1.0, "of those with this wish who would leave, against the base");
}

}  // namespace piste
