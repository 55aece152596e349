#include "runners/commands/pending_runs.hpp"

#include <gtest/gtest.h>

namespace piste {
namespace {

TEST(PendingRuns, AreThoseThatAreNotDoneInOrder)
{
    PendingRuns pending({true, false, false, true, true, false, true});
    ASSERT_EQ(pending.count(), 3U);
    EXPECT_EQ(pending.run_of(0), 1U);
    EXPECT_EQ(pending.run_of(1), 2U);
    EXPECT_EQ(pending.run_of(2), 5U);
}

TEST(PendingRuns, MaySkipTasksButNotGoBack)
{
    PendingRuns pending(std::vector<bool>(100, false));
    EXPECT_EQ(pending.run_of(40), 40U);
    EXPECT_EQ(pending.run_of(99), 99U);
    EXPECT_THROW((void)pending.run_of(40), std::logic_error);
    EXPECT_THROW((void)pending.run_of(100), std::logic_error);
}

TEST(PendingRuns, TravelAsText)
{
    std::vector<bool> bits(21);
    for (std::size_t i = 0; i < bits.size(); i += 3) {
        bits[i] = true;
    }
    EXPECT_EQ(packed(bits).size(), 3U);
    EXPECT_EQ(unpacked(packed(bits), bits.size()), bits);
}

}  // namespace
}  // namespace piste
