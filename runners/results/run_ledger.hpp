// The ledger of a writer: append-only text, one line a shard. A run is done when its line is on disk. Each writer has its
// own ledger; readers take the union of all; the first bad line ends a ledger, whatever follows.
#pragma once

#include "runners/results/durable_file.hpp"
#include "runners/results/experiment_record.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// What a ledger's first line says.
struct LedgerHeader {
    std::string plan_hash;
    std::string writer;
    std::int64_t model_version = 0;
    std::int64_t outcome_schema_version = 0;
    std::uint64_t layout_fingerprint = 0;
    std::uint64_t seed = 0;
};

// Runs first to last, both included, whose records follow one another in a shard.
struct RunRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

struct LedgerEntry {
    std::uint64_t sequence = 0;     // from 0, without gaps
    std::uint32_t done = 0;         // runs that ended well
    std::uint32_t failed = 0;       // runs that failed as a function of themselves
    std::string shard;              // file name
    std::uint64_t length = 0;       // bytes of the shard
    std::uint64_t checksum = 0;     // XXH3-64 of the shard
    std::uint64_t digests = 0;      // XXH3-64 of its runs' digests, in the order of the records
    std::vector<RunRange> runs;     // in the order of the records
};

struct Ledger {
    LedgerHeader header;
    std::vector<LedgerEntry> entries;
    std::uint64_t ignored_bytes = 0;   // after the first bad line
};

// Adds a run at the end: lengthens the last range where it is the next one.
void append_run(std::vector<RunRange>& runs, std::int64_t run);
[[nodiscard]] std::int64_t count_runs(std::vector<RunRange> const& runs);

[[nodiscard]] std::string ledger_line(LedgerHeader const& header);
[[nodiscard]] std::string ledger_line(LedgerEntry const& entry);

// Nothing where not even the header is whole: a writer was killed before it had begun.
[[nodiscard]] std::optional<Ledger> parse_ledger(std::string_view text);

// The name of the format that a text says it is in, if it is a ledger of another one; else empty.
[[nodiscard]] std::string other_ledger_format(std::string_view text);

class LedgerWriter {
public:
    // Creates the ledger, which must not exist, with its header; durable on return. Throws OutputError.
    LedgerWriter(std::filesystem::path const& path, LedgerHeader const& header);
    // Durable on return. Throws OutputError, after which the ledger must not be used any more: its tail is unknown.
    void append(LedgerEntry const& entry);

private:
    DurableFile file_;
};

}  // namespace piste
