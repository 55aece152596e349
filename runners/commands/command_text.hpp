// Commands that a message tells the user to give, quoted for a shell.
#pragma once

#include "runners/commands/command_line.hpp"

#include <cstdint>
#include <string>

namespace piste {

// The word as a shell takes it: in single quotes where it needs them.
[[nodiscard]] std::string quoted(std::string const& word);
// The command as it was given.
[[nodiscard]] std::string command_as_given(Options const& options);
// The command that continues a run that was stopped: the same one, without --fresh and --break-lock.
[[nodiscard]] std::string resuming_command(Options const& options);
// The command that repeats one run of a plan alone and tells how far it comes; whatever its scenario, intervention and point.
[[nodiscard]] std::string repeating_command(Options const& options, std::int64_t run, std::uint32_t replicate);
// The same from a finished results file, by the configuration in it.
[[nodiscard]] std::string repeating_command(std::string const& results, std::int64_t run);

}  // namespace piste
