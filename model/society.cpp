// ODD 7.12 Society and state
#include "model/society.hpp"

#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

constexpr double lowest = 1.0;
constexpr double highest = 1000.0;

// How much more or less than in a mean week of the base; 1 while that is not known.
double relative(Society const& society, Francs now_cfa, double base_cfa)
{
    return society.base_is_known && base_cfa > 0.0 ? static_cast<double>(now_cfa) / base_cfa : 1.0;
}

void measure_base(Run& run)
{
    auto& society = run.society;
    constexpr std::int32_t half = 2;
    auto const weeks = run.scenario.horizon.warm_up_days / days_per_week / half;
    if (run.day > 0 || run.day <= -weeks * days_per_week || society.base_is_known) {
        return;
    }
    ++society.base_weeks;
    society.base_to_residents += static_cast<double>(society.to_residents);
    society.base_to_state_posts += static_cast<double>(society.to_state_posts);
    society.base_state_stake += static_cast<double>(society.state_stake);
    if (run.day == 0) {
        society.base_to_residents /= society.base_weeks;
        society.base_to_state_posts /= society.base_weeks;
        society.base_state_stake /= society.base_weeks;
        society.base_is_known = true;
    }
}

double insecurity_in_the_mean(Run const& run)
{
    double sum = 0.0;
    for (double const here : run.groups.insecurity) {
        sum += here;
    }
    auto const number = run.groups.insecurity.size();
    return number > 0 ? sum / static_cast<double>(number) : 1.0;
}

void move(double& index, double target, double speed)
{
    index = std::min(std::max(index + speed * (target - index), lowest), highest);
}

// Of the base, by what the north lives on. Aid counts by what arrives of it.
double livelihoods_of(Run const& run, double gifts)
{
    auto const& rules = run.scenario.society;
    double const trade = (run.scenario.groups.goods_index / 100.0) * (1.0 - rules.trade_restricted);
    double const arrived_in_base = 1.0 - run.society.leak_in_base;
    double const aid = arrived_in_base > 0.0 ? rules.aid * (1.0 - rules.aid_leak) / arrived_in_base : 1.0;
    double const other = 1.0 - rules.goods_share - rules.migrants_share - rules.aid_share;
    return other + rules.goods_share * trade + rules.migrants_share * gifts + rules.aid_share * aid;
}

void react(Run& run)
{
    auto& society = run.society;
    auto const& rules = run.scenario.society;
    double const speed = rules.speed_per_week;
    double const gifts = relative(society, society.to_residents, society.base_to_residents);
    double const extraction = relative(society, society.to_state_posts, society.base_to_state_posts);

    double const support = rules.livelihood_support * (1.0 - rules.aid_leak);
    double const livelihoods = 100.0 * livelihoods_of(run, gifts) + support;

    double const more = std::max(0.0, society.enforcement - 100.0);
    double const without = std::max(0.0, more - support);
    double const legitimacy = 100.0 * power(extraction, -rules.extraction_elasticity) - rules.backlash * without +
                              rules.livelihoods_weight * (society.livelihoods - 100.0);

    // Who enforces gives up what the trade pays to those who decide. No fact separates this from what residents accept.
    double const stake = relative(society, society.state_stake, society.base_state_stake);
    double const acceptance = std::max(lowest, 100.0 * power(gifts, rules.gifts_elasticity) - rules.community_action);
    double const reward = rules.donors_reward * (1.0 - rules.aid_leak);
    double const ease = power(insecurity_in_the_mean(run), -rules.stability_elasticity) *
                        power(stake * society.acceptance / 100.0, -rules.acceptance_elasticity);
    // Neither fighting nor residents stand in the way where papers are sold, in the capital: some of what is given up here is done there.
    double const sought = rules.enforcement * (1.0 + reward);
    double const on_papers = sought * (1.0 + rules.moved_share.value() * std::max(0.0, 1.0 - ease));
    move(society.livelihoods, livelihoods, speed);
    move(society.legitimacy, legitimacy, speed);
    move(society.acceptance, acceptance, speed);
    move(society.enforcement, sought * ease, speed);
    move(society.enforcement_on_papers, on_papers, speed);
    society.help = rules.resistance == Switch::on ? power(society.legitimacy / 100.0, rules.acceptance_elasticity) : 1.0;
}

}  // namespace

void society_reacts(Run& run)
{
    if (!run.begins_week_from_day_0()) {
        return;
    }
    measure_base(run);
    if (run.scenario.society.response == Switch::on) {
        react(run);
    }
    run.society.to_residents = 0;
    run.society.to_state_posts = 0;
    run.society.state_stake = 0;
}

void observe_society(Run& run)
{
    auto& society = run.society;
    society.to_residents += run.received_today(Party::residents);
    for (auto const party : {Party::police, Party::gendarmerie, Party::army, Party::customs}) {
        society.to_state_posts += run.received_today(party);
    }
    auto const hundredths = [](double value) { return floor_to_integer(value * 100.0 + 0.5); };
    run.count_today(Series::enforcement, hundredths(society.enforcement));
    run.count_today(Series::enforcement_on_papers, hundredths(society.enforcement_on_papers));
    run.count_today(Series::legitimacy, hundredths(society.legitimacy));
    run.count_today(Series::acceptance, hundredths(society.acceptance));
    run.count_today(Series::livelihoods, hundredths(society.livelihoods));
}

double arrest_factor(Run const& run)
{
    auto const& society = run.society;
    return society.enforcement / 100.0 * society.help;
}

double arrest_factor_of_papers(Run const& run)
{
    auto const& society = run.society;
    return society.enforcement_on_papers / 100.0 * society.help;
}

bool can_enforce_at(Scenario const& scenario, Index<Place> place)
{
    return std::any_of(scenario.links.begin(), scenario.links.end(), [&](Link const& link) {
        return link.to == place && scenario.holders[link.holder.value()].kind == HolderKind::state;
    });
}

double recruits_from_society(Run const& run)
{
    auto const& society = run.society;
    double const for_money = run.scenario.groups.money_recruits_share;
    return for_money * (100.0 / society.livelihoods - 1.0) + (1.0 - for_money) * (100.0 / society.legitimacy - 1.0);
}

}  // namespace piste
