#include "runners/commands/commands.hpp"

namespace piste {

ExitCode carry_out(Options const& options, Console const& console)
{
    switch (options.command) {
    case Command::run: return run_command(options, console);
    case Command::select: return select_command(options, console);
    case Command::check: return check_command(options, console);
    case Command::verify: return verify_command(options, console);
    case Command::trace: return trace_command(options, console);
    case Command::info: return info_command(options, console);
    case Command::list: return list_command(options, console);
    }
    throw CommandError(ExitCode::internal_error, "a command without an implementation");
}

}  // namespace piste
