// What an audit build (PISTE_AUDIT) watches while a run goes on. Other builds do not include this file.
#pragma once

#include "model/random_purpose.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace piste {

// The addresses of all random numbers drawn in a run. Every number has its own, or two things that have nothing to do with each
// other would have the same luck.
class AddressLog {
public:
    void add(Purpose purpose, std::uint32_t subject, std::uint32_t object, std::uint16_t occasion, std::uint8_t part)
    {
        // The luck of a road on a day is the same for all who pass: it is read at its address as often as a vehicle comes.
        if (purpose != Purpose::ambush) {
            addresses_.push_back({subject, object, static_cast<std::uint16_t>(purpose), occasion, part});
        }
    }

    [[nodiscard]] std::size_t size() const { return addresses_.size(); }

    // Throws std::logic_error naming the first address that was used twice.
    void check()
    {
        std::sort(addresses_.begin(), addresses_.end());
        auto const twice = std::adjacent_find(addresses_.begin(), addresses_.end());
        if (twice != addresses_.end()) {
            throw std::logic_error("a random address was used twice: purpose " + std::to_string(twice->purpose) +
                                   " (model/random_purpose.hpp), subject " + std::to_string(twice->subject) +
                                   ", object " + std::to_string(twice->object) + ", occasion " +
                                   std::to_string(twice->occasion));
        }
    }

private:
    struct Address {
        std::uint32_t subject;
        std::uint32_t object;
        std::uint16_t purpose;
        std::uint16_t occasion;
        std::uint8_t part;
        friend auto operator<=>(Address const&, Address const&) = default;
    };
    std::vector<Address> addresses_;
};

}  // namespace piste
