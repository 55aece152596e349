// ODD 7.1 Departures
#include "model/elementary.hpp"
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

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

Endowment endow(Nationality const& nationality, Words const& words)
{
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

// Which of the nationality's passeurs at the main hub a traveller has been given the number of, by countrymen or by a cokseur.
std::uint16_t contact(Run const& run, Index<Place> hub, std::size_t nationality, std::uint32_t word)
{
    auto const& passeurs = run.world.hubs[hub.value()].passeurs[nationality];
    if (run.scenario.prices.cokseurs == Switch::on && !run.prices.refers_to.empty()) {
        return passeurs[choose(run.prices.refers_to[nationality], word)];
    }
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
    // Without a branch, as none of them can be predicted.
    auto const given = [](bool has, Trait trait) { return has ? static_cast<unsigned>(trait) : 0U; };
    run.people[person].traits = static_cast<std::uint16_t>(
        given(newcomer.endowment.family_able, Trait::family_able) |
        given(newcomer.endowment.knows_rights, Trait::knows_rights) |
        given(nationality.has_papers.happens(papers_word), Trait::has_papers) |
        given(nationality.citizenship == Citizenship::malian, Trait::malian) |
        given(run.scenario.population.through_ticket.happens(through_word), Trait::through_ticket) |
        given(run.scenario.wishes[newcomer.wish].leaves_at_gao.happens(niger_word), Trait::niger_bound));
}

Slot record(Run& run, Newcomer const& newcomer)
{
    auto const& scenario = run.scenario;
    auto const person = run.people.add();
    auto& who = run.people[person];
    auto const contact_word = newcomer.departure[3];
    who.id = newcomer.id;
    who.purse_cfa = newcomer.endowment.purse_cfa;
    who.family_cfa = newcomer.endowment.family_cfa;
    who.nationality = narrow<std::uint8_t>(newcomer.nationality);
    who.wish = narrow<std::uint8_t>(newcomer.wish);
    who.place = narrow<std::uint8_t>(newcomer.place);
    who.firm = narrow<std::uint8_t>(newcomer.firm);
    who.cohort = run.is_measured_day() ? narrow<std::uint8_t>(cohort_of_day(scenario.horizon, run.day) + 1) : std::uint8_t{0};
    who.passeur = contact(run, scenario.corridor.main_hub, newcomer.nationality, contact_word);
    auto const departure = run.day * minutes_per_day + run.prices.bus_firms[newcomer.firm].departure_minute_of_day;
    who.departed = departure;
    who.leg_began = departure;
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

// The blocks of one who chose Mali.
enum class NewcomersBlock : std::uint8_t { candidate, departure, endowment, count };
constexpr auto blocks_each = static_cast<std::size_t>(NewcomersBlock::count);
constexpr std::array<Purpose, blocks_each> purpose_of_block{Purpose::candidate, Purpose::departure, Purpose::endowment};

// One of them, which is used now.
Words const& use_block(Run const& run, NewcomersBlock which, std::uint32_t id, std::span<Words const, blocks_each> blocks)
{
    run.random.uses(purpose_of_block[static_cast<std::size_t>(which)], id, 0);
    return blocks[static_cast<std::size_t>(which)];
}

// Somebody who chose Mali sets out, if the first bus can be paid, with the family's help if need be. False where the wish is no reason to
// leave any more.
bool set_out(Run& run, std::size_t nationality, std::uint32_t id, std::span<Words const, blocks_each> blocks)
{
    auto const& candidate = use_block(run, NewcomersBlock::candidate, id, blocks);
    auto const& scenario = run.scenario;
    auto const reason_word = candidate[0];
    auto const wish_word = candidate[1];
    auto const place_word = candidate[2];
    auto const firm_word = candidate[3];
    auto const wish = choose(run.world.wish, wish_word);
    if (open_uniform(reason_word) >= scenario.wishes[wish].departure_factor) {
        return false;
    }
    Newcomer const newcomer{nationality,
                            id,
                            wish,
                            choose(run.world.leaves_from[nationality], place_word),
                            choose(chooses_bus_firm(run), firm_word),
                            use_block(run, NewcomersBlock::departure, id, blocks),
                            endow(scenario.nationalities[nationality], use_block(run, NewcomersBlock::endowment, id, blocks))};
    auto const itinerary = run.world.south_from[newcomer.place];
    auto const& ticket = run.prices.tickets[run.world.stand_at(itinerary, 0, newcomer.firm)];
    auto const through_word = newcomer.departure[1];
    auto const fare = scenario.population.through_ticket.happens(through_word) ? ticket.through_cfa : ticket.cfa;
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

// Of candidates of a nationality, from this number to that (exclusive), those who choose Mali, in order, into the run's buffer; and how
// many choose Mali or home. A block holds the luck of four neighbours, which a day may part. Gathered without a branch before anybody sets
// out: who chooses what cannot be predicted, and a wrong guess costs as much as a draw.
CorridorsChosen gather_choices(Run& run, std::size_t n, std::uint32_t begin, std::uint32_t end)
{
    constexpr std::uint32_t candidates_per_block = 4;
    constexpr std::uint32_t candidates_at_once = 16 * candidates_per_block;
    std::array<Words, candidates_at_once / candidates_per_block> blocks;
    auto const nationality = run.scenario.nationalities[n].id.value();
    auto const& choice = run.beliefs.corridor_choice[n];
    auto const* const mali_below = choice.mali_below.data();
    auto const* const mali_or_home_below = choice.mali_or_home_below.data();
    run.choosing_mali.resize(std::max<std::size_t>(run.choosing_mali.size(), end - begin + 1));
    auto* const choosing_mali = run.choosing_mali.data();
    std::size_t mali = 0;
    std::size_t mali_or_home = 0;
    for (auto first = begin - begin % candidates_per_block; first < end; first += candidates_at_once) {
        auto const number_of_blocks = (std::min(end - first, candidates_at_once) + candidates_per_block - 1) / candidates_per_block;
        for (std::uint32_t b = 0; b < number_of_blocks; ++b) {
            blocks[b] = run.random.address_of(Purpose::corridor_choice, nationality + first + b * candidates_per_block, 0, 0);
        }
        run.random.draw_blocks({blocks.data(), room_for_blocks(number_of_blocks)});
        auto const last = std::min(first + candidates_at_once, end);
        for (auto number = std::max(first, begin); number < last; ++number) {
            auto const position = number % candidates_per_block;
            run.random.uses_part(Purpose::corridor_choice, nationality + number - position, 0, 0, static_cast<std::uint8_t>(position));
            auto const corridor_word = blocks[(number - first) / candidates_per_block][position];
            auto const level = choice.heard.level_of(corridor_word);
            choosing_mali[mali] = number;
            mali += static_cast<std::size_t>(corridor_word < mali_below[level]);
            mali_or_home += static_cast<std::size_t>(corridor_word < mali_or_home_below[level]);
        }
    }
    return {static_cast<std::int64_t>(mali), static_cast<std::int64_t>(mali_or_home - mali)};
}

// The blocks of so many who chose Mali, each one's together, in the run's buffer.
std::span<Words const> blocks_of_newcomers(Run& run, std::uint32_t nationality, std::size_t newcomers)
{
    auto const number = newcomers * blocks_each;
    auto const blocks = room_in(run.blocks_of_newcomers, number);
    auto* block = blocks.data();
    for (std::size_t i = 0; i < newcomers; ++i) {
        for (auto const purpose : purpose_of_block) {
            *block++ = run.random.address_of(purpose, nationality + run.choosing_mali[i], 0, 0);
        }
    }
    run.random.draw_blocks(blocks);
    return blocks.first(number);
}

// The next so many candidates of a nationality each choose a corridor, and those who choose Mali set out.
CorridorsChosen choose_corridors(Run& run, std::size_t n, std::uint32_t candidates)
{
    auto& number = run.candidates_so_far[n];
    auto const begin = number;
    number = narrow<std::uint32_t>(std::uint64_t{begin} + candidates);
    auto chosen = gather_choices(run, n, begin, number);
    auto const nationality = run.scenario.nationalities[n].id.value();
    auto const choosing_mali = static_cast<std::size_t>(chosen.mali);
    auto const blocks = blocks_of_newcomers(run, nationality, choosing_mali);
    for (std::size_t i = 0; i < choosing_mali; ++i) {
        bool const leaves = set_out(run, n, nationality + run.choosing_mali[i], blocks.subspan(i * blocks_each).first<blocks_each>());
        chosen.mali -= leaves ? 0 : 1;
        chosen.home += leaves ? 0 : 1;
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
    double const no_reason = without_a_reason(scenario);
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
            auto const rather_stay = floor_to_integer(static_cast<double>(for_niger) * no_reason + 0.5);
            run.count(Tally::chose_niger, for_niger - rather_stay);
            run.count(Tally::stayed_home, chosen.home + rather_stay);
        }
    }
}

}  // namespace piste
