// Where tickets come from. A ticket is a number that nobody else of this ensemble gets; what it stands for is settled
// by the block schedule, which every process computes alike.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace piste {

// What all processes count together: runs that failed, and runs that are durable.
enum class SharedCount { failed, durable, count };

class TicketCounter {
public:
    TicketCounter() = default;
    TicketCounter(TicketCounter const&) = delete;
    TicketCounter& operator=(TicketCounter const&) = delete;
    virtual ~TicketCounter() = default;

    // The next ticket: 0, 1, 2, ... over all processes together. After close() by anybody: closed_ticket or more.
    [[nodiscard]] virtual std::uint64_t next() = 0;
    // No process is given work after this. Used when a signal or an error says stop.
    virtual void close() = 0;
    // Adds this process's share and returns everybody's; add 0 to ask.
    [[nodiscard]] virtual std::uint64_t add(SharedCount what, std::uint64_t amount) = 0;
    // Called often by the thread that owns the counter, so that a counter kept here answers other processes.
    virtual void poll() {}

    static constexpr std::uint64_t closed_ticket = std::uint64_t{1} << 62;
};

// The counter of a process that is alone. Only one thread uses it, as with every counter.
class LocalTickets final : public TicketCounter {
public:
    [[nodiscard]] std::uint64_t next() override { return next_++; }
    void close() override { next_ = closed_ticket; }
    [[nodiscard]] std::uint64_t add(SharedCount what, std::uint64_t amount) override
    {
        return counts_.at(static_cast<std::size_t>(what)) += amount;
    }

private:
    std::uint64_t next_ = 0;
    std::array<std::uint64_t, static_cast<std::size_t>(SharedCount::count)> counts_{};
};

}  // namespace piste
