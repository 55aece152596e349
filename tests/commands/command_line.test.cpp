#include "runners/commands/command_line.hpp"
#include "runners/commands/command_text.hpp"
#include "runners/commands/exit_code.hpp"

#include <gtest/gtest.h>

namespace piste {
namespace {

Options read(std::vector<std::string> const& words)
{
    auto invocation = read_command_line(words);
    EXPECT_FALSE(invocation.text.has_value());
    return invocation.options;
}

TEST(CommandLine, ReadsEveryOptionOfRun)
{
    auto const options =
        read({"run", "a.toml", "--set", "x.y=1", "--set=u.v='w'", "--replicates", "12", "--seed=34", "--threads", "5",
              "-o", "out.h5", "--progress", "lines", "--strict", "--extend", "--break-lock", "--compress",
              "--max-failures", "0"});
    EXPECT_EQ(options.command, Command::run);
    EXPECT_EQ(options.file, "a.toml");
    EXPECT_EQ(options.settings, (std::vector<std::string>{"x.y=1", "u.v='w'"}));
    EXPECT_EQ(options.replicates, 12);
    EXPECT_EQ(options.seed, 34);
    EXPECT_EQ(options.threads, 5U);
    EXPECT_EQ(options.output, "out.h5");
    EXPECT_EQ(options.progress, ProgressStyle::lines);
    EXPECT_TRUE(options.strict && options.extend && options.break_lock && options.compress);
    EXPECT_FALSE(options.fresh);
    EXPECT_EQ(options.max_failures, 0U);
}

TEST(CommandLine, LeavesOutWhatWasNotGiven)
{
    auto const options = read({"run", "a.toml"});
    EXPECT_EQ(options.output, "results.h5");
    EXPECT_FALSE(options.replicates || options.seed || options.threads || options.max_failures);
    EXPECT_EQ(options.progress, ProgressStyle::automatic);
}

TEST(CommandLine, ReadsHowManyFailuresAreNamed)
{
    EXPECT_EQ(read({"info", "a.h5"}).failures_named, 20);
    EXPECT_EQ(read({"info", "a.h5", "--failures", "3"}).failures_named, 3);
    EXPECT_GT(read({"info", "a.h5", "--failures", "all"}).failures_named, 1'000'000'000'000);
    EXPECT_THROW(static_cast<void>(read({"info", "a.h5", "--failures", "some"})), CommandError);
}

TEST(CommandLine, ReadsAMigrant)
{
    auto const options = read({"trace", "a.toml", "--replicate", "7", "--migrant", "guinea/123"});
    EXPECT_EQ(options.replicate, 7U);
    ASSERT_TRUE(options.migrant.has_value());
    EXPECT_EQ(options.migrant->nationality, "guinea");
    EXPECT_EQ(options.migrant->number, 123U);
}

TEST(CommandText, ResumesWithoutWhatWouldStartOver)
{
    auto const options = read({"run", "a b.toml", "--set", "roadblock.toll_basis=\"per_trip\"", "--replicates", "3",
                               "--fresh", "--replace-finished", "--break-lock", "-o", "it's.h5", "--compress"});
    EXPECT_EQ(resuming_command(options), "piste run 'a b.toml' --set 'roadblock.toll_basis=\"per_trip\"' --replicates 3 "
                                         "-o 'it'\\''s.h5' --compress");
}

TEST(CommandText, RepeatsOneRunWithTheSameConfiguration)
{
    auto const options = read({"run", "a.toml", "--set", "gate.taken_off=0.5", "--seed", "9", "--replicates", "100"});
    EXPECT_EQ(repeating_command(options, 35, 17), "piste trace a.toml --set gate.taken_off=0.5 --seed 9 --replicates 100 --run 35");
}

TEST(CommandText, RepeatsARunOfASelectionWithItsOwnLuck)
{
    auto const options = read({"select", "a.toml", "--metric", "dead", "--smallest", "--indifference", "5"});
    EXPECT_EQ(repeating_command(options, 35, 17),
              "piste trace a.toml --set 'experiment.randomness=\"independent\"' --replicates 18 --run 35");
}

TEST(CommandText, TellsTheCommandAsItWasGiven)
{
    EXPECT_EQ(command_as_given(read({"run", "a b.toml", "--seed", "9"})), "piste run 'a b.toml' --seed 9");
}

}  // namespace
}  // namespace piste
