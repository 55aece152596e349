// Audit builds only: every random number of a run has an address of its own, and no two events the same place in the
// order.
#include "model/audit.hpp"
#include "model/event_queue.hpp"
#include "model/random.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <string>

namespace piste::test {
namespace {

// simulate() itself throws std::logic_error where the audit finds something.
void expect_clean(Scenario const& world, std::uint32_t replicates)
{
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        EXPECT_NO_THROW((void)simulate(world, {7, replicate, 0})) << "replicate " << replicate;
    }
}

TEST(Audit, TheSmallWorldUsesNoAddressTwiceAndHasNoTies)
{
    expect_clean(small_world(), 20);
}

TEST(Audit, NorDoesAWorldInWhichManyArePutOffTheBus)
{
    auto world = small_world();
    world.roadblock.let_go_when_poor = Probability(0.0);
    world.roadblock.haggles = Probability(0.0);
    for (auto& posts : world.post_groups) {
        posts.stop = Probability(1.0);
    }
    for (auto& nationality : world.nationalities) {
        nationality.purse_median_cfa = 30000;
        nationality.family_able = Probability(1.0);
    }
    auto const outcome = simulate(world, {7, 0, 0});
    ASSERT_GT(outcome.tally(Tally::put_off_bus), 50);
    expect_clean(world, 5);
}

TEST(Audit, NorDoesAWorldInWhichManyAreRefusedHeldAndTryAgain)
{
    auto world = small_world();
    for (auto& crossing : world.crossings) {
        crossing.refusal_without_passport = Probability(0.9);
        crossing.hostage = Probability(0.5);
    }
    world.way_on.longest_tries = 8;
    world.border.tries_again = Probability(0.9);
    auto const outcome = simulate(world, {7, 0, 0});
    ASSERT_GT(outcome.tally(Tally::border_retries), 50);
    expect_clean(world, 5);
}

TEST(Audit, NorDoesAWorldWithoutAWayNorth)
{
    auto world = small_world();
    for (auto& crossing : world.crossings) {
        crossing.state = OpenState::closed;
    }
    expect_clean(world, 3);
}

TEST(Audit, AnAddressUsedTwiceIsNamed)
{
    Randomness const random(1, 0);
    (void)random.draw(Purpose::border, 10, 20, 3);
    (void)random.draw(Purpose::border, 10, 20, 4);
    EXPECT_NO_THROW(random.log().check());
    (void)random.draw(Purpose::border, 10, 20, 3);
    try {
        random.log().check();
        FAIL() << "an address was used twice and nobody noticed";
    } catch (std::logic_error const& error) {
        EXPECT_NE(std::string(error.what()).find("purpose 18"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("occasion 3"), std::string::npos) << error.what();
    }
}

TEST(Audit, TheLuckOfARoadOnADayMayBeReadByAllWhoPass)
{
    Randomness const random(1, 0);
    (void)random.draw(Purpose::ambush, 10, 20);
    (void)random.draw(Purpose::ambush, 10, 20);
    EXPECT_NO_THROW(random.log().check());
}

TEST(Audit, TwoEventsOfOnePlaceInTheOrderAreRefused)
{
    Population people;
    EventQueue queue(people, 0, 2);
    queue.add({5, EventKind::work_ends, 0, 1, 2, 0, 0});
    queue.add({5, EventKind::work_ends, 0, 1, 2, 9, 9});
    queue.begin_day(0);
    EXPECT_THROW((void)queue.next_minute(), std::logic_error);
}

}  // namespace
}  // namespace piste::test
