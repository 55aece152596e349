// `--set`: applied like the file, checked like the file, and marked in the resolved text.
#include "tests/runners/config/small_world.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

ReadScenario with(Lines const& settings)
{
    return read_scenario_text(small_world(), "small", settings);
}

TEST(Settings, a_number_a_word_and_a_share)
{
    auto const read =
        with({"posts.gao-kidal.toll_cap=10000", "crossing.tal_handak.state=closed", "truck.toll_payer = \"passeur\"",
              "nationality.guinea.leaves_from.conakry=0.8", "nationality.guinea.leaves_from.bamako=0.2",
              "place.gao.label=\"Gao town\"", "nationality.mali.leaves_from={ conakry = 0.5, bamako = 0.5 }"});
    auto const& scenario = read.scenario;
    EXPECT_EQ(scenario.post_groups[2].toll_cap_cfa, 10000);
    EXPECT_EQ(scenario.crossings[0].state, OpenState::closed);
    EXPECT_EQ(scenario.truck.toll_payer, TollPayer::passeur);
    EXPECT_EQ(scenario.nationalities[0].leaves_from[1], 0.8);
    EXPECT_EQ(scenario.nationalities[1].leaves_from[1], 0.5);
    EXPECT_EQ(scenario.places[2].label, "Gao town");
    EXPECT_TRUE(read.warnings.empty());
}

TEST(Settings, a_share_of_a_place_that_had_none)
{
    auto const read = with({"nationality.mali.leaves_from.bamako=0.75", "nationality.mali.leaves_from.conakry=0.25"});
    EXPECT_EQ(read.scenario.nationalities[1].leaves_from[0], 0.75);
    EXPECT_EQ(read.scenario.nationalities[1].leaves_from[1], 0.25);
}

TEST(Settings, what_was_set_rests_on_no_source)
{
    auto const text = changed(small_world(), "[gate]", "assumption = \"small world for tests\"", "source = \"a_fact\"");
    auto const read = read_scenario_text(text, "small", {"gate.taken_off=0.5"});
    EXPECT_NE(
        read.resolved.text.find("taken_off = { value = 0.5, unit = \"probability\", range = [0.0, 1.0], assumption = "
                                "\"set on the command line\" }\n"),
        std::string::npos);
    EXPECT_EQ(read_scenario_text(read.resolved.text, "again").resolved.text, read.resolved.text);
    EXPECT_EQ(read.resolved.model_hash,
              read_scenario_text(changed(text, "[gate]", "value = 0.6", "value = 0.5"), "small").resolved.model_hash);
}

TEST(Settings, beyond_the_declared_range_is_a_warning)
{
    Lines const setting{"posts.gao-kidal.toll_cap=50000"};
    auto const said =
        std::string("[posts.gao-kidal] toll_cap = 50000 lies outside its own range [5000, 10000]; taken as it is");
    EXPECT_EQ(problems_of(small_world(), setting), Lines{"--set #1: warning: " + said});
    EXPECT_EQ(problems_of(small_world(), setting, true), Lines{"--set #1: error: " + said});
    auto const read = with(setting);
    EXPECT_NE(read.resolved.text.find(
                  "toll_cap = { value = 50000, unit = \"CFA\", range = [5000, 50000], assumption = \"set on "
                  "the command line\", note = \"the scenario's range is [5000, 10000]\" }\n"),
              std::string::npos);
    auto const again = read_scenario_text(read.resolved.text, "again");
    EXPECT_TRUE(again.warnings.empty());
    EXPECT_EQ(again.resolved.text, read.resolved.text);
}

TEST(Settings, beyond_the_legal_range_is_an_error)
{
    EXPECT_EQ(problems_of(small_world(), {"gate.tax_low=6000", "gate.tax_low=-4"}),
              Lines{"--set #2: error: [gate] tax_low = -4 is out of range: it must lie in [0, 1000000] (CFA)"});
}

TEST(Settings, each_bad_one_is_reported_by_its_number)
{
    auto problems =
        problems_of(small_world(),
                    {"posts.gao-kidl.toll_cap=3", "gate.tax_lw=3", "holder.state.kind=7", "gate.tax_low=[", "gate",
                     "holder.state.kind.x=1", "gate.tax_low=\"many\"", "colour=3"});
    problems.back().resize(problems.back().find("; known"));  // sections come and go
    EXPECT_EQ(
        problems,
        (Lines{
            "--set #1: error: key posts.gao-kidl.toll_cap: there is no 'gao-kidl' in [posts]; did you mean "
            "'gao-kidal'?",
            "--set #2: error: key gate.tax_lw: there is no 'tax_lw' in [gate]; did you mean 'tax_low'?",
            "--set #3: error: [holder.state] kind is an integer; one of 'state', 'armed_group' is expected",
            "--set #4: error: gate.tax_low = [ is not valid TOML: array: encountered end-of-file",
            "--set #5: error: 'gate' is not of the form path.to.key=value",
            "--set #6: error: key holder.state.kind.x: [holder.state.kind] has no parts, it is an integer",
            "--set #7: error: [gate] tax_low = \"many\" is text; an integer is expected",
            "--set #8: error: key colour: there is no 'colour'"}));
}

TEST(Settings, the_tenth_comes_after_the_second)
{
    Lines settings(10, "gate.tax_low=6000");
    settings[1] = settings[9] = "gate.tax=1";
    auto const lines = problems_of(small_world(), settings);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].find("--set #2: error: "), 0U);
    EXPECT_EQ(lines[1].find("--set #10: error: "), 0U);
}

TEST(Settings, shares_that_no_longer_sum_to_one)
{
    EXPECT_EQ(problems_of(small_world(), {"nationality.guinea.leaves_from.conakry=0.87"}),
              Lines{"--set #1: error: [nationality.guinea] leaves_from sums to 0.97; shares over all of 'place' must "
                    "sum to 1"});
}

}  // namespace
}  // namespace piste::test
