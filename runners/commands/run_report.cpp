#include "runners/commands/run_report.hpp"

#include "runners/commands/command_text.hpp"
#include "runners/commands/comparison.hpp"
#include "runners/commands/memory.hpp"
#include "runners/commands/wording.hpp"
#include "runners/ensemble/launch.hpp"

namespace piste {

namespace {

// Failed runs that are told of at once; the results file names all.
constexpr std::uint64_t most_failures_told = 10;

}  // namespace

void RunReport::say_nothing_to_do() const
{
    console_.out << options_.output << ": complete already, " << counted(plan_.record.run_count(), "run", "runs")
                 << " of this plan; nothing to do\n";
}

void RunReport::say_what_is_to_do(WorkAhead ahead, Totals const& who, std::vector<std::string> const& remarks) const
{
    for (auto const& remark : remarks) {
        console_.err << "piste: " << remark << '\n';
    }
    if (options_.progress == ProgressStyle::none) {
        return;
    }
    console_.err << "piste: " << plan_.experiment.name << ": " << counted(ahead.runs, "run", "runs") << " to do";
    if (ahead.done_before > 0) {
        console_.err << ", " << with_commas(ahead.done_before) << " done before";
    }
    console_.err << "; " << counted(who.workers, "thread", "threads");
    if (who.ranks > 1) {
        console_.err << " of " << who.ranks << " ranks";
    }
    console_.err << std::endl;
}

void RunReport::say_that_it_stops() const
{
    console_.err << "piste: stopping after the runs in hand; again to stop at once" << std::endl;
}

void RunReport::say_failure(RunFailure const& failure)
{
    std::scoped_lock const lock(failure_mutex_);
    if (++failures_told_ > most_failures_told) {
        if (failures_told_ == most_failures_told + 1) {
            console_.err << "piste: more runs fail; piste info " << quoted(options_.output)
                         << " will say which, why, and how to repeat each" << std::endl;
        }
        return;
    }
    auto const run = static_cast<std::int64_t>(failure.run);
    console_.err << "piste: run " << run << " (" << plan_.name_of(run) << ") failed: " << failure.text
                 << "\n  to repeat it alone: " << repeating_command(options_, run, plan_.record.position(run).replicate)
                 << std::endl;
}

void RunReport::say_incomplete(std::int64_t missing, std::int64_t in_all, EnsembleEnd end) const
{
    console_.err << incomplete_in_words(missing, in_all, end) << std::flush;
}

std::string RunReport::incomplete_in_words(std::int64_t missing, std::int64_t in_all, EnsembleEnd end) const
{
    return std::string("piste: stopped") + (end == EnsembleEnd::out_of_time ? " by the time limit: " : ": ") +
           with_commas(in_all - missing) + " of " + with_commas(in_all) + " runs are done and on disk; to go on: " +
           resuming_command(options_) + "\n";
}

void RunReport::say_that_more_is_wanted() const
{
    console_.err << "piste: stopped: a process is missing, and more runs are wanted; to go on: " << resuming_command(options_) << std::endl;
}

void RunReport::say_complete(MergeReport const& report, Totals const& totals) const
{
    auto& out = console_.out;
    out << options_.output << ": " << counted(report.runs, "run", "runs") << ", "
        << (report.failed == 0 ? "none failed" : with_commas(report.failed) + " failed") << ", "
        << bytes_in_words(static_cast<std::int64_t>(report.bytes)) << '\n';
    if (totals.runs > 0 && totals.busy_seconds > 0.0) {
        auto const rate = static_cast<double>(totals.events) / totals.busy_seconds;
        out << counted(totals.runs, "run", "runs") << " in " << duration_in_words(totals.wall_seconds) << " on "
            << counted(totals.workers, "thread", "threads") << "; " << with_commas(totals.events) << " events, "
            << with_commas(static_cast<std::int64_t>(rate)) << " a second on each core\n";
    }
    if (report.failed > 0) {
        out << "piste info " << quoted(options_.output) << " says which runs failed, why, and how to repeat each\n";
    }
}

void RunReport::say_left_to_another(std::string const& who) const
{
    console_.out << options_.output << ": all " << counted(plan_.record.run_count(), "run", "runs") << " are done; " << who
                 << '\n';
}

void RunReport::say_that_nobody_merges(std::string const& holder) const
{
    console_.err << "piste: all " << counted(plan_.record.run_count(), "run", "runs") << " are done, but the file is not written: " << holder
                 << "\npiste: to go on: " << resuming_command(options_) << std::endl;
}

std::string RunReport::too_many_failures() const
{
    return "piste: stopped: more than " + std::to_string(options_.max_failures.value_or(0)) +
           " runs failed (--max-failures)";
}

Provenance RunReport::provenance(Totals const& totals, std::string const& end) const
{
    Provenance provenance;
    provenance.started = started_;
    provenance.finished = current_time();
    provenance.host = host_name();
    provenance.job = process_environment("SLURM_JOB_ID").value_or("");
    provenance.command_line = command_as_given(options_);
    provenance.piste_version = plan_.record.piste_version;
    provenance.plan_hash = plan_.record.plan_hash;
    provenance.end = end;
    provenance.ranks = totals.ranks;
    provenance.threads = totals.threads;
    provenance.runs = totals.runs;
    provenance.failed = totals.failed;
    provenance.wall_seconds = totals.wall_seconds;
    provenance.simulation_seconds = totals.busy_seconds;
    return provenance;
}

}  // namespace piste
