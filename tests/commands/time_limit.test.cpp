#include "runners/commands/time_limit.hpp"

#include "runners/commands/command_line.hpp"
#include "runners/commands/exit_code.hpp"

#include <gtest/gtest.h>

namespace piste {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::chrono::steady_clock::time_point const now{};
std::chrono::system_clock::time_point const date{seconds(1'700'000'000)};

Environment slurm(std::optional<std::string> const& end)
{
    return [end](std::string const& name) {
        return name == "SLURM_JOB_END_TIME" ? end : std::nullopt;
    };
}

TEST(TimeLimit, LeavesTimeToWrite)
{
    EXPECT_EQ(latest_end_of_runs(seconds(100), slurm({}), now, date), now + seconds(95));
    EXPECT_EQ(latest_end_of_runs(seconds(2), slurm({}), now, date), now + milliseconds(1500)) << "half a second at least";
    EXPECT_EQ(latest_end_of_runs(seconds(36'000), slurm({}), now, date), now + seconds(35'940)) << "a minute at most";
    EXPECT_EQ(latest_end_of_runs({}, slurm({}), now, date), std::nullopt);
}

TEST(TimeLimit, TakesTheEarlierOfSlurmsEndAndItsOwn)
{
    EXPECT_EQ(latest_end_of_runs({}, slurm("1700000100"), now, date), now + seconds(95));
    EXPECT_EQ(latest_end_of_runs(seconds(40), slurm("1700000100"), now, date), now + seconds(38));
    EXPECT_EQ(latest_end_of_runs(seconds(400), slurm("1700000100"), now, date), now + seconds(95));
    EXPECT_LT(latest_end_of_runs({}, slurm("1699999999"), now, date), now) << "the job should have ended already";
    EXPECT_EQ(latest_end_of_runs({}, slurm("Unknown"), now, date), std::nullopt);
    EXPECT_EQ(latest_end_of_runs({}, slurm("0"), now, date), std::nullopt);
}

std::optional<seconds> read(std::string const& text)
{
    return read_command_line({"run", "x.toml", "--time-limit", text}).options.time_limit;
}

TEST(TimeLimit, IsReadWithItsUnit)
{
    EXPECT_EQ(read("90s"), seconds(90));
    EXPECT_EQ(read("45m"), seconds(45 * 60));
    EXPECT_EQ(read("12h"), seconds(12 * 3600));
    EXPECT_EQ(read("2d"), seconds(2 * 86'400));
    EXPECT_EQ(read("1:30:05"), seconds(5405));
    for (auto const* text : {"", "90", "0s", "s", "1:30", "1:60:00", "1.5h", "-5m", "5 m", "99999999999d", "1:2:3:4"}) {
        EXPECT_THROW(static_cast<void>(read(text)), CommandError) << text;
    }
}

}  // namespace
}  // namespace piste
