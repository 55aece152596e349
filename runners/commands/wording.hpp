// Numbers and durations as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace piste {

// 1234567 as "1,234,567".
[[nodiscard]] std::string with_commas(std::int64_t number);
// "0.42 s", "12 s", "3 min 20 s", "2 h 05 min", "3 days 4 h".
[[nodiscard]] std::string duration_in_words(double seconds);
// "1 run", "2 runs".
[[nodiscard]] std::string counted(std::int64_t number, std::string const& one, std::string const& several);

}  // namespace piste
