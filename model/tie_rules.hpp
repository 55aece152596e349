// What a run is told of those who hold several roles at once, and of what passes along such ties (ODD 7.13). Meaning and legal range:
// model/tie_fields.hpp. Who holds which roles is drawn anew in every replicate: synthetic and numbered, as everybody in a run.
#pragma once

#include "model/quantities.hpp"

namespace piste {

struct TieRules {
    Switch response = Switch::off;             // off: everybody has one role, nothing passes along ties and nothing comes back
    // That a passeur is, beside this, ...
    Probability ghetto_owners;                 // ... the owner of ghettos of his nationality
    Probability group_notables;                // ... a notable of an armed group
    Probability transport_owners;              // ... the owner of what his clients ride on
    Probability patrons;                       // ... the client of a politician or senior official
    Probability same_circle;                   // that who takes a place is of his predecessor's group or politician's people; each by itself
    // What of his takings passes along a tie.
    Ratio share;                               // to an armed group, to residents
    Ratio political_share;                     // to a politician or senior official
    double protection = 0.0;                   // share by which the political tie makes arrests rarer and bribes smaller
};

}  // namespace piste
