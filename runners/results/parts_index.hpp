// Which runs the ledgers of a folder say are done, and where their records are: the union over all writers.
#pragma once

#include "runners/results/experiment_record.hpp"
#include "runners/results/result_layout.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace piste {

struct RunLocation {
    static constexpr std::uint32_t nowhere = 0xffffffff;
    std::uint32_t shard = nowhere;
    std::uint32_t record = 0;
    [[nodiscard]] bool is_known() const { return shard != nowhere; }
};

struct PartsIndex {
    struct Shard {
        std::filesystem::path path;
        std::uint64_t length = 0;
    };
    std::vector<Shard> shards;
    std::vector<RunLocation> runs;    // by run of the plan that is asked for
    // Further executions of runs that have a location already. The merge compares their digests.
    std::vector<std::pair<std::int64_t, RunLocation>> repeated;
    std::int64_t known = 0;           // runs with a location
    std::vector<std::string> remarks; // ledgers with a damaged tail, shards that are missing

    explicit PartsIndex(std::int64_t run_count) : runs(static_cast<std::size_t>(run_count)) {}

    // Adds the ledgers of a folder whose runs are numbered by `numbering`, as far as they are runs of `wanted`. A line whose
    // shard is missing or has another length counts as not written. Throws OutputError where the folder cannot be read or
    // its ledgers belong to another model version, seed or layout.
    void add_folder(std::filesystem::path const& folder, ExperimentRecord const& numbering,
                    ExperimentRecord const& wanted, ResultLayout const& layout);

private:
    void add_run(std::int64_t run, RunLocation location);
};

}  // namespace piste
