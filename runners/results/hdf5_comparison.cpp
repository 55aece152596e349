#include "runners/results/hdf5_comparison.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <hdf5.h>
#include <hdf5_hl.h>
#include <set>

namespace piste::hdf5 {

namespace {

using Names = std::set<std::string>;
using Bytes = std::vector<std::byte>;

herr_t add_link(hid_t /*group*/, char const* name, H5L_info_t const* /*info*/, void* names)
{
    static_cast<Names*>(names)->insert(name);
    return 0;
}

herr_t add_attribute(hid_t /*object*/, char const* name, H5A_info_t const* /*info*/, void* names)
{
    static_cast<Names*>(names)->insert(name);
    return 0;
}

herr_t add_scale(hid_t /*dataset*/, unsigned /*dimension*/, hid_t scale, void* text)
{
    std::array<char, 256> name{};
    H5Iget_name(scale, name.data(), name.size());
    *static_cast<std::string*>(text) += std::string(name.data()) + " ";
    return 0;
}

void check(long long status, std::string const& what)
{
    if (status < 0) {
        throw Error("cannot " + what);
    }
}

Names links_of(hid_t group)
{
    Names names;
    check(H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, nullptr, add_link, &names), "list the variables");
    return names;
}

Names attributes_of(hid_t object)
{
    Names names;
    check(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, add_attribute, &names), "list the attributes");
    return names;
}

Handle attribute_of(hid_t object, std::string const& name)
{
    return {H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "open attribute " + name};
}

bool same_type(Handle const& left, Handle const& right)
{
    return H5Tequal(left.id(), right.id()) > 0;
}

bool same_extent(Handle const& left, Handle const& right)
{
    return H5Sextent_equal(left.id(), right.id()) > 0;
}

// References hold positions in their own file; what they refer to is compared as names of dimensions.
bool holds_references(Handle const& type)
{
    return H5Tdetect_class(type.id(), H5T_REFERENCE) > 0;
}

Bytes value_of(Handle const& attribute, Handle const& type, Handle const& space)
{
    Bytes bytes(H5Tget_size(type.id()) * static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id())));
    check(H5Aread(attribute.id(), type.id(), bytes.data()), "read an attribute");
    return bytes;
}

bool same_attribute(hid_t mine, hid_t expected, std::string const& name)
{
    auto const left = attribute_of(mine, name);
    auto const right = attribute_of(expected, name);
    Handle const left_type(H5Aget_type(left.id()), H5Tclose, "read a type");
    Handle const right_type(H5Aget_type(right.id()), H5Tclose, "read a type");
    Handle const left_space(H5Aget_space(left.id()), H5Sclose, "read a shape");
    Handle const right_space(H5Aget_space(right.id()), H5Sclose, "read a shape");
    if (holds_references(right_type)) {
        return H5Tget_class(left_type.id()) == H5Tget_class(right_type.id());
    }
    return same_type(left_type, right_type) && same_extent(left_space, right_space) &&
           value_of(left, left_type, left_space) == value_of(right, right_type, right_space);
}

// Calls `same` for each name that both have, and says of the others who lacks them.
template <class Same>
void compare_names(Names const& mine, Names const& expected, std::string const& kind,
                   std::vector<std::string>& found, Same const& same)
{
    for (auto const& name : mine) {
        if (!expected.contains(name)) {
            found.push_back(kind + name + ": the file has it, but it does not belong there");
        }
    }
    for (auto const& name : expected) {
        if (!mine.contains(name)) {
            found.push_back(kind + name + ": is missing in the file");
        } else {
            same(name);
        }
    }
}

void compare_attributes(hid_t mine, hid_t expected, std::string const& kind, std::vector<std::string>& found)
{
    compare_names(attributes_of(mine), attributes_of(expected), kind, found, [&](std::string const& name) {
        if (!same_attribute(mine, expected, name)) {
            found.push_back(kind + name + ": differs");
        }
    });
}

std::string dimensions_of(hid_t dataset, int rank)
{
    std::string text;
    for (int i = 0; i < rank; ++i) {
        check(H5DSiterate_scales(dataset, static_cast<unsigned>(i), nullptr, add_scale, &text), "list the dimensions");
        text += "| ";
    }
    return text;
}

int filters_of(hid_t dataset)
{
    Handle const creation(H5Dget_create_plist(dataset), H5Pclose, "read how a dataset is stored");
    return H5Pget_nfilters(creation.id());
}

Bytes contents_of(hid_t dataset, Handle const& type, Handle const& space)
{
    Bytes bytes(H5Tget_size(type.id()) * static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id())));
    check(H5Dread(dataset, type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), "read a dataset");
    return bytes;
}

// What of a dataset is not as expected, its attributes aside; empty if nothing.
std::string difference(hid_t mine, hid_t expected, bool with_values)
{
    Handle const left_type(H5Dget_type(mine), H5Tclose, "read a type");
    Handle const right_type(H5Dget_type(expected), H5Tclose, "read a type");
    if (!same_type(left_type, right_type)) {
        return "its type differs";
    }
    Handle const left_space(H5Dget_space(mine), H5Sclose, "read a shape");
    Handle const right_space(H5Dget_space(expected), H5Sclose, "read a shape");
    if (!same_extent(left_space, right_space)) {
        return "its shape differs";
    }
    auto const rank = H5Sget_simple_extent_ndims(right_space.id());
    if (H5DSis_scale(expected) <= 0 && dimensions_of(mine, rank) != dimensions_of(expected, rank)) {
        return "its dimensions differ";
    }
    if (filters_of(mine) != filters_of(expected)) {
        return "its compression differs";
    }
    if (with_values && contents_of(mine, left_type, left_space) != contents_of(expected, right_type, right_space)) {
        return "its values differ";
    }
    return "";
}

}  // namespace

std::vector<std::string> differences(File const& file, File const& expected,
                                     std::function<bool(std::string_view)> const& with_values)
{
    std::vector<std::string> found;
    compare_attributes(file.id(), expected.id(), "attribute ", found);
    compare_names(links_of(file.id()), links_of(expected.id()), "variable ", found, [&](std::string const& name) {
        hid_t const mine = H5Oopen(file.id(), name.c_str(), H5P_DEFAULT);
        Handle const object(mine, H5Oclose, "open " + name);
        if (H5Iget_type(mine) != H5I_DATASET) {
            found.push_back("variable " + name + ": is no variable in the file");
            return;
        }
        Handle const other(H5Dopen2(expected.id(), name.c_str(), H5P_DEFAULT), H5Dclose, "open " + name);
        if (auto const what = difference(mine, other.id(), with_values(name)); !what.empty()) {
            found.push_back("variable " + name + ": " + what);
        }
        compare_attributes(mine, other.id(), "attribute " + name + ":", found);
    });
    return found;
}

}  // namespace piste::hdf5
