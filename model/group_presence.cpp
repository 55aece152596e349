// ODD 7.11 Armed groups
// What follows from control and traffic: who leads on a stretch, how many posts are manned, where bandits wait.
#include "model/contest.hpp"
#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>
#include <utility>

namespace piste {

namespace {

// Who leads on each stretch: whoever controls most of it, if that is an armed group; ties stay with who led.
void find_leaders(Run& run)
{
    auto& groups = run.groups;
    for (std::size_t s = 0; s < groups.footholds_on.size(); ++s) {
        auto& leader = groups.holder[run.scenario.stretches[s].link.value()];
        double most = 0.0;
        for (auto const f : groups.footholds_on[s]) {
            most = run.scenario.footholds[f].holder == leader ? groups.control[f] : most;
        }
        for (auto const f : groups.footholds_on[s]) {
            auto const holder = run.scenario.footholds[f].holder;
            if (groups.control[f] > most && !groups.group_of_holder[holder.value()].is_none()) {
                leader = holder;
                most = groups.control[f];
            }
        }
    }
}

// Among those who made the pact, the foothold on this stretch that most control stands behind, of equals that of who leads there; `f` itself
// if it is that one, or made none.
std::size_t leader_in_pact(Run const& run, std::size_t stretch, std::size_t f)
{
    auto const& footholds = run.scenario.footholds;
    auto const leads = run.groups.holder[run.scenario.stretches[stretch].link.value()];
    auto const rank = [&](std::size_t one) { return std::pair(run.groups.control[one], footholds[one].holder == leads); };
    auto leader = f;
    for (auto const other : run.groups.footholds_on[stretch]) {
        bool const agree = footholds[other].holder != footholds[f].holder &&
                           may_have_pact(run.scenario, run.groups, footholds[f].holder, footholds[other].holder);
        leader = agree && rank(other) > rank(leader) ? other : leader;
    }
    return leader;
}

double control_of(std::vector<double> const& control, Run const& run, std::size_t stretch, Index<Holder> holder)
{
    double sum = 0.0;
    for (auto const f : run.groups.footholds_on[stretch]) {
        sum += run.scenario.footholds[f].holder == holder ? control[f] : 0.0;
    }
    return sum;
}

// How many posts each group of posts mans. On a stretch there are as many as in the base, more where it is more divided, and they go to
// holders as control does, fewer to one who is weaker than in the base; in the base each holder has its own number.
void count_posts(Run& run)
{
    auto& groups = run.groups;
    auto const& scenario = run.scenario;
    auto const shown = shown_control(run);
    auto const posts_on = [&](Index<Link> link) {
        std::int32_t posts = 0;
        for (auto const& group : scenario.post_groups) {
            posts += group.link == link && group.force == Force::armed_group ? group.posts : 0;
        }
        return posts;
    };
    for (std::size_t p = 0; p < scenario.post_groups.size(); ++p) {
        auto const& group = scenario.post_groups[p];
        auto const stretch = groups.stretch_of_link[group.link.value()];
        if (group.force != Force::armed_group || stretch.is_none() || group.holder.is_none()) {
            continue;
        }
        auto const s = stretch.value();
        double const divided =
            power(effective_holders(groups, shown, s) / groups.holders_in_base[s], scenario.groups.fragmentation_elasticity);
        double const control = control_of(shown, run, s, group.holder);
        double const able = power(arms(groups, group.holder), scenario.groups.manning_elasticity);
        double const change = control * divided * able - control_of(groups.control_in_base, run, s, group.holder);
        double const most = group.posts + posts_on(group.link);
        bool const has_yielded = control <= 0.0 && control_of(groups.control, run, s, group.holder) > 0.0;
        groups.posts_manned[p] = has_yielded ? 0.0 : std::min(std::max(group.posts + posts_on(group.link) * change, 0.0), most);
    }
}

// Whole posts are manned in the order of their numbers; the rest is the chance that one more is manned this week.
void choose_posts(Run& run)
{
    auto& groups = run.groups;
    std::vector<double> left = groups.posts_manned;
    auto const man = [&](Stop const& stop) {
        auto& rest = left[stop.group.value()];
        auto const words = run.random.draw(Purpose::manning, stop.id.value(), static_cast<std::uint32_t>(run.day));
        auto const manned_word = words[0];
        groups.is_manned[stop.roster] = rest >= 1.0 || open_uniform(manned_word) < rest ? 1 : 0;
        rest = std::max(0.0, rest - 1.0);
    };
    for (bool const reserve : {false, true}) {
        for (auto const& road : run.world.roads) {
            for (auto const& stop : road.stops) {
                if (stop.is_armed_group && stop.is_reserve == reserve) {
                    man(stop);
                }
            }
        }
    }
}

void reckon_tolls(Run& run)
{
    auto& groups = run.groups;
    auto const& scenario = run.scenario;
    for (std::size_t i = 0; i < scenario.itineraries.size(); ++i) {
        double change = 0.0;
        for (auto const link : scenario.itineraries[i].links) {
            for (std::size_t p = 0; p < scenario.post_groups.size(); ++p) {
                auto const& group = scenario.post_groups[p];
                bool const counts = group.link == link && group.force == Force::armed_group;
                change += counts ? (groups.posts_manned[p] - group.posts) * group.toll_floor_cfa : 0.0;
            }
        }
        groups.toll_change_cfa[i] = change;
    }
}

// The week that has passed becomes part of what the base was, or the base is closed.
void measure_base(Run& run)
{
    auto& groups = run.groups;
    auto& base = groups.base;
    constexpr std::int32_t half = 2;
    auto const weeks = std::min(run.scenario.groups.reference_weeks,
                                run.scenario.horizon.warm_up_days / days_per_week / half);
    if (run.day > 0 || run.day <= -weeks * days_per_week || base.is_known) {
        return;
    }
    ++base.weeks;
    for (std::size_t g = 0; g < base.taken_by_group.size(); ++g) {
        base.taken_by_group[g] += static_cast<double>(groups.week.taken_by_group[g]);
        base.taken += static_cast<double>(groups.week.taken_by_group[g]);
    }
    for (std::size_t s = 0; s < base.taken_on_stretch.size(); ++s) {
        base.taken_on_stretch[s] += static_cast<double>(groups.week.taken_on_stretch[s]);
    }
    for (std::size_t l = 0; l < base.prey.size(); ++l) {
        base.prey[l] += groups.prey[l];
    }
    if (run.day < 0 || base.taken <= 0.0) {
        return;
    }
    auto const number = static_cast<double>(base.weeks);
    for (auto* const sums : {&base.taken_by_group, &base.taken_on_stretch, &base.prey}) {
        for (auto& sum : *sums) {
            sum /= number;
        }
    }
    base.taken /= number;
    base.is_known = true;
}

// Travellers whom bandits could rob, a week, as they remember it.
void remember_prey(Run& run)
{
    auto& groups = run.groups;
    auto const& rules = run.scenario.bandits;
    for (std::size_t l = 0; l < groups.prey.size(); ++l) {
        double const spared = rules.escort_deterrence * static_cast<double>(groups.week.protected_ones[l]);
        double const seen = static_cast<double>(groups.week.travellers[l]) - spared;
        groups.prey[l] += (seen - groups.prey[l]) / static_cast<double>(rules.memory_weeks);
    }
}

void begin_new_week(NorthernWeek& week)
{
    std::fill(week.taken_by_group.begin(), week.taken_by_group.end(), 0);
    std::fill(week.taken_on_stretch.begin(), week.taken_on_stretch.end(), 0);
    std::fill(week.travellers.begin(), week.travellers.end(), 0);
    std::fill(week.protected_ones.begin(), week.protected_ones.end(), 0);
}

}  // namespace

std::vector<double> shown_control(Run const& run)
{
    auto const& groups = run.groups;
    auto shown = groups.control;
    if (!groups.has_pact || run.scenario.groups.pact_divides == Switch::off) {
        return shown;
    }
    for (std::size_t s = 0; s < groups.footholds_on.size(); ++s) {
        for (auto const f : groups.footholds_on[s]) {
            auto const leader = leader_in_pact(run, s, f);
            if (leader != f) {
                shown[leader] += groups.control[f];
                shown[f] -= groups.control[f];
            }
        }
    }
    return shown;
}

void man_posts(Run& run)
{
    find_leaders(run);
    if (run.scenario.groups.manning == Switch::on) {
        count_posts(run);
        choose_posts(run);
        reckon_tolls(run);
    }
}

void lie_in_wait(Run& run)
{
    auto& groups = run.groups;
    auto const& rules = run.scenario.bandits;
    double const bandits = rules.recruits == Switch::on ? recruits_by(run, recruits_from_society(run)) : 1.0;
    for (std::size_t l = 0; l < groups.ambush_factor.size(); ++l) {
        double factor = bandits;
        if (auto const stretch = groups.stretch_of_link[l]; !stretch.is_none()) {
            factor *= power(groups.insecurity[stretch.value()], rules.insecurity_elasticity);
        }
        if (groups.base.is_known) {
            double const now = groups.prey[l] + rules.prey_floor_per_week;
            factor *= power(now / (groups.base.prey[l] + rules.prey_floor_per_week), rules.prey_elasticity);
        }
        groups.ambush_factor[l] = factor;
    }
}

void armed_groups_decide(Run& run)
{
    auto& groups = run.groups;
    if (run.day == run.first_day()) {
        reckon_groups_base(run);
    }
    if (!run.begins_week_from_day_0()) {
        return;
    }
    remember_prey(run);
    measure_base(run);
    if (run.scenario.groups.response == Switch::on && !run.scenario.stretches.empty()) {
        groups.state_strength = run.society.legitimacy;
        make_and_break_pacts(run);
        clash_over_stretches(run);
        strike_at_groups(run);
        earn_by_source(run);
        grow_and_shrink(run);
        return_to_footholds(run);
        for (std::size_t s = 0; s < groups.insecurity.size(); ++s) {
            groups.insecurity[s] = (1.0 + groups.added_insecurity[s]) / (1.0 + groups.insecurity_in_base[s]);
        }
        man_posts(run);
    }
    if (run.scenario.bandits.response == Switch::on) {
        lie_in_wait(run);
    }
    begin_new_week(groups.week);
}

}  // namespace piste
