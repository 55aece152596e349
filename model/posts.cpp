// ODD 7.4 Posts
#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>
#include <array>
#include <span>

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

// The block of one traveller's meeting with a post on this trip: who was put off a bus meets the same posts again, with other luck.
Words meeting(Run const& run, Slot person, Purpose purpose, Stop const& stop)
{
    auto const& who = run.people[person];
    return run.random.draw(purpose, who.id, stop.id.value(), stop.is_armed_group ? who.trips : who.times_put_off);
}

void pay_at_post(Run& run, Slot person, PostGroup const& group, std::size_t group_position, Party payer, Francs toll)
{
    bool const south = group.force != Force::armed_group;
    move_money(run, payer, payee_of_force[static_cast<std::size_t>(group.force)], toll,
               south ? Leg::south : Leg::north, person);
    run.add_to(Variable::post_revenue, group_position, 0, 0, toll);
    run.count_of(person, south ? Tally::tolls_paid : Tally::northern_tolls_paid);
    run.count_today(south ? Series::tolls_paid_south : Series::tolls_paid_north);
}

// What becomes of a traveller who was stopped.
enum class Passage : std::uint8_t { goes_on, put_off };

Passage settle_at_roadblock(Run& run, Slot person, Stop const& stop, Words const& words)
{
    auto const rights_word = words[1];
    auto const haggle_word = words[2];
    auto const poor_word = words[3];
    auto& people = run.people;
    auto const& rules = run.scenario.roadblock;
    auto const& group = run.scenario.post_groups[stop.group.value()];
    auto const& where = run.scenario.links[group.link.value()].label;
    run.event_at_post();
    run.count_of(person, Tally::south_encounters);
    run.add_to(Variable::post_encounters, stop.group.value());
    if (people.has(person, Trait::knows_rights) && rules.let_go_when_rights_are_known.happens(rights_word)) {
        run.count_of(person, Tally::let_go_rights);
        run.tell(person, "insists on the right to move and is let go", where, in_words(group));
        return Passage::goes_on;
    }
    bool const malian = people.has_malian_passport(person);
    auto const purse = people[person].purse_cfa;
    auto price = asked_at_post(run.scenario, group, purse, malian, malian || people.has(person, Trait::has_papers));
    bool const haggles = rules.haggles.happens(haggle_word);
    auto const lower_price = rules.haggled_share.of(price);
    price = haggles ? lower_price : price;
    run.count_of(person, Tally::tolls_haggled, haggles ? 1 : 0);
    // A post would rather take its least than nothing.
    auto const least = std::min<Francs>(price, group.toll_floor_cfa);
    auto const toll = purse >= price ? price : least;
    if (purse >= toll) {
        pay_at_post(run, person, group, stop.group.value(), Party::migrant, toll);
        people.set(person, Trait::toll_settled);
        run.tell(person, "pays a toll", where, in_words(group), toll);
        return Passage::goes_on;
    }
    if (rules.let_go_when_poor.happens(poor_word)) {
        run.count_of(person, Tally::let_go_poor);
        run.tell(person, "cannot pay the toll and is let go", where, in_words(group));
        return Passage::goes_on;
    }
    run.count_of(person, Tally::put_off_bus);
    people[person].times_put_off = narrow<std::uint8_t>(people[person].times_put_off + 1);
    run.tell(person, "cannot pay the toll and is put off the bus", where, in_words(group));
    return Passage::put_off;
}

// Who of a few travellers is stopped, with their blocks. Drawn before anybody is dealt with and gathered without a branch: whether
// somebody is stopped cannot be predicted, and a wrong guess costs as much as the draw.
struct Stopped {
    static constexpr std::size_t most = 16;
    std::array<Words, most> words;
    std::array<std::uint8_t, most> position;
    std::size_t number = 0;
};

void gather_stopped(Run const& run, std::span<Slot const> travellers, Purpose purpose, Stop const& stop, Stopped& stopped)
{
    stopped.number = 0;
    for (std::size_t i = 0; i < travellers.size(); ++i) {
        auto const words = meeting(run, travellers[i], purpose, stop);
        auto const stop_word = words[0];
        stopped.words[stopped.number] = words;
        stopped.position[stopped.number] = static_cast<std::uint8_t>(i);
        stopped.number += stop_word < stop.stop_threshold ? 1U : 0U;
    }
}

// State post: those aboard meet it together; each is dealt with alone. Returns the minutes it took.
std::int64_t meet_roadblock(Run& run, Vehicle& bus, Stop const& stop)
{
    auto const& rules = run.scenario.roadblock;
    bool const once_a_trip = rules.toll_basis == TollBasis::per_trip;
    std::int64_t dealt_with = 0;
    bool anybody_put_off = false;
    std::span<Slot> const aboard(bus.passengers);
    Stopped stopped;
    for (std::size_t first = 0; first < aboard.size(); first += Stopped::most) {
        auto const some = aboard.subspan(first, std::min(Stopped::most, aboard.size() - first));
        gather_stopped(run, some, Purpose::roadblock, stop, stopped);
        for (std::size_t i = 0; i < stopped.number; ++i) {
            auto& person = some[stopped.position[i]];
            if (once_a_trip && run.people.has(person, Trait::toll_settled)) {
                continue;
            }
            ++dealt_with;
            if (settle_at_roadblock(run, person, stop, stopped.words[i]) == Passage::put_off) {
                go_to_stand(run, person, bus.itinerary, bus.link_position, run.now() - bus.link_began);
                person = no_slot;
                anybody_put_off = true;
            }
        }
    }
    if (anybody_put_off) {
        std::erase(bus.passengers, no_slot);
    }
    return dealt_with * rules.minutes_per_traveller;
}

void cannot_pay_armed_group(Run& run, Slot person, Stop const& stop, Francs toll, Words const& words, bool& left)
{
    auto const advance_word = words[1];
    auto const beaten_word = words[2];
    auto const& rules = run.scenario.north;
    auto const& group = run.scenario.post_groups[stop.group.value()];
    auto const& where = run.scenario.links[group.link.value()].label;
    run.count_of(person, Tally::ran_out_of_money_north);
    if (rules.passeur_advances_toll.happens(advance_word)) {
        pay_at_post(run, person, group, stop.group.value(), Party::passeur, toll);
        run.people[person].debt_cfa = narrow<Purse>(run.people[person].debt_cfa + toll);
        run.count_of(person, Tally::northern_tolls_advanced);
        run.tell(person, "cannot pay; the passeur advances the toll", where, in_words(group), toll);
        return;
    }
    meet_harm(run, person);
    if (rules.beaten_when_poor.happens(beaten_word)) {
        run.count_of(person, Tally::beaten_at_post);
        run.tell(person, "cannot pay and is beaten", where, in_words(group));
        return;
    }
    run.count_of(person, Tally::left_at_post);
    run.tell(person, "cannot pay and is left behind", where, in_words(group));
    left = true;
}

// Post of an armed group: so much a head, whoever pays; protection by the same holder may exempt the vehicle.
void meet_armed_post(Run& run, Vehicle& truck, Stop const& stop)
{
    auto const& scenario = run.scenario;
    auto const& group = scenario.post_groups[stop.group.value()];
    if (truck.protector == group.holder && !group.holder.is_none() &&
        scenario.truck.protection_reach == ProtectionReach::own_posts_exempt) {
        for (auto const person : truck.passengers) {
            run.count_of(person, Tally::northern_tolls_spared_by_protection);
        }
        return;
    }
    std::size_t kept = 0;
    for (auto const person : truck.passengers) {
        auto const words = meeting(run, person, Purpose::droit_de_passage, stop);
        auto const stop_word = words[0];
        truck.passengers[kept++] = person;
        if (!group.stop.happens(stop_word)) {
            continue;
        }
        run.event_at_post();
        run.add_to(Variable::post_encounters, stop.group.value());
        auto const purse = run.people[person].purse_cfa;
        auto const asked = asked_at_post(scenario, group, purse, run.people.has(person, Trait::malian), true);
        if (scenario.truck.toll_payer == TollPayer::passeur) {
            pay_at_post(run, person, group, stop.group.value(), Party::passeur, asked);
        } else if (purse >= asked) {
            pay_at_post(run, person, group, stop.group.value(), Party::migrant, asked);
            run.tell(person, "pays the droit de passage", scenario.links[group.link.value()].label, in_words(group),
                     asked);
        } else {
            bool left = false;
            cannot_pay_armed_group(run, person, stop, asked, words, left);
            if (left) {
                --kept;
                left_behind(run, person, minutes_per_day);
            }
        }
    }
    truck.passengers.resize(kept);
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

Francs asked_at_post(Scenario const& scenario, PostGroup const& group, Francs purse_cfa, bool malian, bool documented)
{
    auto const& rules = scenario.roadblock;
    auto const visible = rules.visible_share.of(purse_cfa);
    Francs const floor = group.toll_floor_cfa;
    Francs const cap = group.toll_cap_cfa;
    auto ask = std::min(std::max(rules.apparent_means_share.of(visible), floor), cap);
    if (group.force == Force::armed_group) {
        return malian ? scenario.north.malian_factor.of(ask) : ask;
    }
    auto const undocumented_ask = rules.undocumented_factor.of(ask);
    ask = documented ? ask : undocumented_ask;
    auto const malian_ask = rules.malian_factor.of(ask);
    ask = malian ? malian_ask : ask;
    return std::min(ask, cap);
}

// A vehicle follows its stretch to the end of it or of the day, stop by stop. Demands do not change within a day, so travellers'
// meetings are independent of each other, and what must wait for its minute (a stand, a hub) is planned for that minute: the result
// is the one of an event for each stop.
void vehicle_meets_stop(Run& run, Event const& event)
{
    auto& vehicle = run.vehicles[event.slot];
    auto const link = run.scenario.itineraries[vehicle.itinerary.value()].links[vehicle.link_position];
    auto const& stops = run.world.roads[link.value()].stops;
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
