// Reads the header itself: a number given twice would compile.
#include "model/random_purpose.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace piste::test {
namespace {

struct Declared {
    std::map<int, std::string> name_of;
    std::set<std::string> names;
    int lines = 0;
    int with_comment = 0;
};

Declared declared_purposes()
{
    Declared declared;
    std::ifstream header(PISTE_RANDOM_PURPOSES);
    std::regex const line_of_purpose(R"(^\s*([a-z_]+)\s*=\s*(\d+),(\s*//.+)?$)");
    for (std::string line; std::getline(header, line);) {
        std::smatch parts;
        if (std::regex_match(line, parts, line_of_purpose)) {
            ++declared.lines;
            declared.with_comment += parts[3].matched ? 1 : 0;
            declared.name_of.emplace(std::stoi(parts[2]), parts[1]);
            declared.names.insert(parts[1]);
        }
    }
    return declared;
}

TEST(RandomPurpose, NumbersAndNamesAreUniqueAndExplained)
{
    auto const declared = declared_purposes();
    ASSERT_GE(declared.lines, 25);
    EXPECT_EQ(declared.name_of.size(), static_cast<std::size_t>(declared.lines)) << "a number is given twice";
    EXPECT_EQ(declared.names.size(), static_cast<std::size_t>(declared.lines));
    EXPECT_EQ(declared.with_comment, declared.lines) << "a purpose says not what it is for";
}

// A number once used keeps its meaning: the address is part of every published result.
TEST(RandomPurpose, NumbersKeepTheirMeaning)
{
    auto const declared = declared_purposes();
    EXPECT_EQ(declared.name_of.at(1), "candidate_count");
    EXPECT_EQ(declared.name_of.at(5), "roadblock");
    EXPECT_EQ(declared.name_of.at(15), "ambush");
    EXPECT_EQ(declared.name_of.at(25), "turned_back");
    EXPECT_EQ(static_cast<int>(Purpose::turned_back), 25);
    EXPECT_EQ(declared.name_of.at(30), "post_trial");
    EXPECT_EQ(static_cast<int>(Purpose::post_trial), 30);
    EXPECT_EQ(declared.name_of.at(50), "passeur_choice");
    EXPECT_EQ(declared.name_of.at(53), "round_up");
    EXPECT_EQ(declared.name_of.count(0), 0U);
}

}  // namespace
}  // namespace piste::test
