// The fields of model/smuggler_rules.hpp, for the visitors described in model/scenario_fields.hpp.
#pragma once

#include "model/scenario_words.hpp"

namespace piste {

template <class V>
void describe(V& v, LearningRules& rules)
{
    v.choice("passeurs", rules.passeurs, "learn from realised trips; off: choose a way by tolls and news alone");
    v.real("memory", rules.memory_weeks, "weeks", 1.0, 520.0, "in which a trip fades to a third of its weight");
    v.real("salience", rules.salience, "1", 0.0, 10.0, "added weight, at most, of a week whose losses stand out");
    v.real("co_national_weight", rules.co_national_weight, "1", 0.0, 1.0, "of a co-national's trip against one's own");
    v.choice("profit", rules.profit, "what each way left of fares enters the choice of way; off: what armed groups took on it, and harm, alone");
    v.real("prior_clients", rules.prior_clients, "persons", 0.001, 1000000.0, "that the initial belief counts for");
    v.real("news_clients", rules.news_clients, "persons", 0.001, 1000000.0, "that the news on risk count for");
    v.choice("protection", rules.protection, "bought by what it is seen to be worth; off: by whoever has ties");
    v.real("protection_habit", rules.protection_habit, "1", -20.0, 20.0, "what else speaks for it, in units of the noise");
    v.real("attack_prior", rules.attack_prior, "1", 0.0, 10.0, "attacks a head and trip if unprotected, believed at first");
}

template <class V>
void describe(V& v, PriceRules& rules)
{
    v.choice("passeur_fares", rules.passeur_fares, "each passeur's own; off: the fare of his group");
    v.choice("ghetto_fees", rules.ghetto_fees, "by how full the ghettos are; off: fixed");
    v.choice("papers", rules.papers, "by demand and stock; off: fixed");
    v.choice("extortion", rules.extortion, "each passeur decides whether to hold clients for ransom; off: as the crossing has it");
    v.real("extortion_share", rules.extortion_share, "1", 0.01, 0.99, "of passeurs without experience who hold clients");
    v.amount("extortion_weeks", rules.extortion_weeks, "weeks", 1, 104, "for which a passeur decides at a time");
    v.choice("rents_shared", rules.rents_shared, "chairmen share more after arrests, less without; off: fixed shares");
    v.choice("cokseurs", rules.cokseurs, "refer newcomers by who has had clients so far; off: all passeurs alike");
    v.probability("referred", rules.referred, "of newcomers who have their passeur from a cokseur");
    v.choice("bus_firms", rules.bus_firms, "fares fixed, or changed by each firm apart, or by all together");
    v.real("bus_rivalry", rules.bus_rivalry, "1", 0.0, 50.0, "steepness of the choice of firm, per unit of relative fare");
    v.real("response", rules.response, "1", 0.0, 5.0, "of what is wanted to a deviation of 1 from what is usual");
    v.real("speed", rules.speed_per_week, "1/week", 0.0, 1.0, "share of the way to what is wanted");
    v.real("pass_through", rules.pass_through, "1", 0.0, 2.0, "of costs above the usual, into the fare");
    v.real("look_back", rules.memory_weeks, "weeks", 1.0, 520.0, "over which prices look back");
    v.ratio("lowest", rules.lowest, 0.1, 1.0, "of the price in the scenario");
    v.ratio("highest", rules.highest, 1.0, 10.0, "of the price in the scenario");
    v.probability("compares_fares", rules.compares_fares, "of a newcomer to the main hub whom nobody has handed over");
    v.amount("fare_noise", rules.choice_noise_cfa, "CFA", 1, 1000000, "scale of what else matters to who compares");
}

template <class V>
void describe(V& v, ArrestRules& rules)
{
    v.real("passeurs_per_year", rules.passeurs_per_year, "1/year", 0.0, 50.0, "arrests of each passeur");
    v.choice("replacement", rules.replacement, "somebody takes the place of who is arrested, or he comes back; off: nobody ever does");
    v.amount("lag_low", rules.lag_low_days, "days", 0, 3650, "soonest the place is taken");
    v.amount("lag_high", rules.lag_high_days, "days", 0, 3650, "latest the place is taken");
    v.ratio("novice_room", rules.novice_room, 0.01, 1.0, "of a vehicle's room that a newcomer can fill at first");
    v.amount("novice_days", rules.novice_days, "days", 1, 3650, "until he can fill all of it");
    v.choice("chairmen", rules.chairmen, "chairmen are arrested as often as passeurs, and their ghettos shut meanwhile; off: never");
    v.choice("social_peace", rules.social_peace, "rents of the ghettos that are shared make arrests rarer, their lack makes them frequent");
    v.real("document_ring_per_year", rules.document_ring_per_year, "1/year", 0.0, 50.0, "the document network is broken up");
    v.amount("round_up_passeurs", rules.round_up_passeurs, "passeurs", 0, 1000, "arrested in the main hub on one day");
    v.amount("round_up_day", rules.round_up_day, "day", 0, 36500, "the first day on which that may be");
    v.choice("round_up_by", rules.round_up_by, "who is taken: anybody, those with most clients so far, or first who owns transport, or who is a notable of an armed group");
}

}  // namespace piste
