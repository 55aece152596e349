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
    v.real("prior_clients", rules.prior_clients, "persons", 0.001, 1000000.0, "that the initial belief counts for");
    v.real("news_clients", rules.news_clients, "persons", 0.001, 1000000.0, "that the news on risk count for");
    v.choice("protection", rules.protection, "bought by what it is seen to be worth; off: by whoever has ties");
    v.real("protection_habit", rules.protection_habit, "1", -20.0, 20.0, "what else speaks for it, in units of the noise");
    v.real("attack_prior", rules.attack_prior, "1", 0.0, 10.0, "attacks a head and trip if unprotected, believed at first");
}

}  // namespace piste
