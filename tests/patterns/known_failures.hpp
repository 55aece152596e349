// Patterns that honestly fail, by part, with the reason and what was tried; and patterns that cannot be run yet. A known failure that passes
// is a failure of the suite, as is a new one.
#pragma once

#include <span>
#include <string_view>

namespace piste::test {

struct KnownFailure {
    std::string_view pattern;
    std::string_view part;     // "a size", "b points", "a carrier", "a band", "reversed", "control"
    std::string_view reason;   // and what was tried
};

struct NotRun {
    std::string_view pattern;
    std::string_view reason;
};

[[nodiscard]] std::span<KnownFailure const> known_failures();
[[nodiscard]] std::span<NotRun const> patterns_not_run();

}  // namespace piste::test
