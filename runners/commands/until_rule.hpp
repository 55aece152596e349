// What `--until` says: whose interval has to become how narrow.
#pragma once

#include "runners/commands/metric.hpp"

#include <string>

namespace piste {

struct UntilRule {
    Metric metric;
    std::string intervention;
    std::string base;        // what it is compared with: any overlay of the experiment
    double halfwidth = 0.0;  // of the paired 95 % interval, in the metric's unit; positive
};

// Reads "METRIC of INTERVENTION vs BASE: halfwidth <= X". Throws CommandError (bad_input) that says what is wrong.
[[nodiscard]] UntilRule until_rule(std::string const& text);

// A number as a person would write it, with at most three digits that count.
[[nodiscard]] std::string in_three_digits(double number);

}  // namespace piste
