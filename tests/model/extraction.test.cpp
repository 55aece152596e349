// How travellers look to state posts, who mans them, and what is asked at first.
#include "model/extraction.hpp"

#include "model/answers.hpp"
#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <string>

namespace piste::test {
namespace {

Person with(Purse purse_cfa, Purse tolls_cfa, std::uint16_t traits = 0)
{
    Person who;
    who.purse_cfa = purse_cfa;
    who.amount = static_cast<std::uint32_t>(tolls_cfa);
    who.traits = traits;
    return who;
}

Scenario world_of_looks()
{
    auto world = small_world();
    world.roadblock.visible_share = Ratio(0.3);
    world.roadblock.undocumented_factor = Ratio(1.5);
    world.roadblock.malian_factor = Ratio(0.2);
    world.extraction.means_step_cfa = 10000;
    world.extraction.stake_step_cfa = 5000;
    world.extraction.reservation_share = Ratio(0.1);
    world.extraction.stake_visibility = Ratio(0.5);
    world.extraction.stake_weight = Ratio(4.0);
    return world;
}

// Of 100,000 CFA 30,000 are at hand; a toll of 10,000 comes out of these alone.
TEST(Looks, TollsComeOutOfWhatIsAtHand)
{
    Looks const looks(world_of_looks());
    EXPECT_EQ(looks.at_hand_cfa(with(100000, 0)), 30000.0);
    EXPECT_EQ(looks.at_hand_cfa(with(90000, 10000)), 20000.0);
    EXPECT_EQ(looks.at_hand_cfa(with(60000, 40000)), 0.0) << "never less than nothing";
}

TEST(Looks, SortTravellersByMeansPapersAndStake)
{
    Looks const looks(world_of_looks());
    EXPECT_EQ(looks.standing_of(with(0, 0)), Standing::undocumented);
    EXPECT_EQ(looks.standing_of(with(0, 0, static_cast<std::uint16_t>(Trait::has_papers))), Standing::documented);
    EXPECT_EQ(looks.standing_of(with(0, 0, static_cast<std::uint16_t>(Trait::rented_passport))), Standing::malian);
    EXPECT_EQ(looks.means_class_of(9999.0), 0U);
    EXPECT_EQ(looks.means_class_of(10000.0), 1U);
    EXPECT_EQ(looks.means_class_of(50000.0), 3U);
    // Half of what is sunk shows: the classes end at 5,000 and 15,000 of that.
    EXPECT_EQ(looks.stake_class_of(9999.0), 0U);
    EXPECT_EQ(looks.stake_class_of(10000.0), 1U);
    EXPECT_EQ(looks.stake_class_of(30000.0), 2U);
}

// Who can hide how far he has come gives no more than somebody who has just set out.
TEST(Looks, ReservationGrowsWithWhatIsAtHandAndWithTheStakeThatShows)
{
    auto world = world_of_looks();
    Looks const looks(world);
    EXPECT_DOUBLE_EQ(looks.median_reservation_cfa(20000.0, 0.0, Standing::documented), 2000.0);
    EXPECT_DOUBLE_EQ(looks.median_reservation_cfa(20000.0, 10000.0, Standing::documented), 4000.0);
    EXPECT_DOUBLE_EQ(looks.median_reservation_cfa(20000.0, 10000.0, Standing::undocumented), 6000.0);
    EXPECT_DOUBLE_EQ(looks.median_reservation_cfa(20000.0, 10000.0, Standing::malian), 800.0);
    world.extraction.stake_visibility = Ratio(0.0);
    Looks const hidden(world);
    EXPECT_DOUBLE_EQ(hidden.median_reservation_cfa(20000.0, 10000.0, Standing::documented), 2000.0);
    EXPECT_EQ(hidden.stake_class_of(1e9), 0U);
}

// Of the words of those who are stopped: reservations are uniform, and neither the price under trial nor haggling tells anything of them.
TEST(Luck, OfOneWordIsUniformAndItsPartsAreIndependent)
{
    Probability const stop(0.3);
    Randomness const random(3, 0);
    std::array<std::array<double, 2>, 2> sum{};   // of reservations, by trial and by haggling below a half
    std::array<std::array<double, 2>, 2> number{};
    double squares = 0.0;
    for (std::uint32_t i = 0; i < 40000; ++i) {
        auto const words = random.draw(Purpose::roadblock, i, 0);
        for (auto const word : words) {
            if (!stop.happens(word)) {
                continue;
            }
            Luck const luck(word, 1.0 / static_cast<double>(stop.threshold()));
            ASSERT_GT(luck.reservation, 0.0);
            ASSERT_LT(luck.reservation, 1.0);
            auto const haggles = luck.haggle < 1024 ? 1U : 0U;
            sum[luck.trial][haggles] += luck.reservation;
            number[luck.trial][haggles] += 1.0;
            squares += luck.reservation * luck.reservation;
        }
    }
    double total = 0.0;
    for (auto const& row : number) {
        total += row[0] + row[1];
    }
    for (std::size_t trial = 0; trial < 2; ++trial) {
        for (std::size_t haggles = 0; haggles < 2; ++haggles) {
            auto const of_these = number[trial][haggles];
            EXPECT_NEAR(of_these, total / 4.0, 4.0 * std::sqrt(total * 3.0 / 16.0));
            EXPECT_NEAR(sum[trial][haggles] / of_these, 0.5, 4.0 * std::sqrt(1.0 / 12.0 / of_these));
        }
    }
    EXPECT_NEAR(squares / total, 1.0 / 3.0, 4.0 * std::sqrt(4.0 / 45.0 / total));
}

// Of who refuses the stated share is let go, whatever is asked, and nobody whom a lower reservation would spare.
TEST(Answers, LetTheStatedShareOfRefusalsGo)
{
    constexpr int steps = 100000;
    for (Francs const ask : {500, 1000, 3000}) {
        double refused = 0.0;
        double let_go = 0.0;
        for (int i = 0; i < steps; ++i) {
            Answers const answers(1000.0, (i + 0.5) / steps);
            if (!answers.would_give(ask)) {
                refused += 1.0;
                let_go += answers.is_among_first(0.9, ask) ? 1.0 : 0.0;
            }
        }
        EXPECT_NEAR(let_go / refused, 0.9, 2.0 / refused + 1e-9);
        auto const ratio = static_cast<double>(ask) / 1000.0;
        EXPECT_NEAR(1.0 - refused / steps, 1.0 / (1.0 + std::pow(ratio, reservation_shape)), 2.0 / steps);
    }
}

// What is asked for ever where posts do not learn: a share of what shows, between floor and cap.
TEST(PostPrices, BeginByTheRuleOfThumb)
{
    auto world = world_of_looks();
    world.extraction.posts_learn = Switch::off;
    world.roadblock.apparent_means_share = Ratio(0.1);
    World const prepared(world);
    PostPrices const prices(world, prepared);
    auto const& tariff = prices.tariffs[0];
    auto const ask = [&](std::size_t means, Standing standing) {
        auto const asks = tariff.asks_of(visible_class(means, standing, 1));
        EXPECT_EQ(asks[0], asks[1]) << "nothing is tried";
        return asks[0];
    };
    EXPECT_EQ(ask(0, Standing::documented), 1000) << "the floor";
    EXPECT_EQ(ask(1, Standing::documented), 1500);
    EXPECT_EQ(ask(2, Standing::documented), 3000);
    EXPECT_EQ(ask(2, Standing::undocumented), 4500);
    EXPECT_EQ(ask(3, Standing::undocumented), 5000) << "the cap";
    EXPECT_EQ(ask(1, Standing::malian), 300);
}

// Posts are given up evenly, and those that remain were there before.
TEST(PostPrices, ManTheShareToldWithoutMovingAnybody)
{
    auto world = small_world();
    auto& group = world.post_groups[row_named(world.post_groups, "bamako-gao").value()];
    group.posts = 8;
    auto const manned_at = [&](double share) {
        group.manned = Ratio(share);
        World const prepared(world);
        PostPrices const prices(world, prepared);
        return std::vector<int>(prices.is_manned.begin(), prices.is_manned.begin() + 8);
    };
    auto const all = manned_at(1.0);
    auto const half = manned_at(0.5);
    auto const quarter = manned_at(0.25);
    EXPECT_EQ(std::accumulate(all.begin(), all.end(), 0), 8);
    EXPECT_EQ(half, (std::vector<int>{1, 0, 1, 0, 1, 0, 1, 0}));
    EXPECT_EQ(quarter, (std::vector<int>{1, 0, 0, 0, 1, 0, 0, 0}));
    EXPECT_EQ(manned_at(0.0), std::vector<int>(8, 0));
}

// A price once paid for a job is sunk: to the franc nothing changes. Where jobs are for sale it acts, by who is there.
TEST(PostPrices, PriceOfAJobActsThroughEntryOnly)
{
    auto world = small_world();
    auto const taken = [&](Purse price, Switch for_sale) {
        world.extraction.job_price_cfa = price;
        world.extraction.jobs_for_sale = for_sale;
        return simulate(world, {1, 0, 0}).values;
    };
    auto const cheap = taken(100'000, Switch::off);
    EXPECT_EQ(cheap, taken(100'000'000, Switch::off));
    // Every post is worth either price: what was paid for it is gone, and moves nothing.
    EXPECT_EQ(taken(100, Switch::on), taken(200, Switch::on));
    EXPECT_NE(taken(100, Switch::on), taken(1'000'000'000, Switch::on));
}

std::int64_t taken_at_roadblocks(Scenario const& world)
{
    std::int64_t sum = 0;
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
        auto const outcome = simulate(world, {1, replicate, 0});
        for (std::size_t g = 0; g < world.post_groups.size(); ++g) {
            sum += world.post_groups[g].force == Force::armed_group ? 0 : outcome.of(Variable::post_revenue)[g];
        }
    }
    return sum;
}

// Posts that ask what they like at first, and learn fast, so that a few weeks show what moves them.
Scenario world_of_learners()
{
    auto world = small_world();
    world.extraction.learning_step = 0.3;
    for (auto& group : world.post_groups) {
        group.toll_floor_cfa = group.force == Force::armed_group ? group.toll_floor_cfa : 100;
    }
    return world;
}

TEST(PostPrices, FallWhereOfficersFearASanctionAndMoreWhereAWageIsAtStake)
{
    auto const asked = [](double sanction, Purse wage) {
        auto world = world_of_learners();
        world.extraction.sanction_per_demand = Probability(sanction);
        world.extraction.sanction_weeks_of_wage = 26.0;
        world.extraction.wage_cfa_per_week = wage;
        double francs = 0.0;
        double demands = 0.0;
        for (std::uint32_t replicate = 0; replicate < 12; ++replicate) {
            auto const outcome = simulate(world, {1, replicate, 0});
            auto const sum = [&](Variable variable) {
                auto const values = outcome.of(variable);
                return static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0}));
            };
            francs += sum(Variable::post_asked);
            demands += sum(Variable::post_asks);
        }
        return francs / demands;
    };
    auto const unseen = asked(0.0, 60000);
    EXPECT_EQ(unseen, asked(0.0, 600000)) << "a wage that cannot be lost moves nothing";
    auto const seen = asked(0.001, 60000);
    EXPECT_LT(seen, 0.95 * unseen);
    EXPECT_LT(asked(0.001, 180000), 0.95 * seen);
}

TEST(PostPrices, AShareOwedUpwardMovesNoDemandByItselfAndATargetIncomeDoes)
{
    auto world = world_of_learners();
    auto const usual = taken_at_roadblocks(world);
    world.extraction.share_owed_upward = Ratio(0.5);
    EXPECT_EQ(taken_at_roadblocks(world), usual);
    world.extraction.target_income = Switch::on;
    world.extraction.target_cfa_per_week = 2000;
    EXPECT_LT(static_cast<double>(taken_at_roadblocks(world)), 0.9 * static_cast<double>(usual));
}

// A price paid for a job is sunk, unless officers seek an income and reckon the price into it.
TEST(PostPrices, APriceOfAJobActsThroughATargetIncomeThatRecoupsIt)
{
    auto world = world_of_learners();
    world.extraction.target_income = Switch::on;
    world.extraction.target_cfa_per_week = 2000;
    world.extraction.job_years = 1.0;
    auto const taken = [&](Purse price, Switch recouped) {
        world.extraction.job_price_cfa = price;
        world.extraction.price_recouped = recouped;
        return taken_at_roadblocks(world);
    };
    EXPECT_EQ(taken(0, Switch::off), taken(1000000, Switch::off));
    EXPECT_EQ(taken(0, Switch::on), taken(0, Switch::off));
    EXPECT_GT(static_cast<double>(taken(1000000, Switch::on)), 1.05 * static_cast<double>(taken(0, Switch::on)));
}

// Out of what roadblocks took, and to nobody else.
TEST(PostPrices, AShareOwedUpwardStandsInTheLedger)
{
    auto world = world_of_learners();
    world.extraction.share_owed_upward = Ratio(0.25);
    auto const outcome = simulate(world, {1, 0, 0});
    auto const moved = [&](Party payer, Party payee) { return paid(outcome, payer, payee, Leg::south); };
    std::int64_t owed = 0;
    for (auto const force : {Party::police, Party::gendarmerie, Party::army, Party::customs}) {
        auto const taken = static_cast<double>(moved(Party::migrant, force));
        auto const upward = moved(force, Party::politician);
        EXPECT_NEAR(static_cast<double>(upward), 0.25 * taken, 0.01 * taken);  // whole francs, vehicle by vehicle
        owed += upward;
    }
    EXPECT_GT(owed, 0);
}

TEST(PostPrices, FallWhereRightsAreKnown)
{
    auto world = world_of_learners();
    auto const usual = taken_at_roadblocks(world);
    world.roadblock.let_go_when_rights_are_known = Probability(1.0);
    for (auto& nationality : world.nationalities) {
        nationality.knows_rights = Probability(1.0);
    }
    EXPECT_EQ(taken_at_roadblocks(world), 0);
    EXPECT_GT(usual, 0);
}

TEST(PostPrices, OfAllTogetherAreAskedOnceAJourney)
{
    auto world = small_world();
    for (auto& group : world.post_groups) {
        group.stop = Probability(1.0);
    }
    world.extraction.tolls_set_jointly = Switch::on;
    auto const outcome = simulate(world, {1, 0, 0});
    EXPECT_LE(outcome.tally(Tally::south_encounters), outcome.tally(Tally::departures));
    EXPECT_GT(outcome.tally(Tally::south_encounters), 0);
}

TEST(PostPrices, AreOneForAllWhereNobodyLooks)
{
    auto world = world_of_looks();
    world.extraction.asks_by_looks = Switch::off;
    World const prepared(world);
    PostPrices const prices(world, prepared);
    auto const& tariff = prices.tariffs[0];
    EXPECT_EQ(tariff.asks_of(visible_class(0, Standing::documented, 0)), tariff.asks_of(visible_class(3, Standing::undocumented, 2)));
}

// Of two posts that take a tenth and a fifth of what is at hand, who stands before the first keeps a fifth back, and before the second
// nothing. What is told is of some weeks ago; an empty post is soon forgotten.
TEST(PostPrices, LeaveTravellersFreeToGiveWhatPostsAheadDoNotTake)
{
    auto world = small_world();
    auto& group = world.post_groups[row_named(world.post_groups, "bamako-gao").value()];
    group.posts = 2;
    group.stop = Probability(1.0);
    world.extraction.hearsay_speed = 0.5;
    world.extraction.posts_learn = Switch::off;
    piste::Run run(world, {1, 0, 0});
    auto const& way = world.itineraries[row_named(world.itineraries, "bamako-gao").value()];
    auto const itinerary = row_named(world.itineraries, "bamako-gao");
    auto const& stops = run.world.roads[way.links[0].value()].stops;
    auto& prices = run.post_prices;
    auto const gives = [&](std::size_t stop, Purse francs) {
        auto& seen = prices.tariffs[stops[stop].post].of(visible_class(0, Standing::documented, 0));
        seen.at_hand_cfa += 1000;
        seen.note(0, francs);
    };
    auto const week = [&] {
        gives(0, 100);
        gives(1, 200);
        run.day += days_per_week;
        learn_at_posts(run);
    };
    auto const free_at = [&](std::size_t stop) { return prices.approaches[itinerary.value()][0].posts[stop].free_share[0]; };
    EXPECT_DOUBLE_EQ(free_at(0), 1.0);
    week();
    EXPECT_DOUBLE_EQ(free_at(0), 0.9);
    EXPECT_DOUBLE_EQ(free_at(1), 1.0);
    week();
    EXPECT_DOUBLE_EQ(free_at(0), 0.85);
    run.post_prices.is_manned[stops[1].post] = 0;
    run.day += days_per_week;
    learn_at_posts(run);
    EXPECT_DOUBLE_EQ(free_at(0), 0.925);
    prices.once_a_trip = true;
    auto const& approach = prices.approaches[itinerary.value()][0];
    EXPECT_DOUBLE_EQ(free_of_posts_ahead(prices, world, approach, stops[0])[0], 1.0) << "who is asked once has nothing ahead";
}

// On the way north the state takes where it mans posts, and who is not let go is left on the road.
TEST(PostPrices, OfTheStateInTheNorthAreAskedWhereSomebodyMansThem)
{
    auto world = small_world();
    auto guard = world.post_groups[row_named(world.post_groups, "bamako-gao").value()];
    guard.name = "guard";
    guard.id = entity_id("posts/guard");
    guard.force = Force::army;
    guard.link = row_named(world.links, "gao-tal_handak");
    guard.stop = Probability(1.0);
    world.extraction.let_go_when_refusing = Probability(0.5);
    auto const at = [&](double manned) {
        guard.manned = Ratio(manned);
        auto changed = world;
        changed.post_groups.push_back(guard);
        return simulate(changed, {1, 0, 0});
    };
    auto const position = world.post_groups.size();
    auto const empty = at(0.0);
    auto const full = at(1.0);
    EXPECT_EQ(empty.of(Variable::post_encounters)[position], 0);
    EXPECT_GT(full.of(Variable::post_revenue)[position], 0);
    EXPECT_GT(full.tally(Tally::left_at_post), empty.tally(Tally::left_at_post));
    EXPECT_EQ(paid(full, Party::migrant, Party::army, Leg::north), full.of(Variable::post_revenue)[position]);
}

}  // namespace
}  // namespace piste::test
