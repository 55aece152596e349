// Where each number of an outcome lies in a run's record and along which axes, for one scenario. Worked out once, so that
// writing a run asks the scenario nothing.
#pragma once

#include "model/outcome.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace piste {

struct VariableLayout {
    VariableInfo const* info = nullptr;
    std::vector<std::uint64_t> shape;   // sizes of its axes
    std::size_t count = 0;              // values of one run
    std::size_t width = 8;              // bytes of a stored value: 4 or 8
    std::size_t offset = 0;             // in the values of a record; a multiple of 8
    [[nodiscard]] std::size_t bytes() const { return count * width; }
};

// Days of a section of the daily series.
inline constexpr std::size_t days_per_section = 30;

struct ResultLayout {
    explicit ResultLayout(Scenario const& scenario);

    std::array<VariableLayout, variable_count> variables;
    std::array<std::vector<std::string>, static_cast<std::size_t>(Axis::count)> labels;   // by axis
    std::size_t value_bytes = 0;        // of one record, padded to 8
    std::uint64_t fingerprint = 0;      // of names, widths and labels: two layouts with the same one are the same
    // The sections that have a digest of their own: tallies, ledger, tables, then the daily series in blocks of 30 days.
    std::vector<std::string> section_names;

    [[nodiscard]] std::vector<std::string> const& labels_of(Axis axis) const
    {
        return labels.at(static_cast<std::size_t>(axis));
    }
    [[nodiscard]] VariableLayout const& of(Variable variable) const
    {
        return variables.at(static_cast<std::size_t>(variable));
    }
    [[nodiscard]] std::size_t days() const { return labels_of(Axis::day).size(); }
};

}  // namespace piste
