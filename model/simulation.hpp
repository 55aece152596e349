// The narrow waist: one run is a pure function of a scenario and an address. Standard library and Random123 only.
#pragma once

#include "model/outcome.hpp"
#include "model/scenario.hpp"
#include "model/story.hpp"
#include "model/timeline.hpp"

#include <cstdint>

namespace piste {

// Which run this is. Scenario, intervention and parameter point are not part of it: that is what makes runs of two
// policies share their luck (common random numbers), unless an experiment asks for independent points.
struct RunAddress {
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0;
    std::uint64_t point_salt = 0;
};

// Simulates warm-up, measured period and run-out. Throws std::overflow_error if a number leaves the range of its field
// and std::logic_error if the books do not balance; same arguments, same result, on any machine.
[[nodiscard]] Outcome simulate(Scenario const& scenario, RunAddress const& address);

// The same run, telling one person's journey to the listener.
[[nodiscard]] Outcome simulate(Scenario const& scenario, RunAddress const& address, PersonName const& person,
                               Listener& listener);

// The same where conditions change on stated days. Throws std::invalid_argument for a timeline that is none (model/timeline.hpp).
[[nodiscard]] Outcome simulate(Timeline const& timeline, RunAddress const& address);
[[nodiscard]] Outcome simulate(Timeline const& timeline, RunAddress const& address, PersonName const& person,
                               Listener& listener);

// Bytes that a run needs at its largest, for `piste check`, before anything is allocated: an upper estimate, from who sets out a day,
// stays of up to 120 days, and those for whom there is no seat, who wait until the end.
[[nodiscard]] std::int64_t estimated_memory_bytes(Scenario const& scenario);

}  // namespace piste
