#include "model/population.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>

namespace piste::test {
namespace {

TEST(Population, GivesSlotsBackAndUsesThemAgain)
{
    Population people;
    auto const first = people.add();
    auto const second = people.add();
    EXPECT_NE(first, second);
    EXPECT_EQ(people.under_way(), 2U);
    people.remove(first);
    EXPECT_EQ(people.under_way(), 1U);
    EXPECT_EQ(people.add(), first);
    EXPECT_EQ(people.slots(), 2U);
    EXPECT_EQ(people.under_way(), 2U);
    people.remove(second);
    people.remove(first);
    EXPECT_EQ(people.under_way(), 0U);
    EXPECT_EQ(people.is_free(), (std::vector<bool>{true, true}));
}

// Whatever field is added later: every byte of the record is filled, and the next person must find none of it.
TEST(Population, ANewPersonInheritsNothing)
{
    Population people;
    auto const slot = people.add();
    std::array<unsigned char, sizeof(Person)> bytes{};
    bytes.fill(0xa5);
    std::memcpy(static_cast<void*>(&people[slot]), bytes.data(), bytes.size());
    people.remove(slot);
    ASSERT_EQ(people.add(), slot);
    auto const& person = people[slot];
    EXPECT_EQ(person.id, 0U);
    EXPECT_EQ(person.purse_cfa, 0);
    EXPECT_EQ(person.spent_cfa, 0);
    EXPECT_EQ(person.family_cfa, 0);
    EXPECT_EQ(person.debt_cfa, 0);
    EXPECT_EQ(person.departed, 0);
    EXPECT_EQ(person.leg_began, 0);
    EXPECT_EQ(person.traits, 0);
    EXPECT_EQ(person.passeur, 0);
    EXPECT_EQ(person.ghetto, Person::no_ghetto);
    EXPECT_EQ(person.nationality, 0);
    EXPECT_EQ(person.wish, 0);
    EXPECT_EQ(person.cohort, 0);
    EXPECT_EQ(person.itinerary, 0);
    EXPECT_EQ(person.place, 0);
    EXPECT_EQ(person.firm, 0);
    EXPECT_EQ(person.times_put_off, 0);
    EXPECT_EQ(person.hub_visits, 0);
    EXPECT_EQ(person.trips, 0);
    EXPECT_EQ(person.tries, 0);
    EXPECT_EQ(person.meetings, 0);
}

TEST(Population, TraitsAreOneBitEach)
{
    Population people;
    auto const slot = people.add();
    people.set(slot, Trait::family_able);
    people.set(slot, Trait::niger_bound);
    EXPECT_TRUE(people.has(slot, Trait::family_able));
    EXPECT_FALSE(people.has(slot, Trait::has_papers));
    people.clear(slot, Trait::family_able);
    EXPECT_FALSE(people.has(slot, Trait::family_able));
    EXPECT_TRUE(people.has(slot, Trait::niger_bound));
}

TEST(Population, MaliansAndBearersOfFalsePassportsPassAsMalians)
{
    Population people;
    auto const slot = people.add();
    people.set(slot, Trait::has_papers);
    EXPECT_FALSE(people.has_malian_passport(slot));
    for (auto const trait : {Trait::malian, Trait::rented_passport, Trait::bought_passport}) {
        people.set(slot, trait);
        EXPECT_TRUE(people.has_malian_passport(slot));
        people.clear(slot, trait);
    }
}

}  // namespace
}  // namespace piste::test
