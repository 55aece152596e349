// From an experiment to numbered runs: what each of them simulates, what it needs, what the results file says of it.
#pragma once

#include "model/simulation.hpp"
#include "runners/commands/command_line.hpp"
#include "runners/config/experiment.hpp"
#include "runners/results/experiment_record.hpp"

#include <cstdint>
#include <iosfwd>
#include <string>

namespace piste {

struct Plan {
    Experiment experiment;
    ExperimentRecord record;

    // What it is at the beginning; of one file all have the same tables.
    [[nodiscard]] Scenario const& scenario_of(std::int64_t run) const
    {
        return experiment.scenarios.at(record.position(run).scenario).scenario;
    }
    [[nodiscard]] WhichConditions conditions_of(std::int64_t run) const;
    // Made anew at each call, since a plan may have very many.
    [[nodiscard]] Timeline timeline_of(std::int64_t run) const;
    [[nodiscard]] RunAddress address_of(std::int64_t run) const;
    [[nodiscard]] std::string name_of(std::int64_t run) const;
};

// "mali-2016, p10-remove-roadblocks, point 3, replicate 17"; what there is only one of is left out.
[[nodiscard]] std::string run_name(ExperimentRecord const& record, std::int64_t run);

// "4 overlays x 100 points x ": what a plan has beside scenarios and replicates, if more than one.
[[nodiscard]] std::string factors_in_words(ExperimentRecord const& record);

// Reads the options' file and numbers its runs; for `piste trace` also the configuration in a results file. Throws ConfigurationError.
[[nodiscard]] Plan plan_from_file(Options const& options);
// The same from the configuration embedded in a results file; name stands for the file's in problems.
// told: what is to be different.
[[nodiscard]] Plan plan_from_record(ExperimentRecord const& record, std::string const& name, ExperimentOptions const& told = {});

// Simulates one run and examines its books. Throws UnsoundOutcome where they do not balance, and as simulate().
[[nodiscard]] Outcome simulate_run(Plan const& plan, std::int64_t run);

// Threads that a command starts: as asked, or the usable CPUs, and never more than runs.
[[nodiscard]] std::size_t threads_for(Options const& options, std::int64_t runs);

// Memory that this many runs at a time need, with what the writer holds.
[[nodiscard]] std::int64_t memory_needed_bytes(Plan const& plan, std::size_t threads);
// Throws CommandError (bad_input) with the estimate if that, for so many processes on this machine, is more than is
// available.
void refuse_impossible_memory(Plan const& plan, std::size_t threads, int processes = 1);

// One line for each warning of the configuration.
void print_warnings(Experiment const& experiment, std::ostream& stream);

}  // namespace piste
