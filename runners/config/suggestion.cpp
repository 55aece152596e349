#include "runners/config/suggestion.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace piste {
namespace {

// Insertions, deletions and replacements of one letter that lead from one word to the other (Levenshtein 1966), with
// two neighbours that changed places counted as one.
std::size_t edit_distance(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> before_last(to.size() + 1);
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            auto const replace = last[j - 1] + (from[i - 1] == to[j - 1] ? 0U : 1U);
            row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        before_last.swap(last);
        last.swap(row);
    }
    return last[to.size()];
}

// Names of files are ASCII: no locale is asked.
char small_letter(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string_view only_one_beginning(std::string_view start, std::vector<std::string> const& known)
{
    std::string_view found;
    for (auto const& candidate : known) {
        bool const begins = candidate.size() > start.size() &&
                            std::equal(start.begin(), start.end(), candidate.begin(),
                                       [](char a, char b) { return small_letter(a) == small_letter(b); });
        if (begins && !found.empty()) {
            return {};
        }
        found = begins ? std::string_view(candidate) : found;
    }
    return start.size() < 3 ? std::string_view() : found;
}

}  // namespace

std::string did_you_mean(std::string_view name, std::vector<std::string> const& known)
{
    auto best = std::size_t{name.size() <= 3 ? 2U : 3U};
    std::string_view nearest;
    for (auto const& candidate : known) {
        auto const distance = edit_distance(name, candidate);
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    if (nearest.empty()) {
        nearest = only_one_beginning(name, known);
    }
    return nearest.empty() ? "" : "; did you mean '" + std::string(nearest) + "'?";
}

std::string listed(std::vector<std::string> const& names)
{
    constexpr std::size_t most = 12;
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
        list += (i == 0 ? "'" : ", '") + names[i] + "'";
    }
    return names.size() > most ? list + " and " + std::to_string(names.size() - most) + " more" : list;
}

}  // namespace piste
