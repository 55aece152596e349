#include "runners/ensemble/block_schedule.hpp"

#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>

namespace piste {
namespace {

std::vector<Block> all_blocks(std::uint64_t tasks, std::uint64_t workers)
{
    BlockSchedule schedule(tasks, workers);
    std::vector<Block> blocks;
    for (std::uint64_t ticket = 0;; ++ticket) {
        auto const block = schedule.at(ticket);
        if (block.empty()) {
            return blocks;
        }
        blocks.push_back(block);
    }
}

TEST(BlockSchedule, CoversEveryTaskExactlyOnce)
{
    for (std::uint64_t const tasks : {0ULL, 1ULL, 2ULL, 7ULL, 1000ULL, 100003ULL}) {
        for (std::uint64_t const workers : {0ULL, 1ULL, 2ULL, 16ULL, 4096ULL}) {
            std::uint64_t expected = 0;
            for (auto const& block : all_blocks(tasks, workers)) {
                ASSERT_EQ(block.first, expected);
                ASSERT_GT(block.last, block.first);
                expected = block.last;
            }
            EXPECT_EQ(expected, tasks) << "workers: " << workers;
        }
    }
}

TEST(BlockSchedule, EndsWithSingleTasksAndBeginsWithLargeBlocks)
{
    auto const blocks = all_blocks(10000, 2);
    EXPECT_EQ(blocks.front().last, BlockSchedule::largest_block);
    for (std::size_t i = blocks.size() - 8; i < blocks.size(); ++i) {
        EXPECT_EQ(blocks[i].last - blocks[i].first, 1U);
    }
}

TEST(BlockSchedule, IsTheSameForOneWhoSkipsTickets)
{
    BlockSchedule each(500, 3);
    BlockSchedule some(500, 3);
    for (std::uint64_t ticket = 0; ticket < 60; ++ticket) {
        auto const block = each.at(ticket);
        if (ticket % 7 == 0) {
            EXPECT_EQ(some.at(ticket), block);
        }
    }
}

TEST(BlockSchedule, IsEmptyFarBeyondTheEndAndRefusesToGoBack)
{
    BlockSchedule schedule(10, 2);
    EXPECT_TRUE(schedule.at(1ULL << 62).empty());
    EXPECT_TRUE(schedule.at(1ULL << 62).empty()) << "asking again is allowed";
    BlockSchedule other(10, 2);
    EXPECT_FALSE(other.at(3).empty());
    EXPECT_THROW((void)other.at(2), std::logic_error);
}

}  // namespace
}  // namespace piste
