// Random numbers with an address: Philox4x32-10 (Salmon et al. 2011), keyed by the seed, counted by what is drawn.
// Nothing here has a state, so a draw never depends on which draws came before (docs/reproducibility.md).
#pragma once

#include "model/ids.hpp"
#include "model/quantities.hpp"
#include "model/random_purpose.hpp"
#ifdef PISTE_AUDIT
#include "model/audit.hpp"
#endif

#include <Random123/philox.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace piste {

// Raised when the layout of addresses changes; it is part of the key. That one purpose is addressed otherwise is told by the model's version.
inline constexpr std::uint64_t stream_version = 1;

// Four 32-bit words of one address. Each is named once, in one statement, where it is used.
using Words = std::array<std::uint32_t, 4>;

// The last finalising step of SplitMix64 (Steele et al. 2014): hashes a seed, so that neighbouring seeds share nothing.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value)
{
    value ^= value >> 30U;
    value *= 0xbf58476d1ce4e5b9ULL;
    value ^= value >> 27U;
    value *= 0x94d049bb133111ebULL;
    value ^= value >> 31U;
    return value;
}

class Randomness {
public:
    // seed: of the experiment; replicate: number of the run within its point; point_salt: 0 with common random numbers.
    Randomness(std::uint64_t seed, std::uint32_t replicate, std::uint64_t point_salt = 0) : replicate_(replicate)
    {
        auto const mixed = mix(mix(mix(seed + 0x9e3779b97f4a7c15ULL) ^ stream_version) ^ point_salt);
        key_[0] = static_cast<std::uint32_t>(mixed);
        key_[1] = static_cast<std::uint32_t>(mixed >> 32U);
    }

    // The block of one encounter. occasion counts what happens to this pair, or this subject, for this purpose; or is a seat (Purpose says).
    [[nodiscard]] Words draw(Purpose purpose, std::uint32_t subject, std::uint32_t object,
                             std::uint16_t occasion = 0) const
    {
        return draw_part(purpose, subject, object, occasion, whole_block);
    }

    // A block of which this encounter uses one part, and others the rest.
    [[nodiscard]] Words draw_part(Purpose purpose, std::uint32_t subject, std::uint32_t object, std::uint16_t occasion,
                                  std::uint8_t part) const
    {
        uses_part(purpose, subject, object, occasion, part);
        return draw_shared(purpose, subject, object, occasion);
    }

    // A block that is kept for several encounters. Each of them says with `uses_part` which part it takes.
    [[nodiscard]] Words draw_shared(Purpose purpose, std::uint32_t subject, std::uint32_t object,
                                    std::uint16_t occasion) const
    {
        r123::Philox4x32 const philox;
        auto const block = philox(counter(purpose, subject, object, occasion), key_);
        return {block[0], block[1], block[2], block[3]};
    }

    // Several blocks at once, for less than one after another: in place of each address stands its block. Where the room is that of
    // `room_for_blocks`, what is left over costs less, and what stands behind the addresses is lost. As with `draw_shared`, each
    // use of a part is said by `uses_part`.
    [[nodiscard]] Words address_of(Purpose purpose, std::uint32_t subject, std::uint32_t object, std::uint16_t occasion) const
    {
        auto const address = counter(purpose, subject, object, occasion);
        return {address[0], address[1], address[2], address[3]};
    }
    void draw_blocks(std::span<Words> addresses) const;

    // A whole block of several drawn at once.
    void uses(Purpose purpose, std::uint32_t subject, std::uint32_t object, std::uint16_t occasion = 0) const
    {
        uses_part(purpose, subject, object, occasion, whole_block);
    }

    // Nothing, except in an audit build, which proves that no part of a block is used twice.
    void uses_part([[maybe_unused]] Purpose purpose, [[maybe_unused]] std::uint32_t subject,
                   [[maybe_unused]] std::uint32_t object, [[maybe_unused]] std::uint16_t occasion,
                   [[maybe_unused]] std::uint8_t part) const
    {
#ifdef PISTE_AUDIT
        log_.add(purpose, subject, object, occasion, part);
#endif
    }

#ifdef PISTE_AUDIT
    [[nodiscard]] AddressLog& log() const { return log_; }
#endif

private:
    static constexpr std::uint8_t whole_block = 0;

    [[nodiscard]] r123::Philox4x32::ctr_type counter(Purpose purpose, std::uint32_t subject, std::uint32_t object,
                                                     std::uint16_t occasion) const
    {
        auto const purpose_and_occasion = (static_cast<std::uint32_t>(purpose) << 16U) | occasion;
        return {{replicate_, subject, object, purpose_and_occasion}};
    }

    r123::Philox4x32::key_type key_{{0, 0}};
    std::uint32_t replicate_;
#ifdef PISTE_AUDIT
    mutable AddressLog log_;
#endif
};

// Room for so many blocks that are drawn at once.
[[nodiscard]] constexpr std::size_t room_for_blocks(std::size_t number)
{
    return (number + 1) / 2 * 2;
}

// That room in a buffer which is kept, and which grows where it must.
[[nodiscard]] inline std::span<Words> room_in(std::vector<Words>& buffer, std::size_t number)
{
    auto const room = room_for_blocks(number);
    if (buffer.size() < room) {
        buffer.resize(room);
    }
    return std::span(buffer).first(room);
}

// A word as a real number in the open interval (0, 1).
[[nodiscard]] constexpr double open_uniform(std::uint32_t word)
{
    return (static_cast<double>(word) + 0.5) * (1.0 / 4294967296.0);
}

}  // namespace piste
