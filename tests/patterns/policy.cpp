// What state and donors do, and what it does to others: T28, T38, T39, T41.
#include "tests/patterns/changes.hpp"
#include "tests/patterns/measures.hpp"

#include <algorithm>

namespace piste::test {
namespace {

constexpr Day half_a_year_before_the_end = 186;
constexpr Day measured_days = 366;

Measure late(Series series)
{
    return mean_between(series, half_a_year_before_the_end, measured_days);
}

Pattern shared_rents()
{
    auto const more_is_passed_on = [](Scenario& world) {
        for (auto* const share : {&world.ghetto.authorities_share, &world.ghetto.security_share, &world.ghetto.residents_share}) {
            *share = Ratio(share->value() * 1.5);
        }
    };
    return {.id = "T28",
            .title = "Shared rents buy quiet",
            .source = "S2 L387",
            .worlds = {{"changed", {}, {{0, more_is_passed_on}}}},
            .metrics = {{"a", "passeurs arrested", count_of(Tally::passeurs_arrested), -1}},
            .carriers = {{"social peace", [](Scenario& world) { world.arrests.social_peace = Switch::off; }}},
            .prepare = [](Scenario& world) { world.arrests.passeurs_per_year += 2.0; }};   // as P2
}

Pattern clampdown()
{
    auto const enforced = [](Scenario& world) {
        world.society.enforcement *= 3.0;   // as P34
        world.society.trade_restricted = std::min(1.0, world.society.trade_restricted + 0.5);
    };
    auto const all_closed = [](Scenario& world) {
        for (auto& crossing : world.crossings) {
            crossing.refusal_without_passport = Probability(1.0);
            crossing.refusal_with_passport = Probability(1.0);
        }
    };
    return {.id = "T38",
            .title = "A clampdown in the north: livelihoods, legitimacy, conflict",
            .source = "S0 L376-386",
            .worlds = {{"changed", {}, {{0, enforced}}}, {"closed", {}, {{0, all_closed}}}},
            .metrics = {{"a", "livelihoods, last 180 days", late(Series::livelihoods), -1},
                        {"b", "legitimacy, last 180 days", late(Series::legitimacy), -1},
                        {"c", "clashes a day, last 180 days", late(Series::clashes)},
                        {.letter = "d", .what = "arrived", .measure = count_of(Tally::arrived), .smallest = 0.1, .stays = true},
                        {.letter = "d control", .what = "arrived, nobody let through at any crossing",
                         .measure = count_of(Tally::arrived), .direction = -1, .to = "closed", .smallest = 0.1,
                         .at_points = false, .carried = false}},
            .carriers = {{"state and residents who react", [](Scenario& world) { world.society.response = Switch::off; }}}};
}

Pattern technical_measures()
{
    auto const flow = late(Series::left_northward);
    std::vector<LeverUse> const package{{"p39-package"}};
    return {.id = "T39",
            .title = "One technical measure does little; a package does more",
            .source = "S2 L551",
            .kind = PatternClass::S,
            .worlds = {{.name = "capacity", .levers = {{"p06-capacity-building"}}},
                       {.name = "together", .levers = {{"p08-forces-together"}}},
                       {.name = "package", .levers = package}},
            .metrics = {{.letter = "a capacity", .what = "left Gao northward, last 180 days, P6", .measure = flow, .to = "capacity"},
                        {.letter = "a together", .what = "left Gao northward, last 180 days, P8", .measure = flow, .to = "together"},
                        {.letter = "b capacity", .what = "the same, P39 against P6", .measure = flow,
                         .direction = -1, .from = "capacity", .to = "package", .moves = true},
                        {.letter = "b together", .what = "the same, P39 against P8", .measure = flow,
                         .direction = -1, .from = "together", .to = "package", .moves = true}},
            .controls = {{"the package in place of each", {{.name = "capacity", .levers = package}, {.name = "together", .levers = package}},
                          {"a capacity", "a together"}}}};
}

Pattern skimmed_aid()
{
    auto const leak_times = [](double factor) {
        return [=](Scenario& world) { world.society.aid_leak = std::min(1.0, world.society.aid_leak * factor); };
    };
    return {.id = "T41",
            .title = "Aid without control of corruption is skimmed",
            .source = "S2 L543",
            .kind = PatternClass::V,
            .worlds = {{"changed", {}, {{0, leak_times(1.5)}}}, {"nothing skimmed", {}, {{0, leak_times(0.0)}}}},
            .metrics = {{.letter = "a", .what = "livelihoods, last 180 days, as they are against nothing skimmed",
                         .measure = late(Series::livelihoods), .direction = -1, .from = "nothing skimmed", .to = "base", .smallest = 0.0},
                        {.letter = "b", .what = "livelihoods, last 180 days, half as much again skimmed",
                         .measure = late(Series::livelihoods), .direction = -1, .smallest = 0.0}},
            .reversed = {{"half as much skimmed", {{"changed", {}, {{0, leak_times(0.5)}}}}, {"b"}},
                         {"half as much again in place of nothing", {{"nothing skimmed", {}, {{0, leak_times(1.5)}}}}, {"a"}}}};
}

}  // namespace

std::vector<Pattern> policy_patterns()
{
    return {shared_rents(), clampdown(), technical_measures(), skimmed_aid()};
}

}  // namespace piste::test
