// Reads the fields of one table of a scenario after another: value, unit, range, and source or assumption. Every
// problem is noted and reading goes on; nothing is thrown. What the fields are, the describing visitor says.
#pragma once

#include "runners/config/parameter.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// What the schema says of one field.
struct Field {
    std::string_view key;
    std::string_view unit;
    std::string_view meaning;
};

class FieldReader {
public:
    // The document must outlive the reader. fact_ids: sorted ids that a source may name, or none to take any.
    FieldReader(Node const& document, std::vector<std::string> const* fact_ids)
        : document_(document), fact_ids_(fact_ids)
    {
    }

    // Declared names of a kind of table, sorted.
    [[nodiscard]] std::vector<std::string> const& names_of(std::string_view kind);

    // Begins a table; row is empty for a section. Fields are read until close(), which notes keys that nobody asked
    // for.
    void open(Node const& table, std::string kind, std::string row);
    void close();

    std::optional<std::int64_t> read_amount(Field const& field, std::int64_t low, std::int64_t high);
    std::optional<double> read_real(Field const& field, ParameterType type, double low, double high);
    // One share for each declared name of the kind, in their order; they sum to 1.
    std::optional<std::vector<double>> read_shares(Field const& field, std::string_view kind);
    // The position among the words.
    std::optional<std::size_t> read_choice(Field const& field, std::span<std::string_view const> words);
    std::optional<std::size_t> read_word(Field const& field, std::span<std::string_view const> words);
    std::optional<std::string> read_text(Field const& field);
    // Positions among the declared names of the kind.
    std::optional<std::size_t> read_reference(Field const& field, std::string_view kind);
    std::optional<std::vector<std::size_t>> read_references(Field const& field, std::string_view kind);

    // Notes a problem of the table or key that is being read, as "[table] text".
    void note(Location const& where, std::string_view text, Severity severity = Severity::error);

    std::vector<Problem> problems;
    std::vector<Parameter> parameters;  // in the order in which they were read

private:
    // The field's node, with a new parameter begun for it; none if it is missing.
    Node const* take(Field const& field, ParameterType type, std::string legal);
    // The table { value, unit, ... } of a number or choice, its unit, source, assumption and note checked; none if it
    // is missing or of another kind.
    Node const* take_sourced(Field const& field, ParameterType type, std::string legal);
    void check_unit(Node const& sourced, Field const& field);
    void check_source(Node const& sourced, Field const& field);
    void read_note(Node const& sourced, Field const& field);
    std::optional<double> number(Node const& value, Field const& field, std::string_view part);
    bool in_range(Node const& value, Field const& field, double low, double high, std::string_view part);
    void check_declared_range(Node const& sourced, Field const& field, double low, double high);
    void check_alternatives(Node const& sourced, Field const& field, double low, double high);
    void apply_setting(Node const& sourced);
    std::string number_text(double value) const;
    Parameter& current() { return parameters.back(); }
    std::optional<std::size_t> position(Node const& value, Field const& field, std::string_view kind);
    std::optional<std::size_t> word_position(Node const& value, Field const& field, std::string_view part,
                                             std::span<std::string_view const> words);

    Node const& document_;
    std::vector<std::string> const* fact_ids_;
    std::map<std::string, std::vector<std::string>, std::less<>> names_;
    Node const* table_ = nullptr;
    std::string kind_;
    std::string row_;
    std::vector<std::string> asked_;
};

}  // namespace piste
