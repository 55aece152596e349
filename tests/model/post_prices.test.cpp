// A post learns what to ask. A chain of posts alone, against the two limits whose solutions are known in closed form
// (Olken and Barron 2009, section 2): tolls posted to who decides at the entry, and bargaining over what is already sunk.
// Nothing here tells a post the solution: it sees who stood before it, what they gave, and how many came by.
#include "model/post_prices.hpp"

#include "model/answers.hpp"

#include "model/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace piste::test {
namespace {

constexpr std::size_t only_class = visible_class(1, Standing::documented, 0);
constexpr LimitsByStanding wide_limits{{{10, 1'000'000}, {10, 1'000'000}, {10, 1'000'000}}};

struct Chain {
    std::size_t posts = 0;
    bool one_holder = false;
    double first_ask_cfa = 0.0;      // of each post
    TariffRules learning = {};
    Incentives incentives = {};
    std::uint64_t seed = 3;
    std::uint32_t weeks = 1500;
    std::uint32_t weeks_counted = 600;  // the last, over which what each thinks right is averaged
};

// A price for each post, or one for the chain, of which every post takes its part.
class Learners {
public:
    explicit Learners(Chain const& told) : chain_(told), random_(told.seed, 0)
    {
        auto const number = chain_.one_holder ? 1 : chain_.posts;
        auto const first = chain_.first_ask_cfa * (chain_.one_holder ? static_cast<double>(chain_.posts) : 1.0);
        tariffs_.assign(number, first_tariff({.level_cfa = first}, wide_limits));
    }
    [[nodiscard]] std::size_t number() const { return tariffs_.size(); }
    [[nodiscard]] ClassPrices& at(std::size_t k) { return tariffs_[k].of(only_class); }
    [[nodiscard]] double middle(std::size_t k) { return (at(k).ask_cfa[0] + at(k).ask_cfa[1]) / 2.0; }
    [[nodiscard]] double level(std::size_t k) const { return tariffs_[k].level_cfa * tariffs_[k].by_means[1] *
                                                             tariffs_[k].by_standing[0] * tariffs_[k].by_stake[0]; }
    [[nodiscard]] Words draw(std::uint32_t subject, std::uint32_t object) const
    {
        return random_.draw(Purpose::roadblock, subject, object);
    }
    void learn(std::uint32_t week)
    {
        for (std::size_t k = 0; k < tariffs_.size(); ++k) {
            auto const order_word = random_.draw(Purpose::post_trial, static_cast<std::uint32_t>(k), week)[0];
            learn_from_week(tariffs_[k], chain_.learning, chain_.incentives, order_word);
        }
    }

private:
    Chain chain_;
    Randomness random_;
    std::vector<Tariff> tariffs_;
};

// Runs the weeks and returns the mean of what each learner thinks right over the last of them.
template <class Week>
std::vector<double> learned(Chain const& chain, Week const& week_passes)
{
    Learners learners(chain);
    std::vector<double> sums(learners.number(), 0.0);
    for (std::uint32_t week = 0; week < chain.weeks; ++week) {
        week_passes(learners, week);
        learners.learn(week);
        for (std::size_t k = 0; k < sums.size() && week >= chain.weeks - chain.weeks_counted; ++k) {
            sums[k] += learners.level(k) / chain.weeks_counted;
        }
    }
    return sums;
}

// (a) Tolls are posted. Of 1,000 candidates a week each values the trip at some amount up to `most`, all amounts alike, and travels
// if the tolls together are less: demand falls in a line. Who travels pays every post.
constexpr double most_cfa = 12000.0;
constexpr std::uint32_t candidates = 1000;

void week_of_posted_tolls(Learners& learners, std::uint32_t week)
{
    double total = 0.0;
    for (std::size_t k = 0; k < learners.number(); ++k) {
        total += learners.middle(k);
    }
    for (std::uint32_t i = 0; i < candidates; ++i) {
        auto const words = learners.draw(i, week);
        auto const value_word = words[0];
        auto const trial_word = words[1];
        if (open_uniform(value_word) * most_cfa <= total) {
            continue;
        }
        for (std::size_t k = 0; k < learners.number(); ++k) {
            auto& prices = learners.at(k);
            auto const trial = (trial_word >> k) & 1U;
            prices.note(trial, prices.ask_cfa[trial]);
        }
    }
}

// (b) The trip is under way and worth `value` at its end. At each post a traveller bargains over what the later ones leave him: he
// gives up to a share of it, more or less. The share is the one that a post ends with which makes the most of such travellers: their
// median is so much higher that the best ask among 1 / (1 + x^4) is the share itself.
constexpr double value_cfa = 20000.0;

void week_of_bargaining(Learners& learners, std::uint32_t week, double share, std::uint32_t travellers)
{
    double const median_over_best_ask = std::pow(reservation_shape - 1.0, 1.0 / reservation_shape);
    for (std::uint32_t i = 0; i < travellers; ++i) {
        for (std::size_t k = 0; k < learners.number(); ++k) {
            double left = value_cfa;
            for (std::size_t later = k + 1; later < learners.number(); ++later) {
                left -= learners.middle(later);
            }
            auto const words = learners.draw(i, week * 16 + static_cast<std::uint32_t>(k));
            auto const trial = words[0] & 1U;
            auto const reservation_word = words[1];
            auto& prices = learners.at(k);
            auto const ask = prices.ask_cfa[trial];
            bool const gives = left > 0.0 && Answers(share * left * median_over_best_ask, open_uniform(reservation_word)).would_give(ask);
            prices.note(trial, gives ? ask : 0);
        }
    }
}

class ChainOf : public ::testing::TestWithParam<std::size_t> {};

TEST_P(ChainOf, PostedTollsReachTheClosedFormFromThreeBeginnings)
{
    auto const n = GetParam();
    double const expected = most_cfa / static_cast<double>(n + 1);
    for (double const beginning : {0.2, 1.0, 1.15}) {
        // The trials of the others drown the answer to one's own: small steps, and a long mean.
        Chain chain{.posts = n,
                    .first_ask_cfa = beginning * expected,
                    .learning = {.step = 0.01},
                    .weeks = 4000,
                    .weeks_counted = 3500};
        auto const asks = learned(chain, week_of_posted_tolls);
        double total = 0.0;
        for (auto const ask : asks) {
            EXPECT_NEAR(ask, expected, 0.08 * expected) << "of " << n << " posts, from " << beginning;
            total += ask;
        }
        EXPECT_NEAR(total, static_cast<double>(n) * expected, 0.03 * most_cfa);
        chain.one_holder = true;
        auto const one = learned(chain, week_of_posted_tolls);
        EXPECT_NEAR(one[0], most_cfa / 2.0, 0.03 * most_cfa) << "one holder of " << n << " posts";
    }
}

TEST_P(ChainOf, BargainingReachesTheClosedFormFromThreeBeginnings)
{
    auto const n = GetParam();
    constexpr double share = 0.3;
    auto const week = [](Learners& learners, std::uint32_t w) { week_of_bargaining(learners, w, share, 200); };
    for (double const beginning : {0.2, 1.0, 3.0}) {
        Chain chain{.posts = n, .first_ask_cfa = beginning * share * value_cfa / static_cast<double>(n)};
        auto const asks = learned(chain, week);
        double expected = share * value_cfa;
        for (std::size_t k = n; k-- > 0; expected *= 1.0 - share) {
            EXPECT_NEAR(asks[k], expected, 0.05 * expected) << "post " << k + 1 << " of " << n << ", from " << beginning;
            EXPECT_TRUE(k + 1 == n || asks[k] < asks[k + 1]) << "demands rise toward the end";
        }
        chain.one_holder = true;
        EXPECT_NEAR(learned(chain, week)[0], share * value_cfa, 0.05 * share * value_cfa);
    }
}

INSTANTIATE_TEST_SUITE_P(Posts, ChainOf, ::testing::Values(1U, 2U, 3U, 5U));

// A hundred weeks at one post, of travellers of several kinds who would each give about so much; returns the tariff.
struct Kind {
    std::size_t visible = only_class;
    double median_reservation_cfa = 2000.0;
    std::uint32_t a_week = 200;
};

Tariff after_a_hundred_weeks(std::vector<Kind> const& kinds, LimitsByStanding const& limits, Incentives const& incentives = {})
{
    constexpr std::uint32_t weeks = 100;
    Randomness const random(5, 0);
    auto tariff = first_tariff({.level_cfa = 1500.0}, limits);
    for (std::uint32_t week = 0; week < weeks; ++week) {
        std::uint32_t person = 0;
        for (auto const& kind : kinds) {
            auto& prices = tariff.of(kind.visible);
            for (std::uint32_t i = 0; i < kind.a_week; ++i) {
                auto const words = random.draw(Purpose::roadblock, person++, week);
                auto const trial = words[0] & 1U;
                auto const reservation_word = words[1];
                auto const ask = prices.ask_cfa[trial];
                prices.note(trial, Answers(kind.median_reservation_cfa, open_uniform(reservation_word)).would_give(ask) ? ask : 0);
            }
        }
        learn_from_week(tariff, {}, incentives, random.draw(Purpose::post_trial, 0, week)[0]);
    }
    return tariff;
}

double middle(Tariff const& tariff, std::size_t visible)
{
    auto const ask = tariff.asks_of(visible);
    return (ask[0] + ask[1]) / 2.0;
}

// The best ask among 1 / (1 + x^4), over the median.
double const best_ask = std::pow(reservation_shape - 1.0, -1.0 / reservation_shape);

// What a class gives is learned of the class, and what its traits have in common of all who share them: the poor are asked less.
TEST(Tariff, LearnsToAskThePoorLessAndTheUndocumentedMore)
{
    auto const poor = visible_class(0, Standing::documented, 0);
    auto const rich = visible_class(2, Standing::documented, 0);
    auto const rich_undocumented = visible_class(2, Standing::undocumented, 0);
    auto const poor_undocumented = visible_class(0, Standing::undocumented, 0);
    auto const tariff = after_a_hundred_weeks(
        {{poor, 1000.0}, {rich, 3000.0}, {poor_undocumented, 1500.0, 20}, {rich_undocumented, 4500.0, 100}}, wide_limits);
    EXPECT_NEAR(middle(tariff, poor), 1000.0 * best_ask, 200.0);
    EXPECT_NEAR(middle(tariff, rich), 3000.0 * best_ask, 500.0);
    EXPECT_NEAR(middle(tariff, rich_undocumented), 4500.0 * best_ask, 800.0);
    EXPECT_NEAR(middle(tariff, poor_undocumented), 1500.0 * best_ask, 350.0) << "few, and known from the others";
}

// Whatever is tried stays within what is customary, and where that is one price nothing is tried.
TEST(Tariff, KeepsItsLimits)
{
    constexpr LimitsByStanding customary{{{1000, 2000}, {1000, 2000}, {500, 500}}};
    auto const malian = visible_class(1, Standing::malian, 0);
    auto const generous = after_a_hundred_weeks({{only_class, 50000.0}, {malian, 50000.0}}, customary);
    auto const mean = after_a_hundred_weeks({{only_class, 10.0}, {malian, 10.0}}, customary);
    EXPECT_EQ(generous.asks_of(only_class)[1], 2000);
    EXPECT_GE(generous.asks_of(only_class)[0], 1700);
    EXPECT_EQ(mean.asks_of(only_class)[0], 1000);
    for (auto const& tariff : {generous, mean}) {
        EXPECT_EQ(tariff.asks_of(malian)[0], 500);
        EXPECT_EQ(tariff.asks_of(malian)[1], 500);
    }
}

// What is asked does not depend on whether somebody of the class has come, and new limits hold at once, for who has come and who has not.
TEST(Tariff, AsksTheSameOfWhoComesFirstAndOfWhoComesNext)
{
    auto const met = visible_class(1, Standing::documented, 0);
    auto const not_met = visible_class(2, Standing::documented, 0);
    auto tariff = first_tariff({.level_cfa = 1500.0}, wide_limits);
    auto const before = tariff.asks_of(met);
    EXPECT_EQ(tariff.of(met).ask_cfa, before);
    EXPECT_EQ(tariff.asks_of(met), before);
    EXPECT_LT(before[0], before[1]);
    LimitsByStanding narrow_limits;
    narrow_limits.fill({0, 900});
    set_limits(tariff, narrow_limits);
    EXPECT_EQ(tariff.asks_of(met)[1], 900);
    EXPECT_EQ(tariff.of(not_met).ask_cfa[1], 900);
}

// Nobody comes: nothing is learned.
TEST(Tariff, StaysWhereNobodyComes)
{
    auto const tariff = after_a_hundred_weeks({}, wide_limits);
    EXPECT_EQ(tariff.level_cfa, 1500.0);
    EXPECT_EQ(tariff.by_means[1], 1.0);
}

// Fear of a sanction for every franc asked lowers the demand; more so for who keeps less of it. 1 - 4 x^4 / (1 + x^4) is the
// elasticity of the takings; the fear takes off f (1 + x^4), so with x^4 = z: 1 + z - 4 z - f (1 + z)^2 = 0.
TEST(Tariff, AsksLessWhereSanctionsAreFeared)
{
    auto const bold = middle(after_a_hundred_weeks({{only_class, 2000.0}}, wide_limits), only_class);
    auto const afraid = after_a_hundred_weeks({{only_class, 2000.0}}, wide_limits, {.lost_per_franc_asked = 0.2});
    auto const poor_and_afraid =
        after_a_hundred_weeks({{only_class, 2000.0}}, wide_limits, {.share_kept = 0.5, .lost_per_franc_asked = 0.2});
    double const z = (-3.4 + std::sqrt(3.4 * 3.4 + 4.0 * 0.2 * 0.8)) / (2.0 * 0.2);
    EXPECT_NEAR(middle(afraid, only_class), 2000.0 * std::pow(z, 0.25), 150.0);
    EXPECT_LT(middle(afraid, only_class), 0.98 * bold);
    EXPECT_LT(middle(poor_and_afraid, only_class), 0.98 * middle(afraid, only_class));
}

// What is owed upward in proportion does not move the demand of who fears nothing.
TEST(Tariff, IsTheSameWhateverShareIsOwedUpward)
{
    auto const all = after_a_hundred_weeks({{only_class, 2000.0}}, wide_limits);
    auto const half = after_a_hundred_weeks({{only_class, 2000.0}}, wide_limits, {.share_kept = 0.5});
    EXPECT_EQ(all.asks_of(only_class), half.asks_of(only_class));
}

// An officer who wants so much a week asks for no more than that.
TEST(Tariff, AsksNoMoreThanEnough)
{
    constexpr Francs enough = 100'000;
    auto const tariff = after_a_hundred_weeks({{only_class, 2000.0, 400}}, wide_limits, {.enough_per_week_cfa = enough});
    EXPECT_NEAR(tariff.level_cfa * 400.0, static_cast<double>(enough), 10000.0) << "nearly all give so little";
}

TEST(WouldGive, IsAHalfAtTheMedianAndNeverLessForLess)
{
    EXPECT_TRUE(Answers(1000.0, 0.4999).would_give(1000));
    EXPECT_FALSE(Answers(1000.0, 0.5001).would_give(1000));
    EXPECT_TRUE(Answers(1000.0, 0.999999).would_give(0));
    EXPECT_FALSE(Answers(0.0, 0.000001).would_give(1000));
    Randomness const random(1, 0);
    for (std::uint32_t i = 0; i < 1000; ++i) {
        auto const words = random.draw(Purpose::roadblock, i, 0);
        auto const uniform = open_uniform(words[0]);
        EXPECT_TRUE(!Answers(2500.0, uniform).would_give(2000) || Answers(2500.0, uniform).would_give(1500));
    }
}

}  // namespace
}  // namespace piste::test
