// A final file without copies: the same values, out of the shards, for as long as these are there.
#include "runners/results/results_reader.hpp"
#include "runners/results/results_store.hpp"
#include "runners/results/runs_in_place.hpp"
#include "synthetic.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace piste {
namespace {

using testing::bytes_of;
using testing::synthetic_outcome;
using testing::synthetic_record;
using testing::synthetic_scenario;
using testing::TemporaryFolder;

class NoCopy : public ::testing::Test {
protected:
    // Two writers do the runs in disorder, one of which fails; then the merge.
    void work(std::filesystem::path const& path, OpenOptions const& options)
    {
        ResultsStore store(path, record_, scenario_, options);
        auto const done = store.done();
        for (std::int64_t writer = 0; writer < 2; ++writer) {
            ResultsWriter results(store.folder(), record_, store.layout(), "rank" + std::to_string(writer));
            for (std::int64_t step = 0; step < record_.run_count(); ++step) {
                auto const run = step * 7 % record_.run_count();
                if (run % 2 != writer || done[static_cast<std::size_t>(run)]) {
                    continue;
                }
                if (run == failed_) {
                    results.add_failure(run, RunStatus::unsound, "the books do not balance");
                } else {
                    results.add(run, synthetic_outcome(store.layout(), record_.identity(run)));
                }
                if (step == 9) {
                    results.commit();
                }
            }
            results.commit();
        }
        store.merge();
    }
    [[nodiscard]] bool is_complete(OpenOptions const& options) const
    {
        return ResultsStore(path_, record_, scenario_, options).is_complete();
    }
    [[nodiscard]] std::filesystem::path first_shard() const
    {
        std::filesystem::path found;
        for (auto const& entry : std::filesystem::directory_iterator(parts_folder(path_, record_.plan_hash))) {
            if (entry.path().extension() == ".shard" && (found.empty() || entry.path() < found)) {
                found = entry.path();
            }
        }
        return found;
    }

    static constexpr std::int64_t failed_ = 4;
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_.path() / "results.h5";
    ExperimentRecord record_ = synthetic_record(20);
    Scenario scenario_ = synthetic_scenario();
};

TEST_F(NoCopy, ShowsTheValuesOfTheCopy)
{
    work(path_, {.no_copy = true});
    auto const other = folder_.path() / "copy.h5";
    work(other, {});
    ResultLayout const layout(scenario_);
    ResultsReader const shown(path_);
    ResultsReader const copied(other);
    EXPECT_TRUE(shown.is_in_place());
    EXPECT_FALSE(copied.is_in_place());
    for (std::int64_t run = 0; run < record_.run_count(); ++run) {
        EXPECT_EQ(shown.row(run).digest, copied.row(run).digest);
        // Of the run that failed these are the fill values.
        EXPECT_EQ(shown.outcome(layout, run).values, copied.outcome(layout, run).values) << "run " << run;
    }
    EXPECT_EQ(shown.failed_runs(), std::vector<std::int64_t>{failed_});
}

TEST_F(NoCopy, KeepsTheShardsUntilACopyIsAskedFor)
{
    work(path_, {.no_copy = true});
    auto const parts = folder_.path() / "results.h5.parts";
    EXPECT_TRUE(is_complete({.no_copy = true}));
    EXPECT_TRUE(std::filesystem::exists(parts));
    EXPECT_FALSE(is_complete({}));
    work(path_, {});
    EXPECT_TRUE(is_complete({}));
    EXPECT_TRUE(is_complete({.no_copy = true})) << "a copy is never given up";
    EXPECT_FALSE(std::filesystem::exists(parts));
    auto const bytes = bytes_of(path_);
    std::filesystem::remove(path_);
    work(path_, {});
    EXPECT_TRUE(bytes == bytes_of(path_));
}

TEST_F(NoCopy, AMissingShardIsNeitherPassedOverNorTakenForFailedRuns)
{
    work(path_, {.no_copy = true});
    ResultLayout const layout(scenario_);
    auto const before = ResultsReader(path_).outcome(layout, 0).values;
    EXPECT_EQ(ResultsReader(path_).missing_shard(), "");
    auto const shard = std::filesystem::canonical(first_shard());
    std::filesystem::remove(shard);
    EXPECT_EQ(ResultsReader(path_).missing_shard(), shard.string());
    ResultsReader const reader(path_);
    int unreadable = 0;
    for (std::int64_t run = 0; run < record_.run_count(); ++run) {
        try {
            static_cast<void>(reader.outcome(layout, run));
        } catch (NotResults const&) {
            ++unreadable;
        }
    }
    EXPECT_GT(unreadable, 0);
    EXPECT_FALSE(is_complete({.no_copy = true})) << "the same command runs them again";
    work(path_, {.no_copy = true});
    EXPECT_EQ(ResultsReader(path_).outcome(layout, 0).values, before);
}

TEST_F(NoCopy, FreshDoesNotThrowAwayWhatTheFileShows)
{
    work(path_, {.no_copy = true});
    try {
        ResultsStore const store(path_, record_, scenario_, {.fresh = true, .replace_finished = true});
        FAIL() << "taken";
    } catch (Refused const& refused) {
        EXPECT_NE(std::string(refused.what()).find("results.h5.parts"), std::string::npos) << refused.what();
    }
    EXPECT_TRUE(is_complete({.no_copy = true}));
}

TEST_F(NoCopy, RangesFollowTheOrderOfAShard)
{
    // Records of shard 0 hold runs 0, 1, 2, 5, 4; run 3 is elsewhere.
    std::vector<RunLocation> const runs{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {0, 4}, {0, 3}};
    auto const ranges = ranges_in_shard(runs, 0, std::vector<bool>(6, false));
    ASSERT_EQ(ranges.size(), 2U);
    ASSERT_EQ(ranges[0].size(), 2U);
    EXPECT_EQ(ranges[0][0].count, 3U);
    EXPECT_EQ(ranges[0][1].first, 4U);
    EXPECT_EQ(ranges[0][1].source, 4U);
    EXPECT_EQ(ranges[1][0].first, 5U);
    EXPECT_EQ(ranges[1][0].source, 3U);
    auto const without = ranges_in_shard(runs, 0, {false, true, false, false, true, false});
    ASSERT_EQ(without.size(), 1U) << "without the run between them, runs 0, 2 and 5 ascend";
    EXPECT_EQ(without[0].size(), 3U);
}

}  // namespace
}  // namespace piste
