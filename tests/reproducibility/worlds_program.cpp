// Prints the worlds that other builds must simulate to the same bits (world_text.hpp): the shipped base year, the six
// years, a year under interventions, and the small worlds of the golden runs.
//
//   reproducibility_worlds SOURCE_FOLDER
#include "runners/config/experiment.hpp"
#include "tests/reproducibility/world_text.hpp"

#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace piste::test {
namespace {

constexpr std::uint64_t seed = 20160101;

World shipped(std::filesystem::path const& scenario, std::uint32_t replicates)
{
    return {scenario.stem().string(), seed, replicates, timeline_of(read_experiment(scenario), {})};
}

// Kinds of effects and epochs that begin and end on days of their own.
World under_interventions(std::filesystem::path const& scenario)
{
    ExperimentOptions options;
    options.interventions = {"p01-close-niger+p16-political-settlement:0.5+p28-special-court+p35-destination-deal"};
    auto const experiment = read_experiment(scenario, options);
    return {"interventions", seed, 1, timeline_of(experiment, {0, experiment.overlays.size() - 1, 0})};
}

World golden(std::filesystem::path const& folder)
{
    std::vector<std::string> settings;
    std::ifstream lines(folder / "settings.txt");
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty()) {
            settings.push_back(line);
        }
    }
    ExperimentOptions options;
    options.settings = settings;
    return {"golden/" + folder.filename().string(), seed, 3,
            timeline_of(read_experiment(folder.parent_path() / "world.toml", options), {})};
}

void print_worlds(std::filesystem::path const& source)
{
    auto const scenarios = source / "configs" / "scenarios";
    write_world(std::cout, shipped(scenarios / "mali-2016.toml", 2));
    write_world(std::cout, shipped(scenarios / "mali-2011-2016.toml", 1));
    write_world(std::cout, under_interventions(scenarios / "mali-2016.toml"));
    for (auto const* const name : {"base", "alternatives", "closed_crossing", "poor"}) {
        write_world(std::cout, golden(source / "tests" / "golden" / name));
    }
}

}  // namespace
}  // namespace piste::test

int main(int count, char** arguments)
{
    if (count != 2) {
        std::cerr << "usage: reproducibility_worlds SOURCE_FOLDER\n";
        return 2;
    }
    try {
        piste::test::print_worlds(arguments[1]);
        return std::cout.flush() ? 0 : 1;
    } catch (std::exception const& error) {
        std::cerr << "reproducibility_worlds: " << error.what() << '\n';
        return 1;
    }
}
