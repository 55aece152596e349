// Opens a results file for the commands that only read one.
#pragma once

#include "runners/commands/exit_code.hpp"
#include "runners/results/durable_file.hpp"
#include "runners/results/results_reader.hpp"

#include <filesystem>

namespace piste {

// Throws CommandError (bad_input) where there is no such file or it cannot be read, NotResults where it is another's.
[[nodiscard]] inline ResultsReader open_results(std::filesystem::path const& path)
{
    try {
        ResultsReader reader(path);
        if (auto const shard = reader.missing_shard(); !shard.empty()) {
            throw CommandError(ExitCode::bad_input, path.string() + ": shows what lies in other files (--no-copy), and " + shard +
                                                        " is not there any more; the piste run command that made it runs what is missing");
        }
        return reader;
    } catch (OutputError const& error) {
        throw CommandError(ExitCode::bad_input, error.what());
    }
}

}  // namespace piste
