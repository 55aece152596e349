// What each number of a scenario is: key, unit, legal range and meaning, written once. The reader of configurations,
// the range check, `piste list`, docs/parameters.md and the attributes of a results file all visit this list.
//
// A visitor has, for a section of numbers (value, unit, range, and a source or an assumption in the file):
//   amount(key, integer&, unit, low, high, meaning)   an integer: francs, minutes, days, counts
//   real(key, double&, unit, low, high, meaning)      a real number
//   probability(key, Probability&, meaning)           in [0, 1]
//   ratio(key, Ratio&, low, high, meaning)            a share or factor
//   shares(key, vector<double>&, kind, meaning)       shares over the table `kind`, which sum to 1
//   choice(key, enum&, meaning)                       a named alternative that needs a source or an assumption
// and, for plain structure that needs neither:
//   word(key, enum&, meaning)   text(key, string&, meaning)
//   reference(key, Index<T>&, kind, meaning)   references(key, vector<Index<T>>&, kind, meaning)
// and, for the whole: table(kind, vector<T>&, meaning) and section(name, T&, meaning).
#pragma once

#include "model/armed_group_fields.hpp"
#include "model/monitoring_fields.hpp"
#include "model/extraction_fields.hpp"
#include "model/own_tales.hpp"
#include "model/scenario.hpp"
#include "model/scenario_words.hpp"
#include "model/society_fields.hpp"
#include "model/smuggler_fields.hpp"
#include "model/traveller_fields.hpp"

namespace piste {

template <class V>
void describe(V& v, Place& place)
{
    v.text("label", place.label, "name for people");
    v.word("kind", place.kind, "origin, town, hub of the smuggling trade, crossing into Algeria, or first town beyond");
    v.text("country", place.country, "country");
    v.real("latitude", place.latitude_degrees, "degrees", -90.0, 90.0, "for maps and checks only; decides nothing");
    v.real("longitude", place.longitude_degrees, "degrees", -180.0, 180.0, "for maps and checks only; decides nothing");
}

template <class V>
void describe(V& v, Holder& holder)
{
    v.text("label", holder.label, "name for people");
    v.word("kind", holder.kind, "the state, or a publicly known armed coalition");
}

template <class V>
void describe(V& v, Link& link)
{
    v.text("label", link.label, "name for people");
    v.reference("from", link.from, "place", "where the stretch begins");
    v.reference("to", link.to, "place", "where it ends");
    v.word("leg", link.leg, "the part of the corridor it belongs to");
    v.word("mode", link.mode, "bus or truck");
    v.reference("holder", link.holder, "holder", "who holds the stretch");
    v.amount("distance", link.distance_km, "km", 1, 5000, "length of the road");
    v.amount("travel_time", link.travel_minutes, "minutes", 1, 20160, "time on the road without stops at posts");
    v.amount("fare", link.fare_cfa, "CFA", 0, 500000, "bus fare; 0 where the passeur's fare covers the whole way");
    v.probability("ambush_per_day", link.ambush_per_day, "that bandits wait on this stretch on a day");
}

template <class V>
void describe(V& v, BusFirm& firm)
{
    v.text("label", firm.label, "firms are numbered, never named");
    v.real("market_share", firm.market_share, "share", 0.0, 1.0, "of migrants carried; all shares sum to 1");
    v.ratio("fare_factor", firm.fare_factor, 0.1, 10.0, "of the fare of the stretch");
    v.amount("departure", firm.departure_minute_of_day, "minutes", 0, 1439, "minute of the day its bus leaves");
}

template <class V>
void describe(V& v, Itinerary& itinerary)
{
    v.text("label", itinerary.label, "name for people");
    v.word("leg", itinerary.leg, "south: by bus to the main hub; hub: from it to Niger; north: beyond by truck");
    v.references("links", itinerary.links, "link", "stretches in order");
    v.choice("state", itinerary.state, "open, or closed to everybody");
    v.real("appeal", itinerary.appeal, "1", -20.0, 20.0, "what else speaks for it, in units of the choice's noise");
}

template <class V>
void describe(V& v, Crossing& crossing)
{
    v.text("label", crossing.label, "name for people");
    v.reference("place", crossing.place, "place", "where it is");
    v.probability("refusal_without_passport", crossing.refusal_without_passport, "per attempt, by Algerian control");
    v.probability("refusal_with_passport", crossing.refusal_with_passport, "per attempt, with a Malian passport");
    v.probability("hostage", crossing.hostage, "that smugglers hold a traveller for ransom here");
    v.choice("state", crossing.state, "open, or closed: no itinerary through it is taken");
}

template <class V>
void describe(V& v, PasseurGroup& group)
{
    v.text("label", group.label, "passeurs are numbered, never named");
    v.reference("hub", group.hub, "place", "hub they work in");
    v.reference("nationality", group.nationality, "nationality", "whom they serve");
    v.amount("passeurs", group.passeurs, "passeurs", 1, 200, "how many, each with a queue of his own");
    v.amount("fare", group.fare_cfa, "CFA", 0, 2000000, "a head, from the hub to the first town beyond");
}

template <class V>
void describe(V& v, GhettoGroup& group)
{
    v.text("label", group.label, "ghettos are numbered, never named");
    v.reference("hub", group.hub, "place", "hub they are in");
    v.reference("nationality", group.nationality, "nationality", "whom they take in");
    v.amount("ghettos", group.ghettos, "ghettos", 1, 500, "how many");
    v.amount("beds", group.beds, "persons", 1, 100000, "room in each");
    v.amount("droit_de_ghetto", group.droit_de_ghetto_cfa, "CFA", 0, 1000000, "illegal tax for a stay");
}

template <class V>
void describe(V& v, VehicleKind& kind)
{
    v.text("label", kind.label, "name for people");
    v.reference("hub", kind.hub, "place", "hub where the goods are unloaded");
    v.real("arrivals", kind.arrivals_per_day, "vehicles/day", 0.0, 3500.0, "that come with goods and can go back full");
    v.amount("room_low", kind.room_low, "persons", 1, 500, "least room");
    v.amount("room_high", kind.room_high, "persons", 1, 500, "most room");
    v.amount("longest_wait", kind.longest_wait_days, "days", 1, 60, "a driver waits for passengers");
    v.amount("waiting_cost", kind.waiting_cost_per_day_cfa, "CFA/day", 0, 5000000, "of a vehicle that stands still");
}

template <class V>
void describe(V& v, HubRules& hub)
{
    v.text("label", hub.label, "name for people");
    v.reference("place", hub.place, "place", "the hub");
    v.amount("wage_low", hub.wage_low_cfa_per_day, "CFA/day", 0, 100000, "least day's wage");
    v.amount("wage_high", hub.wage_high_cfa_per_day, "CFA/day", 0, 100000, "best day's wage");
    v.amount("keep", hub.keep_cfa_per_day, "CFA/day", 0, 100000, "food and water beyond the droit de ghetto");
    v.amount("fare_home", hub.fare_home_cfa, "CFA", 0, 500000, "to go home from here");
}

template <class V>
void describe(V& v, Horizon& horizon)
{
    v.text("start_date", horizon.start_date, "calendar date of day 0 (ISO 8601, UTC)");
    v.amount("warm_up", horizon.warm_up_days, "days", 0, 3650, "before day 0, not measured");
    v.amount("measured", horizon.measured_days, "days", 1, 36500, "whose departures are the cohorts of the results");
    v.amount("run_out", horizon.run_out_days, "days", 0, 3650, "after it, in which the cohorts are followed");
}

template <class V>
void describe(V& v, PopulationRules& rules)
{
    v.amount("migrants_per_year", rules.migrants_per_year, "persons/year", 1, 100000000, "who take the Malian corridor");
    v.real("niger_ratio", rules.niger_ratio, "1", 0.0, 100.0, "people on the Niger corridor for each on the Malian");
    v.real("cost_steepness", rules.cost_steepness, "1", 0.0, 20.0, "of the choice of corridor, per unit of relative cost");
    v.real("risk_steepness", rules.risk_steepness, "1", 0.0, 20.0, "of the choice of corridor, per unit of reported harm");
    v.amount("expected_cost", rules.expected_cost_cfa, "CFA", 1, 10000000, "of the Malian corridor, believed at first");
    v.real("expected_risk", rules.expected_risk, "share", 0.0, 1.0, "met with harm, believed at first");
    v.probability("through_ticket", rules.through_ticket, "direct to the main hub, without a stay in Bamako");
    v.amount("bamako_stay_low", rules.bamako_stay_low_days, "days", 0, 365, "shortest stay in Bamako");
    v.amount("bamako_stay_high", rules.bamako_stay_high_days, "days", 0, 365, "longest stay in Bamako");
    v.amount("bus_seats", rules.bus_seats, "persons", 1, 200, "that one bus gives to migrants");
    v.amount("family_answer_low", rules.family_answer_low_days, "days", 0, 365, "soonest the family's money comes");
    v.amount("family_answer_high", rules.family_answer_high_days, "days", 0, 365, "latest the family's money comes");
    v.real("niger_closure", rules.niger_closure, "share", 0.0, 1.0, "of those who would take the Niger corridor, who find it closed");
    v.real("diverted_share", rules.diverted_share, "share", 0.0, 0.999,
           "of those who find the Niger corridor closed, who take the Malian one while its news are as usual");
    v.real("niger_cost_factor", rules.niger_cost_factor, "1", 0.0, 100.0, "of the cost of the Niger corridor, against the base");
    v.real("niger_risk_change", rules.niger_risk_change, "share", -1.0, 1.0, "of those met with harm on the Niger corridor, against the base");
    v.real("season_amplitude", rules.season_amplitude, "1", 0.0, 0.9, "by which more think of leaving at the peak of the year, and fewer half a year later");
    v.amount("season_peak", rules.season_peak_day, "days", 0, 365, "of that peak, after the date of day 0");
    v.real("home_share", rules.home_share, "share", 0.0, 1.0, "of those whom worse news turn from Mali, who stay at home");
}

template <class V>
void describe(V& v, NewsRules& rules)
{
    v.choice("learning", rules.learning, "off: what is believed of the Malian corridor and its ways stays as it is");
    v.choice("compared_with", rules.compared_with,
             "in the choice of corridor: what was believed in the second half of the warm-up, or at first");
    v.real("prior_risk", rules.prior_risk, "share", 0.0, 1.0, "believed to meet harm on an itinerary, before any tale");
    v.real("prior_weight", rules.prior_weight, "tales", 0.001, 1000000.0, "that what was believed at first counts for");
    v.amount("delay", rules.delay_weeks, "weeks", 0, 52, "before what happened is heard of");
    v.amount("memory", rules.memory_weeks, "weeks", 1, 104, "after which a tale counts for about a third (1/e)");
    v.probability("told_by_survivors", rules.told_by_survivors, "that who arrived, settled, was turned back or went home tells it");
    v.probability("told_by_families", rules.told_by_families, "that a family of whom a ransom is asked tells it");
    v.probability("told_of_the_dead", rules.told_of_the_dead, "that a death is told, by those who travelled along");
    v.real("weight_of_others", rules.weight_of_others, "1", 0.0, 1.0, "of a tale of another nationality, against one of the own");
    v.choice("own_tales", rules.own_tales, "whether each would-be traveller has heard other tales than the next");
    v.amount("tales_heard", rules.tales_heard, "tales", 1, OwnTales::most_tales, "of the nationality's, that one would-be traveller hears");
    v.real("common_tales", rules.common_tales, "tales", 0.0, 1000000.0, "that what the nationality believes counts for beside them");
    v.real("distortion", rules.distortion, "1", 0.0, 1.0, "most by which harm and cost told in one week are out, up or down");
    v.real("rumour_tales", rules.rumour_tales_per_week, "tales/week", 0.0, 1000000.0,
           "of the corridor that rest on no journey, heard by every nationality");
    v.real("rumour_harmed_share", rules.rumour_harmed_share, "share", 0.0, 1.0, "of rumours, that tell of harm");
    v.amount("rumour_cost", rules.rumour_cost_cfa, "CFA", 0, 10000000, "that rumours tell; 0: they tell nothing of it");
}

template <class V>
void describe(V& v, GateRules& rules)
{
    v.probability("taken_off", rules.taken_off, "that gendarmes take a migrant off the bus at the gate");
    v.amount("tax_low", rules.tax_low_cfa, "CFA", 0, 1000000, "least tax at the gate");
    v.amount("tax_high", rules.tax_high_cfa, "CFA", 0, 1000000, "highest tax at the gate");
    v.ratio("malian_factor", rules.malian_factor, 0.0, 5.0, "of the tax for citizens of Mali");
    v.choice("learns", rules.learns, "whether the gendarmes learn what to ask; off: drawn evenly between least and highest");
    v.ratio("reservation_share", rules.reservation_share, 0.0, 1000.0, "of what is at stake, that half would give at the gate");
    v.probability("arrest_later", rules.arrest_later, "in town, for who passed the gate");
    v.amount("bribe_low", rules.bribe_low_cfa, "CFA", 0, 1000000, "least bribe for a release");
    v.amount("bribe_high", rules.bribe_high_cfa, "CFA", 0, 1000000, "highest bribe for a release");
    v.probability("passeur_pays", rules.passeur_pays, "for somebody locked up");
    v.amount("cell_low", rules.cell_low_days, "days", 0, 365, "shortest time locked up");
    v.amount("cell_high", rules.cell_high_days, "days", 0, 365, "longest time locked up");
}

template <class V>
void describe(V& v, PapersRules& rules)
{
    v.amount("price_low", rules.price_low_cfa, "CFA", 0, 2000000, "cheapest false Malian passport");
    v.amount("price_high", rules.price_high_cfa, "CFA", 0, 2000000, "dearest false Malian passport");
    v.ratio("rental_share", rules.rental_share, 0.0, 1.0, "of the price, for renting one");
    v.ratio("official_share", rules.official_share, 0.0, 1.0, "of the price, to officials who issue it");
    v.amount("rental_stock", rules.rental_stock, "passports", 0, 1000000000, "for rent at the start of the warm-up");
    v.amount("new_rentals", rules.new_rentals_per_month, "passports/month", 0, 100000000, "added to those for rent");
    v.probability("lost_in_use", rules.lost_in_use, "that a rented passport does not come back");
    v.amount("return_low", rules.return_low_days, "days", 0, 730, "soonest a rented passport is back");
    v.amount("return_high", rules.return_high_days, "days", 0, 730, "latest a rented passport is back");
    v.real("saving_weight", rules.saving_weight, "1", 0.0, 10.0, "of the expected saving against the price");
    v.amount("value_of_crossing", rules.value_of_crossing_cfa, "CFA", 0, 10000000, "what a refusal costs, as travellers see it");
    v.real("reluctance", rules.reluctance, "1", -10.0, 20.0, "of asking for false papers, in units of the noise");
    v.amount("choice_noise", rules.choice_noise_cfa, "CFA", 1, 10000000, "scale of what else matters in the choice");
}

template <class V>
void describe(V& v, GhettoRules& rules)
{
    v.ratio("authorities_share", rules.authorities_share, 0.0, 1.0, "of the droit de ghetto, to local authorities");
    v.ratio("security_share", rules.security_share, 0.0, 1.0, "of the droit de ghetto, to security forces");
    v.ratio("residents_share", rules.residents_share, 0.0, 1.0, "of the droit de ghetto, to residents");
    v.probability("conflict_when_mismatched", rules.conflict_when_mismatched, "between chairmen, for a guest of another nationality");
    v.probability("forced_labour", rules.forced_labour, "of a stay of somebody who cannot pay the way on");
    v.probability("sexual_violence", rules.sexual_violence, "prostitution or rape, of such a stay");
    v.probability("violence", rules.violence, "other violence, of such a stay");
    v.amount("forced_labour_days", rules.forced_labour_days, "days", 0, 730, "without wage, where it happens");
}

template <class V>
void describe(V& v, WayOnRules& rules)
{
    v.amount("longest_work", rules.longest_work_days, "days", 1, 3650, "anybody works for the way on");
    v.real("patience", rules.patience_days, "days", 0.1, 3650.0, "of work that weigh as one unit of the noise");
    v.real("settle_appeal", rules.settle_appeal, "1", -20.0, 20.0, "of settling, in units of the noise");
    v.real("home_appeal", rules.home_appeal, "1", -20.0, 20.0, "of going home, in units of the noise");
    v.amount("longest_tries", rules.longest_tries, "tries", 1, 50, "of a crossing before giving up");
    v.ratio("second_fare_share", rules.second_fare_share, 0.0, 1.0, "of the fare, for setting out from a hub again");
}

template <class V>
void describe(V& v, TruckRules& rules)
{
    v.ratio("driver_share", rules.driver_share, 0.0, 1.0, "of the fares on board, to the driver");
    v.choice("toll_payer", rules.toll_payer, "armed groups' tolls: by the migrant on top, or by the passeur out of the fare");
    v.choice("protection_reach", rules.protection_reach, "whether protection also exempts from the protector's own posts");
    v.ratio("protection_share", rules.protection_share, 0.0, 1.0, "of the fares, to the holder who protects");
    v.probability("protection_coverage", rules.protection_coverage, "that the passeur has ties to a holder");
    v.probability("protection_efficacy", rules.protection_efficacy, "that a protected vehicle is spared an ambush");
    v.real("cost_weight", rules.cost_weight, "1", 0.0, 100.0, "of tolls a head over the noise, in choosing an itinerary");
    v.real("risk_weight", rules.risk_weight, "1", 0.0, 1000.0, "of the reported share met with harm");
    v.amount("choice_noise", rules.choice_noise_cfa, "CFA", 1, 10000000, "scale of what else matters in the choice");
    v.choice("knows_closed_crossings", rules.knows_closed_crossings, "avoids them at once; off: finds out by being turned back");
    v.amount("demand_memory", rules.demand_memory_days, "days", 1, 60, "over which a driver counts who joined the queue");
    v.choice("vehicle_choice", rules.vehicle_choice, "a passeur waits for the kind of vehicle by which his clients leave sooner; off: takes what comes");
}

template <class V>
void describe(V& v, NorthRules& rules)
{
    v.probability("passeur_advances_toll", rules.passeur_advances_toll, "for who cannot pay; it becomes a debt");
    v.probability("beaten_when_poor", rules.beaten_when_poor, "of the others; the rest are left behind");
    v.ratio("malian_factor", rules.malian_factor, 0.0, 5.0, "of the toll for citizens of Mali");
    v.amount("ambush_low", rules.ambush_low_minutes, "minutes", 0, 1440, "shortest time that bandits wait");
    v.amount("ambush_high", rules.ambush_high_minutes, "minutes", 0, 1440, "longest time that bandits wait");
    v.probability("robbed_in_ambush", rules.robbed_in_ambush, "of each traveller");
    v.probability("injured_in_robbery", rules.injured_in_robbery, "of each robbed");
    v.probability("killed_in_robbery", rules.killed_in_robbery, "of each robbed");
    v.probability("sexual_violence", rules.sexual_violence, "of a trip north of the main hub");
    v.probability("violence", rules.violence, "by those who carry them, of a trip");
    v.probability("death_when_abandoned", rules.death_when_abandoned, "of each left in the desert");
}

template <class V>
void describe(V& v, HostageRules& rules)
{
    v.amount("ransom", rules.ransom_cfa, "CFA", 0, 10000000, "asked of the family");
    v.probability("family_pays", rules.family_pays, "if it can raise the money");
    v.ratio("family_effort", rules.family_effort, 1.0, 100.0,
            "what a family can raise for a ransom, by selling and borrowing, over what it could send for the way");
    v.amount("held_low", rules.held_low_days, "days", 0, 365, "shortest time held");
    v.amount("held_high", rules.held_high_days, "days", 0, 365, "longest time held");
    v.probability("abandoned_when_refused", rules.abandoned_when_refused, "left in the desert when no ransom comes");
    v.probability("brutalised", rules.brutalised, "of those held");
    v.ratio("holder_share", rules.holder_share, 0.0, 1.0, "of the ransom, to whoever holds the stretch");
}

template <class V>
void describe(V& v, BorderRules& rules)
{
    v.probability("tries_again", rules.tries_again, "of who is turned back");
    v.amount("retry_low", rules.retry_low_days, "days", 0, 365, "soonest next try");
    v.amount("retry_high", rules.retry_high_days, "days", 0, 365, "latest next try");
}

template <class V>
void describe(V& v, Corridor& corridor)
{
    v.reference("main_hub", corridor.main_hub, "place", "where buses end and the gate stands");
    v.reference("second_hub", corridor.second_hub, "place", "where those who are turned back find a ghetto");
    v.reference("papers_place", corridor.papers_place, "place", "bus station, cokseurs and document network");
    v.reference("niger_exit", corridor.niger_exit, "itinerary", "from the main hub to Niger by bus");
}

// Visits the whole scenario in a fixed order: first the tables that others refer to.
template <class V>
void describe_scenario(V& v, Scenario& scenario)
{
    v.section("horizon", scenario.horizon, "days that are simulated");
    v.table("place", scenario.places, "towns, hubs, crossings, first towns beyond");
    v.table("holder", scenario.holders, "who holds territory");
    v.table("link", scenario.links, "stretches of road, one way");
    v.table("posts", scenario.post_groups, "groups of posts on a stretch");
    v.table("nationality", scenario.nationalities, "who leaves");
    v.table("wish", scenario.wishes, "where people say they want to go");
    v.table("bus_firm", scenario.bus_firms, "bus firms, numbered");
    v.table("itinerary", scenario.itineraries, "ways through the corridor");
    v.table("crossing", scenario.crossings, "crossings into Algeria");
    v.table("passeur", scenario.passeur_groups, "passeurs by hub and nationality");
    v.table("ghetto", scenario.ghetto_groups, "ghettos by hub and nationality");
    v.table("vehicle", scenario.vehicle_kinds, "vehicles from the goods trade");
    v.table("hub", scenario.hubs, "work and life in a hub");
    v.table("monitoring_point", scenario.monitoring_points, "where observers count who passes");
    describe_contested_north(v, scenario);
    v.section("corridor", scenario.corridor, "the places that the rules name");
    v.section("population", scenario.population, "who leaves, and by which corridor");
    v.section("news", scenario.news, "what is told and believed of the ways");
    v.section("roadblock", scenario.roadblock, "state posts in the south");
    v.section("extraction", scenario.extraction, "how state posts come to ask what they ask");
    v.section("gate", scenario.gate, "the gendarmes at the entrance of the main hub");
    v.section("papers", scenario.papers, "the document network");
    v.section("ghetto_life", scenario.ghetto, "ghettos and the harm done in them");
    v.section("way_on", scenario.way_on, "what people do who cannot move on");
    v.section("truck", scenario.truck, "passeurs, drivers, protection, itineraries");
    v.section("north", scenario.north, "posts of armed groups, bandits, harm");
    v.section("hostage", scenario.hostage, "hostage-taking by smugglers at the crossings");
    v.section("border", scenario.border, "Algerian control and further tries");
    v.section("learning", scenario.learning, "what passeurs learn from their own trips and from each other");
    v.section("prices", scenario.prices, "how smugglers change what they ask");
    v.section("arrests", scenario.arrests, "of passeurs and of the document network, and who takes their place");
    describe_northern_rules(v, scenario);
    describe_society(v, scenario);
}

}  // namespace piste
