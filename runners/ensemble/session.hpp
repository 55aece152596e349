// The processes that share an ensemble. One alone, or the ranks of MPI: everything else is written against this.
#pragma once

#include "runners/ensemble/counter.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace piste {

class Session {
public:
    Session() = default;
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;
    virtual ~Session() = default;
    // How long what all do together may take, before a process does without the rest and leaves with 75 (ten minutes if not told).
    virtual void limit_meetings(std::chrono::milliseconds /*limit*/) {}

    [[nodiscard]] virtual int rank() const = 0;
    [[nodiscard]] virtual int size() const = 0;
    // Those of them on this machine, this one included.
    [[nodiscard]] virtual int processes_here() const = 0;

    // The calls down to counter() are made by all processes at the start, and again after wait_for_all() has returned true, in the
    // same order; between counter() and wait_for_all() none waits for another.

    // The largest of all processes' codes, and whether this is the first process that has it: that one speaks.
    struct Verdict {
        int code = 0;
        bool speaks = true;
    };
    [[nodiscard]] virtual Verdict agree(int code) = 0;
    [[nodiscard]] virtual std::uint64_t sum(std::uint64_t value) = 0;
    // Rank 0's text, given to all.
    [[nodiscard]] virtual std::string share(std::string const& text) = 0;
    // Creates the shared counter; it lives until finish(). It counts as lost when it does not answer for `patience`.
    [[nodiscard]] virtual TicketCounter& counter(std::chrono::milliseconds patience) = 0;

    // Returns true when every process has come here, and false as soon as `give_up`, asked now and then, says so: somebody is
    // missing, and nothing that all must do together can be done any more. Sleeps rather than spins.
    [[nodiscard]] virtual bool wait_for_all(std::function<bool()> const& give_up) = 0;
    // After wait_for_all has returned true, for another round of work: all processes call it, and counter() begins anew.
    virtual void begin_again() = 0;
    // Ends the session in order; all processes call it, once or more often. Where somebody is missing it does nothing, and the
    // process must leave by std::_Exit. A session destroyed without it ends the others by force: they would wait for ever for
    // one that left by an exception.
    virtual void finish() = 0;
    [[nodiscard]] virtual bool misses_somebody() const { return false; }
};

// Defined once for a build with MPI (mpi_session.cpp) and once for one without (single_session.cpp). Initialises MPI
// only for a process that a launcher started as a rank. Throws std::runtime_error as refuse_lonely_step does, unless
// `may_be_lonely`: processes that share an output need not find each other.
[[nodiscard]] std::unique_ptr<Session> start_session(bool may_be_lonely = false);

// A session of this process alone.
[[nodiscard]] std::unique_ptr<Session> single_session();

// "with MPI" or "without MPI", for --version.
[[nodiscard]] std::string_view session_kind();

}  // namespace piste
