// The same person's journey in two runs that differ in an intervention, from the first event at which they part.
#pragma once

#include "runners/commands/commands.hpp"
#include "runners/commands/plan.hpp"

namespace piste {

// plan: of an experiment read with `versus`, the intervention that is compared with the scenario as it stands. person: of one nationality and number, or
// the first who sets out. Returns false where the person is in neither run.
[[nodiscard]] bool tell_versus(Plan const& plan, std::uint32_t replicate, PersonName person, Console const& console);

}  // namespace piste
