// ODD 7.4 Posts: who mans them, and when they learn
#include "model/extraction.hpp"

#include "model/submodels.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace piste {

namespace {

constexpr std::array<Francs, means_classes - 1> means_steps{1, 2, 4};
constexpr std::array<double, stake_classes - 1> stake_steps{1.0, 3.0};
constexpr double weeks_per_year = 365.25 / 7.0;
constexpr std::int32_t weeks_between_sales = 4;

LimitsByStanding limits_of(Scenario const& scenario, PostGroup const& group, std::int64_t posts)
{
    AskLimits const foreign{group.toll_floor_cfa, narrow<Purse>(std::min<std::int64_t>(group.toll_cap_cfa * posts, largest_purse))};
    AskLimits malian = foreign;
    malian.low_cfa = narrow<Purse>(std::min<std::int64_t>(scenario.roadblock.malian_factor.of(group.toll_floor_cfa), foreign.high_cfa));
    LimitsByStanding limits;
    limits.fill(foreign);
    limits[static_cast<std::size_t>(Standing::malian)] = malian;
    return limits;
}

// By the rule of thumb that posts begin with: a share of what shows, more without papers, less of Malians. The middle of a class of means.
FirstPrices first_prices(Scenario const& scenario)
{
    constexpr std::array<double, means_classes> middle_in_steps{0.7, 1.5, 3.0, 5.0};
    auto const& rules = scenario.roadblock;
    auto const factor = rules.apparent_means_share.value() * scenario.extraction.first_ask_factor.value();
    FirstPrices first;
    first.level_cfa = factor * middle_in_steps[1] * scenario.extraction.means_step_cfa;
    if (scenario.extraction.asks_by_looks == Switch::off) {
        return first;
    }
    for (std::size_t i = 0; i < means_classes; ++i) {
        first.by_means[i] = middle_in_steps[i] / middle_in_steps[1];
    }
    first.by_standing = {1.0, rules.undocumented_factor.value(), rules.malian_factor.value()};
    return first;
}

// Position of a post in the order in which posts of its group are given up last: so that fewer are spread evenly, and are some of more.
std::uint32_t spread_order(std::uint32_t number)
{
    std::uint32_t reversed = 0;
    for (unsigned bit = 0; bit < 32; ++bit) {
        reversed |= ((number >> bit) & 1U) << (31U - bit);
    }
    return reversed;
}

// All posts, group by group, those first that a group keeps longest.
std::vector<std::size_t> kept_longest(World const& world)
{
    std::vector<std::size_t> order(world.state_posts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto const& posts = world.state_posts;
    for (auto begin = order.begin(); begin != order.end();) {
        auto const first = *begin;
        auto const end = std::find_if(begin, order.end(), [&](auto p) { return posts[p].group != posts[first].group; });
        auto const number_of = [first](std::size_t post) { return static_cast<std::uint32_t>(post - first); };
        std::sort(begin, end, [&](auto a, auto b) { return spread_order(number_of(a)) < spread_order(number_of(b)); });
        begin = end;
    }
    return order;
}

void man_posts(PostPrices& prices, Scenario const& scenario, World const& world)
{
    bool const for_sale = scenario.extraction.jobs_for_sale == Switch::on;
    for (std::size_t first = 0; first < world.state_posts.size();) {
        auto const group = world.state_posts[first].group;
        auto const number = static_cast<std::size_t>(scenario.post_groups[group.value()].posts);
        auto const share = scenario.post_groups[group.value()].manned.value();
        auto const told = floor_to_integer(share * static_cast<double>(number) + 0.5);
        auto const manned = for_sale ? std::min<std::int64_t>(prices.manned_of_group[group.value()], told) : told;
        for (std::size_t i = 0; i < number; ++i) {
            prices.is_manned[prices.kept_longest[first + i]] = static_cast<std::int64_t>(i) < manned ? 1 : 0;
        }
        first += number;
    }
}

// A price for the whole chain may be as high as all its posts together.
void set_all_limits(PostPrices& prices, Scenario const& scenario, World const& world)
{
    for (std::size_t p = 0; p < world.state_posts.size(); ++p) {
        auto const& group = scenario.post_groups[world.state_posts[p].group.value()];
        set_limits(prices.tariffs[p], limits_of(scenario, group, 1));
        if (p == 0) {
            set_limits(prices.tariffs.back(), limits_of(scenario, group, static_cast<std::int64_t>(world.state_posts.size())));
        }
    }
}

Incentives incentives_of(Scenario const& scenario, PostGroup const& group)
{
    auto const& rules = scenario.extraction;
    Incentives incentives;
    incentives.share_kept = 1.0 - rules.share_owed_upward.value();
    auto const loss = rules.sanction_cost_cfa + rules.sanction_weeks_of_wage * rules.wage_cfa_per_week;
    incentives.lost_per_franc_asked =
        group.toll_cap_cfa > 0 ? rules.sanction_per_demand.value() * loss / group.toll_cap_cfa : 0.0;
    if (rules.target_income == Switch::on) {
        // Of what is taken a part is owed upward; who earns enough by the wage still takes a franc.
        double const price = rules.price_recouped == Switch::on ? rules.job_price_cfa / (rules.job_years * weeks_per_year) : 0.0;
        auto const needed = (static_cast<double>(rules.target_cfa_per_week - rules.wage_cfa_per_week) + price) / incentives.share_kept;
        incentives.enough_per_week_cfa = std::max<Francs>(1, floor_to_integer(needed));
    }
    return incentives;
}

// Jobs are bought while what a post took lately, over the years that a buyer reckons with, exceeds their price; else one is given up.
void sell_jobs(Run& run)
{
    auto const& rules = run.scenario.extraction;
    auto& prices = run.post_prices;
    for (std::size_t g = 0; g < run.scenario.post_groups.size(); ++g) {
        auto const& group = run.scenario.post_groups[g];
        auto& manned = prices.manned_of_group[g];
        auto const kept = static_cast<double>(prices.takings_of_group_cfa[g]) * (1.0 - rules.share_owed_upward.value());
        auto const expected = kept * rules.job_years * weeks_per_year / weeks_between_sales / std::max(1, manned);
        bool const worth_it = expected > static_cast<double>(rules.job_price_cfa);
        manned = std::clamp(manned + (worth_it ? 1 : -1), std::min(1, group.posts), group.posts);
        prices.takings_of_group_cfa[g] = 0;
    }
}

void look_ahead(PostPrices& prices, Scenario const& scenario)
{
    for (std::size_t i = 0; i < scenario.itineraries.size(); ++i) {
        auto const& links = scenario.itineraries[i].links;
        auto& approaches = prices.approaches[i];
        for (std::size_t position = 0; position < links.size(); ++position) {
            approaches[position].share_beyond.fill(0.0);
            for (auto next = position + 1; next < links.size(); ++next) {
                if (scenario.links[links[next].value()].from == scenario.corridor.papers_place) {
                    break;  // another ride, for which money is put at hand anew
                }
                for (std::size_t standing = 0; standing < standing_classes; ++standing) {
                    approaches[position].share_beyond[standing] += prices.share_of_link[links[next].value()][standing];
                }
            }
        }
    }
}

void look_behind(PostPrices& prices, Scenario const& scenario)
{
    prices.approaches.resize(scenario.itineraries.size());
    for (std::size_t i = 0; i < scenario.itineraries.size(); ++i) {
        auto const& links = scenario.itineraries[i].links;
        prices.approaches[i].resize(links.size());
        double sum_cfa = 0.0;
        for (std::size_t position = 0; position < links.size(); ++position) {
            prices.approaches[i][position].fare_behind_cfa = sum_cfa;
            sum_cfa += scenario.links[links[position].value()].fare_cfa;
        }
    }
}

// Who went before tells what each post took. An empty post takes nothing; of one that nobody has passed nothing new is heard.
void hear_of_post(PostPrices& prices, std::size_t post, double stop, double speed)
{
    ByStanding at_hand_cfa{};
    ByStanding given_cfa{};
    auto const& tariff = prices.tariffs[post];
    for (auto left = tariff.classes_met; left != 0; left &= left - 1) {
        auto const position = static_cast<std::size_t>(std::countr_zero(left));
        auto const& seen = tariff.classes[position];
        auto const standing = Visible(position).standing;
        at_hand_cfa[standing] += static_cast<double>(seen.at_hand_cfa);
        given_cfa[standing] += static_cast<double>(seen.gave_cfa[0]) + seen.gave_cfa[1];
    }
    auto& heard = prices.hearsay[post];
    for (std::size_t standing = 0; standing < standing_classes; ++standing) {
        auto const at_hand = at_hand_cfa[standing];
        auto const seen = at_hand > 0.0 ? stop * given_cfa[standing] / at_hand : 0.0;
        bool const is_news = at_hand > 0.0 || prices.is_manned[post] == 0;
        heard.share[standing] += is_news ? speed * (seen - heard.share[standing]) : 0.0;
    }
}

PostAhead post_ahead(PostPrices const& prices, Scenario const& scenario, Approach const& approach, Stop const& stop)
{
    auto const sunk = approach.fare_behind_cfa + stop.fare_so_far_cfa;
    PostAhead post;
    post.stop_threshold = prices.is_manned[stop.post] != 0 ? stop.stop_threshold : 0;
    post.stop_scale = stop.stop_scale;
    post.free_share = free_of_posts_ahead(prices, scenario, approach, stop);
    post.sunk_cfa = sunk;
    post.tariff = narrow<std::uint16_t>(prices.jointly ? prices.tariffs.size() - 1 : stop.post);
    post.stake_class = static_cast<std::uint8_t>(prices.looks.stake_class_of(sunk));
    return post;
}

void set_posts_ahead(PostPrices& prices, Scenario const& scenario, World const& world)
{
    for (std::size_t i = 0; i < scenario.itineraries.size(); ++i) {
        for (std::size_t position = 0; position < prices.approaches[i].size(); ++position) {
            auto& approach = prices.approaches[i][position];
            auto const& stops = world.roads[scenario.itineraries[i].links[position].value()].stops;
            approach.posts.resize(stops.size());
            for (std::size_t s = 0; s < stops.size(); ++s) {
                if (stops[s].is_state_post()) {
                    approach.posts[s] = post_ahead(prices, scenario, approach, stops[s]);
                }
            }
        }
    }
}

void hear_of_posts(Run& run)
{
    auto& prices = run.post_prices;
    for (std::size_t p = 0; p < prices.hearsay.size(); ++p) {
        auto const stop = run.scenario.post_groups[run.world.state_posts[p].group.value()].stop.value();
        hear_of_post(prices, p, stop, run.scenario.extraction.hearsay_speed);
    }
    for (std::size_t link = 0; link < run.world.roads.size(); ++link) {
        ByStanding later{};
        auto const& stops = run.world.roads[link].stops;
        for (auto stop = stops.rbegin(); stop != stops.rend(); ++stop) {
            if (!stop->is_state_post()) {
                continue;
            }
            auto& heard = prices.hearsay[stop->post];
            heard.share_later = later;
            for (std::size_t standing = 0; standing < standing_classes; ++standing) {
                later[standing] += heard.share[standing];
            }
        }
        prices.share_of_link[link] = later;
    }
    look_ahead(prices, run.scenario);
    set_posts_ahead(prices, run.scenario, run.world);
}

}  // namespace

Looks::Looks(Scenario const& scenario)
{
    auto const& rules = scenario.extraction;
    for (std::size_t i = 0; i < means_from_cfa.size(); ++i) {
        means_from_cfa[i] = means_steps[i] * rules.means_step_cfa;
    }
    for (std::size_t i = 0; i < stake_from_cfa.size(); ++i) {
        stake_from_cfa[i] = stake_steps[i] * rules.stake_step_cfa;
    }
    at_hand_share = scenario.roadblock.visible_share;
    stake_visibility = rules.stake_visibility.value();
    stake_weight = stake_visibility * rules.stake_weight.value();
    auto const whole = rules.reservation_share.value();
    share = {whole, whole * scenario.roadblock.undocumented_factor.value(), whole * scenario.roadblock.malian_factor.value()};
}

PostPrices::PostPrices(Scenario const& scenario, World const& world)
    : looks(scenario), tariffs(world.state_posts.size() + 1), hearsay(world.state_posts.size()),
      share_of_link(scenario.links.size()), is_manned(world.state_posts.size(), 1),
      takings_of_group_cfa(scenario.post_groups.size(), 0)
{
    for (auto const& group : scenario.post_groups) {
        manned_of_group.push_back(group.posts);
    }
    renew_post_prices(*this, scenario, world);
    auto const first = first_prices(scenario);
    for (auto& tariff : tariffs) {
        tariff = first_tariff(first, tariff.limits);
        if (scenario.extraction.posts_learn == Switch::off) {
            set_fixed_asks(tariff);
        }
    }
}

void renew_post_prices(PostPrices& prices, Scenario const& scenario, World const& world)
{
    prices.looks = Looks(scenario);
    prices.rights = rights_of(scenario.roadblock.let_go_when_rights_are_known.value());
    prices.jointly = scenario.extraction.tolls_set_jointly == Switch::on;
    prices.once_a_trip = prices.jointly || scenario.roadblock.toll_basis == TollBasis::per_trip;
    prices.kept_longest = kept_longest(world);
    set_all_limits(prices, scenario, world);
    man_posts(prices, scenario, world);
    look_behind(prices, scenario);
    set_posts_ahead(prices, scenario, world);
}

ByStanding free_of_posts_ahead(PostPrices const& prices, Scenario const& scenario, Approach const& approach, Stop const& stop)
{
    ByStanding free;
    free.fill(1.0);
    if (prices.once_a_trip || scenario.extraction.travellers_reckon_ahead == Switch::off) {
        return free;
    }
    auto const& later = prices.hearsay[stop.post].share_later;
    for (std::size_t standing = 0; standing < standing_classes; ++standing) {
        free[standing] = std::max(0.0, 1.0 - (later[standing] + approach.share_beyond[standing]));
    }
    return free;
}

void learn_at_posts(Run& run)
{
    auto const week = static_cast<std::uint32_t>(run.week());
    if (week == 0 || !run.begins_week()) {
        return;
    }
    auto const& scenario = run.scenario;
    auto const& posts = run.world.state_posts;
    auto& prices = run.post_prices;
    if (scenario.extraction.jobs_for_sale == Switch::on && week % weeks_between_sales == 0) {
        sell_jobs(run);
        man_posts(prices, scenario, run.world);
    }
    hear_of_posts(run);
    TariffRules const rules{.step = scenario.extraction.learning_step, .by_looks = scenario.extraction.asks_by_looks == Switch::on};
    for (std::size_t t = 0; t < prices.tariffs.size(); ++t) {
        bool const of_chain = t == posts.size();
        auto& tariff = prices.tariffs[t];
        if (posts.empty() || of_chain != prices.jointly) {
            continue;
        }
        if (scenario.extraction.posts_learn == Switch::off) {
            set_fixed_asks(tariff);
            continue;
        }
        auto const& group = scenario.post_groups[posts[of_chain ? 0 : t].group.value()];
        auto const id = of_chain ? scenario.holders[group.holder.value()].id : posts[t].id;
        auto const words = run.random.draw(Purpose::post_trial, id.value(), week);
        auto const order_word = words[0];
        learn_from_week(tariff, rules, incentives_of(scenario, group), order_word);
    }
    learn_at_armed_posts(run);
}

}  // namespace piste
