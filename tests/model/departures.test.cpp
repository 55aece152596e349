#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

constexpr std::uint32_t runs = 10;

std::int64_t entered_with_wish(Outcome const& outcome, Scenario const& world, std::size_t wish)
{
    std::int64_t sum = 0;
    for (std::size_t n = 0; n < world.nationalities.size(); ++n) {
        sum += outcome.of(Variable::entered_by_wish)[n * world.wishes.size() + wish];
    }
    return sum;
}

// Half of those with one wish have no reason to leave any more, and nobody else changes: the wish is the person's own.
TEST(Departures, AWishThatIsNoReasonKeepsItsOwnAtHome)
{
    auto world = small_world();
    world.news.learning = Switch::off;
    auto fewer = world;
    fewer.wishes[1].departure_factor = 0.5;
    auto none = world;
    none.wishes[1].departure_factor = 0.0;
    std::int64_t before = 0;
    std::int64_t after = 0;
    for (std::uint32_t replicate = 0; replicate < runs; ++replicate) {
        auto const base = simulate(world, {3, replicate, 0});
        auto const half = simulate(fewer, {3, replicate, 0});
        auto const without = simulate(none, {3, replicate, 0});
        EXPECT_EQ(entered_with_wish(without, world, 1), 0);
        EXPECT_TRUE(unsound(fewer, half).empty());
        EXPECT_EQ(half.tally(Tally::candidates),
                  half.tally(Tally::chose_mali) + half.tally(Tally::chose_niger) + half.tally(Tally::stayed_home));
        EXPECT_GT(half.tally(Tally::stayed_home), base.tally(Tally::stayed_home));
        EXPECT_LT(half.tally(Tally::chose_niger), base.tally(Tally::chose_niger));
        before += base.tally(Tally::departures);
        after += half.tally(Tally::departures);
    }
    auto const gone = static_cast<double>(before - after) / static_cast<double>(before);
    EXPECT_NEAR(gone, 0.5 * world.wishes[1].share, 0.03);
}

}  // namespace
}  // namespace piste::test
