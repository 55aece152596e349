// `piste run` with the processes and the model as parameters, so that a test can stand in for both.
#pragma once

#include "runners/commands/commands.hpp"
#include "runners/commands/plan.hpp"
#include "runners/ensemble/session.hpp"

#include <cstdint>
#include <functional>

namespace piste {

using RunSimulator = std::function<Outcome(Plan const& plan, std::int64_t run)>;

// Runs, or resumes, the experiment that the options name. The caller finishes the session; where this throws because a
// process could not start, it is finished already.
[[nodiscard]] ExitCode run_experiment(Options const& options, Console const& console, Session& session,
                                      RunSimulator const& simulator);

// The same for `piste select`.
[[nodiscard]] ExitCode select_best(Options const& options, Console const& console, Session& session, RunSimulator const& simulator);

// Starts this process's part of a session, does `work` in it, and leaves: by _Exit where somebody is missing, whom the end of MPI would wait for.
// joins: as one of several processes that do not know of each other.
ExitCode in_a_session(bool joins, Console const& console, std::function<ExitCode(Session&)> const& work);

}  // namespace piste
