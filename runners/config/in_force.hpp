// Effects with their days: what of a scenario's events, or of the interventions of a run, holds when.
#pragma once

#include "model/scenario.hpp"
#include "runners/config/effect.hpp"
#include "runners/config/intervention.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace piste {

// Holds from a day until (not on) another.
struct EffectInForce {
    Operation operation = Operation::set;
    double number = 0.0;
    std::optional<std::size_t> word;     // position among the targets' words
    std::vector<std::size_t> targets;    // positions of parameters
    double intensity = 1.0;
    Day from = 0;
    Day until = 0;
    std::string intervention;            // its name; empty for an event of the scenario
    std::string header;                  // what problems begin with
    Location place;
};

// An intervention as one experiment uses it.
struct Use {
    std::size_t intervention = 0;   // position among the experiment's
    double intensity = 1.0;
    std::string onset;              // dates; empty: day 0, and the end of the run
    std::string end;
    Location place;
};

// Events of a scenario with their days and targets. Notes unknown paths, days outside the run, empty windows, structural targets, and
// events that contradict each other.
[[nodiscard]] std::vector<EffectInForce> events_in_force(Scenario const& scenario, std::vector<DatedEvent> const& events,
                                                         std::vector<Parameter> const& parameters, std::vector<Problem>& problems);

// The same of interventions together. Interventions begin on day 0 or later.
[[nodiscard]] std::vector<EffectInForce> uses_in_force(Scenario const& scenario, std::vector<Use> const& uses,
                                                       std::vector<Intervention> const& interventions,
                                                       std::vector<Parameter> const& parameters, std::vector<Problem>& problems);

}  // namespace piste
