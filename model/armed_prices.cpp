// ODD 7.4 Posts: what those of armed groups learn to ask; and 7.5, the gate
#include "model/armed_prices.hpp"

#include "model/extraction.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

bool is_manned(Run const& run, std::size_t post)
{
    return run.groups.is_manned[post] != 0;
}

LimitsByStanding limits_between(std::int64_t low_cfa, std::int64_t high_cfa, Ratio malian_factor)
{
    auto const within = [](std::int64_t francs) { return narrow<Purse>(std::clamp<std::int64_t>(francs, 0, largest_purse)); };
    AskLimits const foreign{within(std::min(low_cfa, high_cfa)), within(high_cfa)};
    LimitsByStanding limits;
    limits.fill(foreign);
    auto& malian = limits[static_cast<std::size_t>(Standing::malian)];
    malian.high_cfa = within(std::min<std::int64_t>(malian_factor.of(foreign.high_cfa), foreign.high_cfa));
    malian.low_cfa = std::min(within(malian_factor.of(foreign.low_cfa)), malian.high_cfa);
    return limits;
}

// The posts whose asks one tariff sets, by their groups: what it may ask and what it begins with.
struct Domain {
    std::int64_t posts = 0;
    double posted_cfa = 0.0;  // sum over posts
    Purse least_cfa = largest_purse;
    Purse highest_cfa = 0;

    void add(Scenario const& scenario, PostGroup const& group)
    {
        auto const number = std::max(group.posts, 1);
        posts += number;
        posted_cfa += static_cast<double>(number) * group.toll_floor_cfa;
        least_cfa = std::min(least_cfa, narrow<Purse>(scenario.extraction.armed_least_share.of(group.toll_floor_cfa)));
        highest_cfa = std::max(highest_cfa, std::max(group.toll_floor_cfa, group.toll_cap_cfa));
    }
};

// By tariff. The joint one's price is asked once: it may be as high as all posts together.
std::vector<Domain> domains_of(ArmedPrices const& prices, Scenario const& scenario)
{
    std::vector<Domain> domains(prices.posts.size() + scenario.holders.size() + 1);
    for (std::size_t p = 0; p < prices.posts.size(); ++p) {
        domains[p].add(scenario, scenario.post_groups[prices.posts[p].group.value()]);
    }
    for (auto const& group : scenario.post_groups) {
        if (group.force == Force::armed_group) {
            domains[prices.posts.size() + group.holder.value()].add(scenario, group);
            domains.back().add(scenario, group);
        }
    }
    return domains;
}

void set_all_limits(ArmedPrices& prices, Scenario const& scenario)
{
    auto const domains = domains_of(prices, scenario);
    for (std::size_t t = 0; t < domains.size(); ++t) {
        auto const& domain = domains[t];
        auto const times = t + 1 == domains.size() ? domain.posts : 1;
        auto const least = domain.posts > 0 ? domain.least_cfa : 0;
        set_limits(prices.tariffs[t], limits_between(least, domain.highest_cfa * times, scenario.north.malian_factor));
    }
    auto const& gate = scenario.gate;
    set_limits(prices.gate, limits_between(gate.tax_low_cfa, gate.tax_high_cfa, gate.malian_factor));
}

Tariff first_armed_tariff(Scenario const& scenario, Domain const& domain, LimitsByStanding const& limits)
{
    FirstPrices first;
    first.level_cfa = domain.posts > 0 ? domain.posted_cfa / static_cast<double>(domain.posts) : 0.0;
    first.level_cfa *= scenario.extraction.first_ask_factor.value();
    if (scenario.extraction.asks_by_looks == Switch::on) {
        first.by_standing[static_cast<std::size_t>(Standing::malian)] = scenario.north.malian_factor.value();
    }
    return first_tariff(first, limits);
}

// By which of the tariffs a post asks.
std::uint16_t tariff_of(ArmedPrices const& prices, Scenario const& scenario, std::size_t post)
{
    if (prices.jointly) {
        return narrow<std::uint16_t>(prices.tariffs.size() - 1);
    }
    auto const holder = scenario.post_groups[prices.posts[post].group.value()].holder;
    bool const is_one_of_chain = scenario.extraction.armed_groups_set_one_price == Switch::on && !holder.is_none();
    return narrow<std::uint16_t>(is_one_of_chain ? prices.posts.size() + holder.value() : post);
}

// What clients have paid for a way, in the mean over the passeurs of the hub where it begins.
double mean_fare(Scenario const& scenario, Itinerary const& itinerary)
{
    auto const from = scenario.links[itinerary.links.front().value()].from;
    double sum = 0.0;
    double passeurs = 0.0;
    for (auto const& group : scenario.passeur_groups) {
        sum += group.hub == from ? static_cast<double>(group.fare_cfa) * group.passeurs : 0.0;
        passeurs += group.hub == from ? group.passeurs : 0;
    }
    return passeurs > 0.0 ? sum / passeurs : 0.0;
}

double minutes_of(Scenario const& scenario, Itinerary const& itinerary, std::size_t positions)
{
    double minutes = 0.0;
    for (std::size_t position = 0; position < positions; ++position) {
        minutes += scenario.links[itinerary.links[position].value()].travel_minutes;
    }
    return minutes;
}

// Posts of one way, from its end to its beginning: what those still to come take has been added up.
void look_along(ArmedPrices& prices, Scenario const& scenario, World const& world, std::size_t itinerary)
{
    Looks const looks(scenario);
    auto const& way = scenario.itineraries[itinerary];
    auto const fare = mean_fare(scenario, way);
    auto const all_minutes = minutes_of(scenario, way, way.links.size());
    bool const reckon = scenario.extraction.travellers_reckon_ahead == Switch::on && !prices.jointly;
    double later = 0.0;
    prices.ahead[itinerary].resize(way.links.size());
    for (auto position = way.links.size(); position-- > 0;) {
        auto const& stops = world.roads[way.links[position].value()].stops;
        auto& ahead = prices.ahead[itinerary][position];
        ahead.assign(stops.size(), {});
        for (auto s = stops.size(); s-- > 0;) {
            if (!stops[s].is_armed_group) {
                continue;
            }
            auto const minutes = minutes_of(scenario, way, position) + stops[s].offset_minutes;
            ahead[s].sunk_cfa = fare * minutes / all_minutes;
            ahead[s].free_share = reckon ? std::max(0.0, 1.0 - later) : 1.0;
            ahead[s].tariff = tariff_of(prices, scenario, stops[s].roster);
            ahead[s].stake_class = static_cast<std::uint8_t>(looks.stake_class_of(ahead[s].sunk_cfa));
            later += prices.posts[stops[s].roster].share_taken;
        }
    }
}

void look_along_ways(ArmedPrices& prices, Scenario const& scenario, World const& world)
{
    for (std::size_t i = 0; i < scenario.itineraries.size(); ++i) {
        if (scenario.itineraries[i].leg == Leg::north) {
            look_along(prices, scenario, world, i);
        }
    }
}

// By how much more a head than the scenario says the posts of a way ask together.
Francs rise_of_tolls(ArmedPrices const& prices, Scenario const& scenario, World const& world, Index<Itinerary> itinerary)
{
    Francs told_cfa = 0;
    Francs asked_cfa = 0;
    auto const& links = scenario.itineraries[itinerary.value()].links;
    for (std::size_t position = 0; position < links.size(); ++position) {
        auto const& stops = world.roads[links[position].value()].stops;
        for (std::size_t s = 0; s < stops.size(); ++s) {
            if (!stops[s].is_armed_group) {
                continue;
            }
            bool const was_manned = prices.posts[stops[s].roster].was_manned;
            auto const here_cfa = was_manned ? prices.usual_ask_cfa(prices.ahead_at(itinerary.value(), position, s)) : 0;
            asked_cfa = prices.jointly ? std::max(asked_cfa, here_cfa) : asked_cfa + here_cfa;
            told_cfa += stops[s].is_reserve ? 0 : scenario.post_groups[stops[s].group.value()].toll_floor_cfa;
        }
    }
    return asked_cfa - told_cfa;
}

// Those who wait at a hub know what its ways asked last week.
void expect_tolls(ArmedPrices& prices, Scenario const& scenario, World const& world)
{
    for (std::size_t place = 0; place < world.hubs.size(); ++place) {
        auto const& hub = world.hubs[place];
        prices.expected_tolls_cfa[place] = hub.expected_tolls_cfa;
        if (!prices.learn || hub.itineraries.empty() || scenario.truck.toll_payer != TollPayer::migrant) {
            continue;
        }
        Francs rise_cfa = 0;
        for (auto const itinerary : hub.itineraries) {
            rise_cfa += rise_of_tolls(prices, scenario, world, itinerary);
        }
        rise_cfa /= static_cast<Francs>(hub.itineraries.size());
        prices.expected_tolls_cfa[place] = std::max<Francs>(0, hub.expected_tolls_cfa + rise_cfa);
    }
}

// Who went before tells what each post took. An empty post takes nothing; of one that nobody has passed nothing new is heard.
void hear_of_armed_posts(Run& run)
{
    for (std::size_t p = 0; p < run.armed_prices.posts.size(); ++p) {
        auto& post = run.armed_prices.posts[p];
        auto const carried = static_cast<double>(post.carried_cfa);
        auto const seen = carried > 0.0 ? static_cast<double>(post.given_cfa) / carried : 0.0;
        bool const is_news = carried > 0.0 || !is_manned(run, p);
        post.share_taken += is_news ? run.scenario.extraction.hearsay_speed * (seen - post.share_taken) : 0.0;
        post.given_cfa = 0;
        post.carried_cfa = 0;
        post.was_manned = is_manned(run, p);
    }
    look_along_ways(run.armed_prices, run.scenario, run.world);
    expect_tolls(run.armed_prices, run.scenario, run.world);
}

void learn_one(Run& run, Tariff& tariff, EntityId id)
{
    auto const& rules = run.scenario.extraction;
    auto const words = run.random.draw(Purpose::post_trial, id.value(), static_cast<std::uint32_t>(run.week()));
    auto const order_word = words[0];
    learn_from_week(tariff, {.step = rules.learning_step, .by_looks = rules.asks_by_looks == Switch::on}, Incentives(), order_word);
}

// Whose tariff a position is, as the address of its trials.
EntityId owner_of(ArmedPrices const& prices, Scenario const& scenario, std::size_t tariff)
{
    if (tariff < prices.posts.size()) {
        return prices.posts[tariff].id;
    }
    auto const holder = tariff - prices.posts.size();
    return holder < scenario.holders.size() ? scenario.holders[holder].id : entity_id("posts/all-armed");
}

}  // namespace

Francs ArmedPrices::usual_ask_cfa(ArmedPostAhead const& post) const
{
    auto const [less, more] = tariffs[post.tariff].asks_of(visible_class(0, Standing::documented, post.stake_class));
    return (Francs{less} + more) / 2;
}

ArmedPrices::ArmedPrices(Scenario const& scenario, World const& world)
    : posts(world.armed_posts), tariffs(world.armed_posts + scenario.holders.size() + 1), ahead(scenario.itineraries.size()),
      expected_tolls_cfa(world.hubs.size(), 0)
{
    for (auto const& road : world.roads) {
        for (auto const& stop : road.stops) {
            if (stop.is_armed_group) {
                auto& post = posts[stop.roster];
                post.group = stop.group;
                post.id = stop.id;
                post.was_manned = !stop.is_reserve;
            }
        }
    }
    renew_armed_prices(*this, scenario, world);
    auto const domains = domains_of(*this, scenario);
    for (std::size_t t = 0; t < tariffs.size(); ++t) {
        tariffs[t] = first_armed_tariff(scenario, domains[t], tariffs[t].limits);
    }
    gate = first_gate_tariff(scenario);
    expect_tolls(*this, scenario, world);
}

Tariff first_gate_tariff(Scenario const& scenario)
{
    auto const& rules = scenario.gate;
    FirstPrices first;
    first.level_cfa = (static_cast<double>(rules.tax_low_cfa) + rules.tax_high_cfa) / 2.0;
    if (scenario.extraction.asks_by_looks == Switch::on) {
        first.by_standing[static_cast<std::size_t>(Standing::malian)] = rules.malian_factor.value();
    }
    return first_tariff(first, limits_between(rules.tax_low_cfa, rules.tax_high_cfa, rules.malian_factor));
}

void renew_armed_prices(ArmedPrices& prices, Scenario const& scenario, World const& world)
{
    prices.learn = scenario.extraction.armed_posts_learn == Switch::on;
    prices.jointly = prices.learn && scenario.extraction.tolls_set_jointly == Switch::on;
    set_all_limits(prices, scenario);
    look_along_ways(prices, scenario, world);
    if (!prices.learn) {
        expect_tolls(prices, scenario, world);   // else once a week, whatever begins between
    }
}

void learn_at_armed_posts(Run& run)
{
    auto& prices = run.armed_prices;
    if (run.scenario.gate.learns == Switch::on) {
        learn_one(run, prices.gate, run.scenario.places[run.scenario.corridor.main_hub.value()].id);
    }
    if (!prices.learn) {
        return;
    }
    hear_of_armed_posts(run);
    for (std::size_t t = 0; t < prices.tariffs.size(); ++t) {
        if (prices.tariffs[t].classes_met != 0) {
            learn_one(run, prices.tariffs[t], owner_of(prices, run.scenario, t));
        }
    }
}

}  // namespace piste
