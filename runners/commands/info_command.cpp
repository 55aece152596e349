// `piste info`: what is in a results file, or in the parts of one that is not finished.
#include "runners/commands/command_text.hpp"
#include "runners/commands/commands.hpp"
#include "runners/commands/open_results.hpp"
#include "runners/commands/plan.hpp"
#include "runners/commands/wording.hpp"
#include "runners/results/plan_file.hpp"
#include "runners/results/results_store.hpp"
#include "runners/results/run_ledger.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace piste {

namespace {

namespace fs = std::filesystem;

// Writers that are named; a writer that commits every five seconds is silent when it has not for a minute.
constexpr std::int64_t most_writers_named = 20;
constexpr std::chrono::seconds silence{60};

void print_plan(ExperimentRecord const& record, std::int64_t model, std::int64_t schema, std::ostream& out)
{
    if (!record.title.empty()) {
        out << "experiment   " << record.title << '\n';
    }
    out << "plan         " << counted(record.run_count(), "run", "runs") << ": ";
    for (std::size_t i = 0; i < record.scenarios.size(); ++i) {
        out << (i == 0 ? "" : ", ") << record.scenarios[i].name;
    }
    out << " x " << factors_in_words(record) << counted(record.replicates, "replicate", "replicates") << ", seed " << record.seed << ", randomness "
        << record.randomness << '\n'
        << "made by      piste " << record.piste_version << ", model version " << model << ", outcome schema " << schema
        << '\n';
    for (auto const& intervention : record.interventions) {
        if (intervention.hash != 0) {
            out << "intervention " << intervention.name << '\n';
        }
    }
    if (!record.compiler.empty()) {
        out << "built with   " << record.compiler << ", " << record.compiler_flags << '\n';
    }
    out << "hashes       plan " << record.plan_hash << "\n             model " << record.model_hash
        << "\n             text " << record.text_hash << '\n';
}

// Prints how the runs ended, the first failed ones with the command that repeats each, and returns how many failed.
std::int64_t print_runs(ResultsReader const& reader, Options const& options, std::ostream& out)
{
    std::int64_t failed = 0;
    auto const texts = reader.failure_texts();
    for (std::int64_t run = 0; run < reader.run_count(); ++run) {
        auto const row = reader.row(run);
        if (row.status == RunStatus::done) {
            continue;
        }
        if (++failed <= options.failures_named) {
            auto const text = texts.find(run);
            out << "failed       run " << run << " (" << run_name(reader.record(), run) << "): " << (text == texts.end() ? "" : text->second)
                << "\n             to repeat it alone: " << repeating_command(options.file, run) << '\n';
        }
    }
    if (failed > options.failures_named) {
        out << "             and " << with_commas(failed - options.failures_named) << " more failed: piste info " << quoted(options.file)
            << " --failures all names all\n";
    }
    out << "runs         " << with_commas(reader.run_count() - failed) << " done, " << with_commas(failed)
        << " failed\n";
    return failed;
}

void print_variables(std::ostream& out)
{
    out << "variables    along run and\n";
    for (auto const& info : variable_infos) {
        out << "  " << info.name << '[';
        for (std::size_t i = 0; i < info.rank; ++i) {
            out << (i == 0 ? "" : ", ") << axis_name(info.axes.at(i));
        }
        out << ']' << (info.unit.empty() ? "" : ", ") << info.unit << ": " << info.meaning << '\n';
    }
}

struct Finished {
    ExitCode code = ExitCode::complete;
    std::string in_place;   // hash of the plan whose shards the file shows, if it does
};

Finished describe_finished(fs::path const& path, Options const& options, std::ostream& out)
{
    auto const reader = open_results(path);
    out << path.string() << ": complete\n";
    if (reader.is_in_place()) {
        out << "values       lie in " << path.string() << ".parts, which must stay where it is (--no-copy)\n";
    }
    print_plan(reader.record(), reader.model_version(), reader.outcome_schema_version(), out);
    auto const failed = print_runs(reader, options, out);
    if (reader.outcome_schema_version() == outcome_schema_version) {
        print_variables(out);
    }
    return {failed > 0 ? ExitCode::runs_failed : ExitCode::complete, reader.is_in_place() ? reader.record().plan_hash : ""};
}

// Which processes have written, and which of them have not for long: ended, killed, or busy with a long run. Ages are by the file
// system's clock and this machine's.
void print_writers(fs::path const& folder, std::ostream& out)
{
    std::vector<fs::path> ledgers;
    std::error_code ignored;
    for (auto const& item : fs::directory_iterator(folder, ignored)) {
        if (item.path().extension() == ".ledger") {
            ledgers.push_back(item.path());
        }
    }
    std::sort(ledgers.begin(), ledgers.end());
    auto const now = fs::file_time_type::clock::now();
    std::int64_t silent = 0;
    for (auto const& path : ledgers) {
        auto const ledger = parse_ledger(read_whole_file(path));
        auto const written = fs::last_write_time(path, ignored);
        if (ignored || !ledger || now - written < silence || ++silent > most_writers_named) {
            continue;
        }
        std::int64_t runs = 0;
        for (auto const& entry : ledger->entries) {
            runs += count_runs(entry.runs);
        }
        out << "silent       " << path.stem().string() << ": " << counted(runs, "run", "runs") << ", the last "
            << duration_in_words(std::chrono::duration<double>(now - written).count()) << " ago\n";
    }
    auto const all = static_cast<std::int64_t>(ledgers.size());
    out << "writers      " << with_commas(all) << ", of which " << with_commas(all - silent)
        << " wrote within the last minute\n";
}

void describe_unfinished(fs::path const& path, fs::path const& folder, std::ostream& out)
{
    auto const description = read_plan(folder);
    if (!description) {
        out << folder.string() << ": begun, but no plan was written yet\n";
        return;
    }
    auto const& record = description->record;
    out << path.string() << ": unfinished\n";
    print_plan(record, description->model_version, description->outcome_schema_version, out);
    if (description->model_version != model_version || description->outcome_schema_version != outcome_schema_version) {
        out << "runs         can be counted only by the release that made them\n";
        return;
    }
    auto const plan = plan_from_record(record, folder.string() + " (configuration)");
    ResultLayout const layout(plan.experiment.scenarios.front().scenario);
    auto const index = index_parts(folder, record, layout);
    out << "runs         " << with_commas(index.known) << " of " << with_commas(record.run_count()) << " done, in "
        << counted(static_cast<std::int64_t>(index.shards.size()), "part", "parts") << '\n';
    print_writers(folder, out);
    for (auto const& remark : index.remarks) {
        out << "remark       " << remark << '\n';
    }
    out << "to go on     give the piste run command again that began it\n";
}

}  // namespace

ExitCode info_command(Options const& options, Console const& console)
{
    fs::path const path(options.file);
    std::vector<fs::path> unfinished;
    std::error_code ignored;
    for (auto const& item : fs::directory_iterator(path.string() + ".parts", ignored)) {
        if (item.is_directory()) {
            unfinished.push_back(item.path());
        }
    }
    std::sort(unfinished.begin(), unfinished.end());
    bool const exists = fs::exists(path, ignored);
    if (!exists && unfinished.empty()) {
        throw CommandError(ExitCode::bad_input,
                           options.file + ": there is no such file, and no unfinished results beside it");
    }
    Finished finished;
    if (exists) {
        finished = describe_finished(path, options, console.out);
    }
    auto code = finished.code;
    for (auto const& folder : unfinished) {
        if (folder.filename() == finished.in_place) {
            continue;
        }
        describe_unfinished(path, folder, console.out);
        code = ExitCode::incomplete;
    }
    return code;
}

}  // namespace piste
