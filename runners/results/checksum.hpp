// Checksums of bytes on disk, and numbers as hexadecimal text of fixed length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace piste {

// CRC32C (Castagnoli), reflected, as iSCSI and SCTP use it: of one line of a ledger.
[[nodiscard]] std::uint32_t crc32c(std::string_view text);
// XXH3-64 of bytes, seed 0.
[[nodiscard]] std::uint64_t hash64(std::span<std::byte const> bytes);
[[nodiscard]] std::uint64_t hash64(std::string_view text);
// The same of bytes that come in pieces.
class StreamingHash64 {
public:
    StreamingHash64();
    void add(std::span<std::byte const> bytes);
    [[nodiscard]] std::uint64_t value() const;

private:
    std::unique_ptr<void, void (*)(void*)> state_;
};
// Lower-case hexadecimal, most significant digit first, 16 or 8 characters.
[[nodiscard]] std::string hexadecimal(std::uint64_t value);
[[nodiscard]] std::string hexadecimal(std::uint32_t value);
// The reverse; nothing where the text is not exactly hexadecimal digits.
[[nodiscard]] std::optional<std::uint64_t> from_hexadecimal(std::string_view text);

}  // namespace piste
