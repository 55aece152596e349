#include "model/outcome.hpp"

#include <algorithm>

namespace piste {

namespace {

template <class Row>
std::vector<std::string> names_of(std::vector<Row> const& rows)
{
    std::vector<std::string> names;
    for (auto const& row : rows) {
        names.push_back(row.name);
    }
    return names;
}

template <std::size_t size>
std::vector<std::string> names_of(std::array<Entry, size> const& entries)
{
    std::vector<std::string> names;
    for (auto const& entry : entries) {
        names.emplace_back(entry.name);
    }
    return names;
}

std::vector<std::string> numbers(std::int64_t first, std::int64_t count, std::int64_t step = 1)
{
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < count; ++i) {
        names.push_back(std::to_string(first + i * step));
    }
    return names;
}

std::vector<std::string> places_beyond(Scenario const& scenario)
{
    std::vector<std::string> names;
    for (auto const& place : scenario.places) {
        if (place.kind == PlaceKind::beyond) {
            names.push_back(place.name);
        }
    }
    return names;
}

std::int64_t months_of(Horizon const& horizon)
{
    auto const days = std::int64_t{horizon.warm_up_days} + horizon.measured_days + horizon.run_out_days;
    return (days + days_per_block - 1) / days_per_block;
}

constexpr std::array<std::string_view, static_cast<std::size_t>(Axis::count)> axis_names{
    "metric", "series", "day", "payer", "payee", "leg", "fate", "cohort", "nationality", "wish", "beyond", "link",
    "post_group", "crossing", "ghetto_group", "passeur_group", "load_bin", "wait_bin", "monitoring_point", "month", "means"};

}  // namespace

std::string_view axis_name(Axis axis)
{
    return axis_names.at(static_cast<std::size_t>(axis));
}

std::vector<std::string> axis_labels(Scenario const& scenario, Axis axis)
{
    auto const& horizon = scenario.horizon;
    switch (axis) {
    case Axis::metric: return names_of(tally_entries);
    case Axis::series: return names_of(series_entries);
    case Axis::day:
        return numbers(-horizon.warm_up_days, horizon.warm_up_days + horizon.measured_days + horizon.run_out_days);
    case Axis::payer:
    case Axis::payee: return names_of(party_entries);
    case Axis::leg: return {"south", "hub", "north"};
    case Axis::fate: return names_of(fate_entries);
    case Axis::cohort: return numbers(0, cohort_count(horizon));
    case Axis::nationality: return names_of(scenario.nationalities);
    case Axis::wish: return names_of(scenario.wishes);
    case Axis::beyond: return places_beyond(scenario);
    case Axis::link: return names_of(scenario.links);
    case Axis::post_group: return names_of(scenario.post_groups);
    case Axis::crossing: return names_of(scenario.crossings);
    case Axis::ghetto_group: return names_of(scenario.ghetto_groups);
    case Axis::passeur_group: return names_of(scenario.passeur_groups);
    case Axis::load_bin: return numbers(0, load_bins, 10);
    case Axis::wait_bin: return numbers(0, wait_bins, 12);
    case Axis::monitoring_point: return names_of(scenario.monitoring_points);
    case Axis::month: return numbers(-horizon.warm_up_days, months_of(horizon), days_per_block);
    case Axis::means: return {"least", "little", "more", "most"};
    case Axis::count: break;
    }
    return {};
}

std::size_t axis_size(Scenario const& scenario, Axis axis)
{
    return axis_labels(scenario, axis).size();
}

std::size_t variable_size(Scenario const& scenario, Variable variable)
{
    auto const& info = variable_infos.at(static_cast<std::size_t>(variable));
    std::size_t size = 1;
    for (std::size_t i = 0; i < info.rank; ++i) {
        size *= axis_size(scenario, info.axes.at(i));
    }
    return size;
}

std::int32_t cohort_count(Horizon const& horizon)
{
    return std::max(1, (horizon.measured_days * 12 + 183) / 366);
}

std::int32_t cohort_of_day(Horizon const& horizon, Day day)
{
    return narrow<std::int32_t>(static_cast<std::int64_t>(day) * cohort_count(horizon) / horizon.measured_days);
}

}  // namespace piste
