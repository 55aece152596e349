#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

Scenario priced_world()
{
    auto world = small_world();
    world.horizon = {.start_date = "2016-01-01", .warm_up_days = 140, .measured_days = 120, .run_out_days = 60};
    world.prices = {.passeur_fares = Switch::on,
                    .ghetto_fees = Switch::on,
                    .papers = Switch::on,
                    .extortion = Switch::on,
                    .extortion_share = 0.5,
                    .extortion_weeks = 4,
                    .referred = Probability(0.5),
                    .response = 0.8,
                    .speed_per_week = 0.5,
                    .pass_through = 0.5,
                    .memory_weeks = 2.0,
                    .lowest = Ratio(0.7),
                    .highest = Ratio(1.5),
                    .compares_fares = Probability(1.0),
                    .choice_noise_cfa = 5000};
    return world;
}

// The mean of a daily series over the measured days.
Measure mean_of(Scenario const& scenario, Series series)
{
    auto const first = static_cast<std::size_t>(scenario.horizon.warm_up_days);
    auto const count = static_cast<std::size_t>(scenario.horizon.measured_days);
    auto const days = axis_size(scenario, Axis::day);
    return [=](Outcome const& outcome) {
        auto const values = outcome.of(Variable::daily).subspan(static_cast<std::size_t>(series) * days + first, count);
        double sum = 0.0;
        for (auto const value : values) {
            sum += static_cast<double>(value);
        }
        return sum / static_cast<double>(count);
    };
}

// Weeks of the run, of which a passeur of Gao has so many clients waiting from day 0 on.
double factor_after(Scenario const& world, std::size_t passeur_waited_for, std::size_t passeur, std::size_t waiting)
{
    piste::Run run(world, {1, 0, 0});
    for (run.day = run.first_day(); run.day < 70; ++run.day) {
        for (std::size_t other = 0; other < run.queues.size(); ++other) {
            run.queues[other].length = run.day >= 0 && other == passeur_waited_for ? waiting : 4;
            run.queues[other].joined_today = 1;
        }
        set_prices(run);
    }
    return run.prices.passeurs[passeur].factor.value();
}

TEST(Prices, WhoHasMoreClientsWaitingThanUsualAsksMoreWithinBounds)
{
    auto const world = priced_world();
    EXPECT_NEAR(factor_after(world, 0, 0, 4), 1.0, 1e-3);
    EXPECT_GT(factor_after(world, 0, 0, 8), 1.2);
    EXPECT_LT(factor_after(world, 0, 0, 2), 0.8);
    EXPECT_NEAR(factor_after(world, 0, 0, 400), 1.5, 1e-6);
    EXPECT_NEAR(factor_after(world, 0, 1, 400), 1.0, 1e-3) << "who has no more waiting than usual does not follow";
    auto frozen = world;
    frozen.prices.passeur_fares = Switch::off;
    EXPECT_EQ(factor_after(frozen, 0, 0, 400), 1.0);
}

// Twice as many travellers from day 0 on: firms that agree ask more, firms apart do not; and who alone is dearer loses travellers.
TEST(Prices, FirmsThatAgreeAskMoreOfMoreTravellers)
{
    auto const factor = [](FirmPricing pricing, std::int64_t boarded) {
        auto world = priced_world();
        world.prices.bus_firms = pricing;
        world.prices.bus_rivalry = 4.0;
        piste::Run run(world, {1, 0, 0});
        for (run.day = run.first_day(); run.day < 70; ++run.day) {
            for (auto& firm : run.prices.buses) {
                firm.boarded += run.day < 0 ? 5 : boarded;
            }
            set_prices(run);
        }
        EXPECT_EQ(run.prices.bus_firms[0].fare_factor.millionths(),
                  Ratio(world.bus_firms[0].fare_factor.value() * run.prices.buses[0].factor.value()).millionths());
        return run.prices.buses[0].factor.value();
    };
    EXPECT_GT(factor(FirmPricing::together, 10), 1.15);
    EXPECT_NEAR(factor(FirmPricing::together, 5), 1.0, 1e-3);
    EXPECT_NEAR(factor(FirmPricing::apart, 10), 1.0, 1e-3);
    EXPECT_EQ(factor(FirmPricing::fixed, 10), 1.0);
}

TEST(Prices, ADeviationIsNothingWhereNothingIsUsual)
{
    EXPECT_EQ(Watched{}.deviation(), 0.0);
    EXPECT_EQ((Watched{5.0, 0.0, 0}.deviation()), 0.0);
    EXPECT_DOUBLE_EQ((Watched{6.0, 2.0, 4}.deviation()), 0.5);
    EXPECT_DOUBLE_EQ((Watched{0.0, 2.0, 4}.deviation()), -1.0);
}

// The first factor of what chairmen share, after so many weeks with so many arrests each.
double rents_after(Scenario const& world, std::int32_t arrests_a_week, int weeks)
{
    piste::Run run(world, {1, 0, 0});
    run.day = run.first_day();
    for (int week = 0; week < weeks; ++week, run.day += days_per_week) {
        run.prices.arrests_this_week = arrests_a_week;
        set_prices(run);
    }
    return run.prices.rents_factor.value();
}

TEST(Prices, ChairmenShareMoreAfterArrestsAndLessWithoutButNeverMoreThanTheyTake)
{
    auto world = priced_world();
    world.prices.rents_shared = Switch::on;
    world.arrests.passeurs_per_year = 1.0;
    EXPECT_GT(rents_after(world, 2, 8), 1.2);
    EXPECT_LT(rents_after(world, 0, 8), 0.95);
    auto generous = world;
    generous.ghetto.authorities_share = generous.ghetto.security_share = generous.ghetto.residents_share = Ratio(0.3);
    EXPECT_LE(rents_after(generous, 5, 40), 1.0 / 0.9 + 1e-6);
    world.prices.rents_shared = Switch::off;
    EXPECT_EQ(rents_after(world, 2, 8), 1.0);
}

// What is usual counts those whom the state can arrest: where it holds no road to Gao, nobody, so that any arrest is more than usual.
TEST(Prices, WhatIsUsualOfArrestsIsThatWhereTheStateCanArrest)
{
    auto world = priced_world();
    world.arrests.passeurs_per_year = 1.0;
    auto const usual = piste::Run(world, {1, 0, 0}).prices.usual_arrests;
    EXPECT_GT(usual, 0.0);
    auto const coalition = world.links[row_named(world.links, "gao-kidal").value()].holder;
    for (auto& link : world.links) {
        link.holder = link.to == world.corridor.main_hub ? coalition : link.holder;
    }
    auto const elsewhere = piste::Run(world, {1, 0, 0}).prices.usual_arrests;
    EXPECT_EQ(elsewhere, 0.0);
}

// By whom one in so many newcomers of a nationality would go, after weeks in which the first of its passeurs had all clients.
double share_of_first(Scenario const& world)
{
    piste::Run run(world, {1, 0, 0});
    auto const& passeurs = run.world.hubs[world.corridor.main_hub.value()].passeurs[0];
    for (run.day = run.first_day(); run.day < run.first_day() + 8 * days_per_week; ++run.day) {
        run.queues[passeurs[0]].joined_today = 3;
        set_prices(run);
    }
    return static_cast<double>(run.prices.refers_to[0].thresholds[0]) / 4294967296.0;
}

TEST(Prices, CokseursReferToWhoHasClientsAndOthersGoToAllAlike)
{
    auto world = priced_world();
    world.prices.cokseurs = Switch::on;
    auto const passeurs = static_cast<double>(piste::Run(world, {1, 0, 0}).world.hubs[world.corridor.main_hub.value()].passeurs[0].size());
    ASSERT_GE(passeurs, 2.0);
    world.prices.referred = Probability(0.0);
    EXPECT_NEAR(share_of_first(world), 1.0 / passeurs, 1e-6);
    world.prices.referred = Probability(0.5);
    EXPECT_NEAR(share_of_first(world), 0.5 + 0.5 / passeurs, 1e-6);
    world.prices.referred = Probability(1.0);
    EXPECT_NEAR(share_of_first(world), 1.0, 1e-6);
}

TEST(Prices, WhoComparesGoesToTheCheaper)
{
    auto const world = priced_world();
    piste::Run run(world, {1, 0, 0});
    auto const hub = world.corridor.main_hub.value();
    auto const& passeurs = run.world.hubs[hub].passeurs[0];
    run.prices.passeurs[passeurs[0]].factor = Ratio(1.5);
    run.prices.passeurs[passeurs[1]].factor = Ratio(0.7);
    ask_fares(run.prices, run.world);
    auto const person = run.people.add();
    run.people[person].id = 42;
    run.people[person].place = narrow<std::uint8_t>(hub);
    run.people[person].passeur = passeurs[0];
    compare_fares(run, person);
    EXPECT_EQ(run.people[person].passeur, passeurs[1]);
    run.arrests.passeurs[passeurs[1]].from = never;
    compare_fares(run, person);
    EXPECT_EQ(run.people[person].passeur, passeurs[0]);
}

// Once the flow is three times what it was, vehicles and beds are short: people wait longer, fewer of them find a bed, fares and fees rise.
TEST(Prices, ThreeTimesTheFlowFillsVehiclesAndGhettosAndMakesThemDear)
{
    constexpr std::uint32_t runs = 6;
    auto const world = priced_world();
    auto crowded = world;
    crowded.population.migrants_per_year *= 3;
    Timeline const usual{{{0, world}}};
    Timeline const rush{{{0, world}, {1, crowded}}};
    std::vector<Outcome> base;
    std::vector<Outcome> changed;
    for (std::uint32_t replicate = 0; replicate < runs; ++replicate) {
        base.push_back(simulate(usual, {20160101, replicate, 0}));
        changed.push_back(simulate(rush, {20160101, replicate, 0}));
    }
    for (auto const series : {Series::waiting_for_vehicle, Series::mean_fare_cfa, Series::ghetto_fee_permille}) {
        auto const rise = paired_difference(base, changed, mean_of(world, series));
        EXPECT_GT(rise.mean, 4.0 * rise.standard_error) << series_entries[static_cast<std::size_t>(series)].name;
    }
    auto const full = paired_difference(base, changed, ratio(Tally::ghetto_full, Tally::ghetto_stays));
    EXPECT_GT(full.mean, 4.0 * full.standard_error);
    EXPECT_GT(estimate(changed, mean_of(world, Series::ghetto_fee_permille)).mean, 1050.0);
}

}  // namespace
}  // namespace piste::test
