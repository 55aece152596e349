// How long a simulated year takes, and the small parts of which it is made. docs/performance.md says how to read the figures.
#include "model/elementary.hpp"
#include "model/event_queue.hpp"
#include "model/random.hpp"
#include "model/simulation.hpp"
#include "runners/config/scenario_reader.hpp"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace {

using namespace piste;

Scenario const& mali_2016()
{
    static auto const read = read_scenario(std::string(PISTE_CONFIGS) + "/scenarios/mali-2016.toml");
    return read.scenario;
}

// One run after another, as an ensemble of one thread does. A run is warm-up, measured year and run-out: its time is divided by
// all the years it simulates.
void simulated_year(benchmark::State& state)
{
    using Clock = std::chrono::steady_clock;
    auto const& scenario = mali_2016();
    auto const& horizon = scenario.horizon;
    double const years_of_a_run = (horizon.warm_up_days + horizon.measured_days + horizon.run_out_days) / 365.0;
    std::uint32_t replicate = 0;
    double seconds = 0.0;
    double events = 0.0;
    double of_vehicles = 0.0;
    double at_posts = 0.0;
    double of_people = 0.0;
    double journeys = 0.0;
    double peak = 0.0;
    for (auto _ : state) {
        auto const began = Clock::now();
        auto const outcome = simulate(scenario, {2016, replicate++, 0});
        seconds += std::chrono::duration<double>(Clock::now() - began).count();
        auto const tally = [&outcome](Tally which) { return static_cast<double>(outcome.tally(which)); };
        events += tally(Tally::events);
        of_vehicles += tally(Tally::events_vehicle);
        at_posts += tally(Tally::events_post);
        of_people += tally(Tally::events_person);
        journeys += tally(Tally::all_departures);
        peak += tally(Tally::peak_under_way);
    }
    double const runs = replicate;
    double const years = runs * years_of_a_run;
    state.counters["ms_per_year"] = seconds * 1e3 / years;
    state.counters["ns_per_event"] = seconds * 1e9 / events;
    state.counters["events_per_year"] = events / years;
    state.counters["of_vehicles"] = of_vehicles / years;
    state.counters["at_posts"] = at_posts / years;
    state.counters["of_people"] = of_people / years;
    state.counters["journeys_per_year"] = journeys / years;
    state.counters["events_per_journey"] = events / journeys;
    state.counters["peak_under_way"] = peak / runs;
}

// Four random words with an address.
void philox_draw(benchmark::State& state)
{
    Randomness const random(2016, 0);
    std::uint32_t person = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(random.draw(Purpose::roadblock, person++, 17));
    }
}

// What the queue costs an event while `range` people are under way: each event that happens plans another, some hours to some
// days later, as journeys do.
void event_queue_hold(benchmark::State& state)
{
    auto const waiting = static_cast<std::uint32_t>(state.range(0));
    constexpr Day days = 2000;
    Randomness const random(2016, 0);
    std::int64_t happened = 0;
    for (auto _ : state) {
        Population people;
        EventQueue queue(people, 0, days);
        std::uint32_t drawn = 0;
        auto const plan_next = [&](std::uint32_t subject) {
            auto const words = random.draw(Purpose::vehicle, drawn++, 0);
            auto const after = static_cast<Minute>(pick_between(1, 5 * minutes_per_day, words[0]));
            queue.add({.minute = queue.now() + after, .subject = subject, .object = drawn});
        };
        queue.begin_day(0);
        for (std::uint32_t subject = 0; subject < waiting; ++subject) {
            plan_next(subject);
        }
        constexpr Day days_measured = 30;
        for (Day day = 0; day < days_measured; ++day) {
            if (day > 0) {
                queue.begin_day(day);
            }
            for (auto events = queue.next_minute(); !events.empty(); events = queue.next_minute()) {
                for (auto const& event : events) {
                    plan_next(event.subject);
                    ++happened;
                }
            }
        }
    }
    state.SetItemsProcessed(happened);
}

void exponential_of(benchmark::State& state)
{
    double x = -20.0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(exponential(x));
        x = x < 20.0 ? x + 0.37 : -20.0;
    }
}

void logarithm_of(benchmark::State& state)
{
    double x = 1e-6;
    for (auto _ : state) {
        benchmark::DoNotOptimize(logarithm(x));
        x = x < 1e6 ? x * 1.37 : 1e-6;
    }
}

BENCHMARK(simulated_year)->Unit(benchmark::kMillisecond);
BENCHMARK(philox_draw);
BENCHMARK(event_queue_hold)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(exponential_of);
BENCHMARK(logarithm_of);

}  // namespace

BENCHMARK_MAIN();
