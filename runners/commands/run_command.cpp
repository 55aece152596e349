// `piste run`: the ensemble from configuration to results file, on the threads of one process, of several ranks, or of processes
// that know nothing of each other but their ledgers.
#include "runners/commands/run_command.hpp"

#include "runners/commands/command_text.hpp"
#include "runners/commands/pending_runs.hpp"
#include "runners/commands/run_report.hpp"
#include "runners/commands/run_work.hpp"
#include "runners/commands/share.hpp"
#include "runners/commands/stopped.hpp"
#include "runners/ensemble/launch.hpp"
#include "runners/ensemble/stop_request.hpp"
#include "runners/results/results_store.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace piste {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

class EnsembleRun {
public:
    EnsembleRun(Options const& options, Console const& console, Session& session, RunSimulator const& simulator)
        : options_(options), console_(console), session_(session), simulator_(simulator)
    {
    }

    ExitCode carry_out()
    {
        prepare();
        if (is_complete_) {
            if (is_first()) {
                report_->say_nothing_to_do();
            }
            return ExitCode::complete;
        }
        if (options_.merge_only) {
            session_.finish();
            return is_first() ? conclude(std::nullopt) : ExitCode::complete;
        }
        auto const stopped = compute();
        work_->tell_totals();
        if (stopped && !stopped->text.empty() && work_->counter().is_first_to_tell()) {
            console_.err << stopped->text << std::endl;
        }
        bool const all_are_here = session_.wait_for_all([this] { return somebody_is_missing(); });
        totals_ = work_->everybodys_totals();
        session_.finish();
        if (all_are_here && !is_first()) {
            return stopped ? stopped->code : ExitCode::complete;
        }
        return conclude(stopped);
    }

private:
    [[nodiscard]] bool is_first() const { return session_.rank() == 0; }

    // Everything that may be refused, before anything is allocated or written.
    void prepare()
    {
        do_together(session_, [this] {
            plan_.emplace(plan_from_file(options_));
            std::error_code none;
            if (std::filesystem::equivalent(options_.output, options_.file, none)) {
                throw CommandError(ExitCode::refused, options_.output + ": is the file that says what to run; choose "
                                                                        "another output");
            }
            report_.emplace(options_, console_, *plan_);
            share_ = own_share(options_.share, process_environment, session_.size() == 1);
        });
        auto const hash = session_.share(plan_->record.plan_hash);
        do_together(session_, [this, &hash] {
            if (hash != plan_->record.plan_hash) {
                throw CommandError(ExitCode::bad_input,
                                   "rank " + std::to_string(session_.rank()) + " reads another configuration in " +
                                       options_.file + " than rank 0: give all ranks the same files");
            }
            refuse_impossible_memory(*plan_, threads_for(options_, plan_->record.run_count()),
                                     session_.processes_here());
        });
        if (is_first()) {
            print_warnings(plan_->experiment, console_.err);
        }
        do_together(session_, [this] {
            if (is_first()) {
                open_store(options_.join);
                prepare_to_part(options_.join ? "" : lock_name());
            }
        });
        learn_what_is_done();
    }

    [[nodiscard]] std::string lock_name() const { return options_.output + ".lock"; }

    // What a second signal says, and the lock that it takes away.
    void prepare_to_part(std::string const& lock) const
    {
        set_parting("piste: stopped at once; what was on disk counts; to go on: " + resuming_command(options_) + "\n", lock);
    }

    // Rank 0 looks, the others are told.
    void learn_what_is_done()
    {
        auto const runs = static_cast<std::size_t>(plan_->record.run_count());
        std::string text;
        do_together(session_, [this, &text] { text = is_first() ? packed(store_->done()) : ""; });
        auto done = unpacked(session_.share(text), runs);
        ahead_.done_before = std::count(done.begin(), done.end(), true);
        if (options_.join) {
            keep_only(part_of(share_, runs), done);
        }
        pending_.emplace(std::move(done));
        ahead_.runs = static_cast<std::int64_t>(pending_->count());
        is_complete_ = session_.share(is_first() && store_->is_complete() ? "complete" : "") == "complete";
    }

    void open_store(bool shared)
    {
        OpenOptions how;
        how.extend = options_.extend;
        how.fresh = options_.fresh && !shared;
        how.replace_finished = options_.replace_finished && !shared;
        how.break_lock = options_.break_lock;
        how.shared = shared;
        store_.emplace(options_.output, plan_->record, plan_->experiment.scenarios.front().scenario, how);
    }

    // For a process that has nobody to ask.
    [[nodiscard]] std::vector<bool> look_what_is_done()
    {
        if (!store_) {
            open_store(true);
        }
        return store_->look();
    }

    // Simulates this process's share. What stops it is returned, not thrown: the other processes must be met at the end.
    std::optional<Stopped> compute()
    {
        work_.emplace(options_, console_, session_, simulator_, *plan_, *report_, share_, ahead_.done_before,
                      [this] { return look_what_is_done(); });
        try {
            if (is_first()) {
                report_->say_what_is_to_do(ahead_, work_->totals(), store_->remarks());
            }
            work_->compute({pending_->count(), [this](std::uint64_t task) { return pending_->run_of(task); }});
            return std::nullopt;
        } catch (...) {
            work_->counter().close();
            return stopped_by(std::current_exception());
        }
    }

    [[nodiscard]] std::optional<Stopped> stopped_by(std::exception_ptr const& trouble)
    {
        auto stopped = what_stopped(trouble);
        if (stopped.code == ExitCode::refused) {
            // An output that fails while it is written: what was written counts, and the same command goes on.
            stopped.code = ExitCode::incomplete;
        }
        work_->keep_what_is_in_hand();
        if (options_.join && is_merged_by_another()) {
            return std::nullopt;   // the folder went away because nobody needs it any more
        }
        return stopped;
    }

    [[nodiscard]] bool is_merged_by_another()
    {
        try {
            static_cast<void>(look_what_is_done());
            return store_->is_complete();
        } catch (std::exception const&) {
            return false;
        }
    }

    // Asked while the others are waited for: whether to do without them. A process that is silent for long is busy with a long
    // run, or dead; the ledgers tell what is still to be done, and doing a run twice harms nobody.
    [[nodiscard]] bool somebody_is_missing()
    {
        if (!look_next_) {
            // Not all ranks at once.
            look_next_ = Clock::now() + options_.patience + 2 * work_->longest_run() + milliseconds(10) * session_.rank();
        }
        if (Clock::now() < *look_next_) {
            return false;
        }
        try {
            auto const done = look_what_is_done();
            if (std::find(done.begin(), done.end(), false) == done.end() || work_->was_stopped()) {
                return true;
            }
            work_->help();
        } catch (std::exception const&) {
            return true;
        }
        look_next_ = Clock::now() + std::chrono::seconds(2);
        return false;
    }

    // Whoever comes here judges by what is on disk, not by what the others say, and merges if nothing is missing.
    ExitCode conclude(std::optional<Stopped> const& stopped)
    {
        auto code = stopped ? stopped->code : ExitCode::complete;
        try {
            auto const done = look_what_is_done();
            auto const missing = std::count(done.begin(), done.end(), false);
            if (missing == 0) {
                return merge();
            }
            if (options_.max_failures && static_cast<std::uint64_t>(totals_.failed) > *options_.max_failures) {
                console_.err << report_->too_many_failures() << '\n';
                code = ExitCode::runs_failed;
            }
            report_->say_incomplete(missing, work_ ? work_->end() : EnsembleEnd::all_taken);
            keep_provenance("incomplete", {});
            return code == ExitCode::complete ? ExitCode::incomplete : code;
        } catch (...) {
            auto const trouble = what_stopped(std::current_exception());
            console_.err << trouble.text << "\npiste: to go on: " << resuming_command(options_) << std::endl;
            keep_provenance("stopped by an error", {});
            return trouble.code == ExitCode::refused ? ExitCode::incomplete : trouble.code;
        }
    }

    ExitCode merge()
    {
        if (store_->is_shared()) {
            try {
                store_->lock_for_merge(options_.break_lock);
            } catch (Refused const& refused) {
                report_->say_left_to_another(refused.what());
                keep_provenance("left to another to merge", {});
                return ExitCode::complete;
            }
            if (store_->is_complete()) {
                report_->say_left_to_another("another process has written the file");
                return ExitCode::complete;
            }
            prepare_to_part(lock_name());
        }
        auto const left = left_provenance(store_->folder());
        auto const report = store_->merge();
        report_->say_complete(report, totals_);
        keep_provenance("complete", left);
        return report.failed > 0 ? ExitCode::runs_failed : ExitCode::complete;
    }

    void keep_provenance(std::string const& end, std::vector<std::string> const& left) const
    {
        auto const provenance = report_->provenance(totals_, end);
        try {
            if (end != "complete" && store_ && store_->is_shared()) {
                leave_provenance(store_->folder(), provenance);
            } else {
                append_provenance(options_.output, provenance, left);
            }
        } catch (std::exception const& error) {
            console_.err << "piste: warning: " << error.what() << "; the results themselves are not affected" << std::endl;
        }
    }

    Options const& options_;
    Console const& console_;
    Session& session_;
    RunSimulator const& simulator_;
    std::optional<Plan> plan_;
    std::optional<RunReport> report_;
    std::optional<ResultsStore> store_;   // of the first process, or of one that has nobody to ask
    std::optional<PendingRuns> pending_;
    Share share_;
    WorkAhead ahead_;
    bool is_complete_ = false;
    std::optional<RunWork> work_;
    Totals totals_;                       // of all processes, once they have met
    std::optional<Clock::time_point> look_next_;
};

}  // namespace

ExitCode run_experiment(Options const& options, Console const& console, Session& session,
                        RunSimulator const& simulator)
{
    return EnsembleRun(options, console, session, simulator).carry_out();
}

ExitCode run_command(Options const& options, Console const& console)
{
    watch_for_stop_signals();
    auto const session = start_session(options.join);
    auto const code = run_experiment(options, console, *session, simulate_run);
    session->finish();
    if (session->misses_somebody()) {
        console.out << std::flush;
        std::_Exit(static_cast<int>(code));   // whatever MPI does at the end waits for who is missing
    }
    return code;
}

}  // namespace piste
