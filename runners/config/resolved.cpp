#include "runners/config/resolved.hpp"

#include "runners/config/text_hash.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace piste {
namespace {

std::vector<Parameter const*> sorted(std::vector<Parameter> const& parameters)
{
    std::vector<Parameter const*> order;
    for (auto const& parameter : parameters) {
        order.push_back(&parameter);
    }
    std::sort(order.begin(), order.end(), [](Parameter const* left, Parameter const* right) {
        return std::tie(left->kind, left->row, left->key) < std::tie(right->kind, right->row, right->key);
    });
    return order;
}

std::string written(Parameter const& parameter)
{
    if (is_plain(parameter.type)) {
        return parameter.value;
    }
    auto text = "{ value = " + parameter.value;
    if (!parameter.unit.empty()) {
        text += ", unit = " + toml_string(parameter.unit);
    }
    if (parameter.range) {
        text += ", range = " + *parameter.range;
    }
    auto const assumed = parameter.source.empty();
    text += assumed ? ", assumption = " : ", source = ";
    text += toml_string(assumed ? parameter.assumption : parameter.source);
    if (!parameter.note.empty()) {
        text += ", note = " + toml_string(parameter.note);
    }
    if (!parameter.alternatives.empty()) {
        text += ", alternatives = " + toml_list(parameter.alternatives);
    }
    return text + " }";
}

// Names for people decide nothing.
std::string values_only(std::vector<Parameter> const& parameters, std::vector<DatedEvent> const& events)
{
    std::string text;
    for (auto const* const parameter : sorted(parameters)) {
        if (parameter->key != "label") {
            text += table_name(*parameter) + "." + parameter->key + " = " + parameter->value + "\n";
        }
    }
    for (auto const& event : events) {
        text += values_of(event) + "\n";
    }
    return text;
}

}  // namespace

std::string scenario_toml(Scenario const& scenario, std::vector<Parameter> const& parameters,
                          std::vector<std::string> const& tables, std::vector<DatedEvent> const& events, std::string_view parent)
{
    std::map<std::string, std::string> groups;  // header and keys by header
    for (auto const& kind : tables) {
        groups[kind];
    }
    for (auto const* const parameter : sorted(parameters)) {
        if (!parameter->row.empty()) {
            groups.erase(parameter->kind);  // it has rows, so it needs no header of its own
        }
        groups[table_name(*parameter)] += parameter->key + " = " + written(*parameter) + "\n";
    }
    auto text = parent.empty() ? std::string() : "[" + std::string(parent) + "]\n";
    text += "description = " + toml_string(scenario.description) + "\n";
    text += "name = " + toml_string(scenario.name) + "\n";
    text += "title = " + toml_string(scenario.title) + "\n";
    for (auto const& [header, keys] : groups) {
        text += "\n[" + (parent.empty() ? "" : std::string(parent) + ".") + header + "]\n" + keys;
    }
    return text + toml_of(events, (parent.empty() ? "" : std::string(parent) + ".") + "timeline");
}

Resolved resolve(Scenario const& scenario, std::vector<Parameter> parameters, std::vector<std::string> tables,
                 std::vector<DatedEvent> const& events)
{
    Resolved resolved;
    resolved.parameters = std::move(parameters);
    resolved.tables = std::move(tables);
    resolved.text = scenario_toml(scenario, resolved.parameters, resolved.tables, events, "");
    resolved.model_hash = text_hash(values_only(resolved.parameters, events));
    resolved.text_hash = text_hash(resolved.text);
    return resolved;
}

}  // namespace piste
