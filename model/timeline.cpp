#include "model/timeline.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace piste {

namespace {

template <class Row, class Equal>
bool same_rows(std::vector<Row> const& one, std::vector<Row> const& other, Equal const& equal)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [&](Row const& a, Row const& b) { return a.id == b.id && equal(a, b); });
}

template <class Row>
bool same_names(std::vector<Row> const& one, std::vector<Row> const& other)
{
    return same_rows(one, other, [](Row const&, Row const&) { return true; });
}

bool same_roads(Scenario const& one, Scenario const& other)
{
    auto const link = [](Link const& row) { return std::tuple(row.from, row.to, row.leg, row.mode, row.travel_minutes); };
    auto const posts = [](PostGroup const& row) { return std::tuple(row.link, row.force, row.posts); };
    return same_rows(one.places, other.places, [](Place const& a, Place const& b) { return a.kind == b.kind; }) &&
           same_names(one.holders, other.holders) &&
           same_rows(one.links, other.links, [&](Link const& a, Link const& b) { return link(a) == link(b); }) &&
           same_rows(one.post_groups, other.post_groups,
                     [&](PostGroup const& a, PostGroup const& b) { return posts(a) == posts(b); }) &&
           same_rows(one.itineraries, other.itineraries,
                     [](Itinerary const& a, Itinerary const& b) { return a.leg == b.leg && a.links == b.links; }) &&
           same_rows(one.crossings, other.crossings, [](Crossing const& a, Crossing const& b) { return a.place == b.place; });
}

bool same_north(Scenario const& one, Scenario const& other)
{
    auto const place = [](Foothold const& row) { return std::tuple(row.link, row.holder); };
    return same_rows(one.armed_groups, other.armed_groups,
                     [](ArmedGroup const& a, ArmedGroup const& b) { return a.holder == b.holder; }) &&
           same_rows(one.stretches, other.stretches, [](Stretch const& a, Stretch const& b) { return a.link == b.link; }) &&
           same_rows(one.footholds, other.footholds,
                     [&](Foothold const& a, Foothold const& b) { return place(a) == place(b); }) &&
           one.groups.response == other.groups.response && one.groups.manning == other.groups.manning;
}

bool same_people(Scenario const& one, Scenario const& other)
{
    auto const passeurs = [](PasseurGroup const& row) { return std::tuple(row.hub, row.nationality, row.passeurs); };
    auto const ghettos = [](GhettoGroup const& row) { return std::tuple(row.hub, row.nationality, row.ghettos); };
    return same_names(one.nationalities, other.nationalities) && same_names(one.wishes, other.wishes) &&
           same_names(one.bus_firms, other.bus_firms) &&
           same_rows(one.passeur_groups, other.passeur_groups,
                     [&](PasseurGroup const& a, PasseurGroup const& b) { return passeurs(a) == passeurs(b); }) &&
           same_rows(one.ghetto_groups, other.ghetto_groups,
                     [&](GhettoGroup const& a, GhettoGroup const& b) { return ghettos(a) == ghettos(b); }) &&
           same_rows(one.vehicle_kinds, other.vehicle_kinds,
                     [](VehicleKind const& a, VehicleKind const& b) { return a.hub == b.hub; }) &&
           same_rows(one.hubs, other.hubs, [](HubRules const& a, HubRules const& b) { return a.place == b.place; }) &&
           same_rows(one.monitoring_points, other.monitoring_points, [](MonitoringPoint const& a, MonitoringPoint const& b) {
               return a.place == b.place && a.direction == b.direction;
           });
}

bool same_calendar(Scenario const& one, Scenario const& other)
{
    auto const horizon = [](Horizon const& row) {
        return std::tuple(row.start_date, row.warm_up_days, row.measured_days, row.run_out_days);
    };
    auto const corridor = [](Corridor const& row) {
        return std::tuple(row.main_hub, row.second_hub, row.papers_place, row.niger_exit);
    };
    return horizon(one.horizon) == horizon(other.horizon) && corridor(one.corridor) == corridor(other.corridor) &&
           one.truck.demand_memory_days == other.truck.demand_memory_days;
}

}  // namespace

bool has_same_structure(Scenario const& one, Scenario const& other)
{
    return same_calendar(one, other) && same_roads(one, other) && same_north(one, other) &&
           same_people(one, other);
}

void check_timeline(Timeline const& timeline)
{
    if (timeline.epochs.empty()) {
        throw std::invalid_argument("a timeline has at least one epoch");
    }
    for (std::size_t i = 1; i < timeline.epochs.size(); ++i) {
        if (timeline.epochs[i].first_day <= timeline.epochs[i - 1].first_day && i > 1) {
            throw std::invalid_argument("the epochs of a timeline begin one after the other");
        }
        if (!has_same_structure(timeline.epochs.front().scenario, timeline.epochs[i].scenario)) {
            throw std::invalid_argument("an epoch has other tables than the first: its structure may not change during a run");
        }
    }
}

std::vector<bool> links_with_bandits(std::vector<Epoch> const& epochs)
{
    std::vector<bool> bandits;
    for (auto const& epoch : epochs) {
        bandits.resize(epoch.scenario.links.size());
        for (std::size_t link = 0; link < bandits.size(); ++link) {
            bandits[link] = bandits[link] || epoch.scenario.links[link].ambush_per_day.threshold() > 0;
        }
    }
    return bandits;
}

}  // namespace piste
