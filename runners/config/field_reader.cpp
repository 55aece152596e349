#include "runners/config/field_reader.hpp"

#include "runners/config/evidence.hpp"
#include "runners/config/key_reader.hpp"
#include "runners/config/suggestion.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace piste {
namespace {

constexpr double share_tolerance = 1e-9;

// A value as the reader of the file knows it.
std::string shown(Node const& value)
{
    constexpr std::size_t most = 40;
    switch (value.kind) {
    case NodeKind::integer: return toml_integer(value.integer);
    case NodeKind::real: return toml_real(value.real);
    case NodeKind::boolean: return value.boolean ? "true" : "false";
    case NodeKind::text: return toml_string(value.text.size() > most ? value.text.substr(0, most) + "..." : value.text);
    default: return "...";
    }
}

std::string name_of(Field const& field, std::string_view part)
{
    return std::string(field.key) + (part.empty() ? "" : "." + std::string(part));
}

std::string wrong_kind(Node const& value, std::string const& name, std::string_view expected)
{
    return name + " = " + shown(value) + " is " + std::string(kind_in_words(value.kind)) + "; " +
           std::string(expected) + " is expected";
}

}  // namespace

std::vector<std::string> const& FieldReader::names_of(std::string_view kind)
{
    auto const known = names_.find(kind);
    if (known != names_.end()) {
        return known->second;
    }
    std::vector<std::string> names;
    if (auto const* const table = document_.find(kind); table != nullptr && table->is(NodeKind::table)) {
        for (auto const& entry : table->entries) {
            names.push_back(entry.key);
        }
    }
    return names_.emplace(std::string(kind), std::move(names)).first->second;
}

void FieldReader::open(Node const& table, std::string kind, std::string row)
{
    table_ = &table;
    kind_ = std::move(kind);
    row_ = std::move(row);
    asked_.clear();
}

void FieldReader::close()
{
    for (auto const& entry : table_->entries) {
        if (std::find(asked_.begin(), asked_.end(), entry.key) == asked_.end()) {
            note(entry.where, unknown_key(entry.key, asked_));
        }
    }
}

void FieldReader::note(Location const& where, std::string_view text, Severity severity)
{
    auto const table = row_.empty() ? kind_ : kind_ + "." + row_;
    problems.push_back(problem_at(where, "[" + table + "] " + std::string(text), severity));
}

Node const* FieldReader::take(Field const& field, ParameterType type, std::string legal)
{
    asked_.emplace_back(field.key);
    auto& parameter = parameters.emplace_back();
    parameter.kind = kind_;
    parameter.row = row_;
    parameter.key = field.key;
    parameter.type = type;
    parameter.unit = field.unit;
    parameter.meaning = field.meaning;
    parameter.legal = std::move(legal);
    parameter.where = table_->where;
    auto const* const node = table_->find(field.key);
    if (node == nullptr) {
        auto const unit = parameter.unit.empty() ? "" : parameter.unit + ", ";
        note(table_->where, parameter.key + " is missing: " + parameter.meaning + " (" + unit + parameter.legal + ")");
    } else {
        parameter.where = node->where;
    }
    return node;
}

Node const* FieldReader::take_sourced(Field const& field, ParameterType type, std::string legal)
{
    auto const* const node = take(field, type, std::move(legal));
    if (node == nullptr) {
        return nullptr;
    }
    auto const is_choice = type == ParameterType::choice;
    if (!node->is(NodeKind::table)) {
        auto const unit = is_choice ? "" : ", unit = \"" + std::string(field.unit) + "\", range = [low, high]";
        note(node->where, std::string(field.key) + " = " + shown(*node) + " stands alone; write { value = " +
                              (node->is(NodeKind::list) ? "..." : shown(*node)) + unit +
                              ", source = \"a fact id or address\" } or, instead of source, assumption = \"a reason\"");
        return nullptr;
    }
    static std::vector<std::string> const parts{"value",      "unit", "range",       "source",
                                                "assumption", "note", "alternatives"};
    static std::vector<std::string> const choice_parts{"value", "source", "assumption", "note", "alternatives"};
    auto const& known = is_choice ? choice_parts : parts;
    for (auto const& entry : node->entries) {
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
            note(entry.where, name_of(field, entry.key) + " is not a known key" + did_you_mean(entry.key, known));
        }
    }
    if (!is_choice) {
        check_unit(*node, field);
    }
    check_source(*node, field);
    read_note(*node, field);
    auto const* const value = node->find("value");
    if (value == nullptr) {
        note(node->where, std::string(field.key) + " has no value: write value = ... (" + current().legal + ")");
        return nullptr;
    }
    current().where = value->where;
    return node;
}

void FieldReader::check_unit(Node const& sourced, Field const& field)
{
    auto const* const unit = sourced.find("unit");
    auto const right = "\"" + std::string(field.unit) + "\"";
    if (unit == nullptr) {
        note(sourced.where, std::string(field.key) + " has no unit: write unit = " + right);
    } else if (!unit->is(NodeKind::text) || unit->text != field.unit) {
        note(unit->where, std::string(field.key) + " has unit = " + shown(*unit) + "; it is given in " + right);
    }
}

void FieldReader::check_source(Node const& sourced, Field const& field)
{
    auto const name = std::string(field.key);
    auto const* const source = sourced.find("source");
    auto const* const assumption = sourced.find("assumption");
    for (auto const* const given : {source, assumption}) {
        auto const part = given == source ? "source" : "assumption";
        if (given != nullptr && !given->is(NodeKind::text)) {
            note(given->where, wrong_kind(*given, name_of(field, part), "text"));
            return;
        }
        if (given != nullptr && given->text.empty()) {
            note(given->where, name + "." + part + " is empty");
        }
    }
    if (source == nullptr && assumption == nullptr) {
        note(sourced.where, name + " has neither source nor assumption: write source = \"a fact id or address\" or "
                                   "assumption = \"a reason\"");
    } else if (source != nullptr && assumption != nullptr) {
        note(assumption->where, name + " has both source and assumption; keep the one that the number rests on");
    } else if (assumption != nullptr) {
        current().assumption = assumption->text;
    } else {
        auto const problem = source->text.empty() ? std::string() : source_problem(source->text, fact_ids_);
        if (!problem.empty()) {
            note(source->where, name + ": " + problem);
        }
        current().source = source->text;
    }
}

void FieldReader::read_note(Node const& sourced, Field const& field)
{
    if (auto const* const remark = sourced.find("note")) {
        if (!remark->is(NodeKind::text)) {
            note(remark->where, wrong_kind(*remark, name_of(field, "note"), "text"));
        }
        current().note = remark->text;
    }
}

// A number that was set on the command line rests on nothing that the file says.
void FieldReader::apply_setting(Node const& sourced)
{
    if (sourced.setting > 0) {
        current().source.clear();
        current().assumption = "set on the command line";
    }
}

std::string FieldReader::number_text(double value) const
{
    return parameters.back().type == ParameterType::amount ? toml_integer(static_cast<std::int64_t>(value))
                                                           : toml_real(value);
}

// A number of the kind that the current parameter takes. An integer is as good as a real one.
std::optional<double> FieldReader::number(Node const& value, Field const& field, std::string_view part)
{
    auto const whole = current().type == ParameterType::amount;
    if (value.is(NodeKind::integer)) {
        return static_cast<double>(value.integer);
    }
    if (value.is(NodeKind::real) && !whole) {
        return value.real;
    }
    note(value.where, wrong_kind(value, name_of(field, part), whole ? "an integer" : "a number"));
    return std::nullopt;
}

bool FieldReader::in_range(Node const& value, Field const& field, double low, double high, std::string_view part)
{
    auto const found = value.is(NodeKind::integer) ? static_cast<double>(value.integer) : value.real;
    if (found >= low && found <= high) {
        return true;
    }
    note(value.where, name_of(field, part) + " = " + shown(value) + " is out of range: it must lie in [" +
                          readable(low) + ", " + readable(high) + "] (" + std::string(field.unit) + ")");
    return false;
}

void FieldReader::check_declared_range(Node const& sourced, Field const& field, double low, double high)
{
    auto const name = std::string(field.key);
    auto const* const range = sourced.find("range");
    if (range == nullptr) {
        note(sourced.where, name + " has no range: write range = [low, high], the values that are plausible");
        return;
    }
    if (!range->is(NodeKind::list) || range->items.size() != 2) {
        note(range->where, name + ".range must be a list of two numbers, [low, high]");
        return;
    }
    auto const first = number(range->items[0], field, "range");
    auto const second = number(range->items[1], field, "range");
    if (!first || !second || !in_range(range->items[0], field, low, high, "range") ||
        !in_range(range->items[1], field, low, high, "range")) {
        return;
    }
    auto const text = toml_list({number_text(*first), number_text(*second)});
    current().range = text;
    if (*first > *second) {
        note(range->where, name + ".range = " + text + " is not in order: the lower number comes first");
        return;
    }
    auto const& value = *sourced.find("value");
    if (!current().valid || (current().number >= *first && current().number <= *second)) {
        return;
    }
    auto const outside = name + " = " + shown(value) + " lies outside its own range " + text;
    if (sourced.setting == 0) {
        note(value.where, outside + ": correct the one or the other");
        return;
    }
    note(value.where, outside + "; taken as it is", Severity::warning);
    // The resolved configuration must be legal by itself, so its range covers what was set.
    current().range =
        toml_list({number_text(std::min(*first, current().number)), number_text(std::max(*second, current().number))});
    current().note += (current().note.empty() ? "" : "; ") + ("the scenario's range is " + text);
}

void FieldReader::check_alternatives(Node const& sourced, Field const& field, double low, double high)
{
    auto const* const alternatives = sourced.find("alternatives");
    if (alternatives == nullptr) {
        return;
    }
    if (!alternatives->is(NodeKind::list)) {
        note(alternatives->where, wrong_kind(*alternatives, name_of(field, "alternatives"), "a list of values"));
        return;
    }
    for (auto const& item : alternatives->items) {
        auto const value = number(item, field, "alternatives");
        if (value && in_range(item, field, low, high, "alternatives")) {
            current().alternatives.push_back(number_text(*value));
        }
    }
}

std::optional<double> FieldReader::read_real(Field const& field, ParameterType type, double low, double high)
{
    auto const* const sourced = take_sourced(field, type, readable(low) + " to " + readable(high));
    if (sourced == nullptr) {
        return std::nullopt;
    }
    current().low = low;
    current().high = high;
    auto const& value = *sourced->find("value");
    auto const found = number(value, field, "");
    auto const legal = found && in_range(value, field, low, high, "");
    if (legal) {
        current().number = *found == 0.0 ? 0.0 : *found;
        current().value = number_text(current().number);
        current().valid = true;
    }
    check_declared_range(*sourced, field, low, high);
    check_alternatives(*sourced, field, low, high);
    apply_setting(*sourced);
    return legal ? std::optional(current().number) : std::nullopt;
}

std::optional<std::int64_t> FieldReader::read_amount(Field const& field, std::int64_t low, std::int64_t high)
{
    auto const value = read_real(field, ParameterType::amount, static_cast<double>(low), static_cast<double>(high));
    return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
}

std::optional<std::vector<double>> FieldReader::read_shares(Field const& field, std::string_view kind)
{
    auto const* const sourced =
        take_sourced(field, ParameterType::shares, "{ a " + std::string(kind) + " = its share, ... }, summing to 1");
    if (sourced == nullptr) {
        return std::nullopt;
    }
    apply_setting(*sourced);
    auto const& value = *sourced->find("value");
    if (!value.is(NodeKind::table)) {
        note(value.where, wrong_kind(value, std::string(field.key), "a table of shares by " + std::string(kind)));
        return std::nullopt;
    }
    auto const& names = names_of(kind);
    std::vector<double> shares(names.size(), 0.0);
    std::vector<std::string> written;
    bool sound = true;
    for (auto const& entry : value.entries) {
        auto const place = std::lower_bound(names.begin(), names.end(), entry.key);
        if (place == names.end() || *place != entry.key) {
            note(entry.where, name_of(field, entry.key) + ": there is no " + std::string(kind) + " '" + entry.key +
                                  "'" + did_you_mean(entry.key, names));
            sound = false;
            continue;
        }
        auto const share = number(entry.value, field, entry.key);
        if (!share || !in_range(entry.value, field, 0.0, 1.0, entry.key)) {
            sound = false;
        } else if (*share > 0.0) {
            shares[static_cast<std::size_t>(place - names.begin())] = *share;
            current().number += *share;
            written.push_back(entry.key + " = " + toml_real(*share));
        }
    }
    if (sound && !(std::abs(current().number - 1.0) <= share_tolerance)) {
        note(value.where, std::string(field.key) + " sums to " + readable(current().number) + "; shares over all of '" +
                              std::string(kind) + "' must sum to 1");
        sound = false;
    }
    auto const list = toml_list(written);
    current().value = "{ " + list.substr(1, list.size() - 2) + " }";
    current().valid = sound;
    return sound ? std::optional(shares) : std::nullopt;
}

}  // namespace piste
