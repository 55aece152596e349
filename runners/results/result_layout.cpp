#include "runners/results/result_layout.hpp"

#include "runners/results/checksum.hpp"

namespace piste {

ResultLayout::ResultLayout(Scenario const& scenario)
{
    std::string description = std::to_string(outcome_schema_version) + "\n";
    for (std::size_t axis = 0; axis < labels.size(); ++axis) {
        labels.at(axis) = axis_labels(scenario, static_cast<Axis>(axis));
        description += axis_name(static_cast<Axis>(axis));
        for (auto const& label : labels.at(axis)) {
            description += " " + label;
        }
        description += "\n";
    }
    for (std::size_t i = 0; i < variable_count; ++i) {
        auto& variable = variables.at(i);
        variable.info = &variable_infos.at(i);
        variable.count = 1;
        for (std::size_t axis = 0; axis < variable.info->rank; ++axis) {
            variable.shape.push_back(labels_of(variable.info->axes.at(axis)).size());
            variable.count *= variable.shape.back();
        }
        variable.width = variable.info->is_int32 ? 4 : 8;
        variable.offset = value_bytes;
        value_bytes += (variable.bytes() + 7) / 8 * 8;
        description += std::string(variable.info->name) + " " + std::to_string(variable.width) + "\n";
    }
    fingerprint = hash64(description);
    section_names = {"tallies", "ledger", "tables"};
    for (std::size_t day = 0; day < days(); day += days_per_section) {
        section_names.push_back("daily from day " + labels_of(Axis::day).at(day));
    }
}

}  // namespace piste
