// A tiny world and outcomes full of numbers that depend on the run alone, so that files can be written without a model.
#pragma once

#include "model/outcome.hpp"
#include "model/scenario.hpp"
#include "runners/results/experiment_record.hpp"
#include "runners/results/result_layout.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace piste::testing {

// Three places, two links, two nationalities, a few more tables, and no ghettos: tables may be empty.
[[nodiscard]] Scenario synthetic_scenario(std::int32_t measured_days = 60);
[[nodiscard]] ExperimentRecord synthetic_record(std::int64_t replicates);
[[nodiscard]] Outcome synthetic_outcome(ResultLayout const& layout, RunIdentity const& identity);

// An empty folder of its own, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

[[nodiscard]] std::string bytes_of(std::filesystem::path const& path);
void overwrite(std::filesystem::path const& path, std::string const& bytes);

}  // namespace piste::testing
