// A variable of the final file with one row a run: rows come in run order and leave as whole chunks.
#pragma once

#include "runners/results/netcdf_file.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace piste {

struct RowVariableShape {
    std::string name;
    std::vector<std::string> dimensions;   // the first is "run"
    hdf5::ElementType type = hdf5::ElementType::int64;
    // One chunk for each position along the second dimension, so that one metric or series of all runs is read alone.
    bool split = false;
    bool has_fill = false;                 // _FillValue is the type's minimum
    bool compress = false;
};

class RowVariable {
public:
    RowVariable(NetcdfFile& file, RowVariableShape const& shape, VariableText const& text);

    // The values of the next run: its bytes, little-endian.
    void append(std::span<std::byte const> row);
    // A run without values: fill values, or NUL for text.
    void append_empty();
    // Writes what is left and closes. Throws hdf5::Error.
    void finish();

private:
    void flush();

    std::size_t row_bytes_;
    std::size_t pieces_;              // chunks that a row is spread over
    std::size_t block_;               // rows in a chunk
    std::size_t rank_;
    bool split_;
    hdf5::Dataset dataset_;
    std::uint64_t written_ = 0;       // rows in the file
    std::vector<std::byte> empty_row_;
    std::vector<std::byte> rows_;     // rows not written yet
    std::vector<std::byte> chunk_;
};

// Rows in a chunk: the largest power of two for which a chunk stays within 1 MiB and the rows held in memory within 8 MiB,
// at most 1024, at most the number of runs. Fixed by the plan, never by who wrote what when.
[[nodiscard]] std::size_t rows_in_chunk(std::size_t row_bytes, std::size_t piece_bytes, std::uint64_t runs);

}  // namespace piste
