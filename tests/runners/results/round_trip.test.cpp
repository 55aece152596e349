#include "runners/results/results_reader.hpp"
#include "runners/results/results_store.hpp"
#include "synthetic.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace piste {
namespace {

using testing::bytes_of;
using testing::synthetic_outcome;
using testing::synthetic_record;
using testing::synthetic_scenario;
using testing::TemporaryFolder;

class Ensemble {
public:
    Ensemble(std::filesystem::path path, std::int64_t replicates)
        : path_(std::move(path)), record(synthetic_record(replicates))
    {
    }

    void run(std::vector<std::int64_t> const& order, std::size_t batch_bytes, std::int64_t failing_run = -1)
    {
        ResultsStore store(path_, record, scenario);
        FlushLimits limits;
        limits.bytes = batch_bytes;
        ResultsWriter writer(store.folder(), record, store.layout(), "rank0", limits);
        for (auto const run : order) {
            if (run == failing_run) {
                writer.add_failure(run, RunStatus::unsound, "the ledger is off by 5 CFA");
            } else {
                writer.add(run, synthetic_outcome(store.layout(), record.identity(run)));
            }
        }
        writer.commit();
        EXPECT_EQ(writer.committed(), static_cast<std::int64_t>(order.size()));
        EXPECT_EQ(writer.in_hand(), 0);
        store.merge();
    }

    std::filesystem::path path_;
    ExperimentRecord record;
    Scenario scenario = synthetic_scenario();
};

std::vector<std::int64_t> ascending(std::int64_t count)
{
    std::vector<std::int64_t> order;
    for (std::int64_t i = 0; i < count; ++i) {
        order.push_back(i);
    }
    return order;
}

TEST(RoundTrip, EveryValueOfEveryRunIsReadBack)
{
    TemporaryFolder const folder;
    Ensemble ensemble(folder.path() / "results.h5", 70);
    ensemble.run(ascending(70), 1 << 16);
    ResultLayout const layout(ensemble.scenario);
    ResultsReader const reader(folder.path() / "results.h5");
    ASSERT_EQ(reader.run_count(), 70);
    for (std::int64_t run = 0; run < 70; ++run) {
        auto const expected = synthetic_outcome(layout, ensemble.record.identity(run));
        EXPECT_EQ(reader.outcome(layout, run).values, expected.values) << run;
        auto const row = reader.row(run);
        auto const digest = digest_of(layout, expected);
        EXPECT_EQ(row.digest, digest.total.hexadecimal());
        EXPECT_EQ(row.position.replicate, static_cast<std::uint32_t>(run));
        EXPECT_EQ(row.status, RunStatus::done);
        EXPECT_EQ(row.section_digests.size(), layout.section_names.size());
    }
}

TEST(RoundTrip, WhatTheFileSaysOfItselfIsReadBack)
{
    TemporaryFolder const folder;
    Ensemble ensemble(folder.path() / "results.h5", 2);
    ensemble.run({1, 0}, 1);
    ResultsReader const reader(folder.path() / "results.h5");
    auto const& record = reader.record();
    EXPECT_EQ(record.configuration, ensemble.record.configuration);
    EXPECT_EQ(record.title, ensemble.record.title);
    EXPECT_EQ(record.seed, ensemble.record.seed);
    EXPECT_EQ(record.plan_hash, ensemble.record.plan_hash);
    EXPECT_EQ(record.model_hash, ensemble.record.model_hash);
    EXPECT_EQ(record.text_hash, ensemble.record.text_hash);
    EXPECT_EQ(record.scenarios, ensemble.record.scenarios);
    EXPECT_EQ(record.points, ensemble.record.points);
    EXPECT_EQ(record.compiler_flags, "-O3");
    EXPECT_EQ(reader.model_version(), model_version);
    EXPECT_EQ(reader.section_names().front(), "tallies");
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "results.h5.parts"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "results.h5.lock"));
}

TEST(RoundTrip, AFailedRunKeepsItsCodeAndText)
{
    TemporaryFolder const folder;
    Ensemble ensemble(folder.path() / "results.h5", 5);
    ensemble.run(ascending(5), 1, 3);
    ResultsReader const reader(folder.path() / "results.h5");
    EXPECT_EQ(reader.row(3).status, RunStatus::unsound);
    EXPECT_EQ(reader.failure_text(3), "the ledger is off by 5 CFA");
    EXPECT_EQ(reader.failure_text(2), "");
    EXPECT_EQ(reader.row(4).status, RunStatus::done);
    EXPECT_EQ(reader.values("tallies", 3).front(), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(reader.values("daily", 3).front(), std::numeric_limits<std::int32_t>::min());
}

TEST(RoundTrip, BytesDoNotDependOnOrderShardsOrWriters)
{
    TemporaryFolder const folder;
    Ensemble one(folder.path() / "one.h5", 100);
    one.run(ascending(100), std::size_t{1} << 30U);
    Ensemble other(folder.path() / "other.h5", 100);
    auto order = ascending(100);
    std::ranges::reverse(order);
    std::swap(order[3], order[50]);
    other.run(order, 1);
    EXPECT_TRUE(bytes_of(folder.path() / "one.h5") == bytes_of(folder.path() / "other.h5"));
}

TEST(RoundTrip, ACompressedFileHoldsTheSameValues)
{
    TemporaryFolder const folder;
    Ensemble ensemble(folder.path() / "results.h5", 40);
    ensemble.record.compress = true;
    ensemble.run(ascending(40), 1 << 16);
    ResultLayout const layout(ensemble.scenario);
    ResultsReader const reader(folder.path() / "results.h5");
    for (std::int64_t const run : {0, 39}) {
        auto const expected = synthetic_outcome(layout, ensemble.record.identity(run));
        EXPECT_EQ(reader.outcome(layout, run).values, expected.values);
    }
}

TEST(Writer, ANumberThatCannotBeStoredIsTheRunsFailure)
{
    TemporaryFolder const folder;
    Ensemble ensemble(folder.path() / "results.h5", 1);
    ResultsStore const store(folder.path() / "results.h5", ensemble.record, ensemble.scenario);
    ResultsWriter writer(store.folder(), ensemble.record, store.layout(), "rank0");
    auto outcome = synthetic_outcome(store.layout(), ensemble.record.identity(0));
    auto& daily = outcome.values.at(static_cast<std::size_t>(Variable::daily));
    daily.at(7) = std::int64_t{1} << 31U;
    EXPECT_THROW(writer.add(0, outcome), std::overflow_error);
    daily.at(7) = 0;
    outcome.values.at(0).at(0) = std::int64_t{1} << 53U;
    EXPECT_THROW(writer.add(0, outcome), std::overflow_error);
    outcome.values.at(0).at(0) = 0;
    daily.pop_back();
    EXPECT_THROW(writer.add(0, outcome), std::invalid_argument);
    EXPECT_EQ(writer.in_hand(), 0);
}

}  // namespace
}  // namespace piste
