// A writer shared by threads, its limits, and a commit that fails.
#include "runners/results/parts_index.hpp"
#include "runners/results/results_writer.hpp"
#include "synthetic.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace piste {
namespace {

using testing::synthetic_outcome;
using testing::synthetic_record;
using testing::synthetic_scenario;
using testing::TemporaryFolder;

class Writing : public ::testing::Test {
protected:
    void add(ResultsWriter& writer, std::int64_t run)
    {
        writer.add(run, synthetic_outcome(layout_, record_.identity(run)));
    }
    [[nodiscard]] PartsIndex index() const
    {
        PartsIndex parts(record_.run_count());
        parts.add_folder(folder_, record_, record_, layout_);
        return parts;
    }
    [[nodiscard]] std::size_t shards() const { return index().shards.size(); }

    TemporaryFolder temporary_;
    std::filesystem::path folder_ = temporary_.path();
    ExperimentRecord record_ = synthetic_record(200);
    Scenario scenario_ = synthetic_scenario();
    ResultLayout layout_{scenario_};
};

TEST_F(Writing, ThreadsShareAWriter)
{
    FlushLimits limits;
    limits.bytes = 200'000;
    ResultsWriter writer(folder_, record_, layout_, "rank0", limits);
    std::vector<std::thread> threads;
    for (std::int64_t first = 0; first < 4; ++first) {
        threads.emplace_back([&, first] {
            for (auto run = first; run < record_.run_count(); run += 4) {
                add(writer, run);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(writer.committed() + writer.in_hand(), 200);
    writer.commit();
    EXPECT_EQ(writer.committed(), 200);
    auto const parts = index();
    EXPECT_EQ(parts.known, 200);
    EXPECT_TRUE(parts.repeated.empty());
    EXPECT_GT(parts.shards.size(), 10U);
    RecordFormat const format(layout_);
    std::vector<std::byte> buffer;
    for (std::int64_t run = 0; run < 200; ++run) {
        auto const location = parts.runs[static_cast<std::size_t>(run)];
        auto const& shard = parts.shards[location.shard];
        ShardReader const reader(shard.path, format, record_.seed, shard.length);
        EXPECT_EQ(reader.read(location.record, buffer).identity(), record_.identity(run));
    }
}

TEST_F(Writing, BytesAndTimeLimitWhatIsInHand)
{
    FlushLimits limits;
    limits.bytes = 3 * RecordFormat(layout_).record_bytes();
    ResultsWriter by_bytes(folder_, record_, layout_, "rank0", limits);
    for (std::int64_t run = 0; run < 7; ++run) {
        add(by_bytes, run);
    }
    EXPECT_EQ(by_bytes.committed(), 6);
    EXPECT_EQ(by_bytes.in_hand(), 1);
    EXPECT_EQ(shards(), 2U);
    limits.bytes = std::size_t{1} << 30U;
    limits.time = std::chrono::milliseconds(30);
    ResultsWriter by_time(folder_, record_, layout_, "rank1", limits);
    by_time.commit_if_due();
    add(by_time, 10);
    EXPECT_EQ(by_time.committed(), 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(40));
    by_time.commit_if_due();
    EXPECT_EQ(by_time.committed(), 1);
}

TEST_F(Writing, ACommitThatFailsLosesNothing)
{
    folder_ = temporary_.path() / "vanished";
    FlushLimits limits;
    limits.bytes = 1;
    ResultsWriter writer(folder_, record_, layout_, "rank0", limits);
    EXPECT_THROW(add(writer, 0), OutputError);
    EXPECT_THROW(add(writer, 1), OutputError);
    EXPECT_EQ(writer.committed(), 0);
    EXPECT_EQ(writer.in_hand(), 2);
    std::filesystem::create_directory(folder_);
    writer.commit();
    EXPECT_EQ(writer.committed(), 2);
    EXPECT_EQ(index().known, 2);
    std::filesystem::remove_all(folder_);
    EXPECT_THROW(add(writer, 2), OutputError);
    std::filesystem::create_directory(folder_);
    writer.commit();   // the old ledger is gone: a new one is begun
    EXPECT_EQ(index().known, 1);
    EXPECT_TRUE(index().runs[2].is_known());
}

TEST_F(Writing, AShardHoldsItsRunsInTheOrderOfThePlan)
{
    ResultsWriter writer(folder_, record_, layout_, "rank0");
    for (auto const run : {5, 3, 9, 4, 0}) {
        add(writer, run);
    }
    writer.commit();
    auto const parts = index();
    std::uint32_t record = 0;
    for (auto const run : {0U, 3U, 4U, 5U, 9U}) {
        EXPECT_EQ(parts.runs[run].record, record++) << "run " << run;
    }
    EXPECT_EQ(parts.known, 5);
}

// What a shard or a ledger of a later release would look like is not known; that it says another version is.
TEST_F(Writing, AShardOrLedgerOfAnotherFormatIsNotRead)
{
    ResultsWriter writer(folder_, record_, layout_, "rank0");
    add(writer, 0);
    writer.commit();
    auto const shard = index().shards.at(0);
    auto bytes = testing::bytes_of(shard.path);
    ASSERT_EQ(bytes[8], 1) << "the version stands after the magic word";
    bytes[8] = 2;
    testing::overwrite(shard.path, bytes);
    RecordFormat const format(layout_);
    EXPECT_THROW(ShardReader(shard.path, format, record_.seed, shard.length), DamagedShard);

    auto ledger = shard.path;
    ledger = ledger.parent_path() / (ledger.stem().stem().string() + ".ledger");
    auto text = testing::bytes_of(ledger);
    ASSERT_TRUE(text.starts_with("piste-ledger-1 ")) << text;
    text[13] = '2';
    testing::overwrite(ledger, text);
    EXPECT_EQ(index().known, 0);
    ASSERT_EQ(index().remarks.size(), 1U);
    EXPECT_NE(index().remarks[0].find("another format (piste-ledger-2)"), std::string::npos) << index().remarks[0];
}

}  // namespace
}  // namespace piste
