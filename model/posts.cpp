// ODD 7.4 Posts
#include "model/posts.hpp"

#include "model/extraction_bargain.hpp"

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

// What becomes of a traveller who was stopped.
enum class Passage : std::uint8_t { goes_on, put_off };

// Who was put off a bus, or goes north again, meets the same posts with other luck.
std::uint8_t occasion_at(Stop const& stop, Person const& who)
{
    return stop.is_north ? who.trips : who.times_put_off;
}

// Whether somebody who knows the right to move is let go for insisting on it.
bool insists_on_rights(Run& run, Slot person, PostGroup const& group, Stop const& stop)
{
    auto const& who = run.people[person];
    auto const words = run.random.draw_part(Purpose::roadblock_dispute, who.id, stop.id.value(), occasion_at(stop, who), 0);
    auto const rights_word = words[0];
    if (!run.scenario.roadblock.let_go_when_rights_are_known.happens(rights_word)) {
        return false;
    }
    run.count_of(person, Tally::let_go_rights);
    run.tell(person, "insists on the right to move and is let go", stretch(run, group), in_words(group));
    return true;
}

// What becomes of somebody of whom a post gets nothing, as told.
struct Refusal {
    Tally let_go;
    std::string_view told_let_go;
    std::string_view told_put_off;
    std::string_view told_left;
};
constexpr Refusal too_poor{Tally::let_go_poor, "cannot pay the toll and is let go", "cannot pay the toll and is put off the bus",
                           "cannot pay the toll and is left behind"};
constexpr Refusal unwilling{Tally::let_go_refused, "refuses the toll and is let go", "refuses the toll and is put off the bus",
                            "refuses the toll and is left behind"};

Passage without_toll(Run& run, Slot person, Stop const& stop, Refusal const& refusal, bool is_let_go)
{
    auto const& group = run.scenario.post_groups[stop.group.value()];
    if (is_let_go) {
        run.count_of(person, refusal.let_go);
        run.tell(person, refusal.told_let_go, stretch(run, group), in_words(group));
        return Passage::goes_on;
    }
    if (stop.is_north) {
        run.count_of(person, Tally::left_at_post);
        run.tell(person, refusal.told_left, stretch(run, group), in_words(group));
        return Passage::put_off;
    }
    auto& who = run.people[person];
    run.count_of(person, Tally::put_off_bus);
    who.times_put_off = narrow<std::uint8_t>(who.times_put_off + 1);
    run.tell(person, refusal.told_put_off, stretch(run, group), in_words(group));
    return Passage::put_off;
}

Passage cannot_pay_roadblock(Run& run, Slot person, Stop const& stop)
{
    auto const& who = run.people[person];
    auto const words = run.random.draw_part(Purpose::roadblock_dispute, who.id, stop.id.value(), occasion_at(stop, who), 1);
    auto const poor_word = words[1];
    return without_toll(run, person, stop, too_poor, run.scenario.roadblock.let_go_when_poor.happens(poor_word));
}

// The blocks of those aboard at this post and its three neighbours, by position among the passengers.
Words const* blocks_of(Run& run, Vehicle const& bus, Stop const& stop)
{
    auto& meetings = run.meetings;
    if (meetings.four != stop.four) {
        meetings.four = stop.four;
        meetings.blocks.resize(std::max(meetings.blocks.size(), bus.passengers.size()));
        auto* block = meetings.blocks.data();
        for (auto const person : bus.passengers) {
            auto const& who = run.people[person];
            *block++ = run.random.draw_shared(Purpose::roadblock, who.id, stop.four.value(), occasion_at(stop, who));
        }
    }
#ifdef PISTE_AUDIT
    for (auto const person : bus.passengers) {
        auto const& who = run.people[person];
        run.random.uses_part(Purpose::roadblock, who.id, stop.four.value(), occasion_at(stop, who), stop.position_in_four);
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

// What is the same for all aboard a vehicle at one post.
struct Here {
    PostGroup const& group;
    Tariff& tariff;
    Hearsay& heard;
    std::int64_t* asks;               // of the group of posts, measured cohorts, by apparent means
    Francs* asked_cfa;
    ByStanding free_share{};          // of what is at hand, that need not be kept for the posts ahead; by papers shown
    double sunk_cfa = 0.0;
    std::size_t stake_class = 0;
    std::uint32_t haggles_below = 0;  // of 2048
};

// One traveller whom a state post deals with. Asked by what shows; gives, haggles, or does not give.
Passage settle(Run& run, Slot person, Stop const& stop, Here const& here, Luck const& luck, Dealings& post)
{
    auto& who = run.people[person];
    auto const& scenario = run.scenario;
    auto const& looks = run.post_prices.looks;
    auto const standing = looks.standing_of(who);
    auto const at_hand = looks.at_hand_cfa(who);
    auto const means = looks.means_class_of(at_hand);
    auto& offer = here.tariff.classes[visible_class(means, standing, here.stake_class)];
    auto const papers = static_cast<std::size_t>(standing);
    auto const median = looks.median_reservation_cfa(at_hand * here.free_share[papers], here.sunk_cfa, standing);
    Bargain const bargain{offer.ask_cfa[luck.trial], median, luck.reservation};
    here.heard.at_hand_cfa[papers] += at_hand;
    std::int64_t const measured = who.cohort != 0 ? 1 : 0;
    here.asks[means] += measured;
    here.asked_cfa[means] += measured * bargain.asked_cfa;
    auto price = bargain.asked_cfa;
    if (!bargain.accepts(price)) {
        if (luck.haggle < here.haggles_below) {
            price = scenario.roadblock.haggled_share.of(price);
            post.measured_haggled += measured;
        }
        if (price == bargain.asked_cfa || !bargain.accepts(price)) {
            offer.note(luck.trial, 0);
            bool const is_let_go = bargain.is_let_go(price, scenario.extraction.let_go_when_refusing.value());
            return without_toll(run, person, stop, unwilling, is_let_go);
        }
    }
    // A post would rather take its least than nothing.
    auto const toll = who.purse_cfa >= price ? price : std::min<Francs>(price, here.group.toll_floor_cfa);
    if (who.purse_cfa < toll) {
        offer.note(luck.trial, 0);
        return cannot_pay_roadblock(run, person, stop);
    }
    offer.note(luck.trial, toll);
    here.heard.given_cfa[papers] += static_cast<double>(toll);
    post.tolls.take(who, toll);
    who.amount += static_cast<std::uint32_t>(toll);
    ++post.paid;
    post.measured_paid += measured;
    run.people.set(person, Trait::toll_settled);
    run.tell(person, "pays a toll", stretch(run, here.group), in_words(here.group), toll);
    return Passage::goes_on;
}

// Where those go whom a post does not let go on: to the bus stand that they came from, or in the north to the second hub, in a day.
void leave_there(Run& run, Slot person, Vehicle const& vehicle, Stop const& stop)
{
    if (stop.is_north) {
        left_behind(run, person, minutes_per_day);
    } else {
        go_to_stand(run, person, vehicle.itinerary, vehicle.link_position, run.now() - vehicle.link_began);
    }
}

// State post: those aboard meet it together; each is dealt with alone. Returns the minutes it took.
std::int64_t meet_roadblock(Run& run, Vehicle& vehicle, Stop const& stop)
{
    auto& prices = run.post_prices;
    if (prices.is_manned[stop.post] == 0) {
        return 0;
    }
    auto const& rules = run.scenario.roadblock;
    auto const& group = run.scenario.post_groups[stop.group.value()];
    bool const once_a_trip = prices.jointly || rules.toll_basis == TollBasis::per_trip;
    auto const sunk = price_of_way_behind_cfa(run, vehicle, stop);
    Here const here{.group = group,
                    .tariff = prices.tariff_of(stop.post),
                    .heard = prices.hearsay[stop.post],
                    .asks = run.row_of(Variable::post_asks, stop.group.value()),
                    .asked_cfa = run.row_of(Variable::post_asked, stop.group.value()),
                    .free_share = free_of_posts_ahead(run, vehicle, stop, once_a_trip),
                    .sunk_cfa = sunk,
                    .stake_class = prices.looks.stake_class_of(sunk),
                    .haggles_below = static_cast<std::uint32_t>(rules.haggles.threshold() >> 21U)};
    auto const* const blocks = blocks_of(run, vehicle, stop);
    auto const number =
        gather_stopped(run.meetings.stopped, blocks, vehicle.passengers.size(), stop.position_in_four, stop.stop_threshold);
    auto const* const stopped = run.meetings.stopped.data();
    Dealings post;
    bool anybody_put_off = false;
    for (std::size_t n = 0; n < number; ++n) {
        auto const person = vehicle.passengers[stopped[n]];
        if (once_a_trip && run.people.has(person, Trait::toll_settled)) {
            continue;
        }
        if (prices.jointly) {
            run.people.set(person, Trait::toll_settled);   // one price, asked once, whatever the answer
        }
        ++post.dealt_with;
        post.measured += run.people[person].cohort != 0 ? 1 : 0;
        if (run.people.has(person, Trait::knows_rights) && insists_on_rights(run, person, group, stop)) {
            continue;
        }
        Luck const luck(blocks[stopped[n]][stop.position_in_four], stop.stop_scale);
        if (settle(run, person, stop, here, luck, post) == Passage::put_off) {
            leave_there(run, person, vehicle, stop);
            vehicle.passengers[stopped[n]] = no_slot;
            anybody_put_off = true;
        }
    }
    enter_in_books(run, group, stop.group.value(), post);
    if (stop.is_north) {
        run.minds.of(vehicle.passeur, vehicle.itinerary.value()).taken_cfa += post.tolls.sum_cfa();
    }
    if (anybody_put_off) {
        std::erase(vehicle.passengers, no_slot);
        run.meetings.four = EntityId();  // positions have changed
    }
    return post.dealt_with * rules.minutes_per_traveller;
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

std::string_view in_words(PostGroup const& group)
{
    return force_in_words[static_cast<std::size_t>(group.force)];
}

std::string const& stretch(Run const& run, PostGroup const& group)
{
    return run.scenario.links[group.link.value()].label;
}

void enter_in_books(Run& run, PostGroup const& group, std::size_t position, Dealings const& post)
{
    if (post.dealt_with == 0) {
        return;
    }
    bool const south = run.scenario.links[group.link.value()].leg == Leg::south;
    run.event_at_post(post.dealt_with);
    run.add_to(Variable::post_encounters, position, 0, 0, post.dealt_with);
    run.count(Tally::south_encounters, south ? post.measured : 0);
    run.count(Tally::tolls_haggled, post.measured_haggled);
    run.count(south ? Tally::tolls_paid : Tally::northern_tolls_paid, post.measured_paid);
    run.count_today(south ? Series::tolls_paid_south : Series::tolls_paid_north, post.paid);
    run.add_to(Variable::post_revenue, position, 0, 0, post.tolls.sum_cfa());
    post.tolls.enter(run, payee_of_force[static_cast<std::size_t>(group.force)], south ? Leg::south : Leg::north);
    if (group.force == Force::armed_group) {
        run.groups.take(group.holder, group.link, post.tolls.sum_cfa());
        return;
    }
    run.post_prices.takings_of_group_cfa[position] += post.tolls.sum_cfa();
}

// A vehicle follows its stretch to the end of it or of the day, stop by stop. Demands do not change within a day, so travellers'
// meetings are independent of each other, and what must wait for its minute (a stand, a hub) is planned for that minute: the result
// is the one of an event for each stop.
void vehicle_meets_stop(Run& run, Event const& event)
{
    auto& vehicle = run.vehicles[event.slot];
    auto const link = run.scenario.itineraries[vehicle.itinerary.value()].links[vehicle.link_position];
    auto const& stops = run.world.roads[link.value()].stops;
    run.meetings.four = EntityId();
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
