#include "runners/commands/plan.hpp"

#include "runners/commands/build_info.hpp"
#include "runners/commands/exit_code.hpp"
#include "runners/commands/memory.hpp"
#include "runners/commands/open_results.hpp"
#include "runners/commands/wording.hpp"
#include "runners/config/toml_text.hpp"
#include "runners/ensemble/ensemble.hpp"
#include "runners/results/checksum.hpp"
#include "runners/results/digest.hpp"
#include "runners/results/results_writer.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
#include <utility>

namespace piste {

namespace {

// The experiment's hash says what decides the numbers of a run; with how many there are it names an output.
std::string plan_hash_of(Experiment const& experiment)
{
    return digest_of_text(experiment.plan_hash + " replicates " + std::to_string(experiment.replicates)).hexadecimal();
}

// Texts of several interventions one after the other, each with its name.
template <class Tell>
std::string joined(Experiment const& experiment, Overlay const& overlay, Tell const& tell)
{
    std::string text;
    for (auto const& use : overlay.uses) {
        auto const& intervention = experiment.interventions.at(use.intervention);
        text += text.empty() ? "" : "; ";
        text += overlay.uses.size() > 1 ? intervention.name + ": " : std::string();
        text += tell(use, intervention);
    }
    return text;
}

std::string changes_of(Intervention const& intervention)
{
    std::string text;
    for (auto const& effect : intervention.effects) {
        text += (text.empty() ? "" : ", ") + values_of(effect);
    }
    return text;
}

InterventionText text_of(Experiment const& experiment, Overlay const& overlay)
{
    auto const of = [&](auto const& tell) { return joined(experiment, overlay, tell); };
    InterventionText text;
    text.title = overlay.uses.empty() ? "the scenario as it stands" : of([](Use const&, Intervention const& each) { return each.title; });
    text.lever = of([](Use const&, Intervention const& each) { return each.lever; });
    text.predicted = of([](Use const&, Intervention const& each) { return each.predicted + " (" + each.predicted_source + ")"; });
    text.side_effect = of([](Use const&, Intervention const& each) { return each.side_effect + " (" + each.side_effect_source + ")"; });
    text.assumed = of([](Use const&, Intervention const& each) { return each.assumed; });
    text.follows = of([](Use const&, Intervention const& each) { return each.follows; });
    text.onset = of([](Use const& use, Intervention const&) { return use.onset; });
    text.end = of([](Use const& use, Intervention const&) { return use.end; });
    text.intensity = of([](Use const& use, Intervention const&) { return readable(use.intensity); });
    text.changes = of([](Use const&, Intervention const& each) { return changes_of(each); });
    return text;
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
    record.interventions.clear();
    for (auto const& overlay : experiment.overlays) {
        record.interventions.push_back({overlay.name, overlay.values.empty() ? 0 : hash64(overlay.values)});
        record.intervention_texts.push_back(text_of(experiment, overlay));
    }
    for (auto const& point : experiment.points.points) {
        record.points.push_back({point.name, point.values.empty() ? 0 : hash64(point.values)});
    }
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

WhichConditions Plan::conditions_of(std::int64_t run) const
{
    auto const position = record.position(run);
    return {position.scenario, position.intervention, position.point};
}

Timeline Plan::timeline_of(std::int64_t run) const
{
    return piste::timeline_of(experiment, conditions_of(run));
}

RunAddress Plan::address_of(std::int64_t run) const
{
    return {experiment.seed, record.position(run).replicate, point_salt(experiment, conditions_of(run))};
}

std::string Plan::name_of(std::int64_t run) const
{
    return run_name(record, run);
}

std::string run_name(ExperimentRecord const& record, std::int64_t run)
{
    auto const position = record.position(run);
    auto const& overlay = record.interventions.at(position.intervention).name;
    bool const names_overlay = record.interventions.size() > 1 || overlay != "base";   // one alone may be an intervention
    return record.scenarios.at(position.scenario).name + (names_overlay ? ", " + overlay : "") +
           (record.points.size() > 1 ? ", point " + record.points.at(position.point).name : "") + ", replicate " +
           std::to_string(position.replicate);
}

std::string factors_in_words(ExperimentRecord const& record)
{
    std::string text;
    if (record.interventions.size() > 1) {
        text += counted(static_cast<std::int64_t>(record.interventions.size()), "overlay", "overlays") + " x ";
    }
    if (record.points.size() > 1) {
        text += counted(static_cast<std::int64_t>(record.points.size()), "point", "points") + " x ";
    }
    return text;
}

Plan plan_from_file(Options const& options)
{
    // A failed run is repeated from the results file alone: what made it may be elsewhere, or have changed.
    std::optional<ResultsReader> results;
    if (options.command == Command::trace && hdf5::File::looks_like_hdf5(options.file)) {
        results.emplace(open_results(options.file));
        if (auto const problem = other_version(*results, options.file); !problem.empty()) {
            throw CommandError(ExitCode::bad_input, problem);
        }
    }
    ExperimentOptions told;
    told.settings = options.settings;
    if (options.command == Command::select) {
        told.settings.emplace_back(randomness_of_selections);
    }
    told.interventions = options.interventions;
    told.versus = options.versus;
    told.strict = options.strict;
    if (options.replicates) {
        told.replicates = static_cast<std::uint64_t>(*options.replicates);
    }
    if (options.seed) {
        told.seed = static_cast<std::uint64_t>(*options.seed);
    }
    return results ? plan_from_record(results->record(), options.file + " (configuration)", told)
                   : plan_of(read_experiment(options.file, told), options.compress);
}

Plan plan_from_record(ExperimentRecord const& record, std::string const& name, ExperimentOptions const& told)
{
    return plan_of(read_experiment_text(record.configuration, name, told), record.compress);
}

Outcome simulate_run(Plan const& plan, std::int64_t run)
{
    auto const& scenario = plan.scenario_of(run);
    auto outcome = simulate(plan.timeline_of(run), plan.address_of(run));
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
    auto const& experiment = plan.experiment;
    for (std::size_t scenario = 0; scenario < experiment.scenarios.size(); ++scenario) {
        for (std::size_t overlay = 0; overlay < experiment.overlays.size(); ++overlay) {
            for (auto const& epoch : timeline_of(experiment, {scenario, overlay, 0}).epochs) {
                largest = std::max(largest, static_cast<std::int64_t>(estimated_memory_bytes(epoch.scenario)));
            }
        }
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
