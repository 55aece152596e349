// Files whose contents are on disk before anybody is told so. Every write, sync and rename of the results code that is
// not HDF5's goes through here, so that a fault can be put at each of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace piste {

// Something about the output could not be written, read or made durable. The text names the file and the cause.
class OutputError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// There is no room left on the device, or none for this user: nothing is wrong, and the same goes on when there is.
class NoRoom : public OutputError {
public:
    using OutputError::OutputError;
};

// A file that is being written. Closed, but not synced, by its destructor.
class DurableFile {
public:
    // Creates a file that must not exist yet. Throws OutputError.
    static DurableFile create_new(std::filesystem::path const& path);
    // Creates a file, or empties the one that is there. Throws OutputError.
    static DurableFile create_or_empty(std::filesystem::path const& path);
    // Creates a file that has no name yet, for link_to; nothing stays of it if the process dies. Empty where the file
    // system cannot do that. Throws OutputError.
    static std::optional<DurableFile> create_unnamed(std::filesystem::path const& folder);

    DurableFile(DurableFile&& other) noexcept;
    DurableFile& operator=(DurableFile&& other) noexcept;
    DurableFile(DurableFile const&) = delete;
    DurableFile& operator=(DurableFile const&) = delete;
    ~DurableFile();

    // Appends all bytes; throws OutputError, after which the end of the file is undefined.
    void write(std::span<std::byte const> bytes);
    void write(std::string_view text);
    // Asks for what has been written to go to the disk from now on, while more is made ready, so that there is less to wait for in sync. A hint:
    // says nothing of whether it works, and nothing is on disk before sync.
    void start_writing_back() const;
    // Waits until everything written is on disk. Throws OutputError.
    void sync();
    // Gives an unnamed file its name. False if that name is taken. Throws OutputError.
    [[nodiscard]] bool link_to(std::filesystem::path const& path) const;
    // Throws OutputError where closing reports a delayed write error.
    void close();

private:
    DurableFile(int descriptor, std::filesystem::path path);

    int descriptor_ = -1;
    std::filesystem::path path_;
};

// The same hint for a file that somebody else writes; nothing happens where it cannot be opened.
void start_writing_back(std::filesystem::path const& path);
// Makes a file that somebody else wrote durable. Throws OutputError.
void sync_file(std::filesystem::path const& path);
// Makes the names in a folder durable. Throws OutputError.
void sync_folder(std::filesystem::path const& folder);
// Gives a synced file its final name in the same folder, replacing what bore it, and syncs the folder.
void rename_durably(std::filesystem::path const& from, std::filesystem::path const& to);
// Writes a whole file: temporary name, sync, rename, sync of the folder. A failure leaves no temporary behind. ending: of the temporary
// name; one of their own for processes that may write the same file at once.
void write_file_durably(std::filesystem::path const& path, std::span<std::byte const> bytes, std::string_view ending = ".tmp");
void write_file_durably(std::filesystem::path const& path, std::string_view text, std::string_view ending = ".tmp");
// The same for contents that `write` writes, piece by piece.
void write_file_durably(std::filesystem::path const& path, std::function<void(DurableFile&)> const& write, std::string_view ending = ".tmp");
// The whole of a file as text. Throws OutputError.
[[nodiscard]] std::string read_whole_file(std::filesystem::path const& path);
// The folder that a path's file lies in; "." where the path has none.
[[nodiscard]] std::filesystem::path folder_of(std::filesystem::path const& path);

}  // namespace piste
