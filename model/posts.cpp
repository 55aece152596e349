// ODD 7.4 Posts
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace piste {

namespace {

// Payee by force, in the order of Force.
constexpr std::array<Party, 5> payee_of_force{Party::police, Party::gendarmerie, Party::army, Party::customs,
                                              Party::armed_group};
constexpr std::array<std::string_view, 5> force_in_words{"police", "gendarmes", "soldiers", "customs",
                                                         "an armed group"};

std::string_view in_words(PostGroup const& group)
{
    return force_in_words[static_cast<std::size_t>(group.force)];
}

// What one post does to those aboard one vehicle, gathered and entered once.
struct Dealings {
    std::int64_t dealt_with = 0;
    std::int64_t paid = 0;
    // Of the measured cohorts.
    std::int64_t measured = 0;
    std::int64_t measured_haggled = 0;
    std::int64_t measured_paid = 0;
    Collection tolls;
};

void enter_in_books(Run& run, PostGroup const& group, std::size_t position, Dealings const& post)
{
    if (post.dealt_with == 0) {
        return;
    }
    bool const south = group.force != Force::armed_group;
    run.event_at_post(post.dealt_with);
    run.add_to(Variable::post_encounters, position, 0, 0, post.dealt_with);
    run.count(Tally::south_encounters, south ? post.measured : 0);
    run.count(Tally::tolls_haggled, post.measured_haggled);
    run.count(south ? Tally::tolls_paid : Tally::northern_tolls_paid, post.measured_paid);
    run.count_today(south ? Series::tolls_paid_south : Series::tolls_paid_north, post.paid);
    run.add_to(Variable::post_revenue, position, 0, 0, post.tolls.sum_cfa());
    post.tolls.enter(run, payee_of_force[static_cast<std::size_t>(group.force)], south ? Leg::south : Leg::north);
    if (!south) {
        run.groups.take(group.holder, group.link, post.tolls.sum_cfa());
    }
}

// What becomes of a traveller who was stopped.
enum class Passage : std::uint8_t { goes_on, put_off };

std::string const& stretch(Run const& run, PostGroup const& group)
{
    return run.scenario.links[group.link.value()].label;
}

// Whether somebody who knows the right to move is let go for insisting on it.
bool insists_on_rights(Run& run, Slot person, PostGroup const& group, EntityId post)
{
    auto const& who = run.people[person];
    auto const words = run.random.draw_part(Purpose::roadblock_dispute, who.id, post.value(), who.times_put_off, 0);
    auto const rights_word = words[0];
    if (!run.scenario.roadblock.let_go_when_rights_are_known.happens(rights_word)) {
        return false;
    }
    run.count_of(person, Tally::let_go_rights);
    run.tell(person, "insists on the right to move and is let go", stretch(run, group), in_words(group));
    return true;
}

Passage cannot_pay_roadblock(Run& run, Slot person, PostGroup const& group, EntityId post)
{
    auto& who = run.people[person];
    auto const words = run.random.draw_part(Purpose::roadblock_dispute, who.id, post.value(), who.times_put_off, 1);
    auto const poor_word = words[1];
    if (run.scenario.roadblock.let_go_when_poor.happens(poor_word)) {
        run.count_of(person, Tally::let_go_poor);
        run.tell(person, "cannot pay the toll and is let go", stretch(run, group), in_words(group));
        return Passage::goes_on;
    }
    run.count_of(person, Tally::put_off_bus);
    who.times_put_off = narrow<std::uint8_t>(who.times_put_off + 1);
    run.tell(person, "cannot pay the toll and is put off the bus", stretch(run, group), in_words(group));
    return Passage::put_off;
}

// The blocks of those aboard at this post and its neighbour, by position among the passengers.
Words const* blocks_of(Run& run, Vehicle const& bus, Stop const& stop)
{
    auto& meetings = run.meetings;
    if (meetings.pair != stop.pair) {
        meetings.pair = stop.pair;
        meetings.blocks.resize(std::max(meetings.blocks.size(), bus.passengers.size()));
        auto* block = meetings.blocks.data();
        for (auto const person : bus.passengers) {
            // Who was put off a bus meets the same posts again, with other luck.
            auto const& who = run.people[person];
            *block++ = run.random.draw_shared(Purpose::roadblock, who.id, stop.pair.value(), who.times_put_off);
        }
    }
#ifdef PISTE_AUDIT
    for (auto const person : bus.passengers) {
        auto const& who = run.people[person];
        run.random.uses_part(Purpose::roadblock, who.id, stop.pair.value(), who.times_put_off, stop.is_second_of_pair ? 1 : 0);
    }
#endif
    return meetings.blocks.data();
}

// Who of those aboard is stopped, by position. Gathered without a branch before anybody is dealt with: it cannot be predicted, and a
// wrong guess costs as much as the draw.
std::size_t gather_stopped(std::vector<std::uint32_t>& stopped, Words const* blocks, std::size_t aboard,
                           std::size_t word, std::uint64_t threshold)
{
    if (stopped.size() < aboard) {
        stopped.resize(aboard);
    }
    auto* const position = stopped.data();
    std::size_t number = 0;
    for (std::size_t i = 0; i < aboard; ++i) {
        position[number] = static_cast<std::uint32_t>(i);
        number += blocks[i][word] < threshold ? 1U : 0U;
    }
    return number;
}

// State post: those aboard meet it together; each is dealt with alone. Returns the minutes it took.
std::int64_t meet_roadblock(Run& run, Vehicle& bus, Stop const& stop)
{
    auto const& rules = run.scenario.roadblock;
    auto const& group = run.scenario.post_groups[stop.group.value()];
    auto const demand = run.world.demands[stop.group.value()];
    auto const haggles = rules.haggles;
    auto const haggled_share = rules.haggled_share;
    bool const once_a_trip = rules.toll_basis == TollBasis::per_trip;
    auto const* const blocks = blocks_of(run, bus, stop);
    std::size_t const stop_position = stop.is_second_of_pair ? 2 : 0;
    auto const number = gather_stopped(run.meetings.stopped, blocks, bus.passengers.size(), stop_position, stop.stop_threshold);
    auto const* const stopped = run.meetings.stopped.data();
    Dealings post;
    bool anybody_put_off = false;
    for (std::size_t n = 0; n < number; ++n) {
        auto const person = bus.passengers[stopped[n]];
        auto& who = run.people[person];
        if (once_a_trip && run.people.has(person, Trait::toll_settled)) {
            continue;
        }
        auto const haggle_word = blocks[stopped[n]][stop_position + 1];
        std::int64_t const measured = who.cohort != 0 ? 1 : 0;
        ++post.dealt_with;
        post.measured += measured;
        if (run.people.has(person, Trait::knows_rights) && insists_on_rights(run, person, group, stop.id)) {
            continue;
        }
        auto const asked = demand.asked(who);
        bool const does_haggle = haggles.happens(haggle_word);
        auto const lower_price = haggled_share.of(asked);
        auto const price = does_haggle ? lower_price : asked;
        post.measured_haggled += does_haggle ? measured : 0;
        // A post would rather take its least than nothing.
        auto const toll = who.purse_cfa >= price ? price : std::min<Francs>(price, demand.floor_cfa);
        if (who.purse_cfa >= toll) [[likely]] {
            post.tolls.take(who, toll);
            ++post.paid;
            post.measured_paid += measured;
            run.people.set(person, Trait::toll_settled);
            run.tell(person, "pays a toll", stretch(run, group), in_words(group), toll);
        } else if (cannot_pay_roadblock(run, person, group, stop.id) == Passage::put_off) {
            go_to_stand(run, person, bus.itinerary, bus.link_position, run.now() - bus.link_began);
            bus.passengers[stopped[n]] = no_slot;
            anybody_put_off = true;
        }
    }
    enter_in_books(run, group, stop.group.value(), post);
    if (anybody_put_off) {
        std::erase(bus.passengers, no_slot);
        run.meetings.pair = EntityId();  // positions have changed
    }
    return post.dealt_with * rules.minutes_per_traveller;
}

// The passeur pays for a traveller, who will owe it or not.
void pay_for_traveller(Run& run, Slot person, Stop const& stop, Francs toll, Dealings& post)
{
    move_money(run, Party::passeur, Party::armed_group, toll, Leg::north, person);
    auto const& group = run.scenario.post_groups[stop.group.value()];
    run.groups.take(group.holder, group.link, toll);
    run.add_to(Variable::post_revenue, stop.group.value(), 0, 0, toll);
    ++post.paid;
    post.measured_paid += run.people[person].cohort != 0 ? 1 : 0;
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

// Post of an armed group: so much a head, whoever pays; protection by the same holder may exempt the vehicle.
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
    std::size_t kept = 0;
    for (auto const person : truck.passengers) {
        auto& who = run.people[person];
        truck.passengers[kept++] = person;
        if (!is_stopped(run, who, stop)) {
            continue;
        }
        ++post.dealt_with;
        auto const asked = demand.asked(who);
        if (passeur_pays) {
            pay_for_traveller(run, person, stop, asked, post);
        } else if (who.purse_cfa >= asked) {
            post.tolls.take(who, asked);
            ++post.paid;
            post.measured_paid += who.cohort != 0 ? 1 : 0;
            run.tell(person, "pays the droit de passage", stretch(run, group), in_words(group), asked);
        } else if (cannot_pay_armed_group(run, person, stop, asked, post)) {
            --kept;
            left_behind(run, person, minutes_per_day);
        }
    }
    truck.passengers.resize(kept);
    run.minds.of(truck.passeur, truck.itinerary.value()).taken_cfa += post.tolls.sum_cfa();
    enter_in_books(run, group, stop.group.value(), post);
}

void meet(Run& run, Vehicle& vehicle, Stop const& stop)
{
    if (stop.is_ambush) {
        meet_bandits(run, vehicle);
    } else if (stop.is_armed_group) {
        meet_armed_post(run, vehicle, stop);
    } else {
        vehicle.link_began = narrow<Minute>(vehicle.link_began + meet_roadblock(run, vehicle, stop));
    }
}

}  // namespace

// A vehicle follows its stretch to the end of it or of the day, stop by stop. Demands do not change within a day, so travellers'
// meetings are independent of each other, and what must wait for its minute (a stand, a hub) is planned for that minute: the result
// is the one of an event for each stop.
void vehicle_meets_stop(Run& run, Event const& event)
{
    auto& vehicle = run.vehicles[event.slot];
    auto const link = run.scenario.itineraries[vehicle.itinerary.value()].links[vehicle.link_position];
    auto const& stops = run.world.roads[link.value()].stops;
    run.meetings.pair = EntityId();
    auto const midnight = (run.day + 1) * minutes_per_day;
    auto minute = run.now();
    while (minute < midnight) {
        run.clock = minute;
        meet(run, vehicle, stops[vehicle.stop_position]);
        ++vehicle.stop_position;
        if (vehicle.passengers.empty()) {
            run.remove_vehicle(vehicle);
            return;
        }
        if (vehicle.stop_position == stops.size()) {
            break;
        }
        minute = std::max(vehicle.link_began + stops[vehicle.stop_position].offset_minutes, minute + 1);
    }
    plan_next_stop(run, vehicle);
}

}  // namespace piste
