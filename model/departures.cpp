// ODD 7.1 Departures
#include "model/elementary.hpp"
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

struct Endowment {
    Purse purse_cfa = 0;
    Purse family_cfa = 0;
    bool family_able = false;
    bool knows_rights = false;
};

Purse capped(double amount)
{
    constexpr double most = 20'000'000.0;  // nobody on this road carries more
    return narrow<Purse>(floor_to_integer(amount < most ? amount : most));
}

Endowment endow(Run const& run, Nationality const& nationality, std::uint32_t id)
{
    auto const words = run.random.draw(Purpose::endowment, id, 0);
    auto const purse_word = words[0];
    auto const family_word = words[1];
    auto const able_word = words[2];
    auto const rights_word = words[3];
    Endowment endowment;
    endowment.purse_cfa =
        capped(log_logistic(nationality.purse_median_cfa, nationality.purse_shape, open_uniform(purse_word)));
    endowment.family_able = nationality.family_able.happens(able_word);
    if (endowment.family_able) {
        endowment.family_cfa =
            capped(log_logistic(nationality.family_median_cfa, nationality.family_shape, open_uniform(family_word)));
    }
    endowment.knows_rights = nationality.knows_rights.happens(rights_word);
    return endowment;
}

// Which of the nationality's passeurs at the main hub a traveller has been given the number of.
std::uint16_t contact(Run const& run, Index<Place> hub, std::size_t nationality, std::uint32_t word)
{
    auto const& passeurs = run.world.hubs[hub.value()].passeurs[nationality];
    auto const chosen = pick_between(0, static_cast<std::int64_t>(passeurs.size()) - 1, word);
    return passeurs[static_cast<std::size_t>(chosen)];
}

// Who somebody is, before it is known whether the first bus can be paid.
struct Newcomer {
    std::size_t nationality = 0;
    std::uint32_t id = 0;
    std::size_t wish = 0;
    std::size_t place = 0;
    std::size_t firm = 0;
    Words departure{};
    Endowment endowment;
};

void give_traits(Run& run, Slot person, Newcomer const& newcomer)
{
    auto const& nationality = run.scenario.nationalities[newcomer.nationality];
    auto const papers_word = newcomer.departure[0];
    auto const through_word = newcomer.departure[1];
    auto const niger_word = newcomer.departure[2];
    auto const give = [&](bool has, Trait trait) {
        if (has) {
            run.people.set(person, trait);
        }
    };
    give(newcomer.endowment.family_able, Trait::family_able);
    give(newcomer.endowment.knows_rights, Trait::knows_rights);
    give(nationality.has_papers.happens(papers_word), Trait::has_papers);
    give(nationality.citizenship == Citizenship::malian, Trait::malian);
    give(run.scenario.population.through_ticket.happens(through_word), Trait::through_ticket);
    give(run.scenario.wishes[newcomer.wish].leaves_at_gao.happens(niger_word), Trait::niger_bound);
}

Slot record(Run& run, Newcomer const& newcomer)
{
    auto const& scenario = run.scenario;
    auto& people = run.people;
    auto const person = people.add();
    auto const contact_word = newcomer.departure[3];
    people[person].id = newcomer.id;
    people[person].purse_cfa = newcomer.endowment.purse_cfa;
    people[person].family_cfa = newcomer.endowment.family_cfa;
    people[person].nationality = narrow<std::uint8_t>(newcomer.nationality);
    people[person].wish = narrow<std::uint8_t>(newcomer.wish);
    people[person].place = narrow<std::uint8_t>(newcomer.place);
    people[person].firm = narrow<std::uint8_t>(newcomer.firm);
    people[person].cohort =
        run.is_measured_day() ? narrow<std::uint8_t>(cohort_of_day(scenario.horizon, run.day) + 1) : std::uint8_t{0};
    people[person].passeur = contact(run, scenario.corridor.main_hub, newcomer.nationality, contact_word);
    auto const departure = run.day * minutes_per_day + run.prices.bus_firms[newcomer.firm].departure_minute_of_day;
    people[person].departed = departure;
    people[person].leg_began = departure;
    give_traits(run, person, newcomer);
    return person;
}

// Whether this newcomer is the one that `piste trace` asked for.
bool is_wanted(Run const& run, Index<Nationality> nationality, std::uint32_t number)
{
    auto const& wanted = run.followed_name;
    if (wanted.number == PersonName::anybody) {
        return run.is_measured_day() && (wanted.nationality.is_none() || wanted.nationality == nationality);
    }
    return wanted.nationality == nationality && wanted.number == number;
}

// Begins to follow this person if it is the one that was asked for.
void notice(Run& run, Slot person, Newcomer const& newcomer)
{
    auto const& nationality = run.scenario.nationalities[newcomer.nationality];
    auto const number = newcomer.id - nationality.id.value();
    if (run.listener != nullptr && is_wanted(run, Index<Nationality>(newcomer.nationality), number)) {
        run.followed = person;
        run.followed_name = {Index<Nationality>(newcomer.nationality), number};
        run.listener->begin(run.followed_name);
    }
    run.tell(person, "sets out", run.scenario.places[newcomer.place].label, nationality.label);
}

// Somebody who chose Mali sets out, if the first bus can be paid, with the family's help if need be. False where the wish is no reason to
// leave any more.
bool set_out(Run& run, std::size_t nationality, std::uint32_t id)
{
    auto const candidate = run.random.draw(Purpose::candidate, id, 0);
    auto const& scenario = run.scenario;
    auto const reason_word = candidate[0];
    auto const wish_word = candidate[1];
    auto const place_word = candidate[2];
    auto const firm_word = candidate[3];
    Newcomer newcomer{nationality,
                      id,
                      choose(run.world.wish, wish_word),
                      choose(run.world.leaves_from[nationality], place_word),
                      choose(chooses_bus_firm(run), firm_word),
                      run.random.draw(Purpose::departure, id, 0),
                      endow(run, scenario.nationalities[nationality], id)};
    if (open_uniform(reason_word) >= scenario.wishes[newcomer.wish].departure_factor) {
        return false;
    }
    auto const itinerary = run.world.south_from[newcomer.place];
    auto const& way = scenario.itineraries[itinerary.value()];
    auto const through_word = newcomer.departure[1];
    bool const through = scenario.population.through_ticket.happens(through_word);
    auto const fare = ticket_price(scenario, way, 0, through, run.prices.bus_firms[newcomer.firm]);
    auto const short_of = fare - newcomer.endowment.purse_cfa;
    if (short_of > 0 && newcomer.endowment.family_cfa < short_of) {
        run.count(Tally::unable_to_leave, run.is_measured_day() ? 1 : 0);
        return true;
    }
    auto const person = record(run, newcomer);
    run.clock = run.people[person].departed - 1;  // the minute before the bus leaves
    run.count(Tally::all_departures);
    run.count(Tally::purses_brought_cfa, newcomer.endowment.purse_cfa);
    run.count_of(person, Tally::departures);
    run.count_today(Series::departures);
    run.event_of_person();
    notice(run, person, newcomer);
    send_from_family(run, person, short_of, Leg::south);
    wait_for_bus(run, person, itinerary, 0);
    return true;
}

struct CorridorsChosen {
    std::int64_t mali = 0;
    std::int64_t home = 0;   // rather stayed
};

// The next so many candidates of a nationality each choose a corridor. A block holds the luck of four neighbours, which a day may part.
CorridorsChosen choose_corridors(Run& run, std::size_t n, std::uint32_t candidates)
{
    constexpr std::uint32_t candidates_per_block = 4;
    auto const nationality = run.scenario.nationalities[n].id.value();
    auto const chooses_mali = run.beliefs.chooses_mali[n];
    auto& number = run.candidates_so_far[n];
    auto const end = narrow<std::uint32_t>(std::uint64_t{number} + candidates);
    auto const home_below = chooses_mali.threshold() + run.beliefs.stays_home[n].threshold();
    CorridorsChosen chosen;
    Words words{};
    for (bool fresh = true; number < end; ++number, fresh = false) {
        auto const position = number % candidates_per_block;
        auto const first_of_block = nationality + number - position;
        if (fresh || position == 0) {
            words = run.random.draw_shared(Purpose::corridor_choice, first_of_block, 0, 0);
        }
        run.random.uses_part(Purpose::corridor_choice, first_of_block, 0, 0, static_cast<std::uint8_t>(position));
        auto const corridor_word = words[position];
        if (chooses_mali.happens(corridor_word)) {
            bool const leaves = set_out(run, n, nationality + number);
            chosen.mali += leaves ? 1 : 0;
            chosen.home += leaves ? 0 : 1;
        } else {
            chosen.home += corridor_word < home_below ? 1 : 0;
        }
    }
    return chosen;
}

// Of those who would leave, whose wish is no reason any more: by either corridor, as nothing is known of wishes by corridor.
double without_a_reason(Scenario const& scenario)
{
    double share = 0.0;
    for (auto const& wish : scenario.wishes) {
        share += wish.share * (1.0 - wish.departure_factor);
    }
    return share;
}

}  // namespace

void admit_candidates(Run& run)
{
    auto const& scenario = run.scenario;
    auto const both_corridors =
        static_cast<double>(scenario.population.migrants_per_year) * (1.0 + scenario.population.niger_ratio);
    for (std::size_t n = 0; n < scenario.nationalities.size(); ++n) {
        auto const& nationality = scenario.nationalities[n];
        double const mean = both_corridors * nationality.share / days_per_year;
        auto const words =
            run.random.draw(Purpose::candidate_count, nationality.id.value(), static_cast<std::uint32_t>(run.day));
        auto const count_word = words[0];
        auto const candidates = poisson_quantile(mean, open_uniform(count_word));
        auto const chosen = choose_corridors(run, n, narrow<std::uint32_t>(candidates));
        if (run.is_measured_day()) {
            auto const stand_for = static_cast<double>(candidates) * run.beliefs.candidates_counted[n];
            auto const counted = std::max(floor_to_integer(stand_for + 0.5), chosen.mali + chosen.home);
            run.count(Tally::candidates, counted);
            run.count(Tally::chose_mali, chosen.mali);
            auto const for_niger = counted - chosen.mali - chosen.home;
            auto const rather_stay = floor_to_integer(static_cast<double>(for_niger) * without_a_reason(scenario) + 0.5);
            run.count(Tally::chose_niger, for_niger - rather_stay);
            run.count(Tally::stayed_home, chosen.home + rather_stay);
        }
    }
}

}  // namespace piste
