// The ids of the facts that a scenario may cite.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// The first column, `id`, of a CSV file (RFC 4180: quoted fields may hold commas and line breaks). Throws
// ConfigurationError if the file cannot be read or has no column `id` in first place.
[[nodiscard]] std::vector<std::string> read_fact_ids(std::filesystem::path const& path);

// What is wrong with a source: it must be one https address, or fact ids between commas, each of them in the list.
// `ids` is sorted; where there is none, only the form is checked. Empty if nothing is wrong.
[[nodiscard]] std::string source_problem(std::string_view source, std::vector<std::string> const* ids);

}  // namespace piste
