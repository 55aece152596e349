// Experiments: from a file beside its scenario, from a scenario alone, and from the text in a results file.
#include "runners/config/experiment.hpp"
#include "tests/runners/config/small_world.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>

namespace piste::test {
namespace {

std::string experiment_text(std::string const& more = "")
{
    return "name = \"trial\"\nscenario = \"" PISTE_SMALL_WORLD "\"\nreplicates = 8\nseed = 42\n" + more;
}

Lines problems(std::string const& text, ExperimentOptions const& options = {})
{
    try {
        static_cast<void>(read_experiment_text(text, "trial", options));
    } catch (ConfigurationError const& error) {
        Lines lines;
        for (auto const& problem : error.problems()) {
            lines.push_back(to_text(problem));
        }
        return lines;
    }
    return {};
}

TEST(ReadExperiment, from_a_file_that_names_its_scenario)
{
    auto const experiment = read_experiment_text(experiment_text(), "trial");
    EXPECT_EQ(experiment.name, "trial");
    EXPECT_EQ(experiment.title, "A small world for tests");
    EXPECT_EQ(experiment.replicates, 8U);
    EXPECT_EQ(experiment.seed, 42U);
    EXPECT_FALSE(experiment.independent);
    ASSERT_EQ(experiment.scenarios.size(), 1U);
    EXPECT_EQ(experiment.scenarios[0].scenario.name, "small-world");
    EXPECT_EQ(experiment.model_hash, read_scenario(PISTE_SMALL_WORLD).resolved.model_hash);
}

TEST(ReadExperiment, a_scenario_alone_is_run_once)
{
    auto const experiment = read_experiment(PISTE_SMALL_WORLD);
    EXPECT_EQ(experiment.name, "small-world");
    EXPECT_EQ(experiment.replicates, 1U);
    EXPECT_EQ(experiment.seed, 1U);
    ExperimentOptions options;
    options.replicates = 5;
    options.seed = 9;
    auto const more = read_experiment(PISTE_SMALL_WORLD, options);
    EXPECT_EQ(more.replicates, 5U);
    EXPECT_EQ(more.seed, 9U);
}

TEST(ReadExperiment, an_experiment_read_as_a_scenario_is_its_scenario)
{
    auto const read = read_scenario(PISTE_CONFIGS "/experiments/mali-2016.toml");
    EXPECT_EQ(read.scenario.name, "mali-2016");
}

TEST(ReadExperiment, its_text_reads_back_to_the_same)
{
    ExperimentOptions options;
    options.settings = {"experiment.randomness=independent", "gate.taken_off=0.5"};
    auto const first = read_experiment_text(experiment_text(), "trial", options);
    auto const again = read_experiment_text(first.text, "results.h5");
    EXPECT_TRUE(again.independent);
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(again.text_hash, first.text_hash);
    EXPECT_EQ(again.model_hash, first.model_hash);
    EXPECT_EQ(again.plan_hash, first.plan_hash);
    EXPECT_EQ(again.scenarios[0].resolved.text, first.scenarios[0].resolved.text);
    EXPECT_EQ(first.text.find(PISTE_SMALL_WORLD), std::string::npos) << "no path may stand in the text";
}

TEST(ReadExperiment, a_plan_may_grow_but_not_change)
{
    auto const plan = [](Lines const& settings) {
        ExperimentOptions options;
        options.settings = settings;
        return read_experiment_text(experiment_text(), "trial", options).plan_hash;
    };
    auto const base = plan({});
    EXPECT_EQ(plan({"experiment.replicates=100"}), base);
    EXPECT_EQ(plan({"experiment.name=other"}), base);
    EXPECT_NE(plan({"experiment.seed=43"}), base);
    EXPECT_NE(plan({"experiment.randomness=independent"}), base);
    EXPECT_NE(plan({"gate.taken_off=0.5"}), base);
}

TEST(ReadExperiment, independent_randomness_has_a_salt)
{
    auto const common = read_experiment_text(experiment_text(), "trial");
    auto const own = read_experiment_text(experiment_text("randomness = \"independent\"\n"), "trial");
    EXPECT_EQ(point_salt(common, {}), 0U);
    EXPECT_NE(point_salt(own, {}), 0U);
    ExperimentOptions other;
    other.settings = {"gate.taken_off=0.5"};
    EXPECT_NE(point_salt(read_experiment_text(experiment_text("randomness = \"independent\"\n"), "trial", other), {}),
              point_salt(own, {}));
}

TEST(ReadExperiment, seeds_to_the_limit)
{
    ExperimentOptions options;
    options.seed = 9223372036854775807ULL;
    auto const experiment = read_experiment_text(experiment_text(), "trial", options);
    EXPECT_EQ(experiment.seed, 9223372036854775807ULL);
    EXPECT_EQ(read_experiment_text(experiment.text, "again").seed, 9223372036854775807ULL);
    options.seed = 9223372036854775808ULL;
    EXPECT_EQ(problems(experiment_text(), options),
              Lines{"--seed: error: 9223372036854775808 is out of range: 2^63 - 1 is the largest"});
}

TEST(ReadExperiment, its_problems_and_those_of_its_scenario_come_together)
{
    ExperimentOptions options;
    options.settings = {"experiment.replicate=4", "gate.taken_off=2", "experiment.replicates=0"};
    EXPECT_EQ(
        problems("name = \"trial\"\nscenario = \"" PISTE_SMALL_WORLD "\"\nreplicates = 8\nseed = -1\nsed = 2\n"
                 "randomness = \"comon\"\n",
                 options),
        (Lines{
            "--set #1: error: key experiment.replicate: there is no 'replicate' in [experiment]; did you mean "
            "'replicates'?",
            "--set #2: error: [gate] taken_off = 2 is out of range: it must lie in [0, 1] (probability)",
            "--set #3: error: [experiment] replicates = 0 is out of range: it must be an integer from 1 to 1000000000",
            "trial:4:8: error: [experiment] seed = -1 is out of range: it must be an integer from 0 to "
            "9223372036854775807",
            "trial:5:1: error: [experiment] sed is not a known key; did you mean 'seed'?",
            "trial:6:14: error: [experiment] randomness must be one of 'common', 'independent'; did you mean "
            "'common'?"}));
}

TEST(ReadExperiment, a_scenario_that_is_not_there)
{
    EXPECT_EQ(problems("name = \"trial\"\nscenario = \"/nowhere/x.toml\"\nreplicates = 8\nseed = 1\n"),
              Lines{"trial:2:12: error: scenario = \"/nowhere/x.toml\": no such file (/nowhere/x.toml)"});
    EXPECT_EQ(problems("name = \"trial\"\nreplicates = 8\nseed = 1\n"),
              Lines{"trial:1:1: error: scenario is missing: write scenario = \"the path of a scenario file\""});
    EXPECT_EQ(problems("name = \"trial\"\nscenario = \"" PISTE_CONFIGS
                       "/experiments/quick.toml\"\nreplicates = 8\nseed = 1\n"),
              Lines{"trial:2:12: error: scenario = \"" PISTE_CONFIGS
                    "/experiments/quick.toml\" is itself an experiment; name a scenario file"});
}

TEST(ReadExperiment, shipped_experiments_are_sound)
{
    std::size_t count = 0;
    for (auto const& file : std::filesystem::directory_iterator(PISTE_CONFIGS "/experiments")) {
        if (file.path().extension() == ".toml") {
            ++count;
            auto const first = read_experiment(file.path());
            EXPECT_EQ(read_experiment_text(first.text, "again").text, first.text) << file.path();
        }
    }
    EXPECT_GT(count, 0U);
}

}  // namespace
}  // namespace piste::test
