// Reads a results file back: what it says about itself, its run table and any run's outcome.
#pragma once

#include "runners/results/experiment_record.hpp"
#include "runners/results/hdf5_handle.hpp"
#include "runners/results/plan_file.hpp"
#include "runners/results/run_record.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace piste {

// A file that is no results file of Piste, is damaged, or has a layout that this program does not know.
class NotResults : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// One row of the run table.
struct RunRow {
    std::int64_t run = 0;
    RunPosition position;
    RunStatus status = RunStatus::done;
    std::string digest;                       // 32 hexadecimal characters
    std::vector<std::string> section_digests; // 16 each; empty texts where the run failed
};

class ResultsReader {
public:
    // Throws NotResults, OutputError.
    explicit ResultsReader(std::filesystem::path const& path);

    // What the file was made from. Its configuration is the resolved text.
    [[nodiscard]] ExperimentRecord const& record() const { return record_; }
    [[nodiscard]] std::int64_t format_version() const { return format_version_; }
    [[nodiscard]] std::int64_t model_version() const { return model_version_; }
    [[nodiscard]] std::int64_t outcome_schema_version() const { return outcome_schema_version_; }
    [[nodiscard]] std::uint64_t layout_fingerprint() const { return layout_fingerprint_; }
    // Whether what runs returned lies in the writers' shards, which this file only shows (--no-copy).
    [[nodiscard]] bool is_in_place() const { return is_in_place_; }
    // The first shard of those that is no longer where it was; empty if none is.
    [[nodiscard]] std::string missing_shard() const;
    [[nodiscard]] std::int64_t run_count() const { return record_.run_count(); }
    [[nodiscard]] std::vector<std::string> const& section_names() const { return section_names_; }

    // Throws NotResults where the row cannot be read or is not what the plan says.
    [[nodiscard]] RunRow row(std::int64_t run) const;
    // Of the digests and states of all runs: the same in copies of one file, whichever process reads them. "unreadable" where they cannot be.
    [[nodiscard]] std::string hash_of_digests() const;
    // The runs that did not end well.
    [[nodiscard]] std::vector<std::int64_t> failed_runs() const;
    // Why each run failed that did.
    [[nodiscard]] std::map<std::int64_t, std::string> failure_texts() const;
    // Of one run; empty for one that did not fail.
    [[nodiscard]] std::string failure_text(std::int64_t run) const;
    // The stored values of a run that is done. Only with the outcome schema of this program; throws NotResults otherwise,
    // and where a variable's shape is not the scenario's.
    [[nodiscard]] Outcome outcome(ResultLayout const& layout, std::int64_t run) const;
    // One variable of it, empty where the file has none of that name.
    [[nodiscard]] std::vector<std::int64_t> values(std::string const& variable, std::int64_t run) const;

private:
    void read_record();
    [[nodiscard]] std::vector<std::string> read_texts(std::string const& variable) const;
    [[nodiscard]] std::string read_characters(hdf5::Dataset const& dataset, std::int64_t run) const;
    [[nodiscard]] hdf5::Dataset const& dataset(std::string const& name) const;

    std::filesystem::path path_;
    hdf5::File file_;
    mutable std::map<std::string, hdf5::Dataset> open_;   // kept open, with their chunk caches
    ExperimentRecord record_;
    std::int64_t format_version_ = 0;
    std::int64_t model_version_ = 0;
    std::int64_t outcome_schema_version_ = 0;
    std::uint64_t layout_fingerprint_ = 0;
    bool is_in_place_ = false;
    std::vector<std::string> section_names_;
};

// What a finished file's plan was.
[[nodiscard]] PlanDescription describe_plan(ResultsReader const& reader);

}  // namespace piste
