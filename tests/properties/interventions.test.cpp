// What a change of one condition does elsewhere. Each direction follows from the reason given; no parameter sets any of
// these quantities. Runs on either side share their luck.
#include "tests/properties/mali_2016.hpp"

namespace piste::test {
namespace {

Scenario with_doubled_ask(Scenario world, std::string const& posts)
{
    auto& group = world.post_groups[row_named(world.post_groups, posts).value()];
    group.toll_floor_cfa *= 2;
    group.toll_cap_cfa *= 2;
    return world;
}

Measure takings(Scenario const& world, std::string const& posts)
{
    auto const group = row_named(world.post_groups, posts).value();
    return [=](Outcome const& outcome) { return static_cast<double>(outcome.of(Variable::post_revenue)[group]); };
}

// Posts in the south whose custom is to ask twice as much take more in all; more travellers will not give it, and are let go or put off
// the bus.
TEST(Interventions, DoublingTheAskOfOnePostGroupInTheSouth)
{
    auto const world = half_a_year();
    constexpr auto more_pairs = 3 * pairs;  // few are put off, and one group of posts among many adds few to them
    expect_moves(
        replicates(world, more_pairs), replicates(with_doubled_ask(world, "bamako-segou-gendarmerie"), more_pairs),
        {{"takings of the group", takings(world, "bamako-segou-gendarmerie"), +1},
         {"let go who would not give, for each who set out", ratio(Tally::let_go_refused, Tally::departures), +1},
         {"share put off the bus", ratio(Tally::put_off_bus, Tally::departures), +1}});
}

// The toll that all vehicles from Gao meet first is known in Gao: more people cannot pay what the way on costs, they
// work longer for it, and journeys cost more. Where groups learn what to ask, such a rise is a beginning that they forget.
TEST(Interventions, DoublingTheAskOfOnePostGroupInTheNorth)
{
    auto world = half_a_year();
    world.extraction.armed_posts_learn = Switch::off;
    constexpr auto more_pairs = 2 * pairs;
    expect_moves(replicates(world, more_pairs), replicates(with_doubled_ask(world, "gao-anefis-maa"), more_pairs),
                 {{"takings of the group", takings(world, "gao-anefis-maa"), +1},
                  {"share that runs short in a hub", ratio(Tally::ran_out_of_money_hub, Tally::entered_main_hub), +1},
                  {"days worked for each who entered Gao", ratio(Tally::work_days, Tally::entered_main_hub), +1},
                  {"cost of a journey that arrives", ratio(Tally::journey_cost_cfa, Tally::journeys_arrived), +1}});
}

// Travellers with twice the money: fewer cannot leave, fewer run short and work, fewer are locked up for want of the
// gate's tax; posts that ask by what they see take more of each; and more can buy papers.
TEST(Interventions, DoublingTravellersMoney)
{
    auto const world = half_a_year();
    auto changed = world;
    for (auto& nationality : changed.nationalities) {
        nationality.purse_median_cfa *= 2;
    }
    auto const state_takings = [](Outcome const& o) {
        auto const sum = paid(o, Party::migrant, Party::police, Leg::south) +
                         paid(o, Party::migrant, Party::gendarmerie, Leg::south) +
                         paid(o, Party::migrant, Party::army, Leg::south) +
                         paid(o, Party::migrant, Party::customs, Leg::south);
        return static_cast<double>(sum) / static_cast<double>(o.tally(Tally::all_departures));
    };
    expect_moves(replicates(world, pairs), replicates(changed, pairs),
                 {{"share unable to leave", ratio(Tally::unable_to_leave, Tally::chose_mali), -1},
                  {"share that runs short in a hub", ratio(Tally::ran_out_of_money_hub, Tally::entered_main_hub), -1},
                  {"days worked for each who entered Gao", ratio(Tally::work_days, Tally::entered_main_hub), -1},
                  {"minutes in Gao", ratio(Tally::hub_minutes, Tally::hub_stays), -1},
                  {"tolls to state posts for each who set out", state_takings, +1},
                  {"false papers bought", ratio(Tally::papers_bought, Tally::departures), +1}});
}

// Half the people: vehicles take longer to fill and leave with fewer aboard, fewer leave full; ghettos are less
// crowded; and of the same stock of rented passports there are more for each.
TEST(Interventions, HalvingTheFlow)
{
    auto const world = half_a_year();
    auto changed = world;
    changed.population.migrants_per_year /= 2;
    constexpr auto more_pairs = 3 * pairs;  // the price of papers falls too, so that few more rent them
    expect_moves(replicates(world, more_pairs), replicates(changed, more_pairs),
                 {{"wait of a vehicle", ratio(Tally::truck_wait_minutes, Tally::trucks_left), +1},
                  {"people aboard", ratio(Tally::truck_passengers, Tally::trucks_left), -1},
                  {"share of vehicles that leave full", ratio(Tally::trucks_left_full, Tally::trucks_left), -1},
                  {"people in ghettos", mean_of(world, Series::in_ghettos), -1},
                  {"share that rents papers", ratio(Tally::papers_rented, Tally::departures), +1}});
}

// T1: close one crossing, and each of the others carries more; the ways beyond shift; fewer are lost than used the
// closed one.
TEST(Interventions, ClosingACrossing)
{
    auto const world = half_a_year();
    auto changed = world;
    changed.crossings[row_named(changed.crossings, "tal_handak").value()].state = OpenState::closed;
    auto const base_runs = replicates(world, pairs);
    auto const changed_runs = replicates(changed, pairs);
    auto const all = [](Outcome const& o) { return sum_of(o, Variable::crossings); };
    std::vector<Expectation> expectations{{"through Tal Handak", through(world, "tal_handak"), -1}};
    for (auto const& crossing : world.crossings) {
        if (crossing.name != "tal_handak" && estimate(base_runs, through(world, crossing.name)).mean > 0.0) {
            expectations.push_back({"through " + crossing.name, through(world, crossing.name), +1});
        }
    }
    ASSERT_GE(expectations.size(), 3U) << "there is no other way";
    expect_moves(base_runs, changed_runs, expectations);
    auto const closed = estimate(base_runs, through(world, "tal_handak"));
    EXPECT_GT(closed.mean, 0.0);
    EXPECT_EQ(estimate(changed_runs, through(world, "tal_handak")).mean, 0.0);
    auto const net = paired_difference(base_runs, changed_runs, all);
    EXPECT_GT(net.mean + closed.mean, errors_that_count * (net.standard_error + closed.standard_error))
        << "net " << net.mean << ", closed " << closed.mean;
}

}  // namespace
}  // namespace piste::test
