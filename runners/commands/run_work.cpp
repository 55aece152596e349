#include "runners/commands/run_work.hpp"

#include "runners/commands/comparison.hpp"
#include "runners/commands/progress.hpp"
#include "runners/commands/timed_commits.hpp"
#include "runners/ensemble/launch.hpp"
#include "runners/ensemble/stop_request.hpp"
#include "runners/results/results_store.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <thread>
#include <utility>

namespace piste {

namespace {

using std::chrono::milliseconds;

// How a writer's ledger is named: by what a batch system knows the process as.
std::string writer_label(int rank)
{
    std::string label;
    for (auto const& [name, letter] : {std::pair{"SLURM_ARRAY_JOB_ID", 'a'}, {"SLURM_JOB_ID", 'j'}, {"SLURM_ARRAY_TASK_ID", 't'}}) {
        if (auto const value = process_environment(name)) {
            label += letter + *value;
        }
    }
    return label + "rank" + std::to_string(rank);
}

}  // namespace

RunWork::RunWork(Options const& options, Console const& console, Session& session, RunSimulator const& simulator,
                 Plan const& plan, RunReport& report, Share share, WorkAhead ahead,
                 std::optional<Clock::time_point> latest_end, std::function<std::vector<bool>()> look)
    : options_(options), console_(console), session_(session), simulator_(simulator), plan_(plan), report_(report),
      share_(share_of_rank(share, session.rank(), session.size())), ahead_(ahead), look_(std::move(look)), latest_end_(latest_end),
      layout_(plan.experiment.scenarios.front().scenario),
      gate_(plan.record.plan_hash, options.writers_per_node),
      writer_(parts_folder(options.output, plan.record.plan_hash), plan.record, layout_, writer_label(session.rank()),
              FlushLimits{.gate = &gate_}),
      counter_(session.counter(options.patience))
{
    how_.threads = threads_for(options_, plan_.record.run_count());
    how_.workers_everywhere = session_.sum(how_.threads);
    how_.max_failures = options_.max_failures;
    how_.stop_requested = stop_requested;
    how_.latest_end = latest_end_;
    totals_.workers = static_cast<std::int64_t>(how_.workers_everywhere);
    totals_.threads = static_cast<std::int64_t>(how_.threads);
    totals_.ranks = session_.size();
}

void RunWork::compute(EnsembleTasks const& tasks)
{
    compute_tasks(tasks, counter_);
    if (end_ == EnsembleEnd::counter_lost || (options_.join && end_ == EnsembleEnd::all_taken)) {
        help();
    }
    writer_.commit();
    tell_what_is_durable();
}

bool RunWork::was_stopped() const
{
    return end_ != EnsembleEnd::all_taken && end_ != EnsembleEnd::counter_lost;
}

RunWork::Clock::duration RunWork::longest_run() const
{
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(longest_seconds_));
}

void RunWork::compute_tasks(EnsembleTasks const& tasks, TicketCounter& tickets)
{
    Progress progress(console_.err, session_.rank() == 0 ? options_.progress : ProgressStyle::none,
                      ahead_.in_all, ahead_.done_before, "done");
    TimedCommits commits([this] { writer_.commit_if_due(); });
    EnsembleCalls const calls{
        [this](RunNumber run) { return simulator_(plan_, static_cast<std::int64_t>(run)); },
        [this](RunNumber run, Outcome const& outcome) {
            writer_.add(static_cast<std::int64_t>(run), outcome);
            events_ += outcome.tally(Tally::events);
        },
        [this](RunFailure const& failure) {
            writer_.add_failure(static_cast<std::int64_t>(failure.run), status_of(failure.code), failure.text);
            report_.say_failure(failure);
        },
        [&] {
            heed_signals_and_clock();
            commits.check();
            tell_what_is_durable();
            if (progress.is_due()) {
                progress.show(ahead_.done_before + static_cast<std::int64_t>(counter_.add(SharedCount::durable, 0)),
                              static_cast<std::int64_t>(counter_.add(SharedCount::failed, 0)));
            }
        }};
    auto const summary = run_ensemble(tasks, calls, how_, tickets);
    progress.end();
    end_ = summary.end;
    totals_.runs += static_cast<std::int64_t>(summary.finished + summary.failed);
    totals_.failed += static_cast<std::int64_t>(summary.failed);
    totals_.busy_seconds += summary.busy_seconds;
    longest_seconds_ = std::max(longest_seconds_, summary.longest_seconds);
}

// Only when there is news: with ten thousand ranks, who hosts the counter has no time for more.
void RunWork::tell_what_is_durable()
{
    if (auto const durable = writer_.committed(); durable != durable_told_) {
        counter_.add(SharedCount::durable, static_cast<std::uint64_t>(durable - durable_told_));
        durable_told_ = durable;
    }
}

// A signal may be followed by a kill before the runs in hand have ended, so what is finished is written at once. Runs that
// are still in hand when the time is up are given up: they would not be written any more.
void RunWork::heed_signals_and_clock()
{
    if (stop_requested() && !std::exchange(told_to_stop_, true)) {
        if (session_.rank() == 0) {
            report_.say_that_it_stops();
        }
        writer_.commit();
    }
    if (latest_end_ && Clock::now() >= *latest_end_) {
        writer_.commit();
        leave_word();
        leave_at_once();
    }
}

// Runs in hand are given up when the time is up, and nothing is said any more after that: so how far it came is said by the last words.
void RunWork::leave_word()
{
    if (session_.rank() != 0) {
        return;
    }
    try {
        auto const done = look_();
        auto const missing = std::count(done.begin(), done.end(), false);
        set_last_words(report_.incomplete_in_words(missing, ahead_.in_all, EnsembleEnd::out_of_time));
    } catch (std::exception const&) {
        // The last words remain those without a count.
    }
}

// Without anybody to ask: what the ledgers lack, block by block, until they lack nothing.
void RunWork::help()
{
    end_ = EnsembleEnd::all_taken;
    for (std::uint64_t round = 0; end_ == EnsembleEnd::all_taken;) {
        writer_.commit();
        tell_what_is_durable();
        auto const done = look_();
        auto const missing = static_cast<std::uint64_t>(std::count(done.begin(), done.end(), false));
        if (missing == 0) {
            return;
        }
        if (waits_for_others(missing)) {
            heed_signals_and_clock();
            end_ = stop_requested() ? EnsembleEnd::stop_requested : end_;
            continue;
        }
        auto const block = helping_block(done, share_, round++, how_.threads);
        LocalTickets tickets;
        compute_tasks({block.size(), [&block](std::uint64_t task) { return block.at(task); }}, tickets);
    }
}

// The last missing runs are likely in other processes' hands, and on disk in a moment. Waits for a part of it; false when that
// moment has passed: then they are lost, or the others are too slow for them. Who has seen that once does not wait for the rest as long.
bool RunWork::waits_for_others(std::uint64_t missing)
{
    if (missing > 2 * share_.of * how_.threads) {
        return false;
    }
    auto const now = Clock::now();
    if (!waits_since_) {
        waits_since_ = now;
    }
    auto const waited = now - *waits_since_;
    auto const moment = FlushLimits().time + std::chrono::seconds(1) + 2 * longest_run();
    if (waited > (some_are_lost_ ? moment / 20 : moment)) {
        some_are_lost_ = true;
        waits_since_.reset();
        return false;
    }
    std::this_thread::sleep_for(std::clamp<Clock::duration>(waited / 4, milliseconds(100), milliseconds(1000)));
    return true;
}

void RunWork::keep_what_is_in_hand()
{
    try {
        writer_.commit();
    } catch (std::exception const&) {
        // The reason has been told already; these runs are done again.
    }
}

void RunWork::tell_totals()
{
    counter_.add(SharedCount::finished, static_cast<std::uint64_t>(totals_.runs));
    counter_.add(SharedCount::events, static_cast<std::uint64_t>(events_.load()));
    counter_.add(SharedCount::busy_microseconds, static_cast<std::uint64_t>(totals_.busy_seconds * 1e6));
}

Totals RunWork::everybodys_totals()
{
    auto totals = totals_;
    totals.wall_seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    if (session_.rank() == 0) {
        counter_.add(SharedCount::finished, 0);
        counter_.settle();
        totals.runs = static_cast<std::int64_t>(counter_.known(SharedCount::finished));
        totals.failed = static_cast<std::int64_t>(counter_.known(SharedCount::failed));
        totals.events = static_cast<std::int64_t>(counter_.known(SharedCount::events));
        totals.busy_seconds = static_cast<double>(counter_.known(SharedCount::busy_microseconds)) / 1e6;
    }
    return totals;
}

}  // namespace piste
