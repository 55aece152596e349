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
    world.places = {place("bamako", PlaceKind::town),
                    place("conakry", PlaceKind::origin),
                    place("gao", PlaceKind::hub),
                    place("kidal", PlaceKind::hub),
                    place("niamey", PlaceKind::beyond),
                    place("tal_handak", PlaceKind::crossing),
                    place("tamanrasset", PlaceKind::beyond),
                    place("timiaouine", PlaceKind::crossing)};
    world.holders = {named<Holder>("holder", "coalition"), named<Holder>("holder", "state")};
    world.holders[0].kind = HolderKind::armed_group;
    world.corridor = {
        row_named(world.places, "gao"), row_named(world.places, "kidal"), row_named(world.places, "bamako"), {}};
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

void add_monitoring_point(Scenario& world)
{
    auto point = named<MonitoringPoint>("monitoring_point", "gao-leaving");
    point.place = row_named(world.places, "gao");
    point.direction = Direction::leaving;
    point.first_day = 30;
    point.end_day = 60;
    point.missed = Probability(0.25);
    world.monitoring_points.push_back(point);
}

void set_extraction_rules(Scenario& world)
{
    auto& rules = world.extraction;
    rules.hearsay_speed = 0.25;
    rules.learning_step = 0.05;
    rules.means_step_cfa = 25000;
    rules.stake_step_cfa = 10000;
    rules.reservation_share = Ratio(0.03);
    rules.stake_visibility = Ratio(0.5);
    rules.stake_weight = Ratio(2.0);
    rules.let_go_when_refusing = Probability(0.9);
    rules.job_price_cfa = 1'000'000;
}

void set_southern_rules(Scenario& world)
{
    world.horizon = {.start_date = "2016-01-01", .warm_up_days = 60, .measured_days = 91, .run_out_days = 60};
    world.population = {.migrants_per_year = 1000,
                        .niger_ratio = 1.0,
                        .cost_steepness = 1.0,
                        .risk_steepness = 1.0,
                        .expected_cost_cfa = 200000,
                        .expected_risk = 0.2,
                        .through_ticket = Probability(0.3),
                        .bamako_stay_low_days = 1,
                        .bamako_stay_high_days = 10,
                        .bus_seats = 20,
                        .family_answer_low_days = 2,
                        .family_answer_high_days = 14};
    world.roadblock = {.toll_basis = TollBasis::per_post,
                       .apparent_means_share = Ratio(0.05),
                       .visible_share = Ratio(0.5),
                       .malian_factor = Ratio(0.5),
                       .undocumented_factor = Ratio(1.5),
                       .haggles = Probability(0.4),
                       .haggled_share = Ratio(0.6),
                       .let_go_when_rights_are_known = Probability(0.3),
                       .let_go_when_poor = Probability(0.8),
                       .minutes_per_traveller = 5};
    world.gate = {.taken_off = Probability(0.6),
                  .tax_low_cfa = 2000,
                  .tax_high_cfa = 8000,
                  .malian_factor = Ratio(0.5),
                  .arrest_later = Probability(0.2),
                  .bribe_low_cfa = 5000,
                  .bribe_high_cfa = 20000,
                  .passeur_pays = Probability(0.5),
                  .cell_low_days = 1,
                  .cell_high_days = 5};
    world.papers = {.price_low_cfa = 30000,
                    .price_high_cfa = 100000,
                    .rental_share = Ratio(0.3),
                    .official_share = Ratio(0.4),
                    .rental_stock = 20,
                    .new_rentals_per_month = 2,
                    .lost_in_use = Probability(0.2),
                    .return_low_days = 10,
                    .return_high_days = 40,
                    .saving_weight = 1.0,
                    .value_of_crossing_cfa = 100000,
                    .reluctance = 0.5,
                    .choice_noise_cfa = 30000};
    world.ghetto = {.authorities_share = Ratio(0.2),
                    .security_share = Ratio(0.2),
                    .residents_share = Ratio(0.1),
                    .conflict_when_mismatched = Probability(0.1),
                    .forced_labour = Probability(0.2),
                    .sexual_violence = Probability(0.1),
                    .violence = Probability(0.1),
                    .forced_labour_days = 10};
}

void set_news_rules(Scenario& world)
{
    world.news = {.learning = Switch::on,
                  .compared_with = Comparison::prior,
                  .prior_risk = 0.1,
                  .prior_weight = 50.0,
                  .delay_weeks = 1,
                  .memory_weeks = 8,
                  .told_by_survivors = Probability(0.7),
                  .told_by_families = Probability(0.8),
                  .told_of_the_dead = Probability(0.5),
                  .weight_of_others = 0.2,
                  .distortion = 0.3};
}

void set_northern_rules(Scenario& world)
{
    world.way_on = {.longest_work_days = 60,
                    .patience_days = 30.0,
                    .settle_appeal = -1.0,
                    .home_appeal = -1.0,
                    .longest_tries = 3,
                    .second_fare_share = Ratio(0.5)};
    world.truck = {.driver_share = Ratio(0.3),
                   .toll_payer = TollPayer::migrant,
                   .protection_reach = ProtectionReach::own_posts_exempt,
                   .protection_share = Ratio(0.1),
                   .protection_coverage = Probability(0.5),
                   .protection_efficacy = Probability(0.8),
                   .cost_weight = 1.0,
                   .risk_weight = 5.0,
                   .choice_noise_cfa = 20000,
                   .demand_memory_days = 7};
    world.north = {.passeur_advances_toll = Probability(0.5),
                   .beaten_when_poor = Probability(0.5),
                   .malian_factor = Ratio(1.0),
                   .ambush_low_minutes = 120,
                   .ambush_high_minutes = 900,
                   .robbed_in_ambush = Probability(0.7),
                   .injured_in_robbery = Probability(0.2),
                   .killed_in_robbery = Probability(0.1),
                   .sexual_violence = Probability(0.05),
                   .violence = Probability(0.1),
                   .death_when_abandoned = Probability(0.3)};
    world.hostage = {.ransom_cfa = 150000,
                     .family_pays = Probability(0.6),
                     .held_low_days = 2,
                     .held_high_days = 10,
                     .abandoned_when_refused = Probability(0.5),
                     .brutalised = Probability(0.5),
                     .holder_share = Ratio(0.2)};
    world.border = {.tries_again = Probability(0.7), .retry_low_days = 2, .retry_high_days = 8};
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
    add_monitoring_point(world);
    set_southern_rules(world);
    set_extraction_rules(world);
    set_news_rules(world);
    set_northern_rules(world);
    return world;
}

Scenario small_world_without_trucks()
{
    auto world = small_world();
    auto const hub = world.corridor.main_hub;
    std::erase_if(world.vehicle_kinds, [&](VehicleKind const& kind) { return kind.hub == hub; });
    return world;
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
