// Until when a command may work: what it was told, or what Slurm says of its job.
#pragma once

#include "runners/ensemble/launch.hpp"

#include <chrono>
#include <optional>

namespace piste {

// The moment at which the last run must have ended, which leaves time to write it. `limit`: from `now` on, as --time-limit
// says; Slurm's end of the job (SLURM_JOB_END_TIME, seconds since 1970; not every version sets it) counts where it is
// earlier. Nothing where neither is known.
[[nodiscard]] std::optional<std::chrono::steady_clock::time_point> latest_end_of_runs(
    std::optional<std::chrono::seconds> limit, Environment const& environment,
    std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now(),
    std::chrono::system_clock::time_point date = std::chrono::system_clock::now());

}  // namespace piste
