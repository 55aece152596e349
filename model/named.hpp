// What every row of a table has.
#pragma once

#include "model/ids.hpp"

#include <string>

namespace piste {

struct Named {
    std::string name;   // as declared, a key of its table
    EntityId id;        // hash of the name: the thing's address
    std::string label;  // for people
};

}  // namespace piste
