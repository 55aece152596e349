// `piste check`: what would be run, and what it would cost. A configuration that is not valid has thrown before.
#include "runners/commands/commands.hpp"
#include "runners/commands/memory.hpp"
#include "runners/commands/plan.hpp"
#include "runners/commands/wording.hpp"
#include "runners/results/result_layout.hpp"

#include <algorithm>
#include <chrono>

namespace piste {

namespace {

// Persons a year up to which a run is simply timed; above, a smaller population is, and time grows in proportion.
constexpr std::int64_t timed_migrants_per_year = 50'000;

void print_scenario(Scenario const& scenario, std::ostream& out)
{
    std::int64_t posts = 0;
    for (auto const& group : scenario.post_groups) {
        posts += group.posts;
    }
    auto const size = [](auto const& table) { return static_cast<std::int64_t>(table.size()); };
    auto const& horizon = scenario.horizon;
    out << "scenario     " << scenario.name << (scenario.title.empty() ? "" : ": " + scenario.title) << '\n'
        << "horizon      from " << horizon.start_date << ": " << horizon.warm_up_days << " days of warm-up before, "
        << horizon.measured_days << " measured, " << horizon.run_out_days << " of run-out\n"
        << "people       " << with_commas(scenario.population.migrants_per_year) << " a year through Mali; "
        << counted(size(scenario.nationalities), "nationality", "nationalities") << ", "
        << counted(size(scenario.wishes), "wished-for destination", "wished-for destinations") << '\n'
        << "corridor     " << counted(size(scenario.places), "place", "places") << ", "
        << counted(size(scenario.links), "stretch of road", "stretches of road") << ", "
        << counted(size(scenario.itineraries), "itinerary", "itineraries") << ", "
        << counted(size(scenario.crossings), "crossing", "crossings") << '\n'
        << "posts        " << with_commas(posts) << " in " << counted(size(scenario.post_groups), "group", "groups")
        << ", of " << counted(size(scenario.holders), "holder of territory", "holders of territory") << '\n'
        << "services     " << counted(size(scenario.bus_firms), "bus firm", "bus firms") << ", "
        << counted(size(scenario.passeur_groups), "group of passeurs", "groups of passeurs") << ", "
        << counted(size(scenario.ghetto_groups), "group of ghettos", "groups of ghettos") << ", "
        << counted(size(scenario.vehicle_kinds), "kind of vehicle", "kinds of vehicles") << '\n';
}

void print_numbers(ReadScenario const& read, std::ostream& out)
{
    std::int64_t sourced = 0;
    std::int64_t assumed = 0;
    for (auto const& parameter : read.resolved.parameters) {
        if (!is_plain(parameter.type)) {
            ++(parameter.source.empty() ? assumed : sourced);
        }
    }
    out << "numbers      " << with_commas(sourced + assumed) << ": " << with_commas(sourced) << " with a source, "
        << with_commas(assumed) << " assumed\n";
}

// Seconds that one run takes here, from one that is timed.
double seconds_of_run(Plan const& plan)
{
    auto scenario = plan.experiment.scenarios.front().scenario;
    auto const asked = scenario.population.migrants_per_year;
    scenario.population.migrants_per_year = std::min(asked, timed_migrants_per_year);
    auto const begin = std::chrono::steady_clock::now();
    (void)simulate(scenario, plan.address_of(0));
    auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return seconds * static_cast<double>(asked) / static_cast<double>(scenario.population.migrants_per_year);
}

void print_cost(Plan const& plan, std::size_t threads, std::ostream& out)
{
    auto const runs = plan.record.run_count();
    auto const needed = memory_needed_bytes(plan, threads);
    auto const available = available_memory_bytes();
    out << "memory       about " << bytes_in_words(needed) << " with "
        << counted(static_cast<std::int64_t>(threads), "thread", "threads");
    if (available) {
        out << ", of " << bytes_in_words(*available) << " available";
    }
    auto const seconds = seconds_of_run(plan);
    auto const rounds = (runs + static_cast<std::int64_t>(threads) - 1) / static_cast<std::int64_t>(threads);
    ResultLayout const layout(plan.experiment.scenarios.front().scenario);
    out << "\ntime         about " << duration_in_words(seconds) << " a run, "
        << duration_in_words(seconds * static_cast<double>(rounds)) << " in all on this machine\n"
        << "file         about " << bytes_in_words(static_cast<std::int64_t>(layout.value_bytes) * runs)
        << " uncompressed, and as much beside it until it is finished\n";
}

}  // namespace

ExitCode check_command(Options const& options, Console const& console)
{
    auto const plan = plan_from_file(options);
    auto const& experiment = plan.experiment;
    print_warnings(experiment, console.err);
    if (options.resolved) {
        console.out << experiment.text;
        return ExitCode::complete;
    }
    auto const runs = plan.record.run_count();
    auto const threads = threads_for(options, runs);
    auto& out = console.out;
    out << "experiment   " << experiment.name << (experiment.title.empty() ? "" : ": " + experiment.title) << '\n'
        << "plan         " << counted(runs, "run", "runs") << ": "
        << counted(static_cast<std::int64_t>(experiment.scenarios.size()), "scenario", "scenarios") << " x "
        << factors_in_words(plan.record) << counted(experiment.replicates, "replicate", "replicates") << ", seed "
        << experiment.seed << ", randomness " << plan.record.randomness << '\n';
    for (auto const& read : experiment.scenarios) {
        print_scenario(read.scenario, out);
        print_numbers(read, out);
    }
    out << "hashes       plan " << plan.record.plan_hash << "\n             model " << experiment.model_hash
        << "\n             text " << experiment.text_hash << '\n';
    refuse_impossible_memory(plan, threads);
    print_cost(plan, threads, out);
    out << "valid";
    if (!experiment.warnings.empty()) {
        out << ", with " << counted(static_cast<std::int64_t>(experiment.warnings.size()), "warning", "warnings");
    }
    out << '\n';
    return ExitCode::complete;
}

}  // namespace piste
