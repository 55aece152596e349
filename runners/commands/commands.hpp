// The subcommands of piste. Each takes its options and two streams and returns an exit code; what stops it is thrown.
#pragma once

#include "runners/commands/command_line.hpp"
#include "runners/commands/exit_code.hpp"

#include <ostream>

namespace piste {

// Where a command writes: answers to `out`, warnings and progress to `err`.
struct Console {
    std::ostream& out;
    std::ostream& err;
};

[[nodiscard]] ExitCode run_command(Options const& options, Console const& console);
[[nodiscard]] ExitCode select_command(Options const& options, Console const& console);
[[nodiscard]] ExitCode check_command(Options const& options, Console const& console);
[[nodiscard]] ExitCode verify_command(Options const& options, Console const& console);
[[nodiscard]] ExitCode trace_command(Options const& options, Console const& console);
[[nodiscard]] ExitCode info_command(Options const& options, Console const& console);
[[nodiscard]] ExitCode list_command(Options const& options, Console const& console);

// The one that the options name.
[[nodiscard]] ExitCode carry_out(Options const& options, Console const& console);

}  // namespace piste
