// Gao and transport, and what holds networks together: T13 to T21.
#include "tests/patterns/changes.hpp"
#include "tests/patterns/measures.hpp"

#include "tests/support/small_world.hpp"

namespace piste::test {
namespace {

constexpr double minutes_a_day = 1440.0;

// Judged by itself in one world, against zero.
Metric alone(std::string letter, std::string what, Measure measure, std::string world = "base", double smallest = 0.0)
{
    return {.letter = std::move(letter),
            .what = std::move(what),
            .measure = std::move(measure),
            .from = "",
            .to = std::move(world),
            .smallest = smallest,
            .relative = false,
            .carried = false};
}

Measure trips_per_passport(bool in_sales)
{
    return [=](Scenario const& scenario, Outcome const& o) {
        double const lost = static_cast<double>(o.tally(Tally::passports_lost));
        double const trips = (static_cast<double>(o.tally(Tally::passports_returned)) + lost) / lost;
        return (in_sales ? trips * scenario.papers.rental_share.value() : trips) - 1.0;
    };
}

Pattern rented_passports()
{
    return {.id = "T13",
            .title = "A rented passport serves more than one trip",
            .source = "S2 L393",
            .kind = PatternClass::V,
            .metrics = {alone("a", "trips a passport, less 1", trips_per_passport(false), "base", 0.05),
                        alone("b", "income a passport in sales, less 1", trips_per_passport(true), "base", 0.05)},
            .reversed = {{"each passport is lost in use",
                          {{"base", [](Scenario& world) { world.papers.lost_in_use = Probability(1.0); }}},
                          {"a", "b"}}}};
}

Pattern like_with_like()
{
    auto const few_beds_of_their_own = [](Scenario& world) {
        for (auto& group : world.ghetto_groups) {
            auto const& nationality = world.nationalities[group.nationality.value()].name;
            if (group.hub == world.corridor.main_hub && (nationality == "guinea" || nationality == "mali")) {
                group.beds = 1;
                group.ghettos = 1;
            }
        }
    };
    return {.id = "T14",
            .title = "Like go with like",
            .source = "S2 L391",
            .kind = PatternClass::V,
            .metrics = {alone("a", "share of stays with the own nationality, above random mixing", assortativity_of_ghettos(),
                              "base", 0.5)},
            .reversed = {{"few beds of their own", {{"base", few_beds_of_their_own}}, {"a"}}}};
}

Pattern mismatches()
{
    auto const mismatched = per(Tally::ghetto_stays_mismatched, Tally::ghetto_stays);
    auto const conflicts = per(Tally::ghetto_conflicts, Tally::ghetto_stays);
    auto const nearly_none = 1e-9;
    return {.id = "T15",
            .title = "Guests of others bring conflict between chairmen",
            .source = "S2 L391",
            .kind = PatternClass::V,
            .worlds = {{"crowded", beds_in_main_hub_times(0.25)}, {"roomy", beds_in_main_hub_times(20.0)}},
            .metrics = {{.letter = "a", .what = "share of stays with others", .measure = mismatched, .to = "crowded", .smallest = 0.0, .relative = false},
                        {.letter = "b", .what = "conflicts a stay", .measure = conflicts, .to = "crowded", .smallest = 0.0, .relative = false},
                        alone("c1", "no stay with others where there is room", below(mismatched, nearly_none), "roomy"),
                        alone("c2", "no conflict where there is room", below(conflicts, nearly_none), "roomy")},
            .reversed = {{"four times the beds", {{"crowded", beds_in_main_hub_times(4.0)}}, {"a", "b"}},
                         {"no room", {{"roomy", beds_in_main_hub_times(0.25)}}, {"c1", "c2"}}}};
}

Pattern waits()
{
    auto const wait = per(Tally::truck_wait_minutes, Tally::trucks_left);
    auto longest = alone("c", "minutes that the wait at a fifth of the flow stays below 7 days",
                         below(wait, 7.0 * minutes_a_day), "fifth");
    auto short_now = alone("d", "minutes that the wait in the base stays below a day", below(wait, minutes_a_day));
    short_now.at_points = false;
    return {.id = "T16",
            .title = "Trucks wait longer when fewer travel",
            .source = "S2 L417",
            .worlds = {{"half", migrants_times(0.5)}, {"fifth", migrants_times(0.2)}},
            .metrics = {{.letter = "a", .what = "wait of a truck, half the flow", .measure = wait, .to = "half"},
                        {.letter = "b", .what = "wait of a truck, a fifth against half", .measure = wait, .from = "half",
                         .to = "fifth"},
                        longest, short_now},
            .carriers = {{"drivers who wait for a load that pays", [](Scenario& world) {
                              for (auto& kind : world.vehicle_kinds) {
                                  kind.longest_wait_days = 1;
                              }
                          }}}};
}

Pattern loads()
{
    auto const pickups_with_the_seats_of_the_trucks = [](Scenario& world) {
        auto& truck = world.vehicle_kinds[row_named(world.vehicle_kinds, "date_truck").value()];
        auto& pickup = world.vehicle_kinds[row_named(world.vehicle_kinds, "pickup").value()];
        double const seats = truck.arrivals_per_day * (truck.room_low + truck.room_high);
        pickup.arrivals_per_day = seats / (pickup.room_low + pickup.room_high);
        truck.arrivals_per_day = 0.0;
    };
    return {.id = "T17",
            .title = "Trucks take more people a trip than pickups",
            .source = "S2 L417",
            .kind = PatternClass::V,
            .worlds = {{"pickups", pickups_with_the_seats_of_the_trucks}, {"trucks", nothing()}},
            .metrics = {{.letter = "a", .what = "people aboard", .measure = per(Tally::truck_passengers, Tally::trucks_left),
                         .from = "pickups", .to = "trucks"},
                        {.letter = "b", .what = "departures for each who left Gao northward",
                         .measure = per(Tally::trucks_left, Tally::left_northward), .direction = -1, .from = "pickups",
                         .to = "trucks"}},
            .reversed = {{"exchanged", {{"pickups", nothing()}, {"trucks", pickups_with_the_seats_of_the_trucks}}, {"a", "b"}}}};
}

Change wages_times_two()
{
    return [](Scenario& world) {
        for (auto& hub : world.hubs) {
            hub.wage_low_cfa_per_day *= 2;
            hub.wage_high_cfa_per_day *= 2;
        }
    };
}

Change purses_times_two()
{
    return [](Scenario& world) {
        for (auto& nationality : world.nationalities) {
            nationality.purse_median_cfa *= 2;
        }
    };
}

Change passeurs_fares_times_three_halves()
{
    return [](Scenario& world) {
        for (auto& group : world.passeur_groups) {
            group.fare_cfa = group.fare_cfa * 3 / 2;
        }
    };
}

Change droit_de_ghetto_times_three()
{
    return [](Scenario& world) {
        for (auto& group : world.ghetto_groups) {
            group.droit_de_ghetto_cfa *= 3;
        }
    };
}

Pattern stays()
{
    auto const stay = per(Tally::hub_minutes, Tally::hub_stays);
    return {.id = "T18",
            .title = "People stay in Gao as long as money takes",
            .source = "S2 L387",
            .worlds = {{"wages", wages_times_two()},
                       {"purses", purses_times_two()},
                       {"fares", passeurs_fares_times_three_halves()},
                       {"droit", droit_de_ghetto_times_three()}},
            .metrics = {{.letter = "a", .what = "stay in Gao, wages doubled", .measure = stay, .direction = -1, .to = "wages"},
                        {.letter = "b", .what = "stay in Gao, purses doubled", .measure = stay, .direction = -1, .to = "purses"},
                        {.letter = "c", .what = "stay in Gao, passeurs' fares half as much again", .measure = stay, .to = "fares"},
                        {.letter = "d", .what = "stay in Gao, droit de ghetto tripled", .measure = stay, .to = "droit"},
                        alone("e", "days worked by each who works for the fare",
                              per(Tally::work_days, Tally::worked_for_fare))},
            .carriers = {{"work for the way on", [](Scenario& world) { world.way_on.longest_work_days = 1; }}}};
}

Pattern scarce_vehicles()
{
    return {.id = "T19",
            .title = "Ghettos fill when fewer vehicles go on",
            .source = "implied by S2 L387, L417",
            .worlds = {{"changed", vehicles_times(0.25)}},
            .metrics = {{"a", "people in ghettos", daily_mean(Series::in_ghettos)},
                        {"b", "people waiting for a vehicle", daily_mean(Series::waiting_for_vehicle)}},
            .carriers = {{"seats that run out", vehicles_times(10.0)}}};
}

Pattern gao_and_kidal()
{
    auto const nobody_comes_back = [](Scenario& world) {
        for (auto& crossing : world.crossings) {
            crossing.refusal_without_passport = Probability(0.0);
            crossing.refusal_with_passport = Probability(0.0);
            crossing.hostage = Probability(0.0);
        }
        world.north.passeur_advances_toll = Probability(1.0);
    };
    auto const many_are_refused = [](Scenario& world) {
        for (auto const& crossing : world.crossings) {
            stricter_crossing(crossing.name)(world);
        }
    };
    return {.id = "T21",
            .title = "Nearly everybody passes Gao; some stay in Kidal",
            .source = "S2 L367, L371",
            .kind = PatternClass::V,
            .metrics = {alone("a", "persons on the road out of Gao against persons heading for crossings, less 0.95",
                              above(passages_against_crossings("gao-anefis"), 0.95)),
                        alone("b", "share of stays in Kidal, less 0.005", above(second_hub_share_of_stays(), 0.005))},
            .reversed = {{"nobody comes back", {{"base", nobody_comes_back}}, {"b"}},
                         {"many are refused", {{"base", many_are_refused}}, {"a"}}}};
}

}  // namespace

std::vector<Pattern> hub_patterns()
{
    return {rented_passports(), like_with_like(), mismatches(), waits(), loads(), stays(), scarce_vehicles(), gao_and_kidal()};
}

}  // namespace piste::test
