// The submodels, in the order of section 7 of docs/odd.md. Each is a free function of a run; each file names its section.
#pragma once

#include "model/run.hpp"

namespace piste {

// 7.1 Departures (departures.cpp). Who thinks of leaving today, which corridor they choose, and with what they set out.
void admit_candidates(Run& run);

// 7.2 News (news.cpp, beliefs.cpp). At the day boundary, weekly: what is now believed of risk and cost, from tales of some weeks ago,
// and what share of each nationality's candidates chooses Mali.
void hear_news(Run& run);
// Notes that this person met harm or was turned back; once a trip north, the way is told to be one that harms.
void meet_harm(Run& run, Slot person);
// The journey is told of, or not: by the family, when a ransom is asked; by the person, turned back; at its end.
void tell_of_captivity(Run& run, Slot person);
void tell_of_refusal(Run& run, Slot person);
void tell_of_journey(Run& run, Slot person, Fate fate);

// 7.3 Buses (buses.cpp).
void wait_for_bus(Run& run, Slot person, Index<Itinerary> itinerary, std::uint16_t link_position);
void bus_leaves(Run& run, Event const& event);
// Comes to a bus stand `after` minutes from now, at least 1.
void go_to_stand(Run& run, Slot person, Index<Itinerary> itinerary, std::uint16_t link_position, std::int64_t after);
void ready_to_board(Run& run, Event const& event);
// The fare from one position of an itinerary to another (exclusive), by one firm.
[[nodiscard]] Francs bus_fare(Scenario const& scenario, Itinerary const& itinerary, std::size_t from, std::size_t to,
                              BusFirm const& firm);
// What a ticket costs that is bought at this position: to Bamako for those without a through ticket, else to the end. During a run these
// are at hand (Prices::tickets).
[[nodiscard]] Francs ticket_price(Scenario const& scenario, Itinerary const& itinerary, std::size_t from, bool through,
                                  BusFirm const& firm);

// 7.3 The road (road.cpp): how buses and trucks follow their itineraries. The vehicle may be gone afterwards, if nobody is aboard any more.
void enter_link(Run& run, Vehicle& vehicle);
void vehicle_meets_stop(Run& run, Event const& event);
void vehicle_reaches_place(Run& run, Event const& event);

// 7.4 Posts (posts.cpp): state roadblocks in the south, and armed groups' posts in the north.
// What a vehicle meets at its next stop: a post, or bandits.
void meet_stop(Run& run, Vehicle& vehicle);
// At the end of a week: travellers hear what posts take, and posts move their asks by what it brought.
void learn_at_posts(Run& run);

// 7.5 The gate of the main hub (gate.cpp).
void meet_gate(Run& run, Slot person);
void cell_door_opens(Run& run, Event const& event);

// 7.6 Papers (papers.cpp).
void choose_papers(Run& run, Slot person, Francs needed_on_the_way_cfa);
// For rent now: none while nobody makes documents.
[[nodiscard]] std::int64_t passports_on_offer(Run const& run);
void give_back_passport(Run& run, Slot person, bool arrived);
void passport_comes_back(Run& run);
void replenish_passports(Run& run);

// 7.7 Hubs: ghettos, work, family, the way on (hubs.cpp, way_on.cpp), and what smugglers ask (prices.cpp).
// At the beginning of a day: what is counted for prices; of a week: new prices.
void set_prices(Run& run);
// What firms ask and tickets cost, and what passeurs ask, by the factors and conditions in force: whenever one of them changes.
void print_tickets(Prices& prices, World const& world);
void ask_fares(Prices& prices, World const& world);
// To whom cokseurs send those who ask them: by how many clients each passeur has had. Others have theirs from countrymen, all alike.
// Without cokseurs nothing changes.
void refer(Run& run);
// Looks back over some weeks; in the second half of the warm-up learns what is usual.
void watch(Run const& run, Watched& watched, double this_week);
// By which firm newcomers travel, cumulative.
[[nodiscard]] Chooser const& chooses_bus_firm(Run const& run);
// What one passeur asks of who sets out for the first time.
[[nodiscard]] inline Francs fare_of_passeur(Run const& run, std::size_t passeur) { return run.prices.passeurs[passeur].fare_cfa; }
// A newcomer whom nobody has handed over may look for a cheaper passeur of the own nationality than the one of the telephone number.
void compare_fares(Run& run, Slot person);
void enter_hub(Run& run, Slot person, Index<Place> hub, bool forced);
void take_stock(Run& run, Slot person);
// What the passeur asks of this person: less of who sets out from a hub again.
[[nodiscard]] Francs passeurs_fare(Run const& run, Slot person);
void leave_ghetto(Run& run, Slot person);
void family_answers(Run& run, Event const& event);
void work_ends(Run& run, Event const& event);
void reaches_hub(Run& run, Event const& event);
void choose_way_on(Run& run, Slot person, Francs short_of_cfa);

// 7.8 The yard: queues, vehicles, drivers (yard.cpp), which vehicle a passeur takes (vehicle_choice.cpp), and who is arrested (arrests.cpp).
// At the beginning of a day: arrests, and those who take the places of who was arrested.
void arrest_and_replace(Run& run);
[[nodiscard]] bool is_at_work(Run const& run, std::size_t passeur);
// Whether a ghetto takes guests: neither its chairman nor the passeur who owns it is under arrest.
[[nodiscard]] bool is_ghetto_open(Run const& run, std::size_t ghetto);
// Who carries this person in a passeur's place: a co-national at the same hub, first one who is a notable of the same armed group; the
// passeur himself if there is none.
[[nodiscard]] std::uint16_t successor(Run const& run, std::uint16_t passeur, std::uint32_t person_id);
// Share of a vehicle's room that a passeur can fill: all, unless he is new.
[[nodiscard]] Ratio room_he_fills(Run const& run, std::size_t passeur);
// Beds of a ghetto that its chairman can fill, and the share of its papers that the document network makes: all, unless they are new.
[[nodiscard]] std::int64_t beds_he_fills(Run const& run, std::size_t ghetto);
[[nodiscard]] Ratio papers_they_make(Run const& run);
// The clients who wait go to co-nationals, or wait on; the vehicle that loads for him serves somebody else.
void hand_over_clients(Run& run, std::uint16_t passeur);
// A place that is taken again: who waits there is served again.
void serve_again(Run& run, std::uint16_t passeur);
// Whether a passeur takes this vehicle for his clients rather than waiting for one of another kind.
[[nodiscard]] bool takes_vehicle(Run const& run, std::uint16_t passeur, Vehicle const& vehicle);
// By the shortest open way north from this hub; 0 where there is none.
[[nodiscard]] std::int64_t shortest_trip_minutes(Run const& run, Index<Place> hub);
void plan_goods_vehicles(Run& run);
void goods_vehicle_comes(Run& run, Event const& event);
void join_queue(Run& run, Slot person);
void driver_decides(Run& run, Event const& event);
void remember_demand(Run& run);

// 7.9 The road north: itinerary, protection, bandits (road_north.cpp), and what passeurs learn of them (passeur_minds.cpp).
// At the beginning of a week: what passeurs believe of each way, and of protection.
void learn_ways(Run& run);
void truck_leaves(Run& run, Vehicle& vehicle);
void meet_bandits(Run& run, Vehicle& vehicle);
void left_behind(Run& run, Slot person, std::int64_t minutes_to_hub);

// 7.10 Crossings: hostage-taking, Algerian control, further tries (border.cpp), and who holds clients for ransom (extortion.cpp).
// At the beginning of a week: what holding clients has brought, what is told of it, and who holds them from now on.
void decide_on_extortion(Run& run);
void reach_crossing(Run& run, Vehicle& vehicle);
void ransom_answered(Run& run, Event const& event);
void tries_the_border(Run& run, Event const& event);
void reaches_beyond(Run& run, Event const& event);
void arrive_beyond(Run& run, Slot person, Index<Place> place);

// 7.11 Armed groups (armed_groups.cpp, contest.cpp, group_income.cpp, group_presence.cpp). At the beginning of a week: what groups take
// in, control and man, whom they fight, and where bandits wait. Declared in model/armed_groups.hpp.

// 7.12 Society and state (society.cpp). At the beginning of a week: enforcement, legitimacy, acceptance, livelihoods. Declared in
// model/society.hpp.

// 7.13 Ties (ties.cpp). At the beginning of a week: who holds which roles. Further declarations in model/ties.hpp.
void ties_change(Run& run);
// Who takes a passeur's place brings roles of his own.
void bring_ties(Run& run, std::uint16_t passeur);
// Of a fare that a person has just paid, what the passeur passes on to those whom he is tied to.
void pay_along_ties(Run& run, Slot person, Francs fare_cfa);
// What a passeur keeps of a fare, after driver and ties.
[[nodiscard]] Francs kept_of_fare(Run const& run, std::size_t passeur, Francs fare_cfa);
// What a passeur expects to keep of this person's fare, after driver, protection and ties.
[[nodiscard]] Francs expected_profit(Run const& run, Slot person);

// 4 Observation (observation.cpp, monitoring.cpp).
// These people pass a place in this direction: the observers there, if any, count each of them, or miss them.
void observers_see(Run& run, std::span<Slot const> passers, Index<Place> place, Direction direction);
void observe_day(Run& run);
void close_books(Run& run);

}  // namespace piste
