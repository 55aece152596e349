#include "tests/patterns/judgement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace piste::test {
namespace {

constexpr double two_sided_tail = 0.025;   // of the 95 % interval
constexpr double equivalence_tail = 0.05;  // of the 90 % interval
constexpr double share_of_points_needed = 0.9;
constexpr double left_without_carrier = 0.5;

double mean_of(std::vector<double> const& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double half_width(std::vector<double> const& values, double tail)
{
    double const mean = mean_of(values);
    double squares = 0.0;
    for (double const value : values) {
        squares += (value - mean) * (value - mean);
    }
    auto const degrees = values.size() - 1;
    double const error = std::sqrt(squares / static_cast<double>(degrees) / static_cast<double>(values.size()));
    return student_quantile(degrees, tail) * error;
}

double tail_of(Pattern const& pattern)
{
    return pattern.kind == PatternClass::S ? equivalence_tail : two_sided_tail;
}

std::vector<Effect> effects(Pattern const& pattern, CaseValues const& values, double tail)
{
    std::vector<Effect> found;
    for (std::size_t i = 0; i < pattern.metrics.size(); ++i) {
        found.push_back(effect_of(pattern.metrics[i], values, i, tail));
    }
    return found;
}

// One case for each carrier, and one for all of them.
std::vector<std::vector<Carrier>> what_is_switched_off(Pattern const& pattern)
{
    std::vector<std::vector<Carrier>> sets;
    std::vector<Carrier> all;
    for (auto const& carrier : pattern.carriers) {
        sets.push_back({carrier});
        all.push_back(carrier);
    }
    if (all.size() > 1) {
        sets.push_back(all);
    }
    return sets;
}

void judge_points(Pattern const& pattern, std::vector<CaseValues> const& at_points, PatternResult& result)
{
    for (std::size_t i = 0; i < pattern.metrics.size(); ++i) {
        auto const& metric = pattern.metrics[i];
        if (!metric.at_points || metric.stays || metric.reported || at_points.empty()) {
            continue;
        }
        std::size_t right = 0;
        for (auto const& values : at_points) {
            std::vector<double> differences;
            for (std::size_t r = 0; r < values.to[i].size(); ++r) {
                differences.push_back(values.to[i][r] - values.from[i][r]);
            }
            right += metric.direction * mean_of(differences) > 0.0 ? 1U : 0U;  // not so where a value is none
        }
        double const share = static_cast<double>(right) / static_cast<double>(at_points.size());
        result.metrics[i].share_of_points = share;
        if (share < share_of_points_needed) {
            result.metrics[i].failed.emplace_back("points");
        }
    }
}

void judge_carriers(Pattern const& pattern, std::vector<CaseValues> const& without, PatternResult& result)
{
    for (std::size_t i = 0; i < pattern.metrics.size(); ++i) {
        auto const& metric = pattern.metrics[i];
        if (!metric.carried || metric.stays || metric.reported || without.empty()) {
            continue;
        }
        for (auto const& values : without) {
            result.metrics[i].without.push_back(effect_of(metric, values, i, two_sided_tail));
        }
        if (!is_carried(metric, result.metrics[i].effect, result.metrics[i].without.back())) {
            result.metrics[i].failed.emplace_back("carrier");
        }
    }
}

// The controls of S, the reversals of V.
std::vector<Control> const& controls_of(Pattern const& pattern)
{
    return pattern.kind == PatternClass::V ? pattern.reversed : pattern.controls;
}

bool is_of_band(Pattern const& pattern, Metric const& metric)
{
    return pattern.kind == PatternClass::S && !metric.moves;
}

// Of S only what a control must break: its worlds are many.
Case case_of(Pattern const& pattern, Control const& control, Sources const& sources, SuiteSize const& size)
{
    auto const only = pattern.kind == PatternClass::S ? control.metrics : std::vector<std::string>();
    return {&pattern, sources.base, {}, control.worlds, size.pairs, false, only};
}

void judge_metrics(Pattern const& pattern, CaseValues const& values, PatternResult& result)
{
    auto const found = effects(pattern, values, tail_of(pattern));
    for (std::size_t i = 0; i < found.size(); ++i) {
        auto const& metric = pattern.metrics[i];
        bool const in_band = is_of_band(pattern, metric);
        MetricResult one{metric.letter, metric.what, metric.stays || in_band ? 0 : metric.direction, in_band ? pattern.band : metric.smallest,
                         metric.relative && !metric.from.empty(), metric.reported, found[i], {}, {}, {}, {}};
        if (!metric.reported && in_band && !is_inside(found[i], pattern.band)) {
            one.failed.emplace_back("band");
        }
        if (!metric.reported && !in_band && !is_beyond(metric, found[i])) {
            one.failed.emplace_back("size");
        }
        result.metrics.push_back(one);
    }
}

}  // namespace

double student_quantile(std::size_t degrees_of_freedom, double tail)
{
    constexpr std::array<double, 16> at_0_025{0.0,   12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365,
                                              2.306, 2.262,  2.228, 2.201, 2.179, 2.160, 2.145, 2.131};
    constexpr std::array<double, 16> at_0_05{0.0,   6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895,
                                             1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753};
    auto const& table = tail == two_sided_tail ? at_0_025 : at_0_05;
    if (degrees_of_freedom == 0 || degrees_of_freedom >= table.size() || (tail != two_sided_tail && tail != equivalence_tail)) {
        throw std::logic_error("no quantile for so many pairs");
    }
    return table.at(degrees_of_freedom);
}

Effect effect_of(Metric const& metric, CaseValues const& values, std::size_t number, double tail)
{
    auto const& from = values.from.at(number);
    auto const& to = values.to.at(number);
    Effect effect;
    effect.base = mean_of(metric.from.empty() ? to : from);
    double const scale = metric.relative && !metric.from.empty() ? std::abs(mean_of(values.scale.at(number))) : 1.0;
    for (std::size_t i = 0; i < to.size(); ++i) {
        double const difference = to[i] - from[i];
        effect.differences.push_back(scale > 0.0 ? difference / scale : std::numeric_limits<double>::quiet_NaN());
    }
    effect.mean = mean_of(effect.differences);
    double const width = half_width(effect.differences, tail);
    effect.low = effect.mean - width;
    effect.high = effect.mean + width;
    return effect;
}

bool is_beyond(Metric const& metric, Effect const& effect)
{
    if (metric.stays) {
        return is_inside(effect, metric.smallest);
    }
    return metric.direction > 0 ? effect.low > metric.smallest : effect.high < -metric.smallest;
}

bool has_sign(Metric const& metric, Effect const& effect)
{
    return metric.direction * effect.mean > 0.0;
}

bool is_carried(Metric const& metric, Effect const& with, Effect const& without)
{
    bool const halved = metric.direction * without.mean <= left_without_carrier * metric.direction * with.mean;
    std::vector<double> lost;
    for (std::size_t i = 0; i < with.differences.size(); ++i) {
        lost.push_back(metric.direction * (with.differences[i] - without.differences[i]));
    }
    bool const is_nothing = without.low > -metric.smallest && without.high < metric.smallest;
    bool const is_less = mean_of(lost) - half_width(lost, two_sided_tail) > 0.0;
    return halved && (is_nothing || is_less);
}

bool is_inside(Effect const& effect, double band)
{
    return effect.low > -band && effect.high < band;
}

bool is_outside(Effect const& effect, double band)
{
    return std::abs(effect.mean) > band && (effect.low > 0.0 || effect.high < 0.0);
}

void judge_control(Pattern const& pattern, Control const& control, CaseValues const& values, PatternResult& result)
{
    std::vector<MetricResult*> whole;
    std::size_t asked = 0;
    for (std::size_t i = 0; i < pattern.metrics.size(); ++i) {
        auto const& metric = pattern.metrics[i];
        bool const must_break = std::find(control.metrics.begin(), control.metrics.end(), metric.letter) != control.metrics.end();
        asked += must_break ? 1U : 0U;
        if (metric.reported || (pattern.kind == PatternClass::S && !must_break)) {
            continue;
        }
        auto const effect = effect_of(metric, values, i, tail_of(pattern));
        bool const broke = is_of_band(pattern, metric) ? is_outside(effect, pattern.band) : !is_beyond(metric, effect);
        result.metrics[i].otherwise.push_back({control.name, broke, effect});
        if (must_break && !broke) {
            whole.push_back(&result.metrics[i]);
        }
    }
    if (control.breaks == Breaks::one_or_more) {
        whole.resize(whole.size() == asked && asked > 0 ? 1 : 0);
    }
    auto const part = (pattern.kind == PatternClass::V ? "reversed: " : "control: ") + control.name;
    for (auto* const metric : whole) {
        metric->failed.push_back(part);
    }
}

std::vector<std::string> PatternResult::failed() const
{
    std::vector<std::string> all;
    for (auto const& metric : metrics) {
        for (auto const& part : metric.failed) {
            all.push_back(metric.letter + " " + part);
        }
    }
    return all;
}

PatternResult judge(Pattern const& pattern, Sources const& sources, SuiteSize const& size, CaseRunner& runner)
{
    std::vector<Case> cases{{&pattern, sources.base, {}, {}, size.pairs}};
    for (auto const& off : what_is_switched_off(pattern)) {
        cases.push_back({&pattern, sources.base, off, {}, size.pairs});
    }
    auto const first_control = cases.size();
    auto const& controls = controls_of(pattern);
    for (auto const& control : controls) {
        cases.push_back(case_of(pattern, control, sources, size));
    }
    auto const first_point = cases.size();
    if (pattern.kind == PatternClass::E) {
        for (auto const& point : sources.points) {
            cases.push_back({&pattern, point, {}, {}, size.pairs_at_points, true});
        }
    }
    auto const values = runner.run(cases);

    PatternResult result;
    result.pairs = size.pairs;
    result.points = cases.size() - first_point;
    judge_metrics(pattern, values[0], result);
    auto const at = [&](std::size_t i) { return values.begin() + static_cast<std::ptrdiff_t>(i); };
    judge_carriers(pattern, {at(1), at(first_control)}, result);
    judge_points(pattern, {at(first_point), values.end()}, result);
    for (std::size_t i = 0; i < controls.size(); ++i) {
        judge_control(pattern, controls[i], values[first_control + i], result);
    }
    return result;
}

}  // namespace piste::test
