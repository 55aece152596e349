// What the parts of the armed groups' submodel share (ODD 7.11). Only contest.cpp, group_income.cpp, group_presence.cpp and their tests
// include it.
#pragma once

#include "model/run.hpp"

#include <cstddef>
#include <vector>

namespace piste {

inline constexpr double weakest_group = 1.0;

// The strength of a holder's armed group; a state, or a holder without a group, counts by how legitimate the state is.
[[nodiscard]] double strength_of(ArmedGroups const& groups, Index<Holder> holder);
// How strong a holder is for the number of clashes, over the base: a state is not disarmed by losing legitimacy, so it counts 1.
[[nodiscard]] double arms(ArmedGroups const& groups, Index<Holder> holder);
// Rent of goods and drugs on a stretch, as a share of all groups' income in the base.
[[nodiscard]] double trade_rent(Scenario const& scenario, std::size_t stretch);
// What migrants left on a stretch last week, on the same scale; the base's mean while that is not known.
[[nodiscard]] double migrants_rent(Run const& run, std::size_t stretch);
// The share of clashes between two holders that peace among them leaves. pact: 1 in force, 0 not, between for a mean.
[[nodiscard]] double calm(Run const& run, Index<Holder> one, Index<Holder> other, double pact);
// Control as it shows on the roads, by foothold: under a pact that divides routes, those who made it leave each stretch to whoever of them
// holds most of it.
[[nodiscard]] std::vector<double> shown_control(Run const& run);
// How much two or more holders stand against each other on a stretch: 1 where two hold half each.
[[nodiscard]] double rivalry(Run const& run, std::vector<double> const& control, std::size_t stretch, double pact);
// Clashes a week on a stretch, with what there is to avenge.
[[nodiscard]] double clash_rate(Run const& run, std::vector<double> const& control, std::size_t stretch, double pact,
                                bool in_base);

// How many times as many recruits as in the base there are where so much more, as a share, makes them.
[[nodiscard]] double recruits_by(Run const& run, double more_reasons);

// The steps of a week, in this order.
void make_and_break_pacts(Run& run);
void clash_over_stretches(Run& run);
void strike_at_groups(Run& run);
void earn_by_source(Run& run);
void grow_and_shrink(Run& run);
void return_to_footholds(Run& run);
void man_posts(Run& run);
void lie_in_wait(Run& run);

// At the start of a run, from the first day's scenario: what a mean week is, against which everything is reckoned.
void reckon_groups_base(Run& run);

}  // namespace piste
