// What a run is told of the state and of residents (ODD 7.12). All are indices, 100 in the base; meaning and legal range:
// model/society_fields.hpp.
#pragma once

#include "model/quantities.hpp"

namespace piste {

struct SocietyRules {
    Switch response = Switch::off;             // off: enforcement, legitimacy, acceptance and livelihoods stay as in the base
    Switch resistance = Switch::off;           // off: a state without legitimacy finds as much help as any
    // What the central government chooses.
    double enforcement = 100.0;                // that it would choose if nothing else mattered
    double donors_reward = 0.0;                // share by which it does more because donors pay for it
    double stability_elasticity = 0.0;         // of enforcement: less of it where there is more fighting
    double acceptance_elasticity = 0.0;        // of enforcement: less of it where smuggling is accepted, or the state is not
    Ratio moved_share;                         // of what the main hub is spared, done where papers are sold
    // Livelihoods in the north.
    double goods_share = 0.0;                  // of livelihoods, that informal trade gives
    double migrants_share = 0.0;               // of livelihoods, that travellers give
    double trade_restricted = 0.0;             // share of informal trade that enforcement stops
    double livelihood_support = 0.0;           // points, by projects
    double aid_share = 0.0;                    // of livelihoods, that aid gives in the base
    double aid = 1.0;                          // level of it, of that of the base
    double aid_leak = 0.0;                     // share of donors' money that is skimmed on the way
    // Legitimacy of the state and acceptance of smuggling.
    double backlash = 0.0;                     // points of legitimacy lost per point of enforcement without livelihoods
    double livelihoods_weight = 0.0;           // points of legitimacy per point of livelihoods
    double extraction_elasticity = 0.0;        // of legitimacy, by what state posts take
    double gifts_elasticity = 0.0;             // of acceptance, by what residents receive
    double community_action = 0.0;             // points of acceptance, taken by action on what residents find most damaging
    double speed_per_week = 0.0;
};

}  // namespace piste
