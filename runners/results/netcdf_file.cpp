#include "runners/results/netcdf_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <utility>

namespace piste {

using hdf5::Dataset;
using hdf5::DatasetShape;
using hdf5::ElementType;

namespace {

void describe(Dataset& dataset, VariableText const& text)
{
    dataset.set_text("units", text.units);
    dataset.set_text("long_name", text.long_name);
}

// Characters of each text, padded with NUL to the width.
std::string character_block(std::vector<std::string> const& texts, std::uint64_t width)
{
    std::string block(texts.size() * width, '\0');
    for (std::size_t i = 0; i < texts.size(); ++i) {
        texts[i].copy(block.data() + i * width, width);
    }
    return block;
}

// How netCDF-4 names the scale of a dimension that has no variable.
std::string bare_scale_name(std::uint64_t size)
{
    std::array<char, 80> text{};
    auto const length = std::snprintf(text.data(), text.size(), "This is a netCDF dimension but not a netCDF variable.%10llu",
                                      static_cast<unsigned long long>(size));
    return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

void NetcdfFile::keep_dimension(std::string const& name, std::string const& scale_name, Dataset scale,
                                std::uint64_t size, std::string const& length_dimension)
{
    auto const id = static_cast<std::int32_t>(dimensions_.size());
    scale.make_scale(scale_name);
    if (!length_dimension.empty()) {
        scale.set_integers("_Netcdf4Coordinates", std::array{id, dimensions_.at(length_dimension).id});
    }
    scale.set_integer("_Netcdf4Dimid", id, ElementType::int32);
    dimensions_.emplace(name, Dimension{std::move(scale), id, size});
}

void NetcdfFile::add_dimension(std::string const& name, std::uint64_t size)
{
    DatasetShape shape;
    shape.dimensions = {size};
    shape.is_bare_dimension = true;
    keep_dimension(name, bare_scale_name(size), file_.create_dataset(name, shape), size, "");
}

void NetcdfFile::add_coordinate(std::string const& name, std::span<std::int32_t const> values, VariableText const& text)
{
    DatasetShape shape;
    shape.type = ElementType::int32;
    shape.dimensions = {values.size()};
    auto dataset = file_.create_dataset(name, shape);
    describe(dataset, text);
    dataset.write(values.data());
    keep_dimension(name, name, std::move(dataset), values.size(), "");
}

void NetcdfFile::add_label_coordinate(std::string const& name, std::vector<std::string> const& labels,
                                      std::string const& length_dimension, VariableText const& text)
{
    DatasetShape shape;
    shape.type = ElementType::character;
    shape.dimensions = {labels.size(), size_of(length_dimension)};
    auto dataset = file_.create_dataset(name, shape);
    describe(dataset, text);
    dataset.set_text("_Encoding", "utf-8");
    dataset.write(character_block(labels, shape.dimensions[1]).data());
    keep_dimension(name, name, std::move(dataset), labels.size(), length_dimension);
}

Dataset NetcdfFile::add_variable(std::string const& name, std::vector<std::string> const& dimensions, DatasetShape shape,
                                 VariableText const& text)
{
    shape.dimensions.clear();
    for (auto const& dimension : dimensions) {
        shape.dimensions.push_back(size_of(dimension));
    }
    auto dataset = file_.create_dataset(name, shape);
    describe(dataset, text);
    if (shape.type == ElementType::character) {
        dataset.set_text("_Encoding", "utf-8");
    }
    for (unsigned i = 0; i < dimensions.size(); ++i) {
        dataset.attach_scale(i, dimensions_.at(dimensions[i]).scale);
    }
    return dataset;
}

void NetcdfFile::add_texts(std::string const& name, std::vector<std::string> const& dimensions,
                           std::vector<std::string> const& texts, VariableText const& text)
{
    DatasetShape shape;
    shape.type = ElementType::character;
    add_variable(name, dimensions, shape, text).write(character_block(texts, size_of(dimensions.back())).data());
}

void NetcdfFile::add_integers(std::string const& name, std::string const& dimension,
                              std::span<std::int32_t const> values, VariableText const& text)
{
    DatasetShape shape;
    shape.type = ElementType::int32;
    add_variable(name, {dimension}, shape, text).write(values.data());
}

void NetcdfFile::add_reals(std::string const& name, std::string const& dimension, std::span<double const> values,
                           VariableText const& text)
{
    DatasetShape shape;
    shape.type = ElementType::float64;
    add_variable(name, {dimension}, shape, text).write(values.data());
}

void NetcdfFile::close()
{
    dimensions_.clear();
    file_.close();
}

}  // namespace piste
