// Patterns that honestly fail, by part, with the reason and what was tried; and patterns that cannot be run yet. A known failure that passes
// is a failure of the suite, as is a new one.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace piste::test {

// In which suites a part fails: with 8 pairs and 10 points chance decides what it does not with 16 and 100.
enum class Fails : std::uint8_t { in_both, in_whole, in_representative };

struct KnownFailure {
    std::string_view pattern;
    std::string_view part;     // "a size", "b points", "a carrier", "a band", "reversed", "control"
    std::string_view reason;   // and what was tried
    Fails fails = Fails::in_both;

    [[nodiscard]] bool is_of(bool whole) const
    {
        return fails == Fails::in_both || (fails == Fails::in_whole) == whole;
    }
};

struct NotRun {
    std::string_view pattern;
    std::string_view reason;
};

[[nodiscard]] std::span<KnownFailure const> known_failures();
[[nodiscard]] std::span<NotRun const> patterns_not_run();

}  // namespace piste::test
