#include "runners/config/points.hpp"

#include "runners/config/suggestion.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace piste {
namespace {

constexpr std::string_view intervention_prefix = "intervention.";
constexpr std::string_view intensity_suffix = ".intensity";

Node list_node(Location const& where)
{
    Node node;
    node.kind = NodeKind::list;
    node.where = where;
    return node;
}

// A cell as the number that it is, or as text.
Node cell_node(std::string const& text, Location const& where)
{
    auto node = text_node(text, where);
    auto const* const end = text.data() + text.size();
    if (std::from_chars(text.data(), end, node.integer).ptr == end && !text.empty()) {
        node.kind = NodeKind::integer;
    } else if (std::from_chars(text.data(), end, node.real).ptr == end && !text.empty()) {
        node.kind = NodeKind::real;
    }
    return node;
}

// Fields between commas, in quotes where they hold one (RFC 4180, without line breaks in a field), each at its place.
std::vector<Node> fields_of(std::string_view line, Location where)
{
    std::vector<Node> fields;
    std::size_t begin = 0;
    while (begin <= line.size()) {
        std::string text;
        bool in_quotes = false;
        auto at = begin;
        for (; at < line.size() && (in_quotes || line[at] != ','); ++at) {
            if (line[at] == '"') {
                in_quotes = !in_quotes;
            } else if (line[at] != '\r') {
                text += line[at];
            }
        }
        auto const first = text.find_first_not_of(' ');
        text = first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
        where.column = begin + 1;
        fields.push_back(cell_node(text, where));
        begin = at + 1;
    }
    return fields;
}

Cell cell_of(Node const& node)
{
    Cell cell;
    cell.place = node.where;
    if (is_number(node)) {
        cell.number = number_in(node) == 0.0 ? 0.0 : number_in(node);
    } else if (node.is(NodeKind::text) && !node.text.empty()) {
        cell.word = node.text;
    }
    return cell;
}

std::string cell_text(Cell const& cell)
{
    return cell.number ? toml_real(*cell.number) : toml_string(cell.word.value_or(""));
}

std::vector<Node> items_of(std::string const& key, KeyReader& keys)
{
    auto const* const node = keys.take(key);
    if (node != nullptr && !node->is(NodeKind::list)) {
        keys.note(node->where, key + " must be a list");
    }
    return node != nullptr && node->is(NodeKind::list) ? node->items : std::vector<Node>();
}

void read_columns(std::vector<Node> const& nodes, PointTable& table, KeyReader& keys)
{
    for (auto const& node : nodes) {
        table.columns.push_back(node.is(NodeKind::text) ? node.text : "");
        table.places.push_back(node.where);
        auto const before = std::count(table.columns.begin(), table.columns.end(), table.columns.back());
        if (table.columns.back().empty()) {
            keys.note(node.where, "column " + std::to_string(table.columns.size()) + " has no name: it must be the path of a parameter");
        } else if (before > 1) {
            keys.note(node.where, "the column " + table.columns.back() + " stands twice");
        }
    }
}

std::string values_of(PointTable const& table, Point const& point)
{
    std::map<std::string, std::string> values;
    for (std::size_t i = 0; i < point.cells.size() && i < table.columns.size(); ++i) {
        if (point.cells[i].number || point.cells[i].word) {
            values[table.columns[i]] = cell_text(point.cells[i]);
        }
    }
    std::string text;
    for (auto const& [path, value] : values) {
        text += path + " = " + value + "\n";
    }
    return text;
}

void note_repeated(PointTable const& table, KeyReader& keys)
{
    std::map<std::string, std::string> by_values;
    std::set<std::string> names;
    for (auto const& point : table.points) {
        auto const [other, is_new] = by_values.emplace(point.values, point.name);
        if (!is_new) {
            keys.note(point.place, "point '" + point.name + "' has the same values as point '" + other->second + "'; remove one");
        }
        if (!names.insert(point.name).second) {
            keys.note(point.place, "the name '" + point.name + "' is given to two points");
        }
    }
}

// Why a value cannot be a parameter's; empty if it can.
std::string reason_against(Cell const& cell, Parameter const& parameter)
{
    auto const name = table_name(parameter) + "." + parameter.key;
    if (!parameter.words.empty()) {
        bool const is_one = cell.word && std::find(parameter.words.begin(), parameter.words.end(), *cell.word) != parameter.words.end();
        return is_one ? "" : name + " = " + cell_text(cell) + ": one of " + listed(parameter.words) + " is expected";
    }
    if (!cell.number) {
        return name + " = " + cell_text(cell) + " is text; a number is expected (" + parameter.unit + ")";
    }
    if (parameter.type == ParameterType::amount && std::floor(*cell.number) != *cell.number) {
        return name + " = " + readable(*cell.number) + " is not whole; an integer is expected (" + parameter.unit + ")";
    }
    if (!(*cell.number >= parameter.low && *cell.number <= parameter.high)) {
        return name + " = " + readable(*cell.number) + " is out of range: it must lie in [" + readable(parameter.low) + ", " +
               readable(parameter.high) + "] (" + parameter.unit + ")";
    }
    return "";
}

// What no point may vary: names and references, and what decides the shape of the results.
bool is_fixed(Parameter const& parameter)
{
    return (is_plain(parameter.type) && parameter.key != "holder") || parameter.type == ParameterType::shares ||
           parameter.kind == "horizon";
}

std::optional<std::string> intervention_of(std::string const& column)
{
    if (!column.starts_with(intervention_prefix) || !column.ends_with(intensity_suffix) ||
        column.size() <= intervention_prefix.size() + intensity_suffix.size()) {
        return std::nullopt;
    }
    return column.substr(intervention_prefix.size(), column.size() - intervention_prefix.size() - intensity_suffix.size());
}

}  // namespace

PointTable own_point()
{
    PointTable table;
    table.points.push_back({"base", {}, "", {}});
    return table;
}

Node read_points_file(std::filesystem::path const& path)
{
    auto const text = read_text_file(path);
    Location where{std::make_shared<std::string const>(path.string()), 1, 1};
    Node table;
    table.where = where;
    auto columns = list_node(where);
    auto rows = list_node(where);
    auto names = list_node(where);
    std::size_t begin = 0;
    std::optional<std::size_t> name_column;
    for (where.line = 1; begin < text.size(); ++where.line) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const line = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        if (line.find_first_not_of(" \r") == std::string_view::npos) {
            continue;
        }
        auto fields = fields_of(line, where);
        if (columns.items.empty() && !name_column) {
            auto const name = std::find_if(fields.begin(), fields.end(), [](Node const& field) { return field.text == "point"; });
            if (name != fields.end()) {
                name_column = static_cast<std::size_t>(name - fields.begin());
                fields.erase(name);
            }
            columns.items = std::move(fields);
            continue;
        }
        auto row = list_node(where);
        auto name = text_node(std::to_string(rows.items.size() + 1), where);
        if (name_column && *name_column < fields.size()) {
            name.text = fields[*name_column].text;
            fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(*name_column));
        }
        row.items = std::move(fields);
        rows.items.push_back(std::move(row));
        names.items.push_back(std::move(name));
    }
    table.put("parameters", columns.where, std::move(columns));
    table.put("rows", rows.where, std::move(rows));
    table.put("names", names.where, std::move(names));
    return table;
}

PointTable points_in(Node const& node, std::vector<Problem>& problems)
{
    KeyReader keys(node, "[experiment.points]", problems);
    PointTable table;
    read_columns(items_of("parameters", keys), table, keys);
    if (table.columns.empty()) {
        keys.note(node.where, "has no column: the first line names the parameters whose values follow");
    }
    auto const names = items_of("names", keys);
    auto const rows = items_of("rows", keys);
    keys.finish();
    if (rows.empty()) {
        keys.note(node.where, "has no point: write a row of values for each below the header");
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Point point;
        point.place = rows[i].where;
        point.name = i < names.size() && names[i].is(NodeKind::text) ? names[i].text : std::to_string(i + 1);
        for (auto const& item : rows[i].items) {
            point.cells.push_back(cell_of(item));
        }
        if (point.cells.size() != table.columns.size()) {
            keys.note(point.place, "point '" + point.name + "' has " + std::to_string(point.cells.size()) + " values for " +
                                       std::to_string(table.columns.size()) + " columns; leave a cell empty for the scenario's own value");
        }
        point.values = values_of(table, point);
        table.points.push_back(std::move(point));
    }
    note_repeated(table, keys);
    return table;
}

std::string toml_of(PointTable const& table)
{
    if (table.columns.empty()) {
        return "";
    }
    std::vector<std::string> columns;
    std::vector<std::string> names;
    std::string rows = "rows = [\n";
    for (auto const& column : table.columns) {
        columns.push_back(toml_string(column));
    }
    for (auto const& point : table.points) {
        names.push_back(toml_string(point.name));
        std::vector<std::string> cells;
        for (auto const& cell : point.cells) {
            cells.push_back(cell_text(cell));
        }
        rows += toml_list(cells) + ",\n";
    }
    return "\n[experiment.points]\nnames = " + toml_list(names) + "\nparameters = " + toml_list(columns) + "\n" + rows + "]\n";
}

PointTargets point_targets(PointTable const& table, std::vector<Parameter> const& parameters,
                           std::vector<Intervention> const& interventions, std::vector<Problem>& problems)
{
    std::string const header = "[experiment.points]";
    PointTargets targets;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        auto const& column = table.columns[i];
        auto const& place = table.places[i];
        targets.interventions.push_back(intervention_of(column));
        targets.parameters.emplace_back();
        if (auto const& name = targets.interventions.back()) {
            std::vector<std::string> known;
            for (auto const& intervention : interventions) {
                known.push_back(intervention.name);
            }
            if (std::find(known.begin(), known.end(), *name) == known.end()) {
                problems.push_back(problem_at(place, header + " the column " + column + ": the experiment has no intervention '" + *name +
                                                         "'" + did_you_mean(*name, known)));
            }
            continue;
        }
        targets.parameters.back() = parameters_at(column, place, header, parameters, problems);
        for (auto const target : targets.parameters.back()) {
            if (is_fixed(parameters[target])) {
                problems.push_back(problem_at(place, header + " the column " + column +
                                                         " is structure, the same at all points; make a scenario of its own"));
                targets.parameters.back().clear();
                break;
            }
        }
    }
    return targets;
}

std::vector<Assignment> assignments_of(PointTable const& table, std::size_t point, PointTargets const& targets,
                                       std::vector<Parameter> const& parameters, std::vector<Problem>& problems)
{
    std::map<std::size_t, Assignment> values;
    auto const& cells = table.points.at(point).cells;
    for (std::size_t i = 0; i < cells.size() && i < targets.parameters.size(); ++i) {
        auto const& cell = cells[i];
        if (!cell.number && !cell.word) {
            continue;
        }
        if (targets.interventions[i] && !(cell.number && *cell.number >= 0.0 && *cell.number <= 1.0)) {
            problems.push_back(problem_at(cell.place, "[experiment.points] " + table.columns[i] + " = " + cell_text(cell) +
                                                          " is out of range: it must be a number from 0 to 1"));
        }
        for (auto const target : targets.parameters[i]) {
            auto const& parameter = parameters[target];
            if (auto const reason = reason_against(cell, parameter); !reason.empty()) {
                problems.push_back(problem_at(cell.place, "[experiment.points] " + reason));
                break;
            }
            auto const word = cell.word ? std::find(parameter.words.begin(), parameter.words.end(), *cell.word) - parameter.words.begin() : 0;
            if (!values.emplace(target, Assignment{target, cell.number.value_or(0.0), static_cast<std::size_t>(word)}).second) {
                problems.push_back(problem_at(cell.place, "[experiment.points] two columns give " + table_name(parameter) + "." +
                                                              parameter.key + "; keep one"));
            }
        }
    }
    std::vector<Assignment> sorted;
    for (auto const& [target, value] : values) {
        sorted.push_back(value);
    }
    return sorted;
}

void give_intensities(PointTable const& table, std::size_t point, PointTargets const& targets, std::vector<EffectInForce>& effects)
{
    auto const& cells = table.points.at(point).cells;
    for (std::size_t i = 0; i < cells.size() && i < targets.interventions.size(); ++i) {
        if (!targets.interventions[i] || !cells[i].number) {
            continue;
        }
        for (auto& effect : effects) {
            effect.intensity = effect.intervention == *targets.interventions[i] ? *cells[i].number : effect.intensity;
        }
    }
}

}  // namespace piste
