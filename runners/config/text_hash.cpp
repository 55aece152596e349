#include "runners/config/text_hash.hpp"

#include <xxhash.h>

namespace piste {

std::string text_hash(std::string_view text)
{
    constexpr std::string_view hexadecimal = "0123456789abcdef";
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(text.data(), text.size()));
    std::string characters;
    for (auto const byte : canonical.digest) {
        characters += hexadecimal[byte >> 4U];
        characters += hexadecimal[byte & 15U];
    }
    return characters;
}

}  // namespace piste
