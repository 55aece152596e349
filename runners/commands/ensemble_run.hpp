// The ensemble from configuration to results file, on the threads of one process, of several ranks, or of processes that know nothing
// of each other but their ledgers.
#pragma once

#include "runners/commands/pending_runs.hpp"
#include "runners/commands/rounds.hpp"
#include "runners/commands/run_command.hpp"
#include "runners/commands/run_report.hpp"
#include "runners/commands/run_work.hpp"
#include "runners/commands/share.hpp"
#include "runners/commands/stopped.hpp"
#include "runners/results/results_store.hpp"

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace piste {

class EnsembleRun {
public:
    // All must outlive it. rounds: what decides how many runs are wanted, if not the plan alone.
    EnsembleRun(Options const& options, Console const& console, Session& session, RunSimulator const& simulator, Rounds* rounds = nullptr)
        : options_(options), console_(console), session_(session), simulator_(simulator), rounds_(rounds)
    {
    }

    // The exit code; or nothing where another round is wanted, for which the session is ready and which is another EnsembleRun.
    [[nodiscard]] std::optional<ExitCode> carry_out();

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] bool is_first() const { return session_.rank() == 0; }
    [[nodiscard]] std::string lock_name() const { return options_.output + ".lock"; }

    void prepare();
    [[nodiscard]] Plan plan_of_this_round() const;
    void agree_on_plan();
    void prepare_to_part(std::string const& lock) const;
    void learn_what_is_done();
    void open_store(bool shared);
    [[nodiscard]] std::vector<bool> look_what_is_done();
    void leave_out_unwanted(std::vector<bool>& done) const;

    std::optional<Stopped> compute();
    [[nodiscard]] std::optional<Stopped> stopped_by(std::exception_ptr const& trouble);
    [[nodiscard]] bool is_merged_by_another();
    [[nodiscard]] bool somebody_is_missing();

    [[nodiscard]] bool wants_more();
    [[nodiscard]] ExitCode say_that_it_was_complete() const;
    ExitCode conclude(std::optional<Stopped> const& stopped);
    [[nodiscard]] ExitCode finish();
    ExitCode merge();
    [[nodiscard]] std::optional<ExitCode> leave_merge_to_another();
    void keep_provenance(std::string const& end, std::vector<std::string> const& left) const;

    Options const& options_;
    Console const& console_;
    Session& session_;
    RunSimulator const& simulator_;
    Rounds* rounds_;
    std::optional<Plan> plan_;
    std::optional<RunReport> report_;
    std::optional<ResultsStore> store_;   // of the first process, or of one that has nobody to ask
    std::optional<PendingRuns> pending_;
    Share share_;
    WorkAhead ahead_;
    bool is_complete_ = false;
    bool is_judged_ = false;              // what is done is enough
    std::optional<RunWork> work_;
    Totals totals_;                       // of all processes, once they have met
    std::optional<Clock::time_point> look_next_;
};

}  // namespace piste
