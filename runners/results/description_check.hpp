// Whether what a results file says besides the numbers of its runs is what its configuration leads to.
#pragma once

#include "runners/results/results_reader.hpp"

#include "model/scenario.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace piste {

// Writes the descriptive part anew, in memory, from `plan` and `scenario`, which come from the configuration in the file,
// and compares all of it: every attribute, and name, type, dimensions and values of every variable but those of the runs
// themselves, of which the values are left to others. Which program and compiler made the file is not in the
// configuration and is taken over. One line for each difference. Throws NotResults where the file cannot be read.
[[nodiscard]] std::vector<std::string> description_differences(std::filesystem::path const& path,
                                                               ResultsReader const& reader,
                                                               ExperimentRecord const& plan, Scenario const& scenario);

}  // namespace piste
