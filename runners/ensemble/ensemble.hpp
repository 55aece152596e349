// Runs many tasks on threads and hands their outcomes over. Knows neither configuration nor file nor MPI.
#pragma once

#include "model/outcome.hpp"
#include "runners/ensemble/counter.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

namespace piste {

// Position of a run in its plan.
using RunNumber = std::uint64_t;

// Why a run failed. Only what is a function of the run itself: it fails again wherever it is repeated.
enum class FailureCode : std::int32_t { unsound = 1, out_of_range = 2, broken_rule = 3 };

// An outcome whose books do not balance; thrown by `simulate` below.
class UnsoundOutcome : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct RunFailure {
    RunNumber run = 0;
    FailureCode code = FailureCode::broken_rule;
    std::string text;
};

// What is to be done: `count` tasks, and the run that each stands for (those a plan still lacks, in order).
struct EnsembleTasks {
    std::uint64_t count = 0;
    std::function<RunNumber(std::uint64_t task)> run_of;
};

// What the ensemble calls. All but `tick` are called on any of its threads, several at a time.
struct EnsembleCalls {
    std::function<Outcome(RunNumber)> simulate;
    std::function<void(RunNumber, Outcome const&)> consume;   // an std::overflow_error of it is the run's failure
    std::function<void(RunFailure const&)> consume_failure;
    std::function<void()> tick;   // on the calling thread, many times a second: progress, flushing by the clock
};

struct EnsembleOptions {
    std::size_t threads = 1;
    std::uint64_t workers_everywhere = 1;                // threads of all processes, which cuts the blocks
    std::optional<std::uint64_t> max_failures;           // stop when more runs than this have failed, anywhere
    std::function<bool()> stop_requested;                // a signal came; may be empty
    // No run is begun that would end later, if it takes as long as the longest so far.
    std::optional<std::chrono::steady_clock::time_point> latest_end;
};

enum class EnsembleEnd { all_taken, stop_requested, out_of_time, too_many_failures, closed_by_another, counter_lost };

struct EnsembleSummary {
    std::uint64_t finished = 0;         // runs consumed by this process
    std::uint64_t failed = 0;           // of this process
    double busy_seconds = 0.0;          // spent in `simulate`, over all threads
    double longest_seconds = 0.0;       // of one run
    double wall_seconds = 0.0;
    EnsembleEnd end = EnsembleEnd::all_taken;
};

// CPUs that this process may use: its affinity mask, so that two ranks on two cores do not start four threads.
[[nodiscard]] std::size_t usable_cpus();

// Takes blocks of tasks from the counter until none is left, a stop is requested, time runs out (which stops this process
// alone: others may have shorter runs), too many have failed or another process closed the counter, or it does not answer; runs in hand are finished and consumed. An exception of `simulate` is that run's failure
// and stops nothing, unless it speaks of the machine (std::bad_alloc, std::system_error, or no std::exception at all):
// that, or an exception of another call, closes the counter, waits for the threads, and is thrown on.
[[nodiscard]] EnsembleSummary run_ensemble(EnsembleTasks const& tasks, EnsembleCalls const& calls,
                                           EnsembleOptions const& options, TicketCounter& counter);

}  // namespace piste
