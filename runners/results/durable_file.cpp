#include "runners/results/durable_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace piste {

namespace {

[[noreturn]] void fail(std::string_view action, std::filesystem::path const& path, int error)
{
    if (error == ENOSPC || error == EDQUOT) {
        throw NoRoom(path.string() + ": cannot " + std::string(action) + ": " +
                     std::generic_category().message(error) + "; make room and give the same command again");
    }
    throw OutputError(path.string() + ": cannot " + std::string(action) + ": " +
                      std::generic_category().message(error));
}

int open_or_fail(std::filesystem::path const& path, int flags, std::string_view action)
{
    int const descriptor = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        fail(action, path, errno);
    }
    return descriptor;
}

void sync_path(std::filesystem::path const& path, int flags)
{
    int const descriptor = open_or_fail(path, flags, "open it to make it durable");
    int const status = ::fsync(descriptor);
    int const error = errno;
    ::close(descriptor);
    if (status != 0) {
        fail("make it durable (fsync)", path, error);
    }
}

}  // namespace

DurableFile::DurableFile(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}

DurableFile DurableFile::create_new(std::filesystem::path const& path)
{
    return {open_or_fail(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND, "create it"), path};
}

DurableFile DurableFile::create_or_empty(std::filesystem::path const& path)
{
    return {open_or_fail(path, O_WRONLY | O_CREAT | O_TRUNC, "create it"), path};
}

std::optional<DurableFile> DurableFile::create_unnamed(std::filesystem::path const& folder)
{
    int const descriptor = ::open(folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
        return DurableFile(descriptor, folder);
    }
    // What a kernel or a file system without unnamed files answers.
    if (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL) {
        return std::nullopt;
    }
    fail("create a file in it", folder, errno);
}

DurableFile::DurableFile(DurableFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_))
{
}

DurableFile& DurableFile::operator=(DurableFile&& other) noexcept
{
    std::swap(descriptor_, other.descriptor_);
    std::swap(path_, other.path_);
    return *this;
}

DurableFile::~DurableFile()
{
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void DurableFile::write(std::span<std::byte const> bytes)
{
    while (!bytes.empty()) {
        ssize_t const written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            fail("write", path_, written < 0 ? errno : ENOSPC);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void DurableFile::write(std::string_view text)
{
    write(std::as_bytes(std::span(text)));
}

void DurableFile::start_writing_back() const
{
    ::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE);
}

void DurableFile::sync()
{
    if (::fsync(descriptor_) != 0) {
        fail("make it durable (fsync)", path_, errno);
    }
}

bool DurableFile::link_to(std::filesystem::path const& path) const
{
    auto const own = "/proc/self/fd/" + std::to_string(descriptor_);
    if (::linkat(AT_FDCWD, own.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0) {
        return true;
    }
    if (errno == EEXIST) {
        return false;
    }
    fail("create it", path, errno);
}

void DurableFile::close()
{
    if (::close(std::exchange(descriptor_, -1)) != 0) {
        fail("close", path_, errno);
    }
}

void start_writing_back(std::filesystem::path const& path)
{
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
        ::close(descriptor);
    }
}

void sync_file(std::filesystem::path const& path)
{
    sync_path(path, O_RDONLY);
}

void sync_folder(std::filesystem::path const& folder)
{
    sync_path(folder, O_RDONLY | O_DIRECTORY);
}

void rename_durably(std::filesystem::path const& from, std::filesystem::path const& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0) {
        fail("rename it to " + to.filename().string(), from, errno);
    }
    sync_folder(folder_of(to));
}

void write_file_durably(std::filesystem::path const& path, std::string_view text, std::string_view ending)
{
    write_file_durably(path, std::as_bytes(std::span(text)), ending);
}

void write_file_durably(std::filesystem::path const& path, std::span<std::byte const> bytes, std::string_view ending)
{
    write_file_durably(path, [bytes](DurableFile& file) { file.write(bytes); }, ending);
}

void write_file_durably(std::filesystem::path const& path, std::function<void(DurableFile&)> const& write, std::string_view ending)
{
    auto temporary = path;
    temporary += ending;
    try {
        auto file = DurableFile::create_or_empty(temporary);
        write(file);
        file.sync();
        file.close();
        rename_durably(temporary, path);
    } catch (OutputError const&) {
        // The contents are still in memory; free the space of a half-written file for another try.
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        throw;
    }
}

std::string read_whole_file(std::filesystem::path const& path)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        fail("open it", path, errno);
    }
    std::ostringstream text;
    text << stream.rdbuf();
    if (stream.bad()) {
        fail("read", path, EIO);
    }
    return text.str();
}

std::filesystem::path folder_of(std::filesystem::path const& path)
{
    auto const folder = path.parent_path();
    return folder.empty() ? std::filesystem::path(".") : folder;
}

}  // namespace piste
