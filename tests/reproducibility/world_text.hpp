// Whole timelines as plain text, so that a build which has neither a configuration reader nor a results file, such as one
// for another processor, can be told what to simulate. Doubles stand as their 64 bits: nothing is rounded or parsed.
#pragma once

#include "model/simulation.hpp"

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

namespace piste::test {

// A timeline, and which runs of it.
struct World {
    std::string name;              // one word
    std::uint64_t seed = 0;
    std::uint32_t replicates = 0;  // 0, 1, ... below this
    Timeline timeline;
};

void write_world(std::ostream& out, World const& world);

// The next world; none at the end of the text. Throws std::runtime_error where the text is not what write_world writes
// for the fields that this build's model has.
[[nodiscard]] std::optional<World> read_world(std::istream& in);

}  // namespace piste::test
