// ODD 3 Process overview and scheduling: this file and that section say the same; change both together.
#include "model/simulation.hpp"

#include "model/submodels.hpp"

#include <algorithm>
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
    run.begin_epoch_if_due();
    hear_news(run);
    learn_ways(run);
    decide_on_extortion(run);
    set_prices(run);
    learn_at_posts(run);
    remember_demand(run);
    ties_change(run);
    arrest_and_replace(run);
    replenish_passports(run);
    society_reacts(run);
    armed_groups_decide(run);
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
    run.clock = run.end_day() * minutes_per_day;   // not when the last thing happened, which may be far away and another elsewhere
    close_books(run);
#ifdef PISTE_AUDIT
    run.random.log().check();
#endif
}

Outcome lived(Run& run)
{
    live(run);
    return std::move(run.outcome);
}

Outcome told(Run& run, PersonName const& person, Listener& listener)
{
    run.followed_name = person;
    run.listener = &listener;
    return lived(run);
}

}  // namespace

Outcome simulate(Scenario const& scenario, RunAddress const& address)
{
    Run run(scenario, address);
    return lived(run);
}

Outcome simulate(Scenario const& scenario, RunAddress const& address, PersonName const& person, Listener& listener)
{
    Run run(scenario, address);
    return told(run, person, listener);
}

Outcome simulate(Timeline const& timeline, RunAddress const& address)
{
    check_timeline(timeline);
    Run run(timeline, address);
    return lived(run);
}

Outcome simulate(Timeline const& timeline, RunAddress const& address, PersonName const& person, Listener& listener)
{
    check_timeline(timeline);
    Run run(timeline, address);
    return told(run, person, listener);
}

std::int64_t estimated_memory_bytes(Scenario const& scenario)
{
    // A record a person: room for all who set out is set aside at once, so that the list of people does not grow.
    constexpr double bytes_per_person = sizeof(Person);
    constexpr double longest_usual_stay_days = 120.0;
    constexpr double fixed_bytes = 4e6;
    auto const& horizon = scenario.horizon;
    double const days = horizon.warm_up_days + horizon.measured_days + horizon.run_out_days;
    double const set_out_a_day = static_cast<double>(scenario.population.migrants_per_year) / days_per_year;
    double seats_a_day = 0.0;
    for (auto const& kind : scenario.vehicle_kinds) {
        bool const leaves_main_hub = kind.hub == scenario.corridor.main_hub;
        seats_a_day += leaves_main_hub ? kind.arrivals_per_day * (kind.room_low + kind.room_high) / 2.0 : 0.0;
    }
    // Whom no vehicle takes waits in the hub, for as long as the run lasts.
    double const pile_up_a_day = std::max(0.0, set_out_a_day - seats_a_day);
    double const people = set_out_a_day * std::min(days, longest_usual_stay_days) + pile_up_a_day * days;
    std::int64_t values = 0;
    for (std::size_t v = 0; v < variable_count; ++v) {
        values += static_cast<std::int64_t>(variable_size(scenario, static_cast<Variable>(v)));
    }
    constexpr std::int64_t bytes_per_value = 8;
    constexpr std::int64_t copies = 2;  // the run's, and the one handed over
    return floor_to_integer(fixed_bytes + people * bytes_per_person) + values * bytes_per_value * copies;
}

}  // namespace piste
