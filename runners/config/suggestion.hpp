// Guesses what a misspelt name was meant to be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace piste {

// "; did you mean 'toll_cap'?" for the nearest known name at an edit distance of at most 2, else "". A name of three
// letters or fewer must be within 1. Failing that, the only known name that begins so, small or capital letters alike.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::vector<std::string> const& known);

// The names in quotes with commas between them, for "expected one of ..."; after the twelfth, how many more.
[[nodiscard]] std::string listed(std::vector<std::string> const& names);

}  // namespace piste
