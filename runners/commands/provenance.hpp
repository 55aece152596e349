// What may differ between two equal results files: when, where and by how many processes they were computed. It stands in
// a file of its own, beside them.
#pragma once

#include <cstdint>
#include <filesystem>

namespace piste {

struct SessionRecord {
    int ranks = 1;
    std::int64_t threads = 1;         // of all ranks
    std::int64_t runs = 0;            // computed in this session
    std::int64_t missing = 0;         // not done when it ended
    double wall_seconds = 0.0;
};

// Appends one [[session]] table to RESULTS.provenance.toml, with date, host and build. A failure to write it is of no
// consequence for the results and is ignored.
void write_provenance(std::filesystem::path const& results, SessionRecord const& session);

}  // namespace piste
