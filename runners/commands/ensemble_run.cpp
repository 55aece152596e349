#include "runners/commands/ensemble_run.hpp"

#include "runners/commands/command_text.hpp"
#include "runners/commands/time_limit.hpp"
#include "runners/ensemble/launch.hpp"
#include "runners/ensemble/stop_request.hpp"

#include <algorithm>
#include <filesystem>
#include <thread>
#include <utility>

namespace piste {

namespace {

using std::chrono::milliseconds;

}  // namespace

std::optional<ExitCode> EnsembleRun::carry_out()
{
    session_.limit_meetings(meetings_of_patience * options_.patience);
    prepare();
    if (is_complete_) {
        return wants_more() ? std::nullopt : std::optional(say_that_it_was_complete());
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
    if (rounds_ != nullptr) {
        totals_ = rounds_->totals = rounds_->totals + totals_;
    }
    if (all_are_here && wants_more()) {
        session_.begin_again();
        return std::nullopt;
    }
    session_.finish();
    if (all_are_here && !is_first()) {
        return stopped ? stopped->code : ExitCode::complete;
    }
    return conclude(stopped);
}

// Everything that may be refused, before anything is allocated or written.
void EnsembleRun::prepare()
{
    agree_on_plan();
    if (is_first() && (rounds_ == nullptr || rounds_->is_first)) {
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

void EnsembleRun::agree_on_plan()
{
    do_together(session_, [this] {
        plan_.emplace(plan_of_this_round());
        std::error_code none;
        if (std::filesystem::equivalent(options_.output, options_.file, none)) {
            throw CommandError(ExitCode::refused, options_.output + ": is the file that says what to run; choose "
                                                                    "another output");
        }
        if (rounds_ != nullptr) {
            rounds_->check(*plan_);
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
}

Plan EnsembleRun::plan_of_this_round() const
{
    if (rounds_ == nullptr) {
        return plan_from_file(options_);
    }
    auto options = options_;
    options.replicates = rounds_->replicates();
    return plan_from_file(options);
}

// What a second signal says, and the lock that it takes away.
void EnsembleRun::prepare_to_part(std::string const& lock) const
{
    set_parting("piste: stopped at once; what was on disk counts; to go on: " + resuming_command(options_) + "\n", lock);
}

// Rank 0 looks, the others are told.
void EnsembleRun::learn_what_is_done()
{
    auto const runs = static_cast<std::size_t>(plan_->record.run_count());
    std::string text;
    do_together(session_, [this, &text] { text = is_first() ? packed(store_->done()) : ""; });
    auto done = unpacked(session_.share(text), runs);
    auto unwanted = std::vector<bool>(runs, false);
    leave_out_unwanted(unwanted);
    leave_out_unwanted(done);
    auto const left_out = std::count(unwanted.begin(), unwanted.end(), true);
    ahead_.in_all = plan_->record.run_count() - left_out;
    ahead_.done_before = std::count(done.begin(), done.end(), true) - left_out;
    if (options_.join) {
        keep_only(part_of(share_, runs), done);
    }
    pending_.emplace(std::move(done));
    ahead_.runs = static_cast<std::int64_t>(pending_->count());
    is_complete_ = session_.share(is_first() && store_->is_complete() ? "complete" : "") == "complete";
}

void EnsembleRun::open_store(bool shared)
{
    OpenOptions how;
    // What an earlier round of this command has done is continued without being asked; a finished file only if the user says so.
    how.extend = options_.extend || (rounds_ != nullptr && (options_.replace_finished || !std::filesystem::exists(options_.output)));
    how.fresh = options_.fresh && !shared && (rounds_ == nullptr || rounds_->is_first);
    how.replace_finished = options_.replace_finished && !shared;
    how.break_lock = options_.break_lock;
    how.shared = shared;
    how.no_copy = options_.no_copy;
    store_.emplace(options_.output, plan_->record, plan_->experiment.scenarios.front().scenario, how);
}

// For a process that has nobody to ask.
std::vector<bool> EnsembleRun::look_what_is_done()
{
    if (!store_) {
        open_store(true);
    }
    auto done = store_->look();
    leave_out_unwanted(done);
    return done;
}

// A round may want less than its plan has: the rest counts as done.
void EnsembleRun::leave_out_unwanted(std::vector<bool>& done) const
{
    for (std::size_t run = 0; rounds_ != nullptr && run < done.size(); ++run) {
        done[run] = done[run] || !rounds_->wants(plan_->record.position(static_cast<std::int64_t>(run)));
    }
}

// Simulates this process's share. What stops it is returned, not thrown: the other processes must be met at the end.
std::optional<Stopped> EnsembleRun::compute()
{
    work_.emplace(options_, console_, session_, simulator_, *plan_, *report_, share_, ahead_,
                  rounds_ == nullptr ? latest_end_of_runs(options_.time_limit, process_environment) : rounds_->latest_end,
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

std::optional<Stopped> EnsembleRun::stopped_by(std::exception_ptr const& trouble)
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

bool EnsembleRun::is_merged_by_another()
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
bool EnsembleRun::somebody_is_missing()
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
ExitCode EnsembleRun::conclude(std::optional<Stopped> const& stopped)
{
    auto code = stopped ? stopped->code : ExitCode::complete;
    try {
        auto const done = look_what_is_done();
        auto const missing = std::count(done.begin(), done.end(), false);
        if (missing == 0) {
            return finish();
        }
        if (options_.max_failures && static_cast<std::uint64_t>(totals_.failed) > *options_.max_failures) {
            console_.err << report_->too_many_failures() << '\n';
            code = ExitCode::runs_failed;
        }
        report_->say_incomplete(missing, ahead_.in_all, work_ ? work_->end() : EnsembleEnd::all_taken);
        keep_provenance("incomplete", {});
        return code == ExitCode::complete ? ExitCode::incomplete : code;
    } catch (Contradiction const&) {
        console_.err << what_stopped(std::current_exception()).text << std::endl;
        keep_provenance("stopped by an error", {});
        return ExitCode::refused;
    } catch (...) {
        auto const trouble = what_stopped(std::current_exception());
        console_.err << trouble.text << "\npiste: to go on: " << resuming_command(options_) << std::endl;
        keep_provenance("stopped by an error", {});
        return trouble.code == ExitCode::refused ? ExitCode::incomplete : trouble.code;
    }
}

// All processes together, when they have met: whether what is done is not enough. While runs are missing nothing is judged.
bool EnsembleRun::wants_more()
{
    if (rounds_ == nullptr) {
        return false;
    }
    std::string verdict;
    do_together(session_, [this, &verdict] {
        if (is_first()) {
            auto const done = look_what_is_done();
            verdict = std::find(done.begin(), done.end(), false) == done.end() ? rounds_->judge(*plan_, *store_) : "";
        }
    });
    verdict = session_.share(verdict);
    is_judged_ = !verdict.empty() && !rounds_->accept(verdict);
    return !verdict.empty() && !is_judged_;
}

ExitCode EnsembleRun::say_that_it_was_complete() const
{
    if (is_first()) {
        report_->say_nothing_to_do();
        if (rounds_ != nullptr) {
            rounds_->say_end();
        }
    }
    return ExitCode::complete;
}

// No wanted run is missing. A process that could not meet the others judges by itself, and leaves further rounds to the same command.
ExitCode EnsembleRun::finish()
{
    if (rounds_ != nullptr && !is_judged_ && rounds_->accept(rounds_->judge(*plan_, *store_))) {
        report_->say_that_more_is_wanted();
        keep_provenance("incomplete", {});
        return ExitCode::incomplete;
    }
    auto const concluded = rounds_ == nullptr ? std::nullopt : rounds_->conclude(*plan_, *store_);
    auto const code = concluded ? *concluded : merge();
    if (concluded) {
        keep_provenance("complete: " + rounds_->end_in_words(), {});
    }
    if (rounds_ != nullptr && code != ExitCode::incomplete) {
        rounds_->say_end();
    }
    return code;
}

// For an output that others share: nothing where the lock is this process's now, and the merge with it. One that runs on this machine will end
// and say how. Of any other holder nothing is known: the file is waited for, and then the same command has to look again.
std::optional<ExitCode> EnsembleRun::leave_merge_to_another()
{
    auto const began = Clock::now();
    for (;;) {
        try {
            store_->lock_for_merge(options_.break_lock);
            break;
        } catch (HeldByTheLiving const& held) {
            report_->say_left_to_another(held.what());
            keep_provenance("left to another to merge", {});
            return ExitCode::complete;
        } catch (Refused const& refused) {
            if (store_->is_merged_by_now()) {
                break;
            }
            if (Clock::now() - began >= options_.patience || stop_requested()) {
                report_->say_that_nobody_merges(refused.what());
                keep_provenance("left to another to merge", {});
                return ExitCode::incomplete;
            }
        }
        std::this_thread::sleep_for(std::clamp<Clock::duration>((Clock::now() - began) / 4, milliseconds(200), milliseconds(2000)));
    }
    if (store_->is_complete()) {
        report_->say_left_to_another("another process has written the file");
        return ExitCode::complete;
    }
    return std::nullopt;
}

ExitCode EnsembleRun::merge()
{
    if (store_->is_shared()) {
        if (auto const code = leave_merge_to_another()) {
            return *code;
        }
        prepare_to_part(lock_name());
    }
    auto const left = left_provenance(store_->folder());
    auto const report = store_->merge();
    report_->say_complete(report, totals_);
    keep_provenance(rounds_ == nullptr ? "complete" : "complete: " + rounds_->end_in_words(), left);
    return report.failed > 0 ? ExitCode::runs_failed : ExitCode::complete;
}

void EnsembleRun::keep_provenance(std::string const& end, std::vector<std::string> const& left) const
{
    auto const provenance = report_->provenance(totals_, end);
    try {
        if (!end.starts_with("complete") && store_ && store_->is_shared()) {
            leave_provenance(store_->folder(), provenance);
        } else {
            append_provenance(options_.output, provenance, left);
        }
    } catch (std::exception const& error) {
        console_.err << "piste: warning: " << error.what() << "; the results themselves are not affected" << std::endl;
    }
}

}  // namespace piste
