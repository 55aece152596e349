// Risk on the way: T29 to T32.
#include "tests/patterns/changes.hpp"
#include "tests/patterns/measures.hpp"

namespace piste::test {
namespace {

Metric alone(std::string what, Measure measure, double smallest, std::string letter = "a", std::string world = "base")
{
    return {.letter = std::move(letter),
            .what = std::move(what),
            .measure = std::move(measure),
            .from = "",
            .to = std::move(world),
            .smallest = smallest,
            .relative = false};
}

Change coverage(double share)
{
    return [=](Scenario& world) { world.truck.protection_coverage = Probability(share); };
}

Pattern protection()
{
    auto const robbed = per(Tally::robbed, Tally::left_northward);
    auto const in_vain = [](Scenario& world) {
        world.truck.protection_coverage = Probability(1.0);
        world.truck.protection_efficacy = Probability(0.0);
    };
    auto const everybody_spared = [](Scenario& world) {
        world.truck.protection_coverage = Probability(1.0);
        world.truck.protection_efficacy = Probability(1.0);
        world.learning.protection = Switch::off;   // nobody does without
    };
    return {.id = "T29",
            .title = "Protection spares some, not all",
            .source = "S2 L474, L480",
            .kind = PatternClass::V,
            .worlds = {{"without", coverage(0.0)}, {"with", coverage(1.0)}},
            .metrics = {{.letter = "a", .what = "robbed, of those who left Gao northward", .measure = robbed, .direction = -1,
                         .from = "without", .to = "with"},
                        alone("robbed in spite of protection, of those who left", robbed, 0.0, "b", "with")},
            .reversed = {{"protection in vain", {{"with", in_vain}}, {"a"}},
                         {"protection that spares all", {{"with", everybody_spared}}, {"b"}}}};
}

Pattern north_and_south()
{
    auto const north = per({Tally::robbed, Tally::held_for_ransom, Tally::beaten_at_post, Tally::left_at_post},
                           Tally::north_trips);
    auto const south = per(Tally::put_off_bus, Tally::south_trips);
    auto const difference = [=](Scenario const& scenario, Outcome const& o) {
        return north(scenario, o) - 1.05 * south(scenario, o);
    };
    auto const calm_north = [](Scenario& world) {
        for (auto& link : world.links) {
            link.ambush_per_day = Probability(0.0);
        }
        for (auto& crossing : world.crossings) {
            crossing.hostage = Probability(0.0);
        }
        for (auto& group : world.post_groups) {
            if (world.holders[group.holder.value()].kind == HolderKind::armed_group) {
                group.toll_floor_cfa = 0;
                group.toll_cap_cfa = 0;
            }
        }
    };
    return {.id = "T30",
            .title = "Abuse is worse north of Gao than south",
            .source = "S2 L480",
            .kind = PatternClass::V,
            .metrics = {alone("abuses a trip north, less 1.05 times people put off a bus a trip south", difference, 0.0)},
            .reversed = {{"a calm north", {{"base", calm_north}}, {"a"}}}};
}

Pattern refusal()
{
    return {.id = "T31",
            .title = "Who does not pay is left behind",
            .source = "S2 L480, L490",
            .kind = PatternClass::V,
            .metrics = {alone("abandoned, of those whose ransom was refused", per(Tally::abandoned, Tally::ransom_refused), 0.05)},
            .reversed = {{"nobody is abandoned for it",
                          {{"base", [](Scenario& world) { world.hostage.abandoned_when_refused = Probability(0.0); }}},
                          {"a"}}}};
}

Pattern lawlessness()
{
    return {.id = "T32",
            .title = "Lawlessness and robbery",
            .source = "S2 L455",
            .kind = PatternClass::V,
            .worlds = {{"changed", ambushes_times(1.5)}},
            .metrics = {{"a", "robbed, of those who left Gao northward", per(Tally::robbed, Tally::left_northward)}},
            .reversed = {{"fewer ambushes", {{"changed", ambushes_times(0.67)}}, {"a"}}}};
}

}  // namespace

std::vector<Pattern> risk_patterns()
{
    return {protection(), north_and_south(), refusal(), lawlessness()};
}

}  // namespace piste::test
