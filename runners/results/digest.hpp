// The digest of a run: what two executions must share to count as the same.
#pragma once

#include "runners/results/result_layout.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// 128 bits in canonical (big-endian) order.
struct Digest {
    std::array<std::uint8_t, 16> bytes{};
    // 32 lower-case hexadecimal characters.
    [[nodiscard]] std::string hexadecimal() const;
    friend auto operator<=>(Digest const&, Digest const&) = default;
};

struct OutcomeDigest {
    Digest total;
    std::vector<std::uint64_t> sections;   // as ResultLayout::section_names
};

// XXH3-128 of outcome_schema_version and then all values, in the order of model/outcome.hpp, each as a little-endian
// int64; and XXH3-64 of the schema version and each section alone. It does not depend on what is stored or how.
// Throws std::invalid_argument where a variable does not have the layout's number of values.
[[nodiscard]] OutcomeDigest digest_of(ResultLayout const& layout, Outcome const& outcome);

// The digest of a run that failed: of the schema version, the code and the text.
[[nodiscard]] Digest digest_of_failure(std::int32_t code, std::string_view text);

// XXH3-128 of any text, for hashes of configurations and plans.
[[nodiscard]] Digest digest_of_text(std::string_view text);

}  // namespace piste
