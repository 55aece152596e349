// What armed groups ask, bus fares, and positions on a way.
#include "model/submodels.hpp"

#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

// So much a head, whatever the papers and the purse; Malians by their own factor.
TEST(Demand, OfArmedGroupsIsTheirTollAHead)
{
    auto world = small_world();
    world.north.malian_factor = Ratio(0.4);
    Demand const demand(world, world.post_groups[row_named(world.post_groups, "gao-kidal").value()]);
    Person who;
    EXPECT_EQ(demand.asked(who), 5000);
    who.purse_cfa = 1'000'000;
    who.traits = static_cast<std::uint16_t>(Trait::has_papers);
    EXPECT_EQ(demand.asked(who), 5000);
    who.traits = static_cast<std::uint16_t>(Trait::malian);
    EXPECT_EQ(demand.asked(who), 2000);
    who.traits = static_cast<std::uint16_t>(Trait::rented_passport);
    EXPECT_EQ(demand.asked(who), 5000) << "armed groups do not take a passport for a Malian";
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
