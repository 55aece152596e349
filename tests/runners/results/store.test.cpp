// What may happen to an output that exists already, and what a merge refuses.
#include "runners/results/results_reader.hpp"
#include "runners/results/results_store.hpp"
#include "synthetic.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <unistd.h>

namespace piste {
namespace {

using testing::bytes_of;
using testing::overwrite;
using testing::synthetic_outcome;
using testing::synthetic_record;
using testing::synthetic_scenario;
using testing::TemporaryFolder;

class Store : public ::testing::Test {
protected:
    // Runs what is missing, up to `most` runs; merges if `merge`.
    std::int64_t work(ExperimentRecord const& record, OpenOptions const& options = {}, std::int64_t most = 1000,
                      bool merge = true)
    {
        ResultsStore store(path_, record, scenario_, options);
        auto const done = store.done();
        ResultsWriter writer(store.folder(), record, store.layout(), "rank0");
        std::int64_t worked = 0;
        for (std::int64_t run = 0; run < record.run_count() && worked < most; ++run) {
            if (!done[static_cast<std::size_t>(run)]) {
                writer.add(run, synthetic_outcome(store.layout(), record.identity(run)));
                ++worked;
            }
        }
        writer.commit();
        if (merge && !store.is_complete()) {
            store.merge();
        }
        return worked;
    }

    std::string refusal(ExperimentRecord const& record, OpenOptions const& options = {})
    {
        try {
            ResultsStore const store(path_, record, scenario_, options);
        } catch (Refused const& refused) {
            return refused.what();
        }
        return "not refused";
    }

    bool has_partial_file() const
    {
        auto const is_partial = [](auto const& entry) { return has(entry.path().filename().string(), ".partial"); };
        return std::ranges::any_of(std::filesystem::directory_iterator(folder_.path()), is_partial);
    }

    static bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_.path() / "results.h5";
    Scenario scenario_ = synthetic_scenario();
};

TEST_F(Store, UnfinishedOfTheSamePlanIsResumed)
{
    auto const record = synthetic_record(20);
    EXPECT_EQ(work(record, {}, 7, false), 7);
    EXPECT_EQ(work(record), 13);
    auto const bytes = bytes_of(path_);
    std::filesystem::remove(path_);
    EXPECT_EQ(work(record), 20);
    EXPECT_TRUE(bytes == bytes_of(path_));
}

TEST_F(Store, FinishedOfTheSamePlanHasNothingToDo)
{
    auto const record = synthetic_record(3);
    work(record);
    auto const bytes = bytes_of(path_);
    ResultsStore const store(path_, record, scenario_);
    EXPECT_TRUE(store.is_complete());
    EXPECT_EQ(store.done(), std::vector<bool>(3, true));
    EXPECT_TRUE(bytes == bytes_of(path_));
}

TEST_F(Store, MoreReplicatesNeedExtendAndReuseWhatIsThere)
{
    work(synthetic_record(3));
    auto const longer = synthetic_record(8);
    EXPECT_TRUE(has(refusal(longer), "--extend"));
    EXPECT_EQ(work(longer, {.extend = true}), 5);
    auto const bytes = bytes_of(path_);
    path_ = folder_.path() / "at-once.h5";
    EXPECT_EQ(work(longer), 8);
    EXPECT_TRUE(bytes == bytes_of(path_));
}

TEST_F(Store, AnUnfinishedPlanIsExtendedWithItsRuns)
{
    work(synthetic_record(6), {}, 4, false);
    auto longer = synthetic_record(8);
    longer.scenarios = {{"another", 99}, {"synthetic", 17}};   // runs get other numbers
    EXPECT_TRUE(has(refusal(longer), "--extend"));
    EXPECT_EQ(work(longer, {.extend = true}), 12);
    auto const bytes = bytes_of(path_);
    path_ = folder_.path() / "at-once.h5";
    work(longer);
    EXPECT_TRUE(bytes == bytes_of(path_));
}

TEST_F(Store, AFinishedFileLeavesAnExtensionsUnfinishedRunsAlone)
{
    auto const record = synthetic_record(3);
    work(record);
    auto const longer = synthetic_record(8);
    EXPECT_EQ(work(longer, {.extend = true}, 2, false), 2);
    EXPECT_TRUE(ResultsStore(path_, record, scenario_).is_complete());
    EXPECT_EQ(work(longer, {.extend = true}), 3);
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "results.h5.parts"));
}

TEST_F(Store, PartsLeftAfterTheFinalFileHadItsNameAreRemoved)
{
    auto const record = synthetic_record(3);
    work(record);
    std::filesystem::create_directories(parts_folder(path_, record.plan_hash));
    EXPECT_TRUE(ResultsStore(path_, record, scenario_).is_complete());
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "results.h5.parts"));
}

TEST_F(Store, SoAreThoseOfAPlanThatItExtended)
{
    auto const record = synthetic_record(3);
    auto const longer = synthetic_record(8);
    work(record, {}, 2, false);
    std::filesystem::copy(folder_.path() / "results.h5.parts", folder_.path() / "kept", std::filesystem::copy_options::recursive);
    work(longer, {.extend = true});
    std::filesystem::rename(folder_.path() / "kept", folder_.path() / "results.h5.parts");
    EXPECT_TRUE(ResultsStore(path_, longer, scenario_).is_complete());
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "results.h5.parts"));
}

TEST_F(Store, TalliesAreReadFromShardsAndFromTheFinishedFile)
{
    auto const record = synthetic_record(3);
    auto const longer = synthetic_record(6);
    auto const read = [&](ExperimentRecord const& wanted) {
        ResultsStore const store(path_, wanted, scenario_, {.extend = true});
        std::int64_t next = 0;
        std::vector<std::int64_t> runs(static_cast<std::size_t>(wanted.run_count()));
        std::iota(runs.begin(), runs.end(), 0);
        store.read_tallies(runs, [&](std::int64_t run, std::vector<std::int64_t> const& tallies) {
            EXPECT_EQ(run, next++);
            auto const outcome = synthetic_outcome(store.layout(), wanted.identity(run));
            EXPECT_EQ(tallies, outcome.values[static_cast<std::size_t>(Variable::tallies)]);
        });
        EXPECT_EQ(next, wanted.run_count());
    };
    work(record, {}, 3, false);
    read(record);
    work(record);
    read(record);
    work(longer, {.extend = true}, 3, false);
    read(longer);
    auto const longest = synthetic_record(7);
    ResultsStore const incomplete(path_, longest, scenario_, {.extend = true});
    EXPECT_THROW(incomplete.read_tallies({6}, [](auto, auto const&) {}), Incomplete);
}

TEST_F(Store, RunsOfOtherPlansServeWithoutBeingTaken)
{
    auto const longer = synthetic_record(8);
    work(longer, {}, 8, false);
    auto const source = parts_folder(path_, longer.plan_hash);
    path_ = folder_.path() / "part.h5";
    auto const record = synthetic_record(3);
    EXPECT_EQ(work(record, {.sources = {source}}), 0);
    auto const bytes = bytes_of(path_);
    EXPECT_TRUE(std::filesystem::exists(source));
    path_ = folder_.path() / "alone.h5";
    EXPECT_EQ(work(record), 3);
    EXPECT_TRUE(bytes == bytes_of(path_));
}

TEST_F(Store, AnotherPlanIsRefusedWithTheKeysThatDiffer)
{
    work(synthetic_record(3));
    auto other = synthetic_record(3);
    other.plan_hash = "another";
    other.seed = 4;
    other.scenarios = {{"synthetic", 18}};
    other.configuration = "[horizon]\nmeasured = { value = 61, unit = \"days\" }\nname = \"Côte\"\n";
    auto const bytes = bytes_of(path_);
    auto const text = refusal(other, {.extend = true});
    EXPECT_TRUE(has(text, "seed: here 4, there 18446744073709551615")) << text;
    EXPECT_TRUE(has(text, "[horizon] measured: here { value = 61")) << text;
    EXPECT_FALSE(has(text, "[horizon] name")) << text;
    EXPECT_TRUE(bytes == bytes_of(path_));
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "results.h5.lock"));
    path_ = folder_.path() / "unfinished.h5";
    work(synthetic_record(3), {}, 2, false);
    EXPECT_TRUE(has(refusal(other), "--fresh"));
    EXPECT_EQ(work(other, {.fresh = true}), 3);
}

TEST_F(Store, FreshNeverReplacesFinishedResultsUntold)
{
    auto const record = synthetic_record(3);
    work(record);
    EXPECT_TRUE(has(refusal(record, {.fresh = true}), "--replace-finished"));
    EXPECT_EQ(work(record, {.fresh = true, .replace_finished = true}), 3);
}

TEST_F(Store, WhatIsNotOursIsLeftAlone)
{
    auto const record = synthetic_record(3);
    overwrite(path_, "my thesis");
    EXPECT_TRUE(has(refusal(record), "is not a results file of Piste"));
    EXPECT_EQ(bytes_of(path_), "my thesis");
    path_ = folder_.path();
    EXPECT_TRUE(has(refusal(record), "is a folder"));
    path_ = folder_.path() / "nowhere" / "results.h5";
    EXPECT_TRUE(has(refusal(record), "does not exist"));
}

TEST_F(Store, TwoProcessesDoNotWorkOnOneOutput)
{
    auto const record = synthetic_record(3);
    ResultsStore const store(path_, record, scenario_);
    auto const text = refusal(record);
    EXPECT_TRUE(has(text, "process " + std::to_string(::getpid()))) << text;
    EXPECT_FALSE(has(text, "--break-lock")) << text;
    EXPECT_EQ(refusal(record, {.break_lock = true}), text) << "the holder is alive on this very host";
}

TEST_F(Store, ALockOfAProcessThatIsGoneIsBroken)
{
    std::string own;
    {
        ResultsStore const store(path_, synthetic_record(3), scenario_);
        own = bytes_of(folder_.path() / "results.h5.lock");
    }
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "results.h5.lock"));
    auto const at = own.find("started=") + 8;
    auto dead = own;
    dead.replace(at, 1, own[at] == '9' ? "8" : "9");   // the same number, another process
    overwrite(folder_.path() / "results.h5.lock", dead);
    EXPECT_EQ(refusal(synthetic_record(3)), "not refused");
    auto elsewhere = dead;
    elsewhere.replace(elsewhere.find("host=") + 5, 0, "far-");
    overwrite(folder_.path() / "results.h5.lock", elsewhere);
    EXPECT_TRUE(has(refusal(synthetic_record(3)), "on host far-"));
}

TEST_F(Store, AMergeWithoutAllRunsSaysSo)
{
    auto const record = synthetic_record(3);
    work(record, {}, 2, false);
    ResultsStore store(path_, record, scenario_);
    EXPECT_THROW(store.merge(), Incomplete);
    EXPECT_FALSE(std::filesystem::exists(path_));
    EXPECT_FALSE(has_partial_file());
}

TEST_F(Store, AMergeSweepsWhatDeadMergersLeftAndNothingElse)
{
    auto const left = folder_.path() / "results.h5.partial.0123456789abcdef";
    auto const notes = folder_.path() / "results.h5.partial.notes";
    overwrite(left, "half");
    overwrite(notes, "somebody's own");
    auto const record = synthetic_record(2);
    work(record);
    EXPECT_FALSE(std::filesystem::exists(left));
    overwrite(left, "of one whose lock was broken, and who died");
    EXPECT_TRUE(ResultsStore(path_, record, scenario_).is_complete());
    EXPECT_FALSE(std::filesystem::exists(left));
    EXPECT_TRUE(std::filesystem::exists(notes));
}

TEST_F(Store, AMergerWhoseLockWasTakenOverLeavesAllAsItIs)
{
    auto const record = synthetic_record(3);
    work(record, {}, 3, false);
    auto const message = [&](std::string const& lock) -> std::string {
        ResultsStore store(path_, record, scenario_);
        lock.empty() ? std::filesystem::remove(folder_.path() / "results.h5.lock")
                     : (overwrite(folder_.path() / "results.h5.lock", lock), true);
        try {
            store.merge();
        } catch (OutputError const& failure) {
            return failure.what();
        }
        return "merged";
    };
    EXPECT_TRUE(has(message(""), "results.h5.lock was taken away"));
    EXPECT_TRUE(has(message("host=elsewhere\nboot=b\nprocess=7\nstarted=1\njob=\ntoken=t\n"),
                    "results.h5.lock was taken over by process 7 on host elsewhere"));
    EXPECT_FALSE(std::filesystem::exists(path_));
    EXPECT_FALSE(has_partial_file());
    EXPECT_EQ(work(record, {.break_lock = true}), 0) << "all runs are still there";
    EXPECT_TRUE(std::filesystem::exists(path_));
}

TEST_F(Store, ADamagedShardIsSetAsideAndItsRunsAreRunAgain)
{
    auto const record = synthetic_record(3);
    work(record, {}, 3, false);
    for (auto const& file : std::filesystem::recursive_directory_iterator(folder_.path())) {
        if (file.path().extension() == ".shard") {
            auto bytes = bytes_of(file.path());
            bytes.back() = static_cast<char>(bytes.back() ^ 1);
            overwrite(file.path(), bytes);
        }
    }
    {
        ResultsStore store(path_, record, scenario_);
        EXPECT_THROW(store.merge(), Incomplete);
    }
    EXPECT_EQ(work(record), 3);
    EXPECT_TRUE(ResultsStore(path_, record, scenario_).is_complete());
}

TEST_F(Store, TwoExecutionsOfARunMustAgree)
{
    auto const record = synthetic_record(3);
    work(record, {}, 3, false);
    ResultsStore store(path_, record, scenario_);
    {
        ResultsWriter writer(store.folder(), record, store.layout(), "rank1");
        writer.add(1, synthetic_outcome(store.layout(), record.identity(1)));
    }
    ResultsWriter writer(store.folder(), record, store.layout(), "rank2");
    writer.add(1, synthetic_outcome(store.layout(), record.identity(1)));
    writer.commit();
    auto wrong = synthetic_outcome(store.layout(), record.identity(1));
    wrong.values.at(0).at(0) += 1;
    ResultsWriter liar(store.folder(), record, store.layout(), "rank3");
    liar.add(1, wrong);
    liar.commit();
    try {
        store.merge();
        FAIL() << "merged";
    } catch (Contradiction const& error) {
        EXPECT_TRUE(has(error.what(), "run 1 was executed twice with different results")) << error.what();
    }
    EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(Store, DamagedFilesAreReportedByTheReader)
{
    work(synthetic_record(3));
    auto const bytes = bytes_of(path_);
    auto const problem = [&] {
        try {
            ResultsReader const reader(path_);
            return std::string("none");
        } catch (NotResults const& error) {
            return std::string(error.what());
        }
    };
    overwrite(path_, bytes.substr(0, bytes.size() / 2));
    EXPECT_TRUE(has(problem(), "damaged or cut short")) << problem();
    overwrite(path_, bytes.substr(0, 100));
    EXPECT_TRUE(has(problem(), "damaged or cut short")) << problem();
    overwrite(path_, "");
    EXPECT_TRUE(has(problem(), "not a results file")) << problem();
    EXPECT_THROW(ResultsReader(folder_.path() / "absent.h5"), OutputError);
    EXPECT_THROW(ResultsReader(folder_.path()), NotResults);
    hdf5::File::create(path_).close();
    EXPECT_TRUE(has(problem(), "has no attribute format")) << problem();
    {
        auto file = hdf5::File::create(path_);
        file.set_text("format", "piste results");
        file.set_text("piste_version", "9.1");
        file.set_integer("format_version", 99, hdf5::ElementType::int64);
        file.close();
    }
    EXPECT_TRUE(has(problem(), "format version 99")) << problem();
    EXPECT_TRUE(has(problem(), "Piste 9.1")) << problem();
}

}  // namespace
}  // namespace piste
