// The output of one experiment: decides whether it may be begun, continued or left alone, knows what is done, and merges the
// writers' shards into the final file. docs/results.md says what lies where meanwhile.
#pragma once

#include "runners/results/output_lock.hpp"
#include "runners/results/parts_index.hpp"
#include "runners/results/plan_file.hpp"
#include "runners/results/results_writer.hpp"
#include "runners/results/shard.hpp"

#include "model/scenario.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace piste {

struct OpenOptions {
    bool extend = false;            // continue a plan that this one only extends
    bool fresh = false;             // throw away unfinished results
    bool replace_finished = false;  // a finished file is not looked at, and replaced when the new one is complete
    bool break_lock = false;
    bool shared = false;            // other processes work on it as well: the lock is taken for the merge alone
    bool no_copy = false;           // the final file shows what lies in the shards, which stay; otherwise it has a copy, and they go
    std::vector<std::filesystem::path> sources = {};   // folders of other plans whose runs serve where they are runs of this one
};

// Results that are not there or damaged, so that a merge is not possible yet. The program's exit code is 75.
class Incomplete : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Results that contradict each other, or their own digest. The same command would meet them again, so that somebody must decide: no job is
// to be started anew for this. The program's exit code is 3.
class Contradiction : public OutputError {
public:
    using OutputError::OutputError;
};

struct MergeReport {
    std::int64_t runs = 0;
    std::int64_t failed = 0;
    std::uint64_t bytes = 0;        // of the final file
};

class ResultsStore {
public:
    // Checks the output and takes its lock (unless it is shared); nothing is touched before it is certain that the plan may go on. record and
    // scenario must outlive the store. Throws Refused (lock, or an output that is something else), OutputError.
    ResultsStore(std::filesystem::path path, ExperimentRecord const& record, Scenario const& scenario,
                 OpenOptions const& options = {});

    // Whether the final file of this very plan is there: nothing to do.
    [[nodiscard]] bool is_complete() const { return complete_; }
    [[nodiscard]] bool is_shared() const { return options_.shared; }
    // By run number: true where nobody need run it any more.
    [[nodiscard]] std::vector<bool> done() const;
    // The same, looked up again while others work on it: everything, once one of them has merged.
    [[nodiscard]] std::vector<bool> look();
    // For a shared output, before merge(): takes the lock. Somebody may have merged by then: see is_complete(). Throws Refused, as the lock
    // does.
    void lock_for_merge(bool break_lock);
    // For a shared output: whether somebody has merged it by now.
    [[nodiscard]] bool is_merged_by_now();
    // Things a log should say: damaged tails that were ignored, shards that are missing.
    [[nodiscard]] std::vector<std::string> const& remarks() const { return remarks_; }
    // Where this plan's writers write. Other processes build their ResultsWriter on it.
    [[nodiscard]] std::filesystem::path folder() const { return parts_folder(path_, record_->plan_hash); }
    [[nodiscard]] ResultLayout const& layout() const { return layout_; }

    // Hands over the scalar metrics of these runs, in the order given; none for a run that failed. Throws Incomplete where a run is
    // not done or its shard is damaged (it is set aside), OutputError.
    using TakeTallies = std::function<void(std::int64_t run, std::vector<std::int64_t> const& tallies)>;
    void read_tallies(std::vector<std::int64_t> const& runs, TakeTallies const& take) const;

    // Writes the final file from all runs in run order, gives it its name, and removes the unfinished results. May be
    // repeated after any failure. Throws Incomplete where runs are missing or a shard is damaged (it is set aside, and the
    // same command runs its runs again), Contradiction where two executions of one run differ or a finished file that is extended was
    // altered, OutputError where the file cannot be written, or where somebody has taken the lock over meanwhile: then it has no name,
    // and all that it was made of stays.
    MergeReport merge();

private:
    void check_place() const;
    void examine_file(OpenOptions const& options);
    void examine_parts(OpenOptions const& options);
    [[nodiscard]] PartsIndex scan() const;
    void remove_parts() const;
    void remove_parts_among_others() const;
    void remove_what_is_merged() const;
    void remove_partial_files() const;
    void require_own_output() const;
    [[nodiscard]] PlanDescription plan() const;
    void check_complete();
    [[nodiscard]] bool is_all_in_place() const;
    void begin_folder();
    [[noreturn]] static void set_aside(DamagedShard const& damaged);
    [[nodiscard]] MergeReport write_merged(PartsIndex const& index, std::filesystem::path const& temporary) const;

    std::filesystem::path path_;
    ExperimentRecord const* record_;
    Scenario const* scenario_;
    ResultLayout layout_;
    OpenOptions options_;
    std::optional<OutputLock> lock_;
    bool complete_ = false;
    bool has_copy_ = true;                               // the finished file, of what its runs returned
    bool reuse_finished_ = false;                        // an existing file whose runs are part of this plan
    std::vector<std::filesystem::path> extended_;        // folders of plans that this one extends
    std::vector<std::string> remarks_;
};

// For ranks and readers that hold no lock: what the ledgers of a plan's folder say is done.
[[nodiscard]] PartsIndex index_parts(std::filesystem::path const& folder, ExperimentRecord const& record,
                                     ResultLayout const& layout);

}  // namespace piste
