#include "runners/ensemble/block_schedule.hpp"

#include <algorithm>
#include <stdexcept>

namespace piste {

BlockSchedule::BlockSchedule(std::uint64_t tasks, std::uint64_t workers)
    : tasks_(tasks), workers_(std::max<std::uint64_t>(workers, 1))
{
}

std::uint64_t BlockSchedule::size_from(std::uint64_t first) const
{
    auto const remaining = tasks_ - first;
    return std::clamp<std::uint64_t>(remaining / (4 * workers_), std::min<std::uint64_t>(1, remaining), largest_block);
}

Block BlockSchedule::at(std::uint64_t ticket)
{
    if (ticket < ticket_) {
        throw std::logic_error("tickets of a block schedule went backwards");
    }
    while (ticket_ < ticket && first_ < tasks_) {
        first_ += size_from(first_);
        ++ticket_;
    }
    return {first_, first_ + size_from(first_)};
}

}  // namespace piste
