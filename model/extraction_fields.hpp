// Key, unit, legal range and meaning of what a scenario says of posts, and of how they come to ask what they ask (see
// model/scenario_fields.hpp).
#pragma once

#include "model/scenario.hpp"
#include "model/scenario_words.hpp"

namespace piste {

template <class V>
void describe(V& v, PostGroup& group)
{
    v.text("label", group.label, "name for people");
    v.reference("link", group.link, "link", "stretch on which the posts stand; they have no positions");
    v.reference("holder", group.holder, "holder", "who keeps the takings");
    v.word("force", group.force, "force that mans the posts");
    v.amount("posts", group.posts, "posts", 0, 500, "how many, spread evenly over the stretch");
    v.ratio("manned", group.manned, 0.0, 1.0, "of posts of the state, the share that somebody mans; whole posts, spread evenly");
    v.probability("stop", group.stop, "that a traveller is dealt with rather than waved through");
    v.amount("toll_floor", group.toll_floor_cfa, "CFA", 0, 1000000, "the least that is asked of a traveller");
    v.amount("toll_cap", group.toll_cap_cfa, "CFA", 0, 1000000, "the most that is asked of a traveller");
}

template <class V>
void describe(V& v, RoadblockRules& rules)
{
    v.choice("toll_basis", rules.toll_basis, "the toll is asked at every post, or once a trip");
    v.ratio("apparent_means_share", rules.apparent_means_share, 0.0, 1.0, "of the visible purse that a post asks for");
    v.ratio("visible_share", rules.visible_share, 0.0, 1.0, "of the purse that a post can see or guess");
    v.ratio("malian_factor", rules.malian_factor, 0.0, 5.0, "of the ask for who shows a Malian passport, true or false");
    v.ratio("undocumented_factor", rules.undocumented_factor, 0.0, 10.0, "of the ask for those without papers");
    v.probability("haggles", rules.haggles, "that a traveller haggles");
    v.ratio("haggled_share", rules.haggled_share, 0.0, 1.0, "of the ask that remains after haggling");
    v.probability("let_go_when_rights_are_known", rules.let_go_when_rights_are_known, "for who insists on the right to move");
    v.probability("let_go_when_poor", rules.let_go_when_poor, "for who has less than the floor; others are put off the bus");
    v.amount("minutes_per_traveller", rules.minutes_per_traveller, "minutes", 0, 240, "the bus waits for each one dealt with");
}

template <class V>
void describe(V& v, ExtractionRules& rules)
{
    v.choice("posts_learn", rules.posts_learn, "whether state posts learn what to ask; off: first asks are asked for ever");
    v.choice("tolls_set_jointly", rules.tolls_set_jointly, "one price for all state posts, or all armed ones, asked once");
    v.choice("asks_by_looks", rules.asks_by_looks, "whether a post asks by means, papers and stake; off: one price for all");
    v.choice("travellers_reckon_ahead", rules.travellers_reckon_ahead, "whether travellers keep back what the posts ahead will take");
    v.real("hearsay_speed", rules.hearsay_speed, "1/week", 0.0, 1.0, "of what is thought of the posts ahead, renewed each week");
    v.real("learning_step", rules.learning_step, "1/week", 0.0, 0.5, "change of an ask per unit of elasticity of the takings");
    v.ratio("first_ask_factor", rules.first_ask_factor, 0.01, 100.0, "of what posts ask at first");
    v.amount("means_step", rules.means_step_cfa, "CFA", 1, 5000000, "that shows of a purse: classes end at 1, 2 and 4 of it");
    v.amount("stake_step", rules.stake_step_cfa, "CFA", 1, 5000000, "seen to be spent: classes end at 1 and 3 of it");
    v.ratio("reservation_share", rules.reservation_share, 0.0, 1000.0, "of what is at stake, that half would give at a post");
    v.ratio("stake_visibility", rules.stake_visibility, 0.0, 1.0, "of what is spent on the trip, how much shows");
    v.ratio("stake_weight", rules.stake_weight, 0.0, 100.0, "of a franc seen to be spent, against one in the purse");
    v.probability("let_go_when_refusing", rules.let_go_when_refusing, "for who does not give; others are put off the bus");
    v.ratio("share_owed_upward", rules.share_owed_upward, 0.0, 0.95, "of the takings of a post");
    v.probability("sanction_per_demand", rules.sanction_per_demand, "for a demand at the cap; in proportion for less");
    v.amount("sanction_cost", rules.sanction_cost_cfa, "CFA", 0, 100000000, "to an officer who is sanctioned, beside wages");
    v.real("sanction_wages", rules.sanction_weeks_of_wage, "weeks", 0.0, 1000.0, "of the wage lost by a sanction");
    v.amount("wage", rules.wage_cfa_per_week, "CFA/week", 0, 10000000, "of all officers of a post");
    v.choice("armed_posts_learn", rules.armed_posts_learn, "whether armed groups learn what to ask; off: toll_floor a head");
    v.choice("armed_groups_set_one_price", rules.armed_groups_set_one_price, "a holder's posts ask by one tariff; off: each by its own");
    v.ratio("armed_reservation_share", rules.armed_reservation_share, 0.0, 1000.0, "as reservation_share, at posts of armed groups");
    v.ratio("armed_least_share", rules.armed_least_share, 0.0, 1.0, "of toll_floor, the least that a learning armed group asks");
    v.probability("armed_let_go_for_less", rules.armed_let_go_for_less, "for who does not give; others fare as who cannot pay");
    v.choice("target_income", rules.target_income, "whether who has enough asks no more");
    v.amount("target", rules.target_cfa_per_week, "CFA/week", 0, 100000000, "enough: wage and takings of a post together");
    v.choice("jobs_for_sale", rules.jobs_for_sale, "posts are manned while expected takings exceed the price of the jobs");
    v.amount("job_price", rules.job_price_cfa, "CFA", 0, 1000000000, "of all jobs of a post");
    v.real("job_years", rules.job_years, "years", 0.1, 50.0, "of takings that a buyer reckons with");
    v.choice("price_recouped", rules.price_recouped, "whether who seeks a target income adds what his job cost, spread over these years");
}

}  // namespace piste
