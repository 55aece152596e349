// What one would-be traveller has heard, against the binomial distribution, and what it does to who sets out.
#include "model/own_tales.hpp"

#include "model/submodels.hpp"
#include "tests/support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

namespace piste::test {
namespace {

using TheRun = piste::Run;  // a test has a member of that name

double mean_of(OwnTales const& heard)
{
    double mean = 0.0;
    for (std::size_t level = 0; level < heard.levels(); ++level) {
        mean += heard.share(level) * heard.risk(level);
    }
    return mean;
}

double spread_of(OwnTales const& heard)
{
    double squares = 0.0;
    for (std::size_t level = 0; level < heard.levels(); ++level) {
        squares += heard.share(level) * std::pow(heard.risk(level) - mean_of(heard), 2);
    }
    return std::sqrt(squares);
}

// The share of all candidates that takes Mali, where the share `as_usual` would if all believed the same, and the odds are `worse` times as bad.
double taken(OwnTales const& heard, std::vector<double> const& odds, double as_usual, double worse = 1.0)
{
    double sum = 0.0;
    for (std::size_t level = 0; level < heard.levels(); ++level) {
        sum += heard.share(level) / (1.0 + (1.0 - as_usual) / as_usual * odds[level] * worse);
    }
    return sum;
}

TEST(OwnTales, AreTheSameForAllWhereNobodyHearsOthers)
{
    OwnTales const heard(0.3);
    ASSERT_EQ(heard.levels(), 1U);
    EXPECT_EQ(heard.risk(0), 0.3);
    EXPECT_EQ(heard.share(0), 1.0);
    EXPECT_EQ(heard.level_of(0xffffffff), 0U);
    EXPECT_EQ(odds_against(heard, 0.3, heard, 0.3, 2.0, 0.125), std::vector<double>{1.0});
}

TEST(OwnTales, AreBinomial)
{
    OwnTales const heard(0.3, 5, 0.0);
    ASSERT_EQ(heard.levels(), 6U);
    for (int k = 0; k <= 5; ++k) {
        double const ways = std::tgamma(6.0) / std::tgamma(k + 1.0) / std::tgamma(6.0 - k);
        EXPECT_NEAR(heard.share(static_cast<std::size_t>(k)), ways * std::pow(0.3, k) * std::pow(0.7, 5 - k), 1.0 / 1024.0);
        EXPECT_DOUBLE_EQ(heard.risk(static_cast<std::size_t>(k)), k / 5.0);
    }
    EXPECT_NEAR(mean_of(heard), 0.3, 0.002);
    EXPECT_NEAR(spread_of(heard), std::sqrt(0.3 * 0.7 / 5.0), 0.004);
}

TEST(OwnTales, WeighLessBesideWhatIsCommonlyBelieved)
{
    EXPECT_NEAR(spread_of(OwnTales(0.3, 5, 5.0)), spread_of(OwnTales(0.3, 5, 0.0)) / 2.0, 1e-9);
    EXPECT_LT(spread_of(OwnTales(0.3, 5, 1e6)), 1e-5);
}

TEST(OwnTales, ComeToTheCommonBeliefWhereMuchIsHeard)
{
    double const few = spread_of(OwnTales(0.3, 2, 0.0));
    double const many = spread_of(OwnTales(0.3, OwnTales::most_tales, 0.0));
    EXPECT_NEAR(many / few, std::sqrt(2.0 / OwnTales::most_tales), 0.01);
    EXPECT_NEAR(mean_of(OwnTales(0.3, OwnTales::most_tales, 0.0)), 0.3, 0.002);
}

TEST(OwnTales, AreHeardAlsoWhereAllOrNoneTellOfHarm)
{
    for (double const risk : {0.0, 1e-9, 1.0}) {
        for (std::int32_t const tales : {1, 5, OwnTales::most_tales}) {
            OwnTales const heard(risk, tales, 1.0);
            EXPECT_NEAR(mean_of(heard), risk, 1e-3);
            EXPECT_EQ(heard.levels(), static_cast<std::size_t>(tales) + 1U);
        }
    }
}

// Every draw has a level, as many as its share says, and the higher bits of the word, which decide the choice, do not matter.
TEST(OwnTales, BelongToACandidateByTheLowestBitsOfTheWord)
{
    OwnTales const heard(0.3, 5, 5.0);
    std::vector<double> draws(heard.levels());
    std::size_t last = 0;
    for (std::uint32_t draw = 0; draw < 1024; ++draw) {
        auto const level = heard.level_of(draw);
        EXPECT_EQ(heard.level_of(draw + 1024U * 77U), level);
        EXPECT_GE(level, last);
        last = level;
        ++draws[level];
    }
    for (std::size_t level = 0; level < heard.levels(); ++level) {
        EXPECT_EQ(draws[level] / 1024.0, heard.share(level));
    }
}

// The published ratio of the corridors is that of the usual day, however differently people have heard.
TEST(OwnTales, LeaveTheShareOfTheUsualDay)
{
    for (double const share : {0.02, 0.125, 0.6, 0.95}) {
        for (double const steepness : {0.0, 2.0, 6.0}) {
            OwnTales const heard(0.3, 2, 0.0);
            EXPECT_NEAR(taken(heard, odds_against(heard, 0.3, heard, 0.3, steepness, share), share), share, 1e-6);
        }
    }
    OwnTales const heard(0.3, 5, 5.0);
    EXPECT_EQ(odds_against(heard, 0.3, heard, 0.3, 2.0, 0.0).size(), 6U) << "nobody diverted: nothing to even out";
    EXPECT_EQ(odds_against(heard, 0.3, heard, 0.3, 2.0, 1.0).size(), 6U);
}

// Common news that move all alike move those who differ about as much: by exp(-0.2) times the odds, within a fiftieth of the move.
TEST(OwnTales, MoveTheMeanChoiceAsCommonNewsDo)
{
    constexpr double share = 0.125;
    OwnTales const usual(0.3, 5, 5.0);
    OwnTales const now(0.4, 5, 5.0);
    double const worse = std::exp(2.0 * 0.1);
    double const mixed = taken(now, odds_against(now, 0.4, usual, 0.3, 2.0, share), share, worse);
    double const alike = 1.0 / (1.0 + (1.0 - share) / share * worse);
    EXPECT_LT(mixed, share);
    EXPECT_NEAR(mixed - share, alike - share, 0.05 * (share - alike));
}

// Who sets out on one day, by number.
std::set<std::uint32_t> setting_out(Scenario const& world, double harmed)
{
    TheRun run(world, {1, 0, 0});
    run.day = run.first_day();
    run.beliefs.told(0, 0, run.beliefs.corridor()) = {.tellers = 1000, .harmed = static_cast<std::int64_t>(1000 * harmed)};
    run.beliefs.hear_week(world, std::vector<Distortion>(world.nationalities.size()));
    run.beliefs.form(world);
    hear_news(run);
    admit_candidates(run);
    std::set<std::uint32_t> ids;
    for (Slot slot = 0; slot < run.people.slots(); ++slot) {
        ids.insert(run.people[slot].id);
    }
    return ids;
}

Scenario world_of_tales()
{
    auto world = small_world();
    world.population.migrants_per_year = 100000;
    world.population.risk_steepness = 2.0;
    world.news.compared_with = Comparison::prior;
    world.news.learning = Switch::off;   // beliefs are those that the test gives
    world.news.weight_of_others = 0.0;
    world.news.own_tales = Switch::on;
    world.news.tales_heard = 5;
    world.news.common_tales = 5.0;
    return world;
}

// Worse news of one nationality keep some of its candidates at home and change nobody else: each has a number of his own.
TEST(OwnTales, ShiftNobodyElses)
{
    auto const world = world_of_tales();
    auto const calm = setting_out(world, 0.2);
    auto const alarmed = setting_out(world, 0.6);
    EXPECT_LT(alarmed.size(), calm.size());
    EXPECT_GT(alarmed.size(), calm.size() / 3);
    auto const of_others = [&](std::uint32_t id) { return id - world.nationalities[1].id.value() < 1000000U; };
    for (auto const id : calm) {
        EXPECT_TRUE(!of_others(id) || alarmed.count(id) == 1);
    }
    for (auto const id : alarmed) {
        EXPECT_EQ(calm.count(id), 1U) << "nobody sets out for worse news";
    }
}

// One in about six candidates chooses otherwise than if all believed the same, as many one way as the other.
TEST(OwnTales, ChangeWhoSetsOutAndNotHowMany)
{
    auto world = world_of_tales();
    auto const own = setting_out(world, 0.2);
    world.news.own_tales = Switch::off;
    auto const common = setting_out(world, 0.2);
    std::size_t both = 0;
    for (auto const id : own) {
        both += common.count(id);
    }
    EXPECT_LT(both, common.size());
    auto const only_own = static_cast<double>(own.size() - both);
    auto const only_common = static_cast<double>(common.size() - both);
    EXPECT_LT(std::abs(only_own - only_common), 4.0 * std::sqrt(only_own + only_common));
}

}  // namespace
}  // namespace piste::test
