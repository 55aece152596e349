// What a case of golden runs gave, as text that people can compare.
#pragma once

#include "model/simulation.hpp"

#include <cstdint>
#include <string>

namespace piste::test {

// The report of one run: hashes by variable, tallies other than 0, the largest payments.
[[nodiscard]] std::string golden_text(Scenario const& scenario, RunAddress const& address);

}  // namespace piste::test
