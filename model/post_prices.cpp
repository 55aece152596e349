// ODD 7.4 Posts: how a tariff learns
#include "model/post_prices.hpp"

#include <algorithm>
#include <bit>

namespace piste {

namespace {

constexpr double usual_trial = 0.125;  // the prices tried lie so far above and below
constexpr double narrowest_factor = 1.0 / 16.0;
constexpr double widest_factor = 16.0;

// What a week brought from some of the classes.
struct Takings {
    std::array<double, trials> given{};  // francs
    std::array<double, trials> asked{};  // francs
    double met = 0.0;
    double spread = 0.0;                 // between what is asked more and less of those met, francs
    double middle = 0.0;                 // between the two, francs
    double room_above = 0.0;             // of the middle, where the limits leave room
    double room_below = 0.0;

    void add(ClassPrices const& prices, AskLimits const& limits)
    {
        auto const [less, more] = prices.ask_cfa;
        double const travellers = static_cast<double>(prices.met[0]) + prices.met[1];
        double const francs = travellers * (static_cast<double>(less) + more) / 2.0;
        for (std::size_t t = 0; t < trials; ++t) {
            given[t] += prices.gave_cfa[t];
            asked[t] += static_cast<double>(prices.met[t]) * prices.ask_cfa[t];
        }
        met += travellers;
        spread += travellers * (static_cast<double>(more) - less);
        middle += francs;
        room_above += more < limits.high_cfa ? francs : 0.0;
        room_below += less > limits.low_cfa ? francs : 0.0;
    }
};

// Few travellers count little.
double trust_in(double travellers, TariffRules const& rules)
{
    return travellers / (travellers + rules.few_travellers);
}

// By how many per cent takings per traveller rise with an ask one per cent higher: from travellers of one week who were asked more and
// less. 0 where nothing was learned.
double elasticity_of_giving(Takings const& takings)
{
    if (takings.asked[0] <= 0.0 || takings.asked[1] <= 0.0 || takings.spread <= 0.0) {
        return 0.0;
    }
    auto const share_when_less = takings.given[0] / takings.asked[0];
    auto const share_when_more = takings.given[1] / takings.asked[1];
    auto const sum = share_when_less + share_when_more;
    if (sum <= 0.0) {
        return -1.0;  // nobody gives anything: whatever is right, it is less
    }
    auto const of_shares = (share_when_more - share_when_less) / (sum / 2.0) * takings.middle / takings.spread;
    return 1.0 + of_shares;
}

// A move that leads beyond the limits is made only as far as some asks have room.
double within_room(double move, Takings const& takings)
{
    auto const room = move > 0.0 ? takings.room_above : takings.room_below;
    return takings.middle > 0.0 ? move * room / takings.middle : 0.0;
}

// As far up as down: chance moves lead nowhere in the mean.
void move_by(double& value, double move, TariffRules const& rules)
{
    auto const steps = rules.step * move;
    value = steps > 0.0 ? value * (1.0 + steps) : value / (1.0 - steps);
}

void move_factor(double& factor, Takings const& some, double elasticity_of_all, TariffRules const& rules)
{
    if (some.met <= 0.0) {
        return;
    }
    auto const own = trust_in(some.met, rules) * (elasticity_of_giving(some) - elasticity_of_all);
    move_by(factor, within_room(own, some), rules);
    factor = std::clamp(factor, narrowest_factor, widest_factor);
}

template <std::size_t size>
void move_all(std::array<double, size>& factors, std::array<Takings, size> const& takings, double elasticity_of_all,
              TariffRules const& rules)
{
    for (std::size_t i = 0; i < size; ++i) {
        if (rules.by_looks) {
            move_factor(factors[i], takings[i], elasticity_of_all, rules);
        } else {
            factors[i] = 1.0;
        }
    }
}

struct WeekSeen {
    Takings all;
    std::array<Takings, means_classes> by_means;
    std::array<Takings, standing_classes> by_standing;
    std::array<Takings, stake_classes> by_stake;
};

WeekSeen look_back(Tariff const& tariff)
{
    WeekSeen seen;
    for (auto left = tariff.classes_met; left != 0; left &= left - 1) {
        auto const position = static_cast<std::size_t>(std::countr_zero(left));
        Visible const visible(position);
        auto const& limits = tariff.limits[visible.standing];
        auto const& prices = tariff.classes[position];
        seen.all.add(prices, limits);
        seen.by_means[visible.means].add(prices, limits);
        seen.by_standing[visible.standing].add(prices, limits);
        seen.by_stake[visible.stake].add(prices, limits);
    }
    return seen;
}

// How traffic answers to a dearer week: known at the end of the second of two weeks only.
double elasticity_of_traffic(Tariff const& tariff, std::int64_t met_now, TariffRules const& rules)
{
    auto const dearer = static_cast<double>(tariff.dearer_week ? met_now : tariff.met_week_before);
    auto const cheaper = static_cast<double>(tariff.dearer_week ? tariff.met_week_before : met_now);
    auto const both = dearer + cheaper;
    if (both <= 0.0 || tariff.met_week_before == Tariff::unknown) {
        return 0.0;
    }
    return trust_in(both, rules) * (dearer - cheaper) / (usual_trial * both);
}

// What an ask one per cent higher does to what the officer keeps, per cent of what he keeps of the takings: sanctions are feared by
// what is asked, given or not, and by how many are asked.
double move_of_level(Tariff const& tariff, WeekSeen const& seen, TariffRules const& rules, Incentives const& incentives)
{
    auto const given = seen.all.given[0] + seen.all.given[1];
    auto const asked = seen.all.asked[0] + seen.all.asked[1];
    auto const lost = incentives.lost_per_franc_asked / std::max(incentives.share_kept, narrowest_factor);
    auto const feared = given > 0.0 ? lost * asked / given : 0.0;
    auto move = trust_in(seen.all.met, rules) * (elasticity_of_giving(seen.all) - feared);
    if (tariff.second_week) {
        // Two weeks' worth at once, so that giving and traffic weigh alike.
        move += 2.0 * (1.0 - feared) * elasticity_of_traffic(tariff, static_cast<std::int64_t>(seen.all.met), rules);
    }
    auto const enough = static_cast<double>(incentives.enough_per_week_cfa);
    return enough > 0.0 && given > 0.0 ? std::min(move, (enough - given) / given) : move;
}

Purse ask_within(double ask_cfa, AskLimits const& limits)
{
    auto const low = static_cast<double>(limits.low_cfa);
    auto const high = static_cast<double>(limits.high_cfa);
    return narrow<Purse>(floor_to_integer(std::clamp(ask_cfa, low, high) + 0.5));
}

// The week begins: nobody has been met.
void begin_week(Tariff& tariff, double week_factor, double trial)
{
    tariff.week_factor = week_factor;
    tariff.trial_size = trial;
    tariff.classes_met = 0;
}

}  // namespace

std::array<Purse, trials> Tariff::asks_of(std::size_t position) const
{
    if ((classes_met >> position & 1U) != 0) {
        return classes[position].ask_cfa;
    }
    Visible const visible(position);
    auto const& within = limits[visible.standing];
    auto const thought = level_cfa * week_factor * by_means[visible.means] * by_standing[visible.standing] * by_stake[visible.stake];
    auto const right = std::clamp(thought, static_cast<double>(within.low_cfa), static_cast<double>(within.high_cfa));
    return {ask_within(right * (1.0 - trial_size), within), ask_within(right * (1.0 + trial_size), within)};
}

void Tariff::begin_class(std::size_t position)
{
    classes[position] = {.ask_cfa = asks_of(position)};
    classes_met |= std::uint64_t{1} << position;
}

void set_fixed_asks(Tariff& tariff)
{
    begin_week(tariff, 1.0, 0.0);
}

void set_limits(Tariff& tariff, LimitsByStanding const& limits)
{
    tariff.limits = limits;
    for (auto left = tariff.classes_met; left != 0; left &= left - 1) {
        auto const position = static_cast<std::size_t>(std::countr_zero(left));
        auto const& within = limits[Visible(position).standing];
        for (auto& ask : tariff.classes[position].ask_cfa) {
            ask = std::clamp(ask, within.low_cfa, within.high_cfa);
        }
    }
}

Tariff first_tariff(FirstPrices const& first, LimitsByStanding const& limits)
{
    Tariff tariff;
    tariff.limits = limits;
    tariff.level_cfa = first.level_cfa;
    tariff.by_means = first.by_means;
    tariff.by_standing = first.by_standing;
    tariff.by_stake.fill(1.0);
    begin_week(tariff, 1.0, usual_trial);
    return tariff;
}

void learn_from_week(Tariff& tariff, TariffRules const& rules, Incentives const& incentives, std::uint32_t order_word)
{
    auto const seen = look_back(tariff);
    if (seen.all.met > 0.0) {
        auto const elasticity = elasticity_of_giving(seen.all);
        move_by(tariff.level_cfa, within_room(move_of_level(tariff, seen, rules, incentives), seen.all), rules);
        move_all(tariff.by_means, seen.by_means, elasticity, rules);
        move_all(tariff.by_standing, seen.by_standing, elasticity, rules);
        move_all(tariff.by_stake, seen.by_stake, elasticity, rules);
    }
    tariff.met_week_before = static_cast<std::int64_t>(seen.all.met);
    constexpr std::uint32_t half = 1U << 31U;
    tariff.dearer_week = tariff.second_week ? order_word < half : !tariff.dearer_week;
    tariff.second_week = !tariff.second_week;
    begin_week(tariff, tariff.dearer_week ? 1.0 + usual_trial : 1.0 - usual_trial, usual_trial);
}

}  // namespace piste
