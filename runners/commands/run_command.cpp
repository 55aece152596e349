// `piste run`: the ensemble from configuration to results file, on the threads of one process or of several ranks.
#include "runners/commands/command_text.hpp"
#include "runners/commands/comparison.hpp"
#include "runners/commands/memory.hpp"
#include "runners/commands/pending_runs.hpp"
#include "runners/commands/progress.hpp"
#include "runners/commands/run_command.hpp"
#include "runners/commands/stopped.hpp"
#include "runners/commands/time_limit.hpp"
#include "runners/commands/wording.hpp"
#include "runners/ensemble/ensemble.hpp"
#include "runners/ensemble/launch.hpp"
#include "runners/ensemble/stop_request.hpp"
#include "runners/results/provenance.hpp"
#include "runners/results/results_store.hpp"
#include "runners/results/results_writer.hpp"

#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>

namespace piste {

namespace {

// Failed runs that are told of at once; the results file names all.
constexpr std::uint64_t most_failures_told = 10;

// What all processes did in this session together.
struct Totals {
    std::int64_t runs = 0;
    std::int64_t failed = 0;
    std::int64_t events = 0;
    double busy_seconds = 0.0;
};

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
            return say_nothing_to_do();
        }
        auto const stopped = compute();
        session_.wait_for_all();
        if (stopped && !stopped->text.empty()) {
            console_.err << stopped->text << std::endl;
        }
        auto const totals = total();
        auto code = stopped ? stopped->code : ExitCode::complete;
        if (is_first()) {
            code = conclude(code, totals);
        }
        return static_cast<ExitCode>(session_.agree(static_cast<int>(is_first() ? code : ExitCode::complete)).code);
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
        auto const& scenario = plan_->experiment.scenarios.front().scenario;
        do_together(session_, [this, &scenario] {
            if (is_first()) {
                store_.emplace(options_.output, plan_->record, scenario,
                               OpenOptions{options_.extend, options_.fresh, options_.replace_finished,
                                           options_.break_lock});
                set_parting("piste: stopped at once; what was on disk counts; to go on: " + resuming_command(options_) +
                                "\n",
                            options_.output + ".lock");
            }
        });
        auto const runs = static_cast<std::size_t>(plan_->record.run_count());
        std::string done;
        do_together(session_, [this, &done] { done = is_first() ? packed(store_->done()) : ""; });
        pending_.emplace(unpacked(session_.share(done), runs));
        done_before_ = plan_->record.run_count() - static_cast<std::int64_t>(pending_->count());
        is_complete_ = session_.share(is_first() && store_->is_complete() ? "complete" : "") == "complete";
    }

    ExitCode say_nothing_to_do()
    {
        if (is_first()) {
            console_.out << options_.output << ": complete already, " << counted(done_before_, "run", "runs")
                         << " of this plan; nothing to do\n";
        }
        return ExitCode::complete;
    }

    // Simulates this process's share. What stops it is returned, not thrown: the other processes must be met at the end.
    std::optional<Stopped> compute()
    {
        EnsembleOptions how;
        how.threads = threads_for(options_, static_cast<std::int64_t>(pending_->count()));
        how.workers_everywhere = session_.sum(how.threads);
        how.max_failures = options_.max_failures;
        how.stop_requested = stop_requested;
        how.latest_end = latest_end_;
        workers_ = static_cast<std::int64_t>(how.workers_everywhere);
        threads_ = static_cast<std::int64_t>(how.threads);
        auto& counter = session_.counter();
        began_ = Progress::Clock::now();
        std::optional<ResultLayout> layout;
        std::optional<ResultsWriter> writer;
        try {
            say_what_is_to_do();
            layout.emplace(plan_->experiment.scenarios.front().scenario);
            writer.emplace(parts_folder(options_.output, plan_->record.plan_hash), plan_->record, *layout,
                           "rank" + std::to_string(session_.rank()));
            compute_with(*writer, how, counter);
            writer->commit();
            return end_ == EnsembleEnd::too_many_failures ? std::optional(too_many_failures()) : std::nullopt;
        } catch (...) {
            counter.close();
            auto stopped = what_stopped(std::current_exception());
            if (stopped.code == ExitCode::refused) {
                // An output that fails while it is written: what was written counts, and the same command goes on.
                stopped.code = ExitCode::incomplete;
            }
            if (writer) {
                keep_what_is_in_hand(*writer);
            }
            return stopped;
        }
    }

    void compute_with(ResultsWriter& writer, EnsembleOptions const& how, TicketCounter& counter)
    {
        Progress progress(console_.err, is_first() ? options_.progress : ProgressStyle::none,
                          plan_->record.run_count(), done_before_, "done");
        std::int64_t reported = 0;
        EnsembleCalls const calls{
            [this](RunNumber run) { return simulator_(*plan_, static_cast<std::int64_t>(run)); },
            [this, &writer](RunNumber run, Outcome const& outcome) {
                writer.add(static_cast<std::int64_t>(run), outcome);
                events_ += outcome.tally(Tally::events);
            },
            [this, &writer](RunFailure const& failure) { take_failure(writer, failure); },
            [&] {
                heed_signals_and_clock(writer);
                writer.commit_if_due();
                auto const durable = writer.committed();
                auto const everywhere = counter.add(SharedCount::durable, static_cast<std::uint64_t>(durable - reported));
                reported = durable;
                if (progress.is_due()) {
                    progress.show(done_before_ + static_cast<std::int64_t>(everywhere),
                                  static_cast<std::int64_t>(counter.add(SharedCount::failed, 0)));
                }
            }};
        EnsembleTasks const tasks{pending_->count(), [this](std::uint64_t task) { return pending_->run_of(task); }};
        auto const summary = run_ensemble(tasks, calls, how, counter);
        progress.end();
        end_ = summary.end;
        runs_here_ = static_cast<std::int64_t>(summary.finished + summary.failed);
        failed_here_ = static_cast<std::int64_t>(summary.failed);
        busy_seconds_ = summary.busy_seconds;
    }

    // A signal may be followed by a kill before the runs in hand have ended, so what is finished is written at once. Runs that
    // are still in hand when the time is up are given up: they would not be written any more.
    void heed_signals_and_clock(ResultsWriter& writer)
    {
        if (stop_requested() && !std::exchange(told_to_stop_, true)) {
            if (is_first()) {
                console_.err << "piste: stopping after the runs in hand; again to stop at once" << std::endl;
            }
            writer.commit();
        }
        if (latest_end_ && Progress::Clock::now() >= *latest_end_) {
            writer.commit();
            leave_at_once();
        }
    }

    void take_failure(ResultsWriter& writer, RunFailure const& failure)
    {
        auto const run = static_cast<std::int64_t>(failure.run);
        writer.add_failure(run, status_of(failure.code), failure.text);
        std::scoped_lock const lock(failure_mutex_);
        if (++failures_told_ > most_failures_told) {
            return;
        }
        console_.err << "piste: run " << run << " (" << plan_->name_of(run) << ") failed: " << failure.text
                     << "\n  to repeat it alone: "
                     << repeating_command(options_, plan_->record.position(run).replicate) << std::endl;
    }

    void keep_what_is_in_hand(ResultsWriter& writer) const
    {
        try {
            writer.commit();
        } catch (std::exception const&) {
            // The reason has been told already; these runs are done again.
        }
    }

    [[nodiscard]] Stopped too_many_failures() const
    {
        return {ExitCode::runs_failed, is_first() ? "piste: stopped: more than " +
                                                        std::to_string(options_.max_failures.value_or(0)) +
                                                        " runs failed (--max-failures)"
                                                  : ""};
    }

    void say_what_is_to_do() const
    {
        if (!is_first()) {
            return;
        }
        for (auto const& remark : store_->remarks()) {
            console_.err << "piste: " << remark << '\n';
        }
        if (options_.progress == ProgressStyle::none) {
            return;
        }
        console_.err << "piste: " << plan_->experiment.name << ": "
                     << counted(static_cast<std::int64_t>(pending_->count()), "run", "runs") << " to do";
        if (done_before_ > 0) {
            console_.err << ", " << with_commas(done_before_) << " done before";
        }
        console_.err << "; " << counted(workers_, "thread", "threads");
        if (session_.size() > 1) {
            console_.err << " of " << session_.size() << " ranks";
        }
        console_.err << std::endl;
    }

    Totals total()
    {
        auto const sum = [this](std::int64_t mine) {
            return static_cast<std::int64_t>(session_.sum(static_cast<std::uint64_t>(mine)));
        };
        Totals totals;
        totals.runs = sum(runs_here_);
        totals.failed = sum(failed_here_);
        totals.events = sum(events_.load());
        totals.busy_seconds = static_cast<double>(sum(static_cast<std::int64_t>(busy_seconds_ * 1e6))) / 1e6;
        return totals;
    }

    // The first process judges by what is on disk, not by what the others say, and merges if nothing is missing.
    ExitCode conclude(ExitCode code, Totals const& totals)
    {
        auto const seconds = std::chrono::duration<double>(Progress::Clock::now() - began_).count();
        std::string end = "stopped by an error";
        try {
            auto const missing = static_cast<std::int64_t>(PendingRuns(store_->done()).count());
            if (missing > 0) {
                end = "incomplete";
                say_incomplete(missing);
                code = code == ExitCode::complete ? ExitCode::incomplete : code;
            } else {
                auto const report = store_->merge();
                end = "complete";
                say_complete(report, totals, seconds);
                code = report.failed > 0 ? ExitCode::runs_failed : ExitCode::complete;
            }
        } catch (...) {
            auto const stopped = what_stopped(std::current_exception());
            console_.err << stopped.text << "\npiste: to go on: " << resuming_command(options_) << std::endl;
            code = stopped.code == ExitCode::refused ? ExitCode::incomplete : stopped.code;
        }
        keep_provenance(totals, end, seconds);
        return code;
    }

    void keep_provenance(Totals const& totals, std::string const& end, double seconds) const
    {
        Provenance provenance;
        provenance.started = started_;
        provenance.finished = current_time();
        provenance.host = host_name();
        provenance.job = process_environment("SLURM_JOB_ID").value_or("");
        provenance.command_line = command_as_given(options_);
        provenance.piste_version = plan_->record.piste_version;
        provenance.plan_hash = plan_->record.plan_hash;
        provenance.end = end;
        provenance.ranks = session_.size();
        provenance.threads = threads_;
        provenance.runs = totals.runs;
        provenance.failed = totals.failed;
        provenance.wall_seconds = seconds;
        provenance.simulation_seconds = totals.busy_seconds;
        try {
            append_provenance(options_.output, provenance);
        } catch (std::exception const& error) {
            console_.err << "piste: warning: " << error.what() << "; the results themselves are not affected" << std::endl;
        }
    }

    void say_incomplete(std::int64_t missing) const
    {
        auto const runs = plan_->record.run_count();
        console_.err << "piste: stopped" << (end_ == EnsembleEnd::out_of_time ? " by the time limit: " : ": ")
                     << with_commas(runs - missing) << " of " << with_commas(runs)
                     << " runs are done and on disk; to go on: " << resuming_command(options_) << std::endl;
    }

    void say_complete(MergeReport const& report, Totals const& totals, double seconds) const
    {
        auto& out = console_.out;
        out << options_.output << ": " << counted(report.runs, "run", "runs") << ", "
            << (report.failed == 0 ? "none failed" : with_commas(report.failed) + " failed") << ", "
            << bytes_in_words(static_cast<std::int64_t>(report.bytes)) << '\n';
        if (totals.runs > 0 && totals.busy_seconds > 0.0) {
            auto const rate = static_cast<double>(totals.events) / totals.busy_seconds;
            out << counted(totals.runs, "run", "runs") << " in " << duration_in_words(seconds) << " on "
                << counted(workers_, "thread", "threads") << "; " << with_commas(totals.events) << " events, "
                << with_commas(static_cast<std::int64_t>(rate)) << " a second on each core\n";
        }
        if (report.failed > 0) {
            out << "piste info " << quoted(options_.output) << " says which runs failed and why\n";
        }
    }

    Options const& options_;
    Console const& console_;
    Session& session_;
    RunSimulator const& simulator_;
    std::optional<Plan> plan_;
    std::optional<ResultsStore> store_;   // of the first process
    std::optional<PendingRuns> pending_;
    bool is_complete_ = false;
    bool told_to_stop_ = false;
    std::int64_t done_before_ = 0;
    std::int64_t workers_ = 0;            // threads of all processes
    std::int64_t threads_ = 0;            // of this one
    std::string const started_ = current_time();
    Progress::Clock::time_point began_;
    std::atomic<std::int64_t> events_{0};
    std::mutex failure_mutex_;
    std::uint64_t failures_told_ = 0;
    std::optional<Progress::Clock::time_point> const latest_end_ =
        latest_end_of_runs(options_.time_limit, process_environment);
    EnsembleEnd end_ = EnsembleEnd::all_taken;
    std::int64_t runs_here_ = 0;
    std::int64_t failed_here_ = 0;
    double busy_seconds_ = 0.0;
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
    auto const session = start_session();
    auto const code = run_experiment(options, console, *session, simulate_run);
    session->finish();
    return code;
}

}  // namespace piste
