// Dates as days of a run.
#pragma once

#include "model/quantities.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace piste {

// "2016-01-31"; none where the text is no date of the calendar written so.
[[nodiscard]] std::optional<std::chrono::year_month_day> date_of(std::string_view text);

// Days from one date to another, both written as above; none where one is no date.
[[nodiscard]] std::optional<Day> days_between(std::string_view from, std::string_view to);

}  // namespace piste
