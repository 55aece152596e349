#include "tests/patterns/page.hpp"

#include "tests/patterns/known_failures.hpp"
#include "tests/patterns/signs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>
#include <stdexcept>

namespace piste::test {
namespace {

enum Column : std::size_t {
    metric, what, moves, smallest, unit, base, effect, low, high, points, carried_by, otherwise, failed, pairs, number_of_points,
    column_count
};
constexpr std::array<char const*, column_count> columns{
    "metric", "what", "moves", "smallest", "unit", "base", "effect", "low", "high", "share_of_points", "carried_by", "otherwise",
    "failed", "pairs", "points"};
constexpr char separator = ';';
constexpr char reported_only[] = "reported";

std::string precise(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.6g", value);
    return text.data();
}

std::string in_unit(std::string const& value, std::string const& unit)
{
    double const number = std::stod(value);
    return unit == "relative" && std::isfinite(number) ? two_digits(100.0 * number) + " %" : two_digits(number);
}

// "75 % by news; 90 % by tolls; 98 % by all": what is lost of the effect without each.
std::string carriers_in_words(Pattern const& pattern, MetricResult const& result)
{
    std::string words;
    for (std::size_t i = 0; i < result.without.size(); ++i) {
        auto const lost = 1.0 - result.without[i].mean / result.effect.mean;
        auto const name = i < pattern.carriers.size() ? pattern.carriers[i].name : std::string("all of them");
        words += (words.empty() ? "" : " / ") + two_digits(100.0 * lost) + " % by " + name;
    }
    return words;
}

// "fails: tolls of nobody (-0.17) / holds: no beds (0.2)": under each control or reversal.
std::string otherwise_in_words(Pattern const& pattern, MetricResult const& result)
{
    std::string words;
    for (auto const& one : result.otherwise) {
        auto const effect = in_unit(precise(one.effect.mean), result.relative ? "relative" : "absolute");
        auto const broken = pattern.kind == PatternClass::V ? std::string("fails: ") : std::string("leaves: ");
        words += (words.empty() ? "" : " / ") + (one.broke ? broken : std::string("holds: ")) + one.name + " (" + effect + ")";
    }
    return words;
}

std::string joined(std::vector<std::string> const& parts)
{
    std::string all;
    for (auto const& part : parts) {
        all += (all.empty() ? "" : ", ") + part;
    }
    return all;
}

std::string_view reason_of(std::string const& pattern, std::string const& part)
{
    for (auto const& known : known_failures()) {
        if (known.pattern == pattern && known.part == part) {
            return known.reason;
        }
    }
    return "no reason is known";
}

std::vector<std::string> split(std::string const& line, char at)
{
    std::vector<std::string> fields(1);
    for (char const letter : line) {
        if (letter == at) {
            fields.emplace_back();
        } else {
            fields.back() += letter;
        }
    }
    return fields;
}

constexpr std::array<std::pair<PatternClass, char const*>, 4> headings{
    {{PatternClass::E,
      "## Emergent\n\nWhat was planned as emergent. Some of these signs a rule or an input sets all the same: *sign set by* says which, and why. A pass "
      "of those shows that the rule works; only a pass of what is set by interaction supports the model. *Points*: share of parameter points "
      "with the stated sign. *Lost without*: how much of the effect goes when its mechanism is off.\n"},
     {PatternClass::H,
      "## History\n\nThe shock is a dated input; the response is meant not to be, and where a rule or an input sets its sign all the same the column "
      "says so.\n"},
     {PatternClass::S, "## Small\n\nThe 90 % interval must lie inside the band; a positive control must leave it. *Otherwise*: what each control makes of the metrics that it is "
      "meant to break.\n"},
     {PatternClass::V,
      "## True by construction\n\nA rule or an input sets these signs. They verify the program and support nothing. Each must fail "
      "when an input is reversed that concerns it. *Otherwise*: what becomes of it under each reversal, be it concerned or not.\n"}}};

std::string verdict_of(Row const& row)
{
    if (row[moves] == reported_only) {
        return "";
    }
    return row[failed].empty() ? "pass" : "**fails**: " + row[failed];
}

// Of these classes it is asked what sets a sign; of the others it is known.
bool may_be_emergent(PatternClass kind)
{
    return kind == PatternClass::E || kind == PatternClass::H;
}

std::string sign_in_words(std::string const& pattern, std::string const& letter)
{
    auto const* const sign = sign_of(pattern, letter);
    return sign == nullptr ? "" : std::string(name_of(sign->by)) + ": " + std::string(sign->reason);
}

std::string table_of(PatternClass kind, RowsByPattern const& rows)
{
    bool const says_signs = may_be_emergent(kind);
    auto const last = says_signs ? carried_by : otherwise;
    std::string text = std::string("\n| pattern | measured | moves | ") + (says_signs ? "sign set by | " : "") +
                       "effect | 95 % interval | points | " + (says_signs ? "lost without" : "otherwise") + " | verdict |\n|---|---|---|---|---|---|---|---|" +
                       (says_signs ? "---|" : "") + "\n";
    for (auto const& pattern : all_patterns()) {
        auto const found = rows.find(pattern.id);
        if (pattern.kind != kind || found == rows.end()) {
            continue;
        }
        for (auto const& row : found->second) {
            auto const& share = row[points];
            auto const name = pattern.id + (row[metric] == "a" || found->second.size() == 1 ? " " + pattern.title : "");
            text += "| " + name + " | (" + row[metric] + ") " + row[what] + " | " + row[moves] + " | " +
                    (says_signs ? sign_in_words(pattern.id, row[metric]) + " | " : "") + in_unit(row[effect], row[unit]) + " | " + in_unit(row[low], row[unit]) + " to " +
                    in_unit(row[high], row[unit]) + " | " + (share.empty() ? "" : two_digits(100.0 * std::stod(share)) + " % of " + row[number_of_points]) +
                    " | " + row[last] + " | " + verdict_of(row) + " |\n";
        }
    }
    return text;
}

bool has_failed(std::vector<Row> const& rows)
{
    return std::any_of(rows.begin(), rows.end(), [](Row const& row) { return !row[failed].empty(); });
}

// The parts of a row that failed: "a size", "a points".
std::vector<std::string> failures_of_row(Row const& row)
{
    std::vector<std::string> parts;
    for (auto const& part : split(row[failed], ',')) {
        if (!part.empty()) {
            parts.push_back(row[metric] + " " + (part.front() == ' ' ? part.substr(1) : part));
        }
    }
    return parts;
}

std::string failures_as_markdown(RowsByPattern const& rows)
{
    std::string text = "\n## Failures, and what was tried\n\nNothing was moved to make a pattern pass.\n\n";
    bool any = false;
    for (auto const& pattern : all_patterns()) {
        auto const found = rows.find(pattern.id);
        if (found == rows.end()) {
            continue;
        }
        for (auto const& row : found->second) {
            for (auto const& part : failures_of_row(row)) {
                text += "- **" + pattern.id + "** (" + part + "): " + std::string(reason_of(pattern.id, part)) + "\n";
                any = true;
            }
        }
    }
    return any ? text : text + "None so far.\n";
}

std::string summary(RowsByPattern const& rows)
{
    std::string text = "| class | run | pass | fail |\n|---|---|---|---|\n";
    for (auto const& [kind, heading] : headings) {
        std::size_t run = 0;
        std::size_t fail = 0;
        for (auto const& pattern : all_patterns()) {
            auto const found = rows.find(pattern.id);
            if (pattern.kind == kind && found != rows.end()) {
                ++run;
                fail += has_failed(found->second) ? 1U : 0U;
            }
        }
        text += std::string("| ") + name_of(kind) + " | " + std::to_string(run) + " | " + std::to_string(run - fail) + " | " +
                std::to_string(fail) + " |\n";
    }
    return text;
}

// Patterns of a class that pass, by how many of their signs a rule or an input sets.
struct Passes {
    std::vector<std::string> by_interaction;   // all signs
    std::vector<std::string> in_part;
    std::vector<std::string> by_rule_or_input;
};

Passes passes_of(PatternClass kind, RowsByPattern const& rows)
{
    Passes passes;
    for (auto const& pattern : all_patterns()) {
        auto const found = rows.find(pattern.id);
        if (pattern.kind != kind || found == rows.end() || has_failed(found->second)) {
            continue;
        }
        std::size_t signs = 0;
        std::size_t free = 0;
        for (auto const& row : found->second) {
            auto const* const sign = sign_of(pattern.id, row[metric]);
            signs += sign != nullptr ? 1U : 0U;
            free += sign != nullptr && sign->by == SignSetBy::interaction ? 1U : 0U;
        }
        auto& group = free == 0 ? passes.by_rule_or_input : free == signs ? passes.by_interaction : passes.in_part;
        group.push_back(pattern.id);
    }
    return passes;
}

std::string counted(std::vector<std::string> const& patterns)
{
    return std::to_string(patterns.size()) + (patterns.empty() ? "" : " (" + joined(patterns) + ")");
}

// A pass counts as support only where no rule and no input sets the sign.
std::string true_emergents(RowsByPattern const& rows)
{
    std::string text = "\nNot every pass of the first two classes is support. Of those that pass, by what sets their signs:\n\n"
                       "| class | true emergents: every sign by interaction | some signs | none: a rule or an input sets each |\n|---|---|---|---|\n";
    for (auto const kind : {PatternClass::E, PatternClass::H}) {
        auto const passes = passes_of(kind, rows);
        text += std::string("| ") + name_of(kind) + " | " + counted(passes.by_interaction) + " | " + counted(passes.in_part) + " | " +
                counted(passes.by_rule_or_input) + " |\n";
    }
    return text;
}

}  // namespace

std::string two_digits(double value)
{
    if (!std::isfinite(value)) {
        return "none";
    }
    if (value == 0.0) {
        return "0";
    }
    auto const magnitude_of = [](double number) { return static_cast<int>(std::floor(std::log10(std::abs(number)) + 1e-9)); };
    double const unit = std::pow(10.0, magnitude_of(value) - 1);
    double const rounded = std::round(value / unit) * unit;
    int const magnitude = magnitude_of(rounded);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", std::max(0, 1 - magnitude), rounded);
    return text.data();
}

std::vector<Row> rows_of(Pattern const& pattern, PatternResult const& result)
{
    std::vector<Row> rows;
    for (auto const& one : result.metrics) {
        Row row(column_count);
        row[metric] = one.letter;
        row[what] = one.what;
        row[moves] = one.reported ? reported_only : one.direction == 0 ? "stays" : one.direction > 0 ? "up" : "down";
        row[smallest] = precise(one.smallest);
        row[unit] = one.relative ? "relative" : "absolute";
        row[base] = precise(one.effect.base);
        row[effect] = precise(one.effect.mean);
        row[low] = precise(one.effect.low);
        row[high] = precise(one.effect.high);
        row[points] = one.share_of_points ? precise(*one.share_of_points) : "";
        row[carried_by] = carriers_in_words(pattern, one);
        row[otherwise] = otherwise_in_words(pattern, one);
        row[failed] = joined(one.failed);
        row[pairs] = std::to_string(result.pairs);
        row[number_of_points] = std::to_string(result.points);
        rows.push_back(row);
    }
    return rows;
}

std::string rows_as_text(RowsByPattern const& rows)
{
    std::string text = "pattern";
    for (auto const* const column : columns) {
        text += separator + std::string(column);
    }
    text += "\n";
    for (auto const& pattern : all_patterns()) {
        auto const found = rows.find(pattern.id);
        for (auto const& row : found == rows.end() ? std::vector<Row>() : found->second) {
            text += pattern.id;
            for (auto const& field : row) {
                text += separator + field;
            }
            text += "\n";
        }
    }
    return text;
}

RowsByPattern rows_from_text(std::string const& text)
{
    RowsByPattern rows;
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        auto fields = split(line, separator);
        if (fields.size() != column_count + 1) {
            throw std::runtime_error("a row of patterns has another number of fields: " + line);
        }
        auto const id = fields.front();
        fields.erase(fields.begin());
        rows[id].push_back(fields);
    }
    return rows;
}

std::set<std::string> failures_of(std::vector<Row> const& rows)
{
    std::set<std::string> parts;
    for (auto const& row : rows) {
        for (auto const& part : failures_of_row(row)) {
            parts.insert(part);
        }
    }
    return parts;
}

bool is_of_whole_suite(std::vector<Row> const& rows)
{
    return !rows.empty() && std::stoul(rows.front()[pairs]) == whole_suite.pairs;
}

namespace {

std::string preface()
{
    return "# Patterns\n\n"
           "Written by the pattern suite with `PISTE_UPDATE_DOCS=1` from what it found; edit nothing here. The whole suite (`tests/run\n"
           "--all-patterns`) makes 16 pairs and 100 parameter points, the representative one of CI 8 and 10; the table says which. What each pattern\n"
           "claims, how it is measured and what counts as failure was written down before its first run, in `docs/patterns-plan.md`.\n\n"
           "An effect is the mean over pairs of runs that share their luck of changed less base, over base, unless it is a plain difference. Effects\n"
           "are of this model under its assumptions; no size here is a prediction.\n\n";
}

}  // namespace

std::string page_as_markdown(RowsByPattern const& rows)
{
    auto text = preface();
    text += summary(rows) + true_emergents(rows);
    for (auto const& [kind, heading] : headings) {
        auto const is_of_kind = [kind = kind](Pattern const& p) { return p.kind == kind; };
        auto const& patterns = all_patterns();
        if (std::any_of(patterns.begin(), patterns.end(), is_of_kind)) {
            text += "\n" + std::string(heading) + table_of(kind, rows);
        }
    }
    text += failures_as_markdown(rows);
    text += "\n## Not run\n\n";
    for (auto const& missing : patterns_not_run()) {
        text += "- **" + std::string(missing.pattern) + "**: " + std::string(missing.reason) + "\n";
    }
    return text;
}

}  // namespace piste::test
