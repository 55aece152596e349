// The description of a plan beside its unfinished results: enough to know whose they are, which runs they hold, and which
// keys differ from another plan's.
#pragma once

#include "runners/results/experiment_record.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace piste {

struct PlanDescription {
    ExperimentRecord record;             // without compiler and compiler flags
    std::uint64_t layout_fingerprint = 0;
    std::int64_t model_version = 0;
    std::int64_t outcome_schema_version = 0;
};

// Writes folder/plan, durable on return. Throws OutputError.
void write_plan(std::filesystem::path const& folder, PlanDescription const& plan);
// Nothing where the folder has no whole plan: then it holds no results either.
[[nodiscard]] std::optional<PlanDescription> read_plan(std::filesystem::path const& folder);

// Why results of `old` cannot be continued as results of `wanted`, one reason each; empty where `wanted` is the same plan
// or only extends it: more replicates, scenarios, interventions or points, everything else equal.
[[nodiscard]] std::vector<std::string> reasons_against_extending(PlanDescription const& old,
                                                                 PlanDescription const& wanted);

}  // namespace piste
