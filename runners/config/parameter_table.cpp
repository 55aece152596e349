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

std::string markdown_row(Parameter const& parameter)
{
    auto const name = parameter.row.empty() ? parameter.key : parameter.row + "." + parameter.key;
    return "| `" + name + "` | " + cell(plain(parameter.value)) + " | " + cell(parameter.unit) + " | " +
           cell(parameter.range.value_or("")) + " | " + cell(parameter.legal) + " | " + cell(parameter.meaning) +
           " | " + cell(grounds(parameter)) + " |\n";
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
        ". Written by `piste list parameters` from the scenario file; edit that, not this page.\n\n" + "Of " +
        std::to_string(count_all(parameters)) + " numbers and choices, " + std::to_string(count_sourced(parameters)) +
        " rest on a source and the others on an assumption. *Range* is what is held plausible, *legal* what the "
        "program accepts. A source is an id in `configs/evidence/facts.csv` or an address.\n";
    std::string_view kind;
    for (auto const& parameter : parameters) {
        if (parameter.kind != kind) {
            kind = parameter.kind;
            text += "\n## " + parameter.kind + "\n\n| key | value | unit | range | legal | meaning | rests on |\n" +
                    "|---|---|---|---|---|---|---|\n";
        }
        text += markdown_row(parameter);
    }
    return text;
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
