// The Good Selection Procedure on systems whose means are known.
#include "runners/procedures/good_selection.hpp"

#include "runners/procedures/constants.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

namespace piste {
namespace {

struct System {
    double mean = 0.0;
    double deviation = 1.0;
};

struct Ended {
    std::size_t selected = 0;
    std::int64_t runs = 0;
    std::int64_t rounds = 0;
    std::vector<std::int64_t> replicates;
};

// Normal systems with luck of their own, drawn as far as the selection asks.
Ended carry_out(GoodSelection selection, std::vector<System> const& systems, std::uint64_t seed)
{
    std::vector<std::mt19937_64> generators;
    std::vector<std::vector<double>> drawn(systems.size());
    for (std::size_t i = 0; i < systems.size(); ++i) {
        generators.emplace_back(seed * 1000 + i);
    }
    while (selection.stage() != GoodSelection::Stage::decided) {
        std::vector<double> means;
        std::vector<double> deviations;
        for (std::size_t i = 0; i < systems.size(); ++i) {
            std::normal_distribution<double> draw(systems[i].mean, systems[i].deviation);
            while (std::ssize(drawn[i]) < selection.wanted()[i]) {
                drawn[i].push_back(draw(generators[i]));
            }
            means.push_back(std::accumulate(drawn[i].begin(), drawn[i].end(), 0.0) / static_cast<double>(drawn[i].size()));
            double squares = 0.0;
            for (auto const value : drawn[i]) {
                squares += (value - means[i]) * (value - means[i]);
            }
            deviations.push_back(std::sqrt(squares / static_cast<double>(drawn[i].size() - 1)));
        }
        selection.learn(means, deviations);
    }
    Ended ended{selection.selected(), 0, selection.round(), selection.wanted()};
    ended.runs = std::accumulate(ended.replicates.begin(), ended.replicates.end(), std::int64_t{0});
    return ended;
}

struct Tried {
    double good = 0.0;    // share of trials that selected a good system
    double runs = 0.0;    // mean of all systems together
};

Tried try_often(std::vector<System> const& systems, SelectionDesign const& design, int trials)
{
    GoodSelection const selection(design);
    auto const best = std::max_element(systems.begin(), systems.end(), [](auto const& a, auto const& b) { return a.mean < b.mean; })->mean;
    Tried tried;
    for (int trial = 0; trial < trials; ++trial) {
        auto const ended = carry_out(selection, systems, static_cast<std::uint64_t>(trial) + 1);
        tried.good += systems[ended.selected].mean >= best - design.indifference ? 1.0 / trials : 0.0;
        tried.runs += static_cast<double>(ended.runs) / trials;
    }
    return tried;
}

double standard_error(double share, int trials)
{
    return std::sqrt(share * (1.0 - share) / trials);
}

SelectionDesign design_of(std::size_t systems, double indifference, double probability)
{
    SelectionDesign design;
    design.systems = systems;
    design.indifference = indifference;
    design.probability = probability;
    design.first_stage = 20;
    design.mean_batch = 20;
    design.rounds = 5;
    return design;
}

// The hardest configuration: all others are worse by just more than the indifference, so that only the best is good.
TEST(GoodSelection, KeepsItsProbabilityWhereOneIsJustBetter)
{
    std::vector<System> systems(6, {0.0, 1.0});
    systems[4].mean = 0.5001;
    constexpr int trials = 1000;
    for (double const probability : {0.8, 0.95}) {
        auto const tried = try_often(systems, design_of(6, 0.5, probability), trials);
        EXPECT_GE(tried.good, probability - 3 * standard_error(probability, trials)) << probability;
    }
}

TEST(GoodSelection, KeepsItsProbabilityWithUnequalVariances)
{
    std::vector<System> const systems{{0.0, 0.5}, {0.3, 2.0}, {0.6, 1.0}, {1.2, 3.0}, {0.69, 0.1}};
    constexpr int trials = 500;
    auto const tried = try_often(systems, design_of(5, 0.5, 0.95), trials);
    EXPECT_GE(tried.good, 0.95 - 3 * standard_error(0.95, trials));
}

// Screening is what saves runs: systems far behind fall out soon, and a stricter demand costs more.
TEST(GoodSelection, SpendsLittleOnWhatIsFarBehind)
{
    std::vector<System> systems(10, {0.0, 1.0});
    systems[0].mean = 0.3;
    auto const near = try_often(systems, design_of(10, 0.3, 0.95), 20);
    systems[0].mean = 5.0;
    auto const far = try_often(systems, design_of(10, 0.3, 0.95), 20);
    EXPECT_NEAR(far.good, 1.0, 1e-9);
    EXPECT_LT(far.runs, 10 * 20 + 1) << "all fall out after the first stage";
    EXPECT_GT(near.runs, 3 * far.runs);
}

TEST(GoodSelection, AsksForRinottsSampleAtLast)
{
    auto design = design_of(2, 0.1, 0.9);
    GoodSelection selection(design);
    EXPECT_NEAR(selection.rinott_h(), rinott_h(20, 2, 0.05), 1e-9);
    EXPECT_NEAR(selection.eta(), screening_eta(20, 2, 0.05), 1e-9) << "half of the error each";
    std::vector<double> const equal{1.0, 1.0};
    std::vector<double> const deviations{1.0, 3.0};
    for (std::int64_t round = 0; round <= design.rounds; ++round) {
        // Batches in proportion to the deviation, 20 in the mean.
        EXPECT_EQ(selection.wanted(), (std::vector<std::int64_t>{20 + 10 * round, 20 + 30 * round}));
        selection.learn(equal, deviations);
    }
    EXPECT_EQ(selection.stage(), GoodSelection::Stage::last);
    auto const h = selection.rinott_h();
    EXPECT_EQ(selection.wanted()[0], static_cast<std::int64_t>(std::ceil(h * h * 100)));
    EXPECT_EQ(selection.wanted()[1], static_cast<std::int64_t>(std::ceil(h * h * 900)));
    selection.learn(equal, deviations);
    EXPECT_EQ(selection.stage(), GoodSelection::Stage::decided);
    EXPECT_EQ(selection.selected(), 0U) << "of equals the first";
    EXPECT_THROW(selection.learn(equal, deviations), std::invalid_argument);
}

// Y < -a of the paper, worked out by hand for one pair.
TEST(GoodSelection, ScreensByTheBoundOfThePaper)
{
    auto const design = design_of(2, 0.1, 0.9);
    GoodSelection const fresh(design);
    // Now v = 2/20; at the end, after 5 rounds of 20, v_end = 2/120.
    auto const bound = fresh.eta() * std::sqrt(19.0 / (2.0 / 120.0)) * (2.0 / 20.0);
    for (double const beyond : {-1e-6, 1e-6}) {
        auto selection = fresh;
        std::vector<double> const means{0.0, bound + beyond};
        selection.learn(means, std::vector<double>{1.0, 1.0});
        EXPECT_EQ(selection.out_in_round(0).has_value(), beyond > 0.0);
        EXPECT_EQ(selection.stage() == GoodSelection::Stage::decided, beyond > 0.0);
    }
}

TEST(GoodSelection, ComparesSystemsThatDoNotVary)
{
    GoodSelection selection(design_of(3, 1.0, 0.95));
    selection.learn(std::vector<double>{5.0, 7.0, 7.0}, std::vector<double>{0.0, 0.0, 0.0});
    EXPECT_EQ(selection.out_in_round(0), 0);
    EXPECT_EQ(selection.survivors(), 2U);
    while (selection.stage() != GoodSelection::Stage::decided) {
        selection.learn(std::vector<double>{5.0, 7.0, 7.0}, std::vector<double>{0.0, 0.0, 0.0});
    }
    EXPECT_EQ(selection.selected(), 1U);
}

TEST(GoodSelection, RefusesWhatIsNoDesign)
{
    EXPECT_THROW(GoodSelection(design_of(1, 1.0, 0.95)), std::invalid_argument);
    EXPECT_THROW(GoodSelection(design_of(3, 0.0, 0.95)), std::invalid_argument);
    EXPECT_THROW(GoodSelection(design_of(3, 1.0, 1.0)), std::invalid_argument);
}

}  // namespace
}  // namespace piste
