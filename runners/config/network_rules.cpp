#include "runners/config/scenario_rules.hpp"
#include "runners/config/toml_text.hpp"

#include "model/scenario_fields.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace piste {
namespace {

template <class Row>
Row const* at(std::vector<Row> const& rows, Index<Row> index)
{
    return index.is_none() ? nullptr : &rows[index.value()];
}

// On a sphere of the Earth's mean radius (haversine formula).
double great_circle_km(Place const& from, Place const& to)
{
    constexpr double radius_km = 6371.0088;
    constexpr double radians = std::numbers::pi / 180.0;
    auto const half_latitude = std::sin((to.latitude_degrees - from.latitude_degrees) * radians / 2.0);
    auto const half_longitude = std::sin((to.longitude_degrees - from.longitude_degrees) * radians / 2.0);
    auto const chord = half_latitude * half_latitude + std::cos(from.latitude_degrees * radians) *
                                                           std::cos(to.latitude_degrees * radians) * half_longitude *
                                                           half_longitude;
    return 2.0 * radius_km * std::asin(std::min(1.0, std::sqrt(chord)));
}

bool has_position(RuleContext const& context, Place const& place)
{
    return context.valid("place", place.name, "latitude") && context.valid("place", place.name, "longitude");
}

void check_links(RuleContext const& context)
{
    auto const& places = context.scenario.places;
    for (auto const& link : context.scenario.links) {
        auto const* const from = at(places, link.from);
        auto const* const to = at(places, link.to);
        if (from == nullptr || to == nullptr) {
            continue;
        }
        if (from == to) {
            context.note("link", link.name, "to", "from and to are both '" + to->name + "'");
            continue;
        }
        if (!context.valid("link", link.name, "distance") || !has_position(context, *from) ||
            !has_position(context, *to)) {
            continue;
        }
        auto const straight_km = great_circle_km(*from, *to);
        if (link.distance_km < std::floor(straight_km)) {
            context.note("link", link.name, "distance",
                         "distance = " + std::to_string(link.distance_km) +
                             " km is shorter than the great circle from '" + from->name + "' to '" + to->name + "', " +
                             toml_integer(std::llround(straight_km)) + " km; correct it or the coordinates",
                         Severity::warning);
        }
    }
}

// The stretches of a way join up and belong to its leg. False if anything was wrong or could not be read.
bool is_joined(RuleContext const& context, Itinerary const& itinerary)
{
    auto const& scenario = context.scenario;
    bool joined = context.valid("itinerary", itinerary.name, "links") && !itinerary.links.empty();
    std::set<std::size_t> passed;
    for (std::size_t i = 0; joined && i < itinerary.links.size(); ++i) {
        auto const& link = *at(scenario.links, itinerary.links[i]);
        if (link.from.is_none() || link.to.is_none()) {
            return false;
        }
        passed.insert(link.from.value());
        if (i + 1 < itinerary.links.size()) {
            auto const& next = *at(scenario.links, itinerary.links[i + 1]);
            if (!next.from.is_none() && next.from != link.to) {
                context.note("itinerary", itinerary.name, "links",
                             "links do not join up: '" + link.name + "' ends in '" +
                                 at(scenario.places, link.to)->name + "', but '" + next.name + "' begins in '" +
                                 at(scenario.places, next.from)->name + "'");
                joined = false;
            }
        }
        if (passed.contains(link.to.value())) {
            context.note("itinerary", itinerary.name, "links",
                         "comes back to '" + at(scenario.places, link.to)->name + "', where it has been");
            joined = false;
        }
    }
    return joined;
}

void check_legs(RuleContext const& context, Itinerary const& itinerary)
{
    if (!context.valid("itinerary", itinerary.name, "leg")) {
        return;
    }
    for (auto const index : itinerary.links) {
        auto const& link = *at(context.scenario.links, index);
        if (link.leg != itinerary.leg && context.valid("link", link.name, "leg")) {
            auto const word = [](Leg leg) { return std::string(EnumWords<Leg>::words[static_cast<std::size_t>(leg)]); };
            context.note("itinerary", itinerary.name, "links",
                         "leg = \"" + word(itinerary.leg) + "\", but '" + link.name + "' belongs to leg \"" +
                             word(link.leg) + "\"");
        }
    }
}

// A way south ends at the main hub; one north goes from a hub to a first town beyond; one of the hub from it to beyond.
void check_ends(RuleContext const& context, Itinerary const& itinerary)
{
    auto const& scenario = context.scenario;
    auto const& first = *at(scenario.places, at(scenario.links, itinerary.links.front())->from);
    auto const& last = *at(scenario.places, at(scenario.links, itinerary.links.back())->to);
    auto const* const main_hub = at(scenario.places, scenario.corridor.main_hub);
    if (main_hub == nullptr || !context.valid("itinerary", itinerary.name, "leg")) {
        return;
    }
    auto const wrong = [&](std::string const& text) { context.note("itinerary", itinerary.name, "links", text); };
    if (itinerary.leg == Leg::south && &last != main_hub) {
        wrong("ends in '" + last.name + "'; a way of leg \"south\" ends in the main hub, '" + main_hub->name + "'");
    }
    if (itinerary.leg == Leg::hub && &first != main_hub) {
        wrong("begins in '" + first.name + "'; a way of leg \"hub\" begins in the main hub, '" + main_hub->name + "'");
    }
    if (itinerary.leg == Leg::north && first.kind != PlaceKind::hub && context.valid("place", first.name, "kind")) {
        wrong("begins in '" + first.name + "', which is no hub; a way of leg \"north\" begins in one");
    }
    if (itinerary.leg != Leg::south && last.kind != PlaceKind::beyond && context.valid("place", last.name, "kind")) {
        wrong("ends in '" + last.name + "', which is not of kind \"beyond\"; a way out of Mali ends in such a place");
    }
    auto const& before_last = *at(scenario.places, at(scenario.links, itinerary.links.back())->from);
    if (itinerary.leg == Leg::north && before_last.kind != PlaceKind::crossing &&
        context.valid("place", before_last.name, "kind")) {
        wrong("crosses no border: the last stretch of a way of leg \"north\" begins in a place of kind \"crossing\", "
              "and '" +
              before_last.name + "' is none");
    }
    for (std::size_t i = 0; itinerary.leg == Leg::north && i + 2 < itinerary.links.size(); ++i) {
        auto const& passed = *at(scenario.places, at(scenario.links, itinerary.links[i])->to);
        if (passed.kind == PlaceKind::crossing && context.valid("place", passed.name, "kind")) {
            wrong("passes the crossing '" + passed.name + "' before its last stretch; a way has one crossing, before its "
                  "last stretch");
        }
    }
}

void check_itineraries(RuleContext const& context)
{
    for (auto const& itinerary : context.scenario.itineraries) {
        check_legs(context, itinerary);
        if (is_joined(context, itinerary)) {
            check_ends(context, itinerary);
        }
    }
    auto const* const exit = at(context.scenario.itineraries, context.scenario.corridor.niger_exit);
    if (exit != nullptr && context.valid("itinerary", exit->name, "leg") && exit->leg != Leg::hub) {
        context.note("corridor", "", "niger_exit",
                     "niger_exit = \"" + exit->name + "\" must be an itinerary of leg \"hub\"");
    }
}

// Every place is where somebody sets out or can get to by road.
void check_reach(RuleContext const& context)
{
    auto const& scenario = context.scenario;
    if (!context.all_valid("link", "from") || !context.all_valid("link", "to") ||
        !context.all_valid("nationality", "leaves_from")) {
        return;
    }
    std::vector<bool> reached(scenario.places.size(), false);
    for (auto const& nationality : scenario.nationalities) {
        for (std::size_t place = 0; place < nationality.leaves_from.size(); ++place) {
            reached[place] = reached[place] || nationality.leaves_from[place] > 0.0;
        }
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (auto const& link : scenario.links) {
            if (!link.from.is_none() && !link.to.is_none() && reached[link.from.value()] && !reached[link.to.value()]) {
                reached[link.to.value()] = true;
                grew = true;
            }
        }
    }
    for (std::size_t i = 0; i < scenario.places.size(); ++i) {
        if (!reached[i]) {
            context.note("place", scenario.places[i].name, "kind",
                         "nobody can reach this place: no stretch of road leads to it from where people set out "
                         "(nationality.<name>.leaves_from)");
        }
    }
}

// Each place of the kind has one table of rules, and each table is about such a place.
template <class Row>
void check_rules_of_places(RuleContext const& context, std::vector<Row> const& rows, PlaceKind kind,
                           std::string_view table)
{
    auto const& places = context.scenario.places;
    auto const word = std::string(EnumWords<PlaceKind>::words[static_cast<std::size_t>(kind)]);
    std::vector<std::string> rules_of(places.size());
    for (auto const& row : rows) {
        auto const* const place = at(places, row.place);
        if (place == nullptr) {
            continue;
        }
        auto& present = rules_of[row.place.value()];
        if (!present.empty()) {
            context.note(table, row.name, "place",
                         "'" + place->name + "' has rules already, in [" + std::string(table) + "." + present + "]");
        }
        present = row.name;
        if (place->kind != kind && context.valid("place", place->name, "kind")) {
            context.note(table, row.name, "place", "'" + place->name + "' is not of kind \"" + word + "\"");
        }
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i].kind == kind && rules_of[i].empty() && context.all_valid(table, "place")) {
            context.note("place", places[i].name, "kind",
                         "kind = \"" + word + "\" has no rules: add a table [" + std::string(table) + "." +
                             places[i].name + "] with place = \"" + places[i].name + "\"");
        }
    }
}

void check_corridor(RuleContext const& context)
{
    auto const must_be_hub = [&](Index<Place> index, std::string_view key) {
        auto const* const place = at(context.scenario.places, index);
        if (place != nullptr && place->kind != PlaceKind::hub && context.valid("place", place->name, "kind")) {
            context.note("corridor", "", key, std::string(key) + " = \"" + place->name + "\" is not of kind \"hub\"");
        }
    };
    auto const& corridor = context.scenario.corridor;
    must_be_hub(corridor.main_hub, "main_hub");
    must_be_hub(corridor.second_hub, "second_hub");
    if (!corridor.main_hub.is_none() && corridor.main_hub == corridor.second_hub) {
        context.note("corridor", "", "second_hub", "main_hub and second_hub are the same place");
    }
}

void check_forces(RuleContext const& context)
{
    for (auto const& group : context.scenario.post_groups) {
        auto const* const holder = at(context.scenario.holders, group.holder);
        if (holder == nullptr || !context.valid("posts", group.name, "force") ||
            !context.valid("holder", holder->name, "kind")) {
            continue;
        }
        auto const* const link = at(context.scenario.links, group.link);
        if (link != nullptr && context.valid("link", link->name, "leg")) {
            bool const fits = link->leg == Leg::north || (link->leg == Leg::south && group.force != Force::armed_group);
            if (!fits) {
                context.note("posts", group.name, "link",
                             "link = \"" + link->name + "\" is of another leg: the rules know posts of the state on "
                             "stretches of leg \"south\" and \"north\", and posts of armed groups on those of leg \"north\" only");
            }
        }
        if ((group.force == Force::armed_group) != (holder->kind == HolderKind::armed_group)) {
            context.note("posts", group.name, "force",
                         "force and holder disagree: a force of the state answers to a holder of kind \"state\", an "
                         "armed group to one of kind \"armed_group\"");
        }
    }
}

}  // namespace

void check_network_rules(RuleContext const& context)
{
    check_links(context);
    check_itineraries(context);
    check_reach(context);
    check_rules_of_places(context, context.scenario.hubs, PlaceKind::hub, "hub");
    check_rules_of_places(context, context.scenario.crossings, PlaceKind::crossing, "crossing");
    check_corridor(context);
    check_forces(context);
}

}  // namespace piste
