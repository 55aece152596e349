// Interventions, dated events and parameter points: what they put in force when, and what is refused.
#include "runners/config/experiment.hpp"
#include "tests/runners/config/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace piste::test {
namespace {

namespace fs = std::filesystem;

std::string heading(std::string const& name, std::string const& more = "")
{
    return "[intervention." + name + "]\nname = \"" + name +
           "\"\ntitle = \"For tests\"\nlever = \"P10\"\npredicted = \"x\"\npredicted_source = \"x\"\nside_effect = \"x\"\n"
           "side_effect_source = \"x\"\nassumed = \"x\"\nfollows = \"x\"\n" + more;
}

std::string effect(std::string const& name, std::string const& text)
{
    return "[[intervention." + name + ".effect]]\n" + text + "\nassumption = \"For tests.\"\n";
}

std::string halved(std::string const& name = "half")
{
    return heading(name) + effect(name, "path = \"gate.taken_off\"\nfactor = 0.5\nrange = [0.1, 1.0]");
}

std::string experiment(std::string const& list, std::string const& tables, std::string const& more = "")
{
    return "name = \"trial\"\nscenario = \"" PISTE_SMALL_WORLD "\"\nreplicates = 1\nseed = 1\ninterventions = " + list + "\n" + more +
           tables;
}

Lines problems(std::string const& text, ExperimentOptions const& options = {})
{
    Lines lines;
    try {
        static_cast<void>(read_experiment_text(text, "trial", options));
    } catch (ConfigurationError const& error) {
        for (auto const& problem : error.problems()) {
            lines.push_back(to_text(problem));
        }
    }
    return lines;
}

bool any_says(Lines const& lines, std::string_view text)
{
    return std::any_of(lines.begin(), lines.end(), [&](auto const& line) { return line.find(text) != std::string::npos; });
}

#define EXPECT_SAYS(lines, text) EXPECT_TRUE(any_says(lines, text)) << text << "\n  not in\n" << ::testing::PrintToString(lines)

Scenario const& in_force(Timeline const& timeline, Day day)
{
    auto const* found = &timeline.epochs.front().scenario;
    for (auto const& epoch : timeline.epochs) {
        found = epoch.first_day <= day ? &epoch.scenario : found;
    }
    return *found;
}

double taken_off(Experiment const& read, WhichConditions const& which, Day day)
{
    return in_force(timeline_of(read, which), day).gate.taken_off.value();
}

TEST(Overlays, HoldFromDayZeroAtTheirIntensity)
{
    auto const read = read_experiment_text(
        experiment("[\"base\", \"half\", \"half:0.5\", { use = \"half\", onset = \"2016-01-11\", end = \"2016-01-21\" }]", halved()), "trial");
    auto const own = read.scenarios.front().scenario.gate.taken_off.value();
    EXPECT_EQ(read.scenarios.front().scenario.horizon.start_date, "2016-01-01");
    ASSERT_EQ(read.overlays.size(), 4U);
    EXPECT_EQ(read.overlays[0].name, "base");
    EXPECT_EQ(read.overlays[1].name, "half");
    EXPECT_EQ(read.overlays[2].name, "half:0.5");
    EXPECT_EQ(read.overlays[3].name, "half@2016-01-11~2016-01-21");
    EXPECT_EQ(timeline_of(read, {0, 0, 0}).epochs.size(), 1U);
    for (std::size_t overlay = 1; overlay < 4; ++overlay) {
        EXPECT_EQ(taken_off(read, {0, overlay, 0}, -1), own) << "no intervention during the warm-up";
    }
    EXPECT_EQ(taken_off(read, {0, 1, 0}, 0), 0.5 * own);
    EXPECT_EQ(taken_off(read, {0, 2, 0}, 0), 0.75 * own);
    EXPECT_EQ(taken_off(read, {0, 3, 0}, 9), own);
    EXPECT_EQ(taken_off(read, {0, 3, 0}, 10), 0.5 * own);
    EXPECT_EQ(taken_off(read, {0, 3, 0}, 20), own);
}

TEST(Overlays, SeveralIntensitiesAreACurveOfOverlays)
{
    auto const read = read_experiment_text(experiment("[\"base\", \"half:0.25,0.5,1\"]", halved()), "trial");
    std::vector<std::string> names;
    for (auto const& overlay : read.overlays) {
        names.push_back(overlay.name);
    }
    EXPECT_EQ(names, (std::vector<std::string>{"base", "half:0.25", "half:0.5", "half"}));
    auto const own = read.scenarios.front().scenario.gate.taken_off.value();
    EXPECT_EQ(taken_off(read, {0, 1, 0}, 0), (1.0 - 0.25 * 0.5) * own);
    auto const one_by_one = experiment("[\"base\", \"half:0.25\", \"half:0.5\", \"half:1\"]", halved());
    EXPECT_EQ(read.text, read_experiment_text(one_by_one, "trial").text);
    ExperimentOptions options;
    options.interventions = {"half:0.1,0.2"};
    EXPECT_EQ(read_experiment_text(experiment("[\"base\"]", halved()), "trial", options).overlays.size(), 3U);
}

TEST(Overlays, ChangeEveryRowThatFits)
{
    auto const tables = heading("none-stopped") +
                        effect("none-stopped", "path = \"posts.*.stop\"\nwhere = { holder.kind = \"state\" }\nset = 0.25\n"
                                               "unit = \"probability\"\nrange = [0.0, 1.0]");
    auto const read = read_experiment_text(experiment("[\"none-stopped\"]", tables), "trial");
    auto const changed = in_force(timeline_of(read, {}), 0);
    auto const& base = read.scenarios.front().scenario;
    int touched = 0;
    for (std::size_t i = 0; i < base.post_groups.size(); ++i) {
        bool const state = base.holders[base.post_groups[i].holder.value()].kind == HolderKind::state;
        touched += state ? 1 : 0;
        EXPECT_EQ(changed.post_groups[i].stop.value(), state ? 0.25 : base.post_groups[i].stop.value());
    }
    EXPECT_GT(touched, 0);
    EXPECT_LT(touched, static_cast<int>(base.post_groups.size()));
    EXPECT_TRUE(has_same_structure(base, changed));
}

TEST(Overlays, ComposeInAnyOrder)
{
    auto const tables = halved("a") + halved("b") + heading("c") +
                        effect("c", "path = \"gate.taken_off\"\nadd = 0.125\nunit = \"probability\"\nrange = [0.0, 1.0]");
    auto const one = read_experiment_text(experiment("[[\"a\", \"b\", \"c\"]]", tables), "trial");
    auto const other = read_experiment_text(experiment("[\"c+b+a\"]", tables), "trial");
    auto const own = one.scenarios.front().scenario.gate.taken_off.value();
    EXPECT_EQ(one.overlays.front().name, "a+b+c");
    EXPECT_EQ(one.text, other.text);
    EXPECT_EQ(taken_off(one, {}, 0), own * 0.25 + 0.125);
}

Experiment read_versus(std::string const& interventions, std::string const& versus)
{
    ExperimentOptions options;
    options.versus = versus;
    return read_experiment_text(experiment(interventions, halved() + halved("other")), "trial", options);
}

TEST(Overlays, WhatIsComparedIsAddedOrFound)
{
    auto const added = read_versus("[\"base\", \"other\"]", "half");
    ASSERT_EQ(added.overlays.size(), 3U);
    EXPECT_EQ(added.overlays.at(added.versus.value()).name, "half");
    auto const found = read_versus("[\"half\", \"other\", \"base\"]", "half");
    EXPECT_EQ(found.overlays.size(), 3U);
    EXPECT_EQ(found.versus, 0U);
    auto const half = read_versus("[\"half\", \"base\"]", "half:0.25");
    EXPECT_EQ(half.overlays.at(half.versus.value()).name, "half:0.25");
}

TEST(Overlays, WhatIsComparedGetsABase)
{
    auto const read = read_versus("[\"half\"]", "other");
    ASSERT_EQ(read.overlays.size(), 3U);
    EXPECT_EQ(read.overlays.at(read.versus.value()).name, "other");
    EXPECT_EQ(read.overlays[2].name, "base");
    EXPECT_TRUE(read.overlays[2].uses.empty());
    EXPECT_EQ(read.prepared.front().overlays.size(), 3U);
}

TEST(Overlays, OnlyOneIntensityIsCompared)
{
    ExperimentOptions options;
    options.versus = "half:0.25,0.5";
    EXPECT_SAYS(problems(experiment("[\"base\"]", halved()), options), "several between commas are for a lever that stands alone");
}

TEST(Overlays, TheirTextReadsBackToTheSame)
{
    auto const first = read_experiment_text(
        experiment("[\"base\", [\"half:0.5\", { use = \"other\", onset = \"2016-02-01\" }]]", halved() + halved("other")), "trial");
    auto const again = read_experiment_text(first.text, "results.h5");
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(again.plan_hash, first.plan_hash);
    EXPECT_EQ(again.overlays[1].name, first.overlays[1].name);
    EXPECT_EQ(again.overlays[1].values, first.overlays[1].values);
}

TEST(Overlays, AloneLeaveAPlanAsItWas)
{
    auto const plain = read_experiment_text("name = \"trial\"\nscenario = \"" PISTE_SMALL_WORLD "\"\nreplicates = 1\nseed = 1\n", "trial");
    auto const base = read_experiment_text(experiment("[\"base\"]", ""), "trial");
    EXPECT_EQ(plain.plan_hash, base.plan_hash);
    EXPECT_NE(plain.plan_hash, read_experiment_text(experiment("[\"base\", \"half\"]", halved()), "trial").plan_hash);
}

TEST(Overlays, RefusesWhatCannotBe)
{
    auto const with = [](std::string const& text) { return problems(experiment("[\"x\"]", heading("x") + effect("x", text))); };
    EXPECT_SAYS(with("path = \"gate.taken_of\"\nfactor = 0.5\nrange = [0.1, 1.0]"), "there is no key 'taken_of'; did you mean 'taken_off'?");
    EXPECT_SAYS(with("path = \"gates.taken_off\"\nfactor = 0.5\nrange = [0.1, 1.0]"), "did you mean 'gate'?");
    EXPECT_SAYS(with("path = \"horizon.measured\"\nadd = 5\nunit = \"days\"\nrange = [1, 9]"), "is structure");
    EXPECT_SAYS(with("path = \"posts.*.posts\"\nset = 5\nunit = \"posts\"\nrange = [1, 9]"), "is structure");
    EXPECT_SAYS(with("path = \"gate.taken_off\"\nfactor = 50\nrange = [0.1, 100]"), "out of range: it must lie in [0, 1]");
    EXPECT_SAYS(with("path = \"gate.taken_off\"\nfactor = \"half\"\nrange = [0.1, 1]"), "factor is text");
    EXPECT_SAYS(with("path = \"gate.taken_off\"\nset = 0.5\nrange = [0.1, 1]"), "write unit = \"probability\"");
    EXPECT_SAYS(with("path = \"gate.taken_off\"\nset = 0.5\nfactor = 2\nrange = [0.1, 1]"), "keep the one that is meant");
    EXPECT_SAYS(with("path = \"gate.taken_off\"\nrange = [0.1, 1]"), "changes nothing");
    EXPECT_SAYS(with("path = \"gate.taken_off\"\nfactor = 0.5"), "has no range");
    EXPECT_SAYS(with("path = \"gate.taken_off\"\nfactor = 0.5\nrange = [0.6, 1]"), "lies outside its own range");
    EXPECT_SAYS(with("path = \"gate.taken_off\"\nfactr = 0.5\nrange = [0.6, 1]"), "factr is not a known key; did you mean 'factor'?");
    EXPECT_SAYS(with("path = \"posts.*.stop\"\nwhere = { force = \"navy\" }\nfactor = 0.5\nrange = [0.1, 1]"), "no row has");
    EXPECT_SAYS(with("path = \"gate.tax_low\"\nset = 900000\nunit = \"CFA\"\nrange = [1, 1e6]"), "is above");
}

TEST(Overlays, RefusesWindowsIntensitiesAndNames)
{
    auto const used = [](std::string const& item) { return problems(experiment("[" + item + "]", halved())); };
    EXPECT_SAYS(used("\"half:1.5\""), "the intensity '1.5' must be a number from 0 to 1");
    EXPECT_SAYS(used("\"half:0.5,1.5\""), "the intensity '1.5' must be a number from 0 to 1");
    EXPECT_SAYS(used("\"half:0.5,\""), "the intensity '' must be a number from 0 to 1");
    EXPECT_SAYS(used("\"half:0.5,0.5\""), "stands twice");
    EXPECT_SAYS(used("\"half:0.5,1+half\""), "several between commas are for a lever that stands alone");
    EXPECT_SAYS(used("{ use = \"half\", intensity = 2 }"), "intensity = 2 is out of range");
    EXPECT_SAYS(used("{ use = \"half\", onset = \"2015-12-31\" }"), "interventions start on or after it");
    EXPECT_SAYS(used("{ use = \"half\", onset = \"2030-01-01\" }"), "after the end of the run");
    EXPECT_SAYS(used("{ use = \"half\", onset = \"2016-02-01\", end = \"2016-02-01\" }"), "empty window");
    EXPECT_SAYS(used("{ use = \"half\", onset = \"2016-02-31\" }"), "is not a date of the calendar");
    EXPECT_SAYS(used("\"haf\""), "there is no intervention 'haf'");
    EXPECT_SAYS(used("\"half\", \"half\""), "stands twice");
    auto wrong = halved();
    wrong.replace(wrong.find("\"P10\""), 5, "\"P77\"");
    EXPECT_SAYS(problems(experiment("[\"half\"]", wrong)), "lever = \"P77\" is unknown");
    EXPECT_EQ(problems(experiment("[\"half:1.5\", \"haf\"]", halved())).size(), 2U) << "all problems at once";
}

TEST(Overlays, RefusesContradictions)
{
    auto const set = [](std::string const& name) {
        return heading(name) + effect(name, "path = \"gate.taken_off\"\nset = 0.5\nunit = \"probability\"\nrange = [0.0, 1.0]");
    };
    EXPECT_SAYS(problems(experiment("[\"a+b\"]", set("a") + set("b"))), "both set gate.taken_off at the same time");
    EXPECT_SAYS(problems(experiment("[\"a+b\"]", set("a") + halved("b"))), "one sets and the other scales");
    EXPECT_EQ(problems(experiment("[\"a\", \"b\"]", set("a") + set("b"))), Lines()) << "apart they are two policies";
    EXPECT_EQ(problems(experiment("[[{ use = \"a\", end = \"2016-02-01\" }, { use = \"b\", onset = \"2016-02-01\" }]]", set("a") + set("b"))),
              Lines());
}

TEST(Overlays, AWordHoldsWhollyOrNotAtAll)
{
    auto const read = read_scenario(PISTE_SMALL_WORLD);
    auto const name = read.scenario.crossings.front().name;
    auto const tables =
        heading("close") + effect("close", "path = \"crossing." + name + ".state\"\nset = \"closed\"");
    auto const experiment_read = read_experiment_text(experiment("[\"close\"]", tables), "trial");
    EXPECT_EQ(in_force(timeline_of(experiment_read, {}), 0).crossings.front().state, OpenState::closed);
    EXPECT_SAYS(problems(experiment("[\"close:0.5\"]", tables)), "holds wholly (1) or not at all (0)");
    auto shut = tables;
    shut.replace(shut.find("\"closed\""), 8, "\"shut\"");
    EXPECT_SAYS(problems(experiment("[\"close\"]", shut)), "cannot be \"shut\"");
}

TEST(Events, ChangeTheScenarioOnTheirDates)
{
    auto const event = "\n[[timeline]]\non = \"2015-12-31\"\nuntil = \"2016-01-06\"\nwhat = \"A strike.\"\npath = \"gate.taken_off\"\n"
                       "factor = 0.5\nrange = [0.1, 1.0]\nassumption = \"For tests.\"\n";
    auto const read = read_scenario_text(small_world() + event, "small");
    ASSERT_EQ(read.events.size(), 1U);
    auto const again = read_scenario_text(read.resolved.text, "again");
    EXPECT_EQ(again.resolved.text, read.resolved.text);
    EXPECT_EQ(again.resolved.model_hash, read.resolved.model_hash);
    EXPECT_NE(read.resolved.model_hash, read_scenario_text(small_world(), "small").resolved.model_hash);
    EXPECT_SAYS(problems_of(small_world() + changed(event, "on", "2015-12-31", "2009-12-01")), "before the warm-up begins");
    EXPECT_SAYS(problems_of(small_world() + changed(event, "until", "2016-01-06", "2015-11-06")), "empty window");
    EXPECT_SAYS(problems_of(small_world() + changed(event, "factor", "0.5", "20.0")), "lies outside its own range");
}

class InAFolder : public ::testing::Test {
protected:
    void SetUp() override
    {
        folder_ = fs::path(::testing::TempDir()) / "piste_points";
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    [[nodiscard]] fs::path write(std::string const& name, std::string const& text) const
    {
        std::ofstream(folder_ / name) << text;
        return folder_ / name;
    }
    [[nodiscard]] Lines problems_with(std::string const& table) const
    {
        static_cast<void>(write("points.csv", table));
        try {
            static_cast<void>(read_experiment(trial()));
        } catch (ConfigurationError const& error) {
            Lines lines;
            for (auto const& problem : error.problems()) {
                lines.push_back(to_text(problem));
            }
            return lines;
        }
        return {};
    }
    [[nodiscard]] fs::path trial() const
    {
        return write("trial.toml", experiment("[\"base\", \"half\"]", halved(), "points = \"points.csv\"\n"));
    }

private:
    fs::path folder_;
};

TEST_F(InAFolder, PointsTakeTheScenariosPlace)
{
    static_cast<void>(write("points.csv", "point,gate.taken_off,intervention.half.intensity\nown,,\nmost,0.8,\nlittle,0.8,0.25\n"));
    auto const read = read_experiment(trial());
    auto const own = read.scenarios.front().scenario.gate.taken_off.value();
    ASSERT_EQ(read.points.points.size(), 3U);
    EXPECT_EQ(read.points.points[0].values, "") << "the scenario's own point";
    EXPECT_EQ(taken_off(read, {0, 0, 0}, -1), own);
    EXPECT_EQ(taken_off(read, {0, 0, 1}, -1), 0.8) << "points hold in the warm-up too";
    EXPECT_EQ(taken_off(read, {0, 1, 1}, 0), 0.4);
    EXPECT_EQ(taken_off(read, {0, 1, 2}, 0), 0.8 * 0.875);
    auto const again = read_experiment_text(read.text, "results.h5");
    EXPECT_EQ(again.text, read.text);
    EXPECT_EQ(taken_off(again, {0, 1, 2}, 0), 0.8 * 0.875);
}

TEST_F(InAFolder, PointsThatCannotBe)
{
    EXPECT_SAYS(problems_with("gate.taken_of\n0.5\n"), "points.csv:1:1: error: [experiment.points] path");
    EXPECT_SAYS(problems_with("gate.taken_off\nhigh\n"), "points.csv:2:1: error: [experiment.points] gate.taken_off = \"high\" is text");
    EXPECT_SAYS(problems_with("gate.taken_off,gate.malian_factor\n0.5\n"), "has 1 values for 2 columns");
    EXPECT_SAYS(problems_with("gate.taken_off\n1.5\n"), "gate.taken_off = 1.5 is out of range");
    EXPECT_SAYS(problems_with("gate.taken_off\n0.5\n0.5\n"), "has the same values as point '1'");
    EXPECT_SAYS(problems_with("gate.taken_off,gate.taken_off\n0.5,0.5\n"), "stands twice");
    EXPECT_SAYS(problems_with("horizon.measured\n10\n"), "is structure");
    EXPECT_SAYS(problems_with("gate.taken_off\n"), "has no point");
    EXPECT_SAYS(problems_with("intervention.haf.intensity\n0.5\n"), "did you mean 'half'?");
}

}  // namespace
}  // namespace piste::test
