#include "tests/patterns/signs.hpp"

#include <algorithm>
#include <array>

namespace piste::test {
namespace {

using enum SignSetBy;

constexpr char turned_back[] = "who is turned back tells of it, and passeurs choose among the ways by what is told";
constexpr char one_of_several[] = "shares sum to one, so some crossing gains; that each does is not given";
constexpr char robbed[] = "who is robbed tells of it, beside all else that is told of a way";
constexpr char diverted[] = "`population.diverted_share`, the part whom a closure turns to Mali, is assumed; the size is too";
constexpr char gathering[] = "how fast clients gather, against the load with which a driver leaves and the pickups that take them first";
constexpr char worked_off[] = "days of work are what is missing over what a day leaves; that some would rather settle or go home works against it";
constexpr char queue[] = "a queue: who finds no seat waits, in a ghetto";
constexpr char posts_ahead[] = "posts learn from what is given, and travellers keep money for the posts ahead";
constexpr char one_price[] = "one price is asked once a journey, where each post asked before";
constexpr char calm[] = "a pact takes `armed_groups.pact_calm` off the rate of clashes";
constexpr char retaliates[] = "a seizure multiplies the rate of clashes between two coalitions by `armed_groups.retaliation_factor`";
constexpr char word_of_rebellion[] = "who met the dated danger tells of it, and candidates weigh the corridors";
constexpr char word_of_in_khalil[] = "who met the dated danger tells of it, and passeurs choose among the ways";

constexpr auto all_signs = std::to_array<Sign>({
    {"T1", "a timiaouine", interaction, turned_back},
    {"T1", "a tin_zaouatene", interaction, turned_back},
    {"T1", "a in_khalil", interaction, turned_back},
    {"T1", "b", interaction, turned_back},
    {"T2", "a", input, diverted},
    {"T2", "b", input, diverted},
    {"T2", "c", interaction, "more travellers, against what each is then asked and the ways they take"},
    {"T5", "a", interaction, "truckloads that take one way together, news, and passeurs' experience"},
    {"T7", "a", interaction, robbed},
    {"T7", "b", interaction, robbed},
    {"T8", "a", interaction, turned_back},
    {"T8", "b timiaouine", interaction, one_of_several},
    {"T8", "b tin_zaouatene", interaction, one_of_several},
    {"T8", "b in_khalil", interaction, one_of_several},
    {"T12", "a", rule, "a network that is broken up rents and sells nothing"},
    {"T12", "c", rule, "somebody takes its place after a drawn lag"},
    {"T12", "d", rule, "the price follows those who ask for each passport there is to rent; how many still ask works with or against it"},
    {"T16", "a", interaction, gathering},
    {"T16", "b", interaction, gathering},
    {"T16", "c", input, "`vehicle.date_truck.longest_wait` is 7 days"},
    {"T16", "d", input, "how many vehicles come is given, and leaves seats empty"},
    {"T18", "a", rule, worked_off},
    {"T18", "b", rule, worked_off},
    {"T18", "c", rule, worked_off},
    {"T18", "d", rule, worked_off},
    {"T18", "e", rule, "a number of days, which is above zero"},
    {"T19", "a", rule, queue},
    {"T19", "b", rule, queue},
    {"T23", "a", interaction, "twice as many ask; what each then asks, what purses hold and other ways work against it"},
    {"T25", "a", rule, "who insists is let go with a given probability"},
    {"T25", "b", input, "`roadblock.undocumented_factor`, above 1, is what those without papers would give and are first asked, against others"},
    {"X3", "a", interaction, posts_ahead},
    {"X3", "b", interaction, posts_ahead},
    {"X4", "a", interaction, posts_ahead},
    {"X4", "b", rule, "posts that answer to nothing meet it too"},
    {"X5", "a", rule, one_price},
    {"X5", "b", rule, one_price},
    {"X5", "c", rule, one_price},
    {"X5", "d", interaction, "who is left behind at a post; against purses that are emptier or fuller by then, and ways that are chosen by their tolls"},
    {"X6", "a", interaction, "that travellers with more at stake would give more is a rule; that posts find it out is learned"},
    {"X6", "b", interaction, "as (a), of tariffs that each coalition learns for the posts it has"},
    {"X7", "a", rule, "the first asks, and what travellers would give, are shares of their means"},
    {"T34", "a", rule, "the clash rate is a product of what two hold; and with groups that decide off there is no clash at all, so that this carrier shows nothing"},
    {"T34", "b", rule, "the clash rate is rent to the power of `armed_groups.rent_elasticity`; the second carrier shows nothing, as in (a)"},
    {"T35", "a", rule, calm},
    {"T35", "b", rule, retaliates},
    {"T36", "a", rule, "strength tends to income to the power of `armed_groups.income_elasticity`; what clashes cost works against it"},
    {"T36", "b", rule, "the clash rate rises with rent and with strength by their elasticities"},
    {"T36", "c", input, "income from goods and drugs is given"},
    {"T44", "a", input, "the bias that is moved is what is measured"},
    {"T44", "b", rule, "each strike on a wrong target adds `armed_groups.strike_grievance` to recruits"},
    {"T28", "a", rule, "the rate of arrests is multiplied by 1 less the deviation of shared rents from the usual"},
    {"T38", "a", rule, "livelihoods are a weighted sum in which restricted trade is subtracted"},
    {"T38", "b", rule, "legitimacy is a sum from which enforcement above the usual is subtracted"},
    {"T38", "c", interaction, "livelihoods and legitimacy, recruits, strength, and who fights whom with it"},
    {"T38", "d control", rule, "who is refused everywhere arrives nowhere"},
    {"T3", "a", interaction, word_of_rebellion},
    {"T3", "b", interaction, word_of_rebellion},
    {"T3", "c", interaction, word_of_rebellion},
    {"T4", "a", interaction, "what travellers met, tolls of those who hold the roads by then, and the choice of corridor"},
    {"T4", "b", input, "the dated factors of `armed_groups.clash_per_week`"},
    {"T6", "a", interaction, word_of_in_khalil},
    {"T6", "b", interaction, word_of_in_khalil},
    {"T6", "c", interaction, "the same choice; in these years no way has an appeal of its own"},
    {"T35H", "a", rule, calm},
    {"T35H", "b", rule, retaliates},
    {"T43", "a", interaction, "clashes that move fronts, against control that returns to who has kin there"},
});

}  // namespace

std::span<Sign const> signs()
{
    return all_signs;
}

Sign const* sign_of(std::string_view pattern, std::string_view letter)
{
    auto const found = std::find_if(all_signs.begin(), all_signs.end(),
                                    [&](Sign const& sign) { return sign.pattern == pattern && sign.letter == letter; });
    return found == all_signs.end() ? nullptr : &*found;
}

char const* name_of(SignSetBy by)
{
    switch (by) {
    case SignSetBy::rule: return "a rule";
    case SignSetBy::input: return "an input";
    case SignSetBy::interaction: return "interaction";
    }
    return "";
}

}  // namespace piste::test
