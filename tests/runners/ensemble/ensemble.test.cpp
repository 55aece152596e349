// The ensemble with a stand-in for the model: no scenario, no file, no MPI.
#include "runners/ensemble/ensemble.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <gtest/gtest.h>
#include <mutex>
#include <new>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace piste {
namespace {

// An outcome that tells which run it came from.
Outcome outcome_of(RunNumber run)
{
    Outcome outcome;
    outcome.values[0] = {static_cast<std::int64_t>(run), static_cast<std::int64_t>(run * run)};
    return outcome;
}

// Collects what the ensemble hands over, from any thread.
struct Collector {
    std::mutex mutex;
    std::vector<RunNumber> finished;
    std::vector<RunFailure> failures;

    EnsembleCalls calls(std::function<Outcome(RunNumber)> simulate)
    {
        return {std::move(simulate),
                [this](RunNumber run, Outcome const& outcome) {
                    std::scoped_lock const lock(mutex);
                    EXPECT_EQ(outcome.values[0].at(1), static_cast<std::int64_t>(run * run));
                    finished.push_back(run);
                },
                [this](RunFailure const& failure) {
                    std::scoped_lock const lock(mutex);
                    failures.push_back(failure);
                },
                {}};
    }
    std::size_t finished_so_far()
    {
        std::scoped_lock const lock(mutex);
        return finished.size();
    }
};

EnsembleTasks tasks(std::uint64_t count)
{
    return {count, [](std::uint64_t task) { return task; }};
}

EnsembleOptions threads(std::size_t count)
{
    EnsembleOptions options;
    options.threads = count;
    options.workers_everywhere = count;
    return options;
}

std::vector<RunNumber> first_runs(std::uint64_t count)
{
    std::vector<RunNumber> runs(count);
    std::iota(runs.begin(), runs.end(), RunNumber{0});
    return runs;
}

TEST(Ensemble, RunsEveryTaskOnceOnAnyNumberOfThreads)
{
    for (std::size_t const count : {1U, 2U, 3U, 8U}) {
        Collector collector;
        LocalTickets counter;
        auto const summary = run_ensemble(tasks(300), collector.calls(outcome_of), threads(count), counter);
        std::sort(collector.finished.begin(), collector.finished.end());
        EXPECT_EQ(collector.finished, first_runs(300)) << count << " threads";
        EXPECT_EQ(summary.finished, 300U);
        EXPECT_EQ(summary.failed, 0U);
        EXPECT_EQ(summary.end, EnsembleEnd::all_taken);
    }
}

TEST(Ensemble, RunsOnlyTheRunsThatTasksStandFor)
{
    Collector collector;
    LocalTickets counter;
    EnsembleTasks const odd{5, [](std::uint64_t task) { return 2 * task + 1; }};
    (void)run_ensemble(odd, collector.calls(outcome_of), threads(2), counter);
    std::sort(collector.finished.begin(), collector.finished.end());
    EXPECT_EQ(collector.finished, (std::vector<RunNumber>{1, 3, 5, 7, 9}));
}

TEST(Ensemble, HasNothingToDoWithoutTasks)
{
    Collector collector;
    LocalTickets counter;
    auto const summary = run_ensemble(tasks(0), collector.calls(outcome_of), threads(2), counter);
    EXPECT_EQ(summary.finished, 0U);
    EXPECT_TRUE(collector.finished.empty());
}

TEST(Ensemble, LeavesToOthersTheBlocksTheyTook)
{
    LocalTickets counter;
    Collector first;
    auto calls = first.calls(outcome_of);
    auto options = threads(1);
    options.workers_everywhere = 2;
    (void)counter.next(1);   // somebody else's block: the first of 100 tasks for 2 workers, 12 runs
    (void)run_ensemble(tasks(100), calls, options, counter);
    std::sort(first.finished.begin(), first.finished.end());
    ASSERT_EQ(first.finished.size(), 88U);
    EXPECT_EQ(first.finished.front(), 12U);
    EXPECT_EQ(first.finished.back(), 99U);
}

// Tickets that come late, and a record of how many were asked for at a time.
class LateTickets final : public TicketCounter {
public:
    Tickets next(std::uint64_t wanted) override
    {
        if (asked_ == 0) {
            asked_ = wanted;
            return {no_ticket_yet, 0};
        }
        asked.push_back(asked_);
        return tickets_.next(std::exchange(asked_, 0));
    }
    void close() override { tickets_.close(); }
    std::uint64_t add(SharedCount what, std::uint64_t amount) override { return tickets_.add(what, amount); }
    [[nodiscard]] std::uint64_t known(SharedCount what) const override { return tickets_.known(what); }

    std::vector<std::uint64_t> asked;

private:
    LocalTickets tickets_;
    std::uint64_t asked_ = 0;
};

TEST(Ensemble, AsksForATicketForEachThreadThatLacksOne)
{
    Collector collector;
    LateTickets counter;
    auto options = threads(8);
    options.workers_everywhere = 1000;   // so every block is a single run
    auto const summary = run_ensemble(tasks(100), collector.calls(outcome_of), options, counter);
    EXPECT_EQ(summary.finished, 100U);
    EXPECT_EQ(counter.asked.front(), 8U);
    EXPECT_LT(counter.asked.size(), 100U);
    for (auto const wanted : counter.asked) {
        EXPECT_TRUE(wanted >= 1 && wanted <= 8) << wanted;
    }
}

TEST(LocalTickets, FollowOneAnotherAndEndWhenClosed)
{
    LocalTickets counter;
    EXPECT_EQ(counter.next(3).first, 0U);
    EXPECT_EQ(counter.next(1).first, 3U);
    EXPECT_EQ(counter.next(2).count, 2U);
    counter.close();
    for (int i = 0; i < 3; ++i) {
        auto const tickets = counter.next(5);
        EXPECT_EQ(tickets.first, TicketCounter::closed_ticket);
        EXPECT_EQ(tickets.count, 0U);
    }
}

TEST(Ensemble, RecordsAFailureWithItsKindAndTextAndGoesOn)
{
    auto const simulate = [](RunNumber run) -> Outcome {
        if (run == 7) {
            throw std::overflow_error("a number left the range of its field");
        }
        if (run == 11) {
            throw std::logic_error("a rule was broken");
        }
        if (run == 13) {
            throw UnsoundOutcome("people vanished");
        }
        return outcome_of(run);
    };
    Collector collector;
    LocalTickets counter;
    auto const summary = run_ensemble(tasks(50), collector.calls(simulate), threads(3), counter);
    EXPECT_EQ(summary.finished, 47U);
    EXPECT_EQ(summary.failed, 3U);
    std::sort(collector.failures.begin(), collector.failures.end(),
              [](auto const& a, auto const& b) { return a.run < b.run; });
    ASSERT_EQ(collector.failures.size(), 3U);
    EXPECT_EQ(collector.failures[0].run, 7U);
    EXPECT_EQ(collector.failures[0].code, FailureCode::out_of_range);
    EXPECT_EQ(collector.failures[0].text, "a number left the range of its field");
    EXPECT_EQ(collector.failures[1].code, FailureCode::broken_rule);
    EXPECT_EQ(collector.failures[1].text, "a rule was broken");
    EXPECT_EQ(collector.failures[2].code, FailureCode::unsound);
}

TEST(Ensemble, StopsWhenMoreThanTheAllowedNumberFail)
{
    // Not at once: on a busy machine thousands of runs that take no time would fail before anybody else gets to look.
    auto const simulate = [](RunNumber) -> Outcome {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        throw std::runtime_error("no");
    };
    Collector collector;
    LocalTickets counter;
    auto options = threads(2);
    options.max_failures = 3;
    auto const summary = run_ensemble(tasks(10000), collector.calls(simulate), options, counter);
    EXPECT_EQ(summary.end, EnsembleEnd::too_many_failures);
    EXPECT_GT(summary.failed, 3U);
    EXPECT_LT(summary.failed, 200U);
    EXPECT_EQ(summary.failed, collector.failures.size()) << "runs in hand are still handed over";
}

TEST(Ensemble, FinishesRunsInHandWhenAskedToStop)
{
    std::atomic<std::uint64_t> begun{0};
    auto const simulate = [&begun](RunNumber run) {
        ++begun;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return outcome_of(run);
    };
    Collector collector;
    LocalTickets counter;
    auto options = threads(2);
    options.stop_requested = [&collector] { return collector.finished_so_far() >= 10; };
    auto const summary = run_ensemble(tasks(100000), collector.calls(simulate), options, counter);
    EXPECT_EQ(summary.end, EnsembleEnd::stop_requested);
    EXPECT_GE(summary.finished, 10U);
    EXPECT_LT(summary.finished, 1000U);
    EXPECT_EQ(summary.finished, begun.load()) << "every run that began was handed over";
    EXPECT_EQ(counter.next(1).first, TicketCounter::closed_ticket) << "nobody else is given work";
}

TEST(Ensemble, StopsWhenAnotherProcessClosedTheCounter)
{
    Collector collector;
    LocalTickets counter;
    counter.close();
    auto const summary = run_ensemble(tasks(100), collector.calls(outcome_of), threads(2), counter);
    EXPECT_EQ(summary.end, EnsembleEnd::closed_by_another);
    EXPECT_EQ(summary.finished, 0U);
}

TEST(Ensemble, TroubleOfTheMachineEndsItAndIsNoRunsFailure)
{
    auto const simulate = [](RunNumber run) -> Outcome {
        if (run == 5) {
            throw std::bad_alloc();
        }
        return outcome_of(run);
    };
    Collector collector;
    LocalTickets counter;
    EXPECT_THROW((void)run_ensemble(tasks(1000), collector.calls(simulate), threads(2), counter), std::bad_alloc);
    EXPECT_TRUE(collector.failures.empty());
    EXPECT_EQ(counter.next(1).first, TicketCounter::closed_ticket);
}

TEST(Ensemble, AnErrorOfTheWriterEndsItAndTheThreads)
{
    LocalTickets counter;
    EnsembleCalls calls{outcome_of,
                        [](RunNumber, Outcome const&) { throw std::runtime_error("no space left on the device"); },
                        [](RunFailure const&) {},
                        {}};
    EXPECT_THROW((void)run_ensemble(tasks(1000), calls, threads(4), counter), std::runtime_error);
    EXPECT_EQ(counter.next(1).first, TicketCounter::closed_ticket);
}

TEST(Ensemble, ANumberThatCannotBeStoredIsTheRunsFailure)
{
    Collector collector;
    auto calls = collector.calls(outcome_of);
    calls.consume = [](RunNumber run, Outcome const&) {
        if (run == 4) {
            throw std::overflow_error("too large to be stored");
        }
    };
    LocalTickets counter;
    auto const summary = run_ensemble(tasks(20), calls, threads(2), counter);
    EXPECT_EQ(summary.finished, 19U);
    ASSERT_EQ(collector.failures.size(), 1U);
    EXPECT_EQ(collector.failures[0].run, 4U);
    EXPECT_EQ(collector.failures[0].code, FailureCode::out_of_range);
}

TEST(Ensemble, TicksOnTheCallingThread)
{
    auto const owner = std::this_thread::get_id();
    int ticks = 0;
    Collector collector;
    auto calls = collector.calls([](RunNumber run) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return outcome_of(run);
    });
    calls.tick = [&ticks, owner] {
        EXPECT_EQ(std::this_thread::get_id(), owner);
        ++ticks;
    };
    LocalTickets counter;
    (void)run_ensemble(tasks(50), calls, threads(2), counter);
    EXPECT_GT(ticks, 1);
}

TEST(Ensemble, UsesAtLeastOneCpu)
{
    EXPECT_GE(usable_cpus(), 1U);
}

}  // namespace
}  // namespace piste
