#include "model/world.hpp"

#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace piste::test {
namespace {

TEST(Chooser, EveryWordChoosesAndEdgesAreExact)
{
    auto const thresholds = chooser({0.25, 0.25, 0.5});
    EXPECT_EQ(choose(thresholds, 0), 0U);
    EXPECT_EQ(choose(thresholds, 0x3fffffffU), 0U);
    EXPECT_EQ(choose(thresholds, 0x40000000U), 1U);
    EXPECT_EQ(choose(thresholds, 0x7fffffffU), 1U);
    EXPECT_EQ(choose(thresholds, 0x80000000U), 2U);
    EXPECT_EQ(choose(thresholds, 0xffffffffU), 2U);
}

TEST(Chooser, WhoHasNoShareIsNeverChosen)
{
    auto const first = chooser({0.0, 1.0, 0.0});
    EXPECT_EQ(choose(first, 0), 1U);
    EXPECT_EQ(choose(first, 0xffffffffU), 1U);
}

// The guide only says where the search begins: words on both sides of each of its steps, and of each threshold, choose as without it.
TEST(Chooser, GuideChangesNoChoice)
{
    auto const chooses = chooser({0.001, 0.0, 0.3, 0.014, 0.05, 0.0, 0.6, 0.035});
    std::vector<std::uint32_t> words;
    for (std::uint32_t step = 0; step < chooses.first.size(); ++step) {
        auto const word = step << Chooser::shift;
        words.insert(words.end(), {word - 1U, word, word + 1U});
    }
    for (auto const threshold : chooses.thresholds) {
        auto const word = static_cast<std::uint32_t>(threshold);
        words.insert(words.end(), {word - 1U, word});
    }
    for (auto const word : words) {
        std::size_t position = 0;
        while (word >= chooses.thresholds[position]) {
            ++position;
        }
        EXPECT_EQ(choose(chooses, word), position) << word;
    }
}

TEST(Chooser, SharesThatFallShortByRoundingStillServeEveryWord)
{
    auto const thresholds = chooser(std::vector<double>(10, 0.1));
    EXPECT_EQ(thresholds.thresholds.back(), std::uint64_t{1} << 32U);
    EXPECT_EQ(choose(thresholds, 0xffffffffU), 9U);
}

TEST(World, StopsStandInOrderAndEvenly)
{
    auto const scenario = small_world();
    World const world(scenario);
    auto const& stops = world.roads[row_named(scenario.links, "bamako-gao").value()].stops;
    ASSERT_EQ(stops.size(), 2U);
    EXPECT_EQ(stops[0].offset_minutes, 300);
    EXPECT_EQ(stops[1].offset_minutes, 600);
    EXPECT_EQ(stops[0].id, entity_id("posts/bamako-gao/1"));
    EXPECT_FALSE(stops[0].is_ambush);
}

TEST(World, BanditsWaitHalfwayWhereTheyMay)
{
    auto const scenario = small_world();
    World const world(scenario);
    auto const& stops = world.roads[row_named(scenario.links, "gao-tal_handak").value()].stops;
    ASSERT_EQ(stops.size(), 2U);
    // A post at the same minute comes before the ambush.
    EXPECT_EQ(stops[0].offset_minutes, 500);
    EXPECT_FALSE(stops[0].is_ambush);
    EXPECT_EQ(stops[1].offset_minutes, 500);
    EXPECT_TRUE(stops[1].is_ambush);
    EXPECT_EQ(stops[1].id, scenario.links[row_named(scenario.links, "gao-tal_handak").value()].id);
    EXPECT_TRUE(world.roads[row_named(scenario.links, "tal_handak-tamanrasset").value()].stops.empty());
}

TEST(World, ClosedWaysAreLeftOut)
{
    auto scenario = small_world();
    auto const gao = row_named(scenario.places, "gao").value();
    auto const kidal = row_named(scenario.places, "kidal").value();
    EXPECT_EQ(World(scenario).hubs[gao].itineraries.size(), 2U);
    EXPECT_EQ(World(scenario).hubs[kidal].itineraries.size(), 1U);

    scenario.itineraries[row_named(scenario.itineraries, "gao-by-timiaouine").value()].state = OpenState::closed;
    EXPECT_EQ(World(scenario).hubs[gao].itineraries,
              (std::vector<Index<Itinerary>>{row_named(scenario.itineraries, "gao-by-tal_handak")}));

    scenario.crossings[row_named(scenario.crossings, "timiaouine").value()].state = OpenState::closed;
    EXPECT_TRUE(World(scenario).hubs[kidal].itineraries.empty());
    scenario.truck.knows_closed_crossings = Switch::off;
    EXPECT_EQ(World(scenario).hubs[kidal].itineraries.size(), 1U) << "that nobody passes is not known";
}

TEST(World, KnowsTheBusToTheMainHubFromEachPlace)
{
    auto const scenario = small_world();
    World const world(scenario);
    EXPECT_EQ(world.south_from[row_named(scenario.places, "conakry").value()],
              row_named(scenario.itineraries, "conakry-gao"));
    EXPECT_EQ(world.south_from[row_named(scenario.places, "bamako").value()],
              row_named(scenario.itineraries, "bamako-gao"));
    EXPECT_TRUE(world.south_from[row_named(scenario.places, "kidal").value()].is_none());
}

TEST(World, TollsAreExpectedAsTheMeanOfTheOpenWays)
{
    auto scenario = small_world();
    auto const gao = row_named(scenario.places, "gao").value();
    // By Tal Handak one post of 5,000, by Timiaouine two.
    EXPECT_EQ(World(scenario).toll_of_itinerary_cfa[row_named(scenario.itineraries, "gao-by-timiaouine").value()],
              10000);
    EXPECT_EQ(World(scenario).hubs[gao].expected_tolls_cfa, 7500);
    scenario.truck.toll_payer = TollPayer::passeur;
    EXPECT_EQ(World(scenario).hubs[gao].expected_tolls_cfa, 0);
}

TEST(World, PasseursAndGhettosBecomeIndividualsWithAddressesOfTheirOwn)
{
    auto const scenario = small_world();
    World const world(scenario);
    EXPECT_EQ(world.passeurs.size(), 8U);
    EXPECT_EQ(world.ghettos.size(), 8U);
    auto const gao = row_named(scenario.places, "gao").value();
    EXPECT_EQ(world.hubs[gao].passeurs[0].size(), 2U);
    EXPECT_EQ(world.hubs[gao].all_ghettos.size(), 4U);
    EXPECT_EQ(world.passeurs[world.hubs[gao].passeurs[0][1]].id, entity_id("passeur/gao-guinea/2"));
    EXPECT_NEAR(world.refusal_spared_by_passport, 0.3, 1e-12);
}

}  // namespace
}  // namespace piste::test
