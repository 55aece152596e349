// From a scenario, its events, a parameter point and the interventions of a run to the timeline that is simulated.
#pragma once

#include "model/timeline.hpp"
#include "runners/config/in_force.hpp"
#include "runners/config/scenario_assigner.hpp"
#include "runners/config/scenario_reader.hpp"

#include <span>
#include <vector>

namespace piste {

// What a run's timeline is made of. All of it must outlive the calls below.
struct Conditions {
    ReadScenario const& read;
    std::span<Assignment const> point;            // values in place of the scenario's own, sorted by parameter
    std::span<EffectInForce const> interventions;
};

// Days on which what is in force changes, ascending; empty where nothing ever does. Days before the warm-up count as its first.
[[nodiscard]] std::vector<Day> days_of_change(Conditions const& conditions);

// Values other than the scenario's own on a day, sorted by parameter. First the point replaces values, then events change them, then
// interventions; within one of these, factors multiply and what is added is added after. Notes values that leave their legal range.
[[nodiscard]] std::vector<Assignment> values_on(Conditions const& conditions, Day day, std::vector<Problem>& problems);

// Throws ConfigurationError for a value that leaves its legal range.
[[nodiscard]] Timeline timeline_of(Conditions const& conditions);

// Checks every epoch as a scenario of its own would be: legal ranges, and what must hold between values.
void check_epochs(Conditions const& conditions, std::vector<Problem>& problems);

}  // namespace piste
