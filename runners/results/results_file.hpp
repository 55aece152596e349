// The final file: one HDF5 file that is also valid netCDF-4, written once, by one thread, in run order, so that the same
// plan gives the same bytes. Every variable and attribute: docs/results.md.
#pragma once

#include "runners/results/experiment_record.hpp"
#include "runners/results/netcdf_file.hpp"
#include "runners/results/parts_index.hpp"
#include "runners/results/row_variable.hpp"
#include "runners/results/run_record.hpp"

#include "model/scenario.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace piste {

// Raised with every change of the layout that a reader could notice.
inline constexpr std::int64_t results_format_version = 2;
inline constexpr std::string_view results_format_name = "piste results";
// Attribute of a file whose runs' values are in the shards: how many these are.
inline constexpr char const* in_place_attribute = "in_place";

class ResultsFile {
public:
    // Creates the file, with everything that does not depend on the runs. record and layout must outlive it. Throws
    // hdf5::Error. Whoever calls gives it its final name when finish() has returned. in_place: where every run's record lies; the
    // values that runs returned are then not copied, and the file is good for as long as these shards stay where they are.
    ResultsFile(std::filesystem::path const& path, ExperimentRecord const& record, Scenario const& scenario,
                ResultLayout const& layout, hdf5::Storage storage = hdf5::Storage::disk, PartsIndex const* in_place = nullptr);

    // The next run; run numbers must come as 0, 1, 2, ...
    void append(RecordView const& record);
    // All runs must have been appended. Writes what is left and closes.
    void finish();

    struct Failure {
        std::int32_t run;
        std::string text;
    };
    // For a file that no runs are appended to: writes only which runs failed and why.
    void describe_failures(std::vector<Failure> failures);
    [[nodiscard]] hdf5::File const& file() const { return file_.file(); }

private:
    void create_run_table();
    void create_variables();
    void show_variables_in_place();
    void write_failures();

    ExperimentRecord const* record_;
    ResultLayout const* layout_;
    NetcdfFile file_;
    std::vector<RowVariable> run_table_;   // status, digest, section digests
    std::vector<RowVariable> variables_;   // those of the layout that have values
    std::vector<Variable> written_;        // which they are
    std::vector<Failure> failures_;
    PartsIndex const* in_place_;
    std::int64_t runs_ = 0;
};

// Whether the values of a variable are the runs' own: one row a run.
[[nodiscard]] bool comes_from_runs(std::string_view variable);

// Dimensions and the variables that describe them; and the attributes of the file. Called once each, in this order.
void write_file_attributes(hdf5::File& file, ExperimentRecord const& record, ResultLayout const& layout);
void write_coordinates(NetcdfFile& file, ExperimentRecord const& record, Scenario const& scenario,
                       ResultLayout const& layout);

}  // namespace piste
