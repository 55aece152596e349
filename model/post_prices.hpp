// What a post asks, by what it can see of a traveller, and how it learns from what it is given. A post knows who stood before it,
// what they gave, and how many came by in a week; nobody tells it what others ask. Nothing here knows the optimum: it is found by
// trying. ODD 7.4; why this learner: docs/decisions/0008-how-a-post-learns.md.
#pragma once

#include "model/quantities.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace piste {

// How well off a traveller looks, what papers he shows, how much he seems to have sunk in the trip.
inline constexpr std::size_t means_classes = 4;
inline constexpr std::size_t stake_classes = 3;
enum class Standing : std::uint8_t { documented, undocumented, malian, count };
inline constexpr std::size_t standing_classes = static_cast<std::size_t>(Standing::count);
inline constexpr std::size_t visible_classes = means_classes * standing_classes * stake_classes;

// Position of a visible class: means in [0, 4), stake in [0, 3).
[[nodiscard]] constexpr std::size_t visible_class(std::size_t means, Standing standing, std::size_t stake)
{
    return (means * standing_classes + static_cast<std::size_t>(standing)) * stake_classes + stake;
}

// The parts of a visible class, by its position.
struct Visible {
    constexpr explicit Visible(std::size_t position)
        : means(position / (standing_classes * stake_classes)), standing(position / stake_classes % standing_classes),
          stake(position % stake_classes)
    {
    }
    std::size_t means;
    std::size_t standing;
    std::size_t stake;
};

// The two prices that a post tries side by side in a week: a little less and a little more than it thinks right.
enum class Trial : std::uint8_t { less, more, count };
inline constexpr std::size_t trials = static_cast<std::size_t>(Trial::count);

// What is asked of one visible class this week, and what came of it so far.
struct alignas(32) ClassPrices {
    std::array<Purse, trials> ask_cfa{};
    std::array<std::int32_t, trials> met{};  // travellers asked
    std::array<Purse, trials> gave_cfa{};    // by them
    Francs at_hand_cfa = 0;                  // of them; the post does not see it, those who come after hear of it

    void note(std::size_t trial, Francs given_cfa)
    {
        ++met[trial];
        gave_cfa[trial] += static_cast<Purse>(given_cfa);
    }
};

// Between which a demand may lie.
struct AskLimits {
    Purse low_cfa = 0;
    Purse high_cfa = 0;
};
using LimitsByStanding = std::array<AskLimits, standing_classes>;

// What moves an officer beside the takings. The defaults are a post that keeps all it takes and fears nobody.
struct Incentives {
    double share_kept = 1.0;                   // of the takings, after what is owed upward
    double lost_per_franc_asked = 0.0;         // expected, by being caught: probability of a sanction times what it costs
    Francs enough_per_week_cfa = 0;            // takings at which an officer with a target income asks no more; 0: no such target
};

struct TariffRules {
    double step = 0.05;           // relative change of an ask, a week, per unit of elasticity of the takings
    double few_travellers = 30.0; // so many in a class count for half
    bool by_looks = true;         // false: one price for all
};

// The tariff of one post, or of one chain of posts under one holder. Asks are read-only during a week; counters gather meanwhile.
struct alignas(64) Tariff {
    // What is asked of a class is worked out when its first traveller comes: a post meets few classes in a week.
    [[nodiscard]] ClassPrices& of(std::size_t visible)
    {
        if ((classes_met >> visible & 1U) == 0) {
            begin_class(visible);
        }
        return classes[visible];
    }
    void begin_class(std::size_t visible);
    // What is asked of a class this week, less first, whether or not somebody of it has come.
    [[nodiscard]] std::array<Purse, trials> asks_of(std::size_t visible) const;

    std::array<ClassPrices, visible_classes> classes;  // of this week where the bit of the class is set
    std::uint64_t classes_met = 0;
    double week_factor = 1.0;                          // of what it thinks right, in the trial between weeks
    double trial_size = 0.0;                           // the prices tried side by side lie so far above and below
    LimitsByStanding limits{};
    // What it thinks right for a class is the product: so each traveller teaches something about all who share a trait with him.
    double level_cfa = 0.0;
    std::array<double, means_classes> by_means{};
    std::array<double, standing_classes> by_standing{};
    std::array<double, stake_classes> by_stake{};
    // The trial between two weeks: all asks a little higher in one, lower in the other, in an order that chance gives.
    bool second_week = true;
    bool dearer_week = false;
    std::int64_t met_week_before = unknown;

    static constexpr std::int64_t unknown = -1;
};

// Prices at which a tariff begins. level: asked of a documented foreigner of the second class of means; factors relative to him.
struct FirstPrices {
    double level_cfa = 0.0;
    std::array<double, means_classes> by_means{1.0, 1.0, 1.0, 1.0};
    std::array<double, standing_classes> by_standing{1.0, 1.0, 1.0};
};
static_assert(visible_classes <= 64, "a bit for each class");
[[nodiscard]] Tariff first_tariff(FirstPrices const& first, LimitsByStanding const& limits);

// At the end of a week: moves the tariff by what the week taught, and begins the next. order_word: one random word, used at the
// beginning of each two weeks, that says which of them is the dearer one.
void learn_from_week(Tariff& tariff, TariffRules const& rules, Incentives const& incentives, std::uint32_t order_word);
// Asks what it thinks right and tries nothing: for a world in which posts do not learn.
void set_fixed_asks(Tariff& tariff);
// From now on no ask lies beyond these, those of this week included.
void set_limits(Tariff& tariff, LimitsByStanding const& limits);

}  // namespace piste
