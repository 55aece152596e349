// The plan, the list of patterns, the rows and the page agree; and the judgement judges rightly what is known.
#include "tests/patterns/known_failures.hpp"
#include "tests/patterns/page.hpp"
#include "tests/patterns/points.hpp"
#include "tests/patterns/signs.hpp"

#include "runners/config/document.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace piste::test {
namespace {

// Pattern and class letter, from headings and their first lines.
std::map<std::string, std::string> planned()
{
    std::istringstream lines(read_text_file(PISTE_PATTERNS_PLAN));
    std::map<std::string, std::string> classes;
    std::string line;
    std::string heading;
    std::smatch match;
    while (std::getline(lines, line)) {
        if (std::regex_match(line, match, std::regex("### ([TX][0-9]+)\\. .*"))) {
            heading = match[1];
        } else if (std::regex_search(line, match, std::regex("^- class: ([EHSV])")) && !heading.empty()) {
            classes[heading] = match[1];
        }
    }
    return classes;
}

TEST(PatternSuite, every_pattern_of_the_plan_is_run_or_said_not_to_be)
{
    auto const plan = planned();
    ASSERT_EQ(plan.size(), 48U);
    std::set<std::string> accounted;
    for (auto const& pattern : all_patterns()) {
        bool const is_in_history_too = pattern.id.ends_with("H");
        auto const id = pattern.id.substr(0, pattern.id.size() - (is_in_history_too ? 1 : 0));
        ASSERT_TRUE(plan.contains(id)) << id;
        EXPECT_EQ(is_in_history_too ? "H" : plan.at(id), std::string(1, name_of(pattern.kind)[0])) << id;
        EXPECT_TRUE(accounted.insert(id).second != is_in_history_too) << id << " stands twice, or in history alone";
        EXPECT_FALSE(pattern.source.empty());
        bool const may_be_emergent = pattern.kind == PatternClass::E || pattern.kind == PatternClass::H;
        EXPECT_EQ(may_be_emergent, !pattern.carriers.empty()) << pattern.id << ": only what emerges has something to switch off";
        EXPECT_EQ(pattern.kind == PatternClass::V, !pattern.reversed.empty()) << pattern.id;
        EXPECT_EQ(pattern.kind == PatternClass::S, !pattern.controls.empty()) << pattern.id;
    }
    for (auto const& missing : patterns_not_run()) {
        EXPECT_TRUE(plan.contains(std::string(missing.pattern))) << missing.pattern;
        EXPECT_TRUE(accounted.insert(std::string(missing.pattern)).second) << missing.pattern << " stands twice";
        EXPECT_GT(missing.reason.size(), 10U) << missing.pattern;
    }
    EXPECT_EQ(accounted.size(), plan.size());
}

// Metrics of class E or H that must move are those whose sign somebody may take for a finding.
std::set<std::string> signs_that_may_be_findings()
{
    std::set<std::string> found;
    for (auto const& pattern : all_patterns()) {
        bool const may_be_emergent = pattern.kind == PatternClass::E || pattern.kind == PatternClass::H;
        for (auto const& metric : pattern.metrics) {
            if (may_be_emergent && !metric.stays && !metric.reported) {
                found.insert(pattern.id + " " + metric.letter);
            }
        }
    }
    return found;
}

TEST(PatternSuite, each_sign_that_may_be_a_finding_is_said_to_be_set_by_something)
{
    std::set<std::string> said;
    for (auto const& sign : signs()) {
        auto const name = std::string(sign.pattern) + " " + std::string(sign.letter);
        EXPECT_TRUE(said.insert(name).second) << name << " stands twice";
        EXPECT_GT(sign.reason.size(), 15U) << name;
        EXPECT_EQ(sign.reason.find('|'), std::string_view::npos) << name << ": would break the table";
        EXPECT_EQ(sign_of(sign.pattern, sign.letter), &sign) << name;
    }
    EXPECT_EQ(said, signs_that_may_be_findings()) << "tests/patterns/signs.cpp against the metrics of the patterns";
    EXPECT_EQ(sign_of("T1", "z"), nullptr);
}

// Of V every judged metric must be shown to fail, of S some must be shown to leave the band.
TEST(PatternSuite, controls_name_the_metrics_that_they_break)
{
    for (auto const& pattern : all_patterns()) {
        std::set<std::string> judged;
        for (auto const& metric : pattern.metrics) {
            if (!metric.reported) {
                judged.insert(metric.letter);
            }
        }
        std::set<std::string> broken;
        for (auto const* const controls : {&pattern.reversed, &pattern.controls}) {
            for (auto const& control : *controls) {
                EXPECT_FALSE(control.metrics.empty()) << pattern.id << " " << control.name;
                EXPECT_EQ(control.name.find_first_of(",;|"), std::string::npos) << control.name << ": would break the rows";
                broken.insert(control.metrics.begin(), control.metrics.end());
            }
        }
        EXPECT_TRUE(std::includes(judged.begin(), judged.end(), broken.begin(), broken.end())) << pattern.id << " breaks what it does not judge";
        EXPECT_TRUE(pattern.kind != PatternClass::V || broken == judged) << pattern.id << " has a metric that no reversal concerns";
    }
}

TEST(PatternSuite, known_failures_have_reasons)
{
    for (auto const& known : known_failures()) {
        EXPECT_GT(known.reason.size(), 30U) << known.pattern << " " << known.part;
    }
}

// By the numbers of pairs that a pattern was run with, each failure on the page is one that is known of that suite, and the other way round.
TEST(PatternSuite, what_fails_on_the_page_is_what_is_known_to_fail)
{
    for (auto const& [pattern, rows] : rows_from_text(read_text_file(PISTE_PATTERN_ROWS_FILE))) {
        auto const found = failures_of(rows);
        std::set<std::string> known;
        for (auto const& one : known_failures()) {
            if (one.pattern == pattern && one.is_of(is_of_whole_suite(rows))) {
                known.emplace(one.part);
            }
        }
        EXPECT_EQ(found, known) << pattern;
    }
}

TEST(PatternSuite, the_page_is_not_stale)
{
    auto const text = read_text_file(PISTE_PATTERN_ROWS_FILE);
    auto const rows = rows_from_text(text);
    EXPECT_EQ(rows_as_text(rows), text);
    if (std::getenv("PISTE_UPDATE_DOCS") != nullptr) {
        std::ofstream(PISTE_PATTERNS_PAGE, std::ios::binary) << page_as_markdown(rows);   // the page alone: no pattern is run
    }
    EXPECT_EQ(page_as_markdown(rows), read_text_file(PISTE_PATTERNS_PAGE))
        << "docs/patterns.md no longer says what tests/patterns/rows.csv says: PISTE_UPDATE_DOCS=1 tests/run --all-patterns";
    for (auto const& pattern : all_patterns()) {
        EXPECT_TRUE(rows.contains(pattern.id)) << pattern.id << " is not on the page";
    }
}

CaseValues values_of(std::vector<double> from, std::vector<double> to)
{
    return {{from}, {std::move(to)}, {from}};
}

Metric rising()
{
    return {.letter = "a", .what = "something", .measure = {}};
}

TEST(PatternJudgement, an_effect_is_a_share_of_base_with_students_interval)
{
    auto const effect = effect_of(rising(), values_of({90, 100, 110}, {99, 112, 119}), 0, 0.025);
    EXPECT_DOUBLE_EQ(effect.base, 100.0);
    EXPECT_DOUBLE_EQ(effect.mean, 0.1);
    EXPECT_NEAR(effect.high - effect.mean, 4.303 * std::sqrt(0.0003) / std::sqrt(3.0), 1e-6);
}

TEST(PatternJudgement, beyond_is_beyond_the_smallest_effect_in_the_right_direction)
{
    Metric metric = rising();
    EXPECT_TRUE(is_beyond(metric, {.mean = 0.1, .low = 0.051, .high = 0.15, .differences = {}}));
    EXPECT_FALSE(is_beyond(metric, {.mean = 0.1, .low = 0.049, .high = 0.15, .differences = {}}));
    EXPECT_FALSE(is_beyond(metric, {.mean = -0.1, .low = -0.15, .high = -0.06, .differences = {}}));
    metric.direction = -1;
    EXPECT_TRUE(is_beyond(metric, {.mean = -0.1, .low = -0.15, .high = -0.051, .differences = {}}));
    EXPECT_FALSE(is_beyond(metric, {.mean = -0.1, .low = -0.15, .high = -0.049, .differences = {}}));
}

TEST(PatternJudgement, what_cannot_be_formed_fails)
{
    double const none = std::numeric_limits<double>::quiet_NaN();
    auto const metric = rising();
    EXPECT_FALSE(is_beyond(metric, effect_of(metric, values_of({1, 1}, {2, none}), 0, 0.025)));
    EXPECT_FALSE(is_beyond(metric, effect_of(metric, values_of({0, 0}, {2, 2}), 0, 0.025)));
    EXPECT_FALSE(is_inside(effect_of(metric, values_of({1, 1}, {1, none}), 0, 0.05), 0.05));
}

TEST(PatternJudgement, carried_means_nothing_left_or_clearly_less)
{
    auto const metric = rising();
    auto const effect_with = [&](std::vector<double> to) {
        return effect_of(metric, values_of({100, 100, 100, 100}, std::move(to)), 0, 0.025);
    };
    auto const with = effect_with({120, 121, 119, 120});
    EXPECT_TRUE(is_carried(metric, with, effect_with({100, 100, 101, 100})));
    EXPECT_TRUE(is_carried(metric, with, effect_with({108, 109, 107, 108}))) << "less beyond chance, and less than half";
    EXPECT_FALSE(is_carried(metric, with, effect_with({112, 113, 111, 112}))) << "more than half remains";
    EXPECT_FALSE(is_carried(metric, with, effect_with({60, 150, 70, 150}))) << "not significant is not enough";
}

TEST(PatternJudgement, outside_a_band_is_not_a_wide_interval_around_it)
{
    EXPECT_TRUE(is_outside({.mean = -0.06, .low = -0.09, .high = -0.03, .differences = {}}, 0.05));
    EXPECT_FALSE(is_outside({.mean = -0.04, .low = -0.07, .high = -0.01, .differences = {}}, 0.05)) << "the effect is inside";
    EXPECT_FALSE(is_outside({.mean = 0.06, .low = -0.01, .high = 0.13, .differences = {}}, 0.05)) << "chance may have brought it there";
    double const none = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(is_outside({.mean = none, .low = none, .high = none, .differences = {}}, 0.05));
}

// By metric, what failed of two of them, of which the control moves the first alone.
std::vector<std::string> failed_with(PatternClass kind, Control const& control)
{
    Metric second = rising();
    second.letter = "b";
    Pattern const pattern{.id = "T0", .title = "", .source = "", .kind = kind, .metrics = {rising(), second}};
    std::vector<double> const same{100, 100, 100};
    PatternResult result;
    result.metrics.resize(2);
    result.metrics[0].letter = "a";
    result.metrics[1].letter = "b";
    judge_control(pattern, control, {{same, same}, {{120, 121, 119}, {100, 101, 99}}, {same, same}}, result);
    return result.failed();
}

TEST(PatternJudgement, a_control_must_break_each_metric_that_it_names)
{
    using Parts = std::vector<std::string>;
    EXPECT_EQ(failed_with(PatternClass::S, {"c", {}, {"a"}}), Parts{});
    EXPECT_EQ(failed_with(PatternClass::S, {"c", {}, {"a", "b"}}), Parts{"b control: c"});
    EXPECT_EQ(failed_with(PatternClass::S, {"c", {}, {"a", "b"}, Breaks::one_or_more}), Parts{});
    EXPECT_EQ(failed_with(PatternClass::S, {"c", {}, {"b"}, Breaks::one_or_more}), Parts{"b control: c"});
    EXPECT_EQ(failed_with(PatternClass::V, {"r", {}, {"b"}}), Parts{}) << "what does not rise fails";
    EXPECT_EQ(failed_with(PatternClass::V, {"r", {}, {"a", "b"}}), Parts{"a reversed: r"}) << "it still rises";
}

TEST(PatternPoints, are_a_hypercube_within_the_ranges)
{
    auto const parameters = read_scenario(PISTE_SCENARIOS "/mali-2016.toml").resolved.parameters;
    std::map<std::string, std::vector<double>> seen;
    for (std::size_t point = 0; point < points_of_hypercube; point += 2) {
        for (auto const& setting : settings_of_point(parameters, point)) {
            auto const equals = setting.find('=');
            seen[setting.substr(0, equals)].push_back(std::stod(setting.substr(equals + 1)));
        }
    }
    EXPECT_GT(seen.size(), 300U);
    EXPECT_FALSE(seen.contains("place.gao.latitude"));
    EXPECT_FALSE(seen.contains("horizon.measured"));
    auto const& steepness = seen.at("population.risk_steepness");  // from 0 to 6
    EXPECT_LT(*std::min_element(steepness.begin(), steepness.end()), 0.5);
    EXPECT_GT(*std::max_element(steepness.begin(), steepness.end()), 5.5);
    EXPECT_GE(*std::min_element(steepness.begin(), steepness.end()), 0.0);
    EXPECT_LE(*std::max_element(steepness.begin(), steepness.end()), 6.0);
}

TEST(PatternPoints, can_be_read_and_are_the_same_every_time)
{
    auto const few = scenarios_at_points(PISTE_SCENARIOS "/mali-2016.toml", 3);
    auto const more = scenarios_at_points(PISTE_SCENARIOS "/mali-2016.toml", 5);
    ASSERT_EQ(more.scenarios.size(), 5U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(few.scenarios[i]->scenario.population.expected_cost_cfa, more.scenarios[i]->scenario.population.expected_cost_cfa);
    }
    EXPECT_NE(more.scenarios[0]->scenario.population.expected_cost_cfa, more.scenarios[1]->scenario.population.expected_cost_cfa);
}

// One pattern of each kind, all of whose parts pass, and one that fails.
TEST(PatternPage, passes_are_counted_apart_by_what_sets_their_signs)
{
    std::string const text = rows_as_text({});
    auto const row = [](std::string const& pattern, std::string const& letter, std::string const& failed) {
        return pattern + ";" + letter + ";what;up;0.05;relative;1;0.2;0.1;0.3;1;;;" + failed + ";16;100\n";
    };
    auto const page = page_as_markdown(rows_from_text(text + row("T1", "b", "") + row("T2", "a", "") + row("T2", "c", "") +
                                                      row("T28", "a", "") + row("T23", "a", "size") + row("T35H", "a", "")));
    EXPECT_NE(page.find("| E, emergent | 1 (T1) | 1 (T2) | 1 (T28) |\n"), std::string::npos) << page;
    EXPECT_NE(page.find("| H, history | 0 | 0 | 1 (T35H) |\n"), std::string::npos) << page;
    EXPECT_NE(page.find("| a rule: the rate of arrests"), std::string::npos) << page;
}

TEST(PatternPage, numbers_have_two_digits)
{
    EXPECT_EQ(two_digits(12.345), "12");
    EXPECT_EQ(two_digits(0.012345), "0.012");
    EXPECT_EQ(two_digits(-1234.0), "-1200");
    EXPECT_EQ(two_digits(0.0), "0");
    EXPECT_EQ(two_digits(9.96), "10");
}

}  // namespace
}  // namespace piste::test
