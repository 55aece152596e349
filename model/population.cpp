#include "model/population.hpp"

namespace piste {

Slot Population::add()
{
    if (free_.empty()) {
        people_.emplace_back();
        return narrow<Slot>(people_.size() - 1);
    }
    auto const slot = free_.back();
    free_.pop_back();
    people_[slot] = Person();
    return slot;
}

void Population::remove(Slot slot)
{
    free_.push_back(slot);
}

std::vector<bool> Population::is_free() const
{
    std::vector<bool> result(people_.size(), false);
    for (auto const slot : free_) {
        result[slot] = true;
    }
    return result;
}

}  // namespace piste
