// The small world as text to spoil, and what the reader then says.
#pragma once

#include "runners/config/scenario_reader.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace piste::test {

inline std::string small_world()
{
    return read_text_file(PISTE_SMALL_WORLD);
}

// The text with the one place where `old` stands after `anchor` changed. Throws if there is no such place, so that a
// test cannot pass because it changed nothing.
inline std::string changed(std::string text, std::string_view anchor, std::string_view old, std::string_view fresh)
{
    auto const from = text.find(anchor);
    auto const place = from == std::string::npos ? from : text.find(old, from);
    if (place == std::string::npos) {
        throw std::logic_error("the small world has no '" + std::string(old) + "' after '" + std::string(anchor) + "'");
    }
    return text.replace(place, old.size(), fresh);
}

// "small:line:column" of the first character of `needle` after `anchor`.
inline std::string place_of(std::string const& text, std::string_view anchor, std::string_view needle)
{
    auto const from = text.find(anchor);
    auto const place = from == std::string::npos ? from : text.find(needle, from);
    if (place == std::string::npos) {
        throw std::logic_error("there is no '" + std::string(needle) + "' after '" + std::string(anchor) + "'");
    }
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < place; ++i) {
        column = text[i] == '\n' ? 1 : column + 1;
        line += text[i] == '\n' ? 1U : 0U;
    }
    return "small:" + std::to_string(line) + ":" + std::to_string(column);
}

// Every problem that reading the text gives, as people see it; empty if it is sound.
inline std::vector<std::string> problems_of(std::string const& text, std::vector<std::string> const& settings = {},
                                            bool strict = false)
{
    std::vector<std::string> lines;
    try {
        for (auto const& warning : read_scenario_text(text, "small", settings, strict).warnings) {
            lines.push_back(to_text(warning));
        }
    } catch (ConfigurationError const& error) {
        for (auto const& problem : error.problems()) {
            lines.push_back(to_text(problem));
        }
    }
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace piste::test
