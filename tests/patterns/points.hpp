// Parameter points: how far off the scenario's numbers may be, all at once. docs/patterns-plan.md says how they are drawn.
#pragma once

#include "runners/config/scenario_reader.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace piste::test {

// Points of one Latin hypercube; a longer list begins with a shorter one.
inline constexpr std::size_t points_of_hypercube = 128;

// Settings, as for `--set`, that move every number with a range to its value at a point (from 0).
[[nodiscard]] std::vector<std::string> settings_of_point(std::vector<Parameter> const& parameters, std::size_t point);

struct PointScenarios {
    std::vector<std::shared_ptr<ReadScenario const>> scenarios;
    std::size_t refused = 0;   // points before the last one that the reader refused as unsound
};

// The first `count` points that can be read.
[[nodiscard]] PointScenarios scenarios_at_points(std::filesystem::path const& scenario, std::size_t count);

}  // namespace piste::test
