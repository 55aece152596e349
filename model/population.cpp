#include "model/population.hpp"

namespace piste {

namespace {

// Calls the function with every field, so that adding one cannot be forgotten in one of two places.
template <class Function>
void for_each_field(Population& people, Function function)
{
    function(people.id);
    function(people.purse_cfa);
    function(people.family_cfa);
    function(people.debt_cfa);
    function(people.spent_cfa);
    function(people.departed);
    function(people.leg_began);
    function(people.traits);
    function(people.passeur);
    function(people.ghetto);
    function(people.work_days);
    function(people.nationality);
    function(people.wish);
    function(people.cohort);
    function(people.itinerary);
    function(people.place);
    function(people.firm);
    function(people.hub_visits);
    function(people.trips);
    function(people.tries);
    function(people.meetings);
}

}  // namespace

Slot Population::add()
{
    if (free.empty()) {
        for_each_field(*this, [](auto& field) { field.push_back({}); });
        auto const slot = narrow<Slot>(id.size() - 1);
        ghetto[slot] = no_ghetto;
        return slot;
    }
    auto const slot = free.back();
    free.pop_back();
    for_each_field(*this, [slot](auto& field) { field[slot] = {}; });
    ghetto[slot] = no_ghetto;
    return slot;
}

void Population::remove(Slot slot)
{
    free.push_back(slot);
}

}  // namespace piste
