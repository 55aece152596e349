// Key, unit, legal range and meaning of what a scenario says of state and residents (see model/scenario_fields.hpp).
#pragma once

#include "model/society_rules.hpp"
#include "model/tie_fields.hpp"

namespace piste {

template <class V>
void describe(V& v, SocietyRules& rules)
{
    v.choice("response", rules.response, "whether enforcement, legitimacy, acceptance and livelihoods move during a run");
    v.choice("resistance", rules.resistance, "whether enforcement achieves less where the state has lost legitimacy");
    v.real("enforcement", rules.enforcement, "base 100", 0.0, 10000.0, "against smugglers in the main hub, as the government would have it");
    v.real("donors_reward", rules.donors_reward, "ratio", -1.0, 10.0, "by which it does more because donors pay for it; below 0: less");
    v.real("stability_elasticity", rules.stability_elasticity, "1", 0.0, 5.0, "fall of enforcement, by insecurity in the north");
    v.real("acceptance_elasticity", rules.acceptance_elasticity, "1", 0.0, 5.0, "fall of enforcement, by acceptance of smuggling; of what it achieves, by legitimacy");
    v.ratio("moved_share", rules.moved_share, 0.0, 1.0, "of what the main hub is spared, done where papers are sold");
    v.real("goods_share", rules.goods_share, "ratio", 0.0, 1.0, "of livelihoods in the north, from informal trade");
    v.real("migrants_share", rules.migrants_share, "ratio", 0.0, 1.0, "of livelihoods in the north, from travellers");
    v.real("trade_restricted", rules.trade_restricted, "ratio", 0.0, 1.0, "share of informal trade that enforcement stops");
    v.real("livelihood_support", rules.livelihood_support, "points", 0.0, 1000.0, "that projects add to livelihoods");
    v.real("aid_share", rules.aid_share, "ratio", 0.0, 1.0, "of livelihoods in the north, from aid");
    v.real("aid", rules.aid, "ratio", 0.0, 10.0, "level of aid to the north, of that of the base");
    v.real("aid_leak", rules.aid_leak, "ratio", 0.0, 1.0, "share of donors' money that is skimmed on the way");
    v.real("backlash", rules.backlash, "1", 0.0, 5.0, "points of legitimacy lost, per point of enforcement without livelihoods");
    v.real("livelihoods_weight", rules.livelihoods_weight, "1", 0.0, 5.0, "points of legitimacy, per point of livelihoods");
    v.real("extraction_elasticity", rules.extraction_elasticity, "1", 0.0, 5.0, "fall of legitimacy, by what state posts take");
    v.real("gifts_elasticity", rules.gifts_elasticity, "1", 0.0, 5.0, "of acceptance, by what residents receive");
    v.real("community_action", rules.community_action, "points", 0.0, 100.0, "of acceptance, that community action takes away");
    v.real("speed", rules.speed_per_week, "1/week", 0.0, 1.0, "at which all of them move");
}

template <class V, class Whole>
void describe_society(V& v, Whole& scenario)
{
    v.section("society", scenario.society, "the state's enforcement, and what residents make of it");
    v.section("ties", scenario.ties, "those who hold several roles, what passes along them and what it buys");
}

}  // namespace piste
