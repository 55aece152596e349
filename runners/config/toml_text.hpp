// Values written as TOML, always the same way: what parses to the same value is written with the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

[[nodiscard]] std::string toml_integer(std::int64_t value);
// The shortest form that reads back as the same double, always with a point or an exponent; -0 is written as 0.0.
[[nodiscard]] std::string toml_real(double value);
// In quotes, on one line, with control characters escaped.
[[nodiscard]] std::string toml_string(std::string_view text);
// Items that are TOML already.
[[nodiscard]] std::string toml_list(std::vector<std::string> const& items);
// The parts between separators, as of a dotted key; one empty part where the text is empty.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
// A real number for a person: at most twelve digits, no trailing zeros.
[[nodiscard]] std::string readable(double value);

}  // namespace piste
