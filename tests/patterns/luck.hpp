// Common random numbers, lever by lever: how much less runs that share their luck differ than runs that do not.
#pragma once

#include "tests/patterns/cases.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace piste::test {

inline constexpr std::array<char const*, 3> luck_metrics{"exits northward", "deaths", "money to non-state actors"};

// What sharing luck does for one lever.
struct LuckOfLever {
    std::string lever;                                               // name of its file
    std::array<std::optional<double>, luck_metrics.size()> ratio{};  // variance of a difference without over with shared luck; none: no difference at all
    std::optional<Day> parted_after;                                 // days from day 0 to the first month in which sharing luck no longer halves the variance of who leaves northward
};

// Nothing that actors know, ask or decide changes during a run.
[[nodiscard]] Change all_learning_off();

// Every file of configs/interventions, by name.
[[nodiscard]] std::vector<std::string> names_of_levers();

// intensity: of every lever; its file's where none. prepare: of both worlds. Needs at least two pairs.
[[nodiscard]] std::vector<LuckOfLever> luck_of_levers(std::vector<std::string> const& levers, std::shared_ptr<ReadScenario const> const& scenario,
                                                      Change const& prepare, std::optional<double> intensity, std::uint32_t pairs,
                                                      CaseRunner& runner);

// The page docs/common-random-numbers.md.
[[nodiscard]] std::string luck_as_markdown(std::vector<LuckOfLever> const& with_feedback, std::vector<LuckOfLever> const& without,
                                           std::uint32_t pairs);

}  // namespace piste::test
