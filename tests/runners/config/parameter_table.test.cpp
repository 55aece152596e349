#include "runners/config/parameter_table.hpp"
#include "tests/runners/config/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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
    EXPECT_NE(
        page.find(
            "| `taken_off` | 0.6 | probability | [0.0, 1.0] | 0 to 1 | that gendarmes take a migrant off the bus at "
            "the gate | source: a_fact. Note: one \\| two. Alternatives: 0.5, 0.75 |\n"),
        std::string::npos);
    std::size_t rows = 0;
    for (auto place = page.find("\n| `"); place != std::string::npos; place = page.find("\n| `", place + 1)) {
        ++rows;
    }
    EXPECT_EQ(rows, read.resolved.parameters.size());
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
