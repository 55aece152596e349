// ODD 7.4 Posts: those of armed groups
#include "model/posts.hpp"

#include "model/answers.hpp"

#include <algorithm>
#include <string_view>

namespace piste {

namespace {

// The passeur pays for a traveller, who will owe it or not.
void pay_for_traveller(Run& run, Slot person, Stop const& stop, Francs toll, Dealings& post)
{
    move_money(run, Party::passeur, Party::armed_group, toll, Leg::north, person);
    auto const& group = run.scenario.post_groups[stop.group.value()];
    run.groups.take(group.holder, group.link, toll);
    run.add_to(Variable::post_revenue, stop.group.value(), 0, 0, toll);
    ++post.of(run.people[person]).paid;
}

// What becomes of somebody of whom an armed group does not get what it asks, as told.
struct Refusal {
    std::string_view told_advance;
    std::string_view told_beaten;
    std::string_view told_left;
};
constexpr Refusal too_poor{"cannot pay; the passeur advances the toll", "cannot pay and is beaten", "cannot pay and is left behind"};
constexpr Refusal unwilling{"does not pay; the passeur advances the toll", "does not pay and is beaten",
                            "does not pay and is left behind"};

enum class Standstill : std::uint8_t { toll_advanced, beaten, left };

// What follows where an armed group does not get what it asks. The passeur advances it, if he may.
Standstill without_toll(Run& run, Slot person, Stop const& stop, Francs toll, bool may_be_advanced, Refusal const& refusal, Dealings& post)
{
    auto const& rules = run.scenario.north;
    auto const& group = run.scenario.post_groups[stop.group.value()];
    auto& who = run.people[person];
    auto const words = run.random.draw_part(Purpose::droit_de_passage, who.id, stop.id.value(), who.trips, 1);
    auto const advance_word = words[1];
    auto const beaten_word = words[2];
    if (may_be_advanced && rules.passeur_advances_toll.happens(advance_word)) {
        pay_for_traveller(run, person, stop, toll, post);
        who.debt_cfa = narrow<Purse>(who.debt_cfa + toll);
        run.count_of(person, Tally::northern_tolls_advanced);
        run.tell(person, refusal.told_advance, stretch(run, group), in_words(group), toll);
        return Standstill::toll_advanced;
    }
    meet_harm(run, person);
    if (rules.beaten_when_poor.happens(beaten_word)) {
        run.count_of(person, Tally::beaten_at_post);
        run.tell(person, refusal.told_beaten, stretch(run, group), in_words(group));
        return Standstill::beaten;
    }
    run.count_of(person, Tally::left_at_post);
    run.tell(person, refusal.told_left, stretch(run, group), in_words(group));
    return Standstill::left;
}

// Whether this armed post deals with a traveller; where it deals with everybody there is nothing to draw.
bool is_stopped(Run const& run, Person const& who, Stop const& stop)
{
    constexpr std::uint64_t everybody = std::uint64_t{1} << 32U;
    if (stop.stop_threshold == everybody) {
        return true;
    }
    auto const words = run.random.draw_part(Purpose::droit_de_passage, who.id, stop.id.value(), who.trips, 0);
    auto const stop_word = words[0];
    return stop_word < stop.stop_threshold;
}

// What one post gets of those aboard one vehicle: out of their purses, or of the passeur's.
class Payments {
public:
    Payments(Run& run, Stop const& stop)
        : by_passeur(run.scenario.truck.toll_payer == TollPayer::passeur), run_(run), stop_(stop)
    {
    }

    void pay(Slot person, Francs toll)
    {
        if (by_passeur) {
            pay_for_traveller(run_, person, stop_, toll, post);
            return;
        }
        auto& who = run_.people[person];
        tolls.take(who, toll);
        ++post.of(who).paid;
        auto const& group = run_.scenario.post_groups[stop_.group.value()];
        run_.tell(person, "pays the droit de passage", stretch(run_, group), in_words(group), toll);
    }

    bool const by_passeur;
    Dealings post;
    Collection tolls;

private:
    Run& run_;
    Stop const& stop_;
};

// So much a head, whoever pays.
class FixedToll {
public:
    FixedToll(Run& run, Stop const& stop) : payments(run, stop), run_(run), stop_(stop), demand_(run.world.demands[stop.group.value()]) {}

    // False if left behind.
    bool deal_with(Slot person)
    {
        auto& who = run_.people[person];
        if (!is_stopped(run_, who, stop_)) {
            return true;
        }
        ++payments.post.of(who).dealt_with;
        auto const asked = demand_.asked(who);
        if (!payments.by_passeur && who.purse_cfa < asked) {
            run_.count_of(person, Tally::ran_out_of_money_north);
            return without_toll(run_, person, stop_, asked, true, too_poor, payments.post) != Standstill::left;
        }
        payments.pay(person, asked);
        return true;
    }

    Payments payments;

private:
    Run& run_;
    Stop const& stop_;
    Demand demand_;
};

// A learned toll: asked by what shows of who stands there, limited by what whoever pays would rather give than be held up.
class LearnedToll {
public:
    LearnedToll(Run& run, Vehicle const& truck, Stop const& stop)
        : payments(run, stop), run_(run), stop_(stop), group_(run.scenario.post_groups[stop.group.value()]),
          ahead_(run.armed_prices.ahead_at(truck.itinerary.value(), truck.link_position, truck.stop_position)),
          tariff_(run.armed_prices.tariffs[ahead_.tariff]), looks_(run.post_prices.looks),
          share_(run.scenario.extraction.armed_reservation_share.value()),
          let_go_share_(run.scenario.extraction.armed_let_go_for_less.value()),
          trial_(static_cast<std::uint32_t>(truck.trials >> (ahead_.tariff % 64U))),
          asks_(run.row_of(Variable::post_asks, stop.group.value())), asked_cfa_(run.row_of(Variable::post_asked, stop.group.value())),
          blocks_(blocks_of(run, truck, stop))
    {
    }

    // False if left behind. Of everybody aboard, in order.
    bool deal_with(Slot person)
    {
        auto& who = run_.people[person];
        auto const budget = payments.by_passeur ? std::max<Francs>(0, expected_profit(run_, person)) : Francs{who.purse_cfa};
        carried_cfa_ += budget;
        run_.random.uses_part(Purpose::droit_de_passage, who.id, stop_.id.value(), who.trips, 0);
        auto const& words = *blocks_++;
        auto const stop_word = words[0];
        auto const reservation_word = words[3];
        if (stop_word >= stop_.stop_threshold) {
            return true;
        }
        std::int64_t const measured = who.cohort != 0 ? 1 : 0;
        ++payments.post.of(who).dealt_with;
        auto const standing = standing_by_origin(who);
        auto const means = looks_.means_class_of(looks_.at_hand_cfa(who));
        auto& offer = tariff_.of(visible_class(means, standing, ahead_.stake_class));
        auto const trial = (trial_ ^ who.id) & 1U;  // in turn, so that both prices are tried aboard each vehicle
        Francs const asked = offer.ask_cfa[trial];
        asks_[means] += measured;
        asked_cfa_[means] += measured * asked;
        auto const free_cfa = ahead_.free_share * static_cast<double>(budget);
        Answers const answers(share_ * (free_cfa + looks_.stake_weight * ahead_.sunk_cfa), open_uniform(reservation_word));
        auto const given = settle(person, asked, budget, answers);
        offer.note(trial, std::max<Francs>(given, 0));
        given_cfa_ += std::max<Francs>(given, 0);
        return given != left;
    }
    // What is told of the post afterwards.
    void tell_of_post()
    {
        auto& told = run_.armed_prices.posts[stop_.roster];
        told.given_cfa += given_cfa_;
        told.carried_cfa += carried_cfa_;
    }

    Payments payments;

private:
    static constexpr Francs left = -1;

    // Of everybody aboard at this post, drawn at once.
    static Words const* blocks_of(Run& run, Vehicle const& truck, Stop const& stop)
    {
        auto const blocks = room_in(run.meetings.blocks_at_armed_post, truck.passengers.size());
        auto* block = blocks.data();
        for (auto const person : truck.passengers) {
            auto const& who = run.people[person];
            *block++ = run.random.address_of(Purpose::droit_de_passage, who.id, stop.id.value(), who.trips);
        }
        run.random.draw_blocks(blocks);
        return blocks.data();
    }

    // What was given; `left` if the person was left behind.
    Francs settle(Slot person, Francs asked, Francs budget, Answers const& answers)
    {
        bool const is_short = budget < asked;
        if (!is_short && answers.would_give(asked)) {
            payments.pay(person, asked);
            return asked;
        }
        // Rather less than nothing, of most: of those who would give more first.
        if (answers.is_among_first(let_go_share_, asked)) {
            auto const floor = run_.scenario.extraction.armed_least_share.of(group_.toll_floor_cfa);
            auto const less = std::min({floor, asked, budget});
            payments.pay(person, less);
            return less;
        }
        if (is_short && !payments.by_passeur) {
            run_.count_of(person, Tally::ran_out_of_money_north);
        }
        bool const is_worth_it = !payments.by_passeur && asked <= expected_profit(run_, person);
        auto const end = without_toll(run_, person, stop_, asked, is_worth_it, is_short ? too_poor : unwilling, payments.post);
        return end == Standstill::toll_advanced ? asked : end == Standstill::left ? left : 0;
    }

    Run& run_;
    Stop const& stop_;
    PostGroup const& group_;
    ArmedPostAhead const& ahead_;
    Tariff& tariff_;
    Looks const& looks_;
    double share_;
    double let_go_share_;
    std::uint32_t trial_;
    std::int64_t* asks_;     // of the group of posts, measured cohorts, by apparent means
    Francs* asked_cfa_;
    Words const* blocks_;    // of those who are still to be dealt with
    Francs given_cfa_ = 0;
    Francs carried_cfa_ = 0;
};

// Whether the group that holds this post has been paid for the vehicle's protection and exempts it.
bool is_exempt(Run const& run, Vehicle const& truck, PostGroup const& group)
{
    return truck.protector == group.holder && !group.holder.is_none() &&
           run.scenario.truck.protection_reach == ProtectionReach::own_posts_exempt;
}

void spare(Run& run, Vehicle const& truck, Stop const& stop)
{
    Francs carried = 0;
    for (auto const person : truck.passengers) {
        run.count_of(person, Tally::northern_tolls_spared_by_protection);
        carried += run.people[person].purse_cfa;
    }
    run.armed_prices.posts[stop.roster].carried_cfa += carried;
}

template <class Toll>
void take_tolls(Run& run, Vehicle& truck, Stop const& stop, Toll& toll)
{
    std::size_t kept = 0;
    for (auto const person : truck.passengers) {
        if (toll.deal_with(person)) {
            truck.passengers[kept++] = person;
        } else {
            left_behind(run, person, minutes_per_day);
        }
    }
    truck.passengers.resize(kept);
    run.minds.of(truck.passeur, truck.itinerary.value()).taken_cfa += toll.payments.tolls.sum_cfa();
    enter_takings(run, stop.group.value(), stop.is_north ? Leg::north : Leg::south, toll.payments.post.dealt_with(), toll.payments.tolls);
    count_dealings(run, !stop.is_north, toll.payments.post);
}

}  // namespace

void meet_armed_post(Run& run, Vehicle& truck, Stop const& stop)
{
    if (run.groups.is_manned[stop.roster] == 0) {
        return;
    }
    if (is_exempt(run, truck, run.scenario.post_groups[stop.group.value()])) {
        spare(run, truck, stop);
        return;
    }
    if (!run.armed_prices.learn) {
        FixedToll toll(run, stop);
        take_tolls(run, truck, stop, toll);
        return;
    }
    if (run.armed_prices.jointly && truck.tolls_settled) {
        return;
    }
    truck.tolls_settled = true;
    LearnedToll toll(run, truck, stop);
    take_tolls(run, truck, stop, toll);
    toll.tell_of_post();
}

}  // namespace piste
