// One migrant on an empty road, worked out by hand to the franc and the minute.
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

namespace piste::test {
namespace {

struct Line {
    Minute minute;
    std::string what;
    std::int64_t amount;
    std::int64_t purse_cfa;
};

class Story : public Listener {
public:
    void begin(PersonName const&) override {}
    void hear(StoryLine const& line) override
    {
        // Times count from the midnight before setting out.
        midnight = lines.empty() ? line.minute - line.minute % minutes_per_day : midnight;
        lines.push_back({line.minute - midnight, std::string(line.what), line.amount, line.purse_cfa});
    }
    // The first line of these words; a line of amount -1 if there is none.
    [[nodiscard]] Line said(std::string const& what) const
    {
        for (auto const& line : lines) {
            if (line.what == what) {
                return line;
            }
        }
        return {-1, "nothing of the kind", -1, -1};
    }
    Minute midnight = 0;
    std::vector<Line> lines;
};

class LoneMigrant : public ::testing::Test {
protected:
    void run()
    {
        outcome = simulate(world, address, {{}, PersonName::anybody}, story);
        ASSERT_TRUE(unsound(world, outcome).empty()) << unsound(world, outcome).front();
        ASSERT_EQ(outcome.tally(Tally::departures), 1);
    }
    [[nodiscard]] std::int64_t tally(Tally t) const { return outcome.tally(t); }
    [[nodiscard]] Francs total_paid() const
    {
        auto const ledger = outcome.of(Variable::ledger);
        return std::accumulate(ledger.begin(), ledger.end(), Francs{0});
    }

    Scenario world = lone_road();
    RunAddress const address = lone_address();
    Outcome outcome;
    Story story;
};

// Minute 360 of the day: the bus of firm 1 leaves Conakry; 10,000 + 15,000 CFA for both stretches.
//   360 + 300       a police post takes 1,000 and 5 minutes
//   360 + 600 + 5   = 965 Bamako; a through ticket, so the bus goes on at once
//   965 + 300       a gendarmes' post takes 2,000 and 5 minutes
//   965 + 605       the next one as well
//   965 + 900 + 10  = 1875 Gao. Taken off at the gate: 3,000; droit de ghetto: 5,000, of which the chairman hands on
//                   20 % to local authorities, 20 % to security forces, 10 % to residents; passeur: 60,000
// A vehicle of one seat stands ready: it leaves full one minute later, 1876; its driver gets 30 % of the fare.
//   1876 + 500      an armed group's post takes 5,000
//   1876 + 1000     = 2876 Tal Handak; nobody is refused
//   2876 + 800      = 3676 Tamanrasset
// Paid by the migrant: 25,000 + 1,000 + 4,000 + 3,000 + 5,000 + 60,000 + 5,000 = 103,000 of 200,000.
TEST_F(LoneMigrant, ArrivesToTheFrancAndTheMinute)
{
    run();
    EXPECT_EQ(paid(outcome, Party::migrant, Party::bus_firm, Leg::south), 25000);
    EXPECT_EQ(paid(outcome, Party::migrant, Party::police, Leg::south), 1000);
    EXPECT_EQ(paid(outcome, Party::migrant, Party::gendarmerie, Leg::south), 4000);
    EXPECT_EQ(paid(outcome, Party::migrant, Party::gendarmerie, Leg::hub), 3000);
    EXPECT_EQ(paid(outcome, Party::migrant, Party::chairman, Leg::hub), 5000);
    EXPECT_EQ(paid(outcome, Party::chairman, Party::local_authorities, Leg::hub), 1000);
    EXPECT_EQ(paid(outcome, Party::chairman, Party::security_forces, Leg::hub), 1000);
    EXPECT_EQ(paid(outcome, Party::chairman, Party::residents, Leg::hub), 500);
    EXPECT_EQ(paid(outcome, Party::migrant, Party::passeur, Leg::hub), 60000);
    EXPECT_EQ(paid(outcome, Party::passeur, Party::driver, Leg::north), 18000);
    EXPECT_EQ(paid(outcome, Party::migrant, Party::armed_group, Leg::north), 5000);
    EXPECT_EQ(total_paid(), 103000 + 1000 + 1000 + 500 + 18000) << "somebody else was paid as well";

    EXPECT_EQ(tally(Tally::arrived), 1);
    EXPECT_EQ(tally(Tally::purses_left_cfa), 97000);
    EXPECT_EQ(tally(Tally::journey_cost_cfa), 103000);
    EXPECT_EQ(tally(Tally::south_minutes), 1875 - 360);
    EXPECT_EQ(tally(Tally::hub_minutes), 1);
    EXPECT_EQ(tally(Tally::north_minutes), 3676 - 1876);
    EXPECT_EQ(tally(Tally::journey_minutes), 3676 - 360);
    EXPECT_EQ(tally(Tally::south_encounters), 3);
    EXPECT_EQ(tally(Tally::border_attempts), 1);
    // A vehicle's wait begins when it comes, not when it begins to load. Of those that stand ready, thirty a day, the first that came is taken,
    // just before its week is over: 240 minutes are five times what lies between two of them.
    EXPECT_GT(tally(Tally::truck_wait_minutes), 7 * 1440 - 240);
    EXPECT_LE(tally(Tally::truck_wait_minutes), 7 * 1440);
}

TEST_F(LoneMigrant, TheStoryTellsTheSame)
{
    run();
    auto const boards = story.said("boards a bus");
    EXPECT_EQ(boards.minute, 360);
    EXPECT_EQ(boards.amount, 25000);
    EXPECT_EQ(boards.purse_cfa, 175000);
    auto const toll = story.said("pays a toll");
    EXPECT_EQ(toll.minute, 660);
    EXPECT_EQ(toll.amount, 1000);
    auto const gate = story.said("is taken off the bus, pays a tax and is handed over to a passeur");
    EXPECT_EQ(gate.minute, 1875);
    EXPECT_EQ(gate.purse_cfa, 200000 - 25000 - 5000 - 3000);
    auto const passage = story.said("pays the droit de passage");
    EXPECT_EQ(passage.minute, 2376);
    EXPECT_EQ(passage.purse_cfa, 97000);
    auto const end = story.said("leaves Mali and reaches the first town beyond");
    EXPECT_EQ(end.minute, 3676);
    EXPECT_EQ(end.purse_cfa, 97000);
    EXPECT_EQ(story.lines.back().what, end.what);
}

// With 80,000: 42,000 left when the ghetto is paid. The way on costs 60,000 and a toll of 5,000, so 23,000 are missing;
// a day brings 2,000 less 750 for food: 19 days (18 would bring 22,500). Nobody at home can help.
//   leaves at 1875 + 19 x 1440 + 1 = 29236; earns 38,000, eats for 14,250; 42,000 + 23,750 - 60,000 - 5,000 = 750 left.
TEST_F(LoneMigrant, WorksExactlyAsLongAsTheWayOnTakes)
{
    world.nationalities[0].purse_median_cfa = 80000;
    run();
    EXPECT_EQ(tally(Tally::work_days), 19);
    EXPECT_EQ(paid(outcome, Party::employer, Party::migrant, Leg::hub), 38000);
    EXPECT_EQ(paid(outcome, Party::migrant, Party::residents, Leg::hub), 14250);
    EXPECT_EQ(tally(Tally::hub_minutes), 19 * 1440 + 1);
    EXPECT_EQ(tally(Tally::journey_minutes), 29236 + 1800 - 360);
    EXPECT_EQ(tally(Tally::arrived), 1);
    EXPECT_EQ(tally(Tally::purses_left_cfa), 750);
    EXPECT_EQ(tally(Tally::ran_out_of_money_hub), 1);
}

// A closed crossing of which nobody knows is as one that refuses everybody; one that is known to be closed nobody heads for.
TEST_F(LoneMigrant, FindsTheCrossingClosed)
{
    for (auto& crossing : world.crossings) {
        crossing.state = OpenState::closed;
    }
    world.way_on.home_appeal = 1000.0;
    world.truck.knows_closed_crossings = Switch::off;
    run();
    EXPECT_EQ(tally(Tally::border_refusals), 3);
    EXPECT_EQ(story.lines.back().minute, 2876 + 8 * 1440 + 1440);
    world.truck.knows_closed_crossings = Switch::on;
    run();
    EXPECT_EQ(tally(Tally::border_attempts), 0);
}

// Turned back at every try: at 2876, and alone 4 and 8 days later; after the third, a day's way to Kidal, where nobody
// goes on after as many refusals. 97,000 less the way home of 25,000 and the ghetto of Kidal of 5,000.
TEST_F(LoneMigrant, GivesUpAfterTheLastRefusal)
{
    for (auto& crossing : world.crossings) {
        crossing.refusal_without_passport = Probability(1.0);
    }
    world.way_on.home_appeal = 1000.0;
    run();
    EXPECT_EQ(tally(Tally::border_attempts), 3);
    EXPECT_EQ(tally(Tally::border_refusals), 3);
    EXPECT_EQ(tally(Tally::border_retries), 2);
    EXPECT_EQ(tally(Tally::people_retrying), 1);
    EXPECT_EQ(tally(Tally::returned), 1);
    EXPECT_EQ(tally(Tally::ghetto_stays), 2);
    EXPECT_EQ(tally(Tally::purses_left_cfa), 97000 - 5000 - 25000);
    EXPECT_EQ(story.lines.back().minute, 2876 + 8 * 1440 + 1440);
}

// Held at Tal Handak for 6 days; the family has nothing, so no ransom comes, and the desert is survived by nobody.
TEST_F(LoneMigrant, DiesAbandonedOnlyWhenTheRansomIsRefused)
{
    for (auto& crossing : world.crossings) {
        crossing.hostage = Probability(1.0);
    }
    world.hostage.abandoned_when_refused = Probability(1.0);
    world.north.death_when_abandoned = Probability(1.0);
    run();
    EXPECT_EQ(tally(Tally::held_for_ransom), 1);
    EXPECT_EQ(tally(Tally::held_minutes), 6 * 1440);
    EXPECT_EQ(tally(Tally::ransom_refused), 1);
    EXPECT_EQ(tally(Tally::abandoned), 1);
    EXPECT_EQ(tally(Tally::died_in_desert), 1);
    EXPECT_EQ(tally(Tally::dead), 1);
    EXPECT_EQ(story.lines.back().minute, 2876 + 6 * 1440);
}

// The same, but the family has and sends 150,000, of which the holder of the road gets 20 %; then the border is passed
// alone.
TEST_F(LoneMigrant, IsReleasedWhenTheFamilyPays)
{
    for (auto& crossing : world.crossings) {
        crossing.hostage = Probability(1.0);
    }
    world.nationalities[0].family_able = Probability(1.0);
    world.nationalities[0].family_median_cfa = 150001;
    world.hostage.family_pays = Probability(1.0);
    run();
    EXPECT_EQ(paid(outcome, Party::family, Party::hostage_taker, Leg::north), 150000);
    EXPECT_EQ(paid(outcome, Party::hostage_taker, Party::armed_group, Leg::north), 30000);
    EXPECT_EQ(tally(Tally::abandoned), 0);
    EXPECT_EQ(tally(Tally::arrived), 1);
    EXPECT_EQ(tally(Tally::journey_minutes), 2876 + 6 * 1440 + 800 - 360);
    EXPECT_EQ(tally(Tally::purses_left_cfa), 97000) << "a ransom never passes through the purse";
}

// Everybody on board is robbed of everything, halfway on the way to Tal Handak, right after the post there, by bandits
// who wait from some minute of the day to its end.
TEST_F(LoneMigrant, IsRobbedOfAllThatIsLeft)
{
    world.links[row_named(world.links, "gao-tal_handak").value()].ambush_per_day = Probability(1.0);
    world.north.ambush_low_minutes = world.north.ambush_high_minutes = 1440;
    world.north.robbed_in_ambush = Probability(1.0);
    world.north.killed_in_robbery = Probability(0.0);
    run();
    ASSERT_EQ(tally(Tally::robbed), 1) << "on that day the bandits come later than the truck: choose another seed";
    EXPECT_EQ(paid(outcome, Party::migrant, Party::bandit, Leg::north), 97000);
    EXPECT_EQ(tally(Tally::purses_left_cfa), 0);
    EXPECT_EQ(tally(Tally::arrived), 1);
}

}  // namespace
}  // namespace piste::test
