// ODD 7.11 Armed groups
// What groups take in, how strong they become, and what they control.
#include "model/contest.hpp"
#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

constexpr double weeks_per_month = 30.4375 / 7.0;
constexpr double strongest = 1000.0;

double sum_over_stretches(Scenario const& scenario, double Stretch::*rent)
{
    double sum = 0.0;
    for (auto const& stretch : scenario.stretches) {
        sum += stretch.*rent;
    }
    return sum;
}

double pact_in_the_mean(ArmedGroupRules const& rules)
{
    double const made = rules.pact_made_per_week.value();
    return made > 0.0 ? made / (made + rules.pact_broken_per_week.value()) : 0.0;
}

// What an armed group takes in, as a share of all groups' income in the base: goods and drugs by what it controls.
double trades_of(Run const& run, std::vector<double> const& control, std::size_t group)
{
    auto const& scenario = run.scenario;
    auto const& groups = run.groups;
    double const sharing = scenario.groups.rent_sharing;
    double income = 0.0;
    for (std::size_t s = 0; s < scenario.stretches.size(); ++s) {
        for (auto const f : groups.footholds_on[s]) {
            if (groups.group_of_holder[scenario.footholds[f].holder.value()] == Index<ArmedGroup>(group)) {
                double const share = sharing * groups.control_in_base[f] + (1.0 - sharing) * control[f];
                income += trade_rent(scenario, s) * share;
            }
        }
    }
    return income;
}

double migrants_in_base(Run const& run, std::size_t group)
{
    auto const& groups = run.groups;
    double const share = run.scenario.groups.migrants_share;
    if (groups.base.is_known) {
        return share * groups.base.taken_by_group[group] / groups.base.taken;
    }
    double stretches = 0.0;
    for (std::size_t f = 0; f < groups.control_in_base.size(); ++f) {
        auto const holder = run.scenario.footholds[f].holder;
        stretches += groups.group_of_holder[holder.value()] == Index<ArmedGroup>(group) ? groups.control_in_base[f] : 0.0;
    }
    return share * stretches / static_cast<double>(run.scenario.stretches.size());
}

}  // namespace

double strength_of(ArmedGroups const& groups, Index<Holder> holder)
{
    auto const group = groups.group_of_holder[holder.value()];
    return group.is_none() ? groups.state_strength : groups.strength[group.value()];
}

double arms(ArmedGroups const& groups, Index<Holder> holder)
{
    auto const group = groups.group_of_holder[holder.value()];
    return group.is_none() ? 1.0 : groups.strength[group.value()] / 100.0;
}

// Rent of goods and drugs on a stretch, as a share of all groups' income in the base.
double trade_rent(Scenario const& scenario, std::size_t stretch)
{
    auto const& rules = scenario.groups;
    double const goods = sum_over_stretches(scenario, &Stretch::goods_rent);
    double const drugs = sum_over_stretches(scenario, &Stretch::drugs_rent);
    double const drugs_share = std::max(0.0, 1.0 - rules.migrants_share - rules.goods_share);
    double rent = 0.0;
    if (goods > 0.0) {
        rent += rules.goods_share * (rules.goods_index / 100.0) * scenario.stretches[stretch].goods_rent / goods;
    }
    if (drugs > 0.0) {
        rent += drugs_share * (rules.drugs_index / 100.0) * scenario.stretches[stretch].drugs_rent / drugs;
    }
    return rent;
}

// What migrants left on a stretch last week, as a share of all groups' income in the base; the base's mean while that is not known.
double migrants_rent(Run const& run, std::size_t stretch)
{
    auto const& groups = run.groups;
    double const share = run.scenario.groups.migrants_share;
    if (!groups.base.is_known) {
        return share / static_cast<double>(run.scenario.stretches.size());
    }
    return share * static_cast<double>(groups.week.taken_on_stretch[stretch]) / groups.base.taken;
}

void earn_by_source(Run& run)
{
    auto& groups = run.groups;
    for (std::size_t g = 0; g < groups.strength.size(); ++g) {
        double const migrants_then = migrants_in_base(run, g);
        double const others_then = groups.trades_in_base[g] + migrants_then;
        double const then = others_then * (1.0 + groups.backing_in_base[g]);
        double const migrants =
            groups.base.is_known ? run.scenario.groups.migrants_share *
                                       static_cast<double>(groups.week.taken_by_group[g]) / groups.base.taken
                                 : migrants_then;
        double const backing = run.scenario.armed_groups[g].state_backing * others_then;
        double const now = trades_of(run, groups.control, g) + migrants + backing;
        groups.income[g] = then > 0.0 ? now / then : 1.0;
        groups.migrants_income[g] = then > 0.0 ? migrants / then : 0.0;
    }
}

double recruits_by(Run const& run, double more_reasons)
{
    return power(1.0 + more_reasons, run.scenario.groups.recruits_elasticity);
}

// Strength follows income and recruits. What clashes wear away in a mean week of the base is made good in it.
void grow_and_shrink(Run& run)
{
    auto& groups = run.groups;
    auto const& rules = run.scenario.groups;
    double const speed = rules.strength_speed_per_week;
    double const recruits = recruits_by(run, groups.grievance + recruits_from_society(run));
    double const stay = std::max(0.0, 1.0 - rules.demobilised_per_month / weeks_per_month);
    for (std::size_t g = 0; g < groups.strength.size(); ++g) {
        double const target = 100.0 * power(groups.income[g], rules.income_elasticity) * recruits;
        double const grown = groups.strength[g] + speed * (target - groups.strength[g]) + groups.wear_in_base[g];
        groups.strength[g] = std::min(std::max(grown * stay, weakest_group), strongest);
    }
}

// Control returns to what footholds and strengths would make of it.
void return_to_footholds(Run& run)
{
    auto& groups = run.groups;
    double const speed = run.scenario.groups.return_per_week;
    for (auto const& footholds : groups.footholds_on) {
        double sum = 0.0;
        for (auto const f : footholds) {
            auto const& foothold = run.scenario.footholds[f];
            sum += foothold.weight * strength_of(groups, foothold.holder);
        }
        for (auto const f : footholds) {
            auto const& foothold = run.scenario.footholds[f];
            double const own = sum > 0.0 ? foothold.weight * strength_of(groups, foothold.holder) / sum : 0.0;
            groups.control[f] += speed * (own - groups.control[f]);
        }
    }
}

// Against what everything is reckoned, from the first day's scenario: what a mean week is.
void reckon_groups_base(Run& run)
{
    auto& groups = run.groups;
    auto const& rules = run.scenario.groups;
    double const pact = pact_in_the_mean(rules);
    for (std::size_t g = 0; g < groups.trades_in_base.size(); ++g) {
        groups.trades_in_base[g] = trades_of(run, groups.control_in_base, g);
    }
    for (std::size_t s = 0; s < groups.footholds_on.size(); ++s) {
        double const clashes = clash_rate(run, groups.control_in_base, s, pact, true);
        double const against_all = rivalry(run, groups.control_in_base, s, pact);
        double const fades = rules.insecurity_fades_per_week;
        groups.insecurity_in_base[s] = fades > 0.0 ? clashes * rules.clash_insecurity / fades : 0.0;
        for (auto const f : groups.footholds_on[s]) {
            auto const holder = run.scenario.footholds[f].holder;
            double own = 0.0;
            for (auto const other : groups.footholds_on[s]) {
                auto const rival = run.scenario.footholds[other].holder;
                double const pair = 4.0 * groups.control_in_base[f] * groups.control_in_base[other];
                own += other == f ? 0.0 : pair * calm(run, holder, rival, pact);
            }
            auto const group = groups.group_of_holder[holder.value()];
            if (!group.is_none() && against_all > 0.0) {
                groups.wear_in_base[group.value()] += rules.clash_wear * clashes * own / against_all;
            }
        }
    }
}

}  // namespace piste
