// Compares a run that was repeated with what a results file says of it.
#pragma once

#include "runners/ensemble/ensemble.hpp"
#include "runners/results/results_reader.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace piste {

[[nodiscard]] RunStatus status_of(FailureCode code);

// What differs: status, digests, and of each variable the first value that does, with how many do. Empty if nothing.
// Throws NotResults as the reader does.
[[nodiscard]] std::vector<std::string> differences(ResultLayout const& layout, Outcome const& outcome,
                                                   ResultsReader const& reader, std::int64_t run);
// The same for a run that failed here.
[[nodiscard]] std::vector<std::string> differences_of_failure(RunStatus status, std::string const& text,
                                                              ResultsReader const& reader, std::int64_t run);

// "ledger[payer=migrant, payee=police, leg=south]" of a position in a variable's values.
[[nodiscard]] std::string name_of_value(ResultLayout const& layout, Variable variable, std::size_t position);

// Whether the values of a run in the file have the digest that the file gives it. If not, one of them was altered or damaged after it
// was written, wherever and by whatever it was computed. Throws NotResults where they cannot be read.
[[nodiscard]] bool fits_its_digest(ResultLayout const& layout, ResultsReader const& reader, std::int64_t run);

}  // namespace piste
