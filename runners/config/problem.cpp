#include "runners/config/problem.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace piste {
namespace {

std::string joined(std::vector<Problem> const& problems)
{
    std::string lines;
    for (auto const& problem : problems) {
        lines += lines.empty() ? "" : "\n";
        lines += to_text(problem);
    }
    return lines;
}

}  // namespace

std::string to_text(Problem const& problem)
{
    auto text = problem.file;
    if (problem.line > 0) {
        text.append(":").append(std::to_string(problem.line)).append(":").append(std::to_string(problem.column));
    }
    text += problem.severity == Severity::error ? ": error: " : ": warning: ";
    return text + problem.text;
}

void sort_by_place(std::vector<Problem>& problems)
{
    // Settings of the command line first, the second before the tenth.
    auto const length_of_setting = [](Problem const& problem) {
        return problem.file.starts_with("--") ? problem.file.size() : std::string::npos;
    };
    auto const earlier = [&](Problem const& left, Problem const& right) {
        return std::tuple(length_of_setting(left), std::tie(left.file, left.line, left.column)) <
               std::tuple(length_of_setting(right), std::tie(right.file, right.line, right.column));
    };
    std::stable_sort(problems.begin(), problems.end(), earlier);
}

ConfigurationError::ConfigurationError(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems))
{
}

}  // namespace piste
