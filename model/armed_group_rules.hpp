// What a run is told of armed groups, the stretches they contest, and bandits (ODD 7.11). Units stand in the names; meaning and legal
// range: model/armed_group_fields.hpp. Strength, control and insecurity are indices: they say how much more or less than in the base, never
// how many men, battles or francs of drugs.
#pragma once

#include "model/named.hpp"
#include "model/quantities.hpp"

#include <cstdint>

namespace piste {

struct Holder;
struct Link;

// Classes of armed groups, which results are given by: an allegation against one group is never a result (docs/ethics.md).
enum class GroupClass : std::uint8_t { coalition, state_backed, islamist };

// A publicly known coalition. Everything of it is relative to its own base year, in which its strength is 100.
struct ArmedGroup : Named {
    Index<Holder> holder;                  // under which name it holds stretches
    GroupClass group_class = GroupClass::coalition;
    double state_backing = 0.0;            // in money or arms, as a share of its income in the base
};

// A stretch of road over which groups compete for what passes on it.
struct Stretch : Named {
    Index<Link> link;
    double goods_rent = 0.0;               // from goods trade, relative to the other stretches
    double drugs_rent = 0.0;               // from drugs trade, relative to the other stretches
};

// Kin, communities and allies of one holder along a stretch: what its control returns to.
struct Foothold : Named {
    Index<Link> link;
    Index<Holder> holder;
    double weight = 0.0;                   // of the holder on the stretch, relative to the others
};

struct ArmedGroupRules {
    Switch response = Switch::off;         // off: nothing of 7.11 changes during a run
    Switch arms = Switch::off;             // off: how strong groups are decides who wins, and not how often they fight
    Switch manning = Switch::off;          // off: posts are manned as in the base whoever controls the stretch
    // Income, by source.
    double migrants_share = 0.0;           // of all groups' income in the base: tolls, protection, proceeds along ties
    double goods_share = 0.0;              // of all groups' income in the base; the rest is drugs
    double goods_index = 100.0;            // level of the goods trade
    double drugs_index = 100.0;            // level of the drugs trade
    double rent_sharing = 0.0;             // share of rents that is divided by footholds, whoever controls the stretch
    std::int32_t reference_weeks = 0;      // before day 0, in which the base of takings and traffic is measured
    // Strength.
    double income_elasticity = 0.0;        // of strength in the long run
    double recruits_elasticity = 0.0;      // of strength in the long run
    double money_recruits_share = 0.0;     // of recruits who join for money or out of frustration
    double strength_speed_per_week = 0.0;
    double demobilised_per_month = 0.0;    // share of strength
    // Contest.
    Probability clash_per_week;            // on a stretch held half and half, with the mean rent
    double rent_elasticity = 0.0;          // of clashes, by what there is to win
    double arms_elasticity = 0.0;          // of clashes, by the strength of each side
    double battle_gain = 0.0;              // share of the loser's control that passes to the winner
    double return_per_week = 0.0;          // of control towards footholds and strengths
    double clash_wear = 0.0;               // points of strength, of both sides
    double clash_insecurity = 0.0;         // added to a stretch, of the insecurity without clashes
    double insecurity_fades_per_week = 0.0;
    double fragmentation_elasticity = 0.0; // of the number of posts, by the effective number of holders
    // Pacts and shocks.
    Probability pact_made_per_week;
    Probability pact_broken_per_week;
    double pact_calm = 0.0;                // share of clashes that a pact prevents
    double manning_elasticity = 0.0;       // of the posts that a group mans, by its strength
    Switch pact_divides = Switch::off;     // a pact leaves each stretch to one of those who made it
    Probability convoy_seized_per_week;
    double consent = 0.0;                  // share of clashes with the state that the consent of residents prevents
    double retaliation_factor = 1.0;       // of clashes between the two
    std::int32_t retaliation_weeks = 0;
    // Foreign forces.
    double foreign_presence = 100.0;
    double presence_calm = 0.0;            // fall of clashes, in the exponent, per doubling of presence
    Probability strike_per_week;
    Probability wrong_target;
    double strike_wear = 0.0;              // points of strength, of who is hit
    double strike_grievance = 0.0;         // per strike on the wrong target, of recruits
    double grievance_fades_per_week = 0.0;
};

struct BanditRules {
    Switch response = Switch::off;         // off: bandits wait as often as link.ambush_per_day says
    Switch recruits = Switch::off;         // off: who has no work or no state to trust does not turn to robbery
    double insecurity_elasticity = 0.0;
    double prey_elasticity = 0.0;
    double escort_deterrence = 0.0;        // share of a protected vehicle's travellers who are no prey
    std::int32_t memory_weeks = 1;
    double prey_floor_per_week = 1.0;      // travellers whom bandits expect on any stretch
};

}  // namespace piste
