// How far an ensemble is: one line that is rewritten on a terminal, plain lines now and then in a log.
#pragma once

#include "runners/commands/command_line.hpp"

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace piste {

// `automatic` becomes what suits the standard error stream.
[[nodiscard]] ProgressStyle suitable(ProgressStyle style);

class Progress {
public:
    using Clock = std::chrono::steady_clock;

    // total: runs of the whole plan; done: those that were durable before. `verb`: "done" or "compared".
    Progress(std::ostream& stream, ProgressStyle style, std::int64_t total, std::int64_t done, std::string verb,
             Clock::time_point now = Clock::now());

    // Whether it is time for another line: worth asking for the numbers.
    [[nodiscard]] bool is_due(Clock::time_point now = Clock::now()) const;
    void show(std::int64_t done, std::int64_t failed, Clock::time_point now = Clock::now());
    // Ends the line that is rewritten, so that what follows stands on its own.
    void end();

private:
    std::ostream& stream_;
    ProgressStyle style_;
    std::int64_t total_;
    std::int64_t done_before_;
    std::string verb_;
    Clock::time_point began_;
    Clock::time_point shown_;
    Clock::duration interval_;
    bool line_open_ = false;
};

}  // namespace piste
