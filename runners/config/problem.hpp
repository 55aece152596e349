// What is wrong with a configuration: where, what, why, and what would be right.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace piste {

enum class Severity { error, warning };

// A line of 0 means that the place has no lines: a file that cannot be opened, or a setting of the command line.
struct Problem {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    Severity severity = Severity::error;
    std::string text;
};

// `file:line:column: error: text`, or `file: error: text` where there is no line.
[[nodiscard]] std::string to_text(Problem const& problem);

// By file, line and column; problems of one place keep their order.
void sort_by_place(std::vector<Problem>& problems);

// Carries every problem of a configuration, warnings included; what() is all of them, one line each.
class ConfigurationError : public std::runtime_error {
public:
    explicit ConfigurationError(std::vector<Problem> problems);
    [[nodiscard]] std::vector<Problem> const& problems() const { return problems_; }

private:
    std::vector<Problem> problems_;
};

}  // namespace piste
