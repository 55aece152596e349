// Extraction along the chain of posts: T22 to T28, X1 to X10.
#include "tests/patterns/asks.hpp"
#include "tests/patterns/changes.hpp"
#include "tests/patterns/measures.hpp"

#include "tests/support/small_world.hpp"

#include <algorithm>
#include <cmath>

namespace piste::test {
namespace {

Metric alone(std::string letter, std::string what, Measure measure, double smallest = 0.0)
{
    auto metric = in_base(std::move(letter), std::move(what), std::move(measure), smallest);
    metric.carried = false;
    return metric;
}

Pattern who_takes_where()
{
    auto const nothing_in_the_south = [](Scenario& world) {
        for (auto& group : world.post_groups) {
            if (world.holders[group.holder.value()].kind == HolderKind::state) {
                group.toll_floor_cfa = 0;
                group.toll_cap_cfa = 0;
            }
        }
    };
    auto const state_in_the_north = [](Scenario& world) {
        auto const state = row_named(world.holders, "malian_state");
        for (auto& group : world.post_groups) {
            bool const is_of_state = world.holders[group.holder.value()].kind == HolderKind::state;
            group.force = is_of_state ? group.force : Force::army;
            group.holder = is_of_state ? group.holder : state;
        }
        for (auto& link : world.links) {
            link.ambush_per_day = Probability(0.0);
        }
        for (auto& crossing : world.crossings) {
            crossing.hostage = Probability(0.0);
        }
        world.truck.protection_coverage = Probability(0.0);   // which armed groups sell
        world.ties.group_notables = Probability(0.0);
    };
    return {.id = "T22",
            .title = "The state takes in the south, others in the north",
            .source = "S2 L334, L455",
            .kind = PatternClass::V,
            .metrics = {alone("a", "share of the state in the south, less 0.5", above(state_share_of_takings(Leg::south), 0.5)),
                        alone("b", "0.5 less the share of the state in the north", below(state_share_of_takings(Leg::north), 0.5)),
                        alone("c1", "francs taken by the state in the south", takings(Leg::south, true)),
                        alone("c2", "francs taken by others in the north", takings(Leg::north, false))},
            .reversed = {{"no tolls in the south", {{"base", nothing_in_the_south}}, {"a", "c1"}},
                         {"the state in the north", {{"base", state_in_the_north}}, {"b", "c2"}}}};
}

Change papers_for(double share)
{
    return [=](Scenario& world) {
        for (auto& nationality : world.nationalities) {
            nationality.has_papers = Probability(share);
        }
    };
}

Pattern rights_and_papers()
{
    auto const rights_known = [](Scenario& world) {
        for (auto& nationality : world.nationalities) {
            nationality.knows_rights = Probability((1.0 + nationality.knows_rights.value()) / 2.0);
        }
    };
    return {.id = "T25",
            .title = "Who knows the rights pays less, who has no papers not less",
            .source = "implied by S2 L334",
            .worlds = {{"rights", rights_known}, {"all papers", papers_for(1.0)}, {"no papers", papers_for(0.0)}},
            .metrics = {{.letter = "a", .what = "state posts' takings a trip south, rights known",
                         .measure = state_tolls_per_trip(), .direction = -1, .to = "rights"},
                        {.letter = "b", .what = "state posts' takings a trip south, without papers against with",
                         .measure = state_tolls_per_trip(), .from = "all papers", .to = "no papers", .smallest = -0.05,
                         .carried = false}},
            .carriers = {{"letting go who insists", [](Scenario& world) {
                              world.roadblock.let_go_when_rights_are_known = Probability(0.0);
                          }}}};
}

Pattern bought_posts()
{
    auto const nobody_stopped_by_customs = [](Scenario& world) {
        for (auto& group : world.post_groups) {
            group.stop = group.force == Force::customs ? Probability(0.0) : group.stop;
        }
    };
    return {.id = "T26",
            .title = "A bought post pays",
            .source = "S2 L316",
            .kind = PatternClass::V,
            .metrics = {alone("a", "share of a career of 10 years left after the price is taken",
                              career_left_after_payback(2'000'000, 10.0), 0.05)},
            .reversed = {{"customs stop nobody", {{"base", nobody_stopped_by_customs}}, {"a"}}}};
}

Change manned_times(double factor)
{
    return [=](Scenario& world) {
        for (auto& group : world.post_groups) {
            group.manned = is_state_post_of_trunk(world, group) ? Ratio(factor * group.manned.value()) : group.manned;
        }
    };
}

// Every second post of the state on the trunk is left empty; of an odd number the larger half stays.
Change half_the_posts()
{
    return manned_times(0.5);
}

// Of armed groups, who have as many posts as the scenario says and no empty ones.
Change armed_posts_times(double factor)
{
    return [=](Scenario& world) {
        for (auto& group : world.post_groups) {
            if (group.force == Force::armed_group) {
                group.posts = static_cast<std::int32_t>(std::ceil(factor * group.posts));
            }
        }
    };
}

double manned_posts(Scenario const& world)
{
    double sum = 0.0;
    for (auto const& group : world.post_groups) {
        sum += is_state_post_of_trunk(world, group) ? std::floor(group.manned.value() * group.posts + 0.5) : 0.0;
    }
    return sum;
}

// Log of the mean demand, over the log of how many posts are left of those that were: what it differs by between the world with half of the
// posts and that with all is the elasticity. other_times: what this world's posts become in the other one. more: is added.
Measure log_of_ask(double other_times, double more = 0.0)
{
    return [=](Scenario const& world, Outcome const& outcome) {
        auto other = world;
        manned_times(other_times)(other);
        auto const here = std::log(manned_posts(world));
        auto const there = std::log(manned_posts(other));
        auto const fewer = other_times < 1.0 ? there - here : here - there;
        return std::log(mean_ask_on_trunk()(world, outcome)) / fewer + more;
    };
}

void no_learning(Scenario& world)
{
    world.extraction.posts_learn = Switch::off;
    world.extraction.armed_posts_learn = Switch::off;
    world.gate.learns = Switch::off;
}

void stakes_invisible(Scenario& world)
{
    world.extraction.stake_visibility = Ratio(0.0);
}

void set_jointly(Scenario& world)
{
    world.extraction.tolls_set_jointly = Switch::on;
}

std::vector<Carrier> what_makes_posts_answer()
{
    return {{"posts' learning", no_learning},
            {"stakes that show", stakes_invisible},
            {"tolls set by each post", set_jointly},
            {"travellers who reckon with the posts ahead", [](Scenario& world) {
                 world.extraction.travellers_reckon_ahead = Switch::off;
             }}};
}

Pattern more_holders_take_more()
{
    return {.id = "T23",
            .title = "More posts and more holders take more of a trip",
            .source = "S2 L209, L455",
            .worlds = {{"changed", armed_posts_times(2.0)}},
            .metrics = {{.letter = "a", .what = "armed groups' tolls a trip north", .measure = armed_groups_tolls_per_trip()}},
            .carriers = {{"tolls set by each post", set_jointly}}};
}

Pattern fewer_posts_ask_more()
{
    return {.id = "X3",
            .title = "Fewer posts, and each that remains asks more",
            .source = "Olken and Barron 2009",
            .worlds = {{"changed", half_the_posts()}, {"north", armed_posts_times(0.5)}},
            .metrics = {{.letter = "a", .what = "mean toll asked between Bamako and Gao", .measure = mean_ask_on_trunk()},
                        {.letter = "b", .what = "mean toll at armed groups' posts", .measure = armed_toll_a_head(), .to = "north"}},
            .carriers = what_makes_posts_answer()};
}

Pattern sum_falls_by_less()
{
    return {.id = "X4",
            .title = "The sum falls by less than in proportion",
            .source = "Olken and Barron 2009",
            .worlds = {{"changed", half_the_posts()}},
            .metrics = {{.letter = "a", .what = "elasticity of the mean demand to the number of posts", .measure = log_of_ask(2.0),
                         .direction = -1, .smallest = 0.0, .relative = false, .from_measure = log_of_ask(0.5)},
                        {.letter = "b", .what = "the same, plus 1", .measure = log_of_ask(2.0, 1.0), .smallest = 0.0,
                         .relative = false, .from_measure = log_of_ask(0.5), .carried = false}},
            .carriers = what_makes_posts_answer()};
}

// The one switch sets the tolls of the state jointly too: without any, what reaches the north is the same.
void no_state_posts(Scenario& world)
{
    for (auto& group : world.post_groups) {
        group.stop = group.force == Force::armed_group ? group.stop : Probability(0.0);
    }
}

void each_armed_post_for_itself(Scenario& world)
{
    world.extraction.armed_groups_set_one_price = Switch::off;
}

Pattern one_holder_takes_less()
{
    return {.id = "X5",
            .title = "One holder of the chain takes less of each and lets more through",
            .source = "Olken and Barron 2009",
            .worlds = {{"changed", set_jointly},
                       {"north, each post", all_of({no_state_posts, each_armed_post_for_itself})},
                       {"north, each coalition", no_state_posts},
                       {"north, one holder", all_of({no_state_posts, set_jointly})}},
            .metrics = {{.letter = "a", .what = "state posts' takings a trip south", .measure = state_tolls_per_trip(), .direction = -1},
                        {.letter = "b", .what = "share of those who set out that enters Gao",
                         .measure = per(Tally::entered_main_hub, Tally::departures)},
                        {.letter = "c", .what = "armed groups' tolls a trip north, against each post for itself", .measure = armed_groups_tolls_per_trip(),
                         .direction = -1, .from = "north, each post", .to = "north, one holder"},
                        {.letter = "d", .what = "share of those who left Gao northward that reaches the first town beyond",
                         .measure = per(Tally::north_trips, Tally::left_northward), .from = "north, each post", .to = "north, one holder"},
                        {.letter = "e", .what = "armed groups' tolls a trip north, against one price for each coalition",
                         .measure = armed_groups_tolls_per_trip(), .direction = -1, .from = "north, each coalition", .to = "north, one holder",
                         .reported = true}},
            .carriers = {{"posts' learning", no_learning}}};
}

Pattern rises_toward_the_end()
{
    return {.id = "X6",
            .title = "Demands rise toward the end",
            .source = "Olken and Barron 2009",
            .metrics = {{.letter = "a", .what = "rise of the mean toll asked, last third over first, equal means", .measure = rise_along_the_trunk(),
                         .from = "", .to = "base", .relative = false},
                        {.letter = "b", .what = "the same of armed groups, on the ways north", .measure = rise_along_the_ways_north(),
                         .from = "", .to = "base", .relative = false}},
            .carriers = {{"stakes that show", stakes_invisible}}};
}

Pattern poor_are_asked_less()
{
    return {.id = "X7",
            .title = "The poor-looking are asked less",
            .source = "Olken and Barron 2009",
            .metrics = {{.letter = "a", .what = "toll asked of the lowest class of means over the highest, less 1", .measure = discount_of_the_poor(),
                         .direction = -1, .from = "", .to = "base", .relative = false}},
            .carriers = {{"posts that ask by looks", [](Scenario& world) { world.extraction.asks_by_looks = Switch::off; }}}};
}

Pattern no_rise_without_stakes()
{
    return {.id = "X8",
            .title = "Without visible stakes there is no rise",
            .source = "Olken and Barron 2009",
            .kind = PatternClass::S,
            .worlds = {{"changed", stakes_invisible}},
            .metrics = {{.letter = "a", .what = "rise of the mean toll asked, last third over first, equal means", .measure = rise_along_the_trunk(),
                         .from = "", .relative = false},
                        {.letter = "b", .what = "the same of armed groups, on the ways north", .measure = rise_along_the_ways_north(),
                         .from = "", .relative = false}},
            .controls = {{"stakes that show", {{"changed", nothing()}}, {"a", "b"}}}};
}

Pattern joint_holder_does_not_respond()
{
    return {.id = "X9",
            .title = "A joint holder does not respond to the number of posts",
            .source = "Olken and Barron 2009",
            .kind = PatternClass::S,
            .worlds = {{"joint", set_jointly}, {"joint, half", all_of({set_jointly, half_the_posts()})}},
            .metrics = {{.letter = "a", .what = "state posts' takings a trip south", .measure = state_tolls_per_trip(), .from = "joint",
                         .to = "joint, half"}},
            .controls = {{"each post for itself", {{"joint", nothing()}, {"joint, half", half_the_posts()}}, {"a"}}}};
}

// Jobs are sold in both worlds, at a price at which every one finds a buyer and at twice that: who has paid more asks no more. Where a dearer
// job finds no buyer the price acts, through entry: that is the control.
Pattern price_of_a_job_is_sunk()
{
    auto const sold_at = [](Purse price_cfa) -> Change {
        return [=](Scenario& world) {
            world.extraction.jobs_for_sale = Switch::on;
            world.extraction.job_price_cfa = price_cfa;
        };
    };
    constexpr Purse cheap_cfa = 10'000;
    constexpr Purse prohibitive_cfa = 100'000'000;
    return {.id = "X10",
            .title = "A price paid for a job is sunk",
            .source = "S2 L316",
            .kind = PatternClass::S,
            .worlds = {{"cheap", sold_at(cheap_cfa)}, {"changed", sold_at(2 * cheap_cfa)}},
            .metrics = {{.letter = "a", .what = "state posts' takings a trip south, jobs at twice the price",
                         .measure = state_tolls_per_trip(), .from = "cheap", .to = "changed"}},
            .band = 0.01,
            .controls = {{"a price that few would pay", {{"cheap", sold_at(cheap_cfa)}, {"changed", sold_at(prohibitive_cfa)}}, {"a"}}}};
}

}  // namespace

std::vector<Pattern> extraction_patterns()
{
    return {who_takes_where(),      more_holders_take_more(), rights_and_papers(),     bought_posts(),           fewer_posts_ask_more(),
            sum_falls_by_less(),    one_holder_takes_less(),  rises_toward_the_end(),  poor_are_asked_less(),    no_rise_without_stakes(),
            joint_holder_does_not_respond(), price_of_a_job_is_sunk()};
}

}  // namespace piste::test
