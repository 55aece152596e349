// One entry of a configuration as it was read: what the schema says of it, what the file says, and where.
#pragma once

#include "runners/config/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

enum class ParameterType { amount, real, probability, ratio, shares, choice, word, text, reference, references };

struct Parameter {
    std::string kind;  // of the table, or name of the section
    std::string row;   // declared name in the table; empty in a section
    std::string key;
    ParameterType type = ParameterType::text;
    std::string unit;  // empty where there is none
    std::string meaning;
    std::string legal;  // what values are possible at all, for people: "0 to 1000000"
    double low = 0.0;   // of a number: the same as numbers
    double high = 0.0;
    std::vector<std::string> words;  // of a choice, in its order; of a holder: all holders' names

    std::string refers_to;           // of a reference: the kind of table

    bool valid = false;   // the value could be read and is legal; the rest is of use only then
    std::string value;    // as TOML, in the one way that Piste writes it
    double number = 0.0;  // the value where it is a number; the sum of shares
    std::optional<std::string> range;
    std::string source;
    std::string assumption;
    std::string note;
    std::vector<std::string> alternatives;
    Location where;  // of the value, or of the table that lacks it
};

// Whether the entry is plain structure, which needs no source.
[[nodiscard]] inline bool is_plain(ParameterType type)
{
    return type == ParameterType::word || type == ParameterType::text || type == ParameterType::reference ||
           type == ParameterType::references;
}

// The header of its table: "posts.gao-anefis" or "horizon".
[[nodiscard]] inline std::string table_name(Parameter const& parameter)
{
    return parameter.row.empty() ? parameter.kind : parameter.kind + "." + parameter.row;
}

}  // namespace piste
