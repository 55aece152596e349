// Reads the words of an option: numbers, durations, choices. What is wrong is said with the option's name, what was given and
// what would be right.
#pragma once

#include "runners/commands/command_line.hpp"
#include "runners/commands/exit_code.hpp"

#include <charconv>
#include <chrono>
#include <limits>
#include <string>

namespace piste {

[[noreturn]] inline void refuse(std::string const& text)
{
    throw CommandError(ExitCode::bad_input, text);
}

// A whole number within bounds.
template <class Number>
Number whole_number(std::string const& option, std::string const& text, Number low,
                    Number high = std::numeric_limits<Number>::max())
{
    Number number = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    bool const too_large = error == std::errc::result_out_of_range && !text.starts_with('-');
    if (stop == end && (too_large || (error == std::errc() && number > high))) {
        refuse(option + ": '" + text + "' is too large: it may be at most " + std::to_string(high));
    }
    if (error != std::errc() || stop != end || number < low || number > high) {
        auto range = "a whole number of at least " + std::to_string(low);
        if (high != std::numeric_limits<Number>::max()) {
            range = "a whole number between " + std::to_string(low) + " and " + std::to_string(high);
        }
        refuse(option + ": '" + text + "' is not " + range);
    }
    return number;
}

// A number above `low` and below `high`.
[[nodiscard]] double number_between(std::string const& option, std::string const& text, double low, double high);

// "90s", "45m", "12h", "2d" or "1:30:00". A number alone is refused: to Slurm it would be minutes, to others seconds.
[[nodiscard]] std::chrono::seconds duration(std::string const& option, std::string const& text);

// "I/N", 0 <= I < N.
[[nodiscard]] Share share(std::string const& option, std::string const& text);

[[nodiscard]] ProgressStyle progress_style(std::string const& text);

// "NATIONALITY/NUMBER".
[[nodiscard]] MigrantChoice migrant_choice(std::string const& text);

}  // namespace piste
