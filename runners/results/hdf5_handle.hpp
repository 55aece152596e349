// A thin layer over the HDF5 C library: handles that close themselves, and failures as exceptions with HDF5's own words.
// Only this file's, hdf5_storage's and
// hdf5_comparison's sources know hdf5.h. The library is not thread-safe: one thread at a time may use what is below.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace piste::hdf5 {

class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Where a file that is created lives; one in memory is gone when it is closed.
enum class Storage : std::uint8_t { disk, memory };

enum class ElementType : std::uint8_t { int32, int64, float64, character };
[[nodiscard]] std::size_t element_bytes(ElementType type);

// An id of the library, closed by its destructor.
class Handle {
public:
    using Closer = int (*)(std::int64_t);
    Handle() = default;
    // Throws Error, naming `what`, where the id is the library's sign of failure (negative).
    Handle(std::int64_t id, Closer closer, std::string_view what);
    Handle(Handle&& other) noexcept;
    Handle& operator=(Handle&& other) noexcept;
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;
    ~Handle();
    // Throws Error: closing a file writes.
    void close(std::string_view what);
    [[nodiscard]] std::int64_t id() const { return id_; }

private:
    std::int64_t id_ = -1;
    Closer closer_ = nullptr;
};

// What bears attributes: a file (its root group) or a dataset. All functions throw Error.
class Object {
public:
    // Text of fixed length; an empty text writes no attribute, since HDF5 has no empty text of fixed length.
    void set_text(std::string const& name, std::string_view text);
    void set_integer(std::string const& name, std::int64_t value, ElementType type);
    void set_integers(std::string const& name, std::span<std::int32_t const> values);
    [[nodiscard]] bool has_attribute(std::string const& name) const;
    [[nodiscard]] std::string text(std::string const& name) const;
    [[nodiscard]] std::int64_t integer(std::string const& name) const;
    // The library's id, for what compares files.
    [[nodiscard]] std::int64_t id() const { return handle_.id(); }

protected:
    explicit Object(Handle handle) : handle_(std::move(handle)) {}
    Handle handle_;
};

class Dataset : public Object {
public:
    // Writes or reads all of it; the bytes are native values of its type.
    void write(void const* data);
    void read(void* data) const;
    // Writes one whole chunk, whose first element is at `offset`; parts beyond the dataset's end are padding.
    void write_chunk(std::span<std::uint64_t const> offset, std::span<std::byte const> chunk);
    // Reads `rows` rows from `first` along the first dimension, as values of the given type.
    void read_rows(std::uint64_t first, std::uint64_t rows, ElementType type, void* data) const;
    [[nodiscard]] std::vector<std::uint64_t> shape() const;
    [[nodiscard]] ElementType type() const;
    // Makes the dataset a dimension scale of that name.
    void make_scale(std::string const& name);
    void attach_scale(unsigned dimension, Dataset const& scale);
    void close() { handle_.close("close a dataset"); }

private:
    friend class File;
    Dataset(Handle handle, std::vector<std::uint64_t> chunk, bool filtered)
        : Object(std::move(handle)), chunk_(std::move(chunk)), filtered_(filtered)
    {
    }
    std::vector<std::uint64_t> chunk_;
    bool filtered_ = false;
};

// Rows `first`... of a dataset that are rows `source`... of another.
struct RowRange {
    std::uint64_t first = 0;
    std::uint64_t source = 0;
    std::uint64_t count = 0;
};

// A dataset of the same file that rows of a virtual one come from; first and source ascend together.
struct RowsOf {
    std::string source;
    std::uint64_t rows = 0;
    std::vector<RowRange> ranges;
};

// Where the values of a virtual dataset are: each row is one piece of a source's row. What no source has is fill values.
struct PlaceInRows {
    std::vector<RowsOf> const* sources = nullptr;   // must outlive the creation
    std::uint64_t columns = 0;                      // of every source, in values
    std::uint64_t first_column = 0;
};

// Where in another file, that is not HDF5, the values of a dataset are.
struct PlaceInFile {
    std::filesystem::path path;
    std::uint64_t offset = 0;
};

struct DatasetShape {
    ElementType type = ElementType::int64;
    std::vector<std::uint64_t> dimensions;
    std::vector<std::uint64_t> chunk;        // empty: contiguous
    bool compress = false;                   // shuffle + deflate 1; only with chunks
    bool is_bare_dimension = false;          // big-endian float without data, as netCDF-4 marks a bare dimension
    void const* fill = nullptr;              // one value of the type
    std::optional<PlaceInRows> in_rows = {};    // virtual
    std::optional<PlaceInFile> in_file = {};    // external; chunk empty
};

// For the sources of this layer: throws Error with the library's words where a call has failed.
void check(int status, std::string_view what);
[[nodiscard]] Handle simple_space(std::vector<std::uint64_t> const& dimensions);
// Says in a property list for creating a dataset where and how its values are stored.
void set_storage(std::int64_t creation, DatasetShape const& shape);

class File : public Object {
public:
    // Creates the file or empties it, so that equal calls give equal bytes: no times, fixed bounds of the format.
    static File create(std::filesystem::path const& path, Storage storage = Storage::disk);
    static File open(std::filesystem::path const& path);
    // Whether the file begins as an HDF5 file does. False where it cannot be read.
    static bool looks_like_hdf5(std::filesystem::path const& path);

    Dataset create_dataset(std::string const& name, DatasetShape const& shape);
    void create_group(std::string const& name);
    // The other file in which the values of a dataset lie; empty where they lie in this one.
    [[nodiscard]] std::string outside_file(std::string const& dataset) const;
    [[nodiscard]] bool has(std::string const& name) const;
    // cache_bytes: of the chunk cache for reading; 0 for the library's own choice.
    [[nodiscard]] Dataset open_dataset(std::string const& name, std::size_t cache_bytes = 0) const;
    // All datasets must be closed before. Writes what is left; throws Error, also where something failed in a created file before.
    void close();

private:
    explicit File(Handle file, Handle root) : Object(std::move(root)), file_(std::move(file)) {}
    Handle file_;
    std::int64_t failures_before_ = -1;   // of the library, when this file was created; negative in one that was opened
};

}  // namespace piste::hdf5
