#include "runners/commands/memory.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace piste {

namespace {

namespace fs = std::filesystem;

// The number in a file of one number; nothing where there is none ("max").
std::optional<std::int64_t> number_in(fs::path const& path)
{
    std::ifstream file(path);
    std::int64_t number = 0;
    return file >> number ? std::optional(number) : std::nullopt;
}

// MemAvailable of /proc/meminfo, which counts what the kernel would give back.
std::optional<std::int64_t> free_of_machine(fs::path const& root)
{
    std::ifstream file(root / "proc/meminfo");
    std::string key;
    std::int64_t kib = 0;
    std::string rest;
    while (file >> key >> kib && std::getline(file, rest)) {
        if (key == "MemAvailable:") {
            return kib * 1024;
        }
    }
    return std::nullopt;
}

// What a folder of a control group leaves, by the names of version 2 or version 1.
std::optional<std::int64_t> left_in_group(fs::path const& folder)
{
    constexpr std::array<std::array<std::string_view, 2>, 2> names{
        {{"memory.max", "memory.current"}, {"memory.limit_in_bytes", "memory.usage_in_bytes"}}};
    for (auto const& [limit_name, use_name] : names) {
        auto const limit = number_in(folder / limit_name);
        auto const use = number_in(folder / use_name);
        if (limit && use) {
            return std::max<std::int64_t>(0, *limit - *use);
        }
    }
    return std::nullopt;
}

// The folders of this process's groups, each with all above it: a limit holds for everything below.
std::vector<fs::path> group_folders(fs::path const& root)
{
    std::vector<fs::path> folders;
    std::ifstream file(root / "proc/self/cgroup");
    std::string line;
    while (std::getline(file, line)) {
        auto const first = line.find(':');
        auto const second = first == std::string::npos ? first : line.find(':', first + 1);
        if (second == std::string::npos) {
            continue;
        }
        auto const controllers = line.substr(first + 1, second - first - 1);
        if (!controllers.empty() && controllers.find("memory") == std::string::npos) {
            continue;
        }
        auto const base = root / "sys/fs/cgroup" / (controllers.empty() ? "" : "memory");
        auto below = fs::path(line.substr(second + 1)).relative_path();
        for (;; below = below.parent_path()) {
            folders.push_back(base / below);
            if (below.empty()) {
                break;
            }
        }
    }
    return folders;
}

// What this process's limit of addresses leaves beside what it has mapped already.
std::optional<std::int64_t> left_of_own_limit(fs::path const& root)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
        limit.rlim_cur > static_cast<rlim_t>(std::numeric_limits<std::int64_t>::max())) {
        return std::nullopt;
    }
    auto const mapped = number_in(root / "proc/self/statm").value_or(0) * ::sysconf(_SC_PAGESIZE);
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(limit.rlim_cur) - mapped);
}

}  // namespace

std::optional<std::int64_t> available_memory_bytes(fs::path const& root)
{
    auto least = free_of_machine(root);
    auto const take = [&least](std::optional<std::int64_t> bytes) {
        if (bytes) {
            least = least ? std::min(*least, *bytes) : *bytes;
        }
    };
    for (auto const& folder : group_folders(root)) {
        take(left_in_group(folder));
    }
    take(left_of_own_limit(root));
    return least;
}

std::string bytes_in_words(std::int64_t bytes)
{
    constexpr std::array<char const*, 5> units{"bytes", "KiB", "MiB", "GiB", "TiB"};
    auto amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (amount >= 1023.5 && unit + 1 < units.size()) {
        amount /= 1024.0;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), unit == 0 || amount >= 99.5 ? "%.0f %s" : "%.1f %s", amount, units.at(unit));
    return text.data();
}

}  // namespace piste
