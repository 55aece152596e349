// Where armed groups stand during a run (ODD 7.11). It changes at the beginning of a week only; in between it is read, and counters gather
// what the groups take and who passes.
#pragma once

#include "model/world.hpp"

#include <cstdint>
#include <vector>

namespace piste {

class Run;

// What is counted during a week. Its sums do not depend on order.
struct NorthernWeek {
    std::vector<Francs> taken_by_group;       // tolls, protection and proceeds, by armed group
    std::vector<Francs> taken_on_stretch;     // tolls, by stretch
    std::vector<std::int64_t> travellers;     // who passed the middle of a link, by link
    std::vector<std::int64_t> protected_ones; // of these, on protected vehicles
};

// What a week was in the base: a mean over the last weeks before day 0. Until then, and in a run without a warm-up, there is none, and
// nothing that migrants bring moves anybody.
struct NorthernBase {
    std::int32_t weeks = 0;
    bool is_known = false;
    std::vector<double> taken_by_group;       // francs
    std::vector<double> taken_on_stretch;     // francs
    std::vector<double> prey;                 // by link: unprotected travellers
    double taken = 0.0;                       // francs, by all groups
};

// Two who fight since one took a convoy of the other.
struct Feud {
    Index<Holder> one;
    Index<Holder> other;
    std::int32_t weeks_left = 0;              // 0: nobody has one to avenge
};

struct ArmedGroups {
    ArmedGroups(Scenario const& scenario, World const& world);

    // What others read.
    std::vector<double> strength;             // by armed group; base 100
    double state_strength = 100.0;            // where it has a foothold: as much as it is held legitimate; base 100
    std::vector<double> income;               // by armed group, over its income in the base
    std::vector<double> migrants_income;      // by armed group: the part of it that migrants brought, on the same scale
    std::vector<double> control;              // by foothold: share of the stretch
    std::vector<double> insecurity;           // by stretch, over its mean in the base
    std::vector<double> ambush_factor;        // by link, of link.ambush_per_day
    std::vector<Index<Holder>> holder;        // by link: who leads there now
    std::vector<double> posts_manned;         // by group of posts: how many, in the mean of the week
    std::vector<std::uint8_t> is_manned;      // by post of an armed group (Stop::roster)
    std::vector<double> toll_change_cfa;      // by itinerary: least tolls a head more than in the base
    bool has_pact = false;
    Feud feud;
    double grievance = 0.0;                   // share that strikes on wrong targets add to what makes recruits

    NorthernWeek week;
    NorthernBase base;

    // Fixed at the start of the run, from the first day's scenario.
    std::vector<Index<Stretch>> stretch_of_link;           // none elsewhere
    std::vector<std::vector<std::size_t>> footholds_on;    // by stretch
    std::vector<Index<ArmedGroup>> group_of_holder;        // none: a state, or a holder without a group
    std::vector<double> control_in_base;                   // by foothold
    std::vector<double> holders_in_base;                   // by stretch: their effective number
    std::vector<double> trades_in_base;                    // by armed group: income from goods and drugs, of all groups' income
    std::vector<double> backing_in_base;                   // by armed group: over its other income
    std::vector<double> wear_in_base;                      // by armed group: points of strength lost in a mean week
    std::vector<double> insecurity_in_base;                // by stretch: what clashes add in the mean
    std::vector<double> added_insecurity;                  // by stretch: what clashes have added and time has not taken
    std::vector<double> prey;                              // by link: unprotected travellers a week, lately

    // An armed group was paid; the stretch is none where it was not at a post.
    void take(Index<Holder> holder, Index<Link> link, Francs amount_cfa);
    // A vehicle passed the middle of a link.
    void pass(Index<Link> link, std::size_t travellers, bool is_protected);
};

// At the beginning of a day; on the first of a week groups and bandits decide.
void armed_groups_decide(Run& run);
// The day's state, into the daily series.
void observe_armed_groups(Run& run);

// The expected number of clashes a week on a stretch, as a probability at most 1; pacts and feuds as they are.
[[nodiscard]] double clash_probability(Run const& run, std::size_t stretch);
// Whether two holders have agreed to divide routes as long as there is a pact: coalitions do, Islamist groups and states do not.
[[nodiscard]] bool may_have_pact(Scenario const& scenario, ArmedGroups const& groups, Index<Holder> one, Index<Holder> other);
// Effective number of holders, 1 / sum of squared shares, on a stretch.
[[nodiscard]] double effective_holders(ArmedGroups const& groups, std::vector<double> const& control, std::size_t stretch);

}  // namespace piste
