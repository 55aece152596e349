// `--set path.to.key=value`: changes a document before it is read as a scenario, so that what is set is checked like
// what is written.
#pragma once

#include "runners/config/document.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace piste {

// number: its place among the settings of the command line, from 1, by which problems call it.
struct Setting {
    std::size_t number = 0;
    std::string text;
};

[[nodiscard]] std::vector<Setting> numbered(std::vector<std::string> const& texts);

// Applies each setting in its turn. The value is TOML, or a bare word, which is taken as text. A path that ends at a
// number or choice sets its value; one that goes on below it sets a share (`leaves_from.conakry`) or a part (`range`).
// Returns the problems of settings that could not be applied.
[[nodiscard]] std::vector<Problem> apply_settings(Node& document, std::vector<Setting> const& settings);

}  // namespace piste
