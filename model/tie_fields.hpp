// Key, unit, legal range and meaning of what a scenario says of ties (see model/scenario_fields.hpp).
#pragma once

#include "model/tie_rules.hpp"

namespace piste {

template <class V>
void describe(V& v, TieRules& rules)
{
    v.choice("response", rules.response, "whether one may hold several roles, pay along them and be protected for it");
    v.probability("ghetto_owners", rules.ghetto_owners, "that a passeur owns ghettos of his nationality");
    v.probability("group_notables", rules.group_notables, "that a passeur is a notable of an armed group");
    v.probability("transport_owners", rules.transport_owners, "that a passeur owns what his clients ride on");
    v.probability("patrons", rules.patrons, "that a politician or senior official protects a passeur");
    v.probability("same_circle", rules.same_circle, "that who takes a place has his predecessor's tie to an armed group, or none; and to politics");
    v.ratio("share", rules.share, 0.0, 1.0, "of takings, to an armed group by its notables, to residents by owners of ghettos");
    v.ratio("political_share", rules.political_share, 0.0, 1.0, "of takings, to a politician or senior official who protects");
    v.real("protection", rules.protection, "ratio", 0.0, 1.0, "by which a political tie makes arrests rarer, bribes smaller, release likelier");
}

}  // namespace piste
