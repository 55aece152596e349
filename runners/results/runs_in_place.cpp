#include "runners/results/runs_in_place.hpp"

#include "runners/results/shard.hpp"

#include <algorithm>
#include <limits>

namespace piste {

using hdf5::ElementType;
using hdf5::RowRange;

namespace {

void append_row(std::vector<RowRange>& ranges, std::uint64_t run, std::uint64_t record)
{
    if (!ranges.empty() && ranges.back().first + ranges.back().count == run && ranges.back().source + ranges.back().count == record) {
        ++ranges.back().count;
    } else {
        ranges.push_back({run, record, 1});
    }
}

std::uint64_t last_record(std::vector<RowRange> const& ranges)
{
    return ranges.back().source + ranges.back().count - 1;
}

}  // namespace

// A run goes to those ranges whose last record is the nearest before its own, so that there are as few as there can be.
std::vector<std::vector<RowRange>> ranges_in_shard(std::vector<RunLocation> const& runs, std::uint32_t shard,
                                                   std::vector<bool> const& left_out)
{
    std::vector<std::vector<RowRange>> all;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        if (runs[run].shard != shard || left_out[run]) {
            continue;
        }
        std::vector<RowRange>* best = nullptr;
        for (auto& ranges : all) {
            auto const last = last_record(ranges);
            if (last < runs[run].record && (best == nullptr || last > last_record(*best))) {
                best = &ranges;
            }
        }
        append_row(best == nullptr ? all.emplace_back() : *best, run, runs[run].record);
    }
    return all;
}

std::string shard_table(std::size_t shard, std::size_t width)
{
    return "/in_place/shard_" + std::to_string(shard) + "_int" + std::to_string(8 * width);
}

RunsInPlace::RunsInPlace(NetcdfFile& file, RecordFormat const& format, PartsIndex const& index, std::vector<bool> const& left_out)
    : format_(&format)
{
    file.file().create_group("in_place");
    for (std::uint32_t shard = 0; shard < index.shards.size(); ++shard) {
        auto const all = ranges_in_shard(index.runs, shard, left_out);
        if (all.empty()) {
            continue;
        }
        auto const& facts = index.shards.at(shard);
        auto const records = (facts.length - shard_header_bytes) / format.record_bytes();
        for (auto const type : {ElementType::int64, ElementType::int32}) {
            auto& sources = type == ElementType::int64 ? wide_ : narrow_;
            auto const width = hdf5::element_bytes(type);
            auto const name = shard_table(shard, width);
            hdf5::DatasetShape shape;
            shape.type = type;
            shape.dimensions = {records, format.record_bytes() / width};
            shape.in_file = {std::filesystem::canonical(facts.path), shard_header_bytes};
            file.file().create_dataset(name, shape).close();
            for (auto const& ranges : all) {
                sources.push_back({name, records, ranges});
            }
        }
    }
}

void RunsInPlace::add_variable(NetcdfFile& file, Variable variable, std::vector<std::string> const& dimensions) const
{
    auto const& layout = format_->layout().of(variable);
    auto const narrow_fill = std::numeric_limits<std::int32_t>::min();
    auto const wide_fill = std::numeric_limits<std::int64_t>::min();
    bool const is_narrow = layout.width == 4;
    hdf5::DatasetShape shape;
    shape.type = is_narrow ? ElementType::int32 : ElementType::int64;
    shape.fill = is_narrow ? static_cast<void const*>(&narrow_fill) : &wide_fill;
    shape.in_rows = {is_narrow ? &narrow_ : &wide_, format_->record_bytes() / layout.width,
                     (format_->values_offset() + layout.offset) / layout.width};
    auto dataset = file.add_variable(std::string(layout.info->name), dimensions, shape, {layout.info->unit, layout.info->meaning});
    dataset.set_integer("_FillValue", is_narrow ? narrow_fill : wide_fill, shape.type);
    dataset.close();
}

}  // namespace piste
