// Worlds built in code, so that the model can be tested without reading a file. Their numbers are made up to exercise
// the rules; they say nothing about any real place.
#pragma once

#include "model/scenario.hpp"
#include "model/simulation.hpp"

#include <string_view>

namespace piste::test {

// Two nationalities, two ways north over two crossings, everything that can happen to a traveller happens to some.
// Half a year with warm-up and run-out; about 1,000 migrants a year.
[[nodiscard]] Scenario small_world();

// The same where no vehicle comes to the main hub, until a test sends its own.
[[nodiscard]] Scenario small_world_without_trucks();

// One road, one nationality, about one candidate in three months, and nothing left to chance: every probability is 0 or
// 1, every pair of bounds is one number, every toll is known. What happens to a traveller can be worked out by hand.
[[nodiscard]] Scenario lone_road();

// A run in which exactly one person travels the lone road, in the measured month, and sets out with the full purse.
[[nodiscard]] RunAddress lone_address();

// The position of a row by its name. Throws std::logic_error if there is none.
template <class Row>
[[nodiscard]] Index<Row> row_named(std::vector<Row> const& rows, std::string_view name)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].name == name) {
            return Index<Row>(i);
        }
    }
    throw std::logic_error("no row of this name in the test's world");
}

// A shift of money in one run.
[[nodiscard]] Francs paid(Outcome const& outcome, Party payer, Party payee, Leg leg);
// The same, summed over legs.
[[nodiscard]] Francs paid(Outcome const& outcome, Party payer, Party payee);

}  // namespace piste::test
