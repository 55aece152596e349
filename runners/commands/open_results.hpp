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

// Why what a file holds cannot be computed again by this program, or nothing.
[[nodiscard]] inline std::string other_version(ResultsReader const& reader, std::string const& file)
{
    if (reader.model_version() == model_version && reader.outcome_schema_version() == outcome_schema_version) {
        return "";
    }
    return file + " was made by model version " + std::to_string(reader.model_version()) + " (outcome schema " +
           std::to_string(reader.outcome_schema_version()) + "), and this program has model version " +
           std::to_string(model_version) + " (outcome schema " + std::to_string(outcome_schema_version) +
           "), so equal numbers cannot be expected: take the release that made it, piste " + reader.record().piste_version;
}

}  // namespace piste
