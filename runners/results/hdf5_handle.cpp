#include "runners/results/hdf5_handle.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <hdf5.h>
#include <hdf5_hl.h>
#include <type_traits>
#include <utility>

namespace piste::hdf5 {

static_assert(std::is_same_v<hid_t, std::int64_t>, "HDF5 1.10 or later, whose ids have 64 bits");
static_assert(std::is_same_v<hsize_t, unsigned long long> && sizeof(hsize_t) == sizeof(std::uint64_t));

namespace {

herr_t append_message(unsigned /*depth*/, H5E_error2_t const* error, void* text)
{
    auto& message = *static_cast<std::string*>(text);
    if (error->desc != nullptr && error->desc[0] != '\0') {
        message += message.empty() ? "" : "; ";
        message += error->desc;
    }
    return 0;
}

[[noreturn]] void fail(std::string_view what)
{
    std::string stack;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, append_message, &stack);
    H5Eclear2(H5E_DEFAULT);
    throw Error("cannot " + std::string(what) + " (HDF5: " + (stack.empty() ? "no reason given" : stack) + ")");
}

// Failures that the library told of in any of its calls, also in those whose answer nobody can act on: of a destructor, and of the
// calls that the library's own dimension scales make. One of these, a write that failed while something was closed, once left a file
// that looked whole and was not.
std::atomic<std::int64_t> failures{0};

herr_t count_failure(hid_t /*stack*/, void* /*nothing*/)
{
    ++failures;
    return 0;
}

// Before the first use of the library: no file locking (a lock of a killed writer's file system must not stop us), no
// printing of errors, and no clean-up at exit, which hangs after a write that failed.
void start_library()
{
    static bool const started = [] {
        ::setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
        H5dont_atexit();
        check(H5open(), "start the HDF5 library");
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
        return true;
    }();
    static_cast<void>(started);
}

Handle property_list(hid_t kind)
{
    return {H5Pcreate(kind), H5Pclose, "create a property list"};
}

hid_t file_type(ElementType type)
{
    switch (type) {
    case ElementType::int32: return H5T_STD_I32LE;
    case ElementType::int64: return H5T_STD_I64LE;
    case ElementType::float64: return H5T_IEEE_F64LE;
    case ElementType::character: break;
    }
    return H5T_C_S1;
}

hid_t memory_type(ElementType type)
{
    switch (type) {
    case ElementType::int32: return H5T_NATIVE_INT32;
    case ElementType::int64: return H5T_NATIVE_INT64;
    case ElementType::float64: return H5T_NATIVE_DOUBLE;
    case ElementType::character: break;
    }
    return H5T_C_S1;
}

std::vector<hsize_t> sizes(std::vector<std::uint64_t> const& values)
{
    return {values.begin(), values.end()};
}

Handle text_type(std::size_t length)
{
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "copy a text type");
    check(H5Tset_size(type.id(), length), "set the length of a text");
    check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "set the character set of a text");
    return type;
}

void write_attribute(hid_t object, std::string const& name, hid_t type, hid_t memory, hid_t space, void const* data)
{
    Handle const attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                           "create attribute " + name);
    check(H5Awrite(attribute.id(), memory, data), "write attribute " + name);
}

Handle open_attribute(hid_t object, std::string const& name)
{
    return {H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "open attribute " + name};
}

}  // namespace

void check(int status, std::string_view what)
{
    if (status < 0) {
        fail(what);
    }
}

Handle simple_space(std::vector<std::uint64_t> const& dimensions)
{
    auto const extents = sizes(dimensions);
    return {H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose, "create a dataspace"};
}

std::size_t element_bytes(ElementType type)
{
    switch (type) {
    case ElementType::int32: return 4;
    case ElementType::character: return 1;
    default: return 8;
    }
}

Handle::Handle(std::int64_t id, Closer closer, std::string_view what) : id_(id), closer_(closer)
{
    if (id < 0) {
        fail(what);
    }
}

Handle::Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), closer_(other.closer_) {}

Handle& Handle::operator=(Handle&& other) noexcept
{
    std::swap(id_, other.id_);
    std::swap(closer_, other.closer_);
    return *this;
}

Handle::~Handle()
{
    if (id_ >= 0) {
        closer_(id_);
    }
}

void Handle::close(std::string_view what)
{
    if (id_ >= 0) {
        check(closer_(std::exchange(id_, -1)), what);
    }
}

void Object::set_text(std::string const& name, std::string_view text)
{
    if (text.empty()) {
        return;
    }
    auto const type = text_type(text.size());
    Handle const space(H5Screate(H5S_SCALAR), H5Sclose, "create a dataspace");
    write_attribute(handle_.id(), name, type.id(), type.id(), space.id(), text.data());
}

void Object::set_integer(std::string const& name, std::int64_t value, ElementType type)
{
    Handle const space(H5Screate(H5S_SCALAR), H5Sclose, "create a dataspace");
    write_attribute(handle_.id(), name, file_type(type), H5T_NATIVE_INT64, space.id(), &value);
}

void Object::set_integers(std::string const& name, std::span<std::int32_t const> values)
{
    auto const space = simple_space({values.size()});
    write_attribute(handle_.id(), name, H5T_STD_I32LE, H5T_NATIVE_INT32, space.id(), values.data());
}

bool Object::has_attribute(std::string const& name) const
{
    return H5Aexists(handle_.id(), name.c_str()) > 0;
}

std::string Object::text(std::string const& name) const
{
    auto const attribute = open_attribute(handle_.id(), name);
    Handle const type(H5Aget_type(attribute.id()), H5Tclose, "read the type of attribute " + name);
    if (H5Tget_class(type.id()) != H5T_STRING || H5Tis_variable_str(type.id()) != 0) {
        throw Error("attribute " + name + " is not a text of fixed length");
    }
    std::string value(H5Tget_size(type.id()), '\0');
    check(H5Aread(attribute.id(), type.id(), value.data()), "read attribute " + name);
    return value;
}

std::int64_t Object::integer(std::string const& name) const
{
    auto const attribute = open_attribute(handle_.id(), name);
    std::int64_t value = 0;
    check(H5Aread(attribute.id(), H5T_NATIVE_INT64, &value), "read attribute " + name);
    return value;
}

void Dataset::write(void const* data)
{
    Handle const type(H5Dget_type(handle_.id()), H5Tclose, "read the type of a dataset");
    check(H5Dwrite(handle_.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data), "write a dataset");
}

void Dataset::read(void* data) const
{
    check(H5Dread(handle_.id(), memory_type(type()), H5S_ALL, H5S_ALL, H5P_DEFAULT, data), "read a dataset");
}

void Dataset::write_chunk(std::span<std::uint64_t const> offset, std::span<std::byte const> chunk)
{
    std::vector<hsize_t> const start(offset.begin(), offset.end());
    if (!filtered_) {
        check(H5Dwrite_chunk(handle_.id(), H5P_DEFAULT, 0, start.data(), chunk.size(), chunk.data()), "write a chunk");
        return;
    }
    // The library's filters run in the ordinary way of writing, which takes no padding.
    auto const extents = shape();
    std::vector<hsize_t> count;
    for (std::size_t i = 0; i < start.size(); ++i) {
        count.push_back(std::min<hsize_t>(chunk_[i], extents[i] - start[i]));
    }
    std::vector<hsize_t> const zero(start.size(), 0);
    auto const memory = simple_space(chunk_);
    Handle const space(H5Dget_space(handle_.id()), H5Sclose, "read the dataspace of a dataset");
    check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr), "select");
    check(H5Sselect_hyperslab(memory.id(), H5S_SELECT_SET, zero.data(), nullptr, count.data(), nullptr), "select");
    Handle const file_type_handle(H5Dget_type(handle_.id()), H5Tclose, "read the type of a dataset");
    check(H5Dwrite(handle_.id(), file_type_handle.id(), memory.id(), space.id(), H5P_DEFAULT, chunk.data()),
          "write a chunk");
}

void Dataset::read_rows(std::uint64_t first, std::uint64_t rows, ElementType type, void* data) const
{
    auto extents = shape();
    std::array<hsize_t, H5S_MAX_RANK> start{};
    start[0] = first;
    extents.at(0) = rows;
    auto const count = sizes(extents);
    auto const memory = simple_space(extents);
    Handle const space(H5Dget_space(handle_.id()), H5Sclose, "read the dataspace of a dataset");
    check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr), "select rows");
    check(H5Dread(handle_.id(), memory_type(type), memory.id(), space.id(), H5P_DEFAULT, data), "read rows");
}

std::vector<std::uint64_t> Dataset::shape() const
{
    Handle const space(H5Dget_space(handle_.id()), H5Sclose, "read the dataspace of a dataset");
    std::array<hsize_t, H5S_MAX_RANK> extents{};
    int const rank = H5Sget_simple_extent_dims(space.id(), extents.data(), nullptr);
    check(rank, "read the shape of a dataset");
    return {extents.begin(), extents.begin() + rank};
}

ElementType Dataset::type() const
{
    Handle const type(H5Dget_type(handle_.id()), H5Tclose, "read the type of a dataset");
    for (auto const candidate :
         {ElementType::int32, ElementType::int64, ElementType::float64, ElementType::character}) {
        if (H5Tequal(type.id(), file_type(candidate)) > 0) {
            return candidate;
        }
    }
    throw Error("a dataset has a type that Piste does not write");
}

void Dataset::make_scale(std::string const& name)
{
    check(H5DSset_scale(handle_.id(), name.c_str()), "make a dimension scale");
}

void Dataset::attach_scale(unsigned dimension, Dataset const& scale)
{
    check(H5DSattach_scale(handle_.id(), scale.handle_.id(), dimension), "attach a dimension scale");
}

// What the library keeps of the tables of chunks would grow with these to 32 MiB as stored, which are ten times as many in memory.
static void keep_tables_small(hid_t access)
{
    H5AC_cache_config_t tables{};
    tables.version = H5AC__CURR_CACHE_CONFIG_VERSION;
    check(H5Pget_mdc_config(access, &tables), "ask how large tables are kept");
    tables.set_initial_size = true;
    tables.initial_size = tables.min_size = tables.max_size = std::size_t{256} << 10U;
    check(H5Pset_mdc_config(access, &tables), "say how large tables are kept");
}

File File::create(std::filesystem::path const& path, Storage storage)
{
    start_library();
    auto const access = property_list(H5P_FILE_ACCESS);
    keep_tables_small(access.id());
    check(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V110), "set the bounds of the file format");
    if (storage == Storage::memory) {
        constexpr std::size_t step_bytes = std::size_t{1} << 20U;
        check(H5Pset_fapl_core(access.id(), step_bytes, false), "keep a file in memory");
    }
    check(H5Pset_fclose_degree(access.id(), H5F_CLOSE_SEMI), "set how the file is closed");
    auto const creation = property_list(H5P_FILE_CREATE);
    check(H5Pset_link_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "set an order");
    check(H5Pset_attr_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "set an order");
    check(H5Pset_obj_track_times(creation.id(), false), "switch off times");
    check(H5Eset_auto2(H5E_DEFAULT, count_failure, nullptr), "watch for failures");
    auto const failures_before = failures.load();
    Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose, "create " + path.string());
    Handle root(H5Gopen2(file.id(), "/", H5P_DEFAULT), H5Gclose, "open the root group");
    File created(std::move(file), std::move(root));
    created.failures_before_ = failures_before;
    return created;
}

File File::open(std::filesystem::path const& path)
{
    start_library();
    Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open " + path.string());
    Handle root(H5Gopen2(file.id(), "/", H5P_DEFAULT), H5Gclose, "open the root group");
    return File(std::move(file), std::move(root));
}

bool File::looks_like_hdf5(std::filesystem::path const& path)
{
    constexpr std::string_view signature("\x89HDF\r\n\x1a\n", 8);
    std::array<char, 8> start{};
    std::ifstream stream(path, std::ios::binary);
    stream.read(start.data(), start.size());
    return stream.good() && std::string_view(start.data(), start.size()) == signature;
}

Dataset File::create_dataset(std::string const& name, DatasetShape const& shape)
{
    auto const creation = property_list(H5P_DATASET_CREATE);
    check(H5Pset_obj_track_times(creation.id(), false), "switch off times");
    check(H5Pset_attr_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "set an order");
    auto const type = shape.is_bare_dimension ? H5T_IEEE_F32BE : file_type(shape.type);
    if (shape.fill != nullptr) {
        check(H5Pset_fill_value(creation.id(), memory_type(shape.type), shape.fill), "set a fill value");
    }
    set_storage(creation.id(), shape);
    auto const space = simple_space(shape.dimensions);
    Handle dataset(
        H5Dcreate2(handle_.id(), name.c_str(), type, space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT), H5Dclose,
        "create " + name);
    return {std::move(dataset), shape.chunk, shape.compress};
}

void File::create_group(std::string const& name)
{
    Handle(H5Gcreate2(handle_.id(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose, "create a group").close("close a group");
}

bool File::has(std::string const& name) const
{
    return H5Lexists(handle_.id(), name.c_str(), H5P_DEFAULT) > 0;
}

Dataset File::open_dataset(std::string const& name, std::size_t cache_bytes) const
{
    auto const access = property_list(H5P_DATASET_ACCESS);
    if (cache_bytes > 0) {
        constexpr std::size_t slots = 10007;
        check(H5Pset_chunk_cache(access.id(), slots, cache_bytes, 1.0), "set the size of a chunk cache");
    }
    Handle dataset(H5Dopen2(handle_.id(), name.c_str(), access.id()), H5Dclose, "open " + name);
    return {std::move(dataset), {}, false};
}

void File::close()
{
    handle_.close("close the root group");
    file_.close("close the file");
    if (failures_before_ >= 0 && failures != failures_before_) {
        throw Error("cannot rely on what was written: a call of the HDF5 library failed on the way");
    }
}

}  // namespace piste::hdf5
