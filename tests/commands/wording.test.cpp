#include "runners/commands/wording.hpp"

#include <gtest/gtest.h>

namespace piste {
namespace {

TEST(Wording, SeparatesThousands)
{
    EXPECT_EQ(with_commas(0), "0");
    EXPECT_EQ(with_commas(999), "999");
    EXPECT_EQ(with_commas(1000), "1,000");
    EXPECT_EQ(with_commas(-1234567), "-1,234,567");
    EXPECT_EQ(with_commas(-123), "-123");
}

TEST(Wording, TellsDurations)
{
    EXPECT_EQ(duration_in_words(0.0421), "0.042 s");
    EXPECT_EQ(duration_in_words(12.2), "12 s");
    EXPECT_EQ(duration_in_words(200), "3 min 20 s");
    EXPECT_EQ(duration_in_words(7500), "2 h 05 min");
    EXPECT_EQ(duration_in_words(90000), "1 day 1 h");
    EXPECT_EQ(duration_in_words(180000), "2 days 2 h");
}

TEST(Wording, Counts)
{
    EXPECT_EQ(counted(1, "run", "runs"), "1 run");
    EXPECT_EQ(counted(2000, "run", "runs"), "2,000 runs");
}

}  // namespace
}  // namespace piste
