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
inline constexpr std::array<char const*, 3> luck_takers{"armed groups", "bandits", "hostage-takers"};  // of that money
inline constexpr double asked_ratio = 5.0;   // of a world without feedback, for levers of a tenth of their effect; the page says 5

// What sharing luck does for one lever.
struct LuckOfLever {
    std::string lever;                                               // name of its file
    std::array<std::optional<double>, luck_metrics.size()> ratio{};  // variance of a difference without over with shared luck; none: no difference at all
    std::array<std::optional<double>, luck_takers.size()> ratio_of_money{};
    std::array<double, luck_takers.size()> share_of_money{};         // of the variance that is left of each taker's money, over that of all three
    std::optional<Day> parted_after;                                 // days from day 0 to the first month in which sharing luck no longer halves the variance of who leaves northward
};

// Nothing that actors know, ask or decide changes during a run.
[[nodiscard]] Change all_learning_off();

// Nobody learns and no price moves. Groups, bandits, state, residents and ties act as in the base, but not on what travellers bring them.
[[nodiscard]] Change travellers_reach_nobody();

// In any metric and replicate.
[[nodiscard]] bool makes_a_difference(LuckOfLever const& lever);
[[nodiscard]] std::vector<std::string> names_of_those(std::vector<LuckOfLever> const& levers, bool that_differ);

// Every file of configs/interventions, by name.
[[nodiscard]] std::vector<std::string> names_of_levers();

// intensity: of every lever; its file's where none. prepare: of both worlds. Needs at least two pairs.
[[nodiscard]] std::vector<LuckOfLever> luck_of_levers(std::vector<std::string> const& levers, std::shared_ptr<ReadScenario const> const& scenario,
                                                      Change const& prepare, std::optional<double> intensity, std::uint32_t pairs,
                                                      CaseRunner& runner);

// What docs/common-random-numbers.md tells.
struct PageOfLuck {
    std::vector<LuckOfLever> with_feedback;
    std::vector<LuckOfLever> without;                  // all_learning_off
    std::vector<LuckOfLever> travellers_reach_nobody;  // of those that make no difference without feedback
    std::uint32_t pairs = 0;
};

[[nodiscard]] std::string luck_as_markdown(PageOfLuck const& page);

}  // namespace piste::test
