// Blocks of several addresses at once: the same words as one after another, in fewer instructions where the processor has SSE2.
#include "model/random.hpp"

#include <Random123/features/compilerfeatures.h>
#if R123_USE_SSE
#include <Random123/features/sse.h>
#endif

#include <cstddef>
#include <cstring>

namespace piste {

namespace {

#if R123_USE_SSE

// A word of each of two blocks, in the lower halves of two lanes. What stands in the upper halves is never read: a product takes the lower
// halves, and only products are shifted down.
using Two = __m128i;

Two twice(std::uint32_t word)
{
    return _mm_set1_epi32(static_cast<int>(word));
}

Two high(Two products)
{
    return _mm_srli_epi64(products, 32);
}

Two joined(Two lower, Two upper)
{
    return _mm_or_si128(_mm_and_si128(lower, _mm_set_epi32(0, -1, 0, -1)), _mm_slli_epi64(upper, 32));
}

// Two neighbouring addresses become their blocks.
void draw_two(Words* two, r123::Philox4x32::key_type const& key)
{
    Two first;
    Two second;
    std::memcpy(&first, two, sizeof(first));
    std::memcpy(&second, two + 1, sizeof(second));
    Two word_0 = _mm_unpacklo_epi64(first, second);
    Two word_1 = high(word_0);
    Two word_2 = _mm_unpackhi_epi64(first, second);
    Two word_3 = high(word_2);
    Two key_0 = twice(key[0]);
    Two key_1 = twice(key[1]);
    for (int round = 0; round < philox4x32_rounds; ++round) {
        auto const product_0 = _mm_mul_epu32(word_0, twice(PHILOX_M4x32_0));
        auto const product_1 = _mm_mul_epu32(word_2, twice(PHILOX_M4x32_1));
        word_0 = _mm_xor_si128(_mm_xor_si128(high(product_1), word_1), key_0);
        word_1 = product_1;
        word_2 = _mm_xor_si128(_mm_xor_si128(high(product_0), word_3), key_1);
        word_3 = product_0;
        key_0 = _mm_add_epi32(key_0, twice(PHILOX_W32_0));
        key_1 = _mm_add_epi32(key_1, twice(PHILOX_W32_1));
    }
    auto const lower = joined(word_0, word_1);
    auto const upper = joined(word_2, word_3);
    first = _mm_unpacklo_epi64(lower, upper);
    second = _mm_unpackhi_epi64(lower, upper);
    std::memcpy(two, &first, sizeof(first));
    std::memcpy(two + 1, &second, sizeof(second));
}

#endif

}  // namespace

void Randomness::draw_blocks(std::span<Words> addresses) const
{
    std::size_t drawn = 0;
#if R123_USE_SSE
    auto const key = key_;
    for (; drawn + 2 <= addresses.size(); drawn += 2) {
        draw_two(addresses.data() + drawn, key);
    }
#endif
    for (; drawn < addresses.size(); ++drawn) {
        auto& words = addresses[drawn];
        auto const block = r123::Philox4x32()({{words[0], words[1], words[2], words[3]}}, key_);
        words = {block[0], block[1], block[2], block[3]};
    }
}

}  // namespace piste
