#include "tests/patterns/known_failures.hpp"

#include <array>

namespace piste::test {
namespace {

// Said once for each metric of a pattern that fails for one reason.
constexpr std::string_view harm_is_rare = "robbery is a small part of what travellers tell of a way, next to refusals "
                                          "and ransoms, so doubling it moves few; the size that "
                                          "was planned is kept, and nothing was tried to enlarge it";
constexpr std::string_view own_ghetto_shut =
    "chairmen are arrested now and then, and a nationality whose only ghetto is shut meanwhile sleeps with others "
    "although there is room "
    "elsewhere: some fifteen stays in a hundred thousand, none where chairmen are never arrested";

constexpr std::string_view toll_takers_stay =
    "fewer set out in 2016 than in the crisis: coalitions have come to man the northern roads, and what they ask, and the harm told of the ways "
    "that took the place of In Khalil, weigh more by then than the danger of 2012. Left out of the choice, tried one at a time, harm or cost leaves a smaller fall; "
    "the economic crises of 2013 and 2014, which sources date, are not among the events";
constexpr std::string_view fronts_come_back =
    "fewer troops mean more clashes, but a clash moves a front now one way and now the other, and control returns to who has kin there, so that as "
    "many hold a stretch as before; there is no effect to carry, and nothing was tried";
constexpr std::string_view strength_starts_no_fight =
    "livelihoods and legitimacy fall and groups find more recruits, but in the model a stronger group wins more often and starts no more fights: "
    "clashes follow rent, overlap, pacts and foreign presence alone, so that not one more is fought in half a year";
constexpr std::string_view slow_strength =
    "where strength is drawn slow or income and recruits are drawn to matter little, other things outweigh it in a single pair of runs";
constexpr std::string_view tolls_are_small =
    "with half of the posts each that remains asks 2 % more (elasticity -0.1, within -1 and 0), less than the 5 % that were to be named: what posts take "
    "together is a small part of what travellers can give, and demands are held by caps; at the points a single pair of runs hardly shows it. Tried: that "
    "travellers keep back what the posts ahead take, which about doubled it";
constexpr std::string_view few_armed_posts_go =
    "most groups have one post on a stretch, and half of one, rounded up, is one: of thirteen posts ten remain; where each asks what brings most, what the "
    "others take moves it little, and the interval of the change holds 0; nothing was tried";
constexpr std::string_view few_trucks =
    "few trucks head for each of the other crossings (one in sixteen for In Khalil), and with one pair at each of ten points chance decides the sign at "
    "two; at the base point their shares rise by seven to nine tenths";
constexpr std::string_view through_anyway =
    "98 % enter Gao anyway; with one price 99 %, and so many also where nobody learns, since who is asked once is seldom put off";

constexpr std::array<KnownFailure, 39> failures{{
    {"T1", "a tin_zaouatene points", few_trucks, Fails::in_representative},
    {"T5", "a points",
     "at eight of ten points, by one run each, where nine are asked for; crossing shares vary a thousand times as much as the trunk's, since a "
     "truckload takes one way together, and the half that news and tolls carry of it is within chance of a half: 48 % before posts learned, 53 % since"},
    {"T3", "a size",
     "word of the rebellion reaches those who have not left, and all that it moves is moved by it, but at the base steepness of the choice of "
     "corridor 4 % fewer set out and not 5 %; no source gives the steepness, and it was left alone"},
    {"T3", "b size", "as (a): those who turn to Niger are about 1 % of the flow of six years"},
    {"T4", "a size", toll_takers_stay},
    {"T4", "a carrier", toll_takers_stay},
    {"T36", "a points", slow_strength},
    {"T44", "b points", slow_strength},
    {"T43", "a size", fronts_come_back},
    {"T43", "a carrier", fronts_come_back},
    {"T38", "c size", strength_starts_no_fight},
    {"T38", "c points", strength_starts_no_fight},
    {"T38", "c carrier", strength_starts_no_fight},
    {"T7", "a size", harm_is_rare},
    {"T7", "a points", harm_is_rare},
    {"T7", "b size", harm_is_rare},
    {"T7", "b points", harm_is_rare},
    {"T7", "a carrier", harm_is_rare},
    {"T8", "b in_khalil points", few_trucks},
    {"T8", "b timiaouine points", few_trucks},
    {"T8", "b tin_zaouatene points", few_trucks},
    {"T28", "a size",
     "some 12 % fewer are arrested, but with posts that learn runs differ more and the interval reaches 4 %, where 5 was to be exceeded; no other seeds "
     "were tried"},
    {"T18", "c points",
     "at two of ten points the stay does not rise with the fare, where one in ten failed before passeurs had other roles; the "
     "effect at the base point is what it was, and nothing was tried"},
    {"T15", "c1 size", own_ghetto_shut},
    {"T15", "c2 size", own_ghetto_shut},
    {"T11", "b band",
     "some 4 % more leave Gao in these four weeks than in the base, and the interval "
     "reaches beyond 5 %: four weeks are some fifty trucks, too few for such a band; nothing is missing below, so it is no "
     "sign of a kingpin, and no wider band was tried"},
    {"T16", "c points",
     "the wait at a fifth of the flow exceeds seven days at a quarter of the points: there drivers are given a "
     "patience of up to ten days, "
     "the range that is held plausible; at the base point it holds"},
    {"T16", "a carrier",
     "drivers who wait for a load that pays carry 48 % of the longer wait instead of 52 %: at the half that is asked for, within chance"},
    {"X3", "a size", tolls_are_small},
    {"X3", "a points", tolls_are_small},
    {"X3", "b size", few_armed_posts_go},
    {"X3", "b points", few_armed_posts_go},
    {"X4", "a points", tolls_are_small},
    {"X5", "a carrier",
     "one price is asked once a journey where each post asked before, and this, by a rule, takes a twelfth also where nobody learns: as in the closed form "
     "of bargaining, where one holder gets the share that each post got"},
    {"X5", "b carrier", through_anyway},
    {"X5", "b size", through_anyway},
    {"X6", "a points",
     "the rise is that of the stake that shows, of which between nothing and all does at the points; at three of ten it is lost beside the caps and "
     "the chance of a single run"},
    {"X7", "a points", "at two of ten points travellers give so much that posts ask all alike the cap that is customary"},
    {"X8", "a band",
     "on average demands are flat, but at equal means they rise by 5 %: who is nearer the end with as much at hand keeps less for the posts ahead; "
     "before travellers reckoned ahead demands fell along the road by 8 %"},
}};

constexpr std::array<NotRun, 2> not_run{{
    {"X1", "a closed form of a chain alone, in no run: tests/model/post_prices.test.cpp holds it, for a fifth, the same and several times the right ask at first"},
    {"X2", "a closed form of a chain alone, in no run: tests/model/post_prices.test.cpp holds it, for a fifth, the same and several times the right ask at first"},
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
