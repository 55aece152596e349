// How the values of a dataset are stored: in one piece, in chunks, or elsewhere.
#include "runners/results/hdf5_handle.hpp"

#include <hdf5.h>

namespace piste::hdf5 {

namespace {

// Whole rows, or `columns` of them from a first column on; the first range replaces what was selected, others are added.
void select_rows(hid_t space, bool is_first, std::vector<hsize_t> const& start, std::vector<hsize_t> const& count)
{
    check(H5Sselect_hyperslab(space, is_first ? H5S_SELECT_SET : H5S_SELECT_OR, start.data(), nullptr, count.data(), nullptr),
          "select rows");
}

void add_source(hid_t creation, DatasetShape const& shape, RowsOf const& source)
{
    auto const& place = *shape.in_rows;
    auto const here = simple_space(shape.dimensions);
    auto const there = simple_space({source.rows, place.columns});
    std::vector<hsize_t> start(shape.dimensions.size(), 0);
    std::vector<hsize_t> count(shape.dimensions.begin(), shape.dimensions.end());
    hsize_t values = 1;
    for (std::size_t i = 1; i < count.size(); ++i) {
        values *= count[i];
    }
    bool is_first = true;
    for (auto const& range : source.ranges) {
        start[0] = range.first;
        count[0] = range.count;
        select_rows(here.id(), is_first, start, count);
        select_rows(there.id(), is_first, {range.source, place.first_column}, {range.count, values});
        is_first = false;
    }
    check(H5Pset_virtual(creation, here.id(), ".", source.source.c_str(), there.id()), "say where values lie");
}

void set_chunks(hid_t creation, DatasetShape const& shape)
{
    std::vector<hsize_t> const chunk(shape.chunk.begin(), shape.chunk.end());
    check(H5Pset_chunk(creation, static_cast<int>(chunk.size()), chunk.data()), "set chunks");
    check(H5Pset_alloc_time(creation, H5D_ALLOC_TIME_INCR), "set the time of allocation");
    if (shape.compress) {
        check(H5Pset_shuffle(creation), "set the shuffle filter");
        check(H5Pset_deflate(creation, 1), "set compression");
    }
}

}  // namespace

void set_storage(std::int64_t creation, DatasetShape const& shape)
{
    if (shape.in_rows) {
        for (auto const& source : *shape.in_rows->sources) {
            add_source(creation, shape, source);
        }
        return;
    }
    if (shape.in_file) {
        hsize_t bytes = element_bytes(shape.type);
        for (auto const extent : shape.dimensions) {
            bytes *= extent;
        }
        check(H5Pset_external(creation, shape.in_file->path.c_str(), static_cast<off_t>(shape.in_file->offset), bytes),
              "say in which file values lie");
        return;
    }
    if (!shape.chunk.empty()) {
        set_chunks(creation, shape);
    } else {
        check(H5Pset_alloc_time(creation, H5D_ALLOC_TIME_LATE), "set the time of allocation");
    }
}

std::string File::outside_file(std::string const& dataset) const
{
    Handle const opened(H5Dopen2(handle_.id(), dataset.c_str(), H5P_DEFAULT), H5Dclose, "open " + dataset);
    Handle const creation(H5Dget_create_plist(opened.id()), H5Pclose, "read how a dataset is stored");
    if (H5Pget_external_count(creation.id()) <= 0) {
        return {};
    }
    constexpr std::size_t longest_path = 4096;
    std::string name(longest_path, '\0');
    off_t offset = 0;
    hsize_t bytes = 0;
    check(H5Pget_external(creation.id(), 0, name.size(), name.data(), &offset, &bytes), "read in which file values lie");
    return name.substr(0, name.find('\0'));
}

}  // namespace piste::hdf5
