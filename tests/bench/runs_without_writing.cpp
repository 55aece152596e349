// The runs of an experiment on threads, into nothing: what `piste run` would take if writing were free. Prints one line of JSON
// with seconds, events, people and memory.
//
// Usage: runs_without_writing EXPERIMENT.toml REPLICATES THREADS [KEY=VALUE...]
#include "model/simulation.hpp"
#include "runners/config/experiment.hpp"
#include "runners/config/problem.hpp"
#include "runners/ensemble/ensemble.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace piste;

// The largest resident set of this program so far. (getrusage would count the program that started it, too.)
std::int64_t peak_resident_bytes()
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        if (word == "VmHWM:") {
            std::int64_t kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024;
        }
    }
    throw std::runtime_error("/proc/self/status does not say the largest resident set");
}

struct Sums {
    std::atomic<std::int64_t> events{0};
    std::atomic<std::int64_t> departures{0};
    std::atomic<std::int64_t> peak_under_way{0};
    std::atomic<std::int64_t> failures{0};
};

EnsembleSummary carry_out(Experiment const& experiment, std::size_t threads, Sums& sums)
{
    auto const& scenario = experiment.scenarios.front().scenario;
    EnsembleCalls const calls{
        [&](RunNumber run) {
            auto outcome = simulate(scenario, {experiment.seed, static_cast<std::uint32_t>(run), 0});
            if (!unsound(scenario, outcome).empty()) {
                throw UnsoundOutcome("the books of this run do not balance");
            }
            return outcome;
        },
        [&sums](RunNumber, Outcome const& outcome) {
            sums.events += outcome.tally(Tally::events);
            sums.departures += outcome.tally(Tally::all_departures);
            sums.peak_under_way += outcome.tally(Tally::peak_under_way);
        },
        [&sums](RunFailure const& failure) {
            ++sums.failures;
            std::cerr << "run " << failure.run << " failed: " << failure.text << '\n';
        },
        [] {}};
    EnsembleOptions options;
    options.threads = threads;
    options.workers_everywhere = threads;
    LocalTickets tickets;
    EnsembleTasks const tasks{experiment.replicates, [](std::uint64_t task) { return task; }};
    return run_ensemble(tasks, calls, options, tickets);
}

int measure(std::vector<std::string> const& arguments)
{
    if (arguments.size() < 3) {
        std::cerr << "usage: runs_without_writing EXPERIMENT.toml REPLICATES THREADS [KEY=VALUE...]\n";
        return 2;
    }
    ExperimentOptions options;
    options.replicates = std::stoull(arguments[1]);
    options.settings.assign(arguments.begin() + 3, arguments.end());
    auto const experiment = read_experiment(arguments[0], options);
    auto const& horizon = experiment.scenarios.front().scenario.horizon;
    Sums sums;
    auto const began = std::clock();
    auto const summary = carry_out(experiment, std::stoull(arguments[2]), sums);
    auto const cpu_seconds = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
    auto const runs = static_cast<std::int64_t>(summary.finished);
    std::cout << "{\"runs\": " << runs << ", \"days_of_a_run\": "
              << horizon.warm_up_days + horizon.measured_days + horizon.run_out_days
              << ", \"wall_seconds\": " << summary.wall_seconds << ", \"busy_seconds\": " << summary.busy_seconds
              << ", \"cpu_seconds\": " << cpu_seconds << ", \"events\": " << sums.events << ", \"departures\": " << sums.departures
              << ", \"mean_peak_under_way\": " << sums.peak_under_way / std::max<std::int64_t>(runs, 1)
              << ", \"peak_resident_bytes\": " << peak_resident_bytes() << "}\n";
    return sums.failures == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments)
{
    try {
        return measure({arguments + 1, arguments + count});
    } catch (std::exception const& error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
