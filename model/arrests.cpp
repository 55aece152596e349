// ODD 7.8 The yard: arrests, and who takes the place
#include "model/submodels.hpp"

#include <algorithm>
#include <tuple>

namespace piste {

namespace {

// The day on which somebody else stands where one was arrested today.
Day replaced_on(Run const& run, std::uint32_t lag_word)
{
    auto const& rules = run.scenario.arrests;
    auto const lag = pick_between(rules.lag_low_days, rules.lag_high_days, lag_word);
    return rules.replacement == Switch::on ? narrow<Day>(run.day + 1 + lag) : never;
}

// The chance in a week of what happens so often a year.
Probability in_a_week(double per_year)
{
    return Probability(std::min(1.0, per_year * days_per_week / days_per_year));
}

// Who has somebody in politics may be let go after a short while; somebody else takes the place of the others.
void arrest(Run& run, std::uint16_t passeur, std::uint32_t lag_word, std::uint32_t let_go_word)
{
    auto& at_work = run.arrests.passeurs[passeur];
    bool const anybody_may = run.scenario.arrests.replacement == Switch::on;
    at_work.comes_back = anybody_may && Probability(protection_by_patron(run, passeur)).happens(let_go_word);
    auto const soon = run.day + 1 + run.scenario.arrests.lag_low_days;
    at_work.from = at_work.comes_back ? narrow<Day>(soon) : replaced_on(run, lag_word);
    at_work.is_newcomer = at_work.is_newcomer || !at_work.comes_back;
    ++run.prices.arrests_this_week;
    run.count(Tally::passeurs_arrested, run.is_measured_day() ? 1 : 0);
    hand_over_clients(run, passeur);
}

// Nobody was ever sent to him, and he asks the usual fare. What is usual of the place stays as it was.
void begin_without_clients(Run& run, std::uint16_t passeur)
{
    auto& price = run.prices.passeurs[passeur];
    price.factor = Ratio(1.0);
    price.clients.now = 0.0;
    price.joined = 0;
    run.arrests.passeurs[passeur].clients = 0;
    refer(run);
}

// Somebody new, who has been nowhere: he believes what is told in town. Or the one who was let go.
void take_the_place(Run& run, std::uint16_t passeur)
{
    bool const is_measured = run.is_measured_day();
    if (run.arrests.passeurs[passeur].comes_back) {
        run.arrests.passeurs[passeur].comes_back = false;
        run.count(Tally::passeurs_let_go, is_measured ? 1 : 0);
    } else {
        run.minds.forget(run.world, run.beliefs, passeur);
        run.extorters[passeur] = Extorter();
        begin_without_clients(run, passeur);
        ask_fares(run.prices, run.world);
        bring_ties(run, passeur);
        run.count(Tally::passeurs_replaced, is_measured ? 1 : 0);
    }
    serve_again(run, passeur);
}

// Social peace is bought by what ghettos share: none of the usual doubles arrests, far more than usual all but ends them.
double arrests_a_year(Run const& run)
{
    bool const bought = run.scenario.arrests.social_peace == Switch::on;
    double const unrest = bought ? 1.0 - run.prices.shared_rents.deviation() : 1.0;
    return unrest * run.scenario.arrests.passeurs_per_year * arrest_factor(run);
}

void arrest_passeurs(Run& run, double yearly)
{
    for (std::uint16_t passeur = 0; passeur < run.world.passeurs.size(); ++passeur) {
        auto const weekly = in_a_week(yearly * (1.0 - protection_by_patron(run, passeur)));
        auto const& group = run.scenario.passeur_groups[run.world.passeurs[passeur].group.value()];
        if (weekly.threshold() == 0 || !is_at_work(run, passeur) || !can_enforce_at(run.scenario, group.hub)) {
            continue;
        }
        auto const words = run.random.draw(Purpose::passeur_arrest, run.world.passeurs[passeur].id.value(),
                                           static_cast<std::uint32_t>(run.day));
        auto const arrest_word = words[0];
        auto const lag_word = words[1];
        auto const let_go_word = words[2];
        if (weekly.happens(arrest_word)) {
            arrest(run, passeur, lag_word, let_go_word);
        }
    }
}

// Of ghettos that no passeur owns. Guests stay where they are; the ghetto takes in nobody until somebody runs it again.
void arrest_chairmen(Run& run, double yearly)
{
    auto const weekly = in_a_week(yearly);
    for (std::size_t ghetto = 0; ghetto < run.world.ghettos.size(); ++ghetto) {
        bool const is_at_large = run.day >= run.arrests.chairmen_from[ghetto] && owner_of_ghetto(run, ghetto) == nobody;
        auto const& group = run.scenario.ghetto_groups[run.world.ghettos[ghetto].group.value()];
        if (weekly.threshold() == 0 || !is_at_large || !can_enforce_at(run.scenario, group.hub)) {
            continue;
        }
        auto const words = run.random.draw(Purpose::chairman_arrest, run.world.ghettos[ghetto].id.value(),
                                           static_cast<std::uint32_t>(run.day));
        auto const arrest_word = words[0];
        auto const lag_word = words[1];
        if (weekly.happens(arrest_word)) {
            run.arrests.chairmen_from[ghetto] = replaced_on(run, lag_word);
            ++run.prices.arrests_this_week;
            run.count(Tally::chairmen_arrested, run.is_measured_day() ? 1 : 0);
        }
    }
}

struct Wanted {
    std::int64_t rank = 0;
    std::uint32_t order_word = 0;
    std::uint32_t lag_word = 0;
    std::uint32_t let_go_word = 0;
    std::uint16_t passeur = 0;
};

// Who stands higher is taken first; who stand alike, by luck.
std::int64_t rank_in_round_up(Run const& run, std::uint16_t passeur)
{
    switch (run.scenario.arrests.round_up_by) {
    case RoundUp::at_random: return 0;
    case RoundUp::most_clients: return run.arrests.passeurs[passeur].clients;
    case RoundUp::transport_owners: return run.ties.passeurs[passeur].owns_transport ? 1 : 0;
    case RoundUp::group_notables: return run.ties.passeurs[passeur].notable_of.is_none() ? 0 : 1;
    }
    return 0;
}

// So many passeurs of the main hub on one day: a question put to the network, whether it depends on any of them.
void round_up(Run& run)
{
    auto const& rules = run.scenario.arrests;
    run.arrests.rounded_up = true;
    auto const hub = run.scenario.places[run.scenario.corridor.main_hub.value()].id.value();
    std::vector<Wanted> wanted;
    for (auto const& passeurs : run.world.hubs[run.scenario.corridor.main_hub.value()].passeurs) {
        for (auto const passeur : passeurs) {
            auto const words = run.random.draw(Purpose::round_up, run.world.passeurs[passeur].id.value(), hub);
            auto const order_word = words[0];
            auto const lag_word = words[1];
            auto const let_go_word = words[2];
            if (is_at_work(run, passeur)) {
                wanted.push_back({rank_in_round_up(run, passeur), order_word, lag_word, let_go_word, passeur});
            }
        }
    }
    std::sort(wanted.begin(), wanted.end(), [](Wanted const& a, Wanted const& b) {
        return std::tuple(-a.rank, a.order_word, a.passeur) < std::tuple(-b.rank, b.order_word, b.passeur);
    });
    wanted.resize(std::min(wanted.size(), static_cast<std::size_t>(rules.round_up_passeurs)));
    for (auto const& taken : wanted) {
        arrest(run, taken.passeur, taken.lag_word, taken.let_go_word);
    }
}

void break_up_document_ring(Run& run)
{
    auto const weekly = in_a_week(arrest_factor_of_papers(run) * run.scenario.arrests.document_ring_per_year);
    if (weekly.threshold() == 0 || run.day < run.arrests.documents_from) {
        return;
    }
    auto const place = run.scenario.places[run.scenario.corridor.papers_place.value()].id;
    auto const words = run.random.draw(Purpose::ring_arrest, place.value(), static_cast<std::uint32_t>(run.day));
    auto const arrest_word = words[0];
    auto const lag_word = words[1];
    if (weekly.happens(arrest_word)) {
        run.arrests.documents_from = replaced_on(run, lag_word);
        run.count(Tally::document_rings_broken, run.is_measured_day() ? 1 : 0);
    }
}

// What somebody who took a place on this day manages of what an old hand does: `novice_room`, rising evenly to all of it in `novice_days`.
Ratio managed_by_newcomer(Run const& run, Day since)
{
    auto const& rules = run.scenario.arrests;
    if (run.day - since >= rules.novice_days) {
        return Ratio(1.0);
    }
    double const learned = static_cast<double>(std::max(0, run.day - since)) / static_cast<double>(rules.novice_days);
    return Ratio(rules.novice_room.value() + (1.0 - rules.novice_room.value()) * learned);
}

}  // namespace

Arrests::Arrests(World const& world)
    : passeurs(world.passeurs.size()), chairmen_from(world.ghettos.size(), always)
{
}

bool is_at_work(Run const& run, std::size_t passeur) { return run.day >= run.arrests.passeurs[passeur].from; }

bool is_ghetto_open(Run const& run, std::size_t ghetto)
{
    auto const owner = owner_of_ghetto(run, ghetto);
    return run.day >= run.arrests.chairmen_from[ghetto] && (owner == nobody || is_at_work(run, owner));
}

std::uint16_t successor(Run const& run, std::uint16_t passeur, std::uint32_t person_id)
{
    auto const& group = run.scenario.passeur_groups[run.world.passeurs[passeur].group.value()];
    auto const& co_nationals = run.world.hubs[group.hub.value()].passeurs[group.nationality.value()];
    auto anybody = passeur;
    for (std::size_t i = co_nationals.size(); i-- > 0;) {
        auto const candidate = co_nationals[(person_id + i) % co_nationals.size()];
        anybody = is_at_work(run, candidate) ? candidate : anybody;
    }
    for (std::size_t i = 0; i < co_nationals.size(); ++i) {
        auto const candidate = co_nationals[(person_id + i) % co_nationals.size()];
        if (is_at_work(run, candidate) && are_of_one_group(run, passeur, candidate)) {
            return candidate;
        }
    }
    return anybody;
}

Ratio room_he_fills(Run const& run, std::size_t passeur)
{
    auto const& at_work = run.arrests.passeurs[passeur];
    return at_work.is_newcomer ? managed_by_newcomer(run, at_work.from) : Ratio(1.0);
}

std::int64_t beds_he_fills(Run const& run, std::size_t ghetto)
{
    auto const from = run.arrests.chairmen_from[ghetto];
    std::int64_t const beds = run.world.ghettos[ghetto].beds;
    return from == always ? beds : managed_by_newcomer(run, from).of(beds);
}

Ratio papers_they_make(Run const& run)
{
    auto const from = run.arrests.documents_from;
    return from == always ? Ratio(1.0) : managed_by_newcomer(run, from);
}

void arrest_and_replace(Run& run)
{
    auto const& rules = run.scenario.arrests;
    for (std::uint16_t passeur = 0; passeur < run.world.passeurs.size(); ++passeur) {
        if (run.arrests.passeurs[passeur].from == run.day) {
            take_the_place(run, passeur);
        }
    }
    if (run.begins_week()) {
        double const yearly = arrests_a_year(run);
        arrest_passeurs(run, yearly);
        if (rules.chairmen == Switch::on) {
            arrest_chairmen(run, yearly);
        }
        break_up_document_ring(run);
    }
    if (!run.arrests.rounded_up && rules.round_up_passeurs > 0 && run.day >= rules.round_up_day) {
        round_up(run);
    }
}

}  // namespace piste
