#include "runners/config/calendar.hpp"
#include "runners/config/scenario_rules.hpp"
#include "runners/config/toml_text.hpp"

#include "model/outcome.hpp"
#include "model/world.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace piste {
namespace {

constexpr std::int32_t most_cohorts = 254;  // a person's cohort is kept in 8 bits, 0 for none
// Candidates are numbered from the address of their nationality on; chance may bring more than the expected number.
constexpr double margin_for_chance = 1.5;
constexpr double addresses = 4294967296.0;

// Where open ways south begin. Of two that begin in one place, people take the first by name.
std::set<std::size_t> open_south_starts(RuleContext const& context)
{
    auto const& scenario = context.scenario;
    std::map<std::size_t, std::string> first_by_name;
    std::set<std::size_t> starts;
    for (auto const& itinerary : scenario.itineraries) {
        if (itinerary.leg != Leg::south || itinerary.links.empty() || itinerary.state == OpenState::closed) {
            continue;
        }
        auto const from = scenario.links[itinerary.links.front().value()].from;
        if (from.is_none()) {
            continue;
        }
        starts.insert(from.value());
        auto const [first, is_new] = first_by_name.emplace(from.value(), itinerary.name);
        if (!is_new) {
            context.note("itinerary", itinerary.name, "links",
                         "nobody takes this way: '" + first->second + "' begins in '" +
                             scenario.places[from.value()].name + "' too and comes first by name; close one of the two",
                         Severity::warning);
        }
    }
    return starts;
}

void check_departures(RuleContext const& context)
{
    auto const& scenario = context.scenario;
    if (!context.all_valid("itinerary", "links") || !context.all_valid("itinerary", "leg") ||
        !context.all_valid("itinerary", "state") || !context.all_valid("link", "from")) {
        return;
    }
    auto const starts = open_south_starts(context);
    for (auto const& nationality : scenario.nationalities) {
        for (std::size_t place = 0; place < nationality.leaves_from.size(); ++place) {
            if (nationality.leaves_from[place] > 0.0 && !starts.contains(place)) {
                context.note("nationality", nationality.name, "leaves_from",
                             "people leave from '" + scenario.places[place].name +
                                 "', but no open itinerary of leg \"south\" begins there");
            }
        }
    }
}

// One group of a nationality in a hub, no more; groups are in hubs.
template <class Group>
void check_groups(RuleContext const& context, std::vector<Group> const& groups, std::string_view kind)
{
    auto const& scenario = context.scenario;
    std::set<std::pair<std::size_t, std::size_t>> present;
    for (auto const& group : groups) {
        if (group.hub.is_none() || group.nationality.is_none()) {
            continue;
        }
        auto const& hub = scenario.places[group.hub.value()];
        if (hub.kind != PlaceKind::hub && context.valid("place", hub.name, "kind")) {
            context.note(kind, group.name, "hub", "hub = \"" + hub.name + "\" is not a place of kind \"hub\"");
        }
        if (!present.emplace(group.hub.value(), group.nationality.value()).second) {
            context.note(kind, group.name, "nationality",
                         "there is another table of this kind for '" +
                             scenario.nationalities[group.nationality.value()].name + "' in '" + hub.name +
                             "'; make them one and add up their numbers");
        }
    }
}

// Who gets to a hub is given a passeur of the own nationality there.
void check_passeurs(RuleContext const& context, Index<Place> hub, std::string_view which)
{
    auto const& scenario = context.scenario;
    if (hub.is_none() || scenario.places[hub.value()].kind != PlaceKind::hub || !context.all_valid("passeur", "hub") ||
        !context.all_valid("passeur", "nationality")) {
        return;
    }
    for (std::size_t i = 0; i < scenario.nationalities.size(); ++i) {
        auto const& name = scenario.nationalities[i].name;
        auto const serves = [&](PasseurGroup const& group) {
            return group.hub == hub && group.nationality == Index<Nationality>(i);
        };
        if (std::none_of(scenario.passeur_groups.begin(), scenario.passeur_groups.end(), serves)) {
            context.note("nationality", name, "label",
                         "has no passeur at the " + std::string(which) +
                             ": add a table [passeur.<name>] with hub = \"" + scenario.places[hub.value()].name +
                             "\" and nationality = \"" + name + "\"");
        }
    }
}

void check_vehicles(RuleContext const& context)
{
    auto const& scenario = context.scenario;
    for (auto const& kind : scenario.vehicle_kinds) {
        if (!kind.hub.is_none() && scenario.places[kind.hub.value()].kind != PlaceKind::hub &&
            context.valid("place", scenario.places[kind.hub.value()].name, "kind")) {
            context.note("vehicle", kind.name, "hub",
                         "hub = \"" + scenario.places[kind.hub.value()].name + "\" is not a place of kind \"hub\"");
        }
    }
}

void check_horizon(RuleContext const& context)
{
    auto const& horizon = context.scenario.horizon;
    if (context.valid("horizon", "", "start_date") && !date_of(horizon.start_date)) {
        context.note("horizon", "", "start_date",
                     "start_date = " + toml_string(horizon.start_date) +
                         " is not a date of the calendar; write it as \"2016-01-01\"");
    }
    auto const cohorts = cohort_count(horizon);
    if (cohorts > most_cohorts) {
        context.note("horizon", "", "measured",
                     "measured = " + std::to_string(horizon.measured_days) + " days make " + std::to_string(cohorts) +
                         " monthly cohorts; " + std::to_string(most_cohorts) + " is the most that a run keeps apart");
    }
}

void check_monitoring(RuleContext const& context)
{
    constexpr std::string_view kind = "monitoring_point";
    for (auto const& point : context.scenario.monitoring_points) {
        auto const both = [&](std::string_view first, std::string_view last) {
            return context.valid(kind, point.name, first) && context.valid(kind, point.name, last);
        };
        if (both("begins", "ends") && point.first_day > point.end_day) {
            context.note(kind, point.name, "begins", "begins = " + std::to_string(point.first_day) + " lies after ends = " +
                                                         std::to_string(point.end_day));
        }
        if (both("opens", "closes") && point.opens_minute > point.closes_minute) {
            context.note(kind, point.name, "opens", "opens = " + std::to_string(point.opens_minute) + " lies after closes = " +
                                                        std::to_string(point.closes_minute) + "; write two points for a night");
        }
    }
}

void check_sum_of_shares(RuleContext const& context, std::string_view section,
                         std::vector<std::string_view> const& keys, std::string const& of_what)
{
    double sum = 0.0;
    std::string list;
    for (auto const key : keys) {
        for (auto const& parameter : context.parameters) {
            sum += parameter.kind == section && parameter.key == key && parameter.valid ? parameter.number : 0.0;
        }
        list += (list.empty() ? "" : key == keys.back() ? " and " : ", ") + std::string(key);
    }
    if (sum > 1.0 + 1e-9) {
        context.note(section, "", keys.front(),
                     list + " sum to " + readable(sum) + "; as shares of " + of_what +
                         " they must not exceed 1 together");
    }
}

struct Candidates {
    std::string nationality;
    std::uint32_t first = 0;
    double expected = 0.0;
};

std::vector<Candidates> expected_candidates(Scenario const& scenario)
{
    auto const& horizon = scenario.horizon;
    auto const days = std::int64_t{horizon.warm_up_days} + horizon.measured_days + horizon.run_out_days;
    auto const total = static_cast<double>(scenario.population.migrants_per_year) *
                       (1.0 + scenario.population.niger_ratio) * static_cast<double>(days) / 365.25;
    std::vector<Candidates> all;
    for (auto const& nationality : scenario.nationalities) {
        all.push_back({nationality.name, nationality.id.value(), total * nationality.share});
    }
    return all;
}

// The numbers of the people of two nationalities must not meet, or two people would share their luck.
void check_addresses_of_people(RuleContext const& context)
{
    if (!context.all_valid("nationality", "share") || !context.all_valid("population", "migrants_per_year") ||
        !context.all_valid("population", "niger_ratio")) {
        return;
    }
    auto all = expected_candidates(context.scenario);
    std::sort(all.begin(), all.end(), [](auto const& left, auto const& right) { return left.first < right.first; });
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const& next = all[(i + 1) % all.size()];
        auto gap = static_cast<double>(next.first) - static_cast<double>(all[i].first);
        gap += i + 1 == all.size() ? addresses : 0.0;
        if (all[i].expected * margin_for_chance > gap) {
            auto const other = all.size() == 1 ? std::string("itself") : "nationality '" + next.nationality + "'";
            context.note("nationality", all[i].nationality, "share",
                         "about " + toml_integer(static_cast<std::int64_t>(all[i].expected)) +
                             " people think of leaving over the horizon, and their random addresses may run into those "
                             "of " +
                             other + ", " + toml_integer(static_cast<std::int64_t>(gap)) +
                             " further; rename one of the two (or ask for fewer migrants or days)");
        }
    }
}

// Whose vehicles have addresses from `first` on, and how many of them may come or leave on one day.
struct Vehicles {
    std::string_view kind;
    std::string_view name;
    std::string_view key;
    std::string what;
    std::uint32_t first = 0;
    std::uint32_t a_day = 0;
    bool are_buses = false;
};

std::vector<Vehicles> all_vehicles(Scenario const& scenario)
{
    constexpr double margin = 1.5;   // for chance, over all who travel at one stand
    auto const on_a_day = [](double expected) { return 2 + static_cast<std::uint32_t>(std::min(margin * expected, 1.0 * vehicles_a_day)); };
    double const buses = static_cast<double>(scenario.population.migrants_per_year) / 365.25 / std::max(1, scenario.population.bus_seats);
    std::vector<Vehicles> all;
    for (auto const& kind : scenario.vehicle_kinds) {
        all.push_back({"vehicle", kind.name, "arrivals", "the vehicles of kind '" + kind.name + "'", kind.id.value(), on_a_day(kind.arrivals_per_day), false});
    }
    each_stand(scenario, [&](std::size_t itinerary, std::size_t position, std::size_t firm) {
        auto const& way = scenario.itineraries[itinerary];
        auto const& of_firm = scenario.bus_firms[firm];
        all.push_back({"itinerary", way.name, "links", "the buses of '" + of_firm.name + "' on stretch " + std::to_string(position + 1) + " of '" + way.name + "'",
                       stand_id(way, position, of_firm).value(), on_a_day(buses), true});
    });
    return all;
}

// Whether a vehicle of one may have the address of a vehicle of the other, of those that come within so many days of each other.
bool may_meet(Vehicles const& one, Vehicles const& other, std::uint32_t days)
{
    auto const apart = std::min(one.first - other.first, other.first - one.first);
    auto const of_a_day = std::min(apart % vehicles_a_day, vehicles_a_day - apart % vehicles_a_day);
    return apart / vehicles_a_day < days && of_a_day < std::max(one.a_day, other.a_day);
}

// Nor those of two vehicles that are under way at the same time, or they would change places in the order of events and share luck. A bus has no
// luck by its address alone; goods vehicles have, so that no two of them may have one address in a whole run.
void check_addresses_of_vehicles(RuleContext const& context)
{
    if (!context.all_valid("itinerary", "links") || !context.all_valid("vehicle", "arrivals") || !context.all_valid("population", "bus_seats") ||
        !context.all_valid("population", "migrants_per_year")) {
        return;
    }
    auto const& horizon = context.scenario.horizon;
    auto const whole_run = static_cast<std::uint32_t>(horizon.warm_up_days + horizon.measured_days + horizon.run_out_days);
    auto const days_between = [&](Vehicles const& one, Vehicles const& other) {
        constexpr std::uint32_t bus_under_way = 30;
        constexpr std::uint32_t goods_vehicle_under_way = 70;   // the longest legal wait and a trip
        auto const with_a_bus = one.are_buses && other.are_buses ? bus_under_way : goods_vehicle_under_way;
        return one.are_buses || other.are_buses ? with_a_bus : whole_run;
    };
    auto const all = all_vehicles(context.scenario);
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            if (may_meet(all[i], all[j], days_between(all[i], all[j]))) {
                context.note(all[j].kind, all[j].name, all[j].key,
                             "the random addresses of " + all[j].what + " may meet those of " + all[i].what + "; rename one of the two");
            }
        }
    }
}

}  // namespace

void check_people_rules(RuleContext const& context)
{
    check_departures(context);
    check_groups(context, context.scenario.passeur_groups, "passeur");
    check_groups(context, context.scenario.ghetto_groups, "ghetto");
    check_passeurs(context, context.scenario.corridor.main_hub, "main hub");
    check_passeurs(context, context.scenario.corridor.second_hub, "second hub");
    check_vehicles(context);
    check_horizon(context);
    check_monitoring(context);
    check_sum_of_shares(context, "ghetto_life", {"authorities_share", "security_share", "residents_share"},
                        "the droit de ghetto");
    check_sum_of_shares(context, "truck", {"driver_share", "protection_share"}, "the fares");
    check_addresses_of_people(context);
    check_addresses_of_vehicles(context);
}

}  // namespace piste
