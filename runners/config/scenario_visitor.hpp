// Fills a scenario from a document by visiting model/scenario_fields.hpp, the one list of what there is. This file
// knows types of fields, not fields.
#pragma once

#include "model/scenario_fields.hpp"
#include "runners/config/field_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

class ScenarioVisitor {
public:
    ScenarioVisitor(FieldReader& reader, Node const& document) : reader_(reader), document_(document) {}

    template <class Integer>
    void amount(std::string_view key, Integer& field, std::string_view unit, std::int64_t low, std::int64_t high,
                std::string_view meaning)
    {
        if (auto const value = reader_.read_amount({key, unit, meaning}, low, high)) {
            field = narrow<Integer>(*value);
        }
    }
    void real(std::string_view key, double& field, std::string_view unit, double low, double high,
              std::string_view meaning)
    {
        if (auto const value = reader_.read_real({key, unit, meaning}, ParameterType::real, low, high)) {
            field = *value;
        }
    }
    void probability(std::string_view key, Probability& field, std::string_view meaning)
    {
        if (auto const value = reader_.read_real({key, "probability", meaning}, ParameterType::probability, 0.0, 1.0)) {
            field = Probability(*value);
        }
    }
    void ratio(std::string_view key, Ratio& field, double low, double high, std::string_view meaning)
    {
        if (auto const value = reader_.read_real({key, "ratio", meaning}, ParameterType::ratio, low, high)) {
            field = Ratio(*value);
        }
    }
    void shares(std::string_view key, std::vector<double>& field, std::string_view kind, std::string_view meaning)
    {
        auto const value = reader_.read_shares({key, "share", meaning}, kind);
        field = value ? *value : std::vector<double>(reader_.names_of(kind).size(), 0.0);
    }
    template <class Enumeration>
    void choice(std::string_view key, Enumeration& field, std::string_view meaning)
    {
        if (auto const value = reader_.read_choice({key, "", meaning}, EnumWords<Enumeration>::words)) {
            field = static_cast<Enumeration>(*value);
        }
    }
    template <class Enumeration>
    void word(std::string_view key, Enumeration& field, std::string_view meaning)
    {
        if (auto const value = reader_.read_word({key, "", meaning}, EnumWords<Enumeration>::words)) {
            field = static_cast<Enumeration>(*value);
        }
    }
    void text(std::string_view key, std::string& field, std::string_view meaning)
    {
        if (auto const value = reader_.read_text({key, "", meaning})) {
            field = *value;
        }
    }
    template <class Row>
    void reference(std::string_view key, Index<Row>& field, std::string_view kind, std::string_view meaning)
    {
        if (auto const value = reader_.read_reference({key, "", meaning}, kind)) {
            field = Index<Row>(*value);
        }
    }
    template <class Row>
    void references(std::string_view key, std::vector<Index<Row>>& field, std::string_view kind,
                    std::string_view meaning)
    {
        if (auto const value = reader_.read_references({key, "", meaning}, kind)) {
            for (auto const position : *value) {
                field.push_back(Index<Row>(position));
            }
        }
    }

    template <class Row>
    void table(std::string_view kind, std::vector<Row>& rows, std::string_view meaning)
    {
        tables.emplace_back(kind);
        auto const* const table = group(kind, "[" + std::string(kind) + ".<name>]", meaning);
        if (table == nullptr) {
            return;
        }
        for (auto const& entry : table->entries) {  // sorted by name
            auto& row = rows.emplace_back();
            row.name = entry.key;
            row.id = entity_id(std::string(kind) + "/" + entry.key);
            reader_.open(entry.value, std::string(kind), entry.key);
            if (!entry.value.is(NodeKind::table)) {
                reader_.note(entry.where,
                             "must be a table: write [" + std::string(kind) + "." + entry.key + "] and its keys below");
                continue;
            }
            describe(*this, row);
            reader_.close();
        }
    }
    template <class Rules>
    void section(std::string_view name, Rules& rules, std::string_view meaning)
    {
        sections.emplace_back(name);
        if (auto const* const table = group(name, "[" + std::string(name) + "]", meaning)) {
            reader_.open(*table, std::string(name), "");
            describe(*this, rules);
            reader_.close();
        }
    }

    std::vector<std::string> tables;  // kinds, in the order of the visit
    std::vector<std::string> sections;

private:
    // The top-level table of this name; none, with a problem noted, if there is no such table.
    Node const* group(std::string_view name, std::string const& header, std::string_view meaning)
    {
        auto const* const table = document_.find(name);
        reader_.open(document_, std::string(name), "");
        if (table == nullptr) {
            reader_.note(document_.where, "is missing: " + header + ", " + std::string(meaning));
            return nullptr;
        }
        if (!table->is(NodeKind::table)) {
            reader_.note(table->where, "must be a table: write " + header + " and its keys below");
            return nullptr;
        }
        return table;
    }

    FieldReader& reader_;
    Node const& document_;
};

}  // namespace piste
