// The resolved configuration: one TOML text, complete by itself, the same bytes for the same content.
#pragma once

#include "model/scenario.hpp"
#include "runners/config/effect.hpp"
#include "runners/config/parameter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace piste {

struct Resolved {
    std::string text;
    std::string model_hash;             // over values only: what a run can tell apart
    std::string text_hash;              // over all of the text
    std::vector<Parameter> parameters;  // in the order of model/scenario_fields.hpp
    std::vector<std::string> tables;    // kinds of keyed tables, those without rows included
};

// Writes the text and both hashes. parameters: of a scenario without problems.
[[nodiscard]] Resolved resolve(Scenario const& scenario, std::vector<Parameter> parameters,
                               std::vector<std::string> tables, std::vector<DatedEvent> const& events = {});

// The scenario as TOML with every header below `parent`: "scenario" gives [scenario.horizon]; "" gives [horizon].
[[nodiscard]] std::string scenario_toml(Scenario const& scenario, std::vector<Parameter> const& parameters,
                                        std::vector<std::string> const& tables, std::vector<DatedEvent> const& events,
                                        std::string_view parent);

}  // namespace piste
