// ODD 4 Observation: monitoring points. Observers count who passes, as those on these roads do, and change nothing.
#include "model/submodels.hpp"

namespace piste {

namespace {

// A person passes a point in one direction at most once a day, so person, point and day are an address.
bool is_counted(Run const& run, Slot person, MonitoringPoint const& point)
{
    auto const minute_of_day = run.now() - run.day * minutes_per_day;
    bool const at_work = run.day >= point.first_day && run.day < point.end_day && minute_of_day >= point.opens_minute &&
                         minute_of_day < point.closes_minute;
    if (!at_work) {
        return false;
    }
    auto const words = run.random.draw(Purpose::monitoring, run.people[person].id,
                                       point.id.value() + static_cast<std::uint32_t>(run.day));
    auto const missed_word = words[0];
    return !point.missed.happens(missed_word);
}

}  // namespace

void observers_see(Run& run, Slot person, Index<Place> place, Direction direction)
{
    for (auto const position : run.world.monitoring_at[place.value()]) {
        auto const& point = run.scenario.monitoring_points[position];
        if (point.direction != direction) {
            continue;
        }
        auto const month = static_cast<std::size_t>(run.day - run.first_day()) / days_per_block;
        auto const nationality = run.people[person].nationality;
        auto const wish = run.people[person].wish;
        run.add_to(Variable::passers, position, month, nationality);
        run.add_to(Variable::passers_by_wish, position, month, wish);
        if (is_counted(run, person, point)) {
            run.add_to(Variable::monitored, position, month, nationality);
            run.add_to(Variable::monitored_by_wish, position, month, wish);
        }
    }
}

void observers_see_those_aboard(Run& run, Vehicle const& vehicle, Index<Place> place, Direction direction)
{
    if (run.world.monitoring_at[place.value()].empty()) {
        return;
    }
    for (auto const person : vehicle.passengers) {
        observers_see(run, person, place, direction);
    }
}

}  // namespace piste
