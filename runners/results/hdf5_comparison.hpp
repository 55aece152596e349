// Compares two files of equal structure: names, attributes, types, shapes, dimensions and contents.
#pragma once

#include "runners/results/hdf5_handle.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace piste::hdf5 {

// What differs between a file and what is expected of it, one line each: attributes of the file, datasets that are
// missing or that nobody expects, and of each dataset its attributes, type, shape, dimensions and filters. Its values are
// compared where `with_values` says so. Throws Error where something cannot be read.
[[nodiscard]] std::vector<std::string> differences(File const& file, File const& expected,
                                                   std::function<bool(std::string_view)> const& with_values);

}  // namespace piste::hdf5
