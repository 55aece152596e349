// In which respect two stories of one person differ, in words, as far as their lines tell.
#pragma once

#include "model/story.hpp"

#include <span>
#include <string>

namespace piste {

using StoryLines = std::span<StoryLine const>;

// base, other: what either story tells from the first event on in which they differ; one of them may be empty. Says of the other's event how it
// differs from the base's: "pays a toll: 2,000 CFA (police), Segou - Mopti, instead of 3,000 CFA".
[[nodiscard]] std::string first_difference(StoryLines base, StoryLines other);

// The same of the last event of each, or that both end alike.
[[nodiscard]] std::string difference_at_the_end(StoryLines base, StoryLines other);

}  // namespace piste
