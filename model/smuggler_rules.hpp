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
    Switch profit = Switch::off;           // what each way left a passeur of fares enters his choice; off: what armed groups took on it, and harm, alone
    double prior_clients = 50.0;           // that the initial belief counts for
    double news_clients = 100.0;           // that the news on risk count for
    Switch protection = Switch::off;       // bought by what it is seen to be worth; off: by whoever has ties
    double protection_habit = 0.0;         // what else speaks for buying it, in units of the choice's noise
    double attack_prior = 0.0;             // attacks a head and trip without protection, believed at first
};

// Who is taken first in a round-up of passeurs.
enum class RoundUp : std::uint8_t { at_random, most_clients, transport_owners, group_notables };

// How bus firms change their fares: not; each by its own share of travellers; or as one, by all travellers.
enum class FirmPricing : std::uint8_t { fixed, apart, together };

struct PriceRules {
    Switch passeur_fares = Switch::off;    // each passeur's own; off: the fare of his group
    Switch ghetto_fees = Switch::off;      // by how full the ghettos are; off: fixed
    Switch papers = Switch::off;           // by demand and stock; off: fixed
    Switch extortion = Switch::off;        // each passeur decides whether to hold clients for ransom; off: as the crossing has it
    double extortion_share = 0.5;          // that a passeur without experience does
    std::int32_t extortion_weeks = 1;      // for which he decides at a time
    Switch rents_shared = Switch::off;     // chairmen share more after arrests and less without; off: fixed shares
    Switch cokseurs = Switch::off;         // refer newcomers by who has had clients so far; off: all passeurs alike
    Probability referred;                  // that a newcomer has his passeur from a cokseur rather than from countrymen
    FirmPricing bus_firms = FirmPricing::fixed;
    double bus_rivalry = 0.0;              // steepness of the choice between firms, per unit of relative fare
    double response = 0.5;                 // of what is wanted to a deviation of 1 from what is usual
    double speed_per_week = 0.25;          // share of the way to what is wanted
    double pass_through = 0.5;             // of costs above the usual, into the fare
    double memory_weeks = 6.0;             // over which prices look back
    Ratio lowest = Ratio(1.0);             // of the price in the scenario
    Ratio highest = Ratio(1.0);
    Probability compares_fares;            // that a newcomer whom nobody has handed over looks for the cheapest passeur
    Purse choice_noise_cfa = 1;            // scale of what else matters in that choice
};

struct ArrestRules {
    double passeurs_per_year = 0.0;        // arrests a year of each
    Switch replacement = Switch::on;       // somebody takes the place after a while; off: nobody ever does
    std::int32_t lag_low_days = 0;
    std::int32_t lag_high_days = 0;
    Ratio novice_room = Ratio(1.0);        // of a vehicle's room that a newcomer can fill at first
    std::int32_t novice_days = 1;          // until he can fill all of it
    Switch chairmen = Switch::off;         // those who are no passeurs are arrested as often, and their ghettos shut meanwhile
    Switch social_peace = Switch::off;     // shared rents of the ghettos make arrests rarer, and their lack more frequent
    double document_ring_per_year = 0.0;   // times a year that the document network is broken up
    std::int32_t round_up_passeurs = 0;    // arrested in the main hub on one day
    std::int32_t round_up_day = 0;         // the first day on which that may be
    RoundUp round_up_by = RoundUp::at_random;
};

}  // namespace piste
