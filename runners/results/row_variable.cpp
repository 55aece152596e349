#include "runners/results/row_variable.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace piste {

using hdf5::ElementType;

namespace {

constexpr std::size_t most_rows = 1024;
constexpr std::size_t most_chunk_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_held_bytes = std::size_t{8} << 20U;

std::vector<std::byte> repeated_fill(ElementType type, bool has_fill, std::size_t bytes)
{
    std::vector<std::byte> row(bytes, std::byte{0});
    if (has_fill) {
        auto const narrow_fill = std::numeric_limits<std::int32_t>::min();
        auto const wide_fill = std::numeric_limits<std::int64_t>::min();
        auto const width = hdf5::element_bytes(type);
        for (std::size_t at = 0; at < bytes; at += width) {
            std::memcpy(row.data() + at, width == 4 ? static_cast<void const*>(&narrow_fill) : &wide_fill, width);
        }
    }
    return row;
}

hdf5::Dataset create(NetcdfFile& file, RowVariableShape const& shape, VariableText const& text, std::size_t block)
{
    auto const narrow_fill = std::numeric_limits<std::int32_t>::min();
    auto const wide_fill = std::numeric_limits<std::int64_t>::min();
    hdf5::DatasetShape dataset_shape;
    dataset_shape.type = shape.type;
    dataset_shape.compress = shape.compress;
    dataset_shape.chunk = {block};
    for (std::size_t i = 1; i < shape.dimensions.size(); ++i) {
        dataset_shape.chunk.push_back(i == 1 && shape.split ? 1 : file.size_of(shape.dimensions[i]));
    }
    if (shape.has_fill) {
        dataset_shape.fill = shape.type == ElementType::int32 ? static_cast<void const*>(&narrow_fill) : &wide_fill;
    }
    auto dataset = file.add_variable(shape.name, shape.dimensions, dataset_shape, text);
    if (shape.has_fill) {
        dataset.set_integer("_FillValue", shape.type == ElementType::int32 ? narrow_fill : wide_fill, shape.type);
    }
    return dataset;
}

std::size_t bytes_of_row(NetcdfFile const& file, RowVariableShape const& shape)
{
    std::size_t bytes = hdf5::element_bytes(shape.type);
    for (std::size_t i = 1; i < shape.dimensions.size(); ++i) {
        bytes *= file.size_of(shape.dimensions[i]);
    }
    return bytes;
}

}  // namespace

std::size_t rows_in_chunk(std::size_t row_bytes, std::size_t piece_bytes, std::uint64_t runs)
{
    auto const fitting = std::min(most_chunk_bytes / piece_bytes, most_held_bytes / row_bytes);
    auto const block = std::bit_floor(std::clamp<std::size_t>(fitting, 1, most_rows));
    return static_cast<std::size_t>(std::min<std::uint64_t>(block, runs));
}

RowVariable::RowVariable(NetcdfFile& file, RowVariableShape const& shape, VariableText const& text)
    : row_bytes_(bytes_of_row(file, shape)),
      pieces_(shape.split ? static_cast<std::size_t>(file.size_of(shape.dimensions.at(1))) : 1),
      block_(rows_in_chunk(row_bytes_, row_bytes_ / pieces_, file.size_of(shape.dimensions.at(0)))),
      rank_(shape.dimensions.size()),
      split_(shape.split),
      dataset_(create(file, shape, text, block_)),
      empty_row_(repeated_fill(shape.type, shape.has_fill, row_bytes_))
{
    rows_.reserve(block_ * row_bytes_);
}

void RowVariable::append(std::span<std::byte const> row)
{
    rows_.insert(rows_.end(), row.begin(), row.end());
    if (rows_.size() == block_ * row_bytes_) {
        flush();
    }
}

void RowVariable::append_empty()
{
    append(empty_row_);
}

void RowVariable::flush()
{
    auto const rows = rows_.size() / row_bytes_;
    for (auto i = rows; i < block_; ++i) {
        rows_.insert(rows_.end(), empty_row_.begin(), empty_row_.end());
    }
    std::vector<std::uint64_t> offset(rank_, 0);
    offset[0] = written_;
    if (!split_) {
        dataset_.write_chunk(offset, rows_);
    } else {
        auto const piece_bytes = row_bytes_ / pieces_;
        chunk_.resize(block_ * piece_bytes);
        for (std::size_t piece = 0; piece < pieces_; ++piece) {
            for (std::size_t row = 0; row < block_; ++row) {
                std::memcpy(chunk_.data() + row * piece_bytes, rows_.data() + row * row_bytes_ + piece * piece_bytes,
                            piece_bytes);
            }
            offset[1] = piece;
            dataset_.write_chunk(offset, chunk_);
        }
    }
    written_ += rows;
    rows_.clear();
}

void RowVariable::finish()
{
    if (!rows_.empty()) {
        flush();
    }
    dataset_.close();
}

}  // namespace piste
