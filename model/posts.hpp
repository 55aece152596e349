// What meetings at posts of the state and of armed groups share. ODD 7.4.
#pragma once

#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <array>
#include <string>
#include <string_view>

namespace piste {

struct Counts {
    std::int64_t dealt_with = 0;
    std::int64_t paid = 0;
    std::int64_t haggled = 0;
    std::int64_t let_go = 0;  // unwilling to give
};

// What posts do to those aboard one vehicle, gathered and entered once.
struct Dealings {
    std::array<Counts, 2> by_cohort;  // of those who are not measured, and of those who are

    [[nodiscard]] Counts& of(Person const& who) { return by_cohort[who.cohort != 0 ? 1 : 0]; }
    [[nodiscard]] Counts const& of_measured() const { return by_cohort[1]; }
    [[nodiscard]] std::int64_t dealt_with() const { return by_cohort[0].dealt_with + by_cohort[1].dealt_with; }
    [[nodiscard]] std::int64_t paid() const { return by_cohort[0].paid + by_cohort[1].paid; }
};

// Enters what one post took of those whom it dealt with, on its stretch of road. position: of its group, among groups of posts.
void enter_takings(Run& run, std::size_t position, Leg leg, std::int64_t dealt_with, Collection const& tolls);
// Counts what one post, or several of one stretch of road, did. south: as the leg of that stretch.
void count_dealings(Run& run, bool south, Dealings const& done);

// For stories: who mans the posts of a group, and where they are.
[[nodiscard]] std::string_view in_words(PostGroup const& group);
[[nodiscard]] std::string const& stretch(Run const& run, PostGroup const& group);

// Post of the state (state_posts.cpp): deals with some of those aboard, which takes the vehicle some time.
void meet_state_post(Run& run, Vehicle& vehicle, Stop const& stop);

// Post of an armed group (armed_posts.cpp): what it has learned to ask, or so much a head; protection by the same holder may exempt the vehicle.
void meet_armed_post(Run& run, Vehicle& truck, Stop const& stop);

}  // namespace piste
