// Networks that lose somebody: T11 and T12.
#include "tests/patterns/changes.hpp"
#include "tests/patterns/measures.hpp"

#include "tests/support/small_world.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace piste::test {
namespace {

constexpr Day quarter = 90;

// The base has ten passeurs at Gao, of whom one and 5 % are the same. The same travellers and vehicles, and four times as many passeurs.
void divide_clients(Scenario& world)
{
    for (auto& group : world.passeur_groups) {
        group.passeurs *= group.hub == world.corridor.main_hub ? 4 : 1;
    }
}

// share: of the passeurs of the main hub, at least one; taken on day 0.
void round_up(Scenario& world, double share, RoundUp by)
{
    double passeurs = 0.0;
    for (auto const& group : world.passeur_groups) {
        passeurs += group.hub == world.corridor.main_hub ? group.passeurs : 0;
    }
    world.arrests.round_up_passeurs = static_cast<std::int32_t>(std::max(1.0, std::round(share * passeurs)));
    world.arrests.round_up_day = 0;
    world.arrests.round_up_by = by;
}

Change rounded_up(double share, RoundUp by)
{
    return [=](Scenario& world) { round_up(world, share, by); };
}

// One passeur serves all Guineans, half of all clients, and nobody takes his place.
void one_broker(Scenario& world)
{
    world.passeur_groups[row_named(world.passeur_groups, "gao-guinea").value()].passeurs = 1;
    world.arrests.replacement = Switch::off;
}

// All three worlds have the broker: he is taken, or one at random, or nobody. Both halves of what a kingpin is must show.
Control broker()
{
    auto const taken = [](RoundUp by) { return all_of({one_broker, rounded_up(0.0, by)}); };
    return {"one broker for half of all clients",
            {{"base", one_broker}, {"random one", taken(RoundUp::at_random)}, {"most one", taken(RoundUp::most_clients)}},
            {"a one", "b one"}};
}

Change nobody_takes_their_place(double share, RoundUp by)
{
    return [=](Scenario& world) {
        world.arrests.replacement = Switch::off;
        round_up(world, share, by);
    };
}

// One in five taken and none replaced, in the base neither. Of fewer it is not asked: all that one or two of forty serve is no more than the band.
Control no_replacement()
{
    return {"replacement off",
            {{"base", [](Scenario& world) { world.arrests.replacement = Switch::off; }},
             {"random 20 %", nobody_takes_their_place(0.2, RoundUp::at_random)},
             {"most 20 %", nobody_takes_their_place(0.2, RoundUp::most_clients)}},
            {"a 20 %", "b 20 %"},
            Breaks::one_or_more};
}

// What the gap costs those who wait while it is patched.
std::vector<Metric> while_patched(std::string const& world)
{
    std::vector<Metric> told;
    for (auto const& [letter, what, series] : {std::tuple("c fare", "passeurs' mean fare", Series::mean_fare_cfa),
                                               std::tuple("c stay", "people in ghettos", Series::in_ghettos),
                                               std::tuple("c extortion", "people held for ransom", Series::held_for_ransom),
                                               std::tuple("c abandonment", "people stranded", Series::stranded)}) {
        told.push_back({.letter = letter,
                        .what = what + std::string(" in the first 90 days, 20 % with most clients taken"),
                        .measure = mean_between(series, 0, quarter),
                        .to = world,
                        .reported = true});
    }
    return told;
}

Pattern no_kingpin()
{
    Pattern pattern{.id = "T11",
                    .title = "No kingpin among passeurs",
                    .source = "S2 L393, L407",
                    .kind = PatternClass::S,
                    .controls = {broker(), no_replacement()},
                    .prepare = divide_clients};
    for (auto const& [name, share] : {std::pair("one", 0.0), std::pair("5 %", 0.05), std::pair("20 %", 0.2)}) {
        auto const random = std::string("random ") + name;
        auto const most = std::string("most ") + name;
        pattern.worlds.push_back({random, rounded_up(share, RoundUp::at_random)});
        pattern.worlds.push_back({most, rounded_up(share, RoundUp::most_clients)});
        pattern.metrics.push_back({.letter = std::string("a ") + name,
                                   .what = std::string("arrived, those with most clients taken against as many at random: ") + name,
                                   .measure = count_of(Tally::arrived),
                                   .from = random,
                                   .to = most});
        pattern.metrics.push_back({.letter = std::string("b ") + name,
                                   .what = std::string("left Gao northward in the four weeks after the twelfth, those with most clients taken: ") + name,
                                   .measure = mean_between(Series::left_northward, 84, 112),
                                   .to = most});
    }
    for (auto const& told : while_patched("most 20 %")) {
        pattern.metrics.push_back(told);
    }
    pattern.worlds.push_back({"owners 20 %", rounded_up(0.2, RoundUp::transport_owners)});
    pattern.metrics.push_back({.letter = "d owners",
                               .what = "arrived, those who own what their clients ride on taken, against as many at random: 20 %",
                               .measure = count_of(Tally::arrived), .from = "random 20 %", .to = "owners 20 %", .reported = true});
    pattern.worlds.push_back({"notables 20 %", rounded_up(0.2, RoundUp::group_notables)});
    pattern.metrics.push_back({.letter = "d notables",
                               .what = "arrived, notables of armed groups taken, against as many at random: 20 %",
                               .measure = count_of(Tally::arrived), .from = "random 20 %", .to = "notables 20 %", .reported = true});
    auto const no_vehicle_protected = [](Scenario& world) {
        world.truck.protection_coverage = Probability(0.0);
        world.ties.group_notables = Probability(0.0);
    };
    pattern.worlds.push_back({"no vehicle protected", no_vehicle_protected});
    pattern.metrics.push_back({.letter = "d protectors", .what = "arrived, armed groups protect no vehicle",
                               .measure = count_of(Tally::arrived), .to = "no vehicle protected", .reported = true});
    auto const no_protection = [](Scenario& world) { world.ties.protection = 0.0; };
    auto const no_transport_owners = [](Scenario& world) { world.ties.transport_owners = Probability(0.0); };
    pattern.worlds.push_back({"unprotected", {}, {{0, no_protection}}});
    pattern.worlds.push_back({"no owners", no_transport_owners});
    pattern.metrics.push_back({.letter = "d patrons", .what = "arrived, patrons protect nobody any more",
                               .measure = count_of(Tally::arrived), .to = "unprotected", .reported = true});
    pattern.metrics.push_back({.letter = "d transport", .what = "arrived, no passeur owns what his clients ride on",
                               .measure = count_of(Tally::arrived), .to = "no owners", .reported = true});
    return pattern;
}

Pattern raid_on_documents()
{
    auto const raid = [](Scenario& world) { world.arrests.document_ring_per_year = 1000.0; };
    auto const in_force = [](Scenario& world) { world.arrests.document_ring_per_year = 0.0; };
    auto const early = mean_between(Series::passports_in_use, 0, quarter);
    auto const late = mean_between(Series::passports_in_use, 276, 366);
    auto const price = [](Day first, Day end) { return mean_between(Series::papers_price_permille, first, end); };
    auto const recovery = [=](Scenario const& scenario, Outcome const& o) { return late(scenario, o) / early(scenario, o); };
    return {.id = "T12",
            .title = "A raid on the document network does not last",
            .source = "S2 L336",
            .worlds = {{"calm", in_force}, {"raid", in_force, {{0, raid}, {7, in_force}}}},
            .metrics = {{.letter = "a", .what = "rented passports in use, first 90 days", .measure = early, .direction = -1,
                         .from = "calm", .to = "raid", .carried = false},
                        {.letter = "b", .what = "rented passports in use, last 90 days", .measure = late, .from = "calm",
                         .to = "raid", .stays = true},
                        {.letter = "c", .what = "last 90 days over the first 90", .measure = recovery, .from = "calm",
                         .to = "raid"},
                        {.letter = "d", .what = "price of papers, first 60 days", .measure = price(0, 60), .from = "calm", .to = "raid",
                         .carried = false},
                        {.letter = "e", .what = "price of papers, last 90 days", .measure = price(276, 366), .from = "calm", .to = "raid",
                         .stays = true}},
            .carriers = {{"replacement in the network", [](Scenario& world) { world.arrests.replacement = Switch::off; }}}};
}

}  // namespace

std::vector<Pattern> network_patterns()
{
    return {no_kingpin(), raid_on_documents()};
}

}  // namespace piste::test
