// Who may work on an output: one command at a time, whatever became of those before it.
#include "runners/results/durable_file.hpp"
#include "runners/results/output_lock.hpp"
#include "synthetic.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace piste {
namespace {

using testing::TemporaryFolder;

std::size_t files_in(std::filesystem::path const& folder)
{
    std::size_t count = 0;
    for ([[maybe_unused]] auto const& entry : std::filesystem::directory_iterator(folder)) {
        ++count;
    }
    return count;
}

// Lets a child take the lock and die with it, as one that is killed does. The child stays unasked after: a zombie.
pid_t die_with_lock(std::filesystem::path const& results)
{
    auto const child = ::fork();
    if (child == 0) {
        try {
            [[maybe_unused]] auto* const lock = new OutputLock(results, false);
            ::_exit(0);
        } catch (std::exception const&) {
            ::_exit(1);
        }
    }
    siginfo_t ended{};
    EXPECT_EQ(::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0);
    EXPECT_EQ(ended.si_status, 0);
    return child;
}

TEST(OutputLock, IsTakenOnceAndLeavesNothing)
{
    TemporaryFolder const folder;
    auto const results = folder.path() / "results.h5";
    {
        OutputLock const lock(results, false);
        EXPECT_EQ(files_in(folder.path()), 1U);
        EXPECT_THROW(OutputLock(results, false), Refused);
        EXPECT_EQ(files_in(folder.path()), 1U);
    }
    EXPECT_EQ(files_in(folder.path()), 0U);
}

// A killed rank whose mpirun died before it asked for its end kept the output locked for good.
TEST(OutputLock, OfAProcessThatEndedAndWasNeverAskedAfterIsBroken)
{
    TemporaryFolder const folder;
    auto const results = folder.path() / "results.h5";
    auto const child = die_with_lock(results);
    EXPECT_EQ(files_in(folder.path()), 1U);
    EXPECT_NO_THROW(OutputLock(results, false));
    ::waitpid(child, nullptr, 0);
    EXPECT_EQ(files_in(folder.path()), 0U);
}

TEST(OutputLock, SweepsWhatAKilledTakerLeftBesideIt)
{
    TemporaryFolder const folder;
    auto const results = folder.path() / "results.h5";
    auto const lock = folder.path() / "results.h5.lock";
    auto const child = die_with_lock(results);
    ::waitpid(child, nullptr, 0);
    std::filesystem::rename(lock, folder.path() / "results.h5.lock.0123");
    std::ofstream(folder.path() / "results.h5.lock.notes") << "somebody's own\n";
    {
        OutputLock const taken(results, false);
        EXPECT_FALSE(std::filesystem::exists(folder.path() / "results.h5.lock.0123"));
    }
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "results.h5.lock.notes"));
    EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST(OutputLock, OfAnotherHostIsBrokenOnlyOnDemand)
{
    TemporaryFolder const folder;
    auto const results = folder.path() / "results.h5";
    std::ofstream(folder.path() / "results.h5.lock")
        << "host=elsewhere.invalid\nboot=1\nprocess=1\nstarted=1\njob=7\ntoken=1\n";
    EXPECT_THROW(OutputLock(results, false), Refused);
    EXPECT_NO_THROW(OutputLock(results, true));
}

}  // namespace
}  // namespace piste
