// A small world in which armed groups contest both ways north.
#pragma once

#include "model/contest.hpp"
#include "tests/support/small_world.hpp"

namespace piste::test {

// The small world with two coalitions and an Islamist group on its two ways north, and the smallest of everything else.
inline Scenario contested_world()
{
    auto world = small_world();
    for (auto const* const name : {"islamists", "rivals"}) {
        Holder holder;
        holder.name = holder.label = name;
        holder.id = entity_id(std::string("holder/") + name);
        holder.kind = HolderKind::armed_group;
        world.holders.push_back(holder);
    }
    for (auto const* const name : {"coalition", "islamists", "rivals"}) {
        ArmedGroup group;
        group.name = name;
        group.id = entity_id(std::string("armed_group/") + name);
        group.holder = row_named(world.holders, name);
        group.group_class = group.name == "islamists" ? GroupClass::islamist
                            : group.name == "rivals"  ? GroupClass::state_backed
                                                      : GroupClass::coalition;
        world.armed_groups.push_back(group);
    }
    for (auto const* const name : {"gao-kidal", "gao-tal_handak"}) {
        Stretch stretch;
        stretch.name = name;
        stretch.id = entity_id(std::string("stretch/") + name);
        stretch.link = row_named(world.links, name);
        stretch.goods_rent = stretch.drugs_rent = 1.0;
        world.stretches.push_back(stretch);
        for (auto const& [holder, weight] : {std::pair{"coalition", 50.0}, {"islamists", 0.0}, {"rivals", 50.0}}) {
            Foothold foothold;
            foothold.name = std::string(name) + "-" + holder;
            foothold.id = entity_id("foothold/" + foothold.name);
            foothold.link = stretch.link;
            foothold.holder = row_named(world.holders, holder);
            foothold.weight = weight;
            world.footholds.push_back(foothold);
        }
    }
    world.groups.response = world.groups.manning = world.bandits.response = Switch::on;
    world.groups.migrants_share = 0.2;
    world.groups.goods_share = 0.3;
    world.groups.reference_weeks = 4;
    world.groups.income_elasticity = world.groups.recruits_elasticity = 0.5;
    world.groups.strength_speed_per_week = 0.1;
    world.groups.clash_per_week = Probability(0.1);
    world.groups.rent_elasticity = 0.5;
    world.groups.battle_gain = 0.2;
    world.groups.return_per_week = 0.05;
    world.groups.clash_wear = 2.0;
    world.groups.clash_insecurity = 1.0;
    world.groups.insecurity_fades_per_week = 0.2;
    world.groups.fragmentation_elasticity = 0.5;
    world.groups.pact_calm = 0.5;
    world.groups.retaliation_factor = 3.0;
    world.groups.retaliation_weeks = 4;
    world.bandits.insecurity_elasticity = 1.0;
    world.bandits.prey_elasticity = 0.5;
    world.bandits.memory_weeks = 4;
    return world;
}

// Nothing happens of itself.
inline Scenario quiet_world()
{
    auto world = contested_world();
    world.groups.clash_per_week = Probability(0.0);
    world.groups.migrants_share = 0.0;
    world.bandits.prey_elasticity = 0.0;
    return world;
}

inline std::size_t foothold(Scenario const& world, std::string const& name)
{
    return row_named(world.footholds, name).value();
}

// Weeks of armed groups alone, from the base.
inline void weeks_pass(Run& run, int weeks)
{
    reckon_groups_base(run);
    for (run.day = 7; run.day < 7 + 7 * weeks; run.day += 7) {
        armed_groups_decide(run);
    }
}

}  // namespace piste::test
