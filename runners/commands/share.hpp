// Which runs a process takes that shares an output with others and asks nobody: first its own part of the plan, then what nobody
// has finished. Two processes may take the same run; that costs time, and nothing else.
#pragma once

#include "runners/commands/command_line.hpp"
#include "runners/ensemble/block_schedule.hpp"
#include "runners/ensemble/launch.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace piste {

// What this process was given (--share); or its place in a Slurm job array, and within that its place in a step whose processes
// are each alone (`alone_in_step`); or everything. Throws CommandError (bad_input) where Slurm's numbers make no sense.
[[nodiscard]] Share own_share(std::optional<Share> given, Environment const& environment, bool alone_in_step);

// The same divided among the ranks of one process group.
[[nodiscard]] Share share_of_rank(Share share, int rank, int size);

// Its part of runs 0 to `runs`.
[[nodiscard]] Block part_of(Share share, std::uint64_t runs);

// What is outside the part counts as done.
void keep_only(Block part, std::vector<bool>& done);

// A block of runs that are not done, in ascending order: a fraction of what is missing, at least one for each thread. Processes
// with different shares choose different blocks as long as there is enough, and take from the far end, since whose part it is may
// be working from the near one. `round` counts the blocks taken so far.
[[nodiscard]] std::vector<std::uint64_t> helping_block(std::vector<bool> const& done, Share share, std::uint64_t round,
                                                       std::uint64_t threads);

}  // namespace piste
