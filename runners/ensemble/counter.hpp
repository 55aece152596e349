// Where tickets come from. A ticket is a number that nobody else of this ensemble gets; what it stands for is settled
// by the block schedule, which every process computes alike.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace piste {

// What all processes count together.
enum class SharedCount {
    failed,              // runs that failed
    durable,             // runs that are on disk
    finished,            // runs that processes have consumed, told at their end
    events,              // of these runs
    busy_microseconds,   // in `simulate`, over all threads
    told,                // processes that had an error to tell
    count
};

// `count` tickets that follow one another; or none, and `first` says why (below).
struct Tickets {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

class TicketCounter {
public:
    TicketCounter() = default;
    TicketCounter(TicketCounter const&) = delete;
    TicketCounter& operator=(TicketCounter const&) = delete;
    virtual ~TicketCounter() = default;

    // The next tickets: 0, 1, 2, ... over all processes together. Never waits: where they are still under way the answer is
    // no_ticket_yet, and the call that gets them is given as many as the call that asked wanted.
    [[nodiscard]] virtual Tickets next(std::uint64_t wanted) = 0;
    // No process is given work after this. Used when a signal or an error says stop.
    virtual void close() = 0;
    // Adds this process's share and returns everybody's as far as it is known here; add 0 to ask for news of it.
    virtual std::uint64_t add(SharedCount what, std::uint64_t amount) = 0;
    // Everybody's as of the last answer.
    [[nodiscard]] virtual std::uint64_t known(SharedCount what) const = 0;
    // Called often by the thread that owns the counter: what is under way goes on, and a counter kept here answers others.
    virtual void poll() {}
    // Returns when what was added has arrived, or will not: then false.
    virtual bool settle() { return true; }
    // Adds one to `told` and says whether this process is the first, or cannot know.
    [[nodiscard]] virtual bool is_first_to_tell() { return add(SharedCount::told, 1) == 1; }

    static constexpr std::uint64_t closed_ticket = std::uint64_t{1} << 62;   // somebody has closed it
    static constexpr std::uint64_t no_ticket_yet = closed_ticket + 1;        // it is under way: ask again
    static constexpr std::uint64_t lost_ticket = closed_ticket + 2;          // the counter does not answer any more
};

// The counter of a process that is alone. Only one thread uses it, as with every counter.
class LocalTickets final : public TicketCounter {
public:
    [[nodiscard]] Tickets next(std::uint64_t wanted) override
    {
        if (next_ == closed_ticket) {
            return {closed_ticket, 0};
        }
        next_ += wanted;
        return {next_ - wanted, wanted};
    }
    void close() override { next_ = closed_ticket; }
    std::uint64_t add(SharedCount what, std::uint64_t amount) override
    {
        return counts_.at(static_cast<std::size_t>(what)) += amount;
    }

    [[nodiscard]] std::uint64_t known(SharedCount what) const override { return counts_.at(static_cast<std::size_t>(what)); }

private:
    std::uint64_t next_ = 0;
    std::array<std::uint64_t, static_cast<std::size_t>(SharedCount::count)> counts_{};
};

}  // namespace piste
