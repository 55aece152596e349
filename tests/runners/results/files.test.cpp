// Shards, ledgers, digests and checksums, one by one.
#include "runners/results/checksum.hpp"
#include "runners/results/digest.hpp"
#include "runners/results/parts_index.hpp"
#include "runners/results/provenance.hpp"
#include "runners/results/results_writer.hpp"
#include "synthetic.hpp"

#include <gtest/gtest.h>

namespace piste {
namespace {

using testing::bytes_of;
using testing::overwrite;
using testing::synthetic_outcome;
using testing::synthetic_record;
using testing::synthetic_scenario;
using testing::TemporaryFolder;

TEST(Checksum, KnownAnswers)
{
    EXPECT_EQ(crc32c("123456789"), 0xe3069283U);   // the check value of CRC-32C
    EXPECT_EQ(hash64(""), 0x2d06800538d394c2U);    // XXH3-64 of nothing, seed 0
    EXPECT_EQ(digest_of_text("").hexadecimal(), "99aa06d3014798d86001c324468d497f");   // XXH3-128 of nothing
    EXPECT_EQ(hexadecimal(std::uint64_t{0xabc}), "0000000000000abc");
    EXPECT_EQ(from_hexadecimal("0000000000000abc"), 0xabcU);
    EXPECT_EQ(from_hexadecimal("xyz"), std::nullopt);
}

void append_little_endian(std::string& bytes, std::int64_t value)
{
    for (unsigned shift = 0; shift < 64; shift += 8) {
        bytes += static_cast<char>((static_cast<std::uint64_t>(value) >> shift) & 0xffU);
    }
}

TEST(Digest, IsOfTheVersionAndAllValuesInOrderAsLittleEndianIntegers)
{
    ResultLayout const layout(synthetic_scenario());
    auto const outcome = synthetic_outcome(layout, {1, 2, 3});
    std::string bytes;
    append_little_endian(bytes, outcome_schema_version);
    for (auto const& values : outcome.values) {
        for (auto const value : values) {
            append_little_endian(bytes, value);
        }
    }
    auto const digest = digest_of(layout, outcome);
    EXPECT_EQ(digest.total, digest_of_text(bytes));
    auto const tallies = 8 * (1 + layout.of(Variable::tallies).count);
    EXPECT_EQ(digest.sections[0], hash64(std::string_view(bytes).substr(0, tallies)));
}

TEST(Digest, OneChangedValueChangesItsSectionAlone)
{
    ResultLayout const layout(synthetic_scenario());
    auto const outcome = synthetic_outcome(layout, {1, 2, 3});
    auto const before = digest_of(layout, outcome);
    auto changed = outcome;
    auto const days = layout.days();
    changed.values.at(static_cast<std::size_t>(Variable::daily)).at(5 * days + 31) += 1;   // second block of 30 days
    auto const after = digest_of(layout, changed);
    EXPECT_NE(before.total, after.total);
    for (std::size_t i = 0; i < before.sections.size(); ++i) {
        EXPECT_EQ(before.sections[i] == after.sections[i], i != 4) << layout.section_names[i];
    }
}

LedgerHeader header()
{
    return {"abc", "rank0-1", 1, 1, 17, 5};
}

LedgerEntry entry(std::uint64_t sequence)
{
    LedgerEntry entry;
    entry.sequence = sequence;
    entry.done = 5;
    entry.failed = 1;
    entry.shard = "rank0-1.0000.shard";
    entry.length = 1234;
    entry.checksum = 0xdeadbeef;
    entry.digests = 7;
    entry.runs = {{4, 7}, {2, 2}, {9, 9}};
    return entry;
}

TEST(Ledger, LinesAreReadBack)
{
    auto const ledger = parse_ledger(ledger_line(header()) + ledger_line(entry(0)) + ledger_line(entry(1)));
    ASSERT_TRUE(ledger.has_value());
    EXPECT_EQ(ledger->header.plan_hash, "abc");
    EXPECT_EQ(ledger->header.seed, 5U);
    ASSERT_EQ(ledger->entries.size(), 2U);
    EXPECT_EQ(ledger->entries[1].checksum, 0xdeadbeefU);
    EXPECT_EQ(ledger->entries[1].runs.size(), 3U);
    EXPECT_EQ(ledger->entries[1].runs[0].last, 7);
    EXPECT_EQ(ledger->ignored_bytes, 0U);
}

TEST(Ledger, EveryTruncationEndsAtTheLastWholeLine)
{
    auto const first = ledger_line(header()) + ledger_line(entry(0));
    auto const whole = first + ledger_line(entry(1));
    for (std::size_t length = first.size(); length < whole.size(); ++length) {
        auto const ledger = parse_ledger(whole.substr(0, length));
        ASSERT_TRUE(ledger.has_value());
        EXPECT_EQ(ledger->entries.size(), 1U) << length;
        EXPECT_EQ(ledger->ignored_bytes, length - first.size());
    }
}

TEST(Ledger, ALineWithAnyChangedByteEndsIt)
{
    auto const before = ledger_line(header()) + ledger_line(entry(0));
    auto const line = ledger_line(entry(1));
    for (std::size_t i = 0; i < line.size(); ++i) {
        auto damaged = line;
        damaged[i] = static_cast<char>(damaged[i] ^ 1);
        auto const ledger = parse_ledger(before + damaged + ledger_line(entry(2)));
        ASSERT_TRUE(ledger.has_value());
        EXPECT_EQ(ledger->entries.size(), 1U) << i;
    }
}

TEST(Ledger, AMissingLineEndsIt)
{
    auto const ledger = parse_ledger(ledger_line(header()) + ledger_line(entry(0)) + ledger_line(entry(2)));
    ASSERT_TRUE(ledger.has_value());
    EXPECT_EQ(ledger->entries.size(), 1U);
    EXPECT_FALSE(parse_ledger(ledger_line(entry(0))).has_value());
    EXPECT_FALSE(parse_ledger("").has_value());
}

class Parts : public ::testing::Test {
protected:
    void write(std::vector<std::int64_t> const& runs, std::string const& label = "rank0")
    {
        FlushLimits limits;
        limits.bytes = 1;
        ResultsWriter writer(folder_.path(), record_, layout_, label, limits);
        for (auto const run : runs) {
            writer.add(run, synthetic_outcome(layout_, record_.identity(run)));
        }
    }
    [[nodiscard]] PartsIndex index() const
    {
        PartsIndex parts(record_.run_count());
        parts.add_folder(folder_.path(), record_, record_, layout_);
        return parts;
    }
    [[nodiscard]] std::filesystem::path first(std::string const& extension) const
    {
        std::vector<std::filesystem::path> paths;
        for (auto const& file : std::filesystem::directory_iterator(folder_.path())) {
            if (file.path().extension() == extension) {
                paths.push_back(file.path());
            }
        }
        return *std::min_element(paths.begin(), paths.end());
    }

    TemporaryFolder folder_;
    ExperimentRecord record_ = synthetic_record(10);
    Scenario scenario_ = synthetic_scenario();
    ResultLayout layout_{scenario_};
};

TEST_F(Parts, TheUnionOfTwoWritersIsDone)
{
    write({0, 1, 5});
    write({9, 2}, "rank1");
    auto const parts = index();
    EXPECT_EQ(parts.known, 5);
    EXPECT_TRUE(parts.runs[5].is_known());
    EXPECT_FALSE(parts.runs[3].is_known());
    EXPECT_TRUE(parts.remarks.empty());
}

TEST_F(Parts, ADamagedTailOfALedgerIsIgnored)
{
    write({0, 1, 5});
    auto const path = first(".ledger");
    auto const text = bytes_of(path);
    overwrite(path, text.substr(0, text.size() - 3));
    auto const parts = index();
    EXPECT_EQ(parts.known, 2);
    ASSERT_EQ(parts.remarks.size(), 1U);
    EXPECT_NE(parts.remarks[0].find("no whole line"), std::string::npos);
}

TEST_F(Parts, AShardCutShortCountsAsNotWritten)
{
    write({0, 1, 5});
    auto const path = first(".shard");
    auto const bytes = bytes_of(path);
    overwrite(path, bytes.substr(0, bytes.size() / 2));
    EXPECT_EQ(index().known, 2);
}

TEST_F(Parts, ADamagedRecordIsFoundWhenItIsRead)
{
    write({0});
    auto const path = first(".shard");
    auto bytes = bytes_of(path);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
    overwrite(path, bytes);
    RecordFormat const format(layout_);
    ShardReader const reader(path, format, record_.seed, bytes.size());
    std::vector<std::byte> buffer;
    EXPECT_THROW(static_cast<void>(reader.read(0, buffer)), DamagedShard);
    bytes[10] = static_cast<char>(bytes[10] ^ 4);
    overwrite(path, bytes);
    EXPECT_THROW(ShardReader(path, format, record_.seed, bytes.size()), DamagedShard);
}

TEST_F(Parts, LedgersOfAnotherPlanInTheFolderAreAnError)
{
    write({0});
    auto other = record_;
    other.seed = 3;
    PartsIndex parts(other.run_count());
    EXPECT_THROW(parts.add_folder(folder_.path(), other, other, layout_), OutputError);
}

TEST(Provenance, InvocationsAddUpToOneArray)
{
    TemporaryFolder const folder;
    auto const results = folder.path() / "results.h5";
    Provenance provenance;
    provenance.started = "a";
    provenance.command_line = "piste \"run\"\n";
    append_provenance(results, provenance);
    provenance.started = "b";
    append_provenance(results, provenance);
    EXPECT_EQ(provenance_path(results), folder.path() / "results.h5.provenance.json");
    auto const text = bytes_of(provenance_path(results));
    EXPECT_TRUE(text.starts_with("[\n  {\"started\": \"a\""));
    EXPECT_NE(text.find("\"piste \\\"run\\\"\\u000a\""), std::string::npos);
    EXPECT_NE(text.find("},\n  {\"started\": \"b\""), std::string::npos);
    EXPECT_TRUE(text.ends_with("}\n]\n"));
}

}  // namespace
}  // namespace piste
