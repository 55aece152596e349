// The scenario, prepared for a run: roads as lists of stops, groups of passeurs and ghettos as individuals, shares as thresholds.
// Constant while the same conditions are in force; nothing in it depends on the order of a file.
#pragma once

#include "model/population.hpp"
#include "model/scenario.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace piste {

// A place on a stretch where something may happen to a vehicle.
struct Stop {
    std::int32_t offset_minutes = 0;  // on the road since the stretch began, delays apart
    bool is_ambush = false;           // where bandits may wait, rather than a post
    Index<PostGroup> group;
    EntityId id;                      // address: "posts/<group>/<number>", or the link's own for an ambush
    bool is_armed_group = false;
    bool is_north = false;            // on a way of trucks rather than of buses
    std::uint16_t post = 0;           // of the state: position in World::state_posts
    std::uint64_t stop_threshold = 0; // the group's, at hand where each traveller is met
    double stop_scale = 0.0;          // of the state: 1 over that threshold
    double fare_so_far_cfa = 0.0;     // of its stretch, by bus, to here
    EntityId four;                    // address of four neighbouring state posts: "road/<link>/four/<number>"
    std::uint8_t position_in_four = 0;
    bool is_reserve = false;          // a place where an armed group could man a post, and does not in the base
    std::uint16_t roster = 0;         // position among all posts of armed groups, reserves included

    [[nodiscard]] bool is_state_post() const { return !is_ambush && !is_armed_group; }
};

// One post of the state, in the order of groups and numbers.
struct StatePost {
    Index<PostGroup> group;
    EntityId id;  // as that of its stop
};

struct Road {
    std::vector<Stop> stops;  // by offset, then address
};

struct Passeur {
    Index<PasseurGroup> group;
    EntityId id;
};

struct Ghetto {
    Index<GhettoGroup> group;
    EntityId id;
    std::int32_t beds = 0;
};

// Who works at a hub, as lists of positions in World.
struct Hub {
    Index<HubRules> rules;
    std::vector<std::vector<std::uint16_t>> passeurs;  // by nationality
    std::vector<std::vector<std::uint16_t>> ghettos;   // by nationality
    std::vector<std::uint16_t> all_ghettos;
    std::vector<Index<Itinerary>> itineraries;         // north, open, from here
    Purse expected_tolls_cfa = 0;                      // a head, by the mean of these itineraries
};

// Cumulative thresholds over a table: word < threshold[i] chooses the first such i. A guide says where the search may begin for the words
// with the same leading bits (Chen and Asau 1974), so that most words need one comparison, whose outcome can be predicted.
struct Chooser {
    static constexpr unsigned guide_bits = 6;
    static constexpr unsigned shift = 32U - guide_bits;

    std::vector<std::uint64_t> thresholds;
    std::array<std::uint16_t, std::size_t{1} << guide_bits> first{};  // by leading bits: what the least of these words chooses
};

// What the posts of an armed group ask a head; those of the state have tariffs (model/extraction.hpp).
struct Demand {
    Demand(Scenario const& scenario, PostGroup const& group)
        : of_foreigners_cfa(group.toll_floor_cfa),
          of_malians_cfa(std::min<Francs>(scenario.north.malian_factor.of(group.toll_floor_cfa), group.toll_cap_cfa))
    {
    }
    [[nodiscard]] Francs asked(Person const& who) const
    {
        bool const malian = (who.traits & static_cast<std::uint16_t>(Trait::malian)) != 0;
        return malian ? of_malians_cfa : of_foreigners_cfa;
    }

    Francs of_foreigners_cfa = 0;
    Francs of_malians_cfa = 0;
};

struct World {
    // bandits: by link, whether they may wait there later if they do not now, so that a road has the same stops throughout a run; none:
    // only where they do now. The scenario must outlive the world.
    explicit World(Scenario const& scenario, std::vector<bool> const& bandits = {});

    // Where the bus of a firm leaves from a position of an itinerary of the south, among all stands.
    [[nodiscard]] std::size_t stand_at(Index<Itinerary> itinerary, std::size_t position, std::size_t firm) const
    {
        return first_stand[itinerary.value()] + position * scenario.bus_firms.size() + firm;
    }

    Scenario const& scenario;
    std::vector<StatePost> state_posts;
    std::vector<Road> roads;                            // by link
    std::uint16_t armed_posts = 0;                      // that could be manned, over all roads
    std::vector<Passeur> passeurs;
    std::vector<Ghetto> ghettos;
    std::vector<Hub> hubs;                              // by place; empty rules where there is no hub
    std::vector<Index<Itinerary>> south_from;           // by place: the way to the main hub by bus; none elsewhere
    std::vector<Index<Crossing>> crossing_at;           // by place; none elsewhere
    std::vector<std::uint16_t> beyond_position;         // by place: position among places beyond
    std::vector<Index<Crossing>> crossing_of_itinerary; // north
    std::vector<Purse> toll_of_itinerary_cfa;           // a head, what the posts ask of a foreigner
    std::vector<std::size_t> first_stand;               // by itinerary; stands follow by position, then firm
    std::vector<std::uint16_t> papers_position;         // by itinerary: at which the place of the papers lies, or its length
    std::vector<std::vector<std::uint16_t>> monitoring_at;  // by place: points there
    std::vector<Demand> demands;                        // by group of posts
    Chooser wish;
    Chooser bus_firm;
    std::vector<Chooser> leaves_from;                   // by nationality, over places
    double refusal_spared_by_passport = 0.0;            // mean over open crossings
};

// Position on the itinerary at which the place lies, or its length.
[[nodiscard]] std::size_t position_of(Scenario const& scenario, Itinerary const& itinerary, Index<Place> place);

// The address of the stand from which a firm's bus leaves at this position of an itinerary of the south.
[[nodiscard]] EntityId stand_id(Itinerary const& itinerary, std::size_t position, BusFirm const& firm);
// All stands, in the order of World::stand_at, by the positions of itinerary and firm in their tables.
template <class WithStand>
void each_stand(Scenario const& scenario, WithStand const& with_stand)
{
    for (std::size_t itinerary = 0; itinerary < scenario.itineraries.size(); ++itinerary) {
        auto const& way = scenario.itineraries[itinerary];
        auto const positions = way.leg == Leg::south ? way.links.size() : 0;
        for (std::size_t position = 0; position < positions; ++position) {
            for (std::size_t firm = 0; firm < scenario.bus_firms.size(); ++firm) {
                with_stand(itinerary, position, firm);
            }
        }
    }
}

// Of the bus of a stand, or the vehicle of a kind, that is the so-many-th of a day. Throws std::overflow_error where a day has no more addresses. The
// reader of a configuration refuses stands and kinds of which vehicles under way at the same time might share one.
inline constexpr std::uint32_t vehicles_a_day = 4096;
[[nodiscard]] std::uint32_t vehicle_id(EntityId stand_or_kind, Day day, std::uint32_t ordinal);

// Cumulative thresholds of shares that sum to 1; the last is 2^32, so that every word chooses.
[[nodiscard]] Chooser chooser(std::vector<double> const& shares);
[[nodiscard]] inline std::size_t choose(Chooser const& chooser, std::uint32_t word)
{
    std::size_t position = chooser.first[word >> Chooser::shift];
    while (word >= chooser.thresholds[position]) {
        ++position;
    }
    return position;
}

}  // namespace piste
