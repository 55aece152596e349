// Numbers of a run that patterns are told in. Persons and money of the measured cohorts unless the name says otherwise.
#pragma once

#include "tests/patterns/pattern.hpp"

#include <initializer_list>
#include <string>
#include <vector>

namespace piste::test {

[[nodiscard]] Measure count_of(Tally tally);
// Numerator over denominator; not a number where the latter is zero.
[[nodiscard]] Measure per(Tally numerator, Tally denominator);
[[nodiscard]] Measure per(std::initializer_list<Tally> numerators, Tally denominator);
// Mean over the measured days.
[[nodiscard]] Measure daily_mean(Series series);

// Mean over some days, day 0 being the first that is measured.
[[nodiscard]] Measure mean_between(Series series, Day first, Day end);

// Persons who passed a crossing, of the whole run.
[[nodiscard]] Measure through_crossing(std::string crossing);
[[nodiscard]] Measure through_all_crossings();
// Share of some crossings among persons who passed any.
[[nodiscard]] Measure crossing_share(std::vector<std::string> crossings);
// Share of some crossings among persons who were aboard on the stretches that lead to crossings.
[[nodiscard]] Measure heading_share(std::vector<std::string> crossings);
// The same of those who set out on some days, by month of setting out.
[[nodiscard]] Measure heading_share_between(std::vector<std::string> crossings, Day first, Day end);
// Persons who began one stretch over persons who began the stretches that lead to crossings.
[[nodiscard]] Measure passages_against_crossings(std::string link);
// Sum over crossings of the variance over months of their shares, less the variance of the trunk's share among those who reach the main
// hub, over the latter.
[[nodiscard]] Measure restlessness_of_crossings(std::string trunk_link);

// Value of a measure less a limit, and the limit less the value.
[[nodiscard]] Measure above(Measure measure, double limit);
[[nodiscard]] Measure below(Measure measure, double limit);

// Francs from migrants, families and passeurs.
[[nodiscard]] Measure taken_by_armed_groups();
// State posts' takings on the way to the main hub, the gate apart, for each trip south.
[[nodiscard]] Measure state_tolls_per_trip();
[[nodiscard]] Measure armed_groups_tolls_per_trip();
// Of what posts, bandits and hostage-takers took on a leg, the share of the state.
[[nodiscard]] Measure state_share_of_takings(Leg leg);
[[nodiscard]] Measure takings(Leg leg, bool by_the_state);
// What these receive on all legs: of the measured cohorts, from travellers, families and passeurs.
[[nodiscard]] Measure money_to(std::vector<Party> payees);
// Share of a career of ten years that is left when the mean Malian customs post has taken the price of a post.
[[nodiscard]] Measure career_left_after_payback(Francs price_cfa, double career_years);

// Share of stays with the own nationality, less what random mixing over beds would give; the main hub.
[[nodiscard]] Measure assortativity_of_ghettos();
// Stays in the second hub, of all stays; whole run.
[[nodiscard]] Measure second_hub_share_of_stays();

}  // namespace piste::test
