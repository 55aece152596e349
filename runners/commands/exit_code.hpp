// What the program says by its exit code, for scripts and for batch systems.
#pragma once

#include <stdexcept>
#include <string>

namespace piste {

enum class ExitCode : int {
    complete = 0,        // of verify: every value is the same
    runs_failed = 1,     // the file is complete, and says which runs failed and why
    bad_input = 2,       // configuration, command line, or more than this machine can hold
    refused = 3,         // an output or a lock that is somebody else's
    differ = 4,          // verify: some value is not the same
    cannot_compare = 5,  // verify: the file was made by another model version
    internal_error = 70,
    incomplete = 75,     // the same command resumes
};

// What stops a command, with its exit code. what() says where, what, why and what to do.
class CommandError : public std::runtime_error {
public:
    CommandError(ExitCode code, std::string const& text) : std::runtime_error(text), code_(code) {}
    [[nodiscard]] ExitCode code() const { return code_; }

private:
    ExitCode code_;
};

}  // namespace piste
