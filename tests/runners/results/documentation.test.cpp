// docs/results.md names every variable, dimension and attribute that a file holds.
#include "runners/results/results_store.hpp"
#include "synthetic.hpp"

#include <gtest/gtest.h>

namespace piste {
namespace {

bool names(std::string const& text, std::string_view name)
{
    std::string quoted = "`";
    quoted.append(name).append("`");
    return text.find(quoted) != std::string::npos;
}

TEST(Documentation, NamesEveryVariableAndAxisOfAnOutcome)
{
    auto const text = testing::bytes_of(PISTE_DOCUMENTATION);
    ASSERT_FALSE(text.empty());
    std::size_t last = 0;
    for (auto const& info : variable_infos) {
        std::string start = "| `";
        auto const row = text.find(start.append(info.name).append("` |"));
        EXPECT_NE(row, std::string::npos) << info.name << " has no row in docs/results.md";
        EXPECT_GT(row, last) << info.name << " does not stand in the order of the digest";
        last = row;
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(Axis::count); ++i) {
        EXPECT_TRUE(names(text, axis_name(static_cast<Axis>(i)))) << axis_name(static_cast<Axis>(i));
    }
}

}  // namespace
}  // namespace piste
