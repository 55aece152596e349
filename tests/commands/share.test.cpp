#include "runners/commands/share.hpp"

#include "runners/commands/exit_code.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>

namespace piste {
namespace {

using Values = std::map<std::string, std::string>;

Environment environment(Values values)
{
    return [values = std::move(values)](std::string const& name) {
        auto const found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
}

TEST(Share, IsThePlaceInTheJobArray)
{
    Values const array{{"SLURM_ARRAY_TASK_ID", "14"}, {"SLURM_ARRAY_TASK_MIN", "10"}, {"SLURM_ARRAY_TASK_COUNT", "5"},
                       {"SLURM_ARRAY_TASK_STEP", "2"}};
    EXPECT_EQ(own_share({}, environment(array), false), (Share{2, 5}));
    EXPECT_EQ(own_share(Share{1, 3}, environment(array), false), (Share{1, 3})) << "what was given counts";
    EXPECT_EQ(own_share({}, environment({}), false), (Share{0, 1}));
    auto odd = array;
    odd["SLURM_ARRAY_TASK_ID"] = "3x";
    EXPECT_THROW(static_cast<void>(own_share({}, environment(odd), false)), CommandError);
}

TEST(Share, IsDividedInAStepWhoseProcessesAreAlone)
{
    Values const step{{"SLURM_STEP_NUM_TASKS", "4"}, {"SLURM_PROCID", "3"}};
    EXPECT_EQ(own_share({}, environment(step), true), (Share{3, 4}));
    EXPECT_EQ(own_share(Share{1, 2}, environment(step), true), (Share{7, 8}));
    EXPECT_EQ(own_share({}, environment(step), false), (Share{0, 1})) << "ranks share it by the counter";
    EXPECT_EQ(own_share({}, environment({{"SLURM_PROCID", "3"}}), true), (Share{0, 1})) << "a batch shell has it too";
}

TEST(Share, PartsCoverThePlanOnce)
{
    for (std::uint64_t const of : {1U, 3U, 7U, 100U}) {
        std::uint64_t next = 0;
        for (std::uint64_t number = 0; number < of; ++number) {
            auto const part = part_of({number, of}, 50);
            EXPECT_EQ(part.first, next);
            next = part.last;
        }
        EXPECT_EQ(next, 50);
    }
    std::vector<bool> done{false, true, false, false, true, false};
    keep_only({2, 5}, done);
    EXPECT_EQ(done, (std::vector<bool>{true, true, false, false, true, true}));
}

TEST(Share, HelpersChooseDifferentBlocksWhileThereIsEnough)
{
    std::vector<bool> done(1000);
    done[999] = true;
    std::set<std::uint64_t> taken;
    for (std::uint64_t number = 0; number < 4; ++number) {
        auto const block = helping_block(done, {number, 4}, 0, 2);
        EXPECT_EQ(block.size(), 999 / 8);
        for (auto const run : block) {
            EXPECT_FALSE(done[run]);
            EXPECT_TRUE(taken.insert(run).second) << run;
        }
    }
    EXPECT_FALSE(taken.contains(0)) << "the near end belongs to whose part it is";
}

TEST(Share, OneHelperFinishesAlone)
{
    std::vector<bool> done(300);
    std::uint64_t round = 0;
    for (std::vector<std::uint64_t> block; !(block = helping_block(done, {5, 9}, round, 3)).empty(); ++round) {
        ASSERT_LT(round, 200);
        for (auto const run : block) {
            ASSERT_FALSE(done[run]);
            done[run] = true;
        }
    }
    EXPECT_EQ(std::count(done.begin(), done.end(), false), 0);
}

}  // namespace
}  // namespace piste
