// Displacement and flow: T1 to T10.
#include "tests/patterns/changes.hpp"
#include "tests/patterns/measures.hpp"

namespace piste::test {
namespace {

std::vector<std::string> const other_crossings{"timiaouine", "tin_zaouatene", "in_khalil"};

Carrier news_of_harm()
{
    return {"harm in the choice of itinerary", [](Scenario& world) { world.truck.risk_weight = 0.0; }};
}

Carrier passeurs_experience()
{
    return {"passeurs' own experience", [](Scenario& world) { world.learning.passeurs = Switch::off; }};
}

Pattern closed_crossing()
{
    Pattern pattern{.id = "T1",
                    .title = "Closing one crossing sends people to the others",
                    .source = "S2 L84",
                    .worlds = {{"changed", close_crossing("tal_handak")}},
                    .carriers = {news_of_harm(), passeurs_experience()}};
    for (auto const& name : other_crossings) {
        pattern.metrics.push_back({.letter = "a " + name, .what = "persons through " + name, .measure = through_crossing(name)});
    }
    auto const others = [](Scenario const& scenario, Outcome const& o) {
        return through_all_crossings()(scenario, o) - through_crossing("tal_handak")(scenario, o);
    };
    pattern.metrics.push_back({.letter = "b",
                               .what = "gain of the others, over the flow of the closed one in the base",
                               .measure = others,
                               .scale = through_crossing("tal_handak")});
    return pattern;
}

Pattern closed_niger()
{
    auto const closed = [](double share) {
        return [=](Scenario& world) { world.population.niger_closure = share; };
    };
    return {.id = "T2",
            .title = "Closing the Niger corridor raises the Malian flow",
            .source = "S2 L84, L189",
            .worlds = {{"half", closed(0.5)}, {"full", closed(1.0)}},
            .metrics = {{.letter = "a", .what = "departures, full closure", .measure = count_of(Tally::departures), .to = "full"},
                        {.letter = "b", .what = "departures, full against half closure",
                         .measure = count_of(Tally::departures), .from = "half", .to = "full"},
                        {.letter = "c", .what = "francs taken by armed groups, full closure",
                         .measure = taken_by_armed_groups(), .to = "full"}},
            .carriers = {{"people whom the closure turns to Mali (an assumed share)",
                          [](Scenario& world) { world.population.diverted_share = 0.0; }}}};
}

Pattern kidal()
{
    return {.id = "T7",
            .title = "Violence around Kidal sends people round it",
            .source = "S2 L453",
            .worlds = {{"changed", ambushes_times(2.0, {"anefis-kidal", "kidal-timiaouine", "kidal-tin_zaouatene",
                                                        "kidal-aguelhok"})}},
            .metrics = {{"a", "share of Tal Handak", crossing_share({"tal_handak"})},
                        {"b", "share of Timiaouine and Tin Zaouatene", crossing_share({"timiaouine", "tin_zaouatene"}), -1}},
            .carriers = {news_of_harm(), passeurs_experience()}};
}

Pattern strictness()
{
    Pattern pattern{.id = "T8",
                    .title = "A strict crossing loses travellers to the others",
                    .source = "S2 L419",
                    .worlds = {{"changed", stricter_crossing("tal_handak")}},
                    .metrics = {{"a", "share heading for Tal Handak", heading_share({"tal_handak"}), -1}},
                    .carriers = {news_of_harm(), passeurs_experience()}};
    for (auto const& name : other_crossings) {
        pattern.metrics.push_back({"b " + name, "share heading for " + name, heading_share({name})});
    }
    return pattern;
}

Pattern trunk()
{
    Metric const restlessness{.letter = "a",
                              .what = "variance over months of crossing shares over that of the trunk's share, less 1",
                              .measure = restlessness_of_crossings("douentza-gao"),
                              .from = "",
                              .to = "base",
                              .relative = false};
    return {.id = "T5",
            .title = "The trunk is stable, the crossings are not",
            .source = "S2 L107, L419",
            .metrics = {restlessness},
            .carriers = {{"harm and tolls in the choice of itinerary", [](Scenario& world) {
                              world.truck.risk_weight = 0.0;
                              world.truck.cost_weight = 0.0;
                          }},
                         passeurs_experience()},
            .scenario = "mali-2011-2016"};
}

Pattern supply()
{
    return {.id = "T9",
            .title = "More who want to leave, more who pass",
            .source = "S2 L277, L407",
            .kind = PatternClass::V,
            .worlds = {{"changed", migrants_times(1.2)}},
            .metrics = {{"a", "departures", count_of(Tally::departures)}, {"b", "arrived", count_of(Tally::arrived)}},
            .reversed = {{"fewer who want to leave", {{"changed", migrants_times(0.8)}}, {"a", "b"}}}};
}

Pattern origin_or_transit()
{
    auto const more_arrests = [](Scenario& world) {
        double const added = 0.1 / (1.0 - world.gate.taken_off.value());
        world.gate.arrest_later = Probability(std::min(1.0, world.gate.arrest_later.value() + added));
    };
    return {.id = "T10",
            .title = "Acting at the origin lowers the flow more than arrests on the way",
            .source = "S2 L407, L545",
            .kind = PatternClass::V,
            .worlds = {{"origin", migrants_times(0.9)}, {"transit", more_arrests}},
            .metrics = {{.letter = "a",
                         .what = "left Gao northward, under arrests against under action at the origin",
                         .measure = count_of(Tally::left_northward),
                         .from = "origin",
                         .to = "transit"}},
            .reversed = {{"more at the origin", {{"origin", migrants_times(1.1)}}, {"a"}}}};
}

}  // namespace

std::vector<Pattern> displacement_patterns()
{
    return {closed_crossing(), closed_niger(), trunk(), kidal(), strictness(), supply(), origin_or_transit()};
}

}  // namespace piste::test
