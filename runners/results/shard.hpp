// A shard: some runs' records in one immutable file with a header and checksums. It appears under its name only when it
// is complete and on disk.
#pragma once

#include "runners/results/durable_file.hpp"
#include "runners/results/experiment_record.hpp"
#include "runners/results/run_record.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace piste {

// A shard whose bytes are not what its ledger or its checksums say.
class DamagedShard : public OutputError {
public:
    DamagedShard(std::filesystem::path path, std::string const& what);
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// Bytes that stand before the first record.
inline constexpr std::size_t shard_header_bytes = 64;

// Records of a shard to be, kept as they were taken: nothing is copied until they are written.
class ShardRecords {
public:
    struct Entry {
        std::int64_t run = 0;
        std::vector<std::byte> bytes;
    };

    // Takes the record and leaves memory of an earlier one in its place, if there is any.
    void take(std::int64_t run, std::vector<std::byte>& record);
    // By run number, so that neighbours in the plan are neighbours in the shard.
    void sort();
    void clear();
    [[nodiscard]] std::vector<Entry> const& entries() const { return entries_; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    std::vector<Entry> entries_;
    std::vector<std::vector<std::byte>> spare_;
    std::size_t bytes_ = 0;
};

struct ShardFacts {
    std::uint64_t length = 0;     // bytes
    std::uint64_t checksum = 0;   // XXH3-64 of all bytes
};

// Writes a shard: temporary name, sync, rename, sync of the folder. Throws OutputError; then no file of that name exists.
ShardFacts write_shard(std::filesystem::path const& path, RecordFormat const& format, std::uint64_t seed, ShardRecords const& records);

// Reads records of one shard. Only checks what it reads: each record against its own checksum.
class ShardReader {
public:
    // Throws DamagedShard where length or header are wrong, OutputError where it cannot be read.
    ShardReader(std::filesystem::path path, RecordFormat const& format, std::uint64_t seed,
                std::uint64_t expected_length);
    ShardReader(ShardReader&& other) noexcept;
    ShardReader(ShardReader const&) = delete;
    ShardReader& operator=(ShardReader const&) = delete;
    ~ShardReader();

    [[nodiscard]] std::uint32_t records() const { return records_; }
    // Reads the record into `buffer`, which the view then looks into. Throws DamagedShard.
    RecordView read(std::uint32_t record, std::vector<std::byte>& buffer) const;

private:
    void read_bytes(std::uint64_t offset, std::span<std::byte> target) const;

    int descriptor_ = -1;
    std::filesystem::path path_;
    RecordFormat const* format_;
    std::uint32_t records_ = 0;
};

}  // namespace piste
