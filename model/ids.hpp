// Names for things: 32-bit addresses made from declared names, and typed positions in the scenario's tables.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace piste {

// A 32-bit hash of a declared name. It stands in random addresses and in the order of events, never a position in a
// file, so that adding or moving a table renumbers nobody. The reader of a configuration refuses two names of one hash.
class EntityId {
public:
    constexpr EntityId() = default;
    constexpr explicit EntityId(std::uint32_t value) : value_(value) {}
    [[nodiscard]] constexpr std::uint32_t value() const { return value_; }
    friend constexpr auto operator<=>(EntityId, EntityId) = default;

private:
    std::uint32_t value_ = 0;
};

// FNV-1a over the bytes of the name, then a final avalanche: the same on every machine and for every compiler.
[[nodiscard]] constexpr EntityId entity_id(std::string_view name)
{
    std::uint32_t hash = 2166136261U;
    for (char const letter : name) {
        hash ^= static_cast<std::uint8_t>(letter);
        hash *= 16777619U;
    }
    hash ^= hash >> 16;
    hash *= 0x85ebca6bU;
    hash ^= hash >> 13;
    return EntityId(hash);
}

// A position in one of the scenario's tables, typed by what the table holds. Tables are kept in the order of their
// names, so a position never depends on the order in a file.
template <class Table>
class Index {
public:
    static constexpr std::uint16_t none_value = 0xffff;

    constexpr Index() = default;
    constexpr explicit Index(std::size_t value) : value_(static_cast<std::uint16_t>(value)) {}
    [[nodiscard]] constexpr std::size_t value() const { return value_; }
    [[nodiscard]] constexpr bool is_none() const { return value_ == none_value; }
    friend constexpr auto operator<=>(Index, Index) = default;

private:
    std::uint16_t value_ = none_value;
};

}  // namespace piste
