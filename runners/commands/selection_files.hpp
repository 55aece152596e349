// What a selection leaves in its folder: a results file for each intervention, and the record of how it was decided.
#pragma once

#include "runners/commands/plan.hpp"
#include "runners/procedures/good_selection.hpp"
#include "runners/results/results_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace piste {

struct SelectedFile {
    std::string intervention;
    std::int64_t replicates = 0;
    std::optional<std::int64_t> out_in_round;
    double deviation = 0.0;   // standard deviation over the first stage, in the metric's unit
};

// Writes both from the working runs in `store`, the record last, and removes those. What an interrupted one has written is kept. Throws
// Incomplete, OutputError, Refused.
void write_selection(Options const& options, Plan const& plan, ResultsStore const& store, std::string const& question,
                     std::vector<SelectedFile> const& files, GoodSelection const& selection);

// The experiment of one overlay alone, with so many replicates.
[[nodiscard]] Plan plan_of_overlay(Plan const& plan, std::size_t overlay, std::int64_t replicates);

}  // namespace piste
