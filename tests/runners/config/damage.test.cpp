// Whatever is broken, there is an answer: at least one problem, each with its place and without a crash.
#include "tests/runners/config/small_world.hpp"

#include <gtest/gtest.h>

namespace piste::test {
namespace {

// Under a sanitizer, which takes ten times as long, each key meets one odd value instead of three: all kinds still meet all readers.
#ifdef __SANITIZE_ADDRESS__
constexpr int odd_values_a_key = 1;
#else
constexpr int odd_values_a_key = 3;
#endif

struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;  // beyond the line break
};

std::vector<Line> lines_of(std::string const& text)
{
    std::vector<Line> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = text.find('\n', begin) + 1;
        lines.push_back({begin, end});
        begin = end;
    }
    return lines;
}

bool is_located(Problem const& problem)
{
    return problem.file == "small" && problem.line > 0 && problem.column > 0 && !problem.text.empty();
}

// Reads a spoilt text. Returns the number of errors; fails the test if one has no place.
std::size_t errors_of(std::string const& text)
{
    try {
        static_cast<void>(read_scenario_text(text, "small"));
    } catch (ConfigurationError const& error) {
        for (auto const& problem : error.problems()) {
            EXPECT_TRUE(is_located(problem)) << to_text(problem);
        }
        return error.problems().size();
    }
    return 0;
}

bool is_entry(std::string const& text, Line const& line)
{
    auto const first = text[line.begin];
    return first != '#' && first != '\n' && first != '[';
}

TEST(Damage, each_line_removed)
{
    auto const text = small_world();
    for (auto const& line : lines_of(text)) {
        auto const first = text[line.begin];
        auto const removed = text.substr(line.begin, line.end - line.begin);
        auto spoilt = text;
        spoilt.erase(line.begin, line.end - line.begin);
        auto const may_be_missing = first == '#' || first == '\n' || removed.starts_with("description");
        EXPECT_EQ(errors_of(spoilt) > 0, !may_be_missing) << removed;
    }
}

TEST(Damage, each_value_of_a_wrong_type)
{
    Lines const odd_values{"true",
                           "[[]]",
                           "2016-01-01",
                           "-9223372036854775808",
                           "{ value = {} }",
                           "nan",
                           "{}",
                           "{ value = \"x\", unit = 3, range = [true, \"a\"], source = 1, note = 2 }"};
    auto const text = small_world();
    std::size_t turn = 0;  // each key meets some of the values, in its turn
    for (auto const& line : lines_of(text)) {
        if (!is_entry(text, line)) {
            continue;
        }
        auto const equals = text.find('=', line.begin);
        auto const key = text.substr(line.begin, equals - line.begin);
        for (int times = 0; times < odd_values_a_key; ++times) {
            auto const& odd = odd_values[turn++ % odd_values.size()];
            auto spoilt = text;
            spoilt.replace(equals + 1, line.end - equals - 2, " " + odd);
            EXPECT_GT(errors_of(spoilt), 0U) << key << "= " << odd;
        }
    }
}

TEST(Damage, cut_off_at_each_line_and_within_each)
{
    auto const text = small_world();
    auto const lines = lines_of(text);
    for (auto const& line : lines) {
        EXPECT_GT(errors_of(text.substr(0, line.begin)), 0U);
        auto const middle = line.begin + (line.end - line.begin) / 2;
        EXPECT_GT(errors_of(text.substr(0, middle)), 0U);
    }
}

TEST(Damage, each_table_turned_into_something_else)
{
    auto const text = small_world();
    for (auto const& line : lines_of(text)) {
        if (text[line.begin] != '[') {
            continue;
        }
        auto spoilt = text;
        spoilt.insert(line.begin + 1, 1, 'x');
        EXPECT_GT(errors_of(spoilt), 0U) << text.substr(line.begin, line.end - line.begin);
        spoilt = text;
        spoilt.insert(line.end - 2, std::string(".x"));
        EXPECT_GT(errors_of(spoilt), 0U) << text.substr(line.begin, line.end - line.begin);
    }
}

TEST(Damage, sections_that_are_no_tables)
{
    for (std::string const kind : {"place", "gate", "link", "nationality"}) {
        for (std::string const value : {"3", "\"x\"", "[]", "{ a = 1 }", "{ a = { b = 1 } }"}) {
            EXPECT_GT(errors_of(kind + " = " + value + "\n"), 0U);
        }
    }
}

}  // namespace
}  // namespace piste::test
