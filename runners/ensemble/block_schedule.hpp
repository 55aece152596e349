// Which tasks a ticket stands for: large blocks first, single tasks at the end, so that nobody waits long for the last.
#pragma once

#include <cstdint>

namespace piste {

// Tasks [first, last).
struct Block {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    [[nodiscard]] bool empty() const { return first == last; }
    friend bool operator==(Block const&, Block const&) = default;
};

// Cuts `tasks` into blocks of at most largest_block, each about a quarter of what remains for one worker. Every process
// that knows the number of tasks and workers computes the same cuts, so a ticket is all they have to share.
class BlockSchedule {
public:
    static constexpr std::uint64_t largest_block = 64;

    // `workers` counts the threads of all processes; 0 is taken as 1.
    BlockSchedule(std::uint64_t tasks, std::uint64_t workers);
    // The block of a ticket; empty when the tasks have run out. Tickets must not go backwards: throws
    // std::logic_error.
    [[nodiscard]] Block at(std::uint64_t ticket);

private:
    [[nodiscard]] std::uint64_t size_from(std::uint64_t first) const;

    std::uint64_t tasks_;
    std::uint64_t workers_;
    std::uint64_t ticket_ = 0;   // the ticket that begins at first_
    std::uint64_t first_ = 0;
};

}  // namespace piste
