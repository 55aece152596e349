#include "runners/config/calendar.hpp"

#include <charconv>

namespace piste {

std::optional<std::chrono::year_month_day> date_of(std::string_view text)
{
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    auto const read = [&](std::size_t from, std::size_t length, auto& number) {
        auto const* const begin = text.data() + from;
        return std::from_chars(begin, begin + length, number).ptr == begin + length;
    };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !read(0, 4, year) || !read(5, 2, month) ||
        !read(8, 2, day)) {
        return std::nullopt;
    }
    std::chrono::year_month_day const date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<Day> days_between(std::string_view from, std::string_view to)
{
    auto const first = date_of(from);
    auto const last = date_of(to);
    if (!first || !last) {
        return std::nullopt;
    }
    return narrow<Day>(static_cast<std::int64_t>((std::chrono::sys_days(*last) - std::chrono::sys_days(*first)).count()));
}

}  // namespace piste
