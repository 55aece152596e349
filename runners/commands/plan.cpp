#include "runners/commands/plan.hpp"

#include "runners/commands/build_info.hpp"
#include "runners/commands/exit_code.hpp"
#include "runners/commands/memory.hpp"
#include "runners/commands/wording.hpp"
#include "runners/ensemble/ensemble.hpp"
#include "runners/results/checksum.hpp"
#include "runners/results/digest.hpp"
#include "runners/results/results_writer.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

namespace piste {

namespace {

// The experiment's hash says what decides the numbers of a run; with how many there are it names an output.
std::string plan_hash_of(Experiment const& experiment)
{
    return digest_of_text(experiment.plan_hash + " replicates " + std::to_string(experiment.replicates)).hexadecimal();
}

ExperimentRecord record_of(Experiment const& experiment, bool compress)
{
    auto const build = build_info();
    ExperimentRecord record;
    record.title = experiment.title;
    record.plan_hash = plan_hash_of(experiment);
    record.model_hash = experiment.model_hash;
    record.text_hash = experiment.text_hash;
    record.configuration = experiment.text;
    record.seed = experiment.seed;
    record.randomness = experiment.independent ? "independent" : "common";
    for (auto const& read : experiment.scenarios) {
        record.scenarios.push_back({read.scenario.name, hash64(read.resolved.model_hash)});
    }
    record.points.push_back({"base", 0});
    record.replicates = experiment.replicates;
    record.piste_version = build.version;
    record.compiler = build.compiler;
    record.compiler_flags = build.flags;
    record.compress = compress;
    return record;
}

Plan plan_of(Experiment experiment, bool compress)
{
    auto record = record_of(experiment, compress);
    return {std::move(experiment), std::move(record)};
}

}  // namespace

RunAddress Plan::address_of(std::int64_t run) const
{
    auto const position = record.position(run);
    return {experiment.seed, position.replicate, point_salt(experiment, position.scenario)};
}

std::string Plan::name_of(std::int64_t run) const
{
    auto const position = record.position(run);
    return record.scenarios.at(position.scenario).name + ", replicate " + std::to_string(position.replicate);
}

Plan plan_from_file(Options const& options)
{
    ExperimentOptions told;
    told.settings = options.settings;
    told.strict = options.strict;
    if (options.replicates) {
        told.replicates = static_cast<std::uint64_t>(*options.replicates);
    }
    if (options.seed) {
        told.seed = static_cast<std::uint64_t>(*options.seed);
    }
    return plan_of(read_experiment(options.file, told), options.compress);
}

Plan plan_from_record(ExperimentRecord const& record, std::string const& name)
{
    return plan_of(read_experiment_text(record.configuration, name), record.compress);
}

Outcome simulate_run(Plan const& plan, std::int64_t run)
{
    auto const& scenario = plan.scenario_of(run);
    auto outcome = simulate(scenario, plan.address_of(run));
    auto const problems = unsound(scenario, outcome);
    if (!problems.empty()) {
        auto text = problems.front();
        if (problems.size() > 1) {
            text += " (and " + std::to_string(problems.size() - 1) + " more)";
        }
        throw UnsoundOutcome(text);
    }
    return outcome;
}

std::size_t threads_for(Options const& options, std::int64_t runs)
{
    auto const threads = options.threads.value_or(usable_cpus());
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::max<std::int64_t>(runs, 1)), 1, threads);
}

std::int64_t memory_needed_bytes(Plan const& plan, std::size_t threads)
{
    std::int64_t largest = 0;
    for (auto const& read : plan.experiment.scenarios) {
        largest = std::max(largest, static_cast<std::int64_t>(estimated_memory_bytes(read.scenario)));
    }
    // One batch of results is collected while another is written.
    auto const buffers = 2 * static_cast<std::int64_t>(FlushLimits().bytes);
    return largest * static_cast<std::int64_t>(threads) + buffers;
}

void refuse_impossible_memory(Plan const& plan, std::size_t threads, int processes)
{
    auto const needed = memory_needed_bytes(plan, threads) * processes;
    auto const available = available_memory_bytes();
    if (!available || needed <= *available) {
        return;
    }
    auto const at_a_time = static_cast<std::int64_t>(threads) * processes;
    auto text = plan.experiment.name + " needs about " + bytes_in_words(needed) + " of memory for " +
                counted(at_a_time, "run", "runs") + " at a time, and only " + bytes_in_words(*available) +
                " are available here; ";
    auto const alone = memory_needed_bytes(plan, 1);
    if (at_a_time > 1 && alone <= *available) {
        text += "use fewer threads or ranks (one run alone: about " + bytes_in_words(alone) + ") or a larger machine";
    } else {
        text += "use a larger machine, or fewer people (population.migrants_per_year)";
    }
    throw CommandError(ExitCode::bad_input, text);
}

void print_warnings(Experiment const& experiment, std::ostream& stream)
{
    for (auto const& warning : experiment.warnings) {
        stream << to_text(warning) << '\n';
    }
}

}  // namespace piste
