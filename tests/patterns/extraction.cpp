// Extraction along the chain of posts: T22 to T28, X1 to X10.
#include "tests/patterns/changes.hpp"
#include "tests/patterns/measures.hpp"

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
    return {.id = "T22",
            .title = "The state takes in the south, others in the north",
            .source = "S2 L334, L455",
            .kind = PatternClass::V,
            .metrics = {alone("a", "share of the state in the south, less 0.5", above(state_share_of_takings(Leg::south), 0.5)),
                        alone("b", "0.5 less the share of the state in the north", below(state_share_of_takings(Leg::north), 0.5)),
                        alone("c1", "francs taken by the state in the south", takings(Leg::south, true)),
                        alone("c2", "francs taken by others in the north", takings(Leg::north, false))},
            .reversed = {{"base", nothing_in_the_south}}};
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
            .reversed = {{"base", nobody_stopped_by_customs}}};
}

}  // namespace

std::vector<Pattern> extraction_patterns()
{
    return {who_takes_where(), rights_and_papers(), bought_posts()};
}

}  // namespace piste::test
