// A scalar metric of a run by the name that results files and `piste_analysis compare` give it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// A metric of `piste list metrics`, or with _per_1000 behind its name the same of 1,000 people who set out.
struct Metric {
    std::string name;
    std::string unit;
    std::size_t tally = 0;
    bool per_thousand = false;

    // Of a run's tallies. Per 1,000 of nobody is 0.
    [[nodiscard]] double of(std::vector<std::int64_t> const& tallies) const;
};

// option: what is named in the message. Throws CommandError (bad_input) for a name that nothing bears, with a guess.
[[nodiscard]] Metric metric_named(std::string const& name, std::string_view option);

}  // namespace piste
