// What sets the sign of each measured part of the patterns that are classed as emergent or as history. The class and the verdict are the plan's; this
// says how much a pass of them can support.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace piste::test {

enum class SignSetBy : std::uint8_t {
    rule,          // one rule of the model, by its form: what is measured, or how often it happens, is written as rising or falling with what is moved
    input,         // a number that is assumed, or a dated event, and would be the other way with another number
    interaction,   // what several kinds of actor do about each other; no one rule or number gives it
};

struct Sign {
    std::string_view pattern;
    std::string_view letter;   // of the metric
    SignSetBy by;
    std::string_view reason;   // in a few words
};

// Each part of a pattern of these classes that must move, once.
[[nodiscard]] std::span<Sign const> signs();

// nullptr where nothing is said.
[[nodiscard]] Sign const* sign_of(std::string_view pattern, std::string_view letter);

[[nodiscard]] char const* name_of(SignSetBy by);

}  // namespace piste::test
