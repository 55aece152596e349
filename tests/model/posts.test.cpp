// What a post asks: the only place where a demand is formed.
#include "model/submodels.hpp"

#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

class AskedAtPost : public ::testing::Test {
protected:
    AskedAtPost()
    {
        world.roadblock.visible_share = Ratio(0.5);
        world.roadblock.apparent_means_share = Ratio(0.1);
        world.roadblock.undocumented_factor = Ratio(1.5);
        world.roadblock.malian_factor = Ratio(0.2);
        world.north.malian_factor = Ratio(0.4);
    }
    [[nodiscard]] Francs at(char const* posts, Purse purse_cfa, bool malian, bool documented) const
    {
        auto const& group = world.post_groups[row_named(world.post_groups, posts).value()];
        Person who;
        who.purse_cfa = purse_cfa;
        who.traits = static_cast<std::uint16_t>((malian ? static_cast<unsigned>(Trait::malian) : 0U) |
                                                (documented ? static_cast<unsigned>(Trait::has_papers) : 0U));
        return Demand(world, group).asked(who);
    }

    Scenario world = small_world();
};

// Half of the purse shows, and a tenth of that is asked, between 1,000 and 5,000 CFA.
TEST_F(AskedAtPost, FollowsApparentMeansBetweenFloorAndCap)
{
    EXPECT_EQ(at("bamako-gao", 60000, false, true), 3000);
    EXPECT_EQ(at("bamako-gao", 0, false, true), 1000);
    EXPECT_EQ(at("bamako-gao", 20000, false, true), 1000);
    EXPECT_EQ(at("bamako-gao", 100000, false, true), 5000);
    EXPECT_EQ(at("bamako-gao", 10'000'000, false, true), 5000);
}

TEST_F(AskedAtPost, ChargesMoreWithoutPapersUpToTheCap)
{
    EXPECT_EQ(at("bamako-gao", 60000, false, false), 4500);
    EXPECT_EQ(at("bamako-gao", 90000, false, false), 5000);
}

TEST_F(AskedAtPost, ChargesMaliansLess)
{
    EXPECT_EQ(at("bamako-gao", 60000, true, true), 600);
    EXPECT_EQ(at("bamako-gao", 60000, true, false), 600);  // a Malian needs no other papers
}

// So much a head, whatever the papers; Malians by their own factor.
TEST_F(AskedAtPost, ArmedGroupsAskTheirTollAHead)
{
    EXPECT_EQ(at("gao-kidal", 0, false, true), 5000);
    EXPECT_EQ(at("gao-kidal", 1'000'000, false, false), 5000);
    EXPECT_EQ(at("gao-kidal", 60000, true, true), 2000);
}

TEST(BusFare, SumsTheStretchesByTheFirmsFactor)
{
    auto const world = small_world();
    auto const& way = world.itineraries[row_named(world.itineraries, "conakry-gao").value()];
    EXPECT_EQ(bus_fare(world, way, 0, 2, world.bus_firms[0]), 25000);
    EXPECT_EQ(bus_fare(world, way, 0, 1, world.bus_firms[0]), 10000);
    EXPECT_EQ(bus_fare(world, way, 1, 2, world.bus_firms[1]), 13500);
    EXPECT_EQ(bus_fare(world, way, 1, 1, world.bus_firms[1]), 0);
}

TEST(PositionOf, IsTheStretchThatBeginsAtThePlace)
{
    auto const world = small_world();
    auto const& way = world.itineraries[row_named(world.itineraries, "conakry-gao").value()];
    EXPECT_EQ(position_of(world, way, row_named(world.places, "conakry")), 0U);
    EXPECT_EQ(position_of(world, way, row_named(world.places, "bamako")), 1U);
    EXPECT_EQ(position_of(world, way, row_named(world.places, "kidal")), 2U) << "not on the way: its length";
}

}  // namespace
}  // namespace piste::test
