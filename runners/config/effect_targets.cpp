// Which parameters an effect changes.
#include "runners/config/effect.hpp"
#include "runners/config/suggestion.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace piste {
namespace {

// Distinct values of one member over parameters, in their order.
template <class Choose>
std::vector<std::string> names_among(std::vector<Parameter> const& parameters, std::string Parameter::*member, Choose const& choose)
{
    std::vector<std::string> names;
    for (auto const& parameter : parameters) {
        if (choose(parameter) && std::find(names.begin(), names.end(), parameter.*member) == names.end()) {
            names.push_back(parameter.*member);
        }
    }
    return names;
}

std::string no_such(std::string const& what, std::string const& name, std::vector<std::string> const& known)
{
    auto const guess = did_you_mean(name, known);
    return "there is no " + what + " '" + name + "'" + (guess.empty() ? "; known here are " + listed(known) : guess);
}

// Why an effect may not change a parameter; empty if it may.
std::string reason_against(Effect const& effect, Parameter const& parameter)
{
    auto const name = table_name(parameter) + "." + parameter.key;
    if (auto const reason = structural_reason(parameter); !reason.empty()) {
        return name + " " + reason;
    }
    bool const takes_words = parameter.type == ParameterType::choice || parameter.type == ParameterType::reference;
    if (takes_words) {
        if (!effect.word) {
            return name + " takes a word: write set = one of " + listed(parameter.words);
        }
        if (std::find(parameter.words.begin(), parameter.words.end(), *effect.word) == parameter.words.end()) {
            return name + " cannot be " + toml_string(*effect.word) + "; it is one of " + listed(parameter.words) +
                   did_you_mean(*effect.word, parameter.words);
        }
        return "";
    }
    if (effect.word) {
        return name + " is a number; set = " + toml_string(*effect.word) + " is text";
    }
    if (effect.operation != Operation::factor && effect.unit != parameter.unit) {
        return name + " is given in \"" + parameter.unit + "\"; write unit = \"" + parameter.unit + "\" beside " +
               (effect.operation == Operation::set ? std::string("set") : "add");
    }
    if (effect.operation == Operation::set && (effect.number < parameter.low || effect.number > parameter.high)) {
        return name + " = " + readable(effect.number) + " is out of range: it must lie in [" + readable(parameter.low) + ", " +
               readable(parameter.high) + "] (" + parameter.unit + ")";
    }
    return "";
}

// What a row's key holds, as TOML; `holder.kind` looks into the row that the key refers to. Empty where there is none.
class Rows {
public:
    explicit Rows(std::vector<Parameter> const& parameters)
    {
        for (auto const& parameter : parameters) {
            rows_[{parameter.kind, parameter.row, parameter.key}] = &parameter;
        }
    }

    [[nodiscard]] std::string value(std::string const& kind, std::string const& row, std::string const& key) const
    {
        auto const dot = key.find('.');
        auto const found = rows_.find({kind, row, key.substr(0, dot)});
        if (found == rows_.end()) {
            return "";
        }
        auto const& parameter = *found->second;
        if (dot == std::string::npos) {
            return parameter.value;
        }
        bool const refers = parameter.type == ParameterType::reference && parameter.value.size() > 2;
        return refers ? value(parameter.refers_to, parameter.value.substr(1, parameter.value.size() - 2), key.substr(dot + 1)) : "";
    }

private:
    std::map<std::tuple<std::string, std::string, std::string>, Parameter const*> rows_;
};

// Keeps the targets whose rows fulfil the effect's conditions; notes conditions that no row knows.
void keep_fitting_rows(Effect const& effect, std::string const& header, std::vector<Parameter> const& parameters,
                       std::vector<std::size_t>& targets, std::vector<Problem>& problems)
{
    Rows const rows(parameters);
    auto const& first = parameters.at(targets.front());
    auto const keys = names_among(parameters, &Parameter::key, [&](Parameter const& each) { return each.kind == first.kind; });
    for (auto const& condition : effect.where) {
        if (rows.value(first.kind, first.row, condition.key).empty()) {
            problems.push_back(problem_at(effect.place, header + " where: " + no_such("key", condition.key, keys)));
            targets.clear();
            return;
        }
    }
    std::erase_if(targets, [&](std::size_t target) {
        return !std::all_of(effect.where.begin(), effect.where.end(), [&](RowCondition const& condition) {
            auto const value = rows.value(first.kind, parameters[target].row, condition.key);
            return std::find(condition.values.begin(), condition.values.end(), value) != condition.values.end();
        });
    });
    if (targets.empty()) {
        problems.push_back(problem_at(effect.place, header + " path = " + toml_string(effect.path) + ": no row has " +
                                                        conditions_text(effect) + "; an effect on nothing is a mistake"));
    }
}

}  // namespace

std::vector<std::size_t> parameters_at(std::string const& path, Location const& place, std::string const& header,
                                       std::vector<Parameter> const& parameters, std::vector<Problem>& problems)
{
    auto const parts = split(path, '.');
    auto const refuse = [&](std::string const& why) {
        problems.push_back(problem_at(place, header + " path = " + toml_string(path) + ": " + why));
        return std::vector<std::size_t>();
    };
    if (parts.size() < 2 || parts.size() > 3) {
        return refuse("it has " + std::to_string(parts.size()) +
                      " parts; write section.key, table.row.key, or table.*.key for every row");
    }
    auto const of_kind = [&](Parameter const& each) { return each.kind == parts.front(); };
    auto const kinds = names_among(parameters, &Parameter::kind, [](Parameter const&) { return true; });
    if (std::find(kinds.begin(), kinds.end(), parts.front()) == kinds.end()) {
        return refuse(no_such("table", parts.front(), kinds));
    }
    auto const rows = names_among(parameters, &Parameter::row, of_kind);
    bool const is_section = rows == std::vector<std::string>{""};
    if (is_section != (parts.size() == 2)) {
        return refuse(is_section ? "[" + parts.front() + "] has no rows: write " + parts.front() + ".key"
                                 : "[" + parts.front() + ".<name>] has rows: write " + parts.front() + ".*.key or name the row");
    }
    auto const row = is_section ? std::string() : parts[1];
    if (row != "*" && std::find(rows.begin(), rows.end(), row) == rows.end()) {
        return refuse(no_such(parts.front(), row, rows));
    }
    auto const keys = names_among(parameters, &Parameter::key, of_kind);
    if (std::find(keys.begin(), keys.end(), parts.back()) == keys.end()) {
        return refuse(no_such("key", parts.back(), keys));
    }
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (of_kind(parameters[i]) && (row == "*" || parameters[i].row == row) && parameters[i].key == parts.back()) {
            found.push_back(i);
        }
    }
    return found;
}

std::vector<std::size_t> targets_of(Effect const& effect, std::string const& header, std::vector<Parameter> const& parameters,
                                    std::vector<Problem>& problems)
{
    if (effect.path.empty()) {
        return {};   // noted when it was read
    }
    auto targets = parameters_at(effect.path, effect.place, header, parameters, problems);
    if (!targets.empty() && !effect.where.empty()) {
        keep_fitting_rows(effect, header, parameters, targets, problems);
    }
    for (auto const target : targets) {
        if (auto const reason = reason_against(effect, parameters[target]); !reason.empty()) {
            problems.push_back(problem_at(effect.place, header + " " + reason));
            return {};
        }
    }
    return targets;
}

std::string structural_reason(Parameter const& parameter)
{
    // Numbers of things, and what only says how a run begins or is laid out.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> fixed{{{"posts", "posts"},
                                                                                  {"passeur", "passeurs"},
                                                                                  {"ghetto", "ghettos"},
                                                                                  {"link", "travel_time"},
                                                                                  {"link", "distance"},
                                                                                  {"truck", "demand_memory"},
                                                                                  {"papers", "rental_stock"},
                                                                                  {"armed_groups", "response"},
                                                                                  {"armed_groups", "manning"}}};
    bool const is_fixed = parameter.kind == "horizon" || parameter.kind == "corridor" || parameter.kind == "place" ||
                          std::find(fixed.begin(), fixed.end(), std::pair<std::string_view, std::string_view>(
                                                                    parameter.kind, parameter.key)) != fixed.end();
    // Who holds a road or a post may change; whose kin live along it, and which group a holder is, may not.
    bool const is_of_group = parameter.kind == "armed_group" || parameter.kind == "foothold";
    bool const is_plain_structure = is_plain(parameter.type) && (parameter.key != "holder" || is_of_group);
    if (is_fixed || is_plain_structure) {
        return "is structure, which stays the same throughout a run and between interventions; change it in a scenario of its own";
    }
    return parameter.type == ParameterType::shares ? "is a table of shares, which effects cannot change" : "";
}

}  // namespace piste
