// Key, unit, legal range and meaning of what a scenario says of armed groups and bandits (see model/scenario_fields.hpp).
#pragma once

#include "model/armed_group_rules.hpp"

namespace piste {

template <class V>
void describe(V& v, ArmedGroup& group)
{
    v.text("label", group.label, "name for people: a publicly known coalition");
    v.reference("holder", group.holder, "holder", "under which name it holds stretches");
    v.word("class", group.group_class, "by which results are given");
    v.real("state_backing", group.state_backing, "ratio", 0.0, 10.0, "money or arms from the state, over its income in the base");
}

template <class V>
void describe(V& v, Stretch& stretch)
{
    v.text("label", stretch.label, "name for people");
    v.reference("link", stretch.link, "link", "the stretch of road");
    v.real("goods_rent", stretch.goods_rent, "1", 0.0, 1000.0, "what goods trade leaves to who holds it, relative to others");
    v.real("drugs_rent", stretch.drugs_rent, "1", 0.0, 1000.0, "what drugs trade leaves to who holds it, relative to others");
}

template <class V>
void describe(V& v, Foothold& foothold)
{
    v.text("label", foothold.label, "name for people");
    v.reference("link", foothold.link, "link", "a contested stretch");
    v.reference("holder", foothold.holder, "holder", "who has kin, communities or allies there");
    v.real("weight", foothold.weight, "1", 0.0, 1000.0, "of this holder on the stretch, relative to the others");
}

template <class V>
void describe_income(V& v, ArmedGroupRules& rules)
{
    v.real("migrants_share", rules.migrants_share, "ratio", 0.0, 1.0, "of groups' income in the base, from migrants");
    v.real("goods_share", rules.goods_share, "ratio", 0.0, 1.0, "of groups' income in the base, from goods; the rest is drugs");
    v.real("goods_index", rules.goods_index, "base 100", 0.0, 10000.0, "level of the goods trade");
    v.real("drugs_index", rules.drugs_index, "base 100", 0.0, 10000.0, "level of the drugs trade");
    v.real("rent_sharing", rules.rent_sharing, "ratio", 0.0, 1.0, "share of rents divided by footholds, whoever controls a stretch");
    v.amount("reference_weeks", rules.reference_weeks, "weeks", 1, 520, "before day 0, whose takings and traffic are the base");
}

template <class V>
void describe_strength(V& v, ArmedGroupRules& rules)
{
    v.real("income_elasticity", rules.income_elasticity, "1", 0.0, 5.0, "of strength, by income");
    v.real("recruits_elasticity", rules.recruits_elasticity, "1", 0.0, 5.0, "of strength, by grievance and joblessness");
    v.real("money_recruits_share", rules.money_recruits_share, "ratio", 0.0, 1.0, "of recruits, who join for money or out of frustration");
    v.real("strength_speed", rules.strength_speed_per_week, "1/week", 0.0, 1.0, "at which strength follows income and recruits");
    v.real("demobilised", rules.demobilised_per_month, "1/month", 0.0, 1.0, "share of strength that lays down arms");
}

template <class V>
void describe_contest(V& v, ArmedGroupRules& rules)
{
    v.probability("clash_per_week", rules.clash_per_week, "on a stretch held half and half, with the mean rent");
    v.real("rent_elasticity", rules.rent_elasticity, "1", 0.0, 5.0, "of clashes, by what there is to win");
    v.real("arms_elasticity", rules.arms_elasticity, "1", 0.0, 5.0, "of clashes, by the strength of each of the two sides");
    v.real("battle_gain", rules.battle_gain, "ratio", 0.0, 1.0, "of the loser's control that passes to the winner");
    v.real("return", rules.return_per_week, "1/week", 0.0, 1.0, "of control towards footholds and strengths");
    v.real("clash_wear", rules.clash_wear, "points", 0.0, 100.0, "of strength that both sides lose");
    v.real("clash_insecurity", rules.clash_insecurity, "ratio", 0.0, 100.0, "that a clash adds to a stretch, of that without clashes");
    v.real("insecurity_fades", rules.insecurity_fades_per_week, "1/week", 0.0, 1.0, "share of it that is gone after a week");
    v.real("fragmentation_elasticity", rules.fragmentation_elasticity, "1", 0.0, 5.0, "of posts, by the effective number of holders");
}

template <class V>
void describe_shocks(V& v, ArmedGroupRules& rules)
{
    v.probability("pact_made_per_week", rules.pact_made_per_week, "that the coalitions divide the routes among them");
    v.probability("pact_broken_per_week", rules.pact_broken_per_week, "that a pact breaks");
    v.real("pact_calm", rules.pact_calm, "ratio", 0.0, 1.0, "share of clashes between coalitions that a pact prevents");
    v.real("manning_elasticity", rules.manning_elasticity, "1", 0.0, 1.0, "of the posts that a group mans, by its strength");
    v.choice("pact_divides", rules.pact_divides, "whether a pact leaves each stretch to one of those who made it; off: it calms and nothing else");
    v.probability("convoy_seized_per_week", rules.convoy_seized_per_week, "an outside shock: a coalition seizes a rival's convoy");
    v.real("consent", rules.consent, "ratio", 0.0, 1.0, "share of clashes with the state that residents' consent prevents");
    v.real("retaliation_factor", rules.retaliation_factor, "ratio", 1.0, 100.0, "of clashes between the two, after a seizure");
    v.amount("retaliation", rules.retaliation_weeks, "weeks", 1, 104, "that it lasts");
    v.real("foreign_presence", rules.foreign_presence, "base 100", 0.0, 10000.0, "of foreign forces in the north");
    v.real("presence_calm", rules.presence_calm, "1", 0.0, 10.0, "fall of the logarithm of clashes, per doubling of presence");
    v.probability("strike_per_week", rules.strike_per_week, "by foreign forces, beyond what the base year had");
    v.probability("wrong_target", rules.wrong_target, "that a strike hits a group that rivals have pointed at");
    v.real("strike_wear", rules.strike_wear, "points", 0.0, 100.0, "of strength that who is hit loses");
    v.real("strike_grievance", rules.strike_grievance, "ratio", 0.0, 10.0, "that a wrong strike adds to what makes recruits");
    v.real("grievance_fades", rules.grievance_fades_per_week, "1/week", 0.0, 1.0, "share of it that is gone after a week");
}

template <class V>
void describe(V& v, ArmedGroupRules& rules)
{
    v.choice("response", rules.response, "whether groups gain, lose, fight and make pacts during a run");
    v.choice("arms", rules.arms, "whether groups that are stronger than in the base fight more often");
    v.choice("manning", rules.manning, "whether posts follow control of the stretch");
    describe_income(v, rules);
    describe_strength(v, rules);
    describe_contest(v, rules);
    describe_shocks(v, rules);
}

template <class V>
void describe(V& v, BanditRules& rules)
{
    v.choice("response", rules.response, "whether bandits go where insecurity and unprotected travellers are");
    v.choice("recruits", rules.recruits, "whether joblessness and lost legitimacy make bandits as they make fighters");
    v.real("insecurity_elasticity", rules.insecurity_elasticity, "1", 0.0, 5.0, "of ambushes, by insecurity");
    v.real("prey_elasticity", rules.prey_elasticity, "1", 0.0, 5.0, "of ambushes, by unprotected travellers of the last weeks");
    v.real("escort_deterrence", rules.escort_deterrence, "ratio", 0.0, 1.0, "of travellers on protected vehicles, who are no prey");
    v.amount("memory", rules.memory_weeks, "weeks", 1, 104, "of traffic that bandits know");
    v.real("prey_floor", rules.prey_floor_per_week, "persons/week", 0.1, 1000000.0, "whom bandits expect on any stretch");
}

// The tables and the sections of a whole scenario that belong here.
template <class V, class Whole>
void describe_contested_north(V& v, Whole& scenario)
{
    v.table("armed_group", scenario.armed_groups, "coalitions that contest the north");
    v.table("stretch", scenario.stretches, "contested stretches and what passes on them");
    v.table("foothold", scenario.footholds, "who has kin, communities or allies on a contested stretch");
}

template <class V, class Whole>
void describe_northern_rules(V& v, Whole& scenario)
{
    v.section("armed_groups", scenario.groups, "income, strength, contest, pacts and shocks");
    v.section("bandits", scenario.bandits, "where bandits wait");
}

}  // namespace piste
