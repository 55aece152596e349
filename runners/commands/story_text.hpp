// A journey as lines that a person can read: date, time, place, what happened, what is left in the purse.
#pragma once

#include "model/story.hpp"

#include <ostream>
#include <string>

namespace piste {

// ISO date of a day, counted from the scenario's start date ("2016-01-01"). Throws std::invalid_argument for a start
// that is no date.
[[nodiscard]] std::string date_of_day(std::string const& start_date, Day day);

// ISO date and time of a minute of the run: "2016-01-05 07:30".
[[nodiscard]] std::string time_of_line(std::string const& start_date, Minute minute);

// Width on a terminal, and a text filled up to one with spaces.
[[nodiscard]] std::size_t width_of(std::string_view text);
[[nodiscard]] std::string padded(std::string text, std::size_t width);

// What a line's amount is, in the unit of its sentence: "5,000 CFA", "3 days", "60 people".
[[nodiscard]] std::string amount_in_words(StoryLine const& line);

// "pays a toll: 5,000 CFA (police)": the sentence part with its amount, in francs, days or people, in place.
[[nodiscard]] std::string sentence_of(StoryLine const& line);

// Writes a heading and then lines, with the purse wherever it changed.
class StoryWriter {
public:
    StoryWriter(std::ostream& stream, std::string start_date);
    void write(StoryLine const& line);
    [[nodiscard]] bool wrote_anything() const { return lines_ > 0; }

private:
    std::ostream& stream_;
    std::string start_date_;
    std::int64_t lines_ = 0;
    std::int64_t purse_cfa_ = -1;
};

}  // namespace piste
