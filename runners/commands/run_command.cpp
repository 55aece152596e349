// `piste run`: what the processes do is in ensemble_run.cpp.
#include "runners/commands/run_command.hpp"

#include "runners/commands/ensemble_run.hpp"
#include "runners/commands/until.hpp"
#include "runners/ensemble/stop_request.hpp"

#include <cstdlib>

namespace piste {

ExitCode run_experiment(Options const& options, Console const& console, Session& session,
                        RunSimulator const& simulator)
{
    if (!options.until.empty()) {
        return run_until(options, console, session, simulator);
    }
    return EnsembleRun(options, console, session, simulator).carry_out().value();   // without rounds there is no other
}

ExitCode in_a_session(bool joins, Console const& console, std::function<ExitCode(Session&)> const& work)
{
    watch_for_stop_signals();
    auto const session = start_session(joins);
    auto const code = work(*session);
    session->finish();
    if (session->misses_somebody()) {
        console.out << std::flush;
        std::_Exit(static_cast<int>(code));
    }
    return code;
}

ExitCode run_command(Options const& options, Console const& console)
{
    return in_a_session(options.join, console, [&](Session& session) { return run_experiment(options, console, session, simulate_run); });
}

}  // namespace piste
