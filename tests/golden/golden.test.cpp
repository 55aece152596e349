// Each case against what it gave before; README.md says how to renew that.
#include "tests/golden/golden_text.hpp"

#include "runners/config/scenario_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace piste::test {
namespace {

std::vector<std::string> lines_of(std::string const& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        if (!line.empty()) {
            lines.push_back(line);
        }
    }
    return lines;
}

std::string report(std::filesystem::path const& folder)
{
    auto const settings = lines_of(read_text_file(folder / "settings.txt"));
    auto const world = read_scenario(folder.parent_path() / "world.toml", settings).scenario;
    std::string text;
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
        text += golden_text(world, {20160101, replicate, 0});
    }
    return text;
}

class Golden : public ::testing::TestWithParam<char const*> {};

TEST_P(Golden, IsAsItWas)
{
    auto const folder = std::filesystem::path(PISTE_GOLDEN) / GetParam();
    auto const got = report(folder);
    ASSERT_EQ(got.find("UNSOUND"), std::string::npos) << got.substr(got.find("UNSOUND"), 200);
    if (auto const* const update = std::getenv("PISTE_GOLDEN_UPDATE");
        update != nullptr && std::string(update) == "1") {
        std::ofstream(folder / "expected.txt", std::ios::binary) << got;
        GTEST_SKIP() << "expected.txt rewritten";
    }
    auto const expected = lines_of(read_text_file(folder / "expected.txt"));
    auto const lines = lines_of(got);
    int differences = 0;
    for (std::size_t i = 0; i < std::max(lines.size(), expected.size()) && differences < 20; ++i) {
        auto const& was = i < expected.size() ? expected[i] : "(no such line)";
        auto const& is = i < lines.size() ? lines[i] : "(no such line)";
        if (was != is) {
            ++differences;
            ADD_FAILURE() << "line " << i + 1 << "\n  was: " << was << "\n  is:  " << is;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, ::testing::Values("base", "alternatives", "closed_crossing", "poor"),
                         [](auto const& golden_case) { return std::string(golden_case.param); });

// A folder that nobody runs would rot.
TEST(GoldenCases, AreAllListed)
{
    std::size_t folders = 0;
    for (auto const& entry : std::filesystem::directory_iterator(PISTE_GOLDEN)) {
        folders += entry.is_directory() ? 1U : 0U;
    }
    EXPECT_EQ(folders, 4U);
}

}  // namespace
}  // namespace piste::test
