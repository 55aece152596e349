// ODD 7.6 Papers
#include "model/elementary.hpp"
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

constexpr Day days_per_month = 30;

// Not while the network is broken up and nobody has taken the spot yet.
bool makes_documents(Run const& run) { return run.day >= run.arrests.documents_from; }

void pay_for_papers(Run& run, Slot person, Francs price)
{
    auto const leg = run.people.has(person, Trait::was_in_main_hub) ? Leg::hub : Leg::south;
    move_money(run, Party::migrant, Party::document_network, price, leg, person);
    move_money(run, Party::document_network, Party::official, run.scenario.papers.official_share.of(price), leg, person);
    run.event_of_person();
}

void rent(Run& run, Slot person, Francs price)
{
    pay_for_papers(run, person, price);
    --run.passports_for_rent;
    ++run.passports_in_use;
    run.people.set(person, Trait::rented_passport);
    run.count_of(person, Tally::papers_rented);
    run.tell(person, "rents a false Malian passport", {}, {}, price);
}

void buy(Run& run, Slot person, Francs price)
{
    pay_for_papers(run, person, price);
    run.people.set(person, Trait::bought_passport);
    run.count_of(person, Tally::papers_bought);
    run.tell(person, "buys a false Malian passport", {}, {}, price);
}

}  // namespace

std::int64_t passports_on_offer(Run const& run)
{
    return makes_documents(run) ? run.passports_for_rent : 0;
}

void choose_papers(Run& run, Slot person, Francs needed_on_the_way_cfa)
{
    auto& people = run.people;
    if (people.has(person, Trait::malian) || people.has(person, Trait::chose_papers)) {
        return;
    }
    people.set(person, Trait::chose_papers);
    auto const& rules = run.scenario.papers;
    auto const place = run.scenario.places[run.scenario.corridor.papers_place.value()].id;
    auto const words = run.random.draw(Purpose::papers_choice, people[person].id, place.value());
    auto const none_word = words[0];
    auto const rent_word = words[1];
    auto const buy_word = words[2];
    auto const price_word = words[3];
    Francs const price = run.prices.papers.factor.of(pick_between(rules.price_low_cfa, rules.price_high_cfa, price_word));
    Francs const rental = rules.rental_share.of(price);
    auto const can_spend = people[person].purse_cfa - needed_on_the_way_cfa;
    double const noise = rules.choice_noise_cfa;
    double const saving =
        rules.saving_weight * static_cast<double>(rules.value_of_crossing_cfa) * run.world.refusal_spared_by_passport;
    // Random utility (McFadden 1974): one clock per alternative, addressed by it; the first to ring is chosen.
    bool const can_rent = rental <= can_spend;
    bool const can_buy = price <= can_spend;
    if (!can_rent && !can_buy) {
        return;
    }
    double const without = rings_at(0.0, open_uniform(none_word));
    double const rental_appeal = (saving - static_cast<double>(rental)) / noise - rules.reluctance;
    double const renting = can_rent ? rings_at(rental_appeal, open_uniform(rent_word)) : without;
    double const purchase_appeal = (saving - static_cast<double>(price)) / noise - rules.reluctance;
    double const buying = can_buy ? rings_at(purchase_appeal, open_uniform(buy_word)) : without;
    bool const would_rent = renting < without && !(buying < renting);
    bool const would_buy = buying < without;
    if (!would_rent && !would_buy) {
        return;
    }
    // Who asks counts, also where nobody has anything for him: that is what makes papers dear.
    ++run.prices.papers.asked_this_week;
    if (would_rent && passports_on_offer(run) > 0) {
        rent(run, person, rental);
    } else if (would_buy && makes_documents(run)) {
        buy(run, person, price);
    }
}

void give_back_passport(Run& run, Slot person, bool arrived)
{
    auto& people = run.people;
    if (!people.has(person, Trait::rented_passport)) {
        return;
    }
    people.clear(person, Trait::rented_passport);
    auto const& rules = run.scenario.papers;
    auto const words = run.random.draw(Purpose::passport_return, people[person].id,
                                       run.scenario.places[people[person].place].id.value());
    auto const lost_word = words[0];
    auto const days_word = words[1];
    if (!arrived || rules.lost_in_use.happens(lost_word)) {
        --run.passports_in_use;
        run.count(Tally::passports_lost, run.is_measured_day() ? 1 : 0);
        return;
    }
    auto const days = pick_between(rules.return_low_days, rules.return_high_days, days_word);
    auto const minute = narrow<Minute>(run.now() + std::max<std::int64_t>(1, days * minutes_per_day));
    run.queue.add({minute, EventKind::passport_comes_back, 0, people[person].id, 0, 0, 0});
}

void passport_comes_back(Run& run)
{
    --run.passports_in_use;
    ++run.passports_for_rent;
    run.count(Tally::passports_returned, run.is_measured_day() ? 1 : 0);
}

void replenish_passports(Run& run)
{
    if ((run.day - run.first_day()) % days_per_month == 0) {
        // More are made where more are asked for than usual, within the bounds of prices.
        auto const& rules = run.scenario.prices;
        double const wanted = std::clamp(1.0 + run.prices.papers.asked.deviation(), rules.lowest.value(), rules.highest.value());
        auto const made = Ratio(rules.papers == Switch::on ? wanted : 1.0).of(run.scenario.papers.new_rentals_per_month);
        run.passports_for_rent += makes_documents(run) ? papers_they_make(run).of(made) : 0;
    }
}

}  // namespace piste
