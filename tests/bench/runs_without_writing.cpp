// The runs of an experiment on threads, and on ranks where it is started so, into nothing: what `piste run` would take if writing
// were free. Each process prints one line of JSON with seconds, events, people and memory.
//
// Usage: runs_without_writing EXPERIMENT.toml REPLICATES THREADS [--bare] [--run-times FILE] [--every N KEY=VALUE] [KEY=VALUE...]
// --every: every N-th run, the last of N, in a world in which this is different too: long runs among short ones.
// --bare: the runs in a loop, divided among the threads beforehand: what they would take if scheduling were free, too.
// --run-times: leaves the seconds of each run of the process in FILE, one a line, its rank appended to the name.
#include "model/simulation.hpp"
#include "runners/config/experiment.hpp"
#include "runners/config/problem.hpp"
#include "runners/ensemble/ensemble.hpp"
#include "runners/ensemble/session.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
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

// Seconds of a clock that all processes of a machine share.
double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// How long each run took, and when each thread ended its last.
class Times {
public:
    void add(double began)
    {
        auto const ended = now();
        std::scoped_lock const lock(mutex_);
        runs_.push_back(ended - began);
        last_[std::this_thread::get_id()] = ended;
    }
    [[nodiscard]] std::vector<double> const& runs() const { return runs_; }
    [[nodiscard]] std::string ends_as_json() const
    {
        std::ostringstream text;
        text.precision(15);
        text << '[';
        for (auto const& [thread, ended] : last_) {
            text << (text.tellp() > 1 ? ", " : "") << ended;
        }
        text << ']';
        return text.str();
    }

private:
    std::mutex mutex_;
    std::vector<double> runs_;
    std::map<std::thread::id, double> last_;
};

class Measurement {
public:
    Measurement(Experiment const& experiment, std::size_t threads) : experiment_(experiment), threads_(threads) {}
    void mix_in(Scenario const& other, std::uint64_t every)
    {
        other_ = &other;
        every_ = every;
    }

    void by_ensemble(Session& session)
    {
        EnsembleCalls const calls{[this](RunNumber run) { return simulate_one(run); },
                                  [this](RunNumber, Outcome const& outcome) { take(outcome); },
                                  [this](RunFailure const& failure) {
                                      ++failures_;
                                      std::cerr << "run " << failure.run << " failed: " << failure.text << '\n';
                                  },
                                  [] {}};
        EnsembleOptions options;
        options.threads = threads_;
        options.workers_everywhere = session.sum(threads_);
        auto& counter = session.counter(std::chrono::seconds(30));
        began_ = now();
        EnsembleTasks const tasks{experiment_.replicates, [](std::uint64_t task) { return task; }};
        static_cast<void>(run_ensemble(tasks, calls, options, counter));
        wall_seconds_ = now() - began_;
    }

    void in_a_loop()
    {
        began_ = now();
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < threads_; ++i) {
            threads.emplace_back([this, i] {
                for (RunNumber run = i; run < experiment_.replicates; run += threads_) {
                    take(simulate_one(run));
                }
            });
        }
        for (auto& thread : threads) {
            thread.join();
        }
        wall_seconds_ = now() - began_;
    }

    void print(double cpu_seconds) const
    {
        auto const& horizon = experiment_.scenarios.front().scenario.horizon;
        auto const runs = static_cast<std::int64_t>(times_.runs().size());
        std::ostringstream line;
        line.precision(15);
        line << "{\"runs\": " << runs << ", \"days_of_a_run\": " << horizon.warm_up_days + horizon.measured_days + horizon.run_out_days
             << ", \"began\": " << began_ << ", \"threads_ended\": " << times_.ends_as_json() << ", \"wall_seconds\": " << wall_seconds_
             << ", \"longest_seconds\": " << (times_.runs().empty() ? 0.0 : *std::ranges::max_element(times_.runs())) << ", \"busy_seconds\": " << std::accumulate(times_.runs().begin(), times_.runs().end(), 0.0)
             << ", \"cpu_seconds\": " << cpu_seconds << ", \"events\": " << events_ << ", \"departures\": " << departures_
             << ", \"mean_peak_under_way\": " << peak_under_way_ / std::max<std::int64_t>(runs, 1)
             << ", \"peak_resident_bytes\": " << peak_resident_bytes() << "}\n";
        std::cout << line.str() << std::flush;
    }

    [[nodiscard]] Times const& times() const { return times_; }
    [[nodiscard]] bool has_failures() const { return failures_ > 0; }

private:
    Outcome simulate_one(RunNumber run)
    {
        auto const began = now();
        auto const& scenario = other_ != nullptr && run % every_ == every_ - 1 ? *other_ : experiment_.scenarios.front().scenario;
        auto outcome = simulate(scenario, {experiment_.seed, static_cast<std::uint32_t>(run), 0});
        if (!unsound(scenario, outcome).empty()) {
            throw UnsoundOutcome("the books of this run do not balance");
        }
        times_.add(began);
        return outcome;
    }

    void take(Outcome const& outcome)
    {
        events_ += outcome.tally(Tally::events);
        departures_ += outcome.tally(Tally::all_departures);
        peak_under_way_ += outcome.tally(Tally::peak_under_way);
    }

    Experiment const& experiment_;
    Scenario const* other_ = nullptr;   // of every so many runs
    std::uint64_t every_ = 1;
    std::size_t threads_;
    Times times_;
    double began_ = 0.0;
    double wall_seconds_ = 0.0;
    std::atomic<std::int64_t> events_{0};
    std::atomic<std::int64_t> departures_{0};
    std::atomic<std::int64_t> peak_under_way_{0};
    std::atomic<std::int64_t> failures_{0};
};

void leave_run_times(std::string const& path, std::vector<double> const& seconds)
{
    std::ofstream file(path);
    for (auto const each : seconds) {
        file << each << '\n';
    }
    if (!file.flush()) {
        throw std::runtime_error(path + ": cannot write the times of runs");
    }
}

int measure(std::vector<std::string> arguments)
{
    // The option's values, or its name where it has none; empty where it is not given.
    auto const option = [&arguments](std::string const& name, std::ptrdiff_t values) -> std::vector<std::string> {
        auto const found = std::find(arguments.begin(), arguments.end(), name);
        if (arguments.end() - found <= values) {
            return {};
        }
        std::vector<std::string> const given(found + (values > 0 ? 1 : 0), found + values + 1);
        arguments.erase(found, found + values + 1);
        return given;
    };
    bool const is_bare = !option("--bare", 0).empty();
    auto const times_file = option("--run-times", 1);
    auto const every = option("--every", 2);
    if (arguments.size() < 3) {
        std::cerr << "usage: runs_without_writing EXPERIMENT.toml REPLICATES THREADS [--bare] [--run-times FILE] [--every N KEY=VALUE] [KEY=VALUE...]\n";
        return 2;
    }
    ExperimentOptions options;
    options.replicates = std::stoull(arguments[1]);
    options.settings.assign(arguments.begin() + 3, arguments.end());
    auto const experiment = read_experiment(arguments[0], options);
    std::optional<Experiment> other;
    Measurement measurement(experiment, std::stoull(arguments[2]));
    if (!every.empty()) {
        options.settings.push_back(every[1]);
        other.emplace(read_experiment(arguments[0], options));
        measurement.mix_in(other->scenarios.front().scenario, std::stoull(every[0]));
    }
    auto const session = start_session();
    auto const began = std::clock();
    is_bare ? measurement.in_a_loop() : measurement.by_ensemble(*session);
    measurement.print(static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
    if (!times_file.empty()) {
        leave_run_times(times_file.front() + "." + std::to_string(session->rank()), measurement.times().runs());
    }
    static_cast<void>(session->wait_for_all({}));
    session->finish();
    return measurement.has_failures() ? 1 : 0;
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
