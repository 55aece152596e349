// The simulation of the schedule against closed forms, in which only one cost at a time is not nothing.
#include "cases.hpp"
#include "parts.hpp"
#include "run_times.hpp"
#include "schedule_model.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <sstream>
#include <stdexcept>
#include <tuple>

namespace piste::bench {
namespace {

constexpr double exactly = 1e-9;

Work equal_runs(std::uint64_t runs, double seconds)
{
    return {runs, [seconds](std::uint64_t) { return seconds; }};
}

Layout ranks(std::uint64_t processes, std::uint64_t threads = 1)
{
    return {.processes = processes, .threads = threads, .processes_per_node = processes, .by_shares = false};
}

TEST(ScheduleModel, EqualRunsTakeAsManyRoundsAsFitTheThreads)
{
    for (std::uint64_t const workers : {1U, 2U, 7U, 64U}) {
        for (std::uint64_t const runs : {1U, 63U, 64U, 65U, 1000U}) {
            auto const figures = simulate_schedule(equal_runs(runs, 0.5), ranks(1, workers), {});
            auto const rounds = (runs + workers - 1) / workers;
            EXPECT_NEAR(figures.last_run_ended, 0.5 * static_cast<double>(rounds), exactly) << runs << " on " << workers;
            EXPECT_NEAR(figures.useful_seconds, 0.5 * static_cast<double>(runs), exactly);
        }
    }
}

TEST(ScheduleModel, IdleAndWaitingTimeIsWhatRunsDoNotFill)
{
    auto const figures = simulate_schedule({1000, run_times({.mean_seconds = 0.1, .relative = {1, 2, 5}})}, ranks(3, 2),
                                           {.counter_travel = 0.001});
    EXPECT_NEAR(figures.efficiency() + figures.idle_at_the_end + figures.waiting, 1.0, 1e-6);
    EXPECT_GT(figures.waiting, 0.0);
}

TEST(ScheduleModel, NobodyIsIdleAtTheEndForMoreThanTheRunsItAndOthersKeepReady)
{
    // Whoever ends last has one run in hand and one ready.
    for (std::uint64_t const workers : {2U, 16U, 250U}) {
        auto const figures = simulate_schedule({1000, run_times({.mean_seconds = 0.06, .relative = {0.9, 1.0, 1.1}})}, ranks(workers), {});
        EXPECT_LE(figures.idle_at_the_end * figures.last_run_ended, 2 * 0.066 + exactly) << workers;
        EXPECT_EQ(figures.repeated, 0U);
    }
}

TEST(ScheduleModel, LongRunsAmongShortOnesLeaveTwoCoresNoIdleTail)
{
    Work const mixed{1000, [](std::uint64_t run) { return run % 10 == 9 ? 0.6 : 0.06; }};   // the very last is a long one
    for (auto const& layout : {ranks(2), ranks(1, 2)}) {
        EXPECT_LE(simulate_schedule(mixed, layout, costs_of(Place::this_machine)).idle_at_the_end, 0.02);
    }
}

TEST(ScheduleModel, ACounterThatIsTooSlowServesOneTicketAfterTheOther)
{
    // The tickets of 64 ranks and 64 runs: one each, and one each that says there is no more.
    auto const figures = simulate_schedule(equal_runs(64, 1e-9), ranks(64), {.counter_service = 0.01});
    EXPECT_NEAR(figures.last_run_ended, 64 * 0.01, 1e-6);
    EXPECT_EQ(figures.operations, 128U);
}

// A queue with one server, arrivals by chance and equal services (M/D/1) keeps an arrival waiting for
// load / (2 (1 - load)) services on average (Pollaczek and Khinchine).
TEST(Counter, KeepsOneWaitingAsQueueingTheorySays)
{
    constexpr double service = 1e-3;
    constexpr int requests = 1'000'000;
    for (double const load : {0.2, 0.5, 0.8}) {
        Costs const costs{.counter_service = service};
        Counter counter(costs);
        std::mt19937_64 luck(7);
        double now = 0.0;
        double waited = 0.0;
        for (int i = 0; i < requests; ++i) {
            now -= service / load * std::log((static_cast<double>(luck() >> 11U) + 0.5) * 0x1p-53);
            waited += counter.answer(now) - now - service;
        }
        auto const expected = service * load / (2 * (1 - load));
        EXPECT_NEAR(waited / requests, expected, 0.02 * expected) << "load " << load;
    }
}

TEST(ScheduleModel, AHostThatLooksSeldomAnswersAfterHalfItsPauseOnAverage)
{
    // One run at a time is asked for while the one before it lasts, so only a pause longer than a run is waited for.
    auto const quick = simulate_schedule(equal_runs(400, 0.05), ranks(100), {.host_look = 0.02});
    EXPECT_LT(quick.waiting, 0.2);
    auto const slow = simulate_schedule(equal_runs(400, 0.05), ranks(100), {.host_look = 0.2});
    EXPECT_GT(slow.waiting, 0.4);
    EXPECT_LE(slow.slowest_ticket, 0.2 + 2e-3);
}

TEST(ScheduleModel, ManyThreadsNeedSeveralTicketsAtOnceWhereOneTakesAWhile)
{
    Work const work{100'000, run_times({.mean_seconds = 0.15, .relative = {0.9, 1.0, 1.1}})};
    Costs costs{.host_look = 0.02};
    auto const now = simulate_schedule(work, ranks(32, 32), costs);
    costs.tickets_one_by_one = true;
    auto const before = simulate_schedule(work, ranks(32, 32), costs);
    EXPECT_LT(now.idle_at_the_end + now.waiting, 0.02);
    EXPECT_GT(before.idle_at_the_end + before.waiting, 0.1);
}

TEST(ScheduleModel, WritesWhatTheLimitsSay)
{
    // A rank that computes for 20 s writes after 5, 10, 15 s and at the end: each batch begins with the run after the last.
    auto const by_time = simulate_schedule(equal_runs(200, 0.1), ranks(1), {.record_bytes = 1000});
    EXPECT_EQ(by_time.commits, 4U);
    EXPECT_NEAR(by_time.bytes, 200e3, exactly);
    auto const by_size = simulate_schedule(equal_runs(200, 0.01), ranks(1), {.record_bytes = 1e6, .flush_bytes = 10e6});
    EXPECT_EQ(by_size.commits, 20U);
}

TEST(ScheduleModel, AFileSystemThatIsTooSlowSetsThePace)
{
    // 100 MB of 100 ranks at 10 MB/s, however fast they are.
    auto const bytes = simulate_schedule(equal_runs(100, 0.001), ranks(100), {.record_bytes = 1e6, .bytes_per_second = 10e6});
    EXPECT_NEAR(bytes.last_commit_ended, 10.0, 0.1);
    // 100 commits of 8 operations at 40 a second.
    auto const operations = simulate_schedule(equal_runs(100, 0.001), ranks(100), {.operations_per_second = 40});
    EXPECT_NEAR(operations.last_commit_ended, 20.0, 0.1);
    // 100 commits of 1 s, 8 at a time.
    auto const places = simulate_schedule(equal_runs(100, 0.001), ranks(100), {.commit_seconds = 1.0});
    EXPECT_NEAR(places.last_commit_ended, 13.0, 0.1);
}

TEST(ScheduleModel, WhoFetchesRunsDoesNotWaitForTheDisk)
{
    Costs costs{.record_bytes = 1000, .commit_seconds = 2.0};
    auto const now = simulate_schedule(equal_runs(2000, 0.1), ranks(4), costs);
    EXPECT_LT(now.waiting, 0.001);
    costs.owner_writes = true;
    auto const before = simulate_schedule(equal_runs(2000, 0.1), ranks(4), costs);
    EXPECT_GT(before.waiting, 0.02);
}

TEST(ScheduleModel, SharesAreDoneWithoutACounterAndBalancedByTheLedgers)
{
    Layout shares{.processes = 50, .threads = 2, .processes_per_node = 10, .by_shares = true};
    auto const equal = simulate_schedule(equal_runs(10'000, 0.1), shares, {});
    EXPECT_EQ(equal.operations, 0U);
    EXPECT_GE(equal.last_commit_ended, 10.0 - exactly);
    EXPECT_LE(equal.last_commit_ended, 11.0) << "nobody waits for long where nobody is lost";
    // The first shares are long: the others help, and not all runs of the long shares are done by their owners.
    Work const uneven{10'000, [](std::uint64_t run) { return run < 1000 ? 1.0 : 0.1; }};
    auto const helped = simulate_schedule(uneven, shares, {});
    EXPECT_NEAR(helped.useful_seconds, 1900.0, 1e-6);
    EXPECT_LT(helped.last_commit_ended, 60.0) << "alone the first process would take 100 s";
}

TEST(ScheduleModel, TheSameArgumentsGiveTheSameFigures)
{
    Work const work{50'000, run_times({.mean_seconds = 0.1, .relative = {1, 2, 3}, .long_every = 10, .long_factor = 5})};
    auto const one = simulate_schedule(work, ranks(500), costs_of(Place::cluster_messages));
    auto const two = simulate_schedule(work, ranks(500), costs_of(Place::cluster_messages));
    EXPECT_EQ(one.last_commit_ended, two.last_commit_ended);
    EXPECT_EQ(one.waiting, two.waiting);
}

TEST(ScheduleModel, RefusesNothingToDoAndNobodyToDoIt)
{
    EXPECT_THROW(std::ignore = simulate_schedule(equal_runs(0, 1), ranks(1), {}), std::invalid_argument);
    EXPECT_THROW(std::ignore = simulate_schedule(equal_runs(1, 1), ranks(0), {}), std::invalid_argument);
    EXPECT_THROW(std::ignore = simulate_schedule(equal_runs(1, 1), ranks(1, 0), {}), std::invalid_argument);
}

TEST(RunTimes, HaveTheMeanAndTheShareOfLongOnesThatWereAskedFor)
{
    auto const seconds = run_times({.mean_seconds = 0.2, .relative = {1, 3}, .long_every = 20, .long_factor = 10});
    double sum = 0.0;
    int longer = 0;
    constexpr int runs = 100'000;
    for (std::uint64_t run = 0; run < runs; ++run) {
        sum += seconds(run);
        longer += seconds(run) > 0.3001 ? 1 : 0;
    }
    EXPECT_NEAR(longer / static_cast<double>(runs), 0.05, 0.003);
    EXPECT_NEAR(sum / runs, 0.2 * 1.45, 0.01);
    EXPECT_THROW(std::ignore = read_run_times("there is no such file"), std::runtime_error);
}

// The figures that docs/scaling.md quotes are those of this program. PISTE_UPDATE_DOCS=1 writes them anew.
TEST(ScalingPage, QuotesTheTables)
{
    std::string const begin = "<!-- The tables below are written by schedule_model_tests with PISTE_UPDATE_DOCS=1. -->\n";
    std::string const end = "<!-- End of the tables. -->\n";
    std::stringstream whole;
    whole << std::ifstream(PISTE_SCALING_PAGE).rdbuf();
    auto text = whole.str();
    auto const from = text.find(begin);
    auto const to = text.find(end);
    ASSERT_TRUE(from != std::string::npos && to != std::string::npos && from < to) << PISTE_SCALING_PAGE << " lacks its marks";
    auto const wanted = tables();
    auto const first = from + begin.size();
    if (std::getenv("PISTE_UPDATE_DOCS") != nullptr) {
        std::ofstream(PISTE_SCALING_PAGE) << text.replace(first, to - first, wanted);
        return;
    }
    EXPECT_EQ(text.substr(first, to - first), wanted) << "docs/scaling.md is out of date: PISTE_UPDATE_DOCS=1 schedule_model_tests";
}

}  // namespace
}  // namespace piste::bench
