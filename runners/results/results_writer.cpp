#include "runners/results/results_writer.hpp"

#include "runners/results/checksum.hpp"
#include "runners/results/random_token.hpp"

#include <utility>

namespace piste {

namespace {

// A place among the writers of this machine, for as long as a commit lasts.
class Passage {
public:
    explicit Passage(WriterGate* gate) : gate_(gate)
    {
        if (gate_ != nullptr) {
            gate_->enter();
        }
    }
    Passage(Passage const&) = delete;
    Passage& operator=(Passage const&) = delete;
    ~Passage()
    {
        if (gate_ != nullptr) {
            gate_->leave();
        }
    }

private:
    WriterGate* gate_;
};

}  // namespace

std::filesystem::path parts_folder(std::filesystem::path const& results, std::string const& plan_hash)
{
    auto folder = results;
    folder += ".parts";
    return folder / plan_hash;
}

ResultsWriter::ResultsWriter(std::filesystem::path folder, ExperimentRecord const& record, ResultLayout const& layout,
                             std::string label, FlushLimits limits)
    : folder_(std::move(folder)), record_(&record), format_(layout), label_(std::move(label)), limits_(limits)
{
}

void ResultsWriter::add(std::int64_t run, Outcome const& outcome)
{
    thread_local std::vector<std::byte> encoded;
    format_.encode(record_->identity(run), outcome, encoded);
    take(run, encoded);
}

void ResultsWriter::add_failure(std::int64_t run, RunStatus status, std::string_view text)
{
    thread_local std::vector<std::byte> encoded;
    format_.encode_failure(record_->identity(run), status, text, encoded);
    take(run, encoded);
}

void ResultsWriter::take(std::int64_t run, std::vector<std::byte>& encoded)
{
    {
        std::lock_guard const lock(batch_mutex_);
        if (collecting_.records.size() == 0) {
            collecting_.oldest = std::chrono::steady_clock::now();
        }
        collecting_.records.take(run, encoded);
        ++in_hand_;
    }
    commit_if_due();
}

bool ResultsWriter::is_due() const
{
    std::lock_guard const lock(batch_mutex_);
    return collecting_.records.size() > 0 &&
           (collecting_.records.bytes() >= limits_.bytes ||
            std::chrono::steady_clock::now() - collecting_.oldest >= limits_.time);
}

void ResultsWriter::commit_if_due()
{
    if (is_due()) {
        // Whoever comes second waits here: memory stays bounded by two batches.
        std::lock_guard const lock(commit_mutex_);
        if (is_due()) {
            write_batch(writing_);
            {
                std::lock_guard const batch_lock(batch_mutex_);
                std::swap(writing_, collecting_);
            }
            write_batch(writing_);
        }
    }
}

void ResultsWriter::commit()
{
    std::lock_guard const lock(commit_mutex_);
    write_batch(writing_);
    {
        std::lock_guard const batch_lock(batch_mutex_);
        std::swap(writing_, collecting_);
    }
    write_batch(writing_);
}

// The order that a crash at any point survives: shard, its name, then the line that makes its runs done.
void ResultsWriter::write_batch(Batch& batch)
{
    auto const records = batch.records.size();
    if (records == 0) {
        return;
    }
    Passage const passage(limits_.gate);
    if (!ledger_) {
        open_ledger();
    }
    try {
        batch.records.sort();
        auto entry = describe(batch.records);
        entry.sequence = sequence_;
        auto const number = std::to_string(sequence_);
        entry.shard = writer_id_ + "." + std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number + ".shard";
        auto const facts = write_shard(folder_ / entry.shard, format_, record_->seed, batch.records);
        entry.length = facts.length;
        entry.checksum = facts.checksum;
        ledger_->append(entry);
    } catch (...) {
        ledger_.reset();   // its tail is unknown: another try begins a new one
        throw;
    }
    ++sequence_;
    std::lock_guard const lock(batch_mutex_);
    committed_ += records;
    in_hand_ -= records;
    batch.records.clear();
}

// What a ledger line says of records, beside where they are.
LedgerEntry ResultsWriter::describe(ShardRecords const& records) const
{
    LedgerEntry entry;
    std::vector<Digest> digests;
    for (auto const& [run, bytes] : records.entries()) {
        RecordView const view(format_, bytes);
        ++(view.status() == RunStatus::done ? entry.done : entry.failed);
        digests.push_back(view.digest());
        append_run(entry.runs, run);
    }
    entry.digests = hash64(std::as_bytes(std::span<Digest const>(digests)));
    return entry;
}

void ResultsWriter::open_ledger()
{
    writer_id_ = label_ + "-" + random_token();
    sequence_ = 0;
    LedgerHeader const header{record_->plan_hash, writer_id_, model_version, outcome_schema_version,
                              format_.layout().fingerprint, record_->seed};
    ledger_ = std::make_unique<LedgerWriter>(folder_ / (writer_id_ + ".ledger"), header);
}

std::int64_t ResultsWriter::committed() const
{
    std::lock_guard const lock(batch_mutex_);
    return committed_;
}

std::int64_t ResultsWriter::in_hand() const
{
    std::lock_guard const lock(batch_mutex_);
    return in_hand_;
}

}  // namespace piste
