// For a final file without copies: what runs returned stays in the writers' shards, and the file's variables are views of it.
#pragma once

#include "runners/results/netcdf_file.hpp"
#include "runners/results/parts_index.hpp"
#include "runners/results/run_record.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace piste {

// Where runs of one shard lie in it: ranges of runs whose records follow one another, both ascending. Where runs stand in a shard in
// another order than in the plan, it has several. `left_out`: by run; those that failed have no values.
[[nodiscard]] std::vector<std::vector<hdf5::RowRange>> ranges_in_shard(std::vector<RunLocation> const& runs, std::uint32_t shard,
                                                                     std::vector<bool> const& left_out);

// The table of numbers of that width that shows a shard.
[[nodiscard]] std::string shard_table(std::size_t shard, std::size_t width);

class RunsInPlace {
public:
    // Adds to the file, for each shard, its records as tables of numbers of 8 and of 4 bytes, in the group `in_place`. All throw
    // hdf5::Error. The file names the shards by their absolute paths.
    RunsInPlace(NetcdfFile& file, RecordFormat const& format, PartsIndex const& index, std::vector<bool> const& left_out);

    // Adds a variable over `dimensions`, the first of which is that of runs, whose values are those of the records.
    void add_variable(NetcdfFile& file, Variable variable, std::vector<std::string> const& dimensions) const;

private:
    RecordFormat const* format_;
    std::vector<hdf5::RowsOf> wide_;     // tables of int64
    std::vector<hdf5::RowsOf> narrow_;   // of int32
};

}  // namespace piste
