// ODD 3 Process overview and scheduling: this file and that section say the same; change both together.
#include "model/simulation.hpp"

#include "model/submodels.hpp"

#include <limits>
#include <utility>

static_assert(std::numeric_limits<double>::is_iec559, "Piste needs IEC 559 arithmetic");

namespace piste {

namespace {

// What actors know and ask changes here only, in this order; between two of these it is read-only.
void begin_day(Run& run)
{
    run.queue.begin_day(run.day);
    run.clock = run.queue.now();
    hear_news(run);
    remember_demand(run);
    replenish_passports(run);
    plan_goods_vehicles(run);
    admit_candidates(run);
}

void happen(Run& run, Event const& event)
{
    switch (event.kind) {
    case EventKind::goods_vehicle_comes: return goods_vehicle_comes(run, event);
    case EventKind::bus_leaves: return bus_leaves(run, event);
    case EventKind::vehicle_meets_stop: return vehicle_meets_stop(run, event);
    case EventKind::vehicle_reaches_place: return vehicle_reaches_place(run, event);
    case EventKind::cell_door_opens: return cell_door_opens(run, event);
    case EventKind::family_answers: return family_answers(run, event);
    case EventKind::work_ends: return work_ends(run, event);
    case EventKind::ready_to_board: return ready_to_board(run, event);
    case EventKind::ransom_answered: return ransom_answered(run, event);
    case EventKind::tries_the_border: return tries_the_border(run, event);
    case EventKind::reaches_hub: return reaches_hub(run, event);
    case EventKind::reaches_beyond: return reaches_beyond(run, event);
    case EventKind::passport_comes_back: return passport_comes_back(run);
    case EventKind::driver_decides: return driver_decides(run, event);
    }
}

// A year, a warm-up and a run-out, day by day; within a day, minute by minute; within a minute, in the one order of events.
void live(Run& run)
{
    for (run.day = run.first_day(); run.day < run.end_day(); ++run.day) {
        begin_day(run);
        for (auto events = run.queue.next_minute(); !events.empty(); events = run.queue.next_minute()) {
            for (auto const& event : events) {
                run.clock = event.minute;
                happen(run, event);
            }
        }
        observe_day(run);
    }
    close_books(run);
#ifdef PISTE_AUDIT
    run.random.log().check();
#endif
}

}  // namespace

Outcome simulate(Scenario const& scenario, RunAddress const& address)
{
    Run run(scenario, address);
    live(run);
    return std::move(run.outcome);
}

Outcome simulate(Scenario const& scenario, RunAddress const& address, PersonName const& person, Listener& listener)
{
    Run run(scenario, address);
    run.followed_name = person;
    run.listener = &listener;
    live(run);
    return std::move(run.outcome);
}

std::int64_t estimated_memory_bytes(Scenario const& scenario)
{
    // Measured with 35,000 and 350,000 migrants a year (tests/bench): bytes for each person under way, and the longest
    // mean stay that a scenario's numbers allow, in days.
    constexpr std::int64_t bytes_per_person = 96;
    constexpr std::int64_t days_under_way = 120;
    constexpr std::int64_t days_per_year = 365;
    auto const people = scenario.population.migrants_per_year * days_under_way / days_per_year;
    std::int64_t values = 0;
    for (std::size_t v = 0; v < variable_count; ++v) {
        values += static_cast<std::int64_t>(variable_size(scenario, static_cast<Variable>(v)));
    }
    constexpr std::int64_t fixed_bytes = 4'000'000;
    return fixed_bytes + people * bytes_per_person + values * 8 * 2;
}

}  // namespace piste
