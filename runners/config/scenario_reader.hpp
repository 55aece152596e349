// From a file, or a text in memory, to a scenario that is known to be sound.
#pragma once

#include "model/scenario.hpp"
#include "runners/config/document.hpp"
#include "runners/config/in_force.hpp"
#include "runners/config/resolved.hpp"
#include "runners/config/settings.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

struct ReadScenario {
    Scenario scenario;
    std::vector<Problem> warnings;
    Resolved resolved;
    std::vector<DatedEvent> events;               // [[timeline]], by date
    std::vector<EffectInForce> events_in_force;   // the same with days and targets
};

// Reads a scenario file; of an experiment file, the scenario that it names. settings: as given to `--set`, in order.
// strict: warnings are errors. Throws ConfigurationError with every problem of the file and of the settings.
[[nodiscard]] ReadScenario read_scenario(std::filesystem::path const& path,
                                         std::vector<std::string> const& settings = {}, bool strict = false);

// The same from memory, for the resolved configuration in a results file; name stands for the file's in problems.
[[nodiscard]] ReadScenario read_scenario_text(std::string_view text, std::string const& name,
                                              std::vector<std::string> const& settings = {}, bool strict = false);

// The same from a document that has been read already.
[[nodiscard]] ReadScenario read_scenario_document(Node document, std::vector<Setting> const& settings, bool strict);

// Whether a document describes an experiment rather than a scenario.
[[nodiscard]] bool is_experiment(Node const& document);

// The documents of the scenarios that an experiment names by their paths, or holds. Throws ConfigurationError.
[[nodiscard]] std::vector<Node> scenario_documents(Node const& experiment_document);

// Sorts the problems; throws ConfigurationError if one is an error, or strict and there is any; else returns them.
[[nodiscard]] std::vector<Problem> warnings_or_throw(std::vector<Problem> problems, bool strict);

}  // namespace piste
