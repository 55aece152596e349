// An intervention: a lever of policy as a list of effects, with what the sources expect of it and warn of.
#pragma once

#include "runners/config/effect.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace piste {

struct Intervention {
    std::string name;                 // as its file
    std::string title;
    std::string lever;                // "P10": of shared lists of levers (docs/mechanisms.md); "none" where it is not one of them
    std::string predicted;            // effect, by the sources
    std::string predicted_source;
    std::string side_effect;          // that they warn of
    std::string side_effect_source;
    std::string assumed;              // what is put in: the direct effect
    std::string follows;              // what the model must find
    std::string onset;                // date; empty: day 0
    std::string end;                  // date from which it is no more; empty: the end of the run
    double intensity = 1.0;           // 0: nothing; 1: the effects as they stand
    std::pair<double, double> intensity_range{0.0, 1.0};
    std::vector<Effect> effects;      // at least one, sorted by their text
    Location place;
};

// Reads the file; sources may name the facts in ../evidence/facts.csv, where there is such a file. Throws ConfigurationError.
[[nodiscard]] Intervention read_intervention(std::filesystem::path const& path);
// The same from a table that holds the heading and its effects under `effect`, as in a resolved configuration. Notes problems.
[[nodiscard]] Intervention intervention_in(Node const& table, std::string const& name, std::vector<std::string> const* fact_ids,
                                           std::vector<Problem>& problems);

// [intervention.<name>] and its effects.
[[nodiscard]] std::string toml_of(Intervention const& intervention);
// What of it decides numbers: its effects, one a line. Dates and intensity are the use's.
[[nodiscard]] std::string values_of(Intervention const& intervention);

}  // namespace piste
