#include "runners/commands/parting.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace piste {
namespace {

constexpr Minute day = minutes_per_day;

StoryLine toll(std::int64_t amount, std::string_view whom = "police", Minute minute = 100)
{
    return {minute, "pays a toll", "Bamako to Ségou", whom, amount, 50'000 - amount};
}

StoryLine event(std::string_view what, std::string_view where = "Gao", std::int64_t amount = 0, Minute minute = 200)
{
    return {minute, what, where, {}, amount, 40'000};
}

std::string difference(std::vector<StoryLine> const& base, std::vector<StoryLine> const& other)
{
    return first_difference(base, other);
}

TEST(Parting, names_what_differs_of_the_same_event)
{
    EXPECT_EQ(difference({toll(3000)}, {toll(2000)}), "pays a toll: 2,000 CFA (police), Bamako to Ségou, instead of 3,000 CFA");
    EXPECT_EQ(difference({toll(3000)}, {toll(3000, "army")}), "pays a toll: 3,000 CFA (army), Bamako to Ségou, instead of police");
    EXPECT_EQ(difference({toll(3000)}, {toll(2000, "army", 160)}),
              "pays a toll: 2,000 CFA (army), Bamako to Ségou, instead of police, 3,000 CFA, 60 minutes later");
    EXPECT_EQ(difference({event("passes", "Tal Handak")}, {event("passes", "Timiaouine", 0, 200 + 3 * day)}),
              "passes Timiaouine, instead of Tal Handak, 3 days later");
    EXPECT_EQ(difference({event("works for the way on, in days", "Gao", 12)}, {event("works for the way on, in days", "Gao", 1)}),
              "works for the way on for 1 day, Gao, instead of 12 days");
    EXPECT_EQ(difference({event("leaves on a vehicle with people aboard", "Gao", 60)}, {event("leaves on a vehicle with people aboard", "Gao", 45)}),
              "leaves on a vehicle with 45 people aboard, Gao, instead of 60 people");
}

TEST(Parting, names_the_time_or_the_purse_where_nothing_else_differs)
{
    EXPECT_EQ(difference({event("sets out", "Conakry")}, {event("sets out", "Conakry", 0, 200 - 5 * 60)}), "sets out, Conakry, 5 hours earlier");
    auto richer = event("reaches");
    richer.purse_cfa += 1500;
    EXPECT_EQ(difference({event("reaches")}, {richer}), "reaches Gao, with 1,500 CFA more left");
    EXPECT_EQ(difference({richer}, {event("reaches")}), "reaches Gao, with 1,500 CFA less left");
}

TEST(Parting, tells_what_is_left_out_put_in_or_replaced)
{
    auto const passes = event("passes", "Tal Handak");
    auto const robbed = event("is robbed of everything by bandits", "Anéfis to Kidal", 9000);
    EXPECT_EQ(difference({toll(3000), passes}, {passes}), "this does not happen: pays a toll: 3,000 CFA (police), Bamako to Ségou");
    EXPECT_EQ(difference({passes}, {robbed, passes}),
              "is robbed of everything by bandits: 9,000 CFA, Anéfis to Kidal, which does not happen as it stands");
    EXPECT_EQ(difference({passes}, {robbed}),
              "is robbed of everything by bandits: 9,000 CFA, Anéfis to Kidal, instead of this: passes Tal Handak");
    EXPECT_EQ(difference({passes, robbed}, {robbed, passes}),
              "is robbed of everything by bandits: 9,000 CFA, Anéfis to Kidal, before and not after this: passes Tal Handak");
    EXPECT_EQ(difference({passes}, {}), "nothing more happens; as it stands: passes Tal Handak");
    EXPECT_EQ(difference({}, {passes}), "passes Tal Handak; as it stands nothing more happens");
}

// One post, twice on the same stretch: what it does the second time is another meeting.
TEST(Parting, tells_of_one_meeting_as_one)
{
    StoryLine const let_go{100, "insists on the right to move and is let go", "Bamako to Ségou", "police", 0, 50'000};
    EXPECT_EQ(difference({toll(3000), toll(3000)}, {let_go, toll(3000)}),
              "insists on the right to move and is let go (police), Bamako to Ségou, instead of this: pays a toll: 3,000 CFA (police)");
}

// A post less on a stretch: the next demand is the one that comes second as it stands.
TEST(Parting, knows_a_demand_again)
{
    EXPECT_EQ(difference({toll(1000, "police", 100), toll(1125, "police", 253)}, {toll(1125, "police", 250)}),
              "this does not happen: pays a toll: 1,000 CFA (police), Bamako to Ségou");
    EXPECT_EQ(difference({toll(1125, "police", 250)}, {toll(1000, "police", 100), toll(1125, "police", 253)}),
              "pays a toll: 1,000 CFA (police), Bamako to Ségou, which does not happen as it stands");
    EXPECT_EQ(difference({toll(1000, "police", 100), toll(1125, "police", 253)}, {toll(1130, "police", 250)}),
              "pays a toll: 1,130 CFA (police), Bamako to Ségou, instead of 1,000 CFA, 2 hours later");
}

TEST(Parting, compares_the_ends)
{
    std::vector<StoryLine> const one{toll(3000), event("passes", "Tal Handak")};
    std::vector<StoryLine> const other{toll(2000), toll(100), event("passes", "Timiaouine")};
    EXPECT_EQ(difference_at_the_end(one, other), "passes Timiaouine, instead of Tal Handak");
    EXPECT_EQ(difference_at_the_end(one, one), "passes Tal Handak, as it stands too");
    EXPECT_EQ(difference_at_the_end(one, {}), "nothing more happens; as it stands: passes Tal Handak");
}

}  // namespace
}  // namespace piste
