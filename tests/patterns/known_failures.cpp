#include "tests/patterns/known_failures.hpp"

#include <array>

namespace piste::test {
namespace {

// Said once for each metric of a pattern that fails for one reason.
constexpr std::string_view harm_is_rare =
    "robbery is a small part of what travellers tell of a way, next to refusals and ransoms, so that doubling it moves nothing that 16 pairs can tell from chance "
    "(of the share of Tal Handak 5 % either way), and there is no effect to carry; at the points the sign is the stated one at some seven in ten. The size that was "
    "planned is kept, and nothing was tried to enlarge it";
constexpr std::string_view toll_takers_stay =
    "fewer set out in 2016 than in the crisis: coalitions have come to man the northern roads, and what they ask, and the harm told of the ways "
    "that took the place of In Khalil, weigh more by then than the danger of 2012. Left out of the choice, tried one at a time, harm or cost leaves a smaller fall; "
    "the economic crises of 2013 and 2014, which sources date, are not among the events";
constexpr std::string_view fronts_come_back =
    "fewer troops mean more clashes, but a clash moves a front now one way and now the other, and control returns to who has kin there, so that as "
    "many hold a stretch as before; there is no effect to carry, and nothing was tried";
constexpr std::string_view strength_is_slow =
    "livelihoods and legitimacy fall, groups find more recruits and fight more for it, by about the 5 % that was to be exceeded: 12 clashes a year "
    "are too few to tell 5 % from 1 or 10, and where strength is drawn slow half a year is too short; before strength started fights there was "
    "no effect, and its elasticity was not looked for by the outcome";
constexpr std::string_view income_drawn_weak =
    "the sign goes with its carrier: where it is lost `armed_groups.income_elasticity` is drawn at 0.16 in the median (0.59 elsewhere, rank correlation with "
    "the effect 0.83), presumably because more rent then costs more strength in clashes than it brings";
constexpr std::string_view tolls_are_small =
    "with half of the posts each that remains asks 2 % more (elasticity -0.1, within -1 and 0), less than the 5 % that were to be named: what posts take "
    "together is a small part of what travellers can give, and demands are held by caps; at half of the points, by four pairs each, the sign is lost. Tried: that "
    "travellers keep back what the posts ahead take, which about doubled it";
constexpr std::string_view few_armed_posts_go =
    "most groups have one post on a stretch, and half of one, rounded up, is one: of thirteen posts ten remain; where each asks what brings most, what the "
    "others take moves it little, and the interval of the change holds 0; nothing was tried";
constexpr std::string_view as_many_wait =
    "at 86 of 100 points by four pairs each. It may be that where many vehicles come, pickups among them as at the points and not in the base, those that leave go with who has "
    "gathered and the others go back empty, so that the wait of those that leave hardly changes. While passeurs reckoned with what a day of the vehicle costs its "
    "driver, until this pattern was looked into (docs/patterns-plan.md), it held at 54";
constexpr std::string_view drawn_above_a_week =
    "at 87 of 100 points by four pairs each: at a fifth of the flow vehicles stay nearly as long as they ever do, which is drawn above a week at the others "
    "(`vehicle.date_truck.longest_wait`, 3 to 10 days)";
constexpr std::string_view chance_at_ten =
    "of ten points, by one pair of runs each, one or two more than may fail; of a hundred, by four pairs each, nine in ten and more have the sign";
constexpr std::string_view through_anyway =
    "98 % enter Gao anyway; with one price 99 %, and so many also where nobody learns, since who is asked once is seldom put off";

constexpr std::array<KnownFailure, 46> failures{{
    {"T5", "a carrier",
     "crossing shares vary some hundred times as much as the trunk's, since a truckload takes one way together; of that news of harm and tolls carry less than half, and no "
     "more together with passeurs' own experience, where half is asked for"},
    {"T3", "a size",
     "word of the rebellion reaches those who have not left, and all that it moves is moved by it, but at the base steepness of the choice of "
     "corridor 3 % fewer set out and not 5 %; no source gives the steepness, and it was left alone"},
    {"T3", "b size", "as (a): those who turn to Niger are about 1 % of the flow of six years"},
    {"T4", "a size", toll_takers_stay},
    {"T4", "a carrier", toll_takers_stay},
    {"T34", "b points",
     "at 74 of 100 points by four pairs each, and no more chance than by two: at some points there is no stretch of low rent to compare with, or none of high; at others it "
     "may be that who holds a stretch and how strong weighs more than its rent, which was not tried"},
    {"T34", "a points",
     "at 86 of 100 points by four pairs each (95 by two, in another ensemble): at some all stretches are contested, or none; at others rent may weigh more than who holds them"},
    {"T36", "a points", income_drawn_weak},
    {"T44", "b points", chance_at_ten, Fails::in_representative},
    {"T4", "b size", "half as many clashes again by 16 pairs of runs, a third by 8: of a few a year, so that the interval by 8 reaches under 5 %", Fails::in_representative},
    {"T43", "a size", fronts_come_back},
    {"T43", "a carrier", fronts_come_back},
    {"T38", "c size", strength_is_slow},
    {"T38", "c points", chance_at_ten, Fails::in_representative},
    {"T7", "a size", harm_is_rare},
    {"T7", "a carrier", harm_is_rare},
    {"T7", "a points", harm_is_rare},
    {"T7", "b size", harm_is_rare},
    {"T7", "b carrier", harm_is_rare},
    {"T7", "b points", harm_is_rare},
    {"T18", "a points",
     "at 89 of 100 points by four pairs each, of which chance is part. "
     "Who earns more may also stay where he can live on it, which is a choice of the model's; it was not looked for where the sign is lost", Fails::in_whole},
    {"T11", "a 20 % control: replacement off",
     "eight of forty passeurs whose places stay empty are missed by some 2 % of those who arrive, as many as at random, and of those who leave in a week: co-nationals take on "
     "their clients at once, and how many leave follows from the vehicles. One broker without substitute leaves the band by far"},
    {"T11", "b 20 % band", "3 % fewer leave in those weeks, as with 16 pairs, by which it is inside the band", Fails::in_representative},
    {"T12", "b size",
     "new document makers make half at first, and what they did not make in a season is missing from those in use to the end of the year: 6 % fewer, where 5 were allowed. "
     "Until they were taken to be less experienced, as everybody who takes a place is, it held"},
    {"T12", "e size", "3 % dearer, as with 16 pairs, by which it is inside 5 %", Fails::in_representative},
    {"T12", "d size", "5 % dearer, at every point; the interval reaches below the 5 % that were to be named. Tried: that who finds nothing counts as asking, without which papers got cheaper"},
    {"T16", "b points", as_many_wait},
    {"T16", "c points", drawn_above_a_week, Fails::in_whole},
    {"X3", "a size", tolls_are_small},
    {"X3", "a points", tolls_are_small},
    {"X3", "b size", few_armed_posts_go},
    {"X3", "b carrier", few_armed_posts_go},
    {"X3", "b points", few_armed_posts_go},
    {"X4", "a points", tolls_are_small},
    {"X5", "a carrier",
     "one price is asked once a journey where each post asked before, and this, by a rule, takes a twelfth also where nobody learns: as in the closed form "
     "of bargaining, where one holder gets the share that each post got"},
    {"X5", "b carrier", through_anyway},
    {"X5", "b size", through_anyway},
    {"X5", "d size", "99.5 % of those who leave Gao northward reach the first town beyond anyway"},
    {"X5", "d points", "as its size; at 85 of 100 points the sign is the stated one", Fails::in_whole},
    {"X6", "b points", "as (a), and few posts of few holders: the first third of the ways and the last are mostly those of different coalitions, each with tariffs of its own"},
    {"X6", "b size", "by 8 pairs the interval holds 0; by 16 it lies beyond", Fails::in_representative},
    {"X6", "a points",
     "the rise is that of the stake that shows, of which between nothing and all does at the points; at four of ten it is lost beside the caps and "
     "the chance of a pair or two of runs"},
    {"X7", "a points", chance_at_ten, Fails::in_representative},
    {"X9", "a control: each post for itself", "each for himself, state posts take 5 % less with their number cut, which is the band: by 8 pairs a little less, by 16 a little more",
     Fails::in_representative},
    {"X8", "b band", "few posts of few holders: the interval reaches from a tenth down to three tenths up, and cannot lie inside the band; it holds 0"},
    {"X8", "a band",
     "on average demands are flat, but at equal means they rise by 6 %: who is nearer the end with as much at hand keeps less for the posts ahead; "
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
