// Money, time and probability as integers, and the only way from a wider number to a narrower one.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace piste {

using Francs = std::int64_t;   // CFA francs; ledgers and sums
using Purse = std::int32_t;    // CFA francs in one person's record; bounds are checked when a configuration is read
using Minute = std::int32_t;   // whole minutes since day 0, UTC; negative during the warm-up
using Day = std::int32_t;      // whole days since day 0; negative during the warm-up

inline constexpr Minute minutes_per_day = 1440;
inline constexpr Minute minutes_per_hour = 60;
inline constexpr Day days_per_week = 7;
inline constexpr double days_per_year = 365.25;
inline constexpr Francs francs_per_kcfa = 1000;

// The largest amount that one person may own, owe or be asked for: far below the 32-bit limit, so sums of a few fit.
inline constexpr Purse largest_purse = 500'000'000;

// The one narrowing of integers: throws std::overflow_error where the value does not fit.
template <class To, class From>
[[nodiscard]] constexpr To narrow(From value)
{
    static_assert(std::is_integral_v<To> && std::is_integral_v<From>);
    auto const narrowed = static_cast<To>(value);
    bool fits = false;
    if constexpr (sizeof(To) < sizeof(From) && (std::is_signed_v<From> || std::is_unsigned_v<To>)) {
        fits = static_cast<From>(narrowed) == value;  // the same as below, in fewer instructions
    } else {
        fits = std::in_range<To>(value);
    }
    if (!fits) {
        throw std::overflow_error("a number left the range of its field");
    }
    return narrowed;
}

// The one way from a double to an integer: rounds down; throws std::overflow_error outside +-2^53 and for NaN.
[[nodiscard]] inline std::int64_t floor_to_integer(double value)
{
    constexpr double limit = 9007199254740992.0;
    if (!(value > -limit && value < limit)) {
        throw std::overflow_error("a real number is too large to become an integer");
    }
    auto const towards_zero = static_cast<std::int64_t>(value);
    return static_cast<double>(towards_zero) > value ? towards_zero - 1 : towards_zero;
}

// A probability as a threshold for a 32-bit word: it happens when word < threshold. 0 never, 2^32 always.
class Probability {
public:
    constexpr Probability() = default;
    // value must lie in [0, 1]; rounded down to a multiple of 2^-32.
    explicit Probability(double value)
        : threshold_(static_cast<std::uint64_t>(floor_to_integer(value * 4294967296.0))), value_(value)
    {
        if (!(value >= 0.0 && value <= 1.0)) {
            throw std::domain_error("a probability must lie in [0, 1]");
        }
    }
    [[nodiscard]] constexpr std::uint64_t threshold() const { return threshold_; }
    [[nodiscard]] constexpr double value() const { return value_; }
    [[nodiscard]] constexpr bool happens(std::uint32_t word) const { return word < threshold_; }

private:
    std::uint64_t threshold_ = 0;
    double value_ = 0.0;
};

// A share of an amount or a factor applied to one, in parts per million, so that the product is an integer.
class Ratio {
public:
    static constexpr std::int64_t one = 1'000'000;

    constexpr Ratio() = default;
    // value in [0, 1000]; rounded to the nearest millionth.
    explicit Ratio(double value)
        : millionths_(floor_to_integer(value * 1'000'000.0 + 0.5)),
          scaled_up_(static_cast<std::uint64_t>((static_cast<Wide>(millionths_) << scale_bits) / one + 1)), value_(value)
    {
    }
    [[nodiscard]] constexpr std::int64_t millionths() const { return millionths_; }
    [[nodiscard]] constexpr double value() const { return value_; }
    // The part of an amount of 0 to 10^9, rounded down: amount * millionths / 10^6, by a multiplication instead of a division. The
    // factor is at most 2^-50 too large, which 10^9 times is less than the millionth that could make a difference.
    [[nodiscard]] constexpr std::int64_t of(std::int64_t amount) const
    {
#ifdef PISTE_AUDIT
        if (amount < 0) {
            throw std::domain_error("a share of a negative amount");
        }
#endif
        return static_cast<std::int64_t>((static_cast<Wide>(static_cast<std::uint64_t>(amount)) * scaled_up_) >> scale_bits);
    }

private:
    __extension__ using Wide = unsigned __int128;
    static constexpr unsigned scale_bits = 50;

    std::int64_t millionths_ = 0;
    std::uint64_t scaled_up_ = 0;
    double value_ = 0.0;
};

// Whether a mechanism works or is held at what it begins with, so that its part in an effect can be told.
enum class Switch : std::uint8_t { off, on };

// An integer in [low, high], each equally likely up to 2^-32, from one 32-bit word.
[[nodiscard]] constexpr std::int64_t pick_between(std::int64_t low, std::int64_t high, std::uint32_t word)
{
    auto const span = static_cast<std::uint64_t>(high - low) + 1U;
    return low + static_cast<std::int64_t>((span * word) >> 32U);
}

}  // namespace piste
