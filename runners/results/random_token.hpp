// A name that no other process has: for files that only one process writes. It never reaches a result.
#pragma once

#include <string>

namespace piste {

// 16 hexadecimal characters from the system's random source. Throws OutputError where there is none.
[[nodiscard]] std::string random_token();

}  // namespace piste
