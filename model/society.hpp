// State and residents during a run (ODD 7.12): indices, 100 in the base. They change at the beginning of a week only.
#pragma once

#include "model/ids.hpp"
#include "model/quantities.hpp"
#include "model/society_rules.hpp"

#include <cstdint>

namespace piste {

struct Place;
struct Scenario;
class Run;

struct Society {
    Society() = default;
    explicit Society(SocietyRules const& at_first) : leak_in_base(at_first.aid_leak) {}
    double leak_in_base = 0.0;       // of donors' money

    double enforcement = 100.0;      // against smugglers in the main hub
    double enforcement_on_papers = 100.0;  // where papers are sold
    double legitimacy = 100.0;       // of the state
    double acceptance = 100.0;       // of smuggling, by residents of the main hub
    double livelihoods = 100.0;      // in the north

    double help = 1.0;               // that enforcement finds where legitimacy has moved, over the base

    // Counted during a week.
    Francs to_residents = 0;
    Francs to_state_posts = 0;
    Francs state_stake = 0;          // what politicians, and groups as far as the state backs them, receive from smugglers
    // A mean week of the second half of the warm-up; not known before day 0 and in a run without a warm-up.
    std::int32_t base_weeks = 0;
    bool base_is_known = false;
    double base_to_residents = 0.0;
    double base_to_state_posts = 0.0;
    double base_state_stake = 0.0;
};

// At the beginning of a day; on the first of a week state and residents react.
void society_reacts(Run& run);
// At the end of a day: what was paid, and the day's state into the series.
void observe_society(Run& run);

// How many times as likely as in the base an arrest in the main hub is: by what the government puts into it, and by how far people help a
// state that they hold legitimate. The second: of those who make and sell papers.
[[nodiscard]] double arrest_factor(Run const& run);
[[nodiscard]] double arrest_factor_of_papers(Run const& run);
// Whether a state can arrest anybody here: by the scenario it holds a road that leads to the place. Control won in a run does not count.
[[nodiscard]] bool can_enforce_at(Scenario const& scenario, Index<Place> place);
// What joblessness and a state without legitimacy add to what makes recruits: a share, 0 in the base.
[[nodiscard]] double recruits_from_society(Run const& run);

}  // namespace piste
