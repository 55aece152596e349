// What posts of armed groups ask, and the gendarmes at the gate, where they learn it: by the same tariffs as posts of the state
// (model/post_prices.hpp). ODD 7.4, 7.5. Tariffs change at the day boundary only; counters gather meanwhile.
#pragma once

#include "model/post_prices.hpp"
#include "model/scenario.hpp"
#include "model/world.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace piste {

class Run;

// A post of an armed group as those see it who come to it on one way.
struct ArmedPostAhead {
    double free_share = 1.0;        // of what there is to give, that need not be kept for the posts ahead: as believed
    double sunk_cfa = 0.0;          // of the fare, for the way behind
    std::uint16_t tariff = 0;
    std::uint8_t stake_class = 0;
};

// One post of an armed group, by Stop::roster.
struct ArmedPost {
    Index<PostGroup> group;
    EntityId id;
    // Of this week.
    Francs given_cfa = 0;
    Francs carried_cfa = 0;         // what all had who came by, those included who were waved through
    double share_taken = 0.0;       // of what people have, by what is told of the post
    bool was_manned = true;         // last week
};

struct ArmedPrices {
    ArmedPrices(Scenario const& scenario, World const& world);

    // Of the post that stands there, as seen on this way.
    [[nodiscard]] ArmedPostAhead const& ahead_at(std::size_t itinerary, std::size_t position, std::size_t stop) const
    {
        return ahead[itinerary][position][stop];
    }
    // What a foreigner without visible means is asked there this week, in the mean.
    [[nodiscard]] Francs usual_ask_cfa(ArmedPostAhead const& post) const;

    std::vector<ArmedPost> posts;   // reserves included
    std::vector<Tariff> tariffs;    // by post, then by holder, then the one of all together
    std::vector<std::vector<std::vector<ArmedPostAhead>>> ahead;  // by itinerary, by position of its stretch, by stop
    std::vector<Francs> expected_tolls_cfa;  // a head, by place from which ways lead north: the mean of these, by what they asked last week
    Tariff gate;
    bool learn = false;             // off: so much a head, as the scenario says
    bool jointly = false;           // one price of all armed posts, asked once of a vehicle
};

// When other conditions come into force: limits, and who asks by which tariff.
void renew_armed_prices(ArmedPrices& prices, Scenario const& scenario, World const& world);
// At the end of a week, after posts of the state have learned.
void learn_at_armed_posts(Run& run);

// The tariff by which the gendarmes begin: the middle of the least and the highest tax.
[[nodiscard]] Tariff first_gate_tariff(Scenario const& scenario);

}  // namespace piste
