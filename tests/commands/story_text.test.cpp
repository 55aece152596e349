#include "runners/commands/story_text.hpp"

#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>

namespace piste {
namespace {

StoryLine line(std::string_view what, std::string_view where = {}, std::string_view whom = {}, std::int64_t amount = 0)
{
    return {0, what, where, whom, amount, 0};
}

TEST(StoryText, CountsDaysFromTheStart)
{
    EXPECT_EQ(date_of_day("2016-01-01", 0), "2016-01-01");
    EXPECT_EQ(date_of_day("2016-01-01", 59), "2016-02-29");
    EXPECT_EQ(date_of_day("2016-01-01", 366), "2017-01-01");
    EXPECT_EQ(date_of_day("2016-01-01", -1), "2015-12-31");
    EXPECT_THROW((void)date_of_day("2016-13-01", 0), std::invalid_argument);
    EXPECT_THROW((void)date_of_day("next year", 0), std::invalid_argument);
}

TEST(StoryText, PutsAmountsWhereTheyBelong)
{
    EXPECT_EQ(sentence_of(line("pays a toll", "Bamako to Ségou", "police", 3500)), "pays a toll: 3,500 CFA (police)");
    EXPECT_EQ(sentence_of(line("is locked up, in days", "Gao", "gendarmes", 1)), "is locked up for 1 day (gendarmes)");
    EXPECT_EQ(sentence_of(line("stays, in days", "Bamako", {}, 12)), "stays for 12 days");
    EXPECT_EQ(sentence_of(line("leaves on a vehicle with people aboard", "Gao", {}, 66)),
              "leaves on a vehicle with 66 people aboard");
    EXPECT_EQ(sentence_of(line("reaches", "Kayes")), "reaches Kayes");
    EXPECT_EQ(sentence_of(line("is taken to a ghetto", "Gao")), "is taken to a ghetto");
}

TEST(StoryText, WritesThePurseOnlyWhereItChanged)
{
    std::ostringstream text;
    StoryWriter writer(text, "2016-01-01");
    EXPECT_FALSE(writer.wrote_anything());
    writer.write({-1, "sets out", "Conakry", "Guinea", 0, 50000});
    writer.write({1440 + 61, "reaches", "Ségou", {}, 0, 50000});
    EXPECT_TRUE(writer.wrote_anything());
    EXPECT_EQ(text.str(),
              "date        time   purse, CFA  where                             what happens\n"
              "2015-12-31  23:59      50,000  Conakry                           sets out (Guinea)\n"
              "2016-01-02  01:01              Ségou                             reaches Ségou\n");
}

}  // namespace
}  // namespace piste
