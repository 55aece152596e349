// Every parameter of a scenario in one table: what it is, its value and range, and what it rests on.
#pragma once

#include "runners/config/scenario_reader.hpp"

#include <string>

namespace piste {

// The page docs/parameters.md: a heading and a table for each section and kind of table, in the order of
// model/scenario_fields.hpp, with a count of what is sourced and what is assumed. Ends with a line break.
[[nodiscard]] std::string parameters_as_markdown(ReadScenario const& read);

// One line each, columns aligned, for a terminal: `piste list parameters`.
[[nodiscard]] std::string parameters_as_text(ReadScenario const& read);

}  // namespace piste
