#include "runners/config/parameter_table.hpp"
#include "tests/runners/config/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace piste::test {
namespace {

TEST(ParameterTable, markdown_has_a_row_for_every_parameter)
{
    auto const text = changed(small_world(), "[gate]", "assumption = \"small world for tests\"",
                              "source = \"a_fact\", note = \"one | two\", alternatives = [0.5, 0.75]");
    auto const read = read_scenario_text(text, "small");
    auto const page = parameters_as_markdown(read);
    EXPECT_EQ(page.find("# Parameters of small-world\n"), 0U);
    EXPECT_NE(page.find(" 1 rest on a source"), std::string::npos);
    EXPECT_NE(page.find("| `taken_off` | 0.6 | probability | [0.0, 1.0] | 0 to 1 | that gendarmes take a migrant off the "
                        "bus at the gate | source: a_fact. Note: one \\| two. Alternatives: 0.5, 0.75 |\n"),
              std::string::npos);
    EXPECT_NE(page.find("| `toll_cap` | CFA | 0 to 1000000 | the most that is asked of a traveller |\n"),
              std::string::npos);
    EXPECT_NE(page.find("| `gao-kidal.toll_cap` | 5000 | [5000, 10000] | assumption: small world for tests |\n"),
              std::string::npos);
    for (auto const& parameter : read.resolved.parameters) {
        auto const name = parameter.row.empty() ? parameter.key : parameter.row + "." + parameter.key;
        EXPECT_NE(page.find("\n| `" + name + "` | "), std::string::npos) << name;
    }
}

// After a change of the scenario: PISTE_UPDATE_DOCS=1 config_tests --gtest_filter='ParameterTable.*', and look at the
// difference.
TEST(ParameterTable, the_page_in_docs_is_not_stale)
{
    auto const page = parameters_as_markdown(read_scenario(PISTE_CONFIGS "/scenarios/mali-2016.toml"));
    if (std::getenv("PISTE_UPDATE_DOCS") != nullptr) {
        std::ofstream(PISTE_PARAMETERS_PAGE, std::ios::binary) << page;
    }
    EXPECT_TRUE(read_text_file(PISTE_PARAMETERS_PAGE) == page)
        << "docs/parameters.md no longer says what configs/scenarios/mali-2016.toml says; write it anew with "
           "PISTE_UPDATE_DOCS=1 config_tests --gtest_filter='ParameterTable.*'";
}

TEST(ParameterTable, text_has_a_line_for_every_parameter)
{
    auto const read = read_scenario_text(small_world(), "small");
    auto const text = parameters_as_text(read);
    EXPECT_EQ(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')), read.resolved.parameters.size());
    EXPECT_NE(text.find("posts.gao-kidal.toll_cap"), std::string::npos);
    EXPECT_NE(text.find("5000 CFA"), std::string::npos);
}

}  // namespace
}  // namespace piste::test
