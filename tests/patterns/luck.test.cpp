// That common random numbers work for every shipped lever. CI makes few pairs; with PISTE_UPDATE_DOCS set the page is written from many.
#include "tests/patterns/changes.hpp"
#include "tests/patterns/luck.hpp"

#include "model/simulation.hpp"
#include "runners/config/document.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace piste::test {
namespace {

constexpr std::uint32_t pairs_in_ci = 8;   // with four, the spread of the base itself is known to a factor of several
constexpr std::uint32_t pairs_of_page = 24;
constexpr double a_tenth = 0.1;

std::shared_ptr<ReadScenario const> const& base()
{
    static auto const read = std::make_shared<ReadScenario const>(read_scenario(PISTE_SCENARIOS "/mali-2016.toml"));
    return read;
}

CaseRunner& runner()
{
    static CaseRunner shared{std::max(1U, std::thread::hardware_concurrency())};
    return shared;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

std::vector<double> ratios(std::vector<LuckOfLever> const& levers, std::size_t metric)
{
    std::vector<double> found;
    for (auto const& lever : levers) {
        if (lever.ratio.at(metric)) {
            found.push_back(*lever.ratio.at(metric));
        }
    }
    return found;
}

double share_that_reach_what_is_asked(std::vector<double> const& ratios)
{
    auto const reach = std::count_if(ratios.begin(), ratios.end(), [](double ratio) { return ratio >= asked_ratio; });
    return static_cast<double>(reach) / static_cast<double>(ratios.size());
}

TEST(Luck, the_page_tells_of_every_lever)
{
    if (std::getenv("PISTE_UPDATE_DOCS") != nullptr) {
        PageOfLuck page;
        page.pairs = pairs_of_page;
        page.with_feedback = luck_of_levers(names_of_levers(), base(), {}, {}, pairs_of_page, runner());
        page.without = luck_of_levers(names_of_levers(), base(), all_learning_off(), a_tenth, pairs_of_page, runner());
        page.travellers_reach_nobody =
            luck_of_levers(names_of_those(page.without, false), base(), travellers_reach_nobody(), a_tenth, pairs_of_page, runner());
        std::ofstream(PISTE_LUCK_PAGE, std::ios::binary) << luck_as_markdown(page);
    }
    auto const page = read_text_file(PISTE_LUCK_PAGE);
    for (auto const& lever : names_of_levers()) {
        auto const row = "| " + lever + " |";
        auto const first = page.find(row);
        ASSERT_NE(first, std::string::npos) << lever << ": PISTE_UPDATE_DOCS=1 luck_tests";
        EXPECT_NE(page.find(row, first + 1), std::string::npos) << lever << " stands in one table only";
    }
}

TEST(Luck, shared_luck_is_worth_more_without_feedback)
{
    auto const without = luck_of_levers(names_of_levers(), base(), all_learning_off(), a_tenth, pairs_in_ci, runner());
    // Levers that act through feedback alone would weigh on one side of the comparison only.
    auto const with = luck_of_levers(names_of_those(without, true), base(), {}, {}, pairs_in_ci, runner());
    for (std::size_t metric = 0; metric < luck_metrics.size(); ++metric) {
        EXPECT_GT(median(ratios(with, metric)), 1.0) << luck_metrics.at(metric);
        // Of deaths and money too, since luck goes by seats and meetings: about 8 and 5 in the median of 24 pairs.
        EXPECT_GT(median(ratios(without, metric)), 3.0) << luck_metrics.at(metric);
    }
    // Of exits only. What bandits and armed groups take varies more from run to run where posts and groups learn, so there sharing luck may
    // be worth more than in the world in which only queues carry differences on.
    std::vector<double> const exits = ratios(without, 0);
    EXPECT_GT(median(exits), median(ratios(with, 0)));
    EXPECT_GE(share_that_reach_what_is_asked(exits), 0.8);
}

// Levers whose effect all_learning_off takes away with the actors through whom they act.
TEST(Luck, most_levers_without_effect_there_reach_what_is_asked_where_their_actors_act)
{
    auto const without = luck_of_levers(names_of_levers(), base(), all_learning_off(), a_tenth, 2, runner());
    auto const silent = names_of_those(without, false);
    ASSERT_FALSE(silent.empty());
    auto const found = luck_of_levers(silent, base(), travellers_reach_nobody(), a_tenth, pairs_in_ci, runner());
    EXPECT_GE(2 * names_of_those(found, true).size(), silent.size());
    for (std::size_t metric = 0; metric < luck_metrics.size(); ++metric) {
        EXPECT_GE(share_that_reach_what_is_asked(ratios(found, metric)), 0.8) << luck_metrics.at(metric);
    }
}

TEST(Luck, the_page_says_of_each_lever_whether_it_meets_what_is_asked)
{
    LuckOfLever one;
    one.lever = "that";
    one.ratio = {58.0, 4.8, {}};
    LuckOfLever other;
    other.lever = "none";
    auto const page = luck_as_markdown({.with_feedback = {one}, .without = {one, other}, .travellers_reach_nobody = {other}, .pairs = 2});
    EXPECT_NE(page.find("| that | 58: met | 4.8: **not met** | nothing to compare |"), std::string::npos) << page;
    EXPECT_NE(page.find("Asked: at least 5; met for exits by 1 of 1, deaths 0 of 1, money 0 of 0 levers that make a difference.** The other 1 of 2"),
              std::string::npos)
        << page;
}

// ---- Before the first feedback: a lever at one place, and everybody who does not come there.

constexpr char one_place[] = "tal_handak";

// A week that begins and ends with a day on which something may be learned; nothing of it is learned yet.
Scenario week_before_feedback()
{
    auto world = base()->scenario;
    world.horizon.warm_up_days = 63;
    world.horizon.measured_days = 7;
    world.horizon.run_out_days = 0;
    return world;
}

Timeline week_with_lever()
{
    Timeline timeline{{{-63, week_before_feedback()}, {0, week_before_feedback()}}};
    auto& crossing = timeline.epochs.back().scenario.crossings[row_named(base()->scenario.crossings, one_place).value()];
    // What a passport spares stays the same, since whoever weighs whether to get one knows it at once.
    double const spared = crossing.refusal_without_passport.value() - crossing.refusal_with_passport.value();
    crossing.refusal_without_passport = Probability(1.0);
    crossing.refusal_with_passport = Probability(1.0 - spared);
    return timeline;
}

// Who is turned back may set out again from the second hub within the week: a way on its own feet, and no feedback.
bool is_taken_by_who_is_turned_back(Scenario const& world, Index<Link> link)
{
    for (auto const& itinerary : world.itineraries) {
        bool const from_second_hub = world.links[itinerary.links.front().value()].from == world.corridor.second_hub;
        bool const takes_link = std::find(itinerary.links.begin(), itinerary.links.end(), link) != itinerary.links.end();
        if (from_second_hub && takes_link) {
            return true;
        }
    }
    return false;
}

bool touches_place(Scenario const& world, Link const& link)
{
    return world.places[link.from.value()].name == one_place || world.places[link.to.value()].name == one_place;
}

// On stretches and at posts that neither lie there nor are passed by who was turned back there.
void expect_no_change_elsewhere(Scenario const& world, Outcome const& before, Outcome const& after)
{
    auto const nationalities = world.nationalities.size();
    auto const passages = axis_size(world, Axis::link) * nationalities;
    for (std::size_t i = 0; i < before.of(Variable::passages).size(); ++i) {
        auto const position = i % passages / nationalities;
        auto const& link = world.links[position];
        bool const is_there = touches_place(world, link) || is_taken_by_who_is_turned_back(world, Index<Link>(position));
        EXPECT_TRUE(is_there || before.of(Variable::passages)[i] == after.of(Variable::passages)[i]) << link.name;
    }
    for (std::size_t post = 0; post < world.post_groups.size(); ++post) {
        auto const link = world.post_groups[post].link;
        bool const is_there = touches_place(world, world.links[link.value()]) || is_taken_by_who_is_turned_back(world, link);
        EXPECT_TRUE(is_there || before.of(Variable::post_revenue)[post] == after.of(Variable::post_revenue)[post]) << world.post_groups[post].name;
    }
}

// Of a run in which nobody who was turned back has gone on by another crossing within the week.
void expect_one_crossing_changed(Scenario const& world, Outcome const& before, Outcome const& after)
{
    auto const nationalities = world.nationalities.size();
    auto const here = row_named(world.crossings, one_place).value();
    auto const of_crossing = [&](Outcome const& o, std::size_t crossing) {
        auto const passed = o.of(Variable::crossings).subspan(crossing * nationalities, nationalities);
        return std::vector<std::int64_t>(passed.begin(), passed.end());
    };
    for (std::size_t crossing = 0; crossing < world.crossings.size(); ++crossing) {
        EXPECT_EQ(of_crossing(before, crossing) == of_crossing(after, crossing), crossing != here) << world.crossings[crossing].name;
    }
}

TEST(Luck, a_lever_at_one_place_changes_no_count_elsewhere_before_the_first_feedback)
{
    auto const world = week_before_feedback();
    for (std::uint32_t replicate = 0; replicate < 8; ++replicate) {
        SCOPED_TRACE(replicate);
        auto const before = simulate(world, {2016, replicate, 0});
        auto const after = simulate(week_with_lever(), {2016, replicate, 0});
        expect_no_change_elsewhere(world, before, after);
        if (replicate == 0) {
            expect_one_crossing_changed(world, before, after);
        }
    }
}

class Journey : public Listener {
public:
    void begin(PersonName const& /*person*/) override {}
    void hear(StoryLine const& line) override
    {
        lines.push_back(std::to_string(line.minute) + " " + std::string(line.what) + " " + std::string(line.where) + " " + std::string(line.whom) +
                        " " + std::to_string(line.amount) + " " + std::to_string(line.purse_cfa));
        is_there = is_there || line.where.find(place) != std::string_view::npos;
    }

    std::string place;
    bool is_there = false;
    std::vector<std::string> lines;
};

TEST(Luck, who_never_comes_there_lives_the_same_minutes_and_francs_before_the_first_feedback)
{
    auto const few = migrants_times(0.2);   // each journey takes two runs
    auto world = week_before_feedback();
    auto with_lever = week_with_lever();
    few(world);
    for (auto& epoch : with_lever.epochs) {
        few(epoch.scenario);
    }
    auto const place = world.places[row_named(world.places, one_place).value()].label;
    std::size_t same = 0;
    constexpr std::uint32_t candidates = 1500;
    constexpr std::uint32_t step = 4;
    for (std::uint32_t number = 1; number < candidates; number += step) {
        PersonName const person{Index<Nationality>(0), number};
        std::array<Journey, 2> journeys;
        journeys[0].place = place;
        journeys[1].place = place;
        static_cast<void>(simulate(world, {2016, 0, 0}, person, journeys[0]));
        static_cast<void>(simulate(with_lever, {2016, 0, 0}, person, journeys[1]));
        if (!journeys[0].is_there && !journeys[1].is_there) {
            EXPECT_EQ(journeys[0].lines, journeys[1].lines) << "candidate " << number;
            same += journeys[0].lines.empty() ? 0U : 1U;
        }
    }
    EXPECT_GT(same, 5U);
}

}  // namespace
}  // namespace piste::test
