// From values of paired runs to a verdict, by the rules of docs/patterns-plan.md.
#pragma once

#include "tests/patterns/cases.hpp"

#include <optional>
#include <string>
#include <vector>

namespace piste::test {

// Quantile of Student's distribution that leaves `tail` (0.025 or 0.05) above it.
[[nodiscard]] double student_quantile(std::size_t degrees_of_freedom, double tail);

struct Effect {
    double base = 0.0;                   // mean of `from`; of `to` where there is no `from`
    double mean = 0.0;                   // of the differences, relative to base if the metric says so
    double low = 0.0;
    double high = 0.0;
    std::vector<double> differences;     // by pair, on the same scale
};

// Of the metric of this number. Interval that leaves `tail` on either side. All not a number where a value is none, or base is zero and should not be.
[[nodiscard]] Effect effect_of(Metric const& metric, CaseValues const& values, std::size_t number, double tail);

// The interval lies beyond the smallest effect, in the stated direction.
[[nodiscard]] bool is_beyond(Metric const& metric, Effect const& effect);
// The mean has the stated sign.
[[nodiscard]] bool has_sign(Metric const& metric, Effect const& effect);
// At most half as large without its carrier, and either inside the smallest effect on both sides of zero or smaller beyond chance.
[[nodiscard]] bool is_carried(Metric const& metric, Effect const& with, Effect const& without);
[[nodiscard]] bool is_inside(Effect const& effect, double band);
// The effect itself lies outside, and not for want of pairs: the mean is beyond the band, the interval on one side of zero.
[[nodiscard]] bool is_outside(Effect const& effect, double band);

// What a metric came to with other worlds in place of its own.
struct Otherwise {
    std::string name;      // of the control
    bool broke = false;    // left the band, or failed
    Effect effect;
};

// What one metric of one pattern came to.
struct MetricResult {
    std::string letter;
    std::string what;
    int direction = 0;   // 0: stays
    double smallest = 0.0;
    bool relative = true;
    bool reported = false;
    Effect effect;
    std::optional<double> share_of_points;   // with the stated sign
    // By carrier, then all together if there are several: what is left of the effect without it.
    std::vector<Effect> without;
    std::vector<Otherwise> otherwise;   // by control, or by reversal
    // Parts: "size", "points", "carrier", "band", "reversed: NAME", "control: NAME".
    std::vector<std::string> failed;
};

struct PatternResult {
    std::vector<MetricResult> metrics;
    std::size_t pairs = 0;
    std::size_t points = 0;
    // All parts that failed, with the metric's letter, as "a size"; empty where the pattern passes.
    [[nodiscard]] std::vector<std::string> failed() const;
};

struct SuiteSize {
    std::uint32_t pairs = 0;
    std::uint32_t pairs_at_points = 0;
    std::size_t points = 0;
};
// As docs/patterns-plan.md has them.
inline constexpr SuiteSize whole_suite{16, 4, 100};
inline constexpr SuiteSize representative_suite{8, 1, 10};

// A scenario, and itself at parameter points.
struct Sources {
    std::shared_ptr<ReadScenario const> base;
    std::vector<std::shared_ptr<ReadScenario const>> points;
};

// What a control, or a reversal, shows of each metric; books what should have broken and did not with the metric, or with the first of those of
// which one should have. result: with all metrics of the pattern.
void judge_control(Pattern const& pattern, Control const& control, CaseValues const& values, PatternResult& result);

[[nodiscard]] PatternResult judge(Pattern const& pattern, Sources const& sources, SuiteSize const& size, CaseRunner& runner);

}  // namespace piste::test
