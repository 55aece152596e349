// Where and when results were computed: host, ranks, threads, times. It stands beside the results file, never in it, so that
// equal plans give equal bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// One invocation of the program on an output.
struct Provenance {
    std::string started;          // ISO 8601, UTC
    std::string finished;
    std::string host;
    std::string job;              // of Slurm; empty outside one
    std::string command_line;
    std::string piste_version;
    std::string plan_hash;
    std::string end;              // "complete", "incomplete", "nothing to do", or what stopped it
    std::int64_t ranks = 1;
    std::int64_t threads = 1;     // of each rank
    std::int64_t runs = 0;        // simulated by this invocation
    std::int64_t failed = 0;
    double wall_seconds = 0.0;
    double simulation_seconds = 0.0;   // in simulate(), over all threads and ranks
};

// results.h5 -> results.h5.provenance.json, in the same folder.
[[nodiscard]] std::filesystem::path provenance_path(std::filesystem::path const& results);

// Adds an invocation, after those that others have left, at the end of the file's JSON array; begins the file where there is
// none. Throws OutputError.
void append_provenance(std::filesystem::path const& results, Provenance const& provenance,
                       std::vector<std::string> const& left = {});

// For processes that share an output: only the one that merges writes the file, so each leaves its entry in the plan's
// folder, and the one that merges takes them before the folder goes. Throws OutputError.
void leave_provenance(std::filesystem::path const& folder, Provenance const& provenance);
[[nodiscard]] std::vector<std::string> left_provenance(std::filesystem::path const& folder);

// A text as JSON writes it, in quotes.
[[nodiscard]] std::string json_text(std::string_view text);

// The present moment as "2016-01-31T12:00:00Z", and this machine's name.
[[nodiscard]] std::string current_time();
[[nodiscard]] std::string host_name();

}  // namespace piste
