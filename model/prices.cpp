// ODD 7.7 Hubs: what smugglers ask
#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

Ratio towards(PriceRules const& rules, Ratio factor, double wanted)
{
    double const next = factor.value() + rules.speed_per_week * (wanted - factor.value());
    return Ratio(std::clamp(next, rules.lowest.value(), rules.highest.value()));
}

// The least that a passeur believes a way costs a head, over the open ways from his hub.
double believed_cost(Run const& run, std::size_t passeur)
{
    auto const hub = run.scenario.passeur_groups[run.world.passeurs[passeur].group.value()].hub;
    double least = 0.0;
    bool any = false;
    for (auto const itinerary : run.world.hubs[hub.value()].itineraries) {
        double const cost = run.minds.of(passeur, itinerary.value()).cost_cfa;
        least = any ? std::min(least, cost) : cost;
        any = true;
    }
    return least;
}

// From -1 to 1: how many more come to one of several than would by the share that is usual for them. `all` and `all_usual` are the sums.
double gained_from_rivals(Watched const& own, double all, double all_usual)
{
    double const fair = all_usual > 0.0 ? all * own.usual / all_usual : 0.0;
    double const sum = own.now + fair;
    return sum > 0.0 ? (own.now - fair) / sum : 0.0;
}

// More clients waiting than usual: dearer. Fewer who come than to his co-nationals: cheaper. Dearer ways: passed on in part.
void price_passeurs(Run& run, std::vector<std::uint16_t> const& co_nationals)
{
    auto const& rules = run.scenario.prices;
    double all_clients = 0.0;
    double all_usual = 0.0;
    for (auto const passeur : co_nationals) {
        auto& price = run.prices.passeurs[passeur];
        watch(run, price.cost, believed_cost(run, passeur));
        all_clients += price.clients.now;
        all_usual += price.clients.usual;
    }
    for (auto const passeur : co_nationals) {
        auto& price = run.prices.passeurs[passeur];
        double const fare = run.scenario.passeur_groups[run.world.passeurs[passeur].group.value()].fare_cfa;
        if (price.waiting.weeks == 0 || fare <= 0.0) {
            continue;
        }
        double const rivalry = gained_from_rivals(price.clients, all_clients, all_usual);
        double const costs = rules.pass_through * (price.cost.now - price.cost.usual) / fare;
        price.factor = towards(rules, price.factor, 1.0 + rules.response * (price.waiting.deviation() + rivalry) + costs);
    }
}

void price_ghettos(Run& run)
{
    for (auto& price : run.prices.ghettos) {
        watch(run, price.guests, static_cast<double>(price.guest_days) / days_per_week);
        price.guest_days = 0;
        double const wanted = 1.0 + run.scenario.prices.response * price.guests.deviation();
        price.factor = towards(run.scenario.prices, price.factor, wanted);
    }
}

void price_papers(Run& run)
{
    auto& price = run.prices.papers;
    auto const asked = static_cast<double>(price.asked_this_week);
    price.asked_this_week = 0;
    watch(run, price.asked, asked);
    watch(run, price.pressure, asked / (1.0 + static_cast<double>(passports_on_offer(run))));
    double const wanted = 1.0 + run.scenario.prices.response * price.pressure.deviation();
    price.factor = towards(run.scenario.prices, price.factor, wanted);
}

// Firms that agree ask more when more travel; firms apart only watch their share, for each has seats to spare.
void price_buses(Run& run)
{
    auto const& rules = run.scenario.prices;
    auto& prices = run.prices;
    std::int64_t boarded = 0;
    for (auto& firm : prices.buses) {
        watch(run, firm.riders, static_cast<double>(firm.boarded));
        boarded += firm.boarded;
        firm.boarded = 0;
    }
    watch(run, prices.riders, static_cast<double>(boarded));
    double mean = 0.0;
    for (auto& firm : prices.buses) {
        double const volume = prices.riders.deviation();
        bool const knows_the_usual = firm.riders.weeks > 0;
        double const rivalry = knows_the_usual ? gained_from_rivals(firm.riders, prices.riders.now, prices.riders.usual) : 0.0;
        firm.factor = towards(rules, firm.factor, 1.0 + rules.response * (rules.bus_firms == FirmPricing::together ? volume : rivalry));
        mean += firm.factor.value() / static_cast<double>(prices.buses.size());
    }
    double total = 0.0;
    std::vector<double> shares;
    for (std::size_t i = 0; i < prices.buses.size(); ++i) {
        double const dearer = prices.buses[i].factor.value() - mean;
        shares.push_back(run.scenario.bus_firms[i].market_share * exponential(-rules.bus_rivalry * dearer));
        total += shares.back();
    }
    for (auto& share : shares) {
        share /= total;
    }
    prices.takes_firm = chooser(shares);
}

// After more arrests than usual chairmen share more, after fewer less; never more than they take. One arrest is always in their minds, so that
// a single one among few does not count as a wave.
void share_rents(Run& run)
{
    auto const& shares = run.scenario.ghetto;
    auto& prices = run.prices;
    auto const& rules = run.scenario.prices;
    prices.arrests_remembered = prices.arrests_remembered * (1.0 - 1.0 / rules.memory_weeks) + static_cast<double>(prices.arrests_this_week);
    double const more = prices.arrests_remembered - prices.usual_arrests;
    double const deviation = more / (prices.arrests_remembered + prices.usual_arrests + 1.0);
    auto const wanted = towards(rules, prices.rents_factor, 1.0 + rules.response * deviation);
    double const all = shares.authorities_share.value() + shares.security_share.value() + shares.residents_share.value();
    prices.rents_factor = wanted.value() * all > 1.0 ? Ratio(1.0 / all) : wanted;
}

void watch_clients(Run& run)
{
    for (auto& price : run.prices.passeurs) {
        watch(run, price.waiting, static_cast<double>(price.waiting_days) / days_per_week);
        watch(run, price.clients, static_cast<double>(price.joined));
        price.waiting_days = 0;
        price.joined = 0;
    }
}

void count_day(Run& run)
{
    for (std::size_t passeur = 0; passeur < run.queues.size(); ++passeur) {
        auto& price = run.prices.passeurs[passeur];
        price.waiting_days += static_cast<std::int64_t>(run.queues[passeur].length);
        price.joined += run.queues[passeur].joined_today;
        run.arrests.passeurs[passeur].clients += run.queues[passeur].joined_today;
    }
    for (std::size_t ghetto = 0; ghetto < run.guests.size(); ++ghetto) {
        run.prices.ghettos[run.world.ghettos[ghetto].group.value()].guest_days += run.guests[ghetto];
    }
}

// Of passeurs and chairmen where the state can arrest, in the weeks that smugglers look back, as often as the scenario arrests them at first.
double arrests_by_chance(World const& world)
{
    auto const& scenario = world.scenario;
    auto const within_reach = [&](auto const& all, auto const& groups) {
        return std::count_if(all.begin(), all.end(), [&](auto const& who) { return can_enforce_at(scenario, groups[who.group.value()].hub); });
    };
    auto const passeurs = within_reach(world.passeurs, scenario.passeur_groups);
    auto const chairmen = scenario.arrests.chairmen == Switch::on ? within_reach(world.ghettos, scenario.ghetto_groups) : 0;
    double const a_week = scenario.arrests.passeurs_per_year * days_per_week / days_per_year;
    return a_week * static_cast<double>(passeurs + chairmen) * scenario.prices.memory_weeks;
}

}  // namespace

Prices::Prices(World const& world)
    : buses(world.scenario.bus_firms.size()), bus_firms(world.scenario.bus_firms), takes_firm(world.bus_firm),
      passeurs(world.passeurs.size()), ghettos(world.scenario.ghetto_groups.size()),
      usual_arrests(arrests_by_chance(world))
{
    print_tickets(*this, world);
    ask_fares(*this, world);
}

void ask_fares(Prices& prices, World const& world)
{
    for (std::size_t passeur = 0; passeur < prices.passeurs.size(); ++passeur) {
        auto& price = prices.passeurs[passeur];
        price.fare_cfa = price.factor.of(world.scenario.passeur_groups[world.passeurs[passeur].group.value()].fare_cfa);
    }
}

void print_tickets(Prices& prices, World const& world)
{
    auto const& scenario = world.scenario;
    for (std::size_t i = 0; i < prices.buses.size(); ++i) {
        auto const factor = prices.buses[i].factor;
        auto const usual = scenario.bus_firms[i].fare_factor;
        bool const is_usual = factor.millionths() == Ratio::one;
        prices.bus_firms[i].fare_factor = is_usual ? usual : Ratio(usual.value() * factor.value());
    }
    prices.tickets.clear();
    each_stand(scenario, [&](std::size_t itinerary, std::size_t position, std::size_t firm) {
        auto const& way = scenario.itineraries[itinerary];
        auto const& of_firm = prices.bus_firms[firm];
        prices.tickets.push_back({ticket_price(scenario, way, position, false, of_firm), ticket_price(scenario, way, position, true, of_firm)});
    });
}

// The level of a price is the scenario's; only what departs from the usual moves it.
void watch(Run const& run, Watched& watched, double this_week)
{
    auto const& rules = run.scenario.prices;
    watched.now += (this_week - watched.now) / rules.memory_weeks;
    bool const is_usual_time = run.day <= 0 && 2 * run.day > run.first_day();
    if (is_usual_time) {
        ++watched.weeks;
        watched.usual += (watched.now - watched.usual) / static_cast<double>(watched.weeks);
    }
}

void refer(Run& run)
{
    if (run.scenario.prices.cokseurs == Switch::off) {
        return;
    }
    auto const& hub = run.world.hubs[run.scenario.corridor.main_hub.value()];
    double const referred = run.scenario.prices.referred.value();
    run.prices.refers_to.resize(hub.passeurs.size());
    for (std::size_t nationality = 0; nationality < hub.passeurs.size(); ++nationality) {
        auto const& co_nationals = hub.passeurs[nationality];
        double all = 0.0;
        for (auto const passeur : co_nationals) {
            all += run.prices.passeurs[passeur].clients.now;
        }
        double const alike = 1.0 / static_cast<double>(co_nationals.size());
        std::vector<double> shares;
        shares.reserve(co_nationals.size());
        for (auto const passeur : co_nationals) {
            double const of_clients = all > 0.0 ? run.prices.passeurs[passeur].clients.now / all : alike;
            shares.push_back((1.0 - referred) * alike + referred * of_clients);
        }
        run.prices.refers_to[nationality] = shares.empty() ? Chooser() : chooser(shares);
    }
}

void set_prices(Run& run)
{
    count_day(run);
    if (!run.begins_week()) {
        return;
    }
    auto const& rules = run.scenario.prices;
    watch_clients(run);
    refer(run);
    if (rules.passeur_fares == Switch::on) {
        for (auto const& hub : run.world.hubs) {
            for (auto const& co_nationals : hub.passeurs) {
                price_passeurs(run, co_nationals);
            }
        }
        ask_fares(run.prices, run.world);
    }
    if (rules.ghetto_fees == Switch::on) {
        price_ghettos(run);
    }
    if (rules.papers == Switch::on) {
        price_papers(run);
    }
    if (rules.rents_shared == Switch::on) {
        share_rents(run);
    } else {
        run.prices.rents_factor = Ratio(1.0);
    }
    run.prices.arrests_this_week = 0;
    if (rules.bus_firms != FirmPricing::fixed) {
        price_buses(run);
        print_tickets(run.prices, run.world);
    }
    watch(run, run.prices.shared_rents, static_cast<double>(run.prices.shared_this_week_cfa));
    run.prices.shared_this_week_cfa = 0;
}

Chooser const& chooses_bus_firm(Run const& run)
{
    return run.scenario.prices.bus_firms == FirmPricing::fixed ? run.world.bus_firm : run.prices.takes_firm;
}

void compare_fares(Run& run, Slot person)
{
    auto const& rules = run.scenario.prices;
    auto& who = run.people[person];
    auto const& passeurs = run.world.hubs[who.place].passeurs[who.nationality];
    auto const words = run.random.draw(Purpose::passeur_choice, who.id, run.scenario.places[who.place].id.value(), who.hub_visits);
    auto const compares_word = words[0];
    if (passeurs.size() < 2 || !rules.compares_fares.happens(compares_word)) {
        return;
    }
    double first = 0.0;
    auto choice = who.passeur;
    bool any = false;
    for (auto const passeur : passeurs) {
        if (!is_at_work(run, passeur)) {
            continue;
        }
        auto const of_passeur = run.random.draw(Purpose::passeur_choice, who.id, run.world.passeurs[passeur].id.value(), who.hub_visits);
        auto const appeal_word = of_passeur[0];
        // A ransom that has to be feared counts as part of the fare.
        auto const fare = fare_of_passeur(run, passeur) - fare_of_passeur(run, who.passeur);
        auto const ransom = run.extorters[passeur].feared_cfa - run.extorters[who.passeur].feared_cfa;
        auto const dearer = static_cast<double>(fare + ransom);
        double const rings = rings_at(-dearer / static_cast<double>(rules.choice_noise_cfa), open_uniform(appeal_word));
        if (!any || rings < first) {
            first = rings;
            choice = passeur;
            any = true;
        }
    }
    who.passeur = choice;
}

}  // namespace piste
