// SIGINT, SIGTERM and SIGUSR1 mean: start no further run, finish those in hand, write, and leave so that the same
// command resumes.
#pragma once

namespace piste {

// Installs the handlers, which stay to the end of the program. The first signal is a request; a second SIGINT, an
// impatient user's, ends the process at once, which loses only what was not yet written.
void watch_for_stop_signals();

// Whether one of the signals came.
[[nodiscard]] bool stop_requested();

}  // namespace piste
