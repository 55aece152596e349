// How much memory this process may still use, so that a run too large is refused before anything is allocated.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace piste {

// The least of what the machine has free, what the control groups of this process leave it, and its own limit on address
// space; nothing where none of them can be read. `root`: where /proc and /sys/fs/cgroup are, for tests.
[[nodiscard]] std::optional<std::int64_t> available_memory_bytes(std::filesystem::path const& root = "/");

// "1.5 GiB", "230 MiB", "12 KiB".
[[nodiscard]] std::string bytes_in_words(std::int64_t bytes);

}  // namespace piste
