// What one process of `piste run` does between start and end: takes runs, simulates them, and writes.
#pragma once

#include "runners/commands/run_command.hpp"
#include "runners/commands/run_report.hpp"
#include "runners/commands/share.hpp"
#include "runners/ensemble/ensemble.hpp"
#include "runners/ensemble/session.hpp"
#include "runners/results/results_writer.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace piste {

class RunWork {
public:
    using Clock = std::chrono::steady_clock;

    // All processes make theirs together. References must outlive it. latest_end: of runs, by the clock. `look`: what is done by now, by the ledgers of all.
    RunWork(Options const& options, Console const& console, Session& session, RunSimulator const& simulator,
            Plan const& plan, RunReport& report, Share share, WorkAhead ahead,
            std::optional<Clock::time_point> latest_end, std::function<std::vector<bool>()> look);

    // Does these tasks by tickets of the session's counter, and makes them durable. Where the counter is lost, or others work on
    // the output that have none, then helps. Throws as run_ensemble and ResultsWriter do.
    void compute(EnsembleTasks const& tasks);
    // Without anybody to ask: what the ledgers lack, block by block, until they lack nothing.
    void help();
    // Commits once more, after an error that has been told already.
    void keep_what_is_in_hand();

    [[nodiscard]] TicketCounter& counter() { return counter_; }
    [[nodiscard]] EnsembleEnd end() const { return end_; }
    // By a signal, the clock, an error or another process: there is no sense in beginning anything.
    [[nodiscard]] bool was_stopped() const;
    [[nodiscard]] Clock::duration longest_run() const;

    // Of this process.
    [[nodiscard]] Totals const& totals() const { return totals_; }
    // Tells the others, and learns from them what they have told, as far as the counter answers.
    void tell_totals();
    [[nodiscard]] Totals everybodys_totals();

private:
    void compute_tasks(EnsembleTasks const& tasks, TicketCounter& tickets);
    void tell_what_is_durable();
    void heed_signals_and_clock();
    void leave_word();
    [[nodiscard]] bool waits_for_others(std::uint64_t missing);

    Options const& options_;
    Console const& console_;
    Session& session_;
    RunSimulator const& simulator_;
    Plan const& plan_;
    RunReport& report_;
    Share share_;
    WorkAhead ahead_;
    std::function<std::vector<bool>()> look_;
    std::optional<Clock::time_point> latest_end_;
    EnsembleOptions how_;
    ResultLayout layout_;
    WriterGate gate_;
    ResultsWriter writer_;
    TicketCounter& counter_;
    Clock::time_point began_ = Clock::now();

    EnsembleEnd end_ = EnsembleEnd::stop_requested;   // as it stays where an error ends it
    Totals totals_;
    std::atomic<std::int64_t> events_{0};
    double longest_seconds_ = 0.0;
    bool told_to_stop_ = false;
    std::int64_t durable_told_ = 0;
    std::optional<Clock::time_point> waits_since_;   // for others' last runs
    bool some_are_lost_ = false;
};

}  // namespace piste
