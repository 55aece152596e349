#include "runners/commands/command_options.hpp"

#include <string>
#include <vector>

namespace piste {

namespace po = boost::program_options;

namespace {

// Options by group; each command takes some. All values are read as text, so that the words of an error are ours.
void add_configuration_options(po::options_description& options)
{
    auto add = options.add_options();
    add("set", po::value<std::vector<std::string>>()->composing()->value_name("KEY=VALUE"),
        "replace a value of the configuration, such as roadblock.toll_basis='\"per_trip\"' or gate.taken_off=0.5; "
        "may be given several times");
    add("intervention", po::value<std::vector<std::string>>()->composing()->value_name("NAME[:INTENSITY]"),
        "an intervention beside the file's; with + between, several that hold together; may be given several times");
    add("seed", po::value<std::string>()->value_name("N"), "seed of all random draws, instead of the file's");
    add("strict", "treat warnings about the configuration as errors");
}

void add_replicates_option(po::options_description& options)
{
    options.add_options()("replicates", po::value<std::string>()->value_name("N"), "runs of each scenario, instead of the file's number");
}

void add_thread_options(po::options_description& options)
{
    options.add_options()("threads", po::value<std::string>()->value_name("N"),
                          "threads of this process; by default one for each CPU it may use");
}

void add_progress_options(po::options_description& options)
{
    options.add_options()("progress", po::value<std::string>()->value_name("STYLE"),
                          "auto, line (rewritten on a terminal), lines (for a log) or none; by default auto");
}

void add_patience_option(po::options_description& options)
{
    options.add_options()("patience", po::value<std::string>()->value_name("TIME"),
                          "how long a silent process is waited for before the others do without it; by default 30s");
}

// What a command that may run for long on several processes takes.
void add_machine_options(po::options_description& options)
{
    auto add = options.add_options();
    add("writers-per-node", po::value<std::string>()->value_name("N"),
        "how many processes of one machine write at the same time; by default 8");
    add_patience_option(options);
    add("time-limit", po::value<std::string>()->value_name("TIME"),
        "end within this time, such as 55m or 1:30:00: begin no run that would not end by then; by default until the end of "
        "the Slurm job, where Slurm says it (SLURM_JOB_END_TIME)");
}

void add_run_options(po::options_description& options)
{
    auto add = options.add_options();
    add("output,o", po::value<std::string>()->value_name("FILE"), "results file to write; by default results.h5");
    add("extend", "let this plan, which has more runs than the existing output, continue it");
    add("fresh", "start over: throw away unfinished results at this output");
    add("replace-finished", "with --fresh: also replace a finished file, when the new one is complete");
    add("break-lock", "take over the lock of a process on another host that is known to be gone");
    add("join", "work on this output together with other processes that are given the same command, each with a share of the "
                "runs; whoever ends last writes the file");
    add("share", po::value<std::string>()->value_name("I/N"),
        "with --join: begin with part I of N, counted from 0; by default by the task of a Slurm job array");
    add("merge-only", "run nothing; write the file if all runs are done");
    add_machine_options(options);
    add("until", po::value<std::string>()->value_name("RULE"),
        "add replicates until an interval is narrow: 'METRIC of INTERVENTION vs BASE: halfwidth <= X', the paired 95 % interval of the "
        "difference, in the metric's unit; the file is that of --replicates with the number it stopped at");
    add("block", po::value<std::string>()->value_name("N"), "with --until: replicates between two looks; by default 32");
    add("max-replicates", po::value<std::string>()->value_name("N"), "with --until: stop at this many; by default 1024");
    add("compress", "compress the results file; part of the plan");
    add("no-copy", "leave what runs returned where they were written, in FILE.parts: the results file shows it, and is good as long as that "
                   "folder stays; the same command without this makes the file whole and removes the folder");
    add("max-failures", po::value<std::string>()->value_name("N"),
        "stop when more than N runs have failed; by default failed runs are recorded and the others go on");
}

void add_selection_options(po::options_description& options)
{
    auto add = options.add_options();
    add("metric", po::value<std::string>()->value_name("METRIC"),
        "what is compared: a name of piste list metrics, or one with _per_1000 behind it");
    add("smallest", "the intervention with the smallest mean is the best");
    add("largest", "the one with the largest is");
    add("indifference", po::value<std::string>()->value_name("X"), "how far from the best is good enough, in the metric's unit");
    add("probability", po::value<std::string>()->value_name("P"), "of selecting one that is good enough, at least; by default 0.95");
    add("output,o", po::value<std::string>()->value_name("FOLDER"), "folder to write; by default selection");
    add("first-stage", po::value<std::string>()->value_name("N"), "replicates of each before the first look; by default 50");
    add("batch", po::value<std::string>()->value_name("N"), "replicates that a round of screening adds, in the mean; by default 50");
    add("rounds", po::value<std::string>()->value_name("N"), "of screening, before the last stage; by default 10");
    add("fresh", "start over: throw away the runs of a selection that was not decided");
    add("break-lock", "take over the lock of a process on another host that is known to be gone");
    add("compress", "compress the results files");
    add_machine_options(options);
}

}  // namespace

po::options_description options_of(Command command)
{
    po::options_description options("Options", 110);
    switch (command) {
    case Command::run:
        add_run_options(options);
        add_configuration_options(options);
        add_replicates_option(options);
        add_thread_options(options);
        add_progress_options(options);
        break;
    case Command::select:
        add_selection_options(options);
        add_configuration_options(options);
        add_thread_options(options);
        add_progress_options(options);
        break;
    case Command::check:
        add_configuration_options(options);
        add_replicates_option(options);
        add_thread_options(options);
        options.add_options()("resolved", "print only the resolved configuration, which is what would be run");
        break;
    case Command::verify:
        options.add_options()("sample", po::value<std::string>()->value_name("N"),
                              "compare only N runs, spread evenly; by default all");
        add_patience_option(options);
        add_thread_options(options);
        add_progress_options(options);
        break;
    case Command::trace:
        options.add_options()("replicate", po::value<std::string>()->value_name("R"), "which replicate; by default 0");
        options.add_options()("run", po::value<std::string>()->value_name("N"),
                              "instead: any run of the plan, by the number that piste run and piste info give it, with its scenario, "
                              "intervention and point");
        options.add_options()("migrant", po::value<std::string>()->value_name("NATIONALITY/NUMBER"),
                              "whose journey, such as guinea/123; by default the first who sets out in the measured "
                              "period");
        options.add_options()("versus", po::value<std::string>()->value_name("NAME[:INTENSITY]"),
                              "tell the same person's journey under this intervention beside it, from where the two part");
        add_configuration_options(options);
        add_replicates_option(options);
        break;
    case Command::list:
        options.add_options()("set", po::value<std::vector<std::string>>()->composing()->value_name("KEY=VALUE"),
                              "replace a value before listing parameters");
        break;
    case Command::info:
        options.add_options()("failures", po::value<std::string>()->value_name("N"),
                              "how many failed runs to name, with reason and the command that repeats each, or all; by default 20");
        break;
    }
    options.add_options()("help,h", "print this text");
    return options;
}

}  // namespace piste
