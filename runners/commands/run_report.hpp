// What `piste run` says to people and to the provenance file.
#pragma once

#include "runners/commands/commands.hpp"
#include "runners/commands/plan.hpp"
#include "runners/ensemble/ensemble.hpp"
#include "runners/results/provenance.hpp"
#include "runners/results/results_store.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace piste {

// What all processes did in this session together.
struct Totals {
    std::int64_t runs = 0;
    std::int64_t failed = 0;
    std::int64_t events = 0;
    double busy_seconds = 0.0;
    double wall_seconds = 0.0;
    std::int64_t ranks = 1;
    std::int64_t threads = 1;   // of this process
    std::int64_t workers = 1;   // threads of all

    // Of one round after another, on the same threads.
    friend Totals operator+(Totals const& before, Totals now)
    {
        now.runs += before.runs;
        now.failed += before.failed;
        now.events += before.events;
        now.busy_seconds += before.busy_seconds;
        now.wall_seconds += before.wall_seconds;
        return now;
    }
};

// What an ensemble has ahead of it.
struct WorkAhead {
    std::int64_t runs = 0;
    std::int64_t done_before = 0;
    std::int64_t in_all = 0;   // of everybody, and done before
};

class RunReport {
public:
    // All three must outlive it.
    RunReport(Options const& options, Console const& console, Plan const& plan)
        : options_(options), console_(console), plan_(plan)
    {
    }

    void say_nothing_to_do() const;
    void say_what_is_to_do(WorkAhead ahead, Totals const& who, std::vector<std::string> const& remarks) const;
    void say_that_it_stops() const;
    // The first ones, with the command that repeats each. Any thread may call this.
    void say_failure(RunFailure const& failure);
    void say_incomplete(std::int64_t missing, std::int64_t in_all, EnsembleEnd end) const;
    // What that says, as a line.
    [[nodiscard]] std::string incomplete_in_words(std::int64_t missing, std::int64_t in_all, EnsembleEnd end) const;
    // Survivors of a round cannot begin another.
    void say_that_more_is_wanted() const;
    void say_complete(MergeReport const& report, Totals const& totals) const;
    // All runs are done, and another process writes the file, or has written it.
    void say_left_to_another(std::string const& who) const;
    // All runs are done, and whoever has the lock to write the file has not, and may be gone.
    void say_that_nobody_merges(std::string const& holder) const;
    [[nodiscard]] std::string too_many_failures() const;

    [[nodiscard]] Provenance provenance(Totals const& totals, std::string const& end) const;

private:
    Options const& options_;
    Console const& console_;
    Plan const& plan_;
    std::string const started_ = current_time();
    std::mutex failure_mutex_;
    std::uint64_t failures_told_ = 0;
};

}  // namespace piste
