// The lock of an output: a file made by exclusive creation that says who holds it. It keeps two commands from working on
// one output by mistake; what is correct on disk never depends on it.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace piste {

// Two outputs cannot be worked on at once, or an existing one may not be touched. The program's exit code is 3.
class Refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class OutputLock {
public:
    // Creates results.lock. A lock whose process on this host is gone is broken; any other is respected: throws Refused,
    // naming its holder. break_lock: take it whoever holds it.
    OutputLock(std::filesystem::path const& results, bool break_lock);
    OutputLock(OutputLock&& other) noexcept;
    OutputLock(OutputLock const&) = delete;
    OutputLock& operator=(OutputLock const&) = delete;
    // Removes the lock if it is still ours.
    ~OutputLock();

private:
    std::filesystem::path path_;
    std::string contents_;
};

}  // namespace piste
