// The six years from 2011 to 2016: T3, T4, T6, T35 in history, T43. Shocks are dated inputs, responses are not.
#include "tests/patterns/changes.hpp"
#include "tests/patterns/measures.hpp"

#include "runners/config/calendar.hpp"

namespace piste::test {
namespace {

constexpr char six_years[] = "mali-2011-2016";
constexpr char before_first_day[] = "2011-01-01";
constexpr char end_of_2016[] = "2017-01-01";
constexpr std::uint32_t runs_where_little_happens = 5;   // a year sees a few clashes

Day day_of(char const* date)
{
    return days_between(before_first_day, date).value();
}

Measure mean_in(Series series, char const* from, char const* until)
{
    return mean_between(series, day_of(from), day_of(until));
}

// Whoever learns learns nothing new from this date on.
Carrier beliefs_frozen(char const* from)
{
    return {"beliefs that follow what happens",
            [](Scenario& world) {
                world.news.learning = Switch::off;
                world.learning.passeurs = Switch::off;
            },
            day_of(from)};
}

Pattern conflict_turns_people_away()
{
    auto const in_the_crisis = mean_in(Series::departures, "2012-04-01", "2014-01-01");
    auto const in_2011 = mean_in(Series::departures, "2011-01-01", "2012-01-01");
    auto const left_of_2011 = [=](Scenario const& scenario, Outcome const& o) {
        return in_the_crisis(scenario, o) / in_2011(scenario, o) - 0.1;
    };
    return {.id = "T3",
            .title = "The conflict of 2012 and 2013 turns people to Niger, not all of them",
            .source = "S2 L189",
            .kind = PatternClass::H,
            .worlds = {{.name = "calm",
                        .without = {"Rebellion, and the rule of extremists", "Rebellion, and the rule of extremists",
                                    "Extremists oust the rebels"}}},
            .metrics = {{.letter = "a", .what = "departures a day, April 2012 to December 2013", .measure = in_the_crisis,
                         .direction = -1, .from = "calm", .to = "base"},
                        {.letter = "b", .what = "chose Niger instead, of all who set out through Mali in six years",
                         .measure = count_of(Tally::chose_niger), .from = "calm", .to = "base",
                         .scale = count_of(Tally::departures)},
                        {.letter = "c", .what = "departures of these months over those of 2011, less 0.1", .measure = left_of_2011,
                         .from = "", .to = "base", .smallest = 0.0, .relative = false, .carried = false}},
            .carriers = {beliefs_frozen("2012-01-01")},
            .scenario = six_years};
}

Pattern recovery()
{
    return {.id = "T4",
            .title = "By 2016 the flow is back although there is more violence",
            .source = "S2 L209",
            .kind = PatternClass::H,
            .metrics = {{.letter = "a", .what = "departures a day, 2016 against April 2012 to December 2013",
                         .measure = mean_in(Series::departures, "2016-01-01", end_of_2016), .to = "base",
                         .from_measure = mean_in(Series::departures, "2012-04-01", "2014-01-01")},
                        {.letter = "b", .what = "clashes a day, 2016 against 2013",
                         .measure = mean_in(Series::clashes, "2016-01-01", end_of_2016), .to = "base",
                         .from_measure = mean_in(Series::clashes, "2013-01-01", "2014-01-01"), .carried = false}},
            .carriers = {beliefs_frozen("2014-01-01")},
            .scenario = six_years};
}

Pattern in_khalil()
{
    auto const from = day_of("2013-07-01");
    auto const until = day_of(end_of_2016);
    auto const old_way = heading_share_between({"in_khalil"}, from, until);
    auto const new_way = heading_share_between({"tal_handak"}, from, until);
    auto const lead = [=](Scenario const& scenario, Outcome const& o) { return new_way(scenario, o) / old_way(scenario, o) - 1.0; };
    return {.id = "T6",
            .title = "In Khalil gives way to Tal Handak after early 2013",
            .source = "S2 L453",
            .kind = PatternClass::H,
            .worlds = {{.name = "calm", .without = {"In Khalil becomes extremely insecure", "In Khalil becomes extremely insecure"}}},
            .metrics = {{.letter = "a", .what = "share heading for In Khalil, from July 2013 on", .measure = old_way, .direction = -1,
                         .from = "calm", .to = "base"},
                        {.letter = "b", .what = "share heading for Tal Handak", .measure = new_way, .from = "calm", .to = "base"},
                        {.letter = "c", .what = "Tal Handak over In Khalil, less 1", .measure = lead, .from = "", .to = "base",
                         .relative = false}},
            .carriers = {beliefs_frozen("2013-01-01")},
            .scenario = six_years};
}

Pattern anefis_and_kidal()
{
    return {.id = "T35H",
            .title = "The pact of Anéfis calms, the convoy of July 2016 ends the calm",
            .source = "S2 fn33; S1 L41",
            .kind = PatternClass::H,
            .worlds = {{.name = "no pact", .without = {"The pact of Anéfis", "The pact of Anéfis holds"}},
                       {.name = "no convoy", .without = {"A convoy is seized"}}},
            .metrics = {{.letter = "a", .what = "clashes a day, October to December 2015",
                         .measure = mean_in(Series::clashes, "2015-10-01", "2015-12-30"), .direction = -1, .from = "no pact",
                         .to = "base"},
                        {.letter = "b", .what = "clashes a day, 90 days from 19 July 2016",
                         .measure = mean_in(Series::clashes, "2016-07-19", "2016-10-17"), .from = "no convoy", .to = "base"}},
            .carriers = {{"pacts that calm, and retaliation", all_of({pacts_that_calm().off, retaliation().off})}},
            .scenario = six_years,
            .prepare = tenth_of_the_traffic(),
            .runs_a_pair = runs_where_little_happens};
}

Pattern drawdown()
{
    return {.id = "T43",
            .title = "Foreign troops leave, the north is contested",
            .source = "S3 L16",
            .kind = PatternClass::H,
            .worlds = {{.name = "they stay", .without = {"Foreign troops are drawn down"}}},
            .metrics = {{.letter = "a", .what = "effective number of holders of a northern stretch, from May 2013 on",
                         .measure = mean_in(Series::holders_per_stretch, "2013-05-01", end_of_2016), .from = "they stay",
                         .to = "base"}},
            .carriers = {{"groups' contest for ground", [](Scenario& world) { world.groups.response = Switch::off; }}},
            .scenario = six_years,
            .prepare = tenth_of_the_traffic(),
            .runs_a_pair = runs_where_little_happens};
}

}  // namespace

std::vector<Pattern> history_patterns()
{
    return {conflict_turns_people_away(), recovery(), in_khalil(), anefis_and_kidal(), drawdown()};
}

}  // namespace piste::test
