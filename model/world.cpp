#include "model/world.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <tuple>

namespace piste {

namespace {

// Posts of all armed groups on a stretch where control may change hands; 0 elsewhere. As many more could be manned by each of them.
std::int32_t reserves_on(Scenario const& scenario, std::size_t link_position)
{
    auto const& stretches = scenario.stretches;
    bool const is_contested = std::any_of(stretches.begin(), stretches.end(),
                                          [&](Stretch const& stretch) { return stretch.link.value() == link_position; });
    if (!is_contested || scenario.groups.response == Switch::off || scenario.groups.manning == Switch::off) {
        return 0;
    }
    std::int32_t posts = 0;
    for (auto const& group : scenario.post_groups) {
        posts += group.link.value() == link_position && group.force == Force::armed_group ? group.posts : 0;
    }
    return posts;
}

// Posts of the state in the groups before this one.
std::size_t state_posts_before(Scenario const& scenario, std::size_t group)
{
    std::size_t sum = 0;
    for (std::size_t g = 0; g < group; ++g) {
        auto const& other = scenario.post_groups[g];
        sum += other.force == Force::armed_group ? 0 : static_cast<std::size_t>(other.posts);
    }
    return sum;
}

// One post of a group, by its number; reserves come after the posts that are manned in the base, spread over the stretch by themselves.
Stop post_of(Scenario const& scenario, std::size_t group_position, std::int32_t number, std::int32_t reserves)
{
    auto const& group = scenario.post_groups[group_position];
    auto const& link = scenario.links[group.link.value()];
    auto const minutes = std::int64_t{link.travel_minutes};
    Stop stop;
    stop.is_reserve = number > group.posts;
    auto const offset = stop.is_reserve ? minutes * (2 * (number - group.posts) - 1) / (2 * reserves)
                                        : minutes * number / (group.posts + 1);
    stop.offset_minutes = narrow<std::int32_t>(offset);
    stop.group = Index<PostGroup>(group_position);
    stop.id = entity_id("posts/" + group.name + "/" + std::to_string(number));
    stop.is_armed_group = group.force == Force::armed_group;
    stop.is_north = link.leg != Leg::south;
    stop.stop_threshold = group.stop.threshold();
    if (!stop.is_armed_group) {
        stop.post = narrow<std::uint16_t>(state_posts_before(scenario, group_position) + static_cast<std::size_t>(number) - 1);
        stop.stop_scale = stop.stop_threshold == 0 ? 0.0 : 1.0 / static_cast<double>(stop.stop_threshold);
        stop.fare_so_far_cfa = static_cast<double>(link.fare_cfa) * stop.offset_minutes / link.travel_minutes;
    }
    return stop;
}

Road road_of(Scenario const& scenario, std::size_t link_position, bool bandits_may_come)
{
    auto const& link = scenario.links[link_position];
    Road road;
    auto& stops = road.stops;
    for (std::size_t g = 0; g < scenario.post_groups.size(); ++g) {
        auto const& group = scenario.post_groups[g];
        if (group.link.value() != link_position) {
            continue;
        }
        auto const reserves = group.force == Force::armed_group ? reserves_on(scenario, link_position) : 0;
        for (std::int32_t number = 1; number <= group.posts + reserves; ++number) {
            stops.push_back(post_of(scenario, g, number, reserves));
        }
    }
    if (bandits_may_come || link.ambush_per_day.threshold() > 0) {
        Stop stop;
        stop.offset_minutes = link.travel_minutes / 2;
        stop.is_ambush = true;
        stop.id = link.id;
        stops.push_back(stop);
    }
    std::sort(stops.begin(), stops.end(), [](Stop const& a, Stop const& b) {
        return std::tuple(a.offset_minutes, a.is_ambush, a.id) < std::tuple(b.offset_minutes, b.is_ambush, b.id);
    });
    std::size_t number = 0;
    for (auto& stop : stops) {
        if (!stop.is_ambush && !stop.is_armed_group) {
            stop.four = entity_id("road/" + link.name + "/four/" + std::to_string(number / 4 + 1));
            stop.position_in_four = static_cast<std::uint8_t>(number % 4);
            ++number;
        }
    }
    return road;
}

void add_passeurs(World& world)
{
    auto const& groups = world.scenario.passeur_groups;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (std::int32_t number = 1; number <= groups[g].passeurs; ++number) {
            auto& at_hub = world.hubs[groups[g].hub.value()].passeurs[groups[g].nationality.value()];
            at_hub.push_back(narrow<std::uint16_t>(world.passeurs.size()));
            world.passeurs.push_back({Index<PasseurGroup>(g),
                                      entity_id("passeur/" + groups[g].name + "/" + std::to_string(number))});
        }
    }
}

void add_ghettos(World& world)
{
    auto const& groups = world.scenario.ghetto_groups;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (std::int32_t number = 1; number <= groups[g].ghettos; ++number) {
            auto& hub = world.hubs[groups[g].hub.value()];
            auto const position = narrow<std::uint16_t>(world.ghettos.size());
            hub.ghettos[groups[g].nationality.value()].push_back(position);
            hub.all_ghettos.push_back(position);
            world.ghettos.push_back({Index<GhettoGroup>(g),
                                     entity_id("ghetto/" + groups[g].name + "/" + std::to_string(number)),
                                     groups[g].beds});
        }
    }
}

// Of a post of the state, the least that is asked where it is manned.
Purse tolls_along(World const& world, Itinerary const& itinerary)
{
    std::int64_t sum = 0;
    for (auto const link : itinerary.links) {
        for (auto const& stop : world.roads[link.value()].stops) {
            if (!stop.is_ambush && !stop.is_reserve) {
                auto const& group = world.scenario.post_groups[stop.group.value()];
                sum += stop.is_armed_group ? group.toll_floor_cfa : group.manned.of(group.toll_floor_cfa);
            }
        }
    }
    return narrow<Purse>(sum);
}

// Whether a passeur may head for it: open, or closed without his knowing.
bool may_be_tried(Scenario const& scenario, Index<Crossing> crossing)
{
    return scenario.crossings[crossing.value()].state == OpenState::open || scenario.truck.knows_closed_crossings == Switch::off;
}

void add_itineraries(World& world)
{
    auto const& scenario = world.scenario;
    for (std::size_t i = 0; i < scenario.itineraries.size(); ++i) {
        auto const& itinerary = scenario.itineraries[i];
        auto const from = scenario.links[itinerary.links.front().value()].from;
        auto const before_last = scenario.links[itinerary.links.back().value()].from;
        world.toll_of_itinerary_cfa.push_back(tolls_along(world, itinerary));
        world.crossing_of_itinerary.push_back(
            itinerary.leg == Leg::north ? world.crossing_at[before_last.value()] : Index<Crossing>());
        if (itinerary.state == OpenState::closed) {
            continue;
        }
        if (itinerary.leg == Leg::south && world.south_from[from.value()].is_none()) {
            world.south_from[from.value()] = Index<Itinerary>(i);
        }
        auto const crossing = world.crossing_of_itinerary.back();
        if (itinerary.leg == Leg::north && !crossing.is_none() && may_be_tried(scenario, crossing)) {
            world.hubs[from.value()].itineraries.emplace_back(i);
        }
    }
}

void expect_tolls(World& world)
{
    for (auto& hub : world.hubs) {
        std::int64_t sum = 0;
        for (auto const itinerary : hub.itineraries) {
            sum += world.toll_of_itinerary_cfa[itinerary.value()];
        }
        if (!hub.itineraries.empty() && world.scenario.truck.toll_payer == TollPayer::migrant) {
            hub.expected_tolls_cfa = narrow<Purse>(sum / static_cast<std::int64_t>(hub.itineraries.size()));
        }
    }
}

double spared_by_passport(Scenario const& scenario)
{
    double sum = 0.0;
    double open = 0.0;
    for (auto const& crossing : scenario.crossings) {
        if (crossing.state == OpenState::open) {
            sum += crossing.refusal_without_passport.value() - crossing.refusal_with_passport.value();
            open += 1.0;
        }
    }
    return open > 0.0 ? sum / open : 0.0;
}

template <class Row, class Member>
std::vector<double> column(std::vector<Row> const& rows, Member member)
{
    std::vector<double> values;
    for (auto const& row : rows) {
        values.push_back(row.*member);
    }
    return values;
}

}  // namespace

Chooser chooser(std::vector<double> const& shares)
{
    Chooser result;
    auto& thresholds = result.thresholds;
    double sum = 0.0;
    for (double const share : shares) {
        sum += share;
        thresholds.push_back(static_cast<std::uint64_t>(floor_to_integer(sum * 4294967296.0)));
    }
    // Rounding may leave the sum a hair below 1: the last share that is not 0 takes the rest.
    for (std::size_t i = shares.size(); i-- > 0;) {
        thresholds[i] = std::uint64_t{1} << 32U;
        if (shares[i] > 0.0) {
            break;
        }
    }
    std::uint16_t position = 0;
    for (std::size_t leading_bits = 0; leading_bits < result.first.size() && !thresholds.empty(); ++leading_bits) {
        while ((std::uint64_t{leading_bits} << Chooser::shift) >= thresholds[position]) {
            ++position;
        }
        result.first[leading_bits] = position;
    }
    return result;
}

std::size_t position_of(Scenario const& scenario, Itinerary const& itinerary, Index<Place> place)
{
    std::size_t position = 0;
    while (position < itinerary.links.size() &&
           scenario.links[itinerary.links[position].value()].from != place) {
        ++position;
    }
    return position;
}

World::World(Scenario const& told, std::vector<bool> const& bandits) : scenario(told), hubs(told.places.size())
{
    auto const places = scenario.places.size();
    for (auto& hub : hubs) {
        hub.passeurs.resize(scenario.nationalities.size());
        hub.ghettos.resize(scenario.nationalities.size());
    }
    for (std::size_t h = 0; h < scenario.hubs.size(); ++h) {
        hubs[scenario.hubs[h].place.value()].rules = Index<HubRules>(h);
    }
    for (std::size_t link = 0; link < scenario.links.size(); ++link) {
        roads.push_back(road_of(scenario, link, link < bandits.size() && bandits[link]));
        for (auto& stop : roads.back().stops) {
            stop.roster = stop.is_armed_group ? armed_posts++ : std::uint16_t{0};
        }
    }
    for (std::size_t g = 0; g < scenario.post_groups.size(); ++g) {
        auto const& group = scenario.post_groups[g];
        demands.emplace_back(scenario, group);
        for (std::int32_t number = 1; group.force != Force::armed_group && number <= group.posts; ++number) {
            state_posts.push_back({Index<PostGroup>(g), entity_id("posts/" + group.name + "/" + std::to_string(number))});
        }
    }
    std::size_t stands = 0;
    for (auto const& itinerary : scenario.itineraries) {
        first_stand.push_back(stands);
        stands += itinerary.leg == Leg::south ? itinerary.links.size() * scenario.bus_firms.size() : 0;
        papers_position.push_back(narrow<std::uint16_t>(position_of(scenario, itinerary, scenario.corridor.papers_place)));
    }
    south_from.resize(places);
    monitoring_at.resize(places);
    for (std::size_t point = 0; point < scenario.monitoring_points.size(); ++point) {
        monitoring_at[scenario.monitoring_points[point].place.value()].push_back(narrow<std::uint16_t>(point));
    }
    crossing_at.resize(places);
    for (std::size_t c = 0; c < scenario.crossings.size(); ++c) {
        crossing_at[scenario.crossings[c].place.value()] = Index<Crossing>(c);
    }
    std::uint16_t beyond = 0;
    for (auto const& place : scenario.places) {
        beyond_position.push_back(place.kind == PlaceKind::beyond ? beyond++ : std::uint16_t{0});
    }
    add_passeurs(*this);
    add_ghettos(*this);
    add_itineraries(*this);
    expect_tolls(*this);
    wish = chooser(column(scenario.wishes, &Wish::share));
    bus_firm = chooser(column(scenario.bus_firms, &BusFirm::market_share));
    for (auto const& nationality : scenario.nationalities) {
        leaves_from.push_back(chooser(nationality.leaves_from));
    }
    refusal_spared_by_passport = spared_by_passport(scenario);
}

EntityId stand_id(Itinerary const& itinerary, std::size_t position, BusFirm const& firm)
{
    return entity_id("stand/" + itinerary.name + "/" + std::to_string(position) + "/" + firm.name);
}

std::uint32_t vehicle_id(EntityId stand_or_kind, Day day, std::uint32_t ordinal)
{
    if (ordinal >= vehicles_a_day) {
        throw std::overflow_error("more vehicles leave one stand, or come of one kind, on a day than have addresses");
    }
    return stand_or_kind.value() + static_cast<std::uint32_t>(day) * vehicles_a_day + ordinal;
}

}  // namespace piste
