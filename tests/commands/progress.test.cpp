#include "runners/commands/progress.hpp"

#include <gtest/gtest.h>
#include <sstream>

namespace piste {
namespace {

using namespace std::chrono_literals;

TEST(Progress, WritesALineNowAndThenInALog)
{
    std::ostringstream log;
    Progress::Clock::time_point const begin{};
    Progress progress(log, ProgressStyle::lines, 1000, 200, "done", begin);
    EXPECT_FALSE(progress.is_due(begin + 29s));
    EXPECT_TRUE(progress.is_due(begin + 30s));
    progress.show(500, 2, begin + 30s);
    EXPECT_EQ(log.str(), "piste: 500 of 1,000 runs done, 2 failed, 10 runs/s, about 50 s left\n");
    EXPECT_FALSE(progress.is_due(begin + 31s));
}

TEST(Progress, RewritesOneLineOnATerminal)
{
    std::ostringstream terminal;
    Progress::Clock::time_point const begin{};
    Progress progress(terminal, ProgressStyle::rewritten, 10, 0, "compared", begin);
    progress.show(5, 0, begin + 1s);
    progress.show(10, 0, begin + 2s);
    progress.end();
    EXPECT_EQ(terminal.str(), "\r5 of 10 runs compared, 5 runs/s, about 1 s left\033[K"
                              "\r10 of 10 runs compared, 5 runs/s\033[K\n");
}

TEST(Progress, SaysNothingWhenSilenced)
{
    std::ostringstream log;
    Progress progress(log, ProgressStyle::none, 10, 0, "done");
    EXPECT_FALSE(progress.is_due(Progress::Clock::now() + 1h));
    progress.show(5, 0);
    progress.end();
    EXPECT_EQ(log.str(), "");
}

}  // namespace
}  // namespace piste
