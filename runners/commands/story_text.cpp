#include "runners/commands/story_text.hpp"

#include "runners/commands/wording.hpp"
#include "runners/config/calendar.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <utility>

namespace piste {

namespace {

std::string clock_of(Minute minute_of_day)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", minute_of_day / minutes_per_hour,
                  minute_of_day % minutes_per_hour);
    return text.data();
}

constexpr std::string_view days_mark = ", in days";
constexpr std::string_view people_mark = " people ";

Day day_of(Minute minute)
{
    return minute >= 0 ? minute / minutes_per_day : -((-minute + minutes_per_day - 1) / minutes_per_day);
}

}  // namespace

// Width on a terminal: bytes of UTF-8 that begin a letter.
std::size_t width_of(std::string_view text)
{
    std::size_t width = 0;
    for (char const letter : text) {
        width += (static_cast<unsigned char>(letter) & 0xc0U) != 0x80U ? 1U : 0U;
    }
    return width;
}

std::string padded(std::string text, std::size_t width)
{
    auto const has = width_of(text);
    return has < width ? text + std::string(width - has, ' ') : text;
}

std::string date_of_day(std::string const& start_date, Day day)
{
    using namespace std::chrono;
    auto const start = date_of(start_date);
    if (!start) {
        throw std::invalid_argument("'" + start_date + "' is not a date such as 2016-01-01");
    }
    year_month_day const date = sys_days(*start) + days(day);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text.data();
}

std::string time_of_line(std::string const& start_date, Minute minute)
{
    auto const day = day_of(minute);
    return date_of_day(start_date, day) + " " + clock_of(minute - day * minutes_per_day);
}

std::string amount_in_words(StoryLine const& line)
{
    if (line.what.ends_with(days_mark)) {
        return counted(line.amount, "day", "days");
    }
    bool const counts_people = line.what.find(people_mark) != std::string_view::npos;
    return with_commas(line.amount) + (counts_people ? " people" : " CFA");
}

std::string sentence_of(StoryLine const& line)
{
    auto text = std::string(line.what);
    auto const people = text.find(people_mark);
    if (text.ends_with(days_mark)) {
        text.replace(text.size() - days_mark.size(), std::string::npos, " for " + amount_in_words(line));
    } else if (people != std::string::npos && line.amount != 0) {
        text.insert(people, ' ' + with_commas(line.amount));
    } else if (text.find(' ') == std::string::npos && !line.where.empty()) {
        text += ' ' + std::string(line.where);   // a bare verb: "reaches"
    } else if (line.amount != 0) {
        text += ": " + amount_in_words(line);
    }
    if (!line.whom.empty()) {
        text += " (" + std::string(line.whom) + ")";
    }
    return text;
}

StoryWriter::StoryWriter(std::ostream& stream, std::string start_date)
    : stream_(stream), start_date_(std::move(start_date))
{
}

void StoryWriter::write(StoryLine const& line)
{
    constexpr std::size_t purse_width = 10;
    constexpr std::size_t where_width = 32;
    if (lines_ == 0) {
        stream_ << "date        time   purse, CFA  " << padded("where", where_width) << "  what happens\n";
    }
    auto const day = day_of(line.minute);
    auto const purse = line.purse_cfa == purse_cfa_ ? "" : with_commas(line.purse_cfa);
    stream_ << date_of_day(start_date_, day) << "  " << clock_of(line.minute - day * minutes_per_day) << "  "
            << std::string(purse_width - std::min(purse.size(), purse_width), ' ') << purse << "  "
            << padded(std::string(line.where), where_width) << "  " << sentence_of(line) << '\n';
    purse_cfa_ = line.purse_cfa;
    ++lines_;
}

}  // namespace piste
