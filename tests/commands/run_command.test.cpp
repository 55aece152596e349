// `piste run` with a stand-in for the model, for what the model itself does not do on request: fail.
#include "runners/commands/open_results.hpp"
#include "runners/commands/run_command.hpp"
#include "runners/ensemble/ensemble.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <new>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace piste {
namespace {

namespace fs = std::filesystem;

class RunCommand : public testing::Test {
protected:
    RunCommand()
    {
        auto const* name = testing::UnitTest::GetInstance()->current_test_info()->name();
        folder_ = fs::temp_directory_path() / ("piste_run_" + std::string(name) + std::to_string(getpid()));
        fs::create_directories(folder_);
        options_.file = PISTE_SCENARIO;
        options_.settings = {"population.migrants_per_year=500", "horizon.warm_up=5", "horizon.measured=20",
                             "horizon.run_out=5"};
        options_.replicates = 12;
        options_.threads = 2;
        options_.output = (folder_ / "out.h5").string();
        options_.progress = ProgressStyle::none;
    }
    ~RunCommand() override { fs::remove_all(folder_); }

    ExitCode run(RunSimulator const& simulator)
    {
        out_.str("");
        err_.str("");
        auto const session = single_session();
        return run_experiment(options_, {out_, err_}, *session, simulator);
    }
    [[nodiscard]] bool said(std::string const& text) const
    {
        return out_.str().find(text) != std::string::npos || err_.str().find(text) != std::string::npos;
    }

    fs::path folder_;
    Options options_;
    std::ostringstream out_;
    std::ostringstream err_;
};

Outcome fails_in_run_3_and_8(Plan const& plan, std::int64_t run)
{
    if (run == 3) {
        throw std::overflow_error("a number left the range of its field");
    }
    if (run == 8) {
        throw UnsoundOutcome("money was made");
    }
    return simulate_run(plan, run);
}

TEST_F(RunCommand, RecordsFailedRunsAndSaysHowToRepeatThem)
{
    EXPECT_EQ(run(fails_in_run_3_and_8), ExitCode::runs_failed);
    EXPECT_TRUE(said("piste: run 3 (mali-2016, replicate 3) failed: a number left the range of its field"));
    EXPECT_TRUE(said("--set horizon.run_out=5 --replicates 12 --run 3")) << err_.str();
    EXPECT_TRUE(said("12 runs, 2 failed")) << out_.str();
    auto const reader = open_results(options_.output);
    EXPECT_EQ(reader.row(3).status, RunStatus::out_of_range);
    EXPECT_EQ(reader.failure_text(3), "a number left the range of its field");
    EXPECT_EQ(reader.row(8).status, RunStatus::unsound);
    EXPECT_EQ(reader.failure_text(8), "money was made");
    EXPECT_EQ(reader.row(4).status, RunStatus::done);
}

// Where many fail, those that were told of while it ran are few; the file tells of each.
TEST_F(RunCommand, InfoNamesEachFailedRunWithTheCommandThatRepeatsIt)
{
    options_.replicates = 30;
    auto const every_second_but_some = [](Plan const& plan, std::int64_t run) {
        return run % 2 == 1 && run < 24 ? throw std::overflow_error("no " + std::to_string(run)) : simulate_run(plan, run);
    };
    EXPECT_EQ(run(every_second_but_some), ExitCode::runs_failed);
    EXPECT_TRUE(said("piste: more runs fail; piste info " + options_.output)) << err_.str();
    Options asked;
    asked.command = Command::info;
    asked.file = options_.output;
    auto const told_by_info = [&] {
        std::ostringstream told;
        EXPECT_EQ(info_command(asked, {told, err_}), ExitCode::runs_failed);
        return told.str();
    };
    auto const all = told_by_info();
    for (int failed = 1; failed < 24; failed += 2) {
        auto const number = std::to_string(failed);
        EXPECT_NE(all.find("failed       run " + number + " (mali-2016, replicate " + number + "): no " + number +
                           "\n             to repeat it alone: piste trace " + options_.output + " --run " + number + "\n"),
                  std::string::npos)
            << all;
    }
    EXPECT_EQ(all.find("more failed"), std::string::npos) << all;
    asked.failures_named = 5;
    auto const some = told_by_info();
    EXPECT_NE(some.find("--run 9\n             and 7 more failed: piste info " + options_.output + " --failures all names all\n"),
              std::string::npos)
        << some;
}

TEST_F(RunCommand, AFinishedFileWithFailuresIsFinished)
{
    EXPECT_EQ(run(fails_in_run_3_and_8), ExitCode::runs_failed);
    EXPECT_EQ(run(simulate_run), ExitCode::complete);
    EXPECT_TRUE(said("nothing to do")) << out_.str();
}

TEST_F(RunCommand, StopsAfterTooManyFailuresAndGoesOnLater)
{
    options_.max_failures = 2;
    options_.replicates = 200;
    auto const fails = [](Plan const&, std::int64_t) -> Outcome { throw std::overflow_error("no"); };
    EXPECT_EQ(run(fails), ExitCode::runs_failed);
    EXPECT_TRUE(said("more than 2 runs failed (--max-failures)")) << err_.str();
    EXPECT_FALSE(fs::exists(options_.output));
    options_.max_failures.reset();
    EXPECT_EQ(run(simulate_run), ExitCode::runs_failed) << "the failures of the first session are recorded";
    EXPECT_TRUE(fs::exists(options_.output));
}

TEST_F(RunCommand, BeginsNoRunThatWouldEndTooLate)
{
    options_.time_limit = std::chrono::seconds(2);
    options_.threads = 1;
    auto const sleeps = [](Plan const& plan, std::int64_t run) {
        std::this_thread::sleep_for(std::chrono::milliseconds(600));
        return simulate_run(plan, run);
    };
    EXPECT_EQ(run(sleeps), ExitCode::incomplete);
    EXPECT_TRUE(said("stopped by the time limit: 2 of 12 runs are done and on disk; to go on: piste run")) << err_.str();
    options_.time_limit.reset();
    EXPECT_EQ(run(simulate_run), ExitCode::complete) << err_.str();
}

TEST_F(RunCommand, GivesUpARunThatIsStillInHandWhenTheTimeIsUp)
{
    GTEST_FLAG_SET(death_test_style, "fast");   // the child works on this folder
    options_.time_limit = std::chrono::seconds(1);
    auto const one_hangs = [](Plan const& plan, std::int64_t run) {
        if (run == 3) {
            std::this_thread::sleep_for(std::chrono::seconds(600));
        }
        return simulate_run(plan, run);
    };
    EXPECT_EXIT(std::exit(static_cast<int>(run(one_hangs))), testing::ExitedWithCode(75), "to go on: piste run");
    EXPECT_FALSE(fs::exists(options_.output + ".lock"));
    EXPECT_EQ(run(simulate_run), ExitCode::complete) << err_.str();
    EXPECT_TRUE(said("1 run in")) << "all but the one that hung were on disk\n" << out_.str();
}

TEST_F(RunCommand, LeavesOutPairsOfWhichARunFailed)
{
    options_.replicates.reset();
    options_.interventions = {"p10-fewer-roadblocks-rights"};
    options_.until = "put_off_bus of p10-fewer-roadblocks-rights vs base: halfwidth <= 1e9";
    options_.block = 5;
    options_.words = {"run"};
    EXPECT_EQ(run(fails_in_run_3_and_8), ExitCode::runs_failed);
    EXPECT_TRUE(said("the target is met after 5 replicates")) << out_.str();
    EXPECT_TRUE(said("note: 2 pairs are left out because a run failed")) << out_.str();
    EXPECT_TRUE(said(" --intervention p10-fewer-roadblocks-rights --replicates 2 --run 3\n")) << "the command that repeats run 3\n" << err_.str();
}

TEST_F(RunCommand, CannotTellFromPairsThatAllFailed)
{
    options_.replicates.reset();
    options_.interventions = {"p10-fewer-roadblocks-rights"};
    options_.until = "put_off_bus of p10-fewer-roadblocks-rights vs base: halfwidth <= 1e9";
    options_.block = 2;
    options_.max_replicates = 4;
    auto const fails = [](Plan const&, std::int64_t) -> Outcome { throw std::overflow_error("no"); };
    EXPECT_EQ(run(fails), ExitCode::runs_failed);
    EXPECT_TRUE(said("the target is not met after the most that --max-replicates allows, 4 replicates: half-width not known")) << out_.str();
}

TEST_F(RunCommand, CannotSelectWhereARunFails)
{
    options_.command = Command::select;
    options_.replicates.reset();
    options_.interventions = {"p10-fewer-roadblocks-rights"};
    options_.selection = {.metric = "put_off_bus", .smallest = true, .indifference = 1.0, .first_stage = 6, .folder = folder_.string()};
    options_.output = (folder_ / "selection").string();
    auto const session = single_session();
    try {
        static_cast<void>(select_best(options_, {out_, err_}, *session, fails_in_run_3_and_8));
        FAIL() << out_.str();
    } catch (CommandError const& error) {
        EXPECT_EQ(error.code(), ExitCode::runs_failed);
        EXPECT_NE(std::string(error.what()).find("run 8 (mali-2016, base, replicate 4) failed, and a selection needs every run"),
                  std::string::npos)
            << error.what();
    }
    EXPECT_FALSE(fs::exists(folder_ / "selection.json"));
}

TEST_F(RunCommand, TroubleOfTheMachineIsNoRunsFailure)
{
    auto const trouble = [](Plan const& plan, std::int64_t run) -> Outcome {
        if (run == 5) {
            throw std::bad_alloc();
        }
        return simulate_run(plan, run);
    };
    EXPECT_EQ(run(trouble), ExitCode::bad_input);
    EXPECT_TRUE(said("memory ran out")) << err_.str();
    EXPECT_TRUE(said("to go on: piste run ")) << err_.str();
    EXPECT_EQ(run(simulate_run), ExitCode::complete) << err_.str();
    auto const reader = open_results(options_.output);
    EXPECT_EQ(reader.row(5).status, RunStatus::done);
}

}  // namespace
}  // namespace piste
