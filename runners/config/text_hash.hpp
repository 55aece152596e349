// XXH3 with 128 bits, as text.
#pragma once

#include <string>
#include <string_view>

namespace piste {

// 32 hexadecimal characters, the same on every machine.
[[nodiscard]] std::string text_hash(std::string_view text);

}  // namespace piste
