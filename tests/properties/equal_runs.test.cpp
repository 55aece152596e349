// Runs that must be equal, and runs that may differ only in part: the same arguments, a listener, tables in another
// order, a row that concerns nobody, an intervention further along the road.
#include "model/random.hpp"
#include "runners/config/scenario_reader.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace piste::test {
namespace {

// Names the first value in which two outcomes of one scenario differ.
void expect_equal(Outcome const& a, Outcome const& b)
{
    for (std::size_t v = 0; v < variable_count; ++v) {
        auto const& left = a.values.at(v);
        auto const& right = b.values.at(v);
        ASSERT_EQ(left.size(), right.size()) << variable_infos.at(v).name;
        for (std::size_t i = 0; i < left.size(); ++i) {
            ASSERT_EQ(left[i], right[i]) << variable_infos.at(v).name << '[' << i << ']';
        }
    }
}

TEST(EqualRuns, TheSameArgumentsGiveTheSameRun)
{
    auto const world = small_world();
    expect_equal(simulate(world, {3, 4, 0}), simulate(world, {3, 4, 0}));
}

TEST(EqualRuns, OtherAddressesGiveOtherRuns)
{
    auto const world = small_world();
    auto const base = simulate(world, {3, 4, 0});
    EXPECT_NE(base.values, simulate(world, {4, 4, 0}).values);
    EXPECT_NE(base.values, simulate(world, {3, 5, 0}).values);
    EXPECT_NE(base.values, simulate(world, {3, 4, 1}).values);
}

class Counter : public Listener {
public:
    void begin(PersonName const& name) override { person = name; }
    void hear(StoryLine const& line) override
    {
        ++lines;
        purse_was_negative = purse_was_negative || line.purse_cfa < 0;
        time_went_back = time_went_back || line.minute < last;
        last = line.minute;
    }
    PersonName person;
    int lines = 0;
    bool purse_was_negative = false;
    bool time_went_back = false;
    Minute last = -2147483647;
};

TEST(EqualRuns, AListenerChangesNothing)
{
    auto const world = small_world();
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
        Counter counter;
        auto const told = simulate(world, {3, replicate, 0}, {{}, PersonName::anybody}, counter);
        expect_equal(simulate(world, {3, replicate, 0}), told);
        EXPECT_GE(counter.lines, 2) << "a journey begins and ends";
        EXPECT_FALSE(counter.purse_was_negative);
        EXPECT_FALSE(counter.time_went_back);
    }
}

TEST(EqualRuns, ANamedPersonIsTheSameOneAgain)
{
    auto const world = small_world();
    Counter anybody;
    (void)simulate(world, {3, 0, 0}, {{}, PersonName::anybody}, anybody);
    Counter named;
    (void)simulate(world, {3, 0, 0}, anybody.person, named);
    EXPECT_EQ(named.lines, anybody.lines);
    EXPECT_EQ(named.last, anybody.last);
}

// The tables of a text, each with its lines: what stands before the first table comes first.
std::vector<std::string> tables_of(std::string const& text)
{
    std::vector<std::string> tables{""};
    std::size_t begin = 0;
    while (begin < text.size()) {
        auto const end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        if (text[begin] == '[') {
            tables.emplace_back();
        }
        tables.back() += text.substr(begin, end - begin);
        begin = end;
    }
    return tables;
}

TEST(EqualRuns, TheOrderOfTablesDoesNotMatter)
{
    auto const text = read_text_file(PISTE_SMALL_WORLD);
    auto const base = simulate(read_scenario_text(text, "base").scenario, {3, 0, 0});
    auto tables = tables_of(text);
    ASSERT_GT(tables.size(), 20U);
    for (std::uint32_t shuffle = 0; shuffle < 3; ++shuffle) {
        Randomness const random(11, shuffle);
        for (std::size_t i = tables.size() - 1; i > 1; --i) {
            auto const words = random.draw(Purpose::bed, static_cast<std::uint32_t>(i), 0);
            std::swap(tables[i],
                      tables[static_cast<std::size_t>(pick_between(1, static_cast<std::int64_t>(i), words[0]))]);
        }
        std::string shuffled;
        for (auto const& table : tables) {
            shuffled += table;
        }
        ASSERT_NE(shuffled, text);
        expect_equal(base, simulate(read_scenario_text(shuffled, "shuffled").scenario, {3, 0, 0}));
    }
}

// Positions in tables decide nothing: a place and a wish that nobody has move everybody's position and nobody's luck.
TEST(EqualRuns, ARowThatConcernsNobodyChangesNobodysJourney)
{
    auto const base_world = small_world();
    auto world = base_world;
    Wish wish;
    wish.name = wish.label = "aaa";
    wish.id = entity_id("wish/aaa");
    world.wishes.insert(world.wishes.begin(), wish);
    BusFirm firm;
    firm.name = firm.label = "aaa";
    firm.id = entity_id("bus_firm/aaa");
    firm.fare_factor = Ratio(1.0);
    world.bus_firms.insert(world.bus_firms.begin(), firm);
    auto const base = simulate(base_world, {3, 0, 0});
    auto const changed = simulate(world, {3, 0, 0});
    for (auto const variable :
         {Variable::tallies, Variable::ledger, Variable::daily, Variable::fates, Variable::truck_loads}) {
        EXPECT_TRUE(std::ranges::equal(base.of(variable), changed.of(variable)))
            << variable_infos.at(static_cast<std::size_t>(variable)).name;
    }
}

void expect_same_south(Scenario const& a, Scenario const& b)
{
    auto const base = simulate(a, {3, 0, 0});
    auto const changed = simulate(b, {3, 0, 0});
    EXPECT_NE(base.values, changed.values) << "the intervention did nothing at all";
    for (auto const tally :
         {Tally::candidates, Tally::chose_mali, Tally::unable_to_leave, Tally::departures, Tally::south_encounters,
          Tally::tolls_paid, Tally::tolls_haggled, Tally::let_go_rights, Tally::put_off_bus, Tally::entered_main_hub,
          Tally::south_minutes, Tally::taken_off_at_gate, Tally::arrests}) {
        EXPECT_EQ(base.tally(tally), changed.tally(tally)) << tally_entries.at(static_cast<std::size_t>(tally)).name;
    }
    auto const days = axis_size(a, Axis::day);
    for (std::size_t day = 0; day < days; ++day) {
        ASSERT_EQ(base.of(Variable::daily)[day], changed.of(Variable::daily)[day]) << "departures of day " << day;
    }
}

// Where beliefs and false papers do not carry word back, nothing north of Gao reaches the south.
Scenario without_word_from_the_north()
{
    auto world = small_world();
    world.population.cost_steepness = 0.0;
    world.population.risk_steepness = 0.0;
    world.papers.rental_stock = 0;
    world.papers.new_rentals_per_month = 0;
    return world;
}

TEST(EqualRuns, AClosedCrossingLeavesTheSouthAlone)
{
    auto const base = without_word_from_the_north();
    auto closed = base;
    closed.crossings[row_named(closed.crossings, "timiaouine").value()].state = OpenState::closed;
    // What is known of tolls changes with it, and so what people think they need: it must stay the same here.
    closed.post_groups[row_named(closed.post_groups, "gao-kidal").value()].posts = 1;
    auto same_tolls = base;
    same_tolls.post_groups[row_named(same_tolls.post_groups, "gao-kidal").value()].posts = 1;
    expect_same_south(same_tolls, closed);
}

TEST(EqualRuns, FewerVehiclesLeaveTheSouthAlone)
{
    auto const base = without_word_from_the_north();
    auto scarce = base;
    for (auto& kind : scarce.vehicle_kinds) {
        kind.arrivals_per_day = 0.2;
    }
    expect_same_south(base, scarce);
}

TEST(EqualRuns, HarsherBorderControlLeavesTheSouthAlone)
{
    auto const base = without_word_from_the_north();
    auto harsh = base;
    for (auto& crossing : harsh.crossings) {
        crossing.refusal_without_passport = Probability(0.8);
        crossing.refusal_with_passport = Probability(0.5);
    }
    expect_same_south(base, harsh);
}

// Raising one probability keeps everybody to whom it happened before: common random numbers, one threshold moved. With
// what follows from it switched off, those robbed of one trip are the same and more.
TEST(EqualRuns, AHigherProbabilityAddsAndTakesAwayNobody)
{
    auto low = without_word_from_the_north();
    low.roadblock.let_go_when_rights_are_known = Probability(0.2);
    auto high = low;
    high.roadblock.let_go_when_rights_are_known = Probability(0.9);
    auto const few = simulate(low, {3, 0, 0});
    auto const many = simulate(high, {3, 0, 0});
    EXPECT_EQ(few.tally(Tally::departures), many.tally(Tally::departures));
    EXPECT_GT(many.tally(Tally::let_go_rights), few.tally(Tally::let_go_rights));
    EXPECT_LT(paid(many, Party::migrant, Party::gendarmerie, Leg::south),
              paid(few, Party::migrant, Party::gendarmerie, Leg::south));
}

// What one traveller is told between Bamako and Gao, in words.
class OnTheWayToGao : public Listener {
public:
    void begin(PersonName const&) override {}
    void hear(StoryLine const& line) override
    {
        if (line.where == "bamako-gao") {
            told.emplace_back(line.what);
        }
    }
    std::vector<std::string> told;
};

std::vector<std::string> on_the_way_to_gao(Scenario const& world, std::uint32_t number)
{
    OnTheWayToGao story;
    static_cast<void>(simulate(world, {3, 0, 0}, {row_named(world.nationalities, "guinea"), number}, story));
    return story.told;
}

// Bandits half way, and two posts, before and after them, at which a traveller's luck comes from one block: who is left when others
// are killed has the same luck at the second post as if nobody had been.
TEST(EqualRuns, ADeathBetweenTwoPostsShiftsNobodyElsesLuck)
{
    auto spared = without_word_from_the_north();
    spared.horizon = {.start_date = "2016-01-01", .warm_up_days = 0, .measured_days = 4, .run_out_days = 10};
    spared.population.migrants_per_year = 20'000;
    spared.extraction.posts_learn = Switch::off;
    spared.links[row_named(spared.links, "bamako-gao").value()].ambush_per_day = Probability(1.0);
    spared.north.ambush_low_minutes = spared.north.ambush_high_minutes = minutes_per_day;
    spared.north.robbed_in_ambush = Probability(1.0);
    spared.north.killed_in_robbery = Probability(0.0);
    auto deadly = spared;
    deadly.north.killed_in_robbery = Probability(0.5);
    int robbed_and_alive = 0;
    int stopped_afterwards = 0;
    for (std::uint32_t number = 0; number < 400; ++number) {
        auto const told = on_the_way_to_gao(deadly, number);
        bool const lives = std::find(told.begin(), told.end(), "dies") == told.end();
        auto const robbed = std::find(told.begin(), told.end(), "is robbed of everything by bandits");
        if (!lives || robbed == told.end()) {
            continue;
        }
        ++robbed_and_alive;
        auto const is_asked = [](std::string const& what) { return what.find("toll") != std::string::npos; };
        stopped_afterwards += std::any_of(robbed, told.end(), is_asked) ? 1 : 0;
        EXPECT_EQ(told, on_the_way_to_gao(spared, number)) << "candidate " << number;
    }
    EXPECT_GT(robbed_and_alive, 10);
    EXPECT_GT(stopped_afterwards, 2);
}

}  // namespace
}  // namespace piste::test
