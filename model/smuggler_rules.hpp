// What a run is told of how smugglers decide. Part of the scenario (model/scenario.hpp); meanings, units and ranges stand in
// model/smuggler_fields.hpp. A mechanism is off unless the scenario switches it on.
#pragma once

#include "model/quantities.hpp"

#include <cstdint>

namespace piste {

struct LearningRules {
    Switch passeurs = Switch::off;         // learn from realised trips; off: they choose a way by tolls and news alone
    double memory_weeks = 13.0;
    double salience = 1.0;                 // more weight, at most this much more, for weeks whose losses stand out
    double co_national_weight = 0.5;       // of a co-national's trip against one's own
    double prior_clients = 50.0;           // that the initial belief counts for
    double news_clients = 100.0;           // that the news on risk count for
    Switch protection = Switch::off;       // bought by what it is seen to be worth; off: by whoever has ties
    double protection_habit = 0.0;         // what else speaks for buying it, in units of the choice's noise
    double attack_prior = 0.0;             // attacks a head and trip without protection, believed at first
};

}  // namespace piste
