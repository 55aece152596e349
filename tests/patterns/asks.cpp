#include "tests/patterns/asks.hpp"

#include "model/post_prices.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace piste::test {
namespace {

using Links = std::vector<std::string>;

// The road from Bamako to Gao, its stretches in order.
Links const trunk{"bamako-segou", "segou-mopti", "mopti-douentza", "douentza-gao"};

bool is_on(Scenario const& world, PostGroup const& group, Links const& links)
{
    return std::find(links.begin(), links.end(), world.links[group.link.value()].name) != links.end();
}

// Demands and francs asked, by apparent means.
struct Asked {
    std::array<double, means_classes> demands{};
    std::array<double, means_classes> francs{};
};

// Of the posts of the state, or of those of armed groups, on some stretches.
Asked asked_on(Scenario const& world, Outcome const& outcome, Links const& links, bool by_armed_groups)
{
    Asked asked;
    for (std::size_t g = 0; g < world.post_groups.size(); ++g) {
        auto const& group = world.post_groups[g];
        bool const counts = (group.force == Force::armed_group) == by_armed_groups && is_on(world, group, links);
        for (std::size_t m = 0; m < means_classes && counts; ++m) {
            asked.demands[m] += static_cast<double>(outcome.of(Variable::post_asks)[g * means_classes + m]);
            asked.francs[m] += static_cast<double>(outcome.of(Variable::post_asked)[g * means_classes + m]);
        }
    }
    return asked;
}

// The mean asked last over the mean asked first, less 1, of equal means. None where nobody is asked twice.
double rise(Asked const& first, Asked const& last)
{
    double at_first = 0.0;
    double at_last = 0.0;
    for (std::size_t m = 0; m < means_classes; ++m) {
        if (first.demands[m] > 0.0 && last.demands[m] > 0.0) {
            auto const weight = first.demands[m] + last.demands[m];
            at_first += weight * first.francs[m] / first.demands[m];
            at_last += weight * last.francs[m] / last.demands[m];
        }
    }
    return at_last / at_first - 1.0;
}

// None where nobody was asked.
double mean_of(Asked const& asked)
{
    return std::accumulate(asked.francs.begin(), asked.francs.end(), 0.0) / std::accumulate(asked.demands.begin(), asked.demands.end(), 0.0);
}

Links all_stretches(Scenario const& world)
{
    Links links;
    for (auto const& link : world.links) {
        links.push_back(link.name);
    }
    return links;
}

Links stretches_to_crossings(Scenario const& world)
{
    Links links;
    for (auto const& link : world.links) {
        if (world.places[link.to.value()].kind == PlaceKind::crossing) {
            links.push_back(link.name);
        }
    }
    return links;
}

}  // namespace

bool is_state_post_of_trunk(Scenario const& world, PostGroup const& group)
{
    return group.force != Force::armed_group && is_on(world, group, trunk);
}

Measure mean_ask_on_trunk()
{
    return [](Scenario const& world, Outcome const& outcome) {
        return mean_of(asked_on(world, outcome, trunk, false));
    };
}

Measure armed_toll_a_head()
{
    return [](Scenario const& world, Outcome const& outcome) {
        if (world.extraction.armed_posts_learn == Switch::on) {
            return mean_of(asked_on(world, outcome, all_stretches(world), true));
        }
        double francs = 0.0;
        double demands = 0.0;
        for (std::size_t g = 0; g < world.post_groups.size(); ++g) {
            if (world.post_groups[g].force == Force::armed_group) {
                francs += static_cast<double>(outcome.of(Variable::post_revenue)[g]);
                demands += static_cast<double>(outcome.of(Variable::post_encounters)[g]);
            }
        }
        return demands > 0.0 ? francs / demands : std::numeric_limits<double>::quiet_NaN();
    };
}

Measure rise_along_the_trunk()
{
    return [](Scenario const& world, Outcome const& outcome) {
        return rise(asked_on(world, outcome, {trunk[0]}, false), asked_on(world, outcome, {trunk[2], trunk[3]}, false));
    };
}

Measure rise_along_the_ways_north()
{
    return [](Scenario const& world, Outcome const& outcome) {
        return rise(asked_on(world, outcome, {"gao-anefis"}, true), asked_on(world, outcome, stretches_to_crossings(world), true));
    };
}

Measure discount_of_the_poor()
{
    return [](Scenario const& world, Outcome const& outcome) {
        auto const asked = asked_on(world, outcome, trunk, false);
        auto const of = [&](std::size_t means) { return asked.francs[means] / asked.demands[means]; };
        std::size_t highest = means_classes - 1;
        while (highest > 1 && asked.demands[highest] == 0.0) {
            --highest;  // where few have much, nobody may look as rich as that
        }
        return of(0) / of(highest) - 1.0;
    };
}

}  // namespace piste::test
