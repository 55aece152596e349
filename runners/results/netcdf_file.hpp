// The subset of netCDF-4 that results use, on top of HDF5: named dimensions, coordinates, variables with units and a long
// name, text as character arrays. What xarray, ncdump, ncdf4 and NCDatasets expect beyond HDF5 stands here.
#pragma once

#include "runners/results/hdf5_handle.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// What a variable says about itself; empty texts are left out.
struct VariableText {
    std::string_view units;
    std::string_view long_name;
};

class NetcdfFile {
public:
    // Creates the file or empties it. All functions throw hdf5::Error.
    explicit NetcdfFile(std::filesystem::path const& path, hdf5::Storage storage = hdf5::Storage::disk)
        : file_(hdf5::File::create(path, storage))
    {
    }

    hdf5::File& file() { return file_; }
    [[nodiscard]] hdf5::File const& file() const { return file_; }

    // A dimension without a variable. Size at least 1.
    void add_dimension(std::string const& name, std::uint64_t size);
    // A dimension with a variable of its name that numbers its positions.
    void add_coordinate(std::string const& name, std::span<std::int32_t const> values, VariableText const& text);
    // A dimension with a variable of its name that labels its positions: characters [name, length_dimension].
    void add_label_coordinate(std::string const& name, std::vector<std::string> const& labels,
                              std::string const& length_dimension, VariableText const& text);

    // A variable over dimensions that exist. chunk empty: contiguous.
    hdf5::Dataset add_variable(std::string const& name, std::vector<std::string> const& dimensions,
                               hdf5::DatasetShape shape, VariableText const& text);
    void add_texts(std::string const& name, std::vector<std::string> const& dimensions,
                   std::vector<std::string> const& texts, VariableText const& text);
    void add_integers(std::string const& name, std::string const& dimension, std::span<std::int32_t const> values,
                      VariableText const& text);
    void add_reals(std::string const& name, std::string const& dimension, std::span<double const> values,
                   VariableText const& text);

    [[nodiscard]] bool has_dimension(std::string const& name) const { return dimensions_.contains(name); }
    [[nodiscard]] std::uint64_t size_of(std::string const& name) const { return dimensions_.at(name).size; }
    // Writes what is left and closes. No dataset from add_variable may be open any more.
    void close();

private:
    struct Dimension {
        hdf5::Dataset scale;
        std::int32_t id;
        std::uint64_t size;
    };
    void keep_dimension(std::string const& name, std::string const& scale_name, hdf5::Dataset scale,
                        std::uint64_t size, std::string const& length_dimension);

    hdf5::File file_;
    std::map<std::string, Dimension> dimensions_;
};

}  // namespace piste
