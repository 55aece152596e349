// A name that no other process has: for files that only one process writes. It never reaches a result.
#pragma once

#include <cstddef>
#include <string>

namespace piste {

inline constexpr std::size_t random_token_length = 16;

// Hexadecimal characters from the system's random source. Throws OutputError where there is none.
[[nodiscard]] std::string random_token();

}  // namespace piste
