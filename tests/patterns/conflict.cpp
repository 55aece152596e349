// Conflict and its side effects: T27, T34 to T36, T44.
#include "tests/patterns/changes.hpp"
#include "tests/patterns/measures.hpp"

#include <algorithm>

namespace piste::test {
namespace {

constexpr std::uint32_t runs_where_little_happens = 10;   // a year sees a few clashes

// (one - other) / (one + other) of two rates; zero where nothing happens at all.
Measure contrast(Tally one, Tally one_weeks, Tally other, Tally other_weeks)
{
    return [=](Scenario const& scenario, Outcome const& o) {
        if (o.tally(one) + o.tally(other) == 0) {
            return 0.0;
        }
        double const first = per(one, one_weeks)(scenario, o);
        double const second = per(other, other_weeks)(scenario, o);
        return (first - second) / (first + second);
    };
}

// Mean index over groups.
Measure strength_of_groups()
{
    return [](Scenario const& scenario, Outcome const& o) {
        double sum = 0.0;
        for (auto const& group : scenario.armed_groups) {
            auto const series = group.group_class == GroupClass::coalition      ? Series::strength_coalitions
                                : group.group_class == GroupClass::state_backed ? Series::strength_state_backed
                                                                                : Series::strength_islamist;
            sum += daily_mean(series)(scenario, o);
        }
        return sum / static_cast<double>(scenario.armed_groups.size());
    };
}

Pattern smaller_income()
{
    auto const migrants_are_all = [](Scenario& world) {
        world.groups.migrants_share = 0.9;
        world.groups.goods_share = 0.05;
    };
    auto const least_lead = [](Scenario const& scenario, Outcome const& o) {
        double least = 1.0;
        for (Day day = 0; day < scenario.horizon.measured_days; day += 30) {
            auto const end = std::min(day + 30, scenario.horizon.measured_days);
            double const all = mean_between(Series::group_income, day, end)(scenario, o);
            double const migrants = mean_between(Series::group_income_from_migrants, day, end)(scenario, o);
            least = std::min(least, (all - 2.0 * migrants) / all);
        }
        return least;
    };
    return {.id = "T27",
            .title = "Migrants are the smaller income of armed groups",
            .source = "S2 L455",
            .kind = PatternClass::V,
            .metrics = {in_base("a", "other income less income from migrants, over all, in the month in which it is least", least_lead, 0.0)},
            .reversed = {{"no goods and no drugs", {{"base", migrants_are_all}}, {"a"}}}};
}

Pattern where_they_clash()
{
    return {.id = "T34",
            .title = "Clashes where rent is high and holders overlap",
            .source = "S2 L437",
            .metrics = {in_base("a", "clash rate on contested stretches against the others, as a contrast",
                                contrast(Tally::clashes_contested, Tally::weeks_contested, Tally::clashes_uncontested,
                                         Tally::weeks_uncontested)),
                        in_base("b", "clash rate on stretches of high rent against the others, as a contrast",
                                contrast(Tally::clashes_over_high_rent, Tally::weeks_of_high_rent,
                                         Tally::clashes_over_low_rent, Tally::weeks_of_low_rent))},
            .carriers = {{"clashes that answer to rent", [](Scenario& world) { world.groups.rent_elasticity = 0.0; }},
                         {"groups that decide", [](Scenario& world) { world.groups.response = Switch::off; }}},
            .prepare = tenth_of_the_traffic(),
            .runs_a_pair = runs_where_little_happens};
}

Change pact(double made, double broken)
{
    return [=](Scenario& world) {
        world.groups.pact_made_per_week = Probability(made);
        world.groups.pact_broken_per_week = Probability(broken);
        world.groups.convoy_seized_per_week = Probability(0.0);
    };
}

Pattern pact_and_seizure()
{
    auto const seized = [](Scenario& world) {
        pact(0.0, 0.0)(world);
        world.groups.convoy_seized_per_week = Probability(1.0);
    };
    auto const none = pact(0.0, 1.0);
    auto const lasting = pact(1.0, 0.0);
    auto const after = pact(0.0, 0.0);
    return {.id = "T35",
            .title = "A pact calms, a seized convoy ends the calm",
            .source = "S2 fn33; S1 L41",
            .worlds = {{"none", none}, {"pact", none, {{0, lasting}}}, {"seized", none, {{0, lasting}, {180, seized}, {187, after}}}},
            .metrics = {{.letter = "a", .what = "clashes in the first 90 days of a pact", .measure = mean_between(Series::clashes, 0, 90),
                         .direction = -1, .from = "none", .to = "pact"},
                        {.letter = "b", .what = "clashes in the 90 days after a seizure, against the same pact without it",
                         .measure = mean_between(Series::clashes, 180, 270), .from = "pact", .to = "seized"}},
            .carriers = {pacts_that_calm(), retaliation()},
            .prepare = tenth_of_the_traffic(),
            .runs_a_pair = runs_where_little_happens};
}

Pattern income_and_arms()
{
    auto const richer = [](Scenario& world) {
        world.groups.goods_index *= 1.5;
        world.groups.drugs_index *= 1.5;
    };
    auto const others = [](Scenario const& scenario, Outcome const& o) {
        return 1.0 - daily_mean(Series::group_income_from_migrants)(scenario, o) / daily_mean(Series::group_income)(scenario, o);
    };
    return {.id = "T36",
            .title = "Income, arms and the length of conflict",
            .source = "S2 L225; S1 L25",
            .worlds = {{"changed", {}, {{0, richer}}}},
            .metrics = {{.letter = "a", .what = "index of strength, mean over groups", .measure = strength_of_groups()},
                        {.letter = "b", .what = "clashes a day", .measure = daily_mean(Series::clashes)},
                        {.letter = "c", .what = "share of income that is not from migrants", .measure = others, .from = "",
                         .to = "changed", .smallest = 0.0, .relative = false, .carried = false}},
            .carriers = {{"income that becomes strength", [](Scenario& world) { world.groups.income_elasticity = 0.0; }},
                         {"clashes that answer to rent", [](Scenario& world) { world.groups.rent_elasticity = 0.0; }},
                         {"clashes that answer to strength", [](Scenario& world) { world.groups.arms = Switch::off; }}},
            .prepare = tenth_of_the_traffic(),
            .runs_a_pair = runs_where_little_happens};
}

Pattern wrong_targets()
{
    auto const few_travellers_and_strikes = [](Scenario& world) {
        tenth_of_the_traffic()(world);
        world.groups.strike_per_week = Probability(0.25);   // as at full intensity of P21
    };
    auto const biased = [](Scenario& world) {
        world.groups.wrong_target = Probability((1.0 + world.groups.wrong_target.value()) / 2.0);
    };
    return {.id = "T44",
            .title = "Biased intelligence strikes the wrong people and makes recruits",
            .source = "S1 L21, L41",
            .worlds = {{"changed", biased}},
            .metrics = {{.letter = "a", .what = "share of strikes on the wrong target",
                         .measure = per(Tally::strikes_on_wrong_target, Tally::strikes), .carried = false},
                        {.letter = "b", .what = "index of strength, mean over groups", .measure = strength_of_groups()}},
            .carriers = {{"grievance that makes recruits", [](Scenario& world) { world.groups.strike_grievance = 0.0; }}},
            .prepare = few_travellers_and_strikes,
            .runs_a_pair = runs_where_little_happens};
}

}  // namespace

std::vector<Pattern> conflict_patterns()
{
    return {smaller_income(), where_they_clash(), pact_and_seizure(), income_and_arms(), wrong_targets()};
}

}  // namespace piste::test
