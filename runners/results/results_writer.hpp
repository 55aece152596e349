// What a process that computes writes with: takes runs from several threads, and makes them durable in shards.
#pragma once

#include "runners/results/run_ledger.hpp"
#include "runners/results/run_record.hpp"
#include "runners/results/shard.hpp"
#include "runners/results/writer_gate.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace piste {

// A writer commits what it has in hand as soon as one of these is reached.
struct FlushLimits {
    std::chrono::milliseconds time{5000};
    std::size_t bytes = std::size_t{64} << 20U;
    WriterGate* gate = nullptr;   // where the writers of a machine are bounded; must outlive the writer
};

// The folder of a plan's unfinished results.
[[nodiscard]] std::filesystem::path parts_folder(std::filesystem::path const& results, std::string const& plan_hash);

// One for each process (or rank); any thread may call any function.
class ResultsWriter {
public:
    // The folder must exist (ResultsStore makes it). `label`: letters and digits, e.g. "rank0003"; made unique by a random
    // suffix. record and layout must outlive the writer. Nothing is created before the first commit.
    ResultsWriter(std::filesystem::path folder, ExperimentRecord const& record, ResultLayout const& layout,
                  std::string label, FlushLimits limits = {});

    // Takes a finished run. Throws std::overflow_error where a number is not storable (record that as the run's failure),
    // and OutputError where a commit that was due failed: everything taken, this run included, is still in hand.
    void add(std::int64_t run, Outcome const& outcome);
    // Takes a run that failed as a function of itself. Same errors.
    void add_failure(std::int64_t run, RunStatus status, std::string_view text);

    // Makes everything in hand durable. On OutputError it is all still in hand, and may be tried again.
    void commit();
    // The same if the limit of time has passed since the oldest run in hand.
    void commit_if_due();

    // Runs that are durable, and runs taken but not yet durable.
    [[nodiscard]] std::int64_t committed() const;
    [[nodiscard]] std::int64_t in_hand() const;

private:
    struct Batch {
        ShardRecords records;
        std::chrono::steady_clock::time_point oldest;
    };

    void take(std::int64_t run, std::vector<std::byte>& encoded);
    [[nodiscard]] bool is_due() const;
    void write_batch(Batch& batch);
    [[nodiscard]] LedgerEntry describe(ShardRecords const& records) const;
    void open_ledger();

    std::filesystem::path folder_;
    ExperimentRecord const* record_;
    RecordFormat format_;
    std::string label_;
    FlushLimits limits_;

    // commit_mutex_ is taken before batch_mutex_, never after it.
    std::mutex commit_mutex_;           // one commit at a time; guards the four below
    std::unique_ptr<LedgerWriter> ledger_;
    std::string writer_id_;
    std::uint64_t sequence_ = 0;
    Batch writing_;                     // being made durable; not empty after a commit that failed

    mutable std::mutex batch_mutex_;    // guards the rest
    Batch collecting_;
    std::int64_t committed_ = 0;
    std::int64_t in_hand_ = 0;
};

}  // namespace piste
