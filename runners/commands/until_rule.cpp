#include "runners/commands/until_rule.hpp"

#include "runners/commands/exit_code.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <regex>

namespace piste {

std::string in_three_digits(double number)
{
    std::array<char, 64> text{};
    auto const magnitude = std::abs(number);
    std::snprintf(text.data(), text.size(), magnitude >= 1000.0 && magnitude < 1e15 ? "%.0f" : "%.3g", number);
    return text.data();
}

UntilRule until_rule(std::string const& text)
{
    // Names hold colons and plus signs ("p27-rescue-and-return:0.5"), but no blanks.
    static std::regex const form(R"(\s*(\S+)\s+of\s+(\S+)\s+vs\s+(\S+?)\s*:\s*halfwidth\s*<=\s*(\S+)\s*)");
    std::smatch parts;
    if (!std::regex_match(text, parts, form)) {
        throw CommandError(ExitCode::bad_input, "--until: '" + text + "' is not of the form 'METRIC of INTERVENTION vs BASE: halfwidth <= X', "
                                                "such as 'dead of p27-rescue-and-return vs base: halfwidth <= 5'");
    }
    UntilRule rule;
    rule.metric = metric_named(parts[1], "--until");
    rule.intervention = parts[2];
    rule.base = parts[3];
    auto const number = parts[4].str();
    auto const [stop, error] = std::from_chars(number.data(), number.data() + number.size(), rule.halfwidth);
    if (error != std::errc() || stop != number.data() + number.size() || !(rule.halfwidth > 0.0) || !std::isfinite(rule.halfwidth)) {
        throw CommandError(ExitCode::bad_input, "--until: '" + number + "' is not a positive number; give the half-width in the metric's unit (" +
                                                    rule.metric.unit + ")");
    }
    if (rule.intervention == rule.base) {
        throw CommandError(ExitCode::bad_input, "--until: '" + rule.base + "' is compared with itself; name another intervention");
    }
    return rule;
}

}  // namespace piste
