// What a results file says about the experiment it answers, and which runs the experiment consists of.
#pragma once

#include "model/outcome.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace piste {

// A scenario, an overlay of interventions, or a parameter point: its name and the hash of its values.
struct NamedHash {
    std::string name;
    std::uint64_t hash = 0;
    friend bool operator==(NamedHash const&, NamedHash const&) = default;
};

// Which run this is, wherever it stands in a plan: results stay valid when the plan grows.
struct RunIdentity {
    std::uint64_t scenario_hash = 0;   // of the scenario with its overlay
    std::uint64_t point_hash = 0;
    std::uint32_t replicate = 0;
    friend auto operator<=>(RunIdentity const&, RunIdentity const&) = default;
};

// Run number r = ((replicate * points + point) * scenarios + scenario) * interventions + intervention: a replicate of everything before
// the next one, so that more replicates append runs and an unfinished ensemble is balanced, and a run stands beside those it is
// compared with.
struct RunPosition {
    std::size_t intervention = 0;
    std::size_t scenario = 0;
    std::size_t point = 0;
    std::uint32_t replicate = 0;
};

// What people should know of an overlay, as its interventions say it; those of several stand one after the other.
struct InterventionText {
    std::string title;
    std::string lever;
    std::string predicted;
    std::string side_effect;
    std::string assumed;
    std::string follows;
    std::string onset;       // date
    std::string end;         // date; empty: the end of the run
    std::string intensity;
    std::string changes;     // the effects, one after the other
    [[nodiscard]] std::array<std::string, 10> all() const
    {
        return {title, lever, predicted, side_effect, assumed, follows, onset, end, intensity, changes};
    }
};

// Fixed before the first run; the same for every process. No date, host, path, or number of ranks and threads.
struct ExperimentRecord {
    std::string title;
    std::string plan_hash;       // letters and digits; names the folder of unfinished results
    std::string model_hash;      // of the resolved configuration's values
    std::string text_hash;       // of its whole text
    std::string configuration;   // the resolved configuration, UTF-8
    std::uint64_t seed = 0;
    std::string randomness = "common";
    std::vector<NamedHash> scenarios;   // at least one; all with the same tables
    std::vector<NamedHash> interventions{{"base", 0}};   // overlays, at least one; of hash 0: none
    std::vector<InterventionText> intervention_texts;    // of the overlays, or none
    std::vector<NamedHash> points;      // at least one
    std::int64_t replicates = 0;
    std::string piste_version;
    std::string compiler;
    std::string compiler_flags;
    bool compress = false;       // shuffle + deflate 1 in the final file

    [[nodiscard]] std::int64_t run_count() const;
    // run must lie in [0, run_count()).
    [[nodiscard]] RunPosition position(std::int64_t run) const;
    [[nodiscard]] RunIdentity identity(std::int64_t run) const;
    // The run of this plan with that identity, or -1.
    [[nodiscard]] std::int64_t find_run(RunIdentity const& identity) const;
};

// The keys of two resolved configurations whose values differ, as "[table] key: mine, theirs"; at most `most` of them.
[[nodiscard]] std::vector<std::string> differing_keys(std::string const& mine, std::string const& theirs,
                                                      std::size_t most);

}  // namespace piste
