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

// By a process of this host that is running: it will end, and say how.
class HeldByTheLiving : public Refused {
public:
    using Refused::Refused;
};

class OutputLock {
public:
    // Creates results.lock. A lock whose process on this host is gone is broken; any other is respected: throws Refused,
    // naming its holder, HeldByTheLiving where that is known to run. break_lock: take it from any but such a one.
    OutputLock(std::filesystem::path const& results, bool break_lock);
    OutputLock(OutputLock&& other) noexcept;
    OutputLock(OutputLock const&) = delete;
    OutputLock& operator=(OutputLock const&) = delete;
    // Removes the lock if it is still ours.
    ~OutputLock();

    // Looks at the file again. Throws OutputError, naming who has it now, if somebody else has taken the lock over (break_lock) or away.
    void require_still_held() const;

private:
    std::filesystem::path results_;
    std::filesystem::path path_;
    std::string contents_;
};

}  // namespace piste
