#include "runners/results/writer_gate.hpp"

#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace piste {
namespace {

using std::chrono::milliseconds;

std::string const name = "test" + std::to_string(::getpid());

TEST(WriterGate, LetsSoManyIn)
{
    WriterGate first(name + "a", 2, milliseconds(50));
    WriterGate second(name + "a", 2, milliseconds(50));
    WriterGate third(name + "a", 2, milliseconds(50));
    first.enter();
    second.enter();
    EXPECT_TRUE(first.is_inside() && second.is_inside());
    third.enter();
    EXPECT_FALSE(third.is_inside()) << "but it goes on without a place";
    first.leave();
    third.enter();
    EXPECT_TRUE(third.is_inside());
}

TEST(WriterGate, APlaceIsFreeWhenItsHolderIsGone)
{
    auto const begin = std::chrono::steady_clock::now();
    {
        WriterGate gone(name + "b", 1);
        gone.enter();
    }
    WriterGate next(name + "b", 1);
    next.enter();
    EXPECT_TRUE(next.is_inside());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(WriterGate, LeavesNoFilesBehind)
{
    auto const left = [] {
        std::size_t count = 0;
        for (auto const& file : std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
            count += file.path().filename().string().find(name + "e.writer") == std::string::npos ? 0U : 1U;
        }
        return count;
    };
    {
        WriterGate one(name + "e", 2);
        {
            WriterGate other(name + "e", 2);
            one.enter();
            EXPECT_EQ(left(), 3U) << "two places, and who uses them";
            one.leave();
        }
        EXPECT_EQ(left(), 3U) << "one still uses them";
    }
    EXPECT_EQ(left(), 0U);
}

TEST(WriterGate, OutputsDoNotHinderEachOther)
{
    WriterGate one(name + "c", 1, milliseconds(50));
    WriterGate other(name + "d", 1, milliseconds(50));
    one.enter();
    other.enter();
    EXPECT_TRUE(other.is_inside());
}

}  // namespace
}  // namespace piste
