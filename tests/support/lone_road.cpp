#include "tests/support/small_world.hpp"

#include <stdexcept>

namespace piste::test {

namespace {

// Chance is taken out of the south: one nationality, from Conakry with papers and a through ticket, by firm 1.
void make_south_certain(Scenario& world)
{
    world.horizon = {.start_date = "2016-01-01", .warm_up_days = 0, .measured_days = 30, .run_out_days = 60};
    world.population.migrants_per_year = 4;
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
    world.extraction.reservation_share = Ratio(1000.0);  // whatever is asked is given
    for (auto& posts : world.post_groups) {
        posts.stop = Probability(1.0);
    }
    world.post_groups[0].toll_floor_cfa = world.post_groups[0].toll_cap_cfa = 2000;
    world.post_groups[1].toll_floor_cfa = world.post_groups[1].toll_cap_cfa = 1000;
    world.gate = {.taken_off = Probability(1.0),
                  .tax_low_cfa = 3000,
                  .tax_high_cfa = 3000,
                  .malian_factor = Ratio(1.0),
                  .arrest_later = Probability(0.0),
                  .bribe_low_cfa = 0,
                  .bribe_high_cfa = 0,
                  .passeur_pays = Probability(0.0),
                  .cell_low_days = 0,
                  .cell_high_days = 0};
    world.papers.rental_stock = 0;
    world.papers.new_rentals_per_month = 0;
    world.papers.reluctance = 1000.0;
}

}  // namespace

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
    world.border = {.tries_again = Probability(1.0), .retry_low_days = 4, .retry_high_days = 4};
    return world;
}

RunAddress lone_address()
{
    auto const world = lone_road();
    for (std::uint32_t replicate = 0; replicate < 200; ++replicate) {
        RunAddress const address{1, replicate, 0};
        auto const outcome = simulate(world, address);
        // The purse rounds down to its median or to a franc less.
        bool const alone = outcome.tally(Tally::candidates) == 1 && outcome.tally(Tally::all_departures) == 1;
        if (alone && outcome.tally(Tally::purses_brought_cfa) == 200000) {
            return address;
        }
    }
    throw std::logic_error("no run has exactly one traveller");
}

}  // namespace piste::test
