#include "runners/commands/wording.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace piste {

std::string with_commas(std::int64_t number)
{
    auto text = std::to_string(number);
    auto const first_digit = static_cast<std::ptrdiff_t>(number < 0 ? 1 : 0);
    for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > first_digit; place -= 3) {
        text.insert(static_cast<std::size_t>(place), 1, ',');
    }
    return text;
}

std::string duration_in_words(double seconds)
{
    std::array<char, 64> text{};
    if (seconds < 9.95) {
        std::snprintf(text.data(), text.size(), "%.2g s", seconds);
        return text.data();
    }
    auto const whole = static_cast<long long>(std::llround(seconds));
    if (whole < 60) {
        std::snprintf(text.data(), text.size(), "%lld s", whole);
    } else if (whole < 3600) {
        std::snprintf(text.data(), text.size(), "%lld min %02lld s", whole / 60, whole % 60);
    } else if (whole < 86400) {
        std::snprintf(text.data(), text.size(), "%lld h %02lld min", whole / 3600, whole / 60 % 60);
    } else {
        std::snprintf(text.data(), text.size(), "%lld day%s %lld h", whole / 86400, whole < 2 * 86400 ? "" : "s", whole / 3600 % 24);
    }
    return text.data();
}

std::string counted(std::int64_t number, std::string const& one, std::string const& several)
{
    return with_commas(number) + ' ' + (number == 1 ? one : several);
}

}  // namespace piste
