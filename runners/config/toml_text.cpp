#include "runners/config/toml_text.hpp"

#include <array>
#include <charconv>

namespace piste {

std::string toml_integer(std::int64_t value)
{
    std::array<char, 24> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

std::string toml_real(double value)
{
    std::array<char, 40> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value == 0.0 ? 0.0 : value).ptr;
    std::string text(digits.data(), end);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

std::string toml_string(std::string_view text)
{
    constexpr std::string_view hexadecimal = "0123456789abcdef";
    std::string quoted = "\"";
    for (char const letter : text) {
        auto const code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            quoted += '\\';
            quoted += letter;
        } else if (letter == '\n') {
            quoted += "\\n";
        } else if (letter == '\t') {
            quoted += "\\t";
        } else if (code < 0x20U || code == 0x7fU) {
            quoted += "\\u00";
            quoted += hexadecimal[code >> 4U];
            quoted += hexadecimal[code & 15U];
        } else {
            quoted += letter;
        }
    }
    return quoted + "\"";
}

std::string toml_list(std::vector<std::string> const& items)
{
    std::string list = "[";
    for (auto const& item : items) {
        list += (list.size() > 1 ? ", " : "") + item;
    }
    return list + "]";
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts(1);
    for (char const letter : text) {
        if (letter == separator) {
            parts.emplace_back();
        } else {
            parts.back() += letter;
        }
    }
    return parts;
}

std::string readable(double value)
{
    std::array<char, 40> digits{};
    auto const end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::general, 12).ptr;
    return {digits.data(), end};
}

}  // namespace piste
