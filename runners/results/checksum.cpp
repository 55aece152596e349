#include "runners/results/checksum.hpp"

#include <array>
#include <charconv>
#include <new>
#include <xxhash.h>

namespace piste {

namespace {

constexpr std::array<std::uint32_t, 256> crc32c_table()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1U) ^ ((value & 1U) != 0 ? 0x82f63b78U : 0U);
        }
        table[byte] = value;
    }
    return table;
}

std::string hexadecimal_digits(std::uint64_t value, std::size_t digits)
{
    std::string text(digits, '0');
    for (std::size_t i = 0; i < digits; ++i) {
        text[digits - 1 - i] = "0123456789abcdef"[(value >> (4U * i)) & 0xfU];
    }
    return text;
}

}  // namespace

std::uint32_t crc32c(std::string_view text)
{
    static constexpr auto table = crc32c_table();
    std::uint32_t value = 0xffffffffU;
    for (char const letter : text) {
        value = (value >> 8U) ^ table[(value ^ static_cast<std::uint8_t>(letter)) & 0xffU];
    }
    return value ^ 0xffffffffU;
}

std::uint64_t hash64(std::span<std::byte const> bytes)
{
    return XXH3_64bits(bytes.data(), bytes.size());
}

StreamingHash64::StreamingHash64() : state_(XXH3_createState(), [](void* state) { XXH3_freeState(static_cast<XXH3_state_t*>(state)); })
{
    if (state_ == nullptr) {
        throw std::bad_alloc();
    }
    XXH3_64bits_reset(static_cast<XXH3_state_t*>(state_.get()));
}

void StreamingHash64::add(std::span<std::byte const> bytes)
{
    XXH3_64bits_update(static_cast<XXH3_state_t*>(state_.get()), bytes.data(), bytes.size());
}

std::uint64_t StreamingHash64::value() const
{
    return XXH3_64bits_digest(static_cast<XXH3_state_t const*>(state_.get()));
}

std::uint64_t hash64(std::string_view text)
{
    return hash64(std::as_bytes(std::span(text)));
}

std::string hexadecimal(std::uint64_t value)
{
    return hexadecimal_digits(value, 16);
}

std::string hexadecimal(std::uint32_t value)
{
    return hexadecimal_digits(value, 8);
}

std::optional<std::uint64_t> from_hexadecimal(std::string_view text)
{
    std::uint64_t value = 0;
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, value, 16);
    if (text.empty() || error != std::errc{} || stopped != end) {
        return std::nullopt;
    }
    return value;
}

}  // namespace piste
