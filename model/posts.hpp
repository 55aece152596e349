// What meetings at posts of the state and of armed groups share. ODD 7.4.
#pragma once

#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <array>
#include <string>
#include <string_view>

namespace piste {

// What one post does to those aboard one vehicle, gathered and entered once.
struct Dealings {
    std::int64_t dealt_with = 0;
    std::int64_t paid = 0;
    // Of the measured cohorts.
    std::int64_t measured = 0;
    std::int64_t measured_haggled = 0;
    std::int64_t measured_paid = 0;
    Collection tolls;
};

// position: of the group, among groups of posts.
void enter_in_books(Run& run, PostGroup const& group, std::size_t position, Dealings const& post);

// For stories: who mans the posts of a group, and where they are.
[[nodiscard]] std::string_view in_words(PostGroup const& group);
[[nodiscard]] std::string const& stretch(Run const& run, PostGroup const& group);

// Post of an armed group (armed_posts.cpp): so much a head, whoever pays; protection by the same holder may exempt the vehicle.
void meet_armed_post(Run& run, Vehicle& truck, Stop const& stop);

}  // namespace piste
