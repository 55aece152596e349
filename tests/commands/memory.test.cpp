#include "runners/commands/memory.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace piste {
namespace {

namespace fs = std::filesystem;

class FakeMachine : public testing::Test {
protected:
    FakeMachine()
    {
        auto const* name = testing::UnitTest::GetInstance()->current_test_info()->name();
        root_ = fs::temp_directory_path() / ("piste_memory_" + std::string(name) + std::to_string(getpid()));
        put("proc/meminfo", "MemTotal:       100 kB\nMemFree:        10 kB\nMemAvailable:   1000 kB\nHugePages_Total:  0\n");
    }
    ~FakeMachine() override { fs::remove_all(root_); }
    void put(fs::path const& path, std::string const& text)
    {
        fs::create_directories((root_ / path).parent_path());
        std::ofstream(root_ / path) << text;
    }
    fs::path root_;
};

TEST_F(FakeMachine, CountsWhatTheKernelWouldGive)
{
    EXPECT_EQ(available_memory_bytes(root_), 1000 * 1024);
}

TEST_F(FakeMachine, AGroupOfVersionTwoLimitsIt)
{
    put("proc/self/cgroup", "0::/jobs/42\n");
    put("sys/fs/cgroup/jobs/42/memory.max", "500000\n");
    put("sys/fs/cgroup/jobs/42/memory.current", "200000\n");
    EXPECT_EQ(available_memory_bytes(root_), 300000);
}

TEST_F(FakeMachine, SoDoesAGroupAboveIt)
{
    put("proc/self/cgroup", "0::/jobs/42\n");
    put("sys/fs/cgroup/jobs/42/memory.max", "max\n");
    put("sys/fs/cgroup/jobs/42/memory.current", "200000\n");
    put("sys/fs/cgroup/jobs/memory.max", "400000\n");
    put("sys/fs/cgroup/jobs/memory.current", "300000\n");
    EXPECT_EQ(available_memory_bytes(root_), 100000);
}

TEST_F(FakeMachine, AndAGroupOfVersionOne)
{
    put("proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/slurm/job_7\n");
    put("sys/fs/cgroup/memory/slurm/job_7/memory.limit_in_bytes", "600000\n");
    put("sys/fs/cgroup/memory/slurm/job_7/memory.usage_in_bytes", "650000\n");
    EXPECT_EQ(available_memory_bytes(root_), 0);
}

TEST(Memory, IsKnownOnThisMachine)
{
    auto const bytes = available_memory_bytes();
    ASSERT_TRUE(bytes.has_value());
    EXPECT_GT(*bytes, 1 << 20);
}

TEST(Memory, IsToldInWords)
{
    EXPECT_EQ(bytes_in_words(999), "999 bytes");
    EXPECT_EQ(bytes_in_words(1536), "1.5 KiB");
    EXPECT_EQ(bytes_in_words(std::int64_t{230} << 20), "230 MiB");
    EXPECT_EQ(bytes_in_words((std::int64_t{3} << 30) / 2), "1.5 GiB");
    EXPECT_EQ(bytes_in_words((std::int64_t{1} << 30) - 1), "1.0 GiB");
}

}  // namespace
}  // namespace piste
