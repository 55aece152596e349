// SIGINT, SIGTERM and SIGUSR1 mean: start no further run, finish those in hand, write, and leave so that the same
// command resumes.
#pragma once

#include <string>

namespace piste {

// Installs the handlers, which stay to the end of the program. The first signal is a request; a second SIGINT or SIGTERM
// ends the process at once, which loses only what was not yet written.
void watch_for_stop_signals();

// Whether one of the signals came.
[[nodiscard]] bool stop_requested();

// What a process that is ended at once still does: write `text` to its standard error and remove the file `lock`. Each
// may be empty. Only one thread calls this.
void set_parting(std::string text, std::string lock);

// Another text in place of that one, with the same lock; nothing where none was set. By the same thread.
void set_last_words(std::string text);

// Ends the process as a second signal does, whatever its threads are at, with the exit code for "resume me".
[[noreturn]] void leave_at_once();

}  // namespace piste
