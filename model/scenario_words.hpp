// The words of a configuration for the enumerations of scenario.hpp.
#pragma once

#include "model/scenario.hpp"

#include <array>
#include <string_view>

namespace piste {

// The words by which an enumeration is written, in the order of its values.
template <class Enumeration>
struct EnumWords;
template <>
struct EnumWords<Switch> {
    static constexpr std::array<std::string_view, 2> words{"off", "on"};
};
template <>
struct EnumWords<RoundUp> {
    static constexpr std::array<std::string_view, 4> words{"at_random", "most_clients", "transport_owners", "group_notables"};
};
template <>
struct EnumWords<FirmPricing> {
    static constexpr std::array<std::string_view, 3> words{"fixed", "apart", "together"};
};
template <>
struct EnumWords<PlaceKind> {
    static constexpr std::array<std::string_view, 5> words{"origin", "town", "hub", "crossing", "beyond"};
};
template <>
struct EnumWords<HolderKind> {
    static constexpr std::array<std::string_view, 2> words{"state", "armed_group"};
};
template <>
struct EnumWords<Leg> {
    static constexpr std::array<std::string_view, 3> words{"south", "hub", "north"};
};
template <>
struct EnumWords<LinkMode> {
    static constexpr std::array<std::string_view, 2> words{"bus", "truck"};
};
template <>
struct EnumWords<Force> {
    static constexpr std::array<std::string_view, 5> words{"police", "gendarmerie", "army", "customs", "armed_group"};
};
template <>
struct EnumWords<TollBasis> {
    static constexpr std::array<std::string_view, 2> words{"per_post", "per_trip"};
};
template <>
struct EnumWords<TollPayer> {
    static constexpr std::array<std::string_view, 2> words{"migrant", "passeur"};
};
template <>
struct EnumWords<ProtectionReach> {
    static constexpr std::array<std::string_view, 2> words{"own_posts_exempt", "own_posts_still_charge"};
};
template <>
struct EnumWords<OpenState> {
    static constexpr std::array<std::string_view, 2> words{"open", "closed"};
};
template <>
struct EnumWords<Direction> {
    static constexpr std::array<std::string_view, 3> words{"arriving", "leaving", "returning"};
};
template <>
struct EnumWords<Comparison> {
    static constexpr std::array<std::string_view, 2> words{"warm_up", "prior"};
};
template <>
struct EnumWords<GroupClass> {
    static constexpr std::array<std::string_view, 3> words{"coalition", "state_backed", "islamist"};
};
template <>
struct EnumWords<Citizenship> {
    static constexpr std::array<std::string_view, 2> words{"foreign", "malian"};
};

}  // namespace piste
