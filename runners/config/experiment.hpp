// What is to be run: scenarios, interventions, parameter points, replicates and a seed, from a file or from the text in a results file.
#pragma once

#include "model/timeline.hpp"
#include "runners/config/overlay.hpp"
#include "runners/config/points.hpp"
#include "runners/config/scenario_reader.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// What one scenario makes of the experiment's overlays and points.
struct PreparedScenario {
    PointTargets targets;
    std::vector<std::vector<Assignment>> points;         // by point
    std::vector<std::vector<EffectInForce>> overlays;    // by overlay
};

struct Experiment {
    std::string name;
    std::string title;
    std::uint64_t seed = 0;        // at most 2^63 - 1
    std::uint32_t replicates = 0;  // at least 1
    bool independent = false;      // else every scenario and point shares its random numbers (common random numbers)
    std::vector<ReadScenario> scenarios;  // at least one
    std::vector<Intervention> interventions;  // that overlays use, by name
    std::vector<Overlay> overlays;            // at least one; "base" uses none
    std::optional<std::size_t> versus;        // position in overlays of what `--versus` names; then there is a base too
    PointTable points;
    std::vector<PreparedScenario> prepared;   // by scenario
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
    std::vector<std::string> interventions;   // more overlays, as NAME, NAME:INTENSITY or several of these with + between
    std::string versus;                       // one to compare with the base, in the same form, which may be among them; or none
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

// Which of an experiment's conditions: positions in scenarios, overlays and points.
struct WhichConditions {
    std::size_t scenario = 0;
    std::size_t overlay = 0;
    std::size_t point = 0;
};

// What is in force when in these conditions. Made when it is needed: an experiment may have very many.
[[nodiscard]] Timeline timeline_of(Experiment const& experiment, WhichConditions const& cell);

// What goes into the address of random numbers beside seed and replicate: 0 with common random numbers, else a number that belongs to
// these conditions.
[[nodiscard]] std::uint64_t point_salt(Experiment const& experiment, WhichConditions const& cell);

}  // namespace piste
