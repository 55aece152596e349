// ODD 4 Observation: monitoring points. Observers count who passes, as those on these roads do, and change nothing.
#include "model/submodels.hpp"

namespace piste {

namespace {

bool is_at_work(Run const& run, MonitoringPoint const& point)
{
    auto const minute_of_day = run.now() - run.day * minutes_per_day;
    return run.day >= point.first_day && run.day < point.end_day && minute_of_day >= point.opens_minute &&
           minute_of_day < point.closes_minute;
}

// A person passes a point in one direction at most once a day, so person, point and day are an address.
bool is_counted(Run const& run, Person const& who, MonitoringPoint const& point)
{
    auto const words = run.random.draw(Purpose::monitoring, who.id, point.id.value() + static_cast<std::uint32_t>(run.day));
    auto const missed_word = words[0];
    return !point.missed.happens(missed_word);
}

void pass_point(Run& run, std::span<Slot const> passers, std::size_t position)
{
    auto const& point = run.scenario.monitoring_points[position];
    auto const month = static_cast<std::size_t>(run.day - run.first_day()) / days_per_block;
    auto* const by_nationality = run.row_of(Variable::passers, position, month);
    auto* const by_wish = run.row_of(Variable::passers_by_wish, position, month);
    auto* const counted_by_nationality = run.row_of(Variable::monitored, position, month);
    auto* const counted_by_wish = run.row_of(Variable::monitored_by_wish, position, month);
    bool const at_work = is_at_work(run, point);
    for (auto const person : passers) {
        auto const& who = run.people[person];
        ++by_nationality[who.nationality];
        ++by_wish[who.wish];
        if (at_work) {
            std::int64_t const counted = is_counted(run, who, point) ? 1 : 0;
            counted_by_nationality[who.nationality] += counted;
            counted_by_wish[who.wish] += counted;
        }
    }
}

}  // namespace

void observers_see(Run& run, std::span<Slot const> passers, Index<Place> place, Direction direction)
{
    for (auto const position : run.world.monitoring_at[place.value()]) {
        if (run.scenario.monitoring_points[position].direction == direction) {
            pass_point(run, passers, position);
        }
    }
}

}  // namespace piste
