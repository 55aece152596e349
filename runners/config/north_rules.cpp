// What must hold between armed groups, stretches and footholds.
#include "runners/config/scenario_rules.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace piste {
namespace {

void check_groups(RuleContext const& context)
{
    std::set<std::size_t> seen;
    for (auto const& group : context.scenario.armed_groups) {
        if (!context.valid("armed_group", group.name, "holder")) {
            continue;
        }
        auto const& holder = context.scenario.holders[group.holder.value()];
        if (holder.kind != HolderKind::armed_group) {
            context.note("armed_group", group.name, "holder", "holder '" + holder.name + "' is a state; an armed group is needed");
        }
        if (!seen.insert(group.holder.value()).second) {
            context.note("armed_group", group.name, "holder", "holder '" + holder.name + "' has another armed group already");
        }
    }
}

void check_stretches(RuleContext const& context)
{
    std::set<std::size_t> links;
    for (auto const& stretch : context.scenario.stretches) {
        if (context.valid("stretch", stretch.name, "link") && !links.insert(stretch.link.value()).second) {
            context.note("stretch", stretch.name, "link", "another stretch is on this link already");
        }
    }
    std::set<std::pair<std::size_t, std::size_t>> places;
    for (auto const& foothold : context.scenario.footholds) {
        if (!context.valid("foothold", foothold.name, "link") || !context.valid("foothold", foothold.name, "holder")) {
            continue;
        }
        auto const& link = context.scenario.links[foothold.link.value()];
        if (!links.contains(foothold.link.value())) {
            context.note("foothold", foothold.name, "link", "link '" + link.name + "' is no contested stretch; add [stretch." + link.name + "]");
        }
        if (!places.insert({foothold.link.value(), foothold.holder.value()}).second) {
            context.note("foothold", foothold.name, "holder", "this holder has another foothold on this stretch already");
        }
    }
}

void check_income(RuleContext const& context)
{
    auto const& rules = context.scenario.groups;
    if (context.valid("armed_groups", "", "migrants_share") && context.valid("armed_groups", "", "goods_share") &&
        rules.migrants_share + rules.goods_share > 1.0) {
        context.note("armed_groups", "", "goods_share", "migrants_share and goods_share come to more than 1 together");
    }
}

}  // namespace

void check_north_rules(RuleContext const& context)
{
    check_groups(context);
    check_stretches(context);
    check_income(context);
}

}  // namespace piste
