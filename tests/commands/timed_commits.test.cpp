#include "runners/commands/timed_commits.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

namespace piste {
namespace {

using std::chrono::milliseconds;

void wait_until(std::function<bool()> const& holds)
{
    for (int i = 0; i < 5000 && !holds(); ++i) {
        std::this_thread::sleep_for(milliseconds(1));
    }
    ASSERT_TRUE(holds()) << "within five seconds";
}

TEST(TimedCommits, AreMadeWithoutTheCaller)
{
    std::atomic<int> calls{0};
    TimedCommits commits([&calls] { ++calls; }, milliseconds(1));
    wait_until([&calls] { return calls >= 3; });
    commits.check();
}

TEST(TimedCommits, LeaveTheCallerAloneWhileTheDiskIsSlow)
{
    std::mutex disk;
    std::atomic<bool> is_writing{false};
    std::unique_lock slow(disk);
    TimedCommits commits(
        [&] {
            is_writing = true;
            std::scoped_lock const lock(disk);
        },
        milliseconds(1));
    wait_until([&is_writing] { return is_writing.load(); });
    commits.check();   // would never return if it waited
    slow.unlock();
}

TEST(TimedCommits, TellTheCallerOnceWhatWentWrongAndStop)
{
    std::atomic<int> calls{0};
    TimedCommits commits(
        [&calls] {
            ++calls;
            throw std::runtime_error("the disk is full");
        },
        milliseconds(1));
    std::string told;
    wait_until([&] {
        try {
            commits.check();
        } catch (std::runtime_error const& error) {
            told += error.what();
        }
        return !told.empty();
    });
    EXPECT_EQ(told, "the disk is full");
    commits.check();
    EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace piste
