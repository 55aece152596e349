// `piste select`: the best of an experiment's interventions on one metric, with a stated probability.
#include "runners/commands/ensemble_run.hpp"
#include "runners/commands/selection_rounds.hpp"
#include "runners/commands/until.hpp"
#include "runners/results/durable_file.hpp"

#include <filesystem>
#include <optional>
#include <system_error>

namespace piste {

namespace {

namespace fs = std::filesystem;

// Whether the folder holds the answer to this very question already. Throws Refused where it holds another's.
bool is_decided(Options const& options, Plan const& plan, Console const& console)
{
    auto const path = selection_record_path(options);
    if (!fs::exists(path)) {
        return false;
    }
    auto const record = read_whole_file(path);
    if (!record.starts_with(question_of(options, plan, metric_named(options.selection.metric, "--metric")))) {
        throw Refused(path + ": is the record of another selection, or of another experiment; choose another folder by --output");
    }
    std::error_code ignored;
    fs::remove_all(options.output + ".parts", ignored);   // of a process killed after it had decided
    console.out << options.selection.folder << ": decided already: " << selected_in(record) << " is selected; nothing to do\n";
    return true;
}

void make_folder(Options const& options)
{
    fs::path const folder = options.selection.folder;
    std::error_code error;
    fs::create_directory(folder, error);
    if (error || !fs::is_directory(folder)) {
        throw Refused(folder.string() + ": cannot create this folder: " + (error ? error.message() : "a file has its name") +
                      "; name another by --output, in a folder that exists");
    }
}

}  // namespace

ExitCode select_best(Options const& options, Console const& console, Session& session, RunSimulator const& simulator)
{
    std::optional<SelectionRounds> rounds;
    std::uint64_t begun = 0;
    bool decided = false;
    std::optional<Plan> plan;
    do_together(session, [&] {
        plan.emplace(plan_from_file(options));
        rounds.emplace(options, console, *plan);   // complains of what cannot be selected from, before anything is touched
        if (session.rank() == 0) {
            decided = is_decided(options, *plan, console);
            if (!decided) {
                make_folder(options);
                begun = static_cast<std::uint64_t>(replicates_begun(options));
            }
        }
    });
    if (session.sum(decided ? 1 : 0) > 0) {
        return ExitCode::complete;
    }
    rounds->continue_from(static_cast<std::int64_t>(session.sum(begun)));
    return run_in_rounds(options, console, session, simulator, *rounds);
}

ExitCode select_command(Options const& options, Console const& console)
{
    return in_a_session(false, console, [&](Session& session) { return select_best(options, console, session, simulate_run); });
}

}  // namespace piste
