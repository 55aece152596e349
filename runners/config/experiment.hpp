// What is to be run: scenarios, replicates and a seed, from a file or from the text in a results file.
#pragma once

#include "runners/config/scenario_reader.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

struct Experiment {
    std::string name;
    std::string title;
    std::uint64_t seed = 0;        // at most 2^63 - 1
    std::uint32_t replicates = 0;  // at least 1
    bool independent = false;      // else every scenario and point shares its random numbers (common random numbers)
    std::vector<ReadScenario> scenarios;  // at least one
    std::vector<Problem> warnings;
    std::string text;        // the resolved experiment, with everything it needs; reads back to the same
    std::string text_hash;   // over all of the text
    std::string model_hash;  // over the values of the scenarios
    std::string plan_hash;   // what decides every number of a run; a plan may grow in replicates
};

// What the command line says beside the file. settings: of `--set`; those that begin with `experiment.` are for the
// experiment, all others for its scenario.
struct ExperimentOptions {
    std::vector<std::string> settings;
    std::optional<std::uint64_t> replicates;
    std::optional<std::uint64_t> seed;
    bool strict = false;  // warnings are errors
};

// Reads an experiment file. A scenario file is taken as an experiment of its name with 1 replicate and seed 1. Throws
// ConfigurationError with every problem of the experiment, its scenario and the settings.
[[nodiscard]] Experiment read_experiment(std::filesystem::path const& path, ExperimentOptions const& options = {});

// The same from memory; name stands for the file's in problems.
[[nodiscard]] Experiment read_experiment_text(std::string_view text, std::string const& name,
                                              ExperimentOptions const& options = {});

// What goes into the address of random numbers beside seed and replicate: 0 with common random numbers, else a number
// that belongs to the values of this scenario. scenario: position in experiment.scenarios.
[[nodiscard]] std::uint64_t point_salt(Experiment const& experiment, std::size_t scenario);

}  // namespace piste
