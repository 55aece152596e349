// What posts ask, by where they stand and whom they ask: of measured cohorts, by apparent means.
#pragma once

#include "tests/patterns/pattern.hpp"

namespace piste::test {

// A post of the state between Bamako and Gao.
[[nodiscard]] bool is_state_post_of_trunk(Scenario const& world, PostGroup const& group);

[[nodiscard]] Measure mean_ask_on_trunk();
// Where armed groups do not learn, what is asked is what was taken of those asked, but for who cannot pay.
[[nodiscard]] Measure armed_toll_a_head();

// What the last third of the posts between Bamako and Gao ask, over the first third, less 1: for each class of means, weighted alike in both.
[[nodiscard]] Measure rise_along_the_trunk();
// The same of armed groups' posts from Gao to the crossings: those before Anéfis, and those on the stretches that end at a crossing.
[[nodiscard]] Measure rise_along_the_ways_north();

// What the poorest-looking are asked over what the richest-looking are, less 1.
[[nodiscard]] Measure discount_of_the_poor();

}  // namespace piste::test
