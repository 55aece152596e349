#include "model/population.hpp"

namespace piste {

Slot Population::add()
{
    if (first_free_ == no_slot) {
        people_.emplace_back();
        return narrow<Slot>(people_.size() - 1);
    }
    auto const slot = first_free_;
    first_free_ = people_[slot].next;
    --free_slots_;
    people_[slot] = Person();
    return slot;
}

void Population::remove(Slot slot)
{
    people_[slot].next = first_free_;
    first_free_ = slot;
    ++free_slots_;
}

std::vector<bool> Population::is_free() const
{
    std::vector<bool> result(people_.size(), false);
    for (auto slot = first_free_; slot != no_slot; slot = people_[slot].next) {
        result[slot] = true;
    }
    return result;
}

}  // namespace piste
