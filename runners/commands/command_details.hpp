// What each command says of itself, in the order of Command.
#pragma once

#include "runners/commands/command_line.hpp"

#include <array>
#include <string_view>

namespace piste {

struct CommandText {
    Command command;
    std::string_view name;
    std::string_view arguments;
    std::string_view summary;
    std::string_view details;
};

inline constexpr std::array command_texts{
    CommandText{Command::run, "run", "EXPERIMENT.toml", "run, or resume, the runs of an experiment",
                "Runs every replicate of an experiment (or of a scenario alone) and writes one results file.\n"
                "Stopped at any moment, the same command goes on where it was. Under mpirun, or srun --mpi=pmix,\n"
                "all ranks share the work; the file is the same whatever their number.\n"
                "\n"
                "Exit codes: 0 complete; 1 complete, but some runs failed; 2 bad input; 3 refused: the output or its\n"
                "lock is another's; 75 stopped before the end, the same command resumes; 70 internal error.\n"},
    CommandText{Command::select, "select", "EXPERIMENT.toml", "find the intervention that is best on one metric",
                "Runs every intervention of an experiment, the base among them, as often as it takes to say which has the\n"
                "smallest or largest mean of a metric, with a stated probability of choosing one that is within the\n"
                "indifference of the best. What falls far behind is run no longer (the Good Selection Procedure of Ni,\n"
                "Ciocan, Henderson and Hunter 2017). Each intervention has luck of its own. Writes a folder with a\n"
                "results file for each and selection.json. Stopped at any moment, the same command goes on.\n"
                "\n"
                "Exit codes: 0 decided; 1 a run failed, so it cannot be decided; 2 bad input; 3 refused: the folder or its\n"
                "lock is another's; 75 stopped before the end, the same command resumes; 70 internal error.\n"},
    CommandText{Command::check, "check", "FILE.toml", "validate an experiment or a scenario and estimate its cost",
                "Reports every problem of a configuration with file, line and column, then prints what would be run\n"
                "and estimates memory, time and file size. Writes nothing.\n"
                "\n"
                "Exit codes: 0 valid; 2 not valid, or too large for this machine.\n"},
    CommandText{Command::verify, "verify", "RESULTS.h5", "run a results file again and compare every number",
                "Repeats the runs of a results file from the configuration embedded in it, and compares digests and\n"
                "every stored value; labels, coordinates and attributes are written anew from it and compared as well.\n"
                "\n"
                "Exit codes: 0 every value is the same; 4 some differ (it says which run, variable, index and values);\n"
                "5 the file was made by another model version, so it cannot be compared; 2 bad input.\n"},
    CommandText{Command::trace, "trace", "EXPERIMENT.toml|RESULTS.h5", "tell one person's journey, event by event",
                "Tells the journey of one synthetic person of one run, with dates, what happened in which town or on\n"
                "which stretch, and what was left in the purse. The people are numbered candidates of a nationality,\n"
                "the same in every run that shares seed and replicate. Of a results file it is the plan in it that counts.\n"
                "\n"
                "Exit codes: 0 told; 1 the run failed, and why; 2 bad input, or no such person.\n"},
    CommandText{Command::info, "info", "RESULTS.h5", "say what is in a results file, complete or unfinished",
                "Prints plan, versions, runs, variables, and whether the file is complete. Also for a file that does\n"
                "not exist yet, of which only finished parts lie beside where it will be.\n"
                "\n"
                "Exit codes: 0 complete; 1 complete, but some runs failed; 75 unfinished; 2 bad input.\n"},
    CommandText{Command::list, "list", "scenarios|interventions|metrics|series|parameters [FILE.toml|FOLDER]",
                "list what exists: scenarios, interventions, metrics, series, parameters",
                "scenarios and interventions are looked for in configs/ (or in the FOLDER given); metrics and series\n"
                "are those of every results file; parameters are those of a scenario FILE, with unit, value, range\n"
                "and source.\n"},
};

}  // namespace piste
