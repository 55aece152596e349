// Files that are missing, of the wrong kind, cut off, or made of others.
#include "runners/config/evidence.hpp"
#include "runners/config/suggestion.hpp"
#include "tests/runners/config/small_world.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace piste::test {
namespace {

class Folder : public testing::Test {
protected:
    void SetUp() override
    {
        auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::temp_directory_path() /
                  (std::string("piste_config_") + test->name() + "_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string write(std::string const& name, std::string const& text) const
    {
        auto const path = folder_ / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }

    static Lines problems_of_file(std::string const& path)
    {
        Lines lines;
        try {
            for (auto const& warning : read_scenario(path).warnings) {
                lines.push_back(to_text(warning));
            }
        } catch (ConfigurationError const& error) {
            for (auto const& problem : error.problems()) {
                lines.push_back(to_text(problem));
            }
        }
        return lines;
    }

    std::filesystem::path folder_;
};

using Document = Folder;

TEST_F(Document, a_missing_file)
{
    auto const path = (folder_ / "none.toml").string();
    EXPECT_EQ(problems_of_file(path), Lines{path + ": error: no such file"});
}

TEST_F(Document, a_directory)
{
    EXPECT_EQ(problems_of_file(folder_.string()),
              Lines{folder_.string() + ": error: is a directory; a TOML file is expected"});
}

TEST_F(Document, an_endless_file)
{
    EXPECT_EQ(problems_of_file("/dev/zero"),
              Lines{"/dev/zero: error: is larger than 64 MiB, which no configuration is"});
}

TEST_F(Document, a_truncated_file)
{
    auto const text = small_world();
    auto const cut = text.substr(0, text.find("CFA\", range = [1000, 10000]") + 2);
    auto const path = write("cut.toml", cut);
    auto const lines = problems_of_file(path);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_NE(lines[0].find(": error: not valid TOML: "), std::string::npos) << lines[0];
    EXPECT_NE(lines[0].find("; the file ends in mid-line: has it been cut off?"), std::string::npos) << lines[0];
    EXPECT_EQ(lines[0].find(path + ":"), 0U);
}

TEST_F(Document, an_empty_file_lacks_everything)
{
    auto const lines = problems_of_file(write("empty.toml", ""));
    ASSERT_GT(lines.size(), 20U);
    EXPECT_NE(lines[0].find("empty.toml:1:1: error: name is missing"), std::string::npos) << lines[0];
}

TEST_F(Document, bytes_that_are_no_text)
{
    auto const path = write("latin1.toml", "name = \"Tin Zaouat\xe8ne\"\n");
    EXPECT_EQ(problems_of_file(path), Lines{path + ":1:18: error: not valid TOML: Encountered invalid utf-8 sequence"});
}

TEST_F(Document, includes_are_read_first_and_may_be_replaced)
{
    auto const text = small_world();
    auto const cut = text.find("[roadblock]");
    write("parts/base.toml", text.substr(0, cut));
    write("parts/rules.toml", text.substr(cut));
    auto const path =
        write("whole.toml", "include = [\"parts/base.toml\", \"parts/rules.toml\"]\n"
                            "name = \"other\"\n[gate]\ntaken_off = { value = 0.25, unit = \"probability\", "
                            "range = [0.0, 1.0], assumption = \"a test\" }\n");
    auto const read = read_scenario(path);
    EXPECT_EQ(read.scenario.name, "other");
    EXPECT_EQ(read.scenario.gate.taken_off.value(), 0.25);
    EXPECT_EQ(read.scenario.gate.tax_low_cfa, 5000);
    EXPECT_EQ(read.resolved.text.find("include"), std::string::npos);
}

TEST_F(Document, an_include_that_is_missing_or_comes_back)
{
    auto const path = write("a.toml", "include = \"b.toml\"\n");
    EXPECT_EQ(problems_of_file(path), Lines{path + ":1:11: error: include = \"b.toml\": no such file"});
    auto const other = write("b.toml", "include = \"a.toml\"\n");
    EXPECT_EQ(problems_of_file(path), Lines{other + ":1:11: error: include = \"a.toml\" comes back to itself"});
}

TEST_F(Document, two_includes_that_give_one_key)
{
    auto const first = write("b.toml", "name = \"b\"\n");
    auto const second = write("c.toml", "name = \"c\"\n");
    auto const path = write("a.toml", "include = [\"b.toml\", \"c.toml\"]\n");
    EXPECT_EQ(problems_of_file(path), Lines{second + ":1:1: error: name is given by another included file too (" +
                                            first + ", line 1); remove one"});
}

TEST_F(Document, a_source_that_is_not_in_the_evidence)
{
    write("facts.csv", "id,topic\nfare_bus,\"a, b\"\n\"toll_north\",\"two\nlines\"\n");
    auto const cited = [&](std::string const& source) {
        auto const text = changed(small_world(), "name", "name", "evidence = \"facts.csv\"\nname");
        return changed(text, "[gate]", "assumption = \"small world for tests\"", "source = \"" + source + "\"");
    };
    EXPECT_EQ(problems_of_file(write("known.toml", cited("toll_north, fare_bus"))), Lines{});
    EXPECT_EQ(problems_of_file(write("address.toml", cited("https://example.org/a,b"))), Lines{});
    auto const unknown = problems_of_file(write("unknown.toml", cited("toll_nort")));
    ASSERT_EQ(unknown.size(), 1U);
    EXPECT_NE(unknown[0].find(": error: [gate] taken_off: source 'toll_nort' is not in the evidence file; did you mean "
                              "'toll_north'?"),
              std::string::npos);
    auto const words = problems_of_file(write("words.toml", cited("somebody said so")));
    ASSERT_EQ(words.size(), 1U);
    EXPECT_NE(
        words[0].find(": error: [gate] taken_off: source = \"somebody said so\" is neither fact ids between commas nor "
                      "an https address; a reason in words is an assumption"),
        std::string::npos);
}

TEST_F(Document, evidence_that_cannot_be_read)
{
    auto const text = changed(small_world(), "name", "name", "evidence = \"none.csv\"\nname");
    auto const path = write("world.toml", text);
    EXPECT_EQ(problems_of_file(path), Lines{path + ":3:12: error: evidence = \"none.csv\": no such file"});
}

TEST(Suggestion, the_nearest_name_within_two_letters)
{
    std::vector<std::string> const known{"toll_cap", "toll_floor", "gao"};
    EXPECT_EQ(did_you_mean("tol_cap", known), "; did you mean 'toll_cap'?");
    EXPECT_EQ(did_you_mean("toll_acp", known), "; did you mean 'toll_cap'?");
    EXPECT_EQ(did_you_mean("goa", known), "; did you mean 'gao'?");
    EXPECT_EQ(did_you_mean("fee", known), "");
    EXPECT_EQ(did_you_mean("tolls_capped", known), "");
}

TEST(Suggestion, the_only_name_that_begins_so)
{
    std::vector<std::string> const known{"p10-fewer-roadblocks", "p11-police-bus-firms", "p1-close"};
    EXPECT_EQ(did_you_mean("p10-fewer", known), "; did you mean 'p10-fewer-roadblocks'?");
    EXPECT_EQ(did_you_mean("P11", known), "; did you mean 'p11-police-bus-firms'?");
    EXPECT_EQ(did_you_mean("p1", known), "");
    EXPECT_EQ(did_you_mean("fewer", known), "");
}

}  // namespace
}  // namespace piste::test
