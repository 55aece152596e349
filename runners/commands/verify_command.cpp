// `piste verify`: runs a results file again from the configuration in it and compares every stored value.
#include "runners/commands/build_info.hpp"
#include "runners/commands/commands.hpp"
#include "runners/commands/comparison.hpp"
#include "runners/commands/open_results.hpp"
#include "runners/commands/plan.hpp"
#include "runners/commands/progress.hpp"
#include "runners/commands/run_command.hpp"
#include "runners/commands/stopped.hpp"
#include "runners/commands/wording.hpp"
#include "runners/ensemble/ensemble.hpp"
#include "runners/ensemble/session.hpp"
#include "runners/ensemble/stop_request.hpp"
#include "runners/results/description_check.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>

namespace piste {

namespace {

// Runs described in full; of the others only the number is given.
constexpr std::size_t most_described = 10;

// Compares runs one at a time, as they come: the HDF5 library allows one caller.
class Verifier {
public:
    Verifier(ResultsReader const& reader, Plan const& plan)
        : reader_(reader), plan_(plan), layout_(plan.experiment.scenarios.front().scenario)
    {
    }

    void compare(std::int64_t run, Outcome const& outcome)
    {
        std::scoped_lock const lock(mutex_);
        note(run, [&] { return differences(layout_, outcome, reader_, run); });
    }
    void compare_failure(RunFailure const& failure)
    {
        auto const run = static_cast<std::int64_t>(failure.run);
        std::scoped_lock const lock(mutex_);
        note(run, [&] { return differences_of_failure(status_of(failure.code), failure.text, reader_, run); });
    }
    [[nodiscard]] std::int64_t compared()
    {
        std::scoped_lock const lock(mutex_);
        return compared_;
    }
    [[nodiscard]] std::int64_t differing() const { return differing_; }
    [[nodiscard]] std::int64_t altered() const { return altered_; }   // of those that differ, after they were written
    [[nodiscard]] std::vector<std::string> const& described() const { return described_; }

private:
    void note(std::int64_t run, std::function<std::vector<std::string>()> const& compare)
    {
        std::vector<std::string> found;
        bool is_altered = false;
        try {
            found = compare();
            is_altered = !found.empty() && !fits_its_digest(layout_, reader_, run);
        } catch (NotResults const& unreadable) {
            found.emplace_back(unreadable.what());
            is_altered = true;
        }
        ++compared_;
        if (found.empty()) {
            return;
        }
        ++differing_;
        altered_ += is_altered ? 1 : 0;
        if (described_.size() < most_described) {
            auto text = "run " + std::to_string(run) + " (" + plan_.name_of(run) + "):";
            for (auto const& difference : found) {
                text += "\n  " + difference;
            }
            described_.push_back(text);
        }
    }

    ResultsReader const& reader_;
    Plan const& plan_;
    ResultLayout const layout_;
    std::mutex mutex_;
    std::int64_t compared_ = 0;
    std::int64_t differing_ = 0;
    std::int64_t altered_ = 0;
    std::vector<std::string> described_;
};

// The configuration must be the one whose hashes the file bears.
void require_matching_hashes(ResultsReader const& reader, Plan const& plan, std::string const& file)
{
    auto const& record = reader.record();
    auto const check = [&file](std::string const& name, std::string const& stored, std::string const& here) {
        if (stored != here) {
            throw CommandError(ExitCode::differ, "DIFFER: " + file + ": the configuration in the file has the " + name +
                                                     " " + here + ", but the file says " + stored +
                                                     ": one of them was altered");
        }
    };
    check("text hash", record.text_hash, plan.record.text_hash);
    check("model hash", record.model_hash, plan.record.model_hash);
    check("plan hash", record.plan_hash, plan.record.plan_hash);
    check("number of runs", std::to_string(record.run_count()), std::to_string(plan.record.run_count()));
}

// What of the builds may explain runs that were computed otherwise.
void explain_builds(ExperimentRecord const& record, std::ostream& out)
{
    auto const build = build_info();
    if (record.compiler == build.compiler && record.compiler_flags == build.flags &&
        record.piste_version == build.version) {
        out << "The file was made by the same version, compiler and flags as this program: look for a change of the model without a new "
               "model version, or faulty memory; verify once more, here and on another machine, to see which of them errs.\n";
        return;
    }
    out << "The file was made by piste " << record.piste_version << ", " << record.compiler << ", '"
        << record.compiler_flags << "'; this is piste " << build.version << ", " << build.compiler << ", '"
        << build.flags << "'. Builds must agree (tests/reproducibility/run shows which do)";
    for (auto const* const flag : {"-ffast-math", "-Ofast", "-ffp-contract=fast", "-ffp-contract=on", "-mfpmath=387"}) {
        for (auto const& [flags, whose] : {std::pair{&record.compiler_flags, "the file's"}, {&build.flags, "this one's"}}) {
            out << (flags->find(flag) == std::string::npos ? "" : std::string("; ") + flag + " among " + whose + " may break that");
        }
    }
    out << ".\n";
}

// What must be equal wherever the file is read, so that all verify one file.
std::string identity_of(ResultsReader const& reader, std::string const& file)
{
    std::error_code none;
    return reader.record().plan_hash + " " + reader.hash_of_digests() + " " + std::to_string(std::filesystem::file_size(file, none));
}

// As long as a meeting may take, since a process may be busy with a long run; false where somebody is missing.
bool wait_for_all(Session& session, Options const& options, double longest_run_seconds)
{
    using Clock = std::chrono::steady_clock;
    auto const limit = Clock::now() + meetings_of_patience * options.patience +
                       std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(2 * longest_run_seconds));
    return session.wait_for_all([limit] { return Clock::now() >= limit; });
}

// Whether all have come to the end. An exception of one process is thrown by all then.
bool compare_all(Verifier& verifier, Plan const& plan, std::int64_t sample, Options const& options, Session& session, Console const& console)
{
    auto const runs = plan.record.run_count();
    EnsembleOptions how;
    how.threads = threads_for(options, sample);
    how.workers_everywhere = session.sum(how.threads);
    how.stop_requested = stop_requested;
    Progress progress(console.err, session.rank() == 0 ? options.progress : ProgressStyle::none, sample, 0, "compared");
    auto& counter = session.counter(options.patience);
    std::int64_t told = 0;
    EnsembleCalls const calls{
        [&plan](RunNumber run) { return simulate_run(plan, static_cast<std::int64_t>(run)); },
        [&verifier](RunNumber run, Outcome const& outcome) { verifier.compare(static_cast<std::int64_t>(run), outcome); },
        [&verifier](RunFailure const& failure) { verifier.compare_failure(failure); },
        [&] {
            if (progress.is_due()) {
                auto const compared = verifier.compared();
                auto const all = counter.add(SharedCount::durable, static_cast<std::uint64_t>(compared - told));
                told = compared;
                progress.show(static_cast<std::int64_t>(all), 0);
            }
        }};
    // Spread evenly, the first run always among them.
    EnsembleTasks const tasks{static_cast<std::uint64_t>(sample), [runs, sample](std::uint64_t task) {
                                  return static_cast<RunNumber>(static_cast<std::int64_t>(task) * runs / sample);
                              }};
    std::exception_ptr failure;
    double longest_seconds = 0.0;
    try {
        longest_seconds = run_ensemble(tasks, calls, how, counter).longest_seconds;
        progress.end();
    } catch (...) {
        counter.close();
        failure = std::current_exception();
    }
    if (!wait_for_all(session, options, longest_seconds)) {
        if (failure) {
            console.err << what_stopped(failure).text << std::endl;
        }
        return false;
    }
    do_together(session, [&failure] {
        if (failure) {
            std::rethrow_exception(failure);
        }
    });
    return true;
}

// What all processes found together.
struct Comparison {
    std::int64_t runs = 0;        // in the file
    std::int64_t sample = 0;      // to be compared
    std::int64_t compared = 0;
    std::int64_t differing = 0;
    std::int64_t damaged = 0;     // of those that differ, after they were written
    std::int64_t altered = 0;     // attributes and variables beside the runs that are not as the configuration says
};

void tell(Comparison const& found, ExperimentRecord const& record, Console const& console)
{
    if (found.altered > 0) {
        console.out << "DIFFER: " << counted(found.altered, "attribute or variable", "attributes or variables")
                    << " of the file's description " << (found.altered == 1 ? "is" : "are")
                    << " not what its configuration leads to\n";
    }
    if (found.differing > 0) {
        console.out << "DIFFER: " << with_commas(found.differing) << " of " << counted(found.compared, "run", "runs")
                    << " compared\n";
        if (found.damaged > 0) {
            console.out << (found.damaged == found.differing ? "" : with_commas(found.damaged) + " of these: ")
                        << "The values in the file do not have the digest that the file gives them, so it was altered or damaged after it "
                           "was written; no machine or build explains that. Ask for another copy.\n";
        }
        if (found.damaged < found.differing) {
            console.out << (found.damaged == 0 ? "" : with_commas(found.differing - found.damaged) + " of these: ")
                        << "Values and digests in the file fit each other, so they were computed so.\n";
            explain_builds(record, console.out);
        }
    }
    if (found.altered + found.differing > 0) {
        return;
    }
    if (found.compared < found.sample) {
        console.err << "piste: stopped after " << with_commas(found.compared) << " of " << with_commas(found.sample)
                    << " runs, which are the same; run the same command again for all\n";
        return;
    }
    console.out << "PASS: " << counted(found.compared, "run", "runs") << " of " << with_commas(found.runs)
                << " repeated, every digest and stored value is the same; so is every label, coordinate and attribute,\n"
                   "written anew from the configuration in the file (all but piste_version, compiler and compiler_flags, "
                   "which say who made it)\n";
}

// Of a process that could not meet the others: what it has found counts, and nothing is known of the rest.
ExitCode tell_without_the_others(Verifier& verifier, std::int64_t sample, Options const& options, Session& session, Console const& console)
{
    for (auto const& text : verifier.described()) {
        console.out << text << '\n';
    }
    console.out << std::flush;
    auto& counter = session.counter(options.patience);
    if (counter.settle() ? counter.is_first_to_tell() : session.rank() <= 1) {
        console.err << "piste: stopped: a process is missing; of " << counted(sample, "run", "runs") << " this one compared "
                    << with_commas(verifier.compared()) << ", of which " << with_commas(verifier.differing())
                    << " differ; run the same command again for all" << std::endl;
    }
    return verifier.differing() > 0 ? ExitCode::differ : ExitCode::incomplete;
}

// What is to be compared, as each process sees it.
struct Subject {
    std::optional<ResultsReader> file;
    std::optional<Plan> plan;
    std::int64_t sample = 0;
    std::vector<std::string> altered;   // of the file's description; known to the first process only
};

Subject open_together(Session& session, Options const& options)
{
    Subject subject;
    std::string identity;
    do_together(session, [&] {
        auto const& file = subject.file.emplace(open_results(options.file));
        if (auto const problem = other_version(file, options.file); !problem.empty()) {
            throw CommandError(ExitCode::cannot_compare, problem);
        }
        auto const& plan = subject.plan.emplace(plan_from_record(file.record(), options.file + " (configuration)"));
        require_matching_hashes(file, plan, options.file);
        subject.sample = std::min(options.sample.value_or(file.run_count()), file.run_count());
        refuse_impossible_memory(plan, threads_for(options, subject.sample), session.processes_here());
        identity = identity_of(file, options.file);
    });
    auto const of_the_first = session.share(identity);
    do_together(session, [&] {
        if (identity != of_the_first) {
            throw CommandError(ExitCode::bad_input, "rank " + std::to_string(session.rank()) + " sees another file by the name of " + options.file +
                                                        " than rank 0: give all ranks the same file");
        }
        if (session.rank() == 0) {
            subject.altered = description_differences(options.file, *subject.file, subject.plan->record,
                                                      subject.plan->experiment.scenarios.front().scenario);
        }
    });
    return subject;
}

ExitCode verify_with(Session& session, Options const& options, Console const& console)
{
    session.limit_meetings(meetings_of_patience * options.patience);
    auto const subject = open_together(session, options);
    auto const& reader = *subject.file;
    auto const& plan = *subject.plan;
    auto const sample = subject.sample;
    auto const& altered = subject.altered;
    for (auto const& text : altered) {
        console.out << text << '\n';
    }

    Verifier verifier(reader, plan);
    if (!compare_all(verifier, plan, sample, options, session, console)) {
        auto const code = tell_without_the_others(verifier, sample, options, session, console);
        return altered.empty() ? code : ExitCode::differ;
    }
    auto const total = [&session](std::int64_t mine) {
        return static_cast<std::int64_t>(session.sum(static_cast<std::uint64_t>(mine)));
    };
    Comparison found;
    found.runs = plan.record.run_count();
    found.sample = sample;
    found.compared = total(verifier.compared());
    found.differing = total(verifier.differing());
    found.damaged = total(verifier.altered());
    found.altered = total(static_cast<std::int64_t>(altered.size()));
    for (auto const& text : verifier.described()) {
        console.out << text << '\n';
    }
    console.out << std::flush;
    // So that what is common comes last; who is missing now has told what it found.
    static_cast<void>(wait_for_all(session, options, 0.0));
    if (session.rank() == 0) {
        tell(found, reader.record(), console);
    }
    if (found.differing + found.altered > 0) {
        return ExitCode::differ;
    }
    return found.compared < sample ? ExitCode::incomplete : ExitCode::complete;
}

}  // namespace

ExitCode verify_command(Options const& options, Console const& console)
{
    return in_a_session(false, console, [&](Session& session) { return verify_with(session, options, console); });
}

}  // namespace piste
