#include "runners/config/effect.hpp"

#include "runners/config/evidence.hpp"
#include "runners/config/suggestion.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace piste {
namespace {

constexpr std::array<std::string_view, 3> operation_words{"set", "factor", "add"};
constexpr double largest_number = 1e12;
constexpr double largest_factor = 1000.0;

std::string value_text(Node const& node)
{
    switch (node.kind) {
    case NodeKind::text: return toml_string(node.text);
    case NodeKind::integer: return toml_integer(node.integer);
    case NodeKind::real: return toml_real(node.real);
    default: return "";
    }
}

void read_value(KeyReader& keys, Effect& effect)
{
    std::vector<std::string> given;
    for (std::size_t i = 0; i < operation_words.size(); ++i) {
        auto const name = std::string(operation_words.at(i));
        auto const* const node = keys.look(name);
        if (node == nullptr) {
            continue;
        }
        given.push_back(name);
        effect.operation = static_cast<Operation>(i);
        if (effect.operation == Operation::set && node->is(NodeKind::text)) {
            effect.word = node->text;
            continue;
        }
        auto const low = effect.operation == Operation::factor ? 0.0 : -largest_number;
        auto const high = effect.operation == Operation::factor ? largest_factor : largest_number;
        if (auto const number = keys.optional_number(name, low, high)) {
            effect.number = *number;
        }
    }
    if (given.empty()) {
        keys.note(keys.table().where, "changes nothing: write set = a value, factor = a number, or add = a number");
    } else if (given.size() > 1) {
        keys.note(keys.table().where, "has " + listed(given) + "; keep the one that is meant");
    }
}

void read_condition(KeyReader& keys, std::string const& key, Node const& node, Effect& effect)
{
    if (node.is(NodeKind::table)) {   // { holder.kind = "state" }
        for (auto const& entry : node.entries) {
            read_condition(keys, key + "." + entry.key, entry.value, effect);
        }
        return;
    }
    RowCondition condition{key, {}};
    auto const values = node.is(NodeKind::list) ? node.items : std::vector<Node>{node};
    for (auto const& value : values) {
        condition.values.push_back(value_text(value));
        if (condition.values.back().empty()) {
            keys.note(value.where, "where." + key + " must be a text or a number, or a list of these");
        }
    }
    std::sort(condition.values.begin(), condition.values.end());
    effect.where.push_back(std::move(condition));
}

void read_conditions(KeyReader& keys, Effect& effect)
{
    auto const* const where = keys.look("where");
    if (where == nullptr) {
        return;
    }
    if (!where->is(NodeKind::table)) {
        keys.note(where->where, "where must be a table of keys and values, such as { holder = \"state\" }");
        return;
    }
    for (auto const& entry : where->entries) {
        read_condition(keys, entry.key, entry.value, effect);
    }
}

void read_grounds(KeyReader& keys, Effect& effect, std::vector<std::string> const* fact_ids)
{
    effect.source = keys.optional_text("source");
    effect.assumption = keys.optional_text("assumption");
    effect.note = keys.optional_text("note");
    if (effect.source.empty() == effect.assumption.empty()) {
        keys.note(keys.table().where, effect.source.empty()
                                          ? "has neither source nor assumption: write source = \"a fact id or address\" "
                                            "or assumption = \"a reason\""
                                          : "has both source and assumption; keep the one that it rests on");
    } else if (!effect.source.empty()) {
        if (auto const problem = source_problem(effect.source, fact_ids); !problem.empty()) {
            keys.note(keys.table().find("source")->where, problem);
        }
    }
}

std::string operation_text(Effect const& effect)
{
    return std::string(operation_words.at(static_cast<std::size_t>(effect.operation))) + " = " +
           (effect.word ? toml_string(*effect.word) : toml_real(effect.number));
}

}  // namespace

std::string conditions_text(Effect const& effect)
{
    std::vector<std::string> conditions;
    for (auto const& condition : effect.where) {
        conditions.push_back(condition.key + " = " +
                             (condition.values.size() == 1 ? condition.values.front() : toml_list(condition.values)));
    }
    auto const list = toml_list(conditions);
    return "{ " + list.substr(1, list.size() - 2) + " }";
}

Effect read_effect(KeyReader& keys, std::vector<std::string> const* fact_ids)
{
    Effect effect;
    effect.place = keys.table().where;
    effect.path = keys.text("path");
    if (auto const* const path = keys.table().find("path")) {
        effect.place = path->where;
    }
    read_conditions(keys, effect);
    read_value(keys, effect);
    effect.unit = keys.optional_text("unit");
    effect.range = keys.optional_range("range", -largest_number, largest_number);
    if (!effect.word && keys.table().find("range") == nullptr) {
        keys.note(keys.table().where, "has no range: write range = [low, high], the values that are plausible");
    } else if (effect.range && (effect.number < effect.range->first || effect.number > effect.range->second)) {
        keys.note(keys.table().find("range")->where, operation_text(effect) + " lies outside its own range");
    }
    read_grounds(keys, effect, fact_ids);
    return effect;
}

std::vector<DatedEvent> read_events(Node const& document, std::vector<std::string> const* fact_ids, std::vector<Problem>& problems)
{
    std::vector<DatedEvent> events;
    auto const* const timeline = document.find("timeline");
    if (timeline == nullptr) {
        return events;
    }
    if (!timeline->is(NodeKind::list)) {
        problems.push_back(problem_at(timeline->where, "timeline must be a list of tables: write [[timeline]] above each event"));
        return events;
    }
    std::size_t number = 0;
    for (auto const& item : timeline->items) {
        auto const header = "[timeline #" + std::to_string(++number) + "]";
        if (!item.is(NodeKind::table)) {
            problems.push_back(problem_at(item.where, header + " must be a table: write [[timeline]] and its keys below"));
            continue;
        }
        KeyReader keys(item, header, problems);
        DatedEvent event;
        event.on = keys.optional_date("on");
        if (item.find("on") == nullptr) {
            keys.note(item.where, "on is missing: the date from which it holds, as \"2012-01-17\"");
        }
        event.until = keys.optional_date("until");
        event.what = keys.text("what");
        event.effect = read_effect(keys, fact_ids);
        keys.finish();
        events.push_back(std::move(event));
    }
    std::stable_sort(events.begin(), events.end(), [](DatedEvent const& a, DatedEvent const& b) {
        return std::pair(a.on, toml_of({a}, "")) < std::pair(b.on, toml_of({b}, ""));
    });
    return events;
}

std::string toml_of(Effect const& effect)
{
    std::map<std::string, std::string> keys;
    auto const put_text = [&](std::string const& key, std::string const& text) {
        if (!text.empty()) {
            keys[key] = toml_string(text);
        }
    };
    put_text("assumption", effect.assumption);
    put_text("note", effect.note);
    put_text("path", effect.path);
    put_text("source", effect.source);
    put_text("unit", effect.unit);
    if (effect.range) {
        keys["range"] = toml_list({toml_real(effect.range->first), toml_real(effect.range->second)});
    }
    if (!effect.where.empty()) {
        keys["where"] = conditions_text(effect);
    }
    auto const operation = operation_text(effect);
    keys[operation.substr(0, operation.find(' '))] = operation.substr(operation.find("= ") + 2);
    std::string text;
    for (auto const& [key, value] : keys) {
        text += key + " = " + value + "\n";
    }
    return text;
}

std::string toml_of(std::vector<DatedEvent> const& events, std::string const& header)
{
    std::string text;
    for (auto const& event : events) {
        text += "\n[[" + header + "]]\n" + "on = " + toml_string(event.on) + "\n" +
                (event.until.empty() ? "" : "until = " + toml_string(event.until) + "\n") +
                "what = " + toml_string(event.what) + "\n" + toml_of(event.effect);
    }
    return text;
}

std::string values_of(Effect const& effect)
{
    return effect.path + " " + conditions_text(effect) + " " + operation_text(effect);
}

std::string values_of(DatedEvent const& event)
{
    return "from " + event.on + " until " + event.until + " " + values_of(event.effect);
}

}  // namespace piste
