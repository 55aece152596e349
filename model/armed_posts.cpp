// ODD 7.4 Posts: those of armed groups
#include "model/posts.hpp"

namespace piste {

namespace {

// The passeur pays for a traveller, who will owe it or not.
void pay_for_traveller(Run& run, Slot person, Stop const& stop, Francs toll, Dealings& post)
{
    move_money(run, Party::passeur, Party::armed_group, toll, Leg::north, person);
    auto const& group = run.scenario.post_groups[stop.group.value()];
    run.groups.take(group.holder, group.link, toll);
    run.add_to(Variable::post_revenue, stop.group.value(), 0, 0, toll);
    post.add({.paid = 1}, run.people[person].cohort != 0);
}

// What becomes of somebody who cannot pay an armed group: true if left behind.
bool cannot_pay_armed_group(Run& run, Slot person, Stop const& stop, Francs toll, Dealings& post)
{
    auto const& rules = run.scenario.north;
    auto const& group = run.scenario.post_groups[stop.group.value()];
    auto& who = run.people[person];
    auto const words = run.random.draw_part(Purpose::droit_de_passage, who.id, stop.id.value(), who.trips, 1);
    auto const advance_word = words[1];
    auto const beaten_word = words[2];
    run.count_of(person, Tally::ran_out_of_money_north);
    if (rules.passeur_advances_toll.happens(advance_word)) {
        pay_for_traveller(run, person, stop, toll, post);
        who.debt_cfa = narrow<Purse>(who.debt_cfa + toll);
        run.count_of(person, Tally::northern_tolls_advanced);
        run.tell(person, "cannot pay; the passeur advances the toll", stretch(run, group), in_words(group), toll);
        return false;
    }
    meet_harm(run, person);
    if (rules.beaten_when_poor.happens(beaten_word)) {
        run.count_of(person, Tally::beaten_at_post);
        run.tell(person, "cannot pay and is beaten", stretch(run, group), in_words(group));
        return false;
    }
    run.count_of(person, Tally::left_at_post);
    run.tell(person, "cannot pay and is left behind", stretch(run, group), in_words(group));
    return true;
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

}  // namespace

void meet_armed_post(Run& run, Vehicle& truck, Stop const& stop)
{
    auto const& scenario = run.scenario;
    auto const& group = scenario.post_groups[stop.group.value()];
    if (run.groups.is_manned[stop.roster] == 0) {
        return;
    }
    if (truck.protector == group.holder && !group.holder.is_none() &&
        scenario.truck.protection_reach == ProtectionReach::own_posts_exempt) {
        for (auto const person : truck.passengers) {
            run.count_of(person, Tally::northern_tolls_spared_by_protection);
        }
        return;
    }
    auto const demand = run.world.demands[stop.group.value()];
    bool const passeur_pays = scenario.truck.toll_payer == TollPayer::passeur;
    Dealings post;
    Collection tolls;
    std::size_t kept = 0;
    for (auto const person : truck.passengers) {
        auto& who = run.people[person];
        truck.passengers[kept++] = person;
        if (!is_stopped(run, who, stop)) {
            continue;
        }
        post.add({.dealt_with = 1}, who.cohort != 0);
        auto const asked = demand.asked(who);
        if (passeur_pays) {
            pay_for_traveller(run, person, stop, asked, post);
        } else if (who.purse_cfa >= asked) {
            tolls.take(who, asked);
            post.add({.paid = 1}, who.cohort != 0);
            run.tell(person, "pays the droit de passage", stretch(run, group), in_words(group), asked);
        } else if (cannot_pay_armed_group(run, person, stop, asked, post)) {
            --kept;
            left_behind(run, person, minutes_per_day);
        }
    }
    truck.passengers.resize(kept);
    run.minds.of(truck.passeur, truck.itinerary.value()).taken_cfa += tolls.sum_cfa();
    enter_takings(run, stop.group.value(), stop.is_north ? Leg::north : Leg::south, post.all.dealt_with, tolls);
    count_dealings(run, !stop.is_north, post);
}

}  // namespace piste
