#include "runners/results/parts_index.hpp"

#include "runners/results/run_ledger.hpp"

#include <algorithm>
#include <system_error>

namespace piste {

namespace {

std::vector<std::filesystem::path> ledgers_in(std::filesystem::path const& folder)
{
    std::vector<std::filesystem::path> paths;
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    if (error) {
        throw OutputError(folder.string() + ": cannot list it: " + error.message());
    }
    for (auto const& entry : entries) {
        if (entry.path().extension() == ".ledger") {
            paths.push_back(entry.path());
        }
    }
    std::ranges::sort(paths);
    return paths;
}

void check_origin(std::filesystem::path const& path, LedgerHeader const& header, ExperimentRecord const& numbering,
                  ResultLayout const& layout)
{
    if (header.model_version != model_version || header.outcome_schema_version != outcome_schema_version) {
        throw OutputError(path.string() + ": written by model version " + std::to_string(header.model_version) +
                          ", but this program is model version " + std::to_string(model_version) +
                          "; finish it with that release, or start over with --fresh");
    }
    if (header.plan_hash != numbering.plan_hash || header.seed != numbering.seed ||
        header.layout_fingerprint != layout.fingerprint) {
        throw OutputError(path.string() + ": its header is not that of the plan whose folder it lies in");
    }
}

bool has_length(std::filesystem::path const& path, std::uint64_t length)
{
    std::error_code error;
    auto const size = std::filesystem::file_size(path, error);
    return !error && size == length;
}

}  // namespace

void PartsIndex::add_run(std::int64_t run, RunLocation location)
{
    auto& known_location = runs.at(static_cast<std::size_t>(run));
    if (known_location.is_known()) {
        repeated.emplace_back(run, location);
    } else {
        known_location = location;
        ++known;
    }
}

void PartsIndex::add_folder(std::filesystem::path const& folder, ExperimentRecord const& numbering,
                            ExperimentRecord const& wanted, ResultLayout const& layout)
{
    for (auto const& path : ledgers_in(folder)) {
        auto const text = read_whole_file(path);
        auto const ledger = parse_ledger(text);
        if (!ledger) {
            auto const other = other_ledger_format(text);
            remarks.push_back(path.string() + (other.empty() ? ": has no whole first line; ignored"
                                                             : ": is of another format (" + other + "), that of another release; ignored"));
            continue;
        }
        check_origin(path, ledger->header, numbering, layout);
        if (ledger->ignored_bytes > 0) {
            remarks.push_back(path.string() + ": its last " + std::to_string(ledger->ignored_bytes) +
                              " bytes are no whole line; ignored");
        }
        for (auto const& entry : ledger->entries) {
            auto const shard_path = folder / entry.shard;
            if (!has_length(shard_path, entry.length)) {
                remarks.push_back(shard_path.string() + ": missing or of another length; its runs count as not done");
                continue;
            }
            auto const shard = static_cast<std::uint32_t>(shards.size());
            shards.push_back(Shard{shard_path, entry.length});
            std::uint32_t record = 0;
            for (auto const& range : entry.runs) {
                for (auto number = range.first; number <= range.last; ++number, ++record) {
                    auto const run = number < numbering.run_count() ? wanted.find_run(numbering.identity(number)) : -1;
                    if (run >= 0) {
                        add_run(run, {shard, record});
                    }
                }
            }
        }
    }
}

}  // namespace piste
