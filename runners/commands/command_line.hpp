// The command line as plain data. Only command_line.cpp knows the library that reads it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace piste {

enum class Command { run, select, check, verify, trace, info, list };

enum class ProgressStyle {
    automatic,   // one line that is rewritten on a terminal, else plain lines
    rewritten,
    lines,
    none
};

// A person of a run, as `guinea/123`: the candidate's number within the process of a nationality.
struct MigrantChoice {
    std::string nationality;
    std::uint32_t number = 0;
};

// How much longer than a silent process (--patience) all together are waited for, where nobody can do without the rest.
inline constexpr int meetings_of_patience = 10;

// Part `number` of `of` equal parts of a plan, from 0.
struct Share {
    std::uint64_t number = 0;
    std::uint64_t of = 1;
    friend bool operator==(Share const&, Share const&) = default;
};

// What a selection changes in a configuration; docs/enough-runs.md says why.
inline constexpr char const* randomness_of_selections = "experiment.randomness=\"independent\"";

// What `piste select` is asked.
struct SelectionOptions {
    std::string metric;
    bool smallest = false;             // else the largest is best
    double indifference = 0.0;         // in the metric's unit
    double probability = 0.95;
    std::int64_t first_stage = 50;     // replicates of each intervention before the first look
    std::int64_t batch = 50;           // replicates that a round adds, in the mean
    std::int64_t rounds = 10;          // of screening
    std::string folder = "selection";
};

struct Options {
    Command command = Command::run;
    std::vector<std::string> words;            // the arguments as they were given
    std::string file;                          // experiment, scenario or results; may be empty for list
    std::string topic;                         // of list
    std::vector<std::string> settings;         // "path.to.key=value", in order
    std::vector<std::string> interventions;    // NAME[:INTENSITY], several with + between; overlays beside the file's
    std::string versus;                        // of trace: the same form
    std::optional<std::int64_t> replicates;
    std::optional<std::int64_t> seed;
    std::optional<std::size_t> threads;        // all usable CPUs if absent
    std::string output = "results.h5";
    ProgressStyle progress = ProgressStyle::automatic;
    bool strict = false;                       // warnings of a configuration are errors
    bool extend = false;
    bool fresh = false;
    bool replace_finished = false;
    bool break_lock = false;
    bool compress = false;
    bool no_copy = false;                      // the results file shows what lies in the shards
    bool join = false;                         // others work on the same output
    bool merge_only = false;
    std::optional<Share> share;                // with join: its place in a job array if absent
    std::size_t writers_per_node = 8;          // processes of one machine that write at the same time
    std::chrono::seconds patience{30};         // for a process that does not answer
    SelectionOptions selection;                // of select
    bool resolved = false;
    std::optional<std::uint64_t> max_failures;
    std::string until;                         // of run: how narrow an interval has to become; empty: as many runs as the plan has
    std::int64_t block = 32;                   // with until: replicates between two looks
    std::int64_t max_replicates = 1024;        // with until
    std::optional<std::chrono::seconds> time_limit;   // from the start of the program
    std::optional<std::int64_t> sample;        // of verify
    std::int64_t failures_named = 20;          // of info, at most; of more only the number is given
    std::uint32_t replicate = 0;               // of trace: of the first scenario, intervention and point
    std::optional<std::int64_t> run;           // of trace: any run of the plan, instead
    std::optional<MigrantChoice> migrant;      // of trace; the first who sets out if absent
};

// What a command line asks for: a text to print (help or version), or a command to carry out.
struct Invocation {
    std::optional<std::string> text;
    Options options;
};

// `arguments` without the program's name. Throws CommandError (bad_input) that names the argument, what is wrong with
// it and what would be right.
[[nodiscard]] Invocation read_command_line(std::vector<std::string> const& arguments);

}  // namespace piste
