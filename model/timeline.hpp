// Conditions in force: one complete scenario after another, each from a day on. Dated events of a scenario and interventions reach a run
// as this list only (runners/config makes it); a run does not know which of them it was.
#pragma once

#include "model/quantities.hpp"
#include "model/scenario.hpp"

#include <vector>

namespace piste {

struct Epoch {
    Day first_day = 0;    // at whose beginning it comes into force; of the first epoch it decides nothing
    Scenario scenario;
};

// At least one epoch; days ascend strictly. The first covers the warm-up; all have the same structure.
struct Timeline {
    std::vector<Epoch> epochs;
};

// Whether two scenarios have the same things in the same tables: names, who stands or leads where, how many members groups have, travel
// times, horizon. All else may change while a run goes on.
[[nodiscard]] bool has_same_structure(Scenario const& one, Scenario const& other);

// Throws std::invalid_argument where the timeline is empty, its days do not ascend, or an epoch has another structure than the first.
void check_timeline(Timeline const& timeline);

// By link: whether bandits may wait there in any epoch.
[[nodiscard]] std::vector<bool> links_with_bandits(std::vector<Epoch> const& epochs);

}  // namespace piste
