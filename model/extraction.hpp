// What the state posts of a run ask, who mans them, and how travellers look to them. ODD 7.4. Asks and manning change at the day
// boundary only; counters gather meanwhile. How a single tariff learns: model/post_prices.hpp.
#pragma once

#include "model/answers.hpp"
#include "model/population.hpp"
#include "model/post_prices.hpp"
#include "model/scenario.hpp"
#include "model/world.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace piste {

// Where papers make no difference: whether somebody is a citizen of Mali.
[[nodiscard]] inline Standing standing_by_origin(Person const& who)
{
    return (who.traits & static_cast<std::uint16_t>(Trait::malian)) != 0 ? Standing::malian : Standing::documented;
}

// How travellers look to a post, and what they would rather give than be held up. Derived from the conditions in force.
struct Looks {
    explicit Looks(Scenario const& scenario);

    [[nodiscard]] Standing standing_of(Person const& who) const
    {
        // Without a branch: papers cannot be foreseen.
        unsigned const has_no_papers = (who.traits & static_cast<std::uint16_t>(Trait::has_papers)) == 0 ? 1U : 0U;
        unsigned const is_malian = (who.traits & with_malian_passport) != 0 ? 1U : 0U;
        return static_cast<Standing>((is_malian << 1U) | (has_no_papers & ~is_malian));
    }
    // Who boards puts a part of the money at hand, where it shows, and hides the rest. Tolls come out of what is at hand.
    [[nodiscard]] Francs at_hand_cfa(Person const& who) const
    {
        auto const given = static_cast<Francs>(who.amount);
        return std::max<Francs>(0, at_hand_share.of(who.purse_cfa + given) - given);
    }
    [[nodiscard]] std::size_t means_class_of(Francs at_hand_cfa) const
    {
        std::size_t means = 0;
        for (auto const bound : means_from_cfa) {
            means += at_hand_cfa >= bound ? 1 : 0;
        }
        return means;
    }
    // What has come so far along the road at this price of the way behind.
    [[nodiscard]] std::size_t stake_class_of(double sunk_cfa) const
    {
        std::size_t stake = 0;
        for (auto const bound : stake_from_cfa) {
            stake += stake_visibility * sunk_cfa >= bound ? 1 : 0;
        }
        return stake;
    }
    // The median of what such a traveller would give at one post: a share of what is at hand and need not be kept for the posts ahead, and
    // of what shows to be sunk. Who can hide how far he has come walks away from the same demand as a local would.
    [[nodiscard]] double median_reservation_cfa(double free_cfa, double sunk_cfa, Standing standing) const
    {
        return share[static_cast<std::size_t>(standing)] * (free_cfa + stake_weight * sunk_cfa);
    }

    std::array<Francs, means_classes - 1> means_from_cfa{};  // at hand
    std::array<double, stake_classes - 1> stake_from_cfa{};  // sunk, as far as it shows
    std::array<double, standing_classes> share{};            // of what need not be kept and of what is sunk, that the median traveller gives
    Ratio at_hand_share;
    double stake_visibility = 0.0;
    double stake_weight = 0.0;                               // as far as it shows
};

// By papers shown.
using ByStanding = std::array<double, standing_classes>;

// What a post of the state takes of those who come by, as a share of what they have at hand: as believed by who hears of it.
struct Hearsay {
    ByStanding share{};
    ByStanding share_later{};    // the same, of all posts after it on its stretch of road
};

// A post of the state as those see it who come to it on one itinerary: worked out when conditions change and when posts are heard of.
struct PostAhead {
    std::uint64_t stop_threshold = 0;  // 0: nobody mans it
    double stop_scale = 0.0;           // 1 over the threshold
    ByStanding free_share{};           // of what is at hand, that need not be kept for the posts ahead
    double sunk_cfa = 0.0;             // of those aboard, by what the way behind costs
    std::uint16_t tariff = 0;
    std::uint8_t stake_class = 0;
};

// What lies before and behind who comes along an itinerary, at the beginning of one of its stretches.
struct Approach {
    double fare_behind_cfa = 0.0;
    ByStanding share_beyond{};      // of what is at hand, that the posts beyond this stretch take on the same ride: as believed
    std::vector<PostAhead> posts;   // by stop of the stretch; blank where it is no post of the state
};

struct PostPrices {
    PostPrices(Scenario const& scenario, World const& world);

    Looks looks;
    Rights rights;                               // of who knows of the right to move
    std::vector<Tariff> tariffs;                 // by post of the state, then the one of all of them together
    std::vector<Hearsay> hearsay;                // by post of the state
    std::vector<ByStanding> share_of_link;       // of what is at hand, that all posts of a stretch take: as believed
    std::vector<std::vector<Approach>> approaches;  // by itinerary, by position of its stretch
    std::vector<std::uint8_t> is_manned;         // by post of the state
    std::vector<std::size_t> kept_longest;       // posts of the state, group by group, those first that a group gives up last
    std::vector<std::int32_t> manned_of_group;   // where jobs are for sale: posts of a group that somebody found worth buying
    std::vector<Francs> takings_of_group_cfa;    // since the last decision on manning
    bool jointly = false;                        // one price for all posts, asked once a journey
    bool once_a_trip = false;                    // who has given at one post gives at none after it

};

// When other conditions come into force: limits, who sets tolls together, who is manned.
void renew_post_prices(PostPrices& prices, Scenario const& scenario, World const& world);
// Of what a traveller has at hand at this stop, the share that need not be kept back for the posts ahead on this ride, as believed; by the
// papers shown.
[[nodiscard]] ByStanding free_of_posts_ahead(PostPrices const& prices, Scenario const& scenario, Approach const& approach, Stop const& stop);

}  // namespace piste
