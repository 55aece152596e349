// ODD 7.11 Armed groups
// Who fights whom over which stretch, who makes peace, whom foreign forces strike.
#include "model/contest.hpp"
#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace piste {

namespace {

double presence_factor(ArmedGroupRules const& rules)
{
    constexpr double log_of_2 = 0.6931471805599453;
    return exponential(-rules.presence_calm * logarithm(std::max(rules.foreign_presence, 1.0) / 100.0) / log_of_2);
}

template <class WithPair>
void each_pair(Run const& run, std::size_t stretch, WithPair const& with_pair)
{
    auto const& footholds = run.groups.footholds_on[stretch];
    for (std::size_t i = 0; i < footholds.size(); ++i) {
        for (std::size_t j = i + 1; j < footholds.size(); ++j) {
            with_pair(footholds[i], footholds[j]);
        }
    }
}

// The sum of what a function says of each pair of footholds on a stretch.
template <class OfPair>
double over_pairs(Run const& run, std::size_t stretch, OfPair const& of_pair)
{
    double sum = 0.0;
    each_pair(run, stretch, [&](std::size_t one, std::size_t other) { sum += of_pair(one, other); });
    return sum;
}

// 1 where two hold half a stretch each and nothing calms them.
double rivalry_of(Run const& run, std::vector<double> const& control, std::size_t one, std::size_t other, double pact)
{
    constexpr double pairs_of_halves = 4.0;
    auto const& footholds = run.scenario.footholds;
    return pairs_of_halves * control[one] * control[other] * calm(run, footholds[one].holder, footholds[other].holder, pact);
}

// How many times as often as at the strengths of the base two holders fight.
double arms_of(Run const& run, std::size_t one, std::size_t other)
{
    auto const& rules = run.scenario.groups;
    if (rules.arms == Switch::off) {
        return 1.0;
    }
    double const both = arms(run.groups, run.scenario.footholds[one].holder) * arms(run.groups, run.scenario.footholds[other].holder);
    return power(both, rules.arms_elasticity);
}

// How many times as often two holders fight while one of them has a convoy to avenge on the other.
double vengeance_of(Run const& run, std::size_t one, std::size_t other)
{
    auto const& feud = run.groups.feud;
    auto const holder = run.scenario.footholds[one].holder;
    auto const rival = run.scenario.footholds[other].holder;
    bool const are_at_it = (holder == feud.one && rival == feud.other) || (holder == feud.other && rival == feud.one);
    return feud.weeks_left > 0 && are_at_it ? run.scenario.groups.retaliation_factor : 1.0;
}

// Of one pair: 1 where both hold half, at the strengths of the base, with nothing to avenge.
double armed_rivalry_of(Run const& run, std::vector<double> const& control, std::size_t one, std::size_t other, double pact)
{
    return rivalry_of(run, control, one, other, pact) * arms_of(run, one, other) * vengeance_of(run, one, other);
}

double armed_rivalry(Run const& run, std::vector<double> const& control, std::size_t stretch, double pact)
{
    return over_pairs(run, stretch, [&](std::size_t one, std::size_t other) {
        return armed_rivalry_of(run, control, one, other, pact);
    });
}

void lose_strength(Run& run, Index<Holder> holder, double points)
{
    auto const group = run.groups.group_of_holder[holder.value()];
    if (!group.is_none()) {
        auto& strength = run.groups.strength[group.value()];
        strength = std::max(strength - points, weakest_group);
    }
}

// Two footholds, and how likely it is that something happens between them, beside other pairs.
struct WeighedPair {
    std::size_t one = 0;
    std::size_t other = 0;
    double weight = 0.0;
};

template <class OfPair>
void add_pairs(std::vector<WeighedPair>& pairs, Run const& run, std::size_t stretch, OfPair const& of_pair)
{
    each_pair(run, stretch, [&](std::size_t one, std::size_t other) { pairs.push_back({one, other, of_pair(one, other)}); });
}

// None where nothing can happen between any two.
std::optional<WeighedPair> choose(std::vector<WeighedPair> const& pairs, std::uint32_t word)
{
    double all = 0.0;
    for (auto const& pair : pairs) {
        all += pair.weight;
    }
    std::optional<WeighedPair> chosen;
    double left = open_uniform(word) * all;
    for (auto const& pair : pairs) {
        chosen = left > 0.0 && pair.weight > 0.0 ? pair : chosen;
        left -= pair.weight;
    }
    return chosen;
}

// Two holders fight over a stretch: who is stronger there wins more often, and takes a part of the other's control.
void fight(Run& run, std::size_t stretch, std::uint32_t pair_word, std::uint32_t winner_word)
{
    auto& groups = run.groups;
    auto const& rules = run.scenario.groups;
    std::vector<WeighedPair> pairs;
    add_pairs(pairs, run, stretch, [&](std::size_t one, std::size_t other) {
        return armed_rivalry_of(run, groups.control, one, other, groups.has_pact ? 1.0 : 0.0);
    });
    auto const pair = choose(pairs, pair_word);
    if (!pair) {
        return;
    }
    auto const holder = run.scenario.footholds[pair->one].holder;
    auto const rival = run.scenario.footholds[pair->other].holder;
    double const force = groups.control[pair->one] * strength_of(groups, holder);
    double const against = groups.control[pair->other] * strength_of(groups, rival);
    bool const wins = open_uniform(winner_word) * (force + against) < force;
    double const gain = rules.battle_gain * groups.control[wins ? pair->other : pair->one];
    groups.control[wins ? pair->one : pair->other] += gain;
    groups.control[wins ? pair->other : pair->one] -= gain;
    lose_strength(run, holder, rules.clash_wear);
    lose_strength(run, rival, rules.clash_wear);
}

// Two coalitions who meet on some stretch fall out over a convoy: the likelier the more goods and drugs pass and the more of it both hold. Not
// where no two meet: false.
bool seize_a_convoy(Run& run, std::uint32_t pair_word)
{
    auto& groups = run.groups;
    auto const& footholds = run.scenario.footholds;
    std::vector<WeighedPair> pairs;
    for (std::size_t s = 0; s < groups.footholds_on.size(); ++s) {
        add_pairs(pairs, run, s, [&](std::size_t one, std::size_t other) {
            bool const trade = may_have_pact(run.scenario, groups, footholds[one].holder, footholds[other].holder);
            return trade ? trade_rent(run.scenario, s) * groups.control[one] * groups.control[other] : 0.0;
        });
    }
    auto const pair = choose(pairs, pair_word);
    if (pair) {
        groups.feud = {footholds[pair->one].holder, footholds[pair->other].holder, run.scenario.groups.retaliation_weeks};
    }
    return pair.has_value();
}

// Where a group is strongest: its stretch of largest control.
void make_insecure(Run& run, Index<Holder> holder)
{
    auto& groups = run.groups;
    std::size_t most = 0;
    bool is_found = false;
    for (std::size_t f = 0; f < groups.control.size(); ++f) {
        bool const is_own = run.scenario.footholds[f].holder == holder;
        if (is_own && (!is_found || groups.control[f] > groups.control[most])) {
            most = f;
            is_found = true;
        }
    }
    auto const link = is_found ? run.scenario.footholds[most].link : Index<Link>();
    auto const stretch = link.is_none() ? Index<Stretch>() : groups.stretch_of_link[link.value()];
    if (!stretch.is_none()) {
        groups.added_insecurity[stretch.value()] += run.scenario.groups.clash_insecurity;
    }
}

}  // namespace

// The share of clashes between two holders that peace among them leaves.
double calm(Run const& run, Index<Holder> one, Index<Holder> other, double pact)
{
    auto const is_state = [&](Index<Holder> holder) { return run.scenario.holders[holder.value()].kind == HolderKind::state; };
    if (is_state(one) || is_state(other)) {
        return 1.0 - run.scenario.groups.consent;
    }
    bool const agree = may_have_pact(run.scenario, run.groups, one, other);
    return agree ? 1.0 - pact * run.scenario.groups.pact_calm : 1.0;
}

// How much two or more holders stand against each other on a stretch: 1 where two hold half each. pact: 1 in force, 0 not, between for a mean.
double rivalry(Run const& run, std::vector<double> const& control, std::size_t stretch, double pact)
{
    return over_pairs(run, stretch,
                      [&](std::size_t one, std::size_t other) { return rivalry_of(run, control, one, other, pact); });
}

// Clashes a week on a stretch. Who wins gains control, and control gains rents as far as these are not shared out.
double clash_rate(Run const& run, std::vector<double> const& control, std::size_t stretch, double pact, bool in_base)
{
    auto const& rules = run.scenario.groups;
    auto const number = static_cast<double>(run.scenario.stretches.size());
    double const rent = trade_rent(run.scenario, stretch) +
                        (in_base ? rules.migrants_share / number : migrants_rent(run, stretch));
    double const stake = rent * number * (1.0 - rules.rent_sharing);
    return rules.clash_per_week.value() * armed_rivalry(run, control, stretch, pact) * power(stake, rules.rent_elasticity) *
           presence_factor(rules);
}

double clash_probability(Run const& run, std::size_t stretch)
{
    auto const& groups = run.groups;
    return std::min(clash_rate(run, groups.control, stretch, groups.has_pact ? 1.0 : 0.0, false), 1.0);
}

void clash_over_stretches(Run& run)
{
    auto& groups = run.groups;
    auto const& scenario = run.scenario;
    bool const counts = run.is_measured_day();
    auto const number = static_cast<double>(scenario.stretches.size());
    for (std::size_t s = 0; s < scenario.stretches.size(); ++s) {
        constexpr double contested = 1.0;
        auto const words =
            run.random.draw(Purpose::clash, scenario.stretches[s].id.value(), static_cast<std::uint32_t>(run.day));
        auto const clash_word = words[0];
        auto const pair_word = words[1];
        auto const winner_word = words[2];
        double const probability = clash_probability(run, s);
        bool const is_contested = rivalry(run, groups.control, s, 0.0) >= contested;
        bool const is_rich = (trade_rent(scenario, s) + migrants_rent(run, s)) * number >= 1.0;
        run.count(is_contested ? Tally::weeks_contested : Tally::weeks_uncontested, counts ? 1 : 0);
        run.count(is_rich ? Tally::weeks_of_high_rent : Tally::weeks_of_low_rent, counts ? 1 : 0);
        groups.added_insecurity[s] *= 1.0 - scenario.groups.insecurity_fades_per_week;
        if (Probability(probability).happens(clash_word)) {
            fight(run, s, pair_word, winner_word);
            groups.added_insecurity[s] += scenario.groups.clash_insecurity;
            run.count_today(Series::clashes);
            run.count(is_contested ? Tally::clashes_contested : Tally::clashes_uncontested, counts ? 1 : 0);
            run.count(is_rich ? Tally::clashes_over_high_rent : Tally::clashes_over_low_rent, counts ? 1 : 0);
        }
    }
}

void make_and_break_pacts(Run& run)
{
    auto& groups = run.groups;
    auto const& rules = run.scenario.groups;
    auto const words = run.random.draw(Purpose::pact, 0, static_cast<std::uint32_t>(run.day));
    auto const made_word = words[0];
    auto const broken_word = words[1];
    auto const seized_word = words[2];
    auto const pair_word = words[3];
    bool const counts = run.is_measured_day();
    groups.feud.weeks_left = std::max(0, groups.feud.weeks_left - 1);
    bool const is_seized = rules.convoy_seized_per_week.happens(seized_word) && seize_a_convoy(run, pair_word);
    if (groups.has_pact && (is_seized || rules.pact_broken_per_week.happens(broken_word))) {
        groups.has_pact = false;
        run.count(Tally::pacts_broken, counts ? 1 : 0);
    } else if (!groups.has_pact && !is_seized && rules.pact_made_per_week.happens(made_word)) {
        groups.has_pact = true;
        run.count(Tally::pacts_made, counts ? 1 : 0);
    }
}

// Foreign forces strike at Islamist groups, or at whom others have pointed at to be rid of a rival.
void strike_at_groups(Run& run)
{
    auto& groups = run.groups;
    auto const& rules = run.scenario.groups;
    auto const words = run.random.draw(Purpose::strike, 0, static_cast<std::uint32_t>(run.day));
    auto const strike_word = words[0];
    auto const wrong_word = words[1];
    auto const target_word = words[2];
    groups.grievance *= 1.0 - rules.grievance_fades_per_week;
    if (!rules.strike_per_week.happens(strike_word)) {
        return;
    }
    bool const is_wrong = rules.wrong_target.happens(wrong_word);
    std::vector<std::size_t> targets;
    for (std::size_t g = 0; g < groups.strength.size(); ++g) {
        bool const is_islamist = run.scenario.armed_groups[g].group_class == GroupClass::islamist;
        if (is_islamist != is_wrong) {
            targets.push_back(g);
        }
    }
    if (targets.empty()) {
        return;
    }
    bool const counts = run.is_measured_day();
    run.count(Tally::strikes, counts ? 1 : 0);
    auto const last = static_cast<std::int64_t>(targets.size()) - 1;
    auto const target = targets[static_cast<std::size_t>(pick_between(0, last, target_word))];
    auto const holder = run.scenario.armed_groups[target].holder;
    lose_strength(run, holder, rules.strike_wear);
    if (is_wrong) {
        run.count(Tally::strikes_on_wrong_target, counts ? 1 : 0);
        groups.grievance += rules.strike_grievance;
        make_insecure(run, holder);
    }
}

}  // namespace piste
