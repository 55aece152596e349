// ODD 7.11 Armed groups
#include "model/armed_groups.hpp"

#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// Shares of a stretch by foothold, at equal strengths.
void divide_stretches(Scenario const& scenario, ArmedGroups& groups)
{
    groups.control.assign(scenario.footholds.size(), 0.0);
    for (auto const& footholds : groups.footholds_on) {
        double sum = 0.0;
        for (auto const f : footholds) {
            sum += scenario.footholds[f].weight;
        }
        for (auto const f : footholds) {
            groups.control[f] = sum > 0.0 ? scenario.footholds[f].weight / sum : 0.0;
        }
    }
    groups.control_in_base = groups.control;
    for (std::size_t s = 0; s < groups.footholds_on.size(); ++s) {
        groups.holders_in_base.push_back(effective_holders(groups, groups.control, s));
    }
}

void find_places(Scenario const& scenario, ArmedGroups& groups)
{
    groups.stretch_of_link.resize(scenario.links.size());
    for (std::size_t s = 0; s < scenario.stretches.size(); ++s) {
        groups.stretch_of_link[scenario.stretches[s].link.value()] = Index<Stretch>(s);
    }
    groups.footholds_on.resize(scenario.stretches.size());
    for (std::size_t f = 0; f < scenario.footholds.size(); ++f) {
        auto const stretch = groups.stretch_of_link[scenario.footholds[f].link.value()];
        if (!stretch.is_none()) {
            groups.footholds_on[stretch.value()].push_back(f);
        }
    }
    groups.group_of_holder.resize(scenario.holders.size());
    for (std::size_t g = 0; g < scenario.armed_groups.size(); ++g) {
        groups.group_of_holder[scenario.armed_groups[g].holder.value()] = Index<ArmedGroup>(g);
    }
    for (auto const& link : scenario.links) {
        groups.holder.push_back(link.holder);
    }
}

void man_posts_as_in_base(Scenario const& scenario, World const& world, ArmedGroups& groups)
{
    for (auto const& group : scenario.post_groups) {
        groups.posts_manned.push_back(group.posts);
    }
    groups.is_manned.assign(world.armed_posts, 1);
    for (auto const& road : world.roads) {
        for (auto const& stop : road.stops) {
            if (stop.is_reserve) {
                groups.is_manned[stop.roster] = 0;
            }
        }
    }
}

double mean(std::vector<double> const& values)
{
    double sum = 0.0;
    for (double const value : values) {
        sum += value;
    }
    return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

// An index in hundredths of a point, as results give it.
std::int64_t hundredths(double value)
{
    return floor_to_integer(value * 100.0 + 0.5);
}

void observe_classes(Run& run)
{
    constexpr std::array<Series, 3> control_of{Series::control_coalitions, Series::control_state_backed,
                                               Series::control_islamist};
    constexpr std::array<Series, 3> strength_of{Series::strength_coalitions, Series::strength_state_backed,
                                                Series::strength_islamist};
    auto const& scenario = run.scenario;
    auto const& groups = run.groups;
    std::array<double, 3> control{};
    std::array<std::vector<double>, 3> strength;
    for (std::size_t f = 0; f < scenario.footholds.size(); ++f) {
        auto const group = groups.group_of_holder[scenario.footholds[f].holder.value()];
        if (!group.is_none()) {
            control.at(static_cast<std::size_t>(scenario.armed_groups[group.value()].group_class)) += groups.control[f];
        }
    }
    for (std::size_t g = 0; g < scenario.armed_groups.size(); ++g) {
        strength.at(static_cast<std::size_t>(scenario.armed_groups[g].group_class)).push_back(groups.strength[g]);
    }
    auto const stretches = static_cast<double>(std::max<std::size_t>(1, scenario.stretches.size()));
    for (std::size_t c = 0; c < control.size(); ++c) {
        run.count_today(control_of.at(c), hundredths(100.0 * control.at(c) / stretches));
        run.count_today(strength_of.at(c), hundredths(mean(strength.at(c))));
    }
}

}  // namespace

double effective_holders(ArmedGroups const& groups, std::vector<double> const& control, std::size_t stretch)
{
    double squares = 0.0;
    for (auto const f : groups.footholds_on[stretch]) {
        squares += control[f] * control[f];
    }
    return squares > 0.0 ? 1.0 / squares : 1.0;
}

bool may_have_pact(Scenario const& scenario, ArmedGroups const& groups, Index<Holder> one, Index<Holder> other)
{
    auto const is_coalition = [&](Index<Holder> holder) {
        auto const group = groups.group_of_holder[holder.value()];
        return !group.is_none() && scenario.armed_groups[group.value()].group_class != GroupClass::islamist;
    };
    return is_coalition(one) && is_coalition(other);
}

ArmedGroups::ArmedGroups(Scenario const& scenario, World const& world)
{
    auto const number = scenario.armed_groups.size();
    strength.assign(number, 100.0);
    income.assign(number, 1.0);
    migrants_income.assign(number, scenario.groups.migrants_share);
    week.taken_by_group.assign(number, 0);
    week.taken_on_stretch.assign(scenario.stretches.size(), 0);
    week.travellers.assign(scenario.links.size(), 0);
    week.protected_ones.assign(scenario.links.size(), 0);
    base.taken_by_group.assign(number, 0.0);
    base.taken_on_stretch.assign(scenario.stretches.size(), 0.0);
    base.prey.assign(scenario.links.size(), 0.0);
    prey.assign(scenario.links.size(), 0.0);
    ambush_factor.assign(scenario.links.size(), 1.0);
    insecurity.assign(scenario.stretches.size(), 1.0);
    added_insecurity.assign(scenario.stretches.size(), 0.0);
    insecurity_in_base.assign(scenario.stretches.size(), 0.0);
    wear_in_base.assign(number, 0.0);
    trades_in_base.assign(number, 0.0);
    for (auto const& group : scenario.armed_groups) {
        backing_in_base.push_back(group.state_backing);
    }
    toll_change_cfa.assign(scenario.itineraries.size(), 0.0);
    find_places(scenario, *this);
    divide_stretches(scenario, *this);
    man_posts_as_in_base(scenario, world, *this);
}

void ArmedGroups::take(Index<Holder> to, Index<Link> link, Francs amount_cfa)
{
    auto const group = to.is_none() ? Index<ArmedGroup>() : group_of_holder[to.value()];
    if (!group.is_none()) {
        week.taken_by_group[group.value()] += amount_cfa;
    }
    auto const stretch = link.is_none() ? Index<Stretch>() : stretch_of_link[link.value()];
    if (!stretch.is_none()) {
        week.taken_on_stretch[stretch.value()] += amount_cfa;
    }
}

void ArmedGroups::pass(Index<Link> link, std::size_t travellers, bool is_protected)
{
    auto const number = static_cast<std::int64_t>(travellers);
    week.travellers[link.value()] += number;
    week.protected_ones[link.value()] += is_protected ? number : 0;
}

void observe_armed_groups(Run& run)
{
    auto const& groups = run.groups;
    run.count_today(Series::pact_in_force, groups.has_pact ? 1 : 0);
    run.count_today(Series::insecurity, hundredths(100.0 * mean(groups.insecurity)));
    run.count_today(Series::ambush_pressure, [&] {
        double sum = 0.0;
        double of = 0.0;
        for (std::size_t l = 0; l < run.scenario.links.size(); ++l) {
            double const base = run.scenario.links[l].ambush_per_day.value();
            sum += base * groups.ambush_factor[l];
            of += base;
        }
        return hundredths(of > 0.0 ? 100.0 * sum / of : 100.0);
    }());
    run.count_today(Series::group_income, hundredths(100.0 * mean(groups.income)));
    run.count_today(Series::group_income_from_migrants, hundredths(100.0 * mean(groups.migrants_income)));
    double holders = 0.0;
    for (std::size_t s = 0; s < groups.footholds_on.size(); ++s) {
        holders += effective_holders(groups, groups.control, s);
    }
    auto const stretches = static_cast<double>(std::max<std::size_t>(1, groups.footholds_on.size()));
    run.count_today(Series::holders_per_stretch, hundredths(holders / stretches));
    std::int64_t manned = 0;
    for (auto const is_manned : groups.is_manned) {
        manned += is_manned;
    }
    run.count_today(Series::armed_posts_manned, manned);
    observe_classes(run);
}

}  // namespace piste
