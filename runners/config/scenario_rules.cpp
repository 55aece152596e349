#include "runners/config/scenario_rules.hpp"

#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace piste {
namespace {

constexpr double share_tolerance = 1e-9;
constexpr std::size_t most_rows = 255;        // a person's place, itinerary, nationality ... are kept in 8 bits
constexpr std::int64_t most_members = 65000;  // a person's passeur and ghetto in 16

// Endings of two keys of which the first must not exceed the second.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> ordered_endings{
    {{"_low", "_high"}, {"_floor", "_cap"}}};

void check_pairs(RuleContext const& context)
{
    for (auto const& low : context.parameters) {
        for (auto const& [low_ending, high_ending] : ordered_endings) {
            if (!low.valid || !low.key.ends_with(low_ending)) {
                continue;
            }
            auto const high_key = low.key.substr(0, low.key.size() - low_ending.size()) + std::string(high_ending);
            auto const is_partner = [&](Parameter const& other) {
                return other.valid && other.kind == low.kind && other.row == low.row && other.key == high_key;
            };
            auto const high = std::find_if(context.parameters.begin(), context.parameters.end(), is_partner);
            if (high != context.parameters.end() && low.number > high->number) {
                context.note(low.kind, low.row, low.key,
                             low.key + " = " + low.value + " is above " + high_key + " = " + high->value +
                                 "; the first must not exceed the second");
            }
        }
    }
}

// A share that each row of a table has is a share of the whole table.
void check_shares_over_tables(RuleContext const& context)
{
    std::map<std::pair<std::string, std::string>, std::vector<Parameter const*>> columns;
    for (auto const& parameter : context.parameters) {
        if (parameter.type == ParameterType::real && parameter.unit == "share" && !parameter.row.empty()) {
            columns[{parameter.kind, parameter.key}].push_back(&parameter);
        }
    }
    for (auto const& [name, column] : columns) {
        double sum = 0.0;
        bool all_valid = true;
        for (auto const* const share : column) {
            sum += share->number;
            all_valid = all_valid && share->valid;
        }
        if (all_valid && !(std::abs(sum - 1.0) <= share_tolerance)) {
            context.note(name.first, column.front()->row, name.second,
                         name.second + " sums to " + readable(sum) + " over the " + std::to_string(column.size()) +
                             " tables [" + name.first + ".<name>]; these shares must sum to 1");
        }
    }
}

bool is_good_name(std::string_view name)
{
    auto const fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
    };
    return !name.empty() && name.size() <= 64 && name.front() != '-' && std::all_of(name.begin(), name.end(), fits);
}

// Groups whose members are numbered: each member has the address "<kind>/<name>/<number>" (model/world.cpp).
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> numbered_groups{
    {{"posts", "posts"}, {"passeur", "passeurs"}, {"ghetto", "ghettos"}}};

void check_numbered_members(RuleContext const& context)
{
    std::map<EntityId, std::string> seen;
    std::map<std::string, std::int64_t> members;
    for (auto const& parameter : context.parameters) {
        auto const is_count = std::find(numbered_groups.begin(), numbered_groups.end(),
                                        std::pair<std::string_view, std::string_view>(parameter.kind, parameter.key)) !=
                              numbered_groups.end();
        auto const count = is_count && parameter.valid ? static_cast<std::int64_t>(parameter.number) : 0;
        auto& total = members[parameter.kind];
        if (total <= most_members && total + count > most_members) {
            context.note(parameter.kind, parameter.row, parameter.key,
                         "there are more than " + std::to_string(most_members) + " of these in all");
        }
        total += count;
        for (std::int64_t number = 1; number <= count; ++number) {
            auto const name = parameter.kind + "/" + parameter.row + "/" + std::to_string(number);
            auto const [other, is_new] = seen.emplace(entity_id(name), name);
            if (!is_new) {
                context.note(parameter.kind, parameter.row, parameter.key,
                             "number " + std::to_string(number) + " has the same address as " + other->second +
                                 " (a 32-bit hash of the name, used for random numbers); rename one of the two");
            }
        }
    }
}

// Names become addresses of random numbers and labels in results files.
void check_names(RuleContext const& context)
{
    std::map<EntityId, std::string> seen;
    std::map<std::string, std::size_t> rows_of;
    std::string last;
    for (auto const& parameter : context.parameters) {
        auto const name = parameter.kind + "/" + parameter.row;
        if (parameter.row.empty() || name == last) {
            continue;
        }
        last = name;
        if (!is_good_name(parameter.row)) {
            context.note(
                parameter.kind, parameter.row, parameter.key,
                "the name may hold small letters, digits, '-' and '_' only, 64 at most, and not begin with '-'");
        }
        auto const [other, is_new] = seen.emplace(entity_id(name), name);
        if (!is_new) {
            context.note(parameter.kind, parameter.row, parameter.key,
                         "has the same address as " + other->second +
                             " (a 32-bit hash of the name, used for random numbers); rename one of the two");
        }
        if (++rows_of[parameter.kind] == most_rows + 1) {
            context.note(parameter.kind, parameter.row, parameter.key,
                         "there are more than " + std::to_string(most_rows) + " tables of this kind");
        }
    }
}

}  // namespace

RuleContext::RuleContext(Scenario const& read, std::vector<Parameter> const& all, Location const& top,
                         std::vector<Problem>& problems)
    : scenario(read), parameters(all), top_(top), problems_(problems)
{
    for (auto const& parameter : parameters) {
        fields_[{parameter.kind, parameter.row, parameter.key}] = &parameter;
    }
}

Parameter const* RuleContext::find(std::string_view kind, std::string_view row, std::string_view key) const
{
    auto const place = fields_.find({kind, row, key});
    return place == fields_.end() ? nullptr : place->second;
}

bool RuleContext::valid(std::string_view kind, std::string_view row, std::string_view key) const
{
    auto const* const parameter = find(kind, row, key);
    return parameter != nullptr && parameter->valid;
}

bool RuleContext::all_valid(std::string_view kind, std::string_view key) const
{
    return std::all_of(parameters.begin(), parameters.end(), [&](Parameter const& parameter) {
        return parameter.valid || parameter.kind != kind || parameter.key != key;
    });
}

void RuleContext::note(std::string_view kind, std::string_view row, std::string_view key, std::string const& text,
                       Severity severity) const
{
    auto const* const parameter = find(kind, row, key);
    auto table = std::string(kind);
    if (!row.empty()) {
        table.append(".").append(row);
    }
    problems_.push_back(
        problem_at(parameter == nullptr ? top_ : parameter->where, "[" + table + "] " + text, severity));
}

void check_value_rules(RuleContext const& context)
{
    check_pairs(context);
    check_shares_over_tables(context);
}

void check_general_rules(RuleContext const& context)
{
    check_names(context);
    check_numbered_members(context);
    check_value_rules(context);
}

}  // namespace piste
