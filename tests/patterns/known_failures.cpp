#include "tests/patterns/known_failures.hpp"

#include <array>

namespace piste::test {
namespace {

// Said once for each metric of a pattern that fails for one reason.
constexpr std::string_view harm_is_rare = "robbery is a small part of what travellers tell of a way, next to refusals "
                                          "and ransoms, so doubling it moves few; the size that "
                                          "was planned is kept, and nothing was tried to enlarge it";
constexpr std::string_view nobody_with_others =
    "in the base no ghetto is full, so nobody sleeps with others and no effect relative to it can be formed; with a "
    "quarter of the beds "
    "about a third of the stays are with others and one in nineteen leads to conflict";
constexpr std::string_view closing_is_known_at_once =
    "that a way is closed is known to every passeur at once, by a rule, so people go elsewhere also with harm and "
    "experience out of the "
    "choice; no switch freezes the choice among open ways, and until one does this pattern is nearly true by "
    "construction";

constexpr std::array<KnownFailure, 13> failures{{
    {"T1", "a timiaouine carrier", closing_is_known_at_once},
    {"T1", "a tin_zaouatene carrier", closing_is_known_at_once},
    {"T1", "a in_khalil carrier", closing_is_known_at_once},
    {"T1", "b carrier", closing_is_known_at_once},
    {"T5", "a carrier",
     "crossing shares vary a thousand times as much as the trunk's, and as much with news and tolls out of the choice: "
     "a truckload takes "
     "one way together, and it is this chance that varies; in a year without events there is little else to answer to"},
    {"T7", "a size", harm_is_rare},
    {"T7", "a points", harm_is_rare},
    {"T7", "b size", harm_is_rare},
    {"T7", "b points", harm_is_rare},
    {"T15", "a size", nobody_with_others},
    {"T15", "b size", nobody_with_others},
    {"T11", "b band",
     "some 4 % more leave Gao in these four weeks than in the base, and the interval reaches 9 %: four weeks are some "
     "fifty trucks, too few "
     "for a band of 5 %; nothing is missing below, so it is no sign of a kingpin, and no wider band was tried"},
    {"T16", "c points",
     "the wait at a fifth of the flow exceeds seven days at a quarter of the points: there drivers are given a "
     "patience of up to ten days, "
     "the range that is held plausible; at the base point it holds"},
}};

constexpr std::array<NotRun, 24> not_run{{
    {"T3", "mali-2011-2016 is not there yet"},
    {"T4", "mali-2011-2016 is not there yet"},
    {"T6", "mali-2011-2016 is not there yet"},
    {"T23", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"T27", "armed groups now have income; not run yet"},
    {"T28", "shares passed on now buy peace; not written yet"},
    {"X1", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"X2", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"X3", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"X4", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"X5", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"X6", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"X7", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"X8", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"X9", "posts follow a rule; how a post learns is tested on a chain alone, in no run yet"},
    {"X10", "posts have no price"},
    {"T34", "armed groups now fight; not run yet"},
    {"T35", "armed groups now sign; not run yet"},
    {"T36", "armed groups now have strength; not run yet"},
    {"T38", "enforcement and livelihoods are in the model now; not written yet"},
    {"T39", "the levers are there now; not written yet"},
    {"T41", "there is no aid in the model yet"},
    {"T43", "mali-2011-2016 is not there yet"},
    {"T44", "strikes are in the model now; not run yet"},
}};

}  // namespace

std::span<KnownFailure const> known_failures()
{
    return failures;
}

std::span<NotRun const> patterns_not_run()
{
    return not_run;
}

}  // namespace piste::test
