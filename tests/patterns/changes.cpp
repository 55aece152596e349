#include "tests/patterns/changes.hpp"

#include "tests/support/small_world.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace piste::test {
namespace {

Probability times(Probability probability, double factor)
{
    return Probability(std::min(1.0, probability.value() * factor));
}

Probability halfway_to_one(Probability probability)
{
    return Probability((1.0 + probability.value()) / 2.0);
}

}  // namespace

Change nothing()
{
    return [](Scenario&) {};
}

Change migrants_times(double factor)
{
    return [=](Scenario& world) {
        auto& migrants = world.population.migrants_per_year;
        migrants = std::llround(static_cast<double>(migrants) * factor);
    };
}

Change close_crossing(std::string crossing)
{
    return [name = std::move(crossing)](Scenario& world) {
        world.crossings[row_named(world.crossings, name).value()].state = OpenState::closed;
    };
}

Change ambushes_times(double factor, std::vector<std::string> links)
{
    return [=](Scenario& world) {
        for (auto& link : world.links) {
            bool const armed =
                !link.holder.is_none() && world.holders[link.holder.value()].kind == HolderKind::armed_group;
            bool const chosen = links.empty() ? armed : std::find(links.begin(), links.end(), link.name) != links.end();
            link.ambush_per_day = chosen ? times(link.ambush_per_day, factor) : link.ambush_per_day;
        }
    };
}

Change stricter_crossing(std::string crossing)
{
    return [name = std::move(crossing)](Scenario& world) {
        auto& strict = world.crossings[row_named(world.crossings, name).value()];
        strict.refusal_without_passport = halfway_to_one(strict.refusal_without_passport);
        strict.refusal_with_passport = halfway_to_one(strict.refusal_with_passport);
    };
}

Change vehicles_times(double factor)
{
    return [=](Scenario& world) {
        for (auto& kind : world.vehicle_kinds) {
            kind.arrivals_per_day *= factor;
        }
    };
}

Change beds_in_main_hub_times(double factor)
{
    return [=](Scenario& world) {
        for (auto& group : world.ghetto_groups) {
            if (group.hub == world.corridor.main_hub) {
                group.beds = static_cast<std::int32_t>(std::max(1.0, group.beds * factor));
            }
        }
    };
}

Change tenth_of_the_traffic()
{
    return [](Scenario& world) {
        constexpr double tenth = 0.1;
        migrants_times(tenth)(world);
        vehicles_times(tenth)(world);
        world.horizon.run_out_days = 0;
    };
}

Carrier pacts_that_calm()
{
    return {"pacts that calm", [](Scenario& world) { world.groups.pact_calm = 0.0; }};
}

Carrier retaliation()
{
    return {"retaliation", [](Scenario& world) { world.groups.retaliation_factor = 1.0; }};
}

Change all_of(std::vector<Change> changes)
{
    return [=](Scenario& world) {
        for (auto const& change : changes) {
            change(world);
        }
    };
}

Metric in_base(std::string letter, std::string what, Measure measure, double smallest)
{
    return {.letter = std::move(letter),
            .what = std::move(what),
            .measure = std::move(measure),
            .from = "",
            .to = "base",
            .smallest = smallest,
            .relative = false};
}

}  // namespace piste::test
