#include "runners/config/toml_text.hpp"
#include "runners/config/text_hash.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace piste {
namespace {

TEST(TomlText, real_numbers_are_short_and_stay_real)
{
    EXPECT_EQ(toml_real(0.1), "0.1");
    EXPECT_EQ(toml_real(1.0), "1.0");
    EXPECT_EQ(toml_real(-0.0), "0.0");
    EXPECT_EQ(toml_real(0.1 + 0.2), "0.30000000000000004");
    EXPECT_EQ(toml_real(1e22), "1e+22");
    EXPECT_EQ(toml_real(5e-324), "5e-324");
}

TEST(TomlText, integers)
{
    EXPECT_EQ(toml_integer(-42), "-42");
    EXPECT_EQ(toml_integer(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
}

TEST(TomlText, strings_stay_on_one_line)
{
    EXPECT_EQ(toml_string("a \"b\" \\ c\n\td"), R"("a \"b\" \\ c\n\td")");
    EXPECT_EQ(toml_string(std::string("\x01\x7f", 2)), R"("\u0001\u007f")");
    EXPECT_EQ(toml_string("Tessalit – é"), "\"Tessalit – é\"");
}

TEST(TomlText, numbers_for_people)
{
    EXPECT_EQ(readable(0.95 + 0.02), "0.97");
    EXPECT_EQ(readable(1000000.0), "1000000");
    EXPECT_EQ(readable(-0.5), "-0.5");
}

TEST(TextHash, is_xxh3_with_128_bits)
{
    EXPECT_EQ(text_hash(""), "99aa06d3014798d86001c324468d497f");  // the known answer of the empty input
    EXPECT_NE(text_hash("a"), text_hash("b"));
}

}  // namespace
}  // namespace piste
