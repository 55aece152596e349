// The merge: every run's record, from a shard or from the file that is being extended, into the final file in run order.
// Holds a few rows in memory, whatever the number of runs.
#include "runners/results/random_token.hpp"
#include "runners/results/results_file.hpp"
#include "runners/results/results_reader.hpp"
#include "runners/results/results_store.hpp"

#include <algorithm>
#include <cstring>
#include <map>

namespace piste {

namespace {

// The disk writes while the next runs are read and put in order.
constexpr std::size_t written_back_at_once = std::size_t{64} << 20U;

// Where records come from. Keeps a bounded number of shards open.
class RecordSource {
public:
    RecordSource(PartsIndex const& index, RecordFormat const& format, ExperimentRecord const& record)
        : index_(index), format_(format), record_(record)
    {
    }

    // Runs without a location in the shards may come from a finished file.
    void add_finished(std::filesystem::path const& path)
    {
        finished_.emplace(path);
        finished_path_ = path;
    }

    // The run's record, in a buffer that the next call overwrites. Throws Incomplete where there is none.
    RecordView read(std::int64_t run)
    {
        auto const location = index_.runs.at(static_cast<std::size_t>(run));
        return location.is_known() ? read(location) : read_finished(run);
    }

    RecordView read(RunLocation location) { return shard(location.shard).read(location.record, buffer_); }

private:
    ShardReader const& shard(std::uint32_t number)
    {
        constexpr std::size_t most_open = 200;
        auto found = open_.find(number);
        if (found == open_.end()) {
            if (open_.size() >= most_open) {
                open_.clear();
            }
            auto const& facts = index_.shards.at(number);
            found = open_.emplace(number, ShardReader(facts.path, format_, record_.seed, facts.length)).first;
        }
        return found->second;
    }

    RecordView read_finished(std::int64_t run)
    {
        auto const there = finished_ ? finished_->record().find_run(record_.identity(run)) : -1;
        if (there < 0) {
            throw Incomplete("run " + std::to_string(run) + " is not done yet");
        }
        auto const row = finished_->row(there);
        if (row.status == RunStatus::done) {
            format_.encode(record_.identity(run), finished_->outcome(format_.layout(), there), buffer_);
        } else {
            format_.encode_failure(record_.identity(run), row.status, finished_->failure_text(there), buffer_);
        }
        RecordView const view(format_, buffer_);
        if (view.digest().hexadecimal() != row.digest) {
            throw Contradiction(finished_path_.string() + ": the values of run " + std::to_string(there) +
                                " do not have the digest that the file gives them, so it was altered or damaged after it was written; it is left "
                                "alone: choose another output, or --fresh --replace-finished to make all of it anew");
        }
        return view;
    }

    PartsIndex const& index_;
    RecordFormat const& format_;
    ExperimentRecord const& record_;
    std::optional<ResultsReader> finished_;
    std::filesystem::path finished_path_;
    std::map<std::uint32_t, ShardReader> open_;
    std::vector<std::byte> buffer_;
};

// Runs are pure: a second execution must have given the same. If not, machine or model is at fault, and no file is made.
void check_repeated(PartsIndex const& index, RecordSource& source)
{
    for (auto const& [run, location] : index.repeated) {
        auto const first = source.read(run).digest();
        auto const second = source.read(location).digest();
        if (first != second) {
            auto const& first_shard = index.shards.at(index.runs.at(static_cast<std::size_t>(run)).shard);
            auto const& second_shard = index.shards.at(location.shard);
            throw Contradiction("run " + std::to_string(run) + " was executed twice with different results: digest " +
                                first.hexadecimal() + " in " + first_shard.path.string() + ", " + second.hexadecimal() + " in " +
                                second_shard.path.string() +
                                "; a run must be the same everywhere, so one of the two machines or builds is at fault: remove the shards of that "
                                "one, and the same command runs their runs again");
        }
    }
}

std::vector<std::int64_t> tallies_of(RecordView const& record)
{
    std::vector<std::int64_t> tallies;
    if (record.status() == RunStatus::done) {
        auto const bytes = record.values(Variable::tallies);
        tallies.resize(bytes.size() / sizeof(std::int64_t));
        std::memcpy(tallies.data(), bytes.data(), bytes.size());
    }
    return tallies;
}

// A merge writes under a name of its own: another may be at it, by a lock that was broken although its holder is alive.
constexpr char const* partial_ending = ".partial.";

}  // namespace

void ResultsStore::set_aside(DamagedShard const& damaged)
{
    auto aside = damaged.path();
    aside += ".damaged";
    std::error_code ignored;
    std::filesystem::rename(damaged.path(), aside, ignored);
    throw Incomplete(std::string(damaged.what()) + "; it is set aside, and the same command runs its runs again");
}

void ResultsStore::read_tallies(std::vector<std::int64_t> const& runs, TakeTallies const& take) const
{
    RecordFormat const format(layout_);
    auto const index = complete_ ? PartsIndex(record_->run_count()) : scan();
    RecordSource source(index, format, *record_);
    if (complete_ || reuse_finished_) {
        source.add_finished(path_);
    }
    try {
        for (auto const run : runs) {
            take(run, tallies_of(source.read(run)));
        }
    } catch (DamagedShard const& damaged) {
        set_aside(damaged);
    }
}

MergeReport ResultsStore::write_merged(PartsIndex const& index, std::filesystem::path const& temporary) const
{
    RecordFormat const format(layout_);
    RecordSource source(index, format, *record_);
    if (reuse_finished_) {
        source.add_finished(path_);
    }
    if (options_.no_copy && index.known < record_->run_count()) {
        throw OutputError(path_.string() + ": not all runs lie in shards, so a file cannot be without a copy (--no-copy): some are missing, "
                          "or stand in the finished file that this plan extends");
    }
    check_repeated(index, source);
    MergeReport report;
    report.runs = record_->run_count();
    ResultsFile file(temporary, *record_, *scenario_, layout_, hdf5::Storage::disk, options_.no_copy ? &index : nullptr);
    auto const runs_written_back_at_once = std::max<std::int64_t>(1, static_cast<std::int64_t>(written_back_at_once / format.record_bytes()));
    for (std::int64_t run = 0; run < report.runs; ++run) {
        auto const record = source.read(run);
        report.failed += record.status() == RunStatus::done ? 0 : 1;
        file.append(record);
        if ((run + 1) % runs_written_back_at_once == 0) {
            start_writing_back(temporary);
        }
    }
    file.finish();
    return report;
}

MergeReport ResultsStore::merge()
{
    remove_partial_files();
    auto temporary = path_;
    temporary += partial_ending + random_token();
    MergeReport report;
    try {
        report = write_merged(scan(), temporary);
        require_own_output();   // whoever took the lock over has removed the temporary file
        sync_file(temporary);
        require_own_output();
        rename_durably(temporary, path_);
    } catch (DamagedShard const& damaged) {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        require_own_output();   // whoever has it now may have removed the shard
        set_aside(damaged);
    } catch (hdf5::Error const& failure) {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        throw OutputError(temporary.string() + ": " + failure.what() +
                          "; nothing is lost: make room and give the same command again");
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        throw;
    }
    report.bytes = std::filesystem::file_size(path_);
    complete_ = true;
    has_copy_ = !options_.no_copy;
    if (!options_.no_copy) {
        remove_what_is_merged();
    }
    return report;
}

// Right before the file gets its name, and again before anything is removed: until then, another who merges needs the shards.
void ResultsStore::require_own_output() const
{
    if (lock_) {
        lock_->require_still_held();
    }
    if (options_.no_copy && !is_all_in_place()) {
        throw Incomplete(path_.string() + ": shards that it was to show are no longer in " + folder().string());
    }
}

void ResultsStore::remove_what_is_merged() const
{
    try {
        require_own_output();
    } catch (OutputError const&) {
        return;   // the next command that has the output for itself does it
    }
    options_.shared ? remove_parts_among_others() : remove_parts();
}

// Left by mergers that died, or have lost the lock: they stop when they see that.
void ResultsStore::remove_partial_files() const
{
    if (!lock_) {
        return;
    }
    auto const prefix = path_.filename().string() + partial_ending;
    std::error_code ignored;
    for (auto const& entry : std::filesystem::directory_iterator(folder_of(path_), ignored)) {
        auto const name = entry.path().filename().string();
        if (name.starts_with(prefix) && name.size() == prefix.size() + random_token_length) {
            std::filesystem::remove(entry.path(), ignored);
        }
    }
}

}  // namespace piste
