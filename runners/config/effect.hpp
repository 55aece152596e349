// One change of a parameter: what dated events of a scenario and interventions consist of.
#pragma once

#include "runners/config/key_reader.hpp"
#include "runners/config/parameter.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace piste {

enum class Operation { set, factor, add };

// A condition on the rows that a path with * means: only those whose key has one of these values.
struct RowCondition {
    std::string key;                   // of the row; "holder.kind": of the row that its holder refers to
    std::vector<std::string> values;   // as TOML, sorted
};

struct Effect {
    std::string path;                     // "posts.*.stop": table, row and key; "gate.taken_off": section and key
    std::vector<RowCondition> where;      // by key
    Operation operation = Operation::set;
    double number = 0.0;
    std::optional<std::string> word;      // in place of the number: of a choice, or a name
    std::string unit;                     // of set and add; what they are given in
    std::optional<std::pair<double, double>> range;
    std::string source;
    std::string assumption;
    std::string note;
    Location place;
};

// A dated event of a scenario: an effect with its dates.
struct DatedEvent {
    std::string on;      // date from which it holds
    std::string until;   // date from which it holds no more; empty: to the end
    std::string what;    // happened, for people
    Effect effect;
};

// Reads the keys of an effect; keys of the surrounding form are the caller's. fact_ids: as FieldReader.
[[nodiscard]] Effect read_effect(KeyReader& keys, std::vector<std::string> const* fact_ids);
// Reads `[[timeline]]` of a scenario's document, sorted by date, then text; empty where there is none.
[[nodiscard]] std::vector<DatedEvent> read_events(Node const& document, std::vector<std::string> const* fact_ids,
                                                  std::vector<Problem>& problems);

// Keys and values as TOML, sorted, a line each.
[[nodiscard]] std::string toml_of(Effect const& effect);
// [[header]] tables, one for each event.
[[nodiscard]] std::string toml_of(std::vector<DatedEvent> const& events, std::string const& header);
// "{ holder.kind = "state" }".
[[nodiscard]] std::string conditions_text(Effect const& effect);
// What of it decides numbers, on one line.
[[nodiscard]] std::string values_of(Effect const& effect);
[[nodiscard]] std::string values_of(DatedEvent const& event);

// The parameters that it changes, by position; notes why if there are none, or if one may not be changed so.
[[nodiscard]] std::vector<std::size_t> targets_of(Effect const& effect, std::string const& header,
                                                  std::vector<Parameter> const& parameters, std::vector<Problem>& problems);
// Parameters that a path means: a section's or row's key, or with * in place of the row all rows' key. Notes why there are none.
[[nodiscard]] std::vector<std::size_t> parameters_at(std::string const& path, Location const& place, std::string const& header,
                                                     std::vector<Parameter> const& parameters, std::vector<Problem>& problems);
// Why the parameter is part of a scenario's structure, which does not change during a run; empty if it is not.
[[nodiscard]] std::string structural_reason(Parameter const& parameter);

}  // namespace piste
