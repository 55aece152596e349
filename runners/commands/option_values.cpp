#include "runners/commands/option_values.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace piste {

namespace {

// Ten years: whatever is longer is a slip, and cannot overflow anything below it.
constexpr std::int64_t longest_seconds = 315'360'000;

std::optional<std::int64_t> digits(std::string_view text)
{
    std::int64_t number = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && number >= 0 && number <= longest_seconds ? std::optional(number)
                                                                                            : std::nullopt;
}

std::optional<std::int64_t> with_unit(std::string_view text)
{
    constexpr std::array units{std::pair{'s', 1}, std::pair{'m', 60}, std::pair{'h', 3600}, std::pair{'d', 86'400}};
    for (auto const& [unit, seconds] : units) {
        if (text.ends_with(unit)) {
            auto const number = digits(text.substr(0, text.size() - 1));
            return number ? std::optional(*number * seconds) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> hours_minutes_seconds(std::string_view text)
{
    auto const first = text.find(':');
    auto const second = first == std::string_view::npos ? first : text.find(':', first + 1);
    if (second == std::string_view::npos) {
        return std::nullopt;
    }
    auto const hours = digits(text.substr(0, first));
    auto const minutes = digits(text.substr(first + 1, second - first - 1));
    auto const seconds = digits(text.substr(second + 1));
    if (!hours || !minutes || !seconds || *minutes > 59 || *seconds > 59) {
        return std::nullopt;
    }
    return *hours * 3600 + *minutes * 60 + *seconds;
}

}  // namespace

double number_between(std::string const& option, std::string const& text, double low, double high)
{
    double number = 0.0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end || !(number > low && number < high)) {
        auto const without_zeros = [](double value) { return std::to_string(static_cast<std::int64_t>(value)); };
        refuse(option + ": '" + text + "' is not a number above " + without_zeros(low) +
               (high < 1e300 ? " and below " + without_zeros(high) : ""));
    }
    return number;
}

std::chrono::seconds duration(std::string const& option, std::string const& text)
{
    auto seconds = with_unit(text);
    if (!seconds) {
        seconds = hours_minutes_seconds(text);
    }
    if (!seconds || *seconds < 1 || *seconds > longest_seconds) {
        refuse(option + ": '" + text + "' is not a time; give it with its unit, such as 90s, 45m, 12h, 2d or 1:30:00");
    }
    return std::chrono::seconds(*seconds);
}

Share share(std::string const& option, std::string const& text)
{
    auto const slash = text.find('/');
    auto const number = slash == std::string::npos ? std::nullopt : digits(std::string_view(text).substr(0, slash));
    auto const of = slash == std::string::npos ? std::nullopt : digits(std::string_view(text).substr(slash + 1));
    constexpr std::int64_t most_shares = 1'000'000;
    if (!number || !of || *number >= *of || *of > most_shares) {
        refuse(option + ": '" + text + "' is not I/N, part I of N counted from 0, such as 0/4");
    }
    return {static_cast<std::uint64_t>(*number), static_cast<std::uint64_t>(*of)};
}

ProgressStyle progress_style(std::string const& text)
{
    if (text == "auto") {
        return ProgressStyle::automatic;
    }
    if (text == "line") {
        return ProgressStyle::rewritten;
    }
    if (text == "lines") {
        return ProgressStyle::lines;
    }
    if (text == "none") {
        return ProgressStyle::none;
    }
    refuse("--progress: '" + text + "' is not a style; expected auto, line, lines or none");
}

MigrantChoice migrant_choice(std::string const& text)
{
    auto const slash = text.find('/');
    if (slash == std::string::npos || slash == 0) {
        refuse("--migrant: '" + text + "' is not NATIONALITY/NUMBER, such as guinea/123");
    }
    return {text.substr(0, slash), whole_number<std::uint32_t>("--migrant", text.substr(slash + 1), 0)};
}

}  // namespace piste
