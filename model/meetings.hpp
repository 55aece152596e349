// Room for what happens at one post, kept so that no meeting allocates. ODD 7.4.
#pragma once

#include "model/ids.hpp"
#include "model/random.hpp"

#include <cstdint>
#include <vector>

namespace piste {

// At posts of the state: the blocks of those aboard the vehicle that follows its stretch of road. A block serves a traveller at four
// neighbouring posts, so most of them are still here when they are needed again.
struct Meetings {
    EntityId four;                       // whose blocks these are; none: of nobody
    std::vector<Words> blocks;           // by position among the passengers
    std::vector<Words> blocks_at_armed_post;  // by position among the passengers
};

}  // namespace piste
