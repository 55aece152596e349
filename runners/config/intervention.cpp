#include "runners/config/intervention.hpp"

#include "runners/config/evidence.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace piste {
namespace {

constexpr int levers = 39;

void check_lever(KeyReader& keys, std::string const& lever)
{
    int number = 0;
    auto const* const end = lever.data() + lever.size();
    bool const is_lever = lever.size() > 1 && lever.front() == 'P' && lever[1] != '0' &&
                          std::from_chars(lever.data() + 1, end, number).ptr == end && number >= 1 && number <= levers;
    if (!lever.empty() && lever != "none" && !is_lever) {
        keys.note(keys.table().find("lever")->where, "lever = " + toml_string(lever) + " is unknown: write one of \"P1\" to \"P" +
                                                         std::to_string(levers) + "\" (docs/mechanisms.md), or \"none\"");
    }
}

void read_effects(Node const* effects, std::string const& name, std::vector<std::string> const* fact_ids,
                  Intervention& intervention, std::vector<Problem>& problems)
{
    auto const header = "[intervention." + name + "]";
    if (effects == nullptr || !effects->is(NodeKind::list) || effects->items.empty()) {
        problems.push_back(problem_at(effects == nullptr ? intervention.place : effects->where,
                                      header + " has no effect: write [[effect]] and below it path, and set, factor or add"));
        return;
    }
    std::size_t number = 0;
    for (auto const& item : effects->items) {
        auto const numbered = "[intervention." + name + " effect #" + std::to_string(++number) + "]";
        if (!item.is(NodeKind::table)) {
            problems.push_back(problem_at(item.where, numbered + " must be a table: write [[effect]] and its keys below"));
            continue;
        }
        KeyReader keys(item, numbered, problems);
        intervention.effects.push_back(read_effect(keys, fact_ids));
        keys.finish();
    }
    std::stable_sort(intervention.effects.begin(), intervention.effects.end(),
                     [](Effect const& a, Effect const& b) { return toml_of(a) < toml_of(b); });
}

}  // namespace

Intervention intervention_in(Node const& table, std::string const& name, std::vector<std::string> const* fact_ids,
                             std::vector<Problem>& problems)
{
    Intervention intervention;
    intervention.place = table.where;
    KeyReader keys(table, "[intervention." + name + "]", problems);
    intervention.name = keys.text("name");
    if (!intervention.name.empty() && intervention.name != name) {
        keys.note(table.find("name")->where, "name = " + toml_string(intervention.name) + " is not the name of its file, " +
                                                 toml_string(name) + "; they must be the same");
    }
    intervention.title = keys.text("title");
    intervention.lever = keys.text("lever");
    check_lever(keys, intervention.lever);
    intervention.predicted = keys.text("predicted");
    intervention.predicted_source = keys.text("predicted_source");
    intervention.side_effect = keys.text("side_effect");
    intervention.side_effect_source = keys.text("side_effect_source");
    intervention.assumed = keys.text("assumed");
    intervention.follows = keys.text("follows");
    intervention.onset = keys.optional_date("onset");
    intervention.end = keys.optional_date("end");
    intervention.intensity = keys.optional_number("intensity", 0.0, 1.0).value_or(1.0);
    intervention.intensity_range = keys.optional_range("intensity_range", 0.0, 1.0).value_or(std::pair(0.0, 1.0));
    read_effects(keys.look("effect"), name, fact_ids, intervention, problems);
    keys.finish();
    return intervention;
}

Intervention read_intervention(std::filesystem::path const& path)
{
    auto document = read_document(path);
    std::vector<Problem> problems;
    Node table;
    table.where = document.where;
    if (auto const* const heading = document.find("intervention"); heading != nullptr && heading->is(NodeKind::table)) {
        table = *heading;
    } else {
        problems.push_back(problem_at(document.where, "[intervention] is missing: write it above name, title, lever ..."));
    }
    for (auto const& entry : document.entries) {
        if (entry.key == "effect") {
            table.put("effect", entry.where, entry.value);
        } else if (entry.key != "intervention") {
            problems.push_back(problem_at(entry.where, entry.key + " is not known here; an intervention has the table [intervention] "
                                                                   "and tables [[effect]]"));
        }
    }
    auto const evidence = path.parent_path() / ".." / "evidence" / "facts.csv";
    std::error_code none;
    auto const ids = std::filesystem::is_regular_file(evidence, none) ? std::optional(read_fact_ids(evidence)) : std::nullopt;
    auto intervention = intervention_in(table, path.stem().string(), ids ? &*ids : nullptr, problems);
    if (!problems.empty()) {
        throw ConfigurationError(std::move(problems));
    }
    return intervention;
}

std::string toml_of(Intervention const& intervention)
{
    auto text = "[intervention." + intervention.name + "]\n";
    auto const put = [&](std::string const& key, std::string const& value) {
        text += value.empty() ? "" : key + " = " + toml_string(value) + "\n";
    };
    put("assumed", intervention.assumed);
    put("end", intervention.end);
    put("follows", intervention.follows);
    text += "intensity = " + toml_real(intervention.intensity) + "\nintensity_range = " +
            toml_list({toml_real(intervention.intensity_range.first), toml_real(intervention.intensity_range.second)}) + "\n";
    put("lever", intervention.lever);
    put("name", intervention.name);
    put("onset", intervention.onset);
    put("predicted", intervention.predicted);
    put("predicted_source", intervention.predicted_source);
    put("side_effect", intervention.side_effect);
    put("side_effect_source", intervention.side_effect_source);
    put("title", intervention.title);
    for (auto const& effect : intervention.effects) {
        text += "\n[[intervention." + intervention.name + ".effect]]\n" + toml_of(effect);
    }
    return text;
}

std::string values_of(Intervention const& intervention)
{
    std::string text;
    for (auto const& effect : intervention.effects) {
        text += values_of(effect) + "\n";
    }
    return text;
}

}  // namespace piste
