// One person's journey, told while it happens: for `piste trace`. A run without a listener pays one comparison.
#pragma once

#include "model/ids.hpp"
#include "model/quantities.hpp"
#include "model/scenario.hpp"

#include <cstdint>
#include <string_view>

namespace piste {

// Who is followed: the candidate's number within the process of one nationality.
struct PersonName {
    // As a number: the first who sets out in the measured period, of the nationality, or of any where that is none.
    static constexpr std::uint32_t anybody = 0xffffffffU;

    Index<Nationality> nationality;
    std::uint32_t number = 0;
};

// A line of a story. `what` is a fixed sentence part, such as "pays a toll at a post of"; the rest may be empty.
struct StoryLine {
    Minute minute = 0;
    std::string_view what;
    std::string_view where;     // label of a town or stretch, never finer
    std::string_view whom;      // label of a class, force or coalition
    std::int64_t amount = 0;    // francs, days or people, as the sentence says; 0 if none
    std::int64_t purse_cfa = 0; // what the person has left
};

class Listener {
public:
    Listener() = default;
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;
    virtual ~Listener() = default;
    // Once, before the first line: who it is.
    virtual void begin(PersonName const& person) = 0;
    virtual void hear(StoryLine const& line) = 0;
};

}  // namespace piste
