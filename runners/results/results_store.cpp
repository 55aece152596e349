#include "runners/results/results_store.hpp"

#include "runners/results/plan_file.hpp"
#include "runners/results/results_reader.hpp"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace piste {

namespace {

namespace files = std::filesystem;

constexpr std::size_t most_differences = 8;

bool is_same_plan(PlanDescription const& old, PlanDescription const& wanted)
{
    return old.record.plan_hash == wanted.record.plan_hash && old.record.compress == wanted.record.compress &&
           old.model_version == wanted.model_version && old.outcome_schema_version == wanted.outcome_schema_version;
}

std::string list(std::vector<std::string> const& lines)
{
    std::string text;
    for (auto const& line : lines) {
        text += "\n  " + line;
    }
    return text;
}

// Why results of another plan are in the way: what cannot be continued, and the keys whose values differ.
std::string difference(PlanDescription const& old, PlanDescription const& wanted)
{
    auto reasons = reasons_against_extending(old, wanted);
    for (auto& key : differing_keys(wanted.record.configuration, old.record.configuration, most_differences)) {
        reasons.push_back(std::move(key));
    }
    if (reasons.empty()) {
        reasons.push_back("plan hash: here " + wanted.record.plan_hash + ", there " + old.record.plan_hash);
    }
    return list(reasons);
}

std::string in_runs(std::int64_t count)
{
    return std::to_string(count) + (count == 1 ? " run" : " runs");
}

std::string growth(PlanDescription const& old, PlanDescription const& wanted)
{
    return in_runs(old.record.run_count()) + " there, " + std::to_string(wanted.record.run_count()) +
           " asked for";
}

void remove_all_durably(files::path const& path)
{
    std::error_code error;
    files::remove_all(path, error);
    if (error) {
        throw OutputError(path.string() + ": cannot remove it: " + error.message());
    }
    sync_folder(folder_of(path));
}

}  // namespace

ResultsStore::ResultsStore(files::path path, ExperimentRecord const& record, Scenario const& scenario,
                           OpenOptions const& options)
    : path_(std::move(path)), record_(&record), scenario_(&scenario), layout_(scenario), options_(options)
{
    check_place();
    if (!options.shared) {
        lock_.emplace(path_, options.break_lock);
    }
    examine_file(options);
    examine_parts(options);
    if (complete_) {
        if (!options.shared) {
            remove_partial_files();
        }
        return;
    }
    begin_folder();
    if (options.shared) {
        static_cast<void>(look());   // somebody may have merged, and removed the folder, meanwhile
    }
    if (!complete_) {
        remarks_ = scan().remarks;
    }
}

void ResultsStore::begin_folder()
{
    std::error_code error;
    files::create_directories(folder(), error);
    if (error == std::errc::no_space_on_device) {
        throw NoRoom(folder().string() + ": cannot create it: " + error.message() +
                     "; make room and give the same command again");
    }
    if (error) {
        throw OutputError(folder().string() + ": cannot create it: " + error.message());
    }
    sync_folder(folder_of(path_));
    sync_folder(folder_of(folder()));
    if (!read_plan(folder())) {
        write_plan(folder(), plan());
    }
}

// The final file may have appeared since the store was opened, where others work on the same output.
void ResultsStore::check_complete()
{
    if (options_.shared && !complete_) {
        reuse_finished_ = false;
        examine_file(options_);
    }
}

std::vector<bool> ResultsStore::look()
{
    std::vector<bool> known;
    try {
        known = done();
    } catch (OutputError const&) {
        check_complete();
        if (!complete_) {
            throw;
        }
    }
    check_complete();   // after the ledgers were read: whoever merges removes them when the file has its name
    return complete_ ? done() : known;
}

void ResultsStore::lock_for_merge(bool break_lock)
{
    if (!lock_) {
        lock_.emplace(path_, break_lock);
    }
    check_complete();
}

bool ResultsStore::is_merged_by_now()
{
    check_complete();
    return complete_;
}

PlanDescription ResultsStore::plan() const
{
    return {*record_, layout_.fingerprint, model_version, outcome_schema_version};
}

void ResultsStore::check_place() const
{
    auto const parent = folder_of(path_);
    if (!files::is_directory(parent)) {
        throw Refused(path_.string() + ": its folder " + parent.string() + " does not exist; create it first");
    }
    if (files::is_directory(path_)) {
        throw Refused(path_.string() + ": is a folder; name a file in it, for instance " +
                      (path_ / "results.h5").string());
    }
    if (files::exists(path_) && !files::is_regular_file(path_)) {
        throw Refused(path_.string() + ": is not an ordinary file");
    }
    if (::access(parent.c_str(), W_OK | X_OK) != 0) {
        throw Refused(path_.string() + ": its folder " + parent.string() + " is not writable");
    }
}

void ResultsStore::examine_file(OpenOptions const& options)
{
    if (!files::exists(path_)) {
        return;
    }
    std::optional<ResultsReader> reader;
    try {
        reader.emplace(path_);
    } catch (NotResults const& failure) {
        throw Refused(std::string(failure.what()) + "; it is left alone: choose another output");
    }
    if (options.replace_finished) {
        if (reader->is_in_place()) {
            throw Refused(path_.string() + ": what its runs returned lies in " + folder_of(folder()).string() + ", which --fresh would "
                          "throw away before there is something else; remove both if that is wanted");
        }
        return;
    }
    auto const old = describe_plan(*reader);
    if (options.fresh) {
        throw Refused(path_.string() + ": holds finished results (" + in_runs(old.record.run_count()) +
                      "); say --replace-finished as well if --fresh is to replace them");
    }
    if (is_same_plan(old, plan())) {
        // One that shows what lies elsewhere is no end where a copy is asked for, nor where something is no longer there.
        complete_ = !reader->is_in_place() || (options.no_copy && reader->missing_shard().empty() && is_all_in_place());
        has_copy_ = !reader->is_in_place();
        return;
    }
    if (!reasons_against_extending(old, plan()).empty()) {
        throw Refused(path_.string() + ": holds finished results of another plan; choose another output" +
                      difference(old, plan()));
    }
    if (!options.extend) {
        throw Refused(path_.string() + ": holds finished results that this plan only extends (" + growth(old, plan()) +
                      "); say --extend to continue them");
    }
    reuse_finished_ = true;
}

void ResultsStore::examine_parts(OpenOptions const& options)
{
    auto const parts = folder_of(folder());
    if (!files::exists(parts)) {
        return;
    }
    if (options.fresh) {
        remove_all_durably(parts);
        return;
    }
    if (complete_ && (options.shared || !has_copy_)) {
        return;           // whoever merged it may be removing them, or they are what it shows
    }
    for (auto const& entry : files::directory_iterator(parts)) {
        auto const old = read_plan(entry.path());
        if (!old || is_same_plan(*old, plan())) {
            continue;
        }
        auto const is_part_of_this = reasons_against_extending(*old, plan()).empty();
        if (complete_) {
            if (is_part_of_this) {
                extended_.push_back(entry.path());
            }
            continue;
        }
        if (!is_part_of_this) {
            throw Refused(path_.string() + ": has unfinished results of another plan (in " + entry.path().string() +
                          "); finish that one, choose another output, or say --fresh to throw them away" +
                          difference(*old, plan()));
        }
        if (!options.extend) {
            throw Refused(path_.string() + ": has unfinished results of a plan that this one only extends (" +
                          growth(*old, plan()) + "); say --extend to continue them");
        }
        extended_.push_back(entry.path());
    }
    std::ranges::sort(extended_);
    if (complete_) {
        remove_parts();   // left by a process killed after the final file had its name
    }
}

bool ResultsStore::is_all_in_place() const
{
    return files::exists(folder()) && scan().known == record_->run_count();
}

PartsIndex ResultsStore::scan() const
{
    PartsIndex index(record_->run_count());
    index.add_folder(folder(), *record_, *record_, layout_);
    for (auto const& other : extended_) {
        if (auto const old = read_plan(other)) {
            index.add_folder(other, old->record, *record_, layout_);
        }
    }
    for (auto const& source : options_.sources) {
        if (auto const other = read_plan(source)) {
            index.add_folder(source, other->record, *record_, layout_);
        }
    }
    return index;
}

std::vector<bool> ResultsStore::done() const
{
    std::vector<bool> done(static_cast<std::size_t>(record_->run_count()), complete_);
    if (complete_) {
        return done;
    }
    auto const index = scan();
    for (std::size_t run = 0; run < done.size(); ++run) {
        done[run] = index.runs[run].is_known();
    }
    if (reuse_finished_) {
        auto const old = ResultsReader(path_).record();
        for (std::int64_t run = 0; run < old.run_count(); ++run) {
            if (auto const here = record_->find_run(old.identity(run)); here >= 0) {
                done[static_cast<std::size_t>(here)] = true;
            }
        }
    }
    return done;
}

// Others may still write what nobody needs any more: each one file at most, since the next finds no folder. What is left all the same
// is removed by the next command that has the output for itself.
void ResultsStore::remove_parts_among_others() const
{
    constexpr int most_tries = 20;
    for (int tries = 0; tries < most_tries; ++tries) {
        try {
            remove_parts();
            return;
        } catch (OutputError const&) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }
}

// Only what the final file now holds: another plan's unfinished runs stay.
void ResultsStore::remove_parts() const
{
    remove_all_durably(folder());
    for (auto const& other : extended_) {
        remove_all_durably(other);
    }
    std::error_code not_empty;
    if (files::remove(folder_of(folder()), not_empty)) {
        sync_folder(folder_of(path_));
    }
}

PartsIndex index_parts(files::path const& folder, ExperimentRecord const& record, ResultLayout const& layout)
{
    PartsIndex index(record.run_count());
    index.add_folder(folder, record, record, layout);
    return index;
}

}  // namespace piste
