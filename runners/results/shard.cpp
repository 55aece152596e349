#include "runners/results/shard.hpp"

#include "runners/results/checksum.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace piste {

namespace {

constexpr std::array<char, 8> magic{'P', 'I', 'S', 'T', 'S', 'H', 'R', 'D'};
constexpr std::uint32_t format_version = 1;

struct Header {
    std::array<char, 8> magic;
    std::uint32_t format_version;
    std::uint32_t records;
    std::uint64_t record_bytes;
    std::uint64_t layout_fingerprint;
    std::int64_t model_version;
    std::int64_t outcome_schema_version;
    std::uint64_t seed;
    std::uint64_t checksum;   // XXH3-64 of the bytes before it
};
static_assert(sizeof(Header) == shard_header_bytes && std::is_trivially_copyable_v<Header>);

Header make_header(RecordFormat const& format, std::uint64_t seed, std::uint32_t records)
{
    Header header{magic, format_version, records, format.record_bytes(), format.layout().fingerprint,
                  model_version, outcome_schema_version, seed, 0};
    header.checksum = hash64(std::as_bytes(std::span(&header, 1)).first(sizeof header - sizeof header.checksum));
    return header;
}

// Hands bytes on in pieces that are large enough for the system, and hashes them while they are at hand. Only what is small is gathered.
class PieceWriter {
public:
    explicit PieceWriter(DurableFile& file) : file_(&file) {}
    void write(std::span<std::byte const> bytes)
    {
        if (bytes.size() >= piece_bytes) {
            flush();
            hand_on(bytes);
            return;
        }
        gathered_.insert(gathered_.end(), bytes.begin(), bytes.end());
        if (gathered_.size() >= piece_bytes) {
            flush();
        }
    }
    ShardFacts finish()
    {
        flush();
        return {length_, hash_.value()};
    }

private:
    static constexpr std::size_t piece_bytes = std::size_t{64} << 10U;
    static constexpr std::uint64_t written_back_at_once = std::uint64_t{8} << 20U;
    void flush()
    {
        if (!gathered_.empty()) {
            hand_on(gathered_);
            gathered_.clear();
        }
    }
    void hand_on(std::span<std::byte const> bytes)
    {
        hash_.add(bytes);
        file_->write(bytes);
        length_ += bytes.size();
        if (length_ - written_back_ >= written_back_at_once) {
            file_->start_writing_back();
            written_back_ = length_;
        }
    }

    DurableFile* file_;
    std::vector<std::byte> gathered_;
    std::uint64_t length_ = 0;
    std::uint64_t written_back_ = 0;   // asked for
    StreamingHash64 hash_;
};

}  // namespace

DamagedShard::DamagedShard(std::filesystem::path path, std::string const& what)
    : OutputError(path.string() + ": " + what), path_(std::move(path))
{
}

void ShardRecords::take(std::int64_t run, std::vector<std::byte>& record)
{
    bytes_ += record.size();
    entries_.push_back({run, std::move(record)});
    record.clear();
    if (!spare_.empty()) {
        record.swap(spare_.back());
        spare_.pop_back();
    }
}

void ShardRecords::sort()
{
    std::ranges::stable_sort(entries_, {}, &Entry::run);
}

void ShardRecords::clear()
{
    for (auto& entry : entries_) {
        spare_.push_back(std::move(entry.bytes));
    }
    entries_.clear();
    bytes_ = 0;
}

ShardFacts write_shard(std::filesystem::path const& path, RecordFormat const& format, std::uint64_t seed, ShardRecords const& records)
{
    auto const header = make_header(format, seed, records.size());
    ShardFacts facts;
    write_file_durably(path, [&](DurableFile& file) {
        PieceWriter pieces(file);
        pieces.write(std::as_bytes(std::span(&header, 1)));
        for (auto const& entry : records.entries()) {
            pieces.write(entry.bytes);
        }
        facts = pieces.finish();
    });
    return facts;
}

ShardReader::ShardReader(std::filesystem::path path, RecordFormat const& format, std::uint64_t seed,
                         std::uint64_t expected_length)
    : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), path_(std::move(path)), format_(&format)
{
    if (descriptor_ < 0) {
        auto const error = errno;
        if (error == ENOENT) {
            throw DamagedShard(path_, "is missing");
        }
        // The shard may be sound: nothing is set aside for a lack of rights or of file descriptors.
        throw OutputError(path_.string() + ": cannot open it: " + std::generic_category().message(error));
    }
    try {
        struct stat facts {};
        if (::fstat(descriptor_, &facts) != 0 || static_cast<std::uint64_t>(facts.st_size) != expected_length) {
            throw DamagedShard(path_, "has " + std::to_string(facts.st_size) + " bytes, but its ledger says " +
                                          std::to_string(expected_length));
        }
        Header header{};
        read_bytes(0, std::as_writable_bytes(std::span(&header, 1)));
        auto const expected = make_header(format, seed, header.records);
        if (std::memcmp(&header, &expected, sizeof header) != 0 ||
            expected_length != sizeof header + header.records * format.record_bytes()) {
            throw DamagedShard(path_, "its header is not that of this experiment");
        }
        records_ = header.records;
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

ShardReader::ShardReader(ShardReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      format_(other.format_),
      records_(other.records_)
{
}

ShardReader::~ShardReader()
{
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

RecordView ShardReader::read(std::uint32_t record, std::vector<std::byte>& buffer) const
{
    buffer.resize(format_->record_bytes());
    read_bytes(shard_header_bytes + std::uint64_t{record} * format_->record_bytes(), buffer);
    RecordView const view(*format_, buffer);
    if (!view.is_intact()) {
        throw DamagedShard(path_, "record " + std::to_string(record) + " does not match its checksum");
    }
    return view;
}

void ShardReader::read_bytes(std::uint64_t offset, std::span<std::byte> target) const
{
    while (!target.empty()) {
        ssize_t const got = ::pread(descriptor_, target.data(), target.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            throw DamagedShard(path_, got == 0 ? "ends too early"
                                               : "cannot read it: " + std::generic_category().message(errno));
        }
        target = target.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
}

}  // namespace piste
