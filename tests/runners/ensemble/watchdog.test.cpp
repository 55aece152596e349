// A meeting that ends in time harms nobody; one that does not ends the process.
#include "runners/ensemble/watchdog.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace piste {
namespace {

TEST(Watchdog, LetsGoWhatEndsInTime)
{
    for (int i = 0; i < 100; ++i) {
        Watchdog const watch(std::chrono::minutes(1), "not to be said\n", 75);
    }
}

TEST(WatchdogDeathTest, EndsTheProcessWithItsTextAndCode)
{
    ::testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(
        {
            Watchdog const watch(std::chrono::milliseconds(50), "somebody is missing\n", 75);
            std::this_thread::sleep_for(std::chrono::seconds(20));
        },
        ::testing::ExitedWithCode(75), "somebody is missing");
}

}  // namespace
}  // namespace piste
