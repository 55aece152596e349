#include "tests/support/small_world.hpp"

#include <string>
#include <utility>

namespace piste::test {

namespace {

template <class Row>
Row named(std::string const& kind, std::string const& name)
{
    Row row;
    row.name = name;
    row.label = name;
    row.id = entity_id(kind + "/" + name);
    return row;
}

Place place(std::string const& name, PlaceKind kind)
{
    auto row = named<Place>("place", name);
    row.kind = kind;
    return row;
}

void add_places(Scenario& world)
{
    world.places = {place("bamako", PlaceKind::town),         place("conakry", PlaceKind::origin),
                    place("gao", PlaceKind::hub),             place("kidal", PlaceKind::hub),
                    place("niamey", PlaceKind::beyond),       place("tal_handak", PlaceKind::crossing),
                    place("tamanrasset", PlaceKind::beyond),  place("timiaouine", PlaceKind::crossing)};
    world.holders = {named<Holder>("holder", "coalition"), named<Holder>("holder", "state")};
    world.holders[0].kind = HolderKind::armed_group;
    world.corridor = {row_named(world.places, "gao"), row_named(world.places, "kidal"), row_named(world.places, "bamako"), {}};
}

void add_link(Scenario& world, std::string const& from, std::string const& to, Leg leg, std::int32_t minutes,
              Purse fare_cfa, double ambush)
{
    auto row = named<Link>("link", from + "-" + to);
    row.from = row_named(world.places, from);
    row.to = row_named(world.places, to);
    row.leg = leg;
    row.mode = leg == Leg::north ? LinkMode::truck : LinkMode::bus;
    row.holder = Index<Holder>(leg == Leg::north ? 0 : 1);
    row.distance_km = minutes;
    row.travel_minutes = minutes;
    row.fare_cfa = fare_cfa;
    row.ambush_per_day = Probability(ambush);
    world.links.push_back(row);
}

void add_posts(Scenario& world, std::string const& link, Force force, std::int32_t posts, double stop, Purse floor_cfa,
               Purse cap_cfa)
{
    auto row = named<PostGroup>("posts", link);
    row.link = row_named(world.links, link);
    row.holder = Index<Holder>(force == Force::armed_group ? 0 : 1);
    row.force = force;
    row.posts = posts;
    row.stop = Probability(stop);
    row.toll_floor_cfa = floor_cfa;
    row.toll_cap_cfa = cap_cfa;
    world.post_groups.push_back(row);
}

void add_roads(Scenario& world)
{
    add_link(world, "bamako", "gao", Leg::south, 900, 15000, 0.0);
    add_link(world, "conakry", "bamako", Leg::south, 600, 10000, 0.0);
    add_link(world, "gao", "kidal", Leg::north, 700, 0, 0.1);
    add_link(world, "gao", "niamey", Leg::hub, 600, 10000, 0.0);
    add_link(world, "gao", "tal_handak", Leg::north, 1000, 0, 0.2);
    add_link(world, "kidal", "timiaouine", Leg::north, 500, 0, 0.2);
    add_link(world, "tal_handak", "tamanrasset", Leg::north, 800, 0, 0.0);
    add_link(world, "timiaouine", "tamanrasset", Leg::north, 900, 0, 0.0);
    add_posts(world, "bamako-gao", Force::gendarmerie, 2, 0.6, 1000, 5000);
    add_posts(world, "conakry-bamako", Force::police, 1, 0.5, 500, 4000);
    add_posts(world, "gao-kidal", Force::armed_group, 2, 1.0, 5000, 5000);
    add_posts(world, "gao-tal_handak", Force::armed_group, 1, 1.0, 5000, 5000);
}

void add_itinerary(Scenario& world, std::string const& name, Leg leg, std::initializer_list<char const*> links)
{
    auto row = named<Itinerary>("itinerary", name);
    row.leg = leg;
    for (auto const* const link : links) {
        row.links.push_back(row_named(world.links, link));
    }
    world.itineraries.push_back(row);
}

void add_itineraries(Scenario& world)
{
    add_itinerary(world, "bamako-gao", Leg::south, {"bamako-gao"});
    add_itinerary(world, "conakry-gao", Leg::south, {"conakry-bamako", "bamako-gao"});
    add_itinerary(world, "gao-by-tal_handak", Leg::north, {"gao-tal_handak", "tal_handak-tamanrasset"});
    add_itinerary(world, "gao-by-timiaouine", Leg::north, {"gao-kidal", "kidal-timiaouine", "timiaouine-tamanrasset"});
    add_itinerary(world, "gao-niamey", Leg::hub, {"gao-niamey"});
    add_itinerary(world, "kidal-by-timiaouine", Leg::north, {"kidal-timiaouine", "timiaouine-tamanrasset"});
    world.corridor.niger_exit = row_named(world.itineraries, "gao-niamey");
    for (auto const* const name : {"tal_handak", "timiaouine"}) {
        auto row = named<Crossing>("crossing", name);
        row.place = row_named(world.places, name);
        row.refusal_without_passport = Probability(0.4);
        row.refusal_with_passport = Probability(0.1);
        row.hostage = Probability(0.1);
        world.crossings.push_back(row);
    }
}

void add_people(Scenario& world)
{
    auto guinea = named<Nationality>("nationality", "guinea");
    guinea.share = 0.75;
    guinea.leaves_from.assign(world.places.size(), 0.0);
    guinea.leaves_from[row_named(world.places, "conakry").value()] = 0.9;
    guinea.leaves_from[row_named(world.places, "bamako").value()] = 0.1;
    guinea.purse_median_cfa = 120000;
    guinea.purse_shape = 2.0;
    guinea.family_median_cfa = 200000;
    guinea.family_shape = 2.0;
    guinea.family_able = Probability(0.5);
    guinea.has_papers = Probability(0.6);
    guinea.knows_rights = Probability(0.2);
    auto mali = guinea;
    mali.name = mali.label = "mali";
    mali.id = entity_id("nationality/mali");
    mali.citizenship = Citizenship::malian;
    mali.share = 0.25;
    mali.leaves_from.assign(world.places.size(), 0.0);
    mali.leaves_from[row_named(world.places, "bamako").value()] = 1.0;
    world.nationalities = {guinea, mali};
    world.wishes = {named<Wish>("wish", "algeria"), named<Wish>("wish", "europe")};
    world.wishes[0].share = 0.4;
    world.wishes[1].share = 0.6;
    world.wishes[1].leaves_at_gao = Probability(0.2);
    world.bus_firms = {named<BusFirm>("bus_firm", "firm-1"), named<BusFirm>("bus_firm", "firm-2")};
    world.bus_firms[0].market_share = 0.7;
    world.bus_firms[0].fare_factor = Ratio(1.0);
    world.bus_firms[0].departure_minute_of_day = 360;
    world.bus_firms[1].market_share = 0.3;
    world.bus_firms[1].fare_factor = Ratio(0.9);
    world.bus_firms[1].departure_minute_of_day = 900;
}

void add_hubs(Scenario& world)
{
    for (auto const* const hub : {"gao", "kidal"}) {
        auto const where = row_named(world.places, hub);
        for (std::size_t n = 0; n < world.nationalities.size(); ++n) {
            auto const name = std::string(hub) + "-" + world.nationalities[n].name;
            auto passeurs = named<PasseurGroup>("passeur", name);
            passeurs.hub = where;
            passeurs.nationality = Index<Nationality>(n);
            passeurs.passeurs = 2;
            passeurs.fare_cfa = 60000;
            world.passeur_groups.push_back(passeurs);
            auto ghettos = named<GhettoGroup>("ghetto", name);
            ghettos.hub = where;
            ghettos.nationality = Index<Nationality>(n);
            ghettos.ghettos = 2;
            ghettos.beds = 12;
            ghettos.droit_de_ghetto_cfa = 5000;
            world.ghetto_groups.push_back(ghettos);
        }
        auto trucks = named<VehicleKind>("vehicle", hub);
        trucks.hub = where;
        trucks.arrivals_per_day = 0.6;
        trucks.room_low = 15;
        trucks.room_high = 25;
        trucks.longest_wait_days = 7;
        trucks.waiting_cost_per_day_cfa = 20000;
        world.vehicle_kinds.push_back(trucks);
        auto rules = named<HubRules>("hub", hub);
        rules.place = where;
        rules.wage_low_cfa_per_day = 1000;
        rules.wage_high_cfa_per_day = 2500;
        rules.keep_cfa_per_day = 750;
        rules.fare_home_cfa = 25000;
        world.hubs.push_back(rules);
    }
}

void set_southern_rules(Scenario& world)
{
    world.horizon = {"2016-01-01", 60, 91, 60};
    world.population = {1000, 1.0, 1.0, 1.0, 200000, 0.2, Probability(0.3), 1, 10, 20, 2, 14};
    world.roadblock = {TollBasis::per_post, Ratio(0.05), Ratio(0.5), Ratio(0.5), Ratio(1.5), Probability(0.4), Ratio(0.6),
                       Probability(0.3), Probability(0.8), 5};
    world.gate = {Probability(0.6), 2000, 8000, Ratio(0.5), Probability(0.2), 5000, 20000, Probability(0.5), 1, 5};
    world.papers = {30000, 100000, Ratio(0.3), Ratio(0.4), 20, 2, Probability(0.2), 10, 40, 1.0, 100000, 0.5, 30000};
    world.ghetto = {Ratio(0.2), Ratio(0.2), Ratio(0.1), Probability(0.1), Probability(0.2), Probability(0.1),
                    Probability(0.1), 10};
}

void set_northern_rules(Scenario& world)
{
    world.way_on = {60, 30.0, -1.0, -1.0, 3, Ratio(0.5)};
    world.truck = {Ratio(0.3), TollPayer::migrant, ProtectionReach::own_posts_exempt, Ratio(0.1), Probability(0.5),
                   Probability(0.8), 1.0, 5.0, 20000, 50.0, 0.1, 1, 8, 7};
    world.north = {Probability(0.5), Probability(0.5), Ratio(1.0), 120, 900, Probability(0.7), Probability(0.2),
                   Probability(0.1), Probability(0.05), Probability(0.1), Probability(0.3)};
    world.hostage = {150000, Probability(0.6), 2, 10, Probability(0.5), Probability(0.5), Ratio(0.2)};
    world.border = {Probability(0.7), 2, 8};
}

// Chance is taken out of the south: one nationality, from Conakry with papers and a through ticket, by firm 1.
void make_south_certain(Scenario& world)
{
    world.horizon = {"2016-01-01", 0, 1, 90};
    world.population.migrants_per_year = 365;
    world.population.niger_ratio = 0.0;
    world.population.through_ticket = Probability(1.0);
    auto& guinea = world.nationalities[0];
    guinea.share = 1.0;
    guinea.leaves_from.assign(world.places.size(), 0.0);
    guinea.leaves_from[row_named(world.places, "conakry").value()] = 1.0;
    guinea.purse_median_cfa = 200000;
    guinea.purse_shape = 1e12;
    guinea.family_shape = 1e12;
    guinea.family_able = Probability(0.0);
    guinea.has_papers = Probability(1.0);
    guinea.knows_rights = Probability(0.0);
    world.nationalities[1].share = 0.0;
    world.wishes[0].share = 1.0;
    world.wishes[1].share = 0.0;
    world.bus_firms[0].market_share = 1.0;
    world.bus_firms[1].market_share = 0.0;
    world.roadblock.haggles = Probability(0.0);
    for (auto& posts : world.post_groups) {
        posts.stop = Probability(1.0);
    }
    world.post_groups[0].toll_floor_cfa = world.post_groups[0].toll_cap_cfa = 2000;
    world.post_groups[1].toll_floor_cfa = world.post_groups[1].toll_cap_cfa = 1000;
    world.gate = {Probability(1.0), 3000, 3000, Ratio(1.0), Probability(0.0), 0, 0, Probability(0.0), 0, 0};
    world.papers.rental_stock = 0;
    world.papers.new_rentals_per_month = 0;
    world.papers.reluctance = 1000.0;
}

}  // namespace

Scenario small_world()
{
    Scenario world;
    world.name = "small-world";
    add_places(world);
    add_roads(world);
    add_itineraries(world);
    add_people(world);
    add_hubs(world);
    set_southern_rules(world);
    set_northern_rules(world);
    return world;
}

Scenario lone_road()
{
    auto world = small_world();
    world.name = "lone-road";
    make_south_certain(world);
    for (auto& link : world.links) {
        link.ambush_per_day = Probability(0.0);
    }
    world.itineraries[row_named(world.itineraries, "gao-by-timiaouine").value()].state = OpenState::closed;
    for (auto& crossing : world.crossings) {
        crossing.refusal_without_passport = Probability(0.0);
        crossing.hostage = Probability(0.0);
    }
    for (auto& trucks : world.vehicle_kinds) {
        trucks.arrivals_per_day = 30.0;  // some vehicle stands ready whenever the traveller comes
        trucks.room_low = trucks.room_high = 1;
    }
    for (auto& hub : world.hubs) {
        hub.wage_low_cfa_per_day = hub.wage_high_cfa_per_day = 2000;
    }
    world.ghetto.forced_labour = world.ghetto.sexual_violence = world.ghetto.violence = Probability(0.0);
    world.way_on.settle_appeal = world.way_on.home_appeal = -1000.0;
    world.truck.protection_coverage = Probability(0.0);
    world.north.sexual_violence = world.north.violence = Probability(0.0);
    world.hostage.held_low_days = world.hostage.held_high_days = 6;
    world.border = {Probability(1.0), 4, 4};
    return world;
}

RunAddress lone_address()
{
    auto const world = lone_road();
    for (std::uint32_t replicate = 0; replicate < 200; ++replicate) {
        RunAddress const address{1, replicate, 0};
        auto const outcome = simulate(world, address);
        // The purse rounds down to its median or to a franc less.
        if (outcome.tally(Tally::candidates) == 1 && outcome.tally(Tally::purses_brought_cfa) == 200000) {
            return address;
        }
    }
    throw std::logic_error("no run has exactly one candidate");
}

Francs paid(Outcome const& outcome, Party payer, Party payee, Leg leg)
{
    auto const cell = (static_cast<std::size_t>(payer) * party_count + static_cast<std::size_t>(payee)) * leg_count;
    return outcome.of(Variable::ledger)[cell + static_cast<std::size_t>(leg)];
}

Francs paid(Outcome const& outcome, Party payer, Party payee)
{
    return paid(outcome, payer, payee, Leg::south) + paid(outcome, payer, payee, Leg::hub) +
           paid(outcome, payer, payee, Leg::north);
}

}  // namespace piste::test
