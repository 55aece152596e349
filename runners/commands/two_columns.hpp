// Two stories side by side, by their times.
#pragma once

#include "runners/commands/parting.hpp"

#include <cstddef>
#include <ostream>
#include <string>

namespace piste {

// From this width on two columns can be read.
inline constexpr std::size_t width_for_two_columns = 100;

// Columns that standard output has room for: the environment's COLUMNS, else those of the terminal; 0 where there is none.
[[nodiscard]] std::size_t width_of_output();

struct ToldStory {
    std::string heading;
    StoryLines lines;
    std::string when_empty;   // said in place of lines
};

// What happens in the same minute stands in the same row. width: of both columns together, at least width_for_two_columns.
void write_two_columns(std::ostream& stream, std::string const& start_date, ToldStory const& left, ToldStory const& right, std::size_t width);

}  // namespace piste
