#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

constexpr std::uint32_t runs = 10;

Scenario world_with_round_up(std::int32_t passeurs, Switch replacement)
{
    auto world = small_world();
    world.horizon.measured_days = 180;
    world.arrests.lag_low_days = 5;
    world.arrests.lag_high_days = 15;
    world.arrests.novice_room = Ratio(0.5);
    world.arrests.novice_days = 60;
    world.arrests.round_up_passeurs = passeurs;
    world.arrests.round_up_day = 30;
    world.arrests.replacement = replacement;
    return world;
}

// Whether the one passeur of the main hub who has this role is the one who is taken.
template <class GiveRole>
bool is_taken_first(RoundUp by, std::size_t nationality, std::size_t which, GiveRole give_role)
{
    auto world = world_with_round_up(1, Switch::on);
    world.arrests.round_up_by = by;
    world.arrests.round_up_day = 0;
    world.ties.transport_owners = world.ties.group_notables = Probability(0.0);
    piste::Run run(world, {1, 0, 0});
    auto const passeur = run.world.hubs[world.corridor.main_hub.value()].passeurs[nationality][which];
    run.day = 1;
    give_role(run.ties.passeurs[passeur]);
    arrest_and_replace(run);
    return !is_at_work(run, passeur);
}

// Whoever the luck of the day would have taken.
TEST(Arrests, TransportOwnersAndNotablesAreRoundedUpFirst)
{
    auto const owns = [](auto& ties) { ties.owns_transport = true; };
    auto const is_notable = [](auto& ties) { ties.notable_of = Index<ArmedGroup>(0); };
    for (auto const& [nationality, which] : {std::pair(0U, 0U), std::pair(0U, 1U), std::pair(1U, 0U)}) {
        EXPECT_TRUE(is_taken_first(RoundUp::transport_owners, nationality, which, owns));
        EXPECT_TRUE(is_taken_first(RoundUp::group_notables, nationality, which, is_notable));
    }
}

// With no state on any road to a hub nobody is arrested there.
TEST(Arrests, AreMadeWhereTheStateHoldsARoad)
{
    auto world = world_with_round_up(0, Switch::on);
    world.arrests.passeurs_per_year = 16.0;
    world.arrests.chairmen = Switch::on;
    auto const arrested = [&](Tally whom) { return estimate(replicates(world, runs), of(whom)).mean; };
    EXPECT_GT(arrested(Tally::passeurs_arrested), 5.0);
    EXPECT_GT(arrested(Tally::chairmen_arrested), 0.0);
    auto const coalition = world.links[row_named(world.links, "gao-kidal").value()].holder;
    for (auto& link : world.links) {
        link.holder = coalition;
    }
    EXPECT_EQ(arrested(Tally::passeurs_arrested), 0.0);
    EXPECT_EQ(arrested(Tally::chairmen_arrested), 0.0);
}

TEST(Arrests, OfDocumentMakersFollowWhatIsEnforcedWherePapersAreSold)
{
    auto const broken = [](double enforcement) {
        auto const world = world_with_round_up(0, Switch::on);
        auto often = world;
        often.arrests.document_ring_per_year = 4.0;
        int rings = 0;
        for (std::uint32_t run_number = 0; run_number < 200; ++run_number) {
            piste::Run run(often, {1, run_number, 0});
            run.society.enforcement_on_papers = enforcement;
            arrest_and_replace(run);
            rings += run.arrests.documents_from > run.day ? 1 : 0;
        }
        return rings;
    };
    auto const usual = broken(100.0);
    EXPECT_GT(usual, 5);
    EXPECT_GT(broken(500.0), 3 * usual);
    EXPECT_EQ(broken(0.0), 0);
}

TEST(Arrests, ClientsGoToACoNationalAndWaitWhereThereIsNone)
{
    auto const world = world_with_round_up(0, Switch::on);
    piste::Run run(world, {1, 0, 0});
    auto const nationality = row_named(world.nationalities, "guinea").value();
    auto const& guineans = run.world.hubs[world.corridor.main_hub.value()].passeurs[nationality];
    ASSERT_EQ(guineans.size(), 2U);
    for (std::uint32_t i = 0; i < 6; ++i) {
        auto const person = run.people.add();
        run.people[person].id = 100 + i;
        run.people[person].passeur = guineans[0];
        join_queue(run, person);
    }
    run.arrests.passeurs[guineans[0]].from = run.day + 10;
    hand_over_clients(run, guineans[0]);
    EXPECT_EQ(run.queues[guineans[0]].length, 0U);
    EXPECT_EQ(run.queues[guineans[1]].length, 6U);
    EXPECT_EQ(run.people[0].passeur, guineans[1]);
    EXPECT_EQ(successor(run, guineans[0], 7), guineans[1]);
    run.arrests.passeurs[guineans[1]].from = run.day + 10;
    hand_over_clients(run, guineans[1]);
    EXPECT_EQ(run.queues[guineans[1]].length, 6U);
    EXPECT_EQ(successor(run, guineans[1], 7), guineans[1]);
}

TEST(Arrests, ANewcomerKnowsLittleAndFillsHalfAVehicleAtFirst)
{
    auto const world = world_with_round_up(0, Switch::on);
    piste::Run run(world, {1, 0, 0});
    EXPECT_DOUBLE_EQ(room_he_fills(run, 0).value(), 1.0);
    run.arrests.passeurs[0] = {run.day, true, 0};
    EXPECT_DOUBLE_EQ(room_he_fills(run, 0).value(), 0.5);
    run.day += 30;
    EXPECT_DOUBLE_EQ(room_he_fills(run, 0).value(), 0.75);
    run.day += 30;
    EXPECT_DOUBLE_EQ(room_he_fills(run, 0).value(), 1.0);
    run.minds.of(0, 2).clients_remembered = 50.0;
    run.minds.of(0, 2).risk = 0.9;
    run.minds.forget(run.world, run.beliefs, 0);
    EXPECT_EQ(run.minds.of(0, 2).clients_remembered, 0.0);
    auto const group = run.world.passeurs[0].group.value();
    EXPECT_EQ(run.minds.of(0, 2).risk, run.beliefs.risk(world.passeur_groups[group].nationality.value(), 2));
}

// Cokseurs have sent nobody to him yet, and a round-up of those with most clients does not look for him.
TEST(Arrests, ANewcomerBeginsWithoutHisPredecessorsClients)
{
    auto world = world_with_round_up(0, Switch::on);
    world.prices.cokseurs = Switch::on;
    world.prices.referred = Probability(1.0);
    piste::Run run(world, {1, 0, 0});
    auto const nationality = row_named(world.nationalities, "guinea").value();
    auto const& guineans = run.world.hubs[world.corridor.main_hub.value()].passeurs[nationality];
    ASSERT_EQ(guineans.size(), 2U);
    auto const taken = guineans[0];
    run.prices.passeurs[taken].clients.now = run.prices.passeurs[guineans[1]].clients.now = 9.0;
    run.prices.passeurs[taken].joined = 5;
    refer(run);
    EXPECT_EQ(choose(run.prices.refers_to[nationality], 1U << 20), 0U) << "half go to the first";
    run.arrests.passeurs[taken] = {.from = run.day, .is_newcomer = true, .clients = 40};
    arrest_and_replace(run);
    EXPECT_EQ(run.prices.passeurs[taken].clients.now, 0.0);
    EXPECT_EQ(run.prices.passeurs[taken].joined, 0);
    EXPECT_EQ(run.arrests.passeurs[taken].clients, 0);
    EXPECT_EQ(run.prices.passeurs[guineans[1]].clients.now, 9.0);
    EXPECT_EQ(choose(run.prices.refers_to[nationality], 1U << 20), 1U) << "all go to the other";
}

TEST(Arrests, ANewChairmanAndNewDocumentMakersManageHalfAtFirst)
{
    auto const world = world_with_round_up(0, Switch::on);
    piste::Run run(world, {1, 0, 0});
    auto const beds = run.world.ghettos[0].beds;
    EXPECT_EQ(beds_he_fills(run, 0), beds);
    EXPECT_DOUBLE_EQ(papers_they_make(run).value(), 1.0);
    run.arrests.chairmen_from[0] = run.arrests.documents_from = run.day;
    EXPECT_EQ(beds_he_fills(run, 0), beds / 2);
    EXPECT_DOUBLE_EQ(papers_they_make(run).value(), 0.5);
    run.day += 30;
    EXPECT_DOUBLE_EQ(papers_they_make(run).value(), 0.75);
    run.day += 30;
    EXPECT_EQ(beds_he_fills(run, 0), beds);
    EXPECT_DOUBLE_EQ(papers_they_make(run).value(), 1.0);
}

// Whoever's turn it is.
TEST(Arrests, ClientsOfANotableGoFirstToAnotherOfHisGroup)
{
    auto world = world_with_round_up(0, Switch::on);
    world.ties.response = Switch::on;
    world.ties.group_notables = Probability(0.0);
    for (auto& group : world.passeur_groups) {
        group.passeurs = 3;
    }
    piste::Run run(world, {1, 0, 0});
    auto const& guineans = run.world.hubs[world.corridor.main_hub.value()].passeurs[row_named(world.nationalities, "guinea").value()];
    ASSERT_EQ(guineans.size(), 3U);
    run.arrests.passeurs[guineans[0]].from = run.day + 10;
    EXPECT_NE(successor(run, guineans[0], 7), successor(run, guineans[0], 8));
    run.ties.passeurs[guineans[0]].notable_of = run.ties.passeurs[guineans[2]].notable_of = Index<ArmedGroup>(0);
    for (std::uint32_t client = 0; client < 6; ++client) {
        EXPECT_EQ(successor(run, guineans[0], client), guineans[2]);
    }
    run.arrests.passeurs[guineans[2]].from = run.day + 10;
    EXPECT_EQ(successor(run, guineans[0], 7), guineans[1]);
}

TEST(Arrests, WhoIsTakenIsReplacedOrNot)
{
    auto const replaced = simulate(world_with_round_up(3, Switch::on), {1, 0, 0});
    EXPECT_EQ(replaced.tally(Tally::passeurs_arrested), 3);
    EXPECT_EQ(replaced.tally(Tally::passeurs_replaced), 3);
    auto const gone = simulate(world_with_round_up(3, Switch::off), {1, 0, 0});
    EXPECT_EQ(gone.tally(Tally::passeurs_arrested), 3);
    EXPECT_EQ(gone.tally(Tally::passeurs_replaced), 0);
    EXPECT_TRUE(unsound(world_with_round_up(3, Switch::off), gone).empty());
}

// All passeurs of Gao at once: with replacement the road north recovers, without it nobody leaves any more, and people wait.
TEST(Arrests, WithoutReplacementTheRoadIsShut)
{
    auto const all = 4;
    auto const base = replicates(world_with_round_up(0, Switch::on), runs);
    auto const replaced = replicates(world_with_round_up(all, Switch::on), runs);
    auto const gone = replicates(world_with_round_up(all, Switch::off), runs);
    auto const north = of(Tally::left_northward);
    auto const usual = estimate(base, north).mean;
    EXPECT_GT(estimate(replaced, north).mean, 0.8 * usual);
    EXPECT_LT(estimate(gone, north).mean, 0.4 * usual);
    EXPECT_GT(paired_difference(base, gone, of(Tally::under_way)).mean, 20.0);
}

TEST(Arrests, NothingIsArrestedNothingChanges)
{
    auto quiet = world_with_round_up(0, Switch::on);
    auto const base = simulate(small_world(), {7, 1, 0});
    quiet.horizon = small_world().horizon;
    auto const same = simulate(quiet, {7, 1, 0});
    EXPECT_EQ(base.values, same.values);
}

// Rents that dry up leave passeurs without the peace that they bought.
TEST(Arrests, WithoutSharedRentsArrestsAreMoreFrequent)
{
    auto world = world_with_round_up(0, Switch::on);
    world.arrests.passeurs_per_year = 4.0;
    world.arrests.social_peace = Switch::on;
    auto mean = world;
    mean.ghetto.authorities_share = mean.ghetto.security_share = mean.ghetto.residents_share = Ratio(0.0);
    Timeline const usual{{{0, world}}};
    Timeline const dried_up{{{0, world}, {1, mean}}};
    double more = 0.0;
    for (std::uint32_t replicate = 0; replicate < runs; ++replicate) {
        more += static_cast<double>(simulate(dried_up, {1, replicate, 0}).tally(Tally::passeurs_arrested) -
                                    simulate(usual, {1, replicate, 0}).tally(Tally::passeurs_arrested));
    }
    EXPECT_GT(more, 5.0 * runs);
}

// Those who find nobody have asked all the same, so papers are dear when somebody has taken the spot.
TEST(Arrests, ABrokenDocumentNetworkMakesPapersDear)
{
    auto world = world_with_round_up(0, Switch::on);
    world.prices.papers = Switch::on;
    world.prices.response = 0.8;
    world.prices.speed_per_week = 0.5;
    world.prices.memory_weeks = 2.0;
    world.prices.lowest = Ratio(0.7);
    world.prices.highest = Ratio(1.5);
    piste::Run run(world, {1, 0, 0});
    run.passports_for_rent = 20;
    auto const weeks_pass = [&](int weeks) {
        for (int week = 0; week < weeks; ++week, run.day += days_per_week) {
            run.prices.papers.asked_this_week = 10;
            set_prices(run);
        }
        return run.prices.papers.factor.value();
    };
    run.day = run.first_day();
    while (run.day < 0) {
        weeks_pass(1);
    }
    auto const usual = run.prices.papers.factor.value();
    run.arrests.documents_from = run.day + 28;
    auto const broken = weeks_pass(4);
    EXPECT_GT(broken, 1.2 * usual);
    EXPECT_LT(weeks_pass(20), 1.05 * usual);
}

TEST(Arrests, WhoFindsNoPapersHasAskedForThem)
{
    auto world = world_with_round_up(0, Switch::on);
    world.papers.reluctance = -100.0;   // everybody wants them
    piste::Run run(world, {1, 0, 0});
    auto const asks = [&](std::uint32_t id) {
        auto const person = run.people.add();
        run.people[person].id = id;
        run.people[person].purse_cfa = 1000000;
        choose_papers(run, person, 0);
        return run.people[person].purse_cfa;
    };
    run.passports_for_rent = 10;
    run.arrests.documents_from = run.day + 10;
    EXPECT_EQ(asks(100), 1000000);
    EXPECT_EQ(run.prices.papers.asked_this_week, 1);
    EXPECT_EQ(run.passports_for_rent, 10);
    run.arrests.documents_from = run.day;
    EXPECT_LT(asks(101), 1000000);
    EXPECT_EQ(run.prices.papers.asked_this_week, 2);
}

TEST(Arrests, ABrokenDocumentNetworkSellsNothingMeanwhile)
{
    auto world = world_with_round_up(0, Switch::on);
    auto broken = world;
    broken.arrests.document_ring_per_year = 20.0;
    auto const fewer = paired_difference(replicates(world, runs), replicates(broken, runs), [](Outcome const& outcome) {
        return static_cast<double>(outcome.tally(Tally::papers_rented) + outcome.tally(Tally::papers_bought));
    });
    EXPECT_LT(fewer.mean, -4.0 * fewer.standard_error);
}

}  // namespace
}  // namespace piste::test
