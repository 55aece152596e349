// Parameter points: a table of values, one row a point, that take the place of a scenario's own.
#pragma once

#include "runners/config/in_force.hpp"
#include "runners/config/scenario_assigner.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace piste {

struct Cell {
    std::optional<double> number;
    std::optional<std::string> word;   // neither: the scenario's own value
    Location place;
};

struct Point {
    std::string name;
    std::vector<Cell> cells;   // one for each column
    std::string values;        // "path = value", a line each, sorted; empty for the scenario's own point
    Location place;
};

struct PointTable {
    std::vector<std::string> columns;   // paths as for --set, with * for every row; or intervention.<name>.intensity
    std::vector<Location> places;       // of the columns
    std::vector<Point> points;          // at least one; only the scenario's own where no table is given
};

// The point of a scenario as it stands.
[[nodiscard]] PointTable own_point();

// A table from the CSV file: a header of paths and, if wanted, `point` for names; then a row of values for each point. An empty cell is
// the scenario's own value. Throws ConfigurationError where the file cannot be read.
[[nodiscard]] Node read_points_file(std::filesystem::path const& path);

// The table of { parameters, names, rows }, as the file gives or a resolved configuration holds. Notes problems: a column missing in a
// row, one that stands twice, text in a number, two points of the same values or name.
[[nodiscard]] PointTable points_in(Node const& node, std::vector<Problem>& problems);

// [experiment.points]; empty for the scenario's own point alone.
[[nodiscard]] std::string toml_of(PointTable const& table);

// Columns by what they change: positions of parameters, or the intervention whose intensity it is. Notes unknown paths and structure.
struct PointTargets {
    std::vector<std::vector<std::size_t>> parameters;          // by column
    std::vector<std::optional<std::string>> interventions;     // by column
};
[[nodiscard]] PointTargets point_targets(PointTable const& table, std::vector<Parameter> const& parameters,
                                         std::vector<Intervention> const& interventions, std::vector<Problem>& problems);

// A point's values of parameters, sorted; notes values that are not legal.
[[nodiscard]] std::vector<Assignment> assignments_of(PointTable const& table, std::size_t point, PointTargets const& targets,
                                                     std::vector<Parameter> const& parameters, std::vector<Problem>& problems);
// Gives the point's intensities to the effects of the interventions concerned.
void give_intensities(PointTable const& table, std::size_t point, PointTargets const& targets, std::vector<EffectInForce>& effects);

}  // namespace piste
