// What a command was stopped by, as exit code and text; and how several processes stop together.
#pragma once

#include "runners/commands/exit_code.hpp"
#include "runners/ensemble/session.hpp"

#include <exception>
#include <functional>
#include <string>

namespace piste {

struct Stopped {
    ExitCode code = ExitCode::internal_error;
    std::string text;   // complete lines without the last line's end; empty where another process speaks
};

// What an exception means to the user.
[[nodiscard]] Stopped what_stopped(std::exception_ptr const& exception);

// Does a step of the start that may fail in any process. If it fails in one, all end the session and throw: the first
// process with the worst code throws what happened, the others a CommandError of that code without text.
void do_together(Session& session, std::function<void()> const& step);

}  // namespace piste
