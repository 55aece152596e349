#include "runners/results/description_check.hpp"

#include "runners/results/hdf5_comparison.hpp"
#include "runners/results/results_file.hpp"

namespace piste {

std::vector<std::string> description_differences(std::filesystem::path const& path, ResultsReader const& reader,
                                                 ExperimentRecord const& plan, Scenario const& scenario)
{
    auto expected = plan;
    expected.piste_version = reader.record().piste_version;
    expected.compiler = reader.record().compiler;
    expected.compiler_flags = reader.record().compiler_flags;
    ResultLayout const layout(scenario);
    try {
        ResultsFile written("expected", expected, scenario, layout, hdf5::Storage::memory);
        std::vector<ResultsFile::Failure> failures;
        for (auto const run : reader.failed_runs()) {
            failures.push_back({static_cast<std::int32_t>(run), reader.failure_text(run)});
        }
        written.describe_failures(std::move(failures));
        auto found = hdf5::differences(hdf5::File::open(path), written.file(),
                                       [](std::string_view variable) { return !comes_from_runs(variable); });
        if (reader.is_in_place()) {
            // A file that shows what lies in the shards has these beside what every file has.
            std::erase_if(found, [](std::string const& line) {
                return line.starts_with("attribute in_place:") || line.starts_with("variable in_place:");
            });
        }
        return found;
    } catch (hdf5::Error const& failure) {
        throw NotResults(path.string() + ": is damaged: " + failure.what());
    }
}

}  // namespace piste
