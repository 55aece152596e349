#include "tests/patterns/known_failures.hpp"

#include <array>

namespace piste::test {
namespace {

// Said once for each metric of a pattern that fails for one reason.
constexpr std::string_view harm_is_rare = "robbery is a small part of what travellers tell of a way, next to refusals "
                                          "and ransoms, so doubling it moves few; the size that "
                                          "was planned is kept, and nothing was tried to enlarge it";
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
constexpr std::string_view grievance_drawn_weak =
    "the effect is larger where `armed_groups.strike_grievance`, its carrier, is drawn larger (rank correlation 0.57): in the median 0.10 where the sign is lost, "
    "0.28 elsewhere. The carrier does not settle it alone. Of 11 such points run again with 8 pairs, 8 keep the wrong sign beyond chance";
constexpr std::string_view tolls_are_small =
    "with half of the posts each that remains asks 2 % more (elasticity -0.1, within -1 and 0), less than the 5 % that were to be named: what posts take "
    "together is a small part of what travellers can give, and demands are held by caps; at the points a pair or two of runs hardly show it. Tried: that "
    "travellers keep back what the posts ahead take, which about doubled it";
constexpr std::string_view few_armed_posts_go =
    "most groups have one post on a stretch, and half of one, rounded up, is one: of thirteen posts ten remain; where each asks what brings most, what the "
    "others take moves it little, and the interval of the change holds 0; nothing was tried";
constexpr std::string_view few_trucks =
    "few trucks head for each of the other crossings (one in twenty for In Khalil), so that one or two pairs of runs often leave the sign to chance; "
    "at the base point their shares rise by four tenths and more, and at 100 points by two pairs each nine in ten have the sign";
constexpr std::string_view too_few_trucks =
    "one truck in twenty heads there, so that at 85 of 100 points, by two pairs each, the share has the sign; at the base point it rises by more than half. More "
    "pairs at each point were not run";
constexpr std::string_view as_many_wait =
    "at 87 of 100 points. It may be that where many vehicles come, pickups among them as at the points and not in the base, those that leave go with who has "
    "gathered and the others go back empty, so that the wait of those that leave hardly changes. While passeurs reckoned with what a day of the vehicle costs its "
    "driver, until this pattern was looked into (docs/patterns-plan.md), it held at 54";
constexpr std::string_view drawn_above_a_week =
    "at 87 of 100 points: at a fifth of the flow vehicles stay nearly as long as they ever do, which is drawn above a week at the others "
    "(`vehicle.date_truck.longest_wait`, 3 to 10 days)";
constexpr std::string_view chance_at_ten =
    "of ten points, by one pair of runs each, one or two more than may fail; of a hundred, by two pairs each, nine in ten and more have the sign";
constexpr std::string_view through_anyway =
    "98 % enter Gao anyway; with one price 99 %, and so many also where nobody learns, since who is asked once is seldom put off";

constexpr std::array<KnownFailure, 37> failures{{
    {"T5", "a carrier",
     "crossing shares vary a thousand times as much as the trunk's, since a truckload takes one way together; of that news of harm and tolls carry 42 % and, with passeurs' "
     "own experience, 44 %: less than the half that is asked for"},
    {"T3", "a size",
     "word of the rebellion reaches those who have not left, and all that it moves is moved by it, but at the base steepness of the choice of "
     "corridor 3 % fewer set out and not 5 %; no source gives the steepness, and it was left alone"},
    {"T3", "b size", "as (a): those who turn to Niger are about 1 % of the flow of six years"},
    {"T4", "a size", toll_takers_stay},
    {"T4", "a carrier", toll_takers_stay},
    {"T34", "b points",
     "at some 85 of 100 points: at 5 there is no stretch of low rent to compare with, or none of high; of the other 10, run again with 8 pairs, 5 keep the wrong sign "
     "beyond chance, 3 within it and 2 have the right one; it may be that who holds a stretch and how strong weighs more there than its rent, which was not tried", Fails::in_whole},
    {"T36", "a points", income_drawn_weak},
    {"T44", "b points", grievance_drawn_weak},
    {"T43", "a size", fronts_come_back},
    {"T38", "c size", strength_is_slow},
    {"T38", "c points", strength_is_slow},
    {"T7", "a size", harm_is_rare},
    {"T7", "a points", harm_is_rare},
    {"T7", "b size", harm_is_rare},
    {"T7", "b points", harm_is_rare},
    {"T1", "a in_khalil points", few_trucks, Fails::in_representative},
    {"T8", "b in_khalil points", too_few_trucks},
    {"T8", "b timiaouine points", few_trucks, Fails::in_representative},
    {"T23", "a points", chance_at_ten, Fails::in_representative},
    {"T18", "a points",
     "at 87 of 100 points, by two pairs of runs each, of which chance is part. "
     "Who earns more may also stay where he can live on it, which is a choice of the model's; it was not looked for where the sign is lost", Fails::in_whole},
    {"T28", "a size", "13 % fewer passeurs are arrested with 16 pairs as with 8; with 8 the interval reaches from 25 % to under 1 %, not beyond the 5 % that were to be named", Fails::in_representative},
    {"T11", "a one control: replacement off",
     "one of forty whose place stays empty is missed by less than the band, as co-nationals take on his clients; of 5 % and 20 % the control leaves it", Fails::in_whole},
    {"T12", "b size",
     "new document makers make half at first, and what they did not make in a season is missing from those in use to the end of the year: 7 % fewer, where 5 were allowed. "
     "Until they were taken to be less experienced, as everybody who takes a place is, it held"},
    {"T16", "b points", as_many_wait},
    {"T16", "c points", drawn_above_a_week},
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
    {"X6", "a points",
     "the rise is that of the stake that shows, of which between nothing and all does at the points; at four of ten it is lost beside the caps and "
     "the chance of a pair or two of runs"},
    {"X7", "a points", chance_at_ten, Fails::in_representative},
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
