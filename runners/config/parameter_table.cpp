#include "runners/config/parameter_table.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace piste {
namespace {

std::size_t count_sourced(std::vector<Parameter> const& parameters)
{
    return static_cast<std::size_t>(std::count_if(parameters.begin(), parameters.end(), [](Parameter const& parameter) {
        return !is_plain(parameter.type) && !parameter.source.empty();
    }));
}

std::size_t count_all(std::vector<Parameter> const& parameters)
{
    return static_cast<std::size_t>(std::count_if(
        parameters.begin(), parameters.end(), [](Parameter const& parameter) { return !is_plain(parameter.type); }));
}

// Neither a bar nor a line break may end a cell.
std::string cell(std::string_view text)
{
    std::string safe;
    for (char const letter : text) {
        if (letter == '|') {
            safe += "\\|";
        } else {
            safe += letter == '\n' ? ' ' : letter;
        }
    }
    return safe;
}

// A word without the quotes and a list without the brackets it has in TOML.
std::string plain(std::string_view value)
{
    auto const is_quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
    return std::string(is_quoted ? value.substr(1, value.size() - 2) : value);
}

std::string grounds(Parameter const& parameter)
{
    if (is_plain(parameter.type)) {
        return "structure";
    }
    auto text = parameter.source.empty() ? "assumption: " + parameter.assumption : "source: " + parameter.source;
    if (!parameter.note.empty()) {
        text += ". Note: " + parameter.note;
    }
    if (!parameter.alternatives.empty()) {
        text += ". Alternatives:";
        for (auto const& alternative : parameter.alternatives) {
            text += (&alternative == &parameter.alternatives.front() ? " " : ", ") + plain(alternative);
        }
    }
    return text;
}

std::string markdown_row(std::vector<std::string> const& cells)
{
    std::string row = "|";
    for (auto const& text : cells) {
        row.append(" ").append(cell(text)).append(" |");
    }
    return row + "\n";
}

std::string code(std::string const& text)
{
    return "`" + text + "`";
}

// A section is one table. A kind of table is two: what its keys are, once, and the values of each of its rows.
std::string markdown_of_kind(std::string const& kind, std::vector<Parameter const*> const& parameters)
{
    auto text = "\n## " + kind + "\n\n";
    if (parameters.front()->row.empty()) {
        text += markdown_row({"key", "value", "unit", "range", "legal", "meaning", "rests on"}) +
                "|---|---|---|---|---|---|---|\n";
        for (auto const* const each : parameters) {
            text += markdown_row({code(each->key), plain(each->value), each->unit, each->range.value_or(""),
                                  each->legal, each->meaning, grounds(*each)});
        }
        return text;
    }
    text += markdown_row({"key", "unit", "legal", "meaning"}) + "|---|---|---|---|\n";
    for (auto const* const each : parameters) {
        if (each->row == parameters.front()->row) {
            text += markdown_row({code(each->key), each->unit, each->legal, each->meaning});
        }
    }
    text += "\n";
    text += markdown_row({"entry", "value", "range", "rests on"}) + "|---|---|---|---|\n";
    for (auto const* const each : parameters) {
        text += markdown_row(
            {code(each->row + "." + each->key), plain(each->value), each->range.value_or(""), grounds(*each)});
    }
    return text;
}

void pad(std::string& line, std::size_t width)
{
    line.append(line.size() < width ? width - line.size() : 1, ' ');
}

}  // namespace

std::string parameters_as_markdown(ReadScenario const& read)
{
    auto const& parameters = read.resolved.parameters;
    auto text =
        "# Parameters of " + read.scenario.name + "\n\n" + read.scenario.title +
        ". Written from the scenario file; edit that, not this page.\n\n" + "Of " +
        std::to_string(count_all(parameters)) + " numbers and choices, " + std::to_string(count_sourced(parameters)) +
        " rest on a source and the others on an assumption. *Range* is what is held plausible, *legal* what the "
        "program accepts. A source is an id in `configs/evidence/facts.csv` or an address.\n";
    std::vector<Parameter const*> of_kind;
    for (auto const& parameter : parameters) {
        if (!of_kind.empty() && of_kind.front()->kind != parameter.kind) {
            text += markdown_of_kind(of_kind.front()->kind, of_kind);
            of_kind.clear();
        }
        of_kind.push_back(&parameter);
    }
    return text + (of_kind.empty() ? "" : markdown_of_kind(of_kind.front()->kind, of_kind));
}

std::string parameters_as_text(ReadScenario const& read)
{
    constexpr std::size_t longest_value = 34;
    auto const& parameters = read.resolved.parameters;
    std::size_t widest = 0;
    for (auto const& parameter : parameters) {
        widest = std::max(widest, table_name(parameter).size() + 1 + parameter.key.size());
    }
    std::string text;
    for (auto const& parameter : parameters) {
        auto line = table_name(parameter) + "." + parameter.key;
        pad(line, widest + 2);
        line += plain(parameter.value) + (parameter.unit.empty() ? "" : " " + parameter.unit);
        pad(line, widest + 2 + longest_value);
        line += parameter.range ? "range " + *parameter.range + "; " : std::string();
        text += line + parameter.meaning + "; " + grounds(parameter) + "\n";
    }
    return text;
}

}  // namespace piste
