#include "runners/commands/two_columns.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <vector>

namespace piste {
namespace {

std::vector<std::string> rows(std::vector<StoryLine> const& left, std::vector<StoryLine> const& right)
{
    std::ostringstream text;
    write_two_columns(text, "2016-01-01", {"as it stands", left, "nothing"}, {"under it", right, "nothing"}, 103);
    std::istringstream lines(text.str());
    std::vector<std::string> found;
    for (std::string line; std::getline(lines, line);) {
        found.push_back(line);
    }
    return found;
}

std::string row(std::string left, std::string const& right)
{
    left.resize(50, ' ');
    return right.empty() ? left + " |" : left + " | " + right;
}

TEST(TwoColumns, put_what_happens_at_one_minute_in_one_row)
{
    StoryLine const set_out{60, "sets out", "Conakry", {}, 0, 10'000};
    StoryLine const reaches{120, "reaches", "Gao", {}, 0, 10'000};
    auto const found = rows({set_out, reaches}, {set_out});
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[0], row("as it stands", "under it"));
    EXPECT_EQ(found[2], row("2016-01-01 01:00  sets out, Conakry; has 10,000", "2016-01-01 01:00  sets out, Conakry; has 10,000"));
    EXPECT_EQ(found[3], row("2016-01-01 02:00  reaches Gao", ""));
}

TEST(TwoColumns, wrap_what_is_longer_and_say_what_is_missing)
{
    StoryLine const line{60, "is taken off the bus, pays a tax and is handed over to a passeur", "Gao", "gendarmes", 3000, 7000};
    auto const found = rows({line}, {});
    ASSERT_EQ(found.size(), 6U);
    EXPECT_EQ(found[2], row("", "nothing"));
    EXPECT_EQ(found[3], row("2016-01-01 01:00  is taken off the bus, pays a tax", ""));
    EXPECT_EQ(found[4], row("    and is handed over to a passeur: 3,000 CFA", ""));
    EXPECT_EQ(found[5], row("    (gendarmes), Gao; has 7,000", ""));
}

TEST(TwoColumns, have_the_width_that_the_environment_says)
{
    ASSERT_EQ(setenv("COLUMNS", "132", 1), 0);
    EXPECT_EQ(width_of_output(), 132U);
    ASSERT_EQ(setenv("COLUMNS", "wide", 1), 0);
    EXPECT_EQ(width_of_output(), 0U);
    ASSERT_EQ(unsetenv("COLUMNS"), 0);
}

}  // namespace
}  // namespace piste
