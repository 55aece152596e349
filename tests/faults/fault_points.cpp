// A library to preload: every call by which a program changes the files of one folder is a numbered fault point, and one of
// them can be made to fail or to be the last. The program under test is the one that ships; nothing is compiled into it.
//   FAULT_FOLDER   calls on files in this folder count, and no others
//   FAULT_LOG      file to append a line to for each point: number, call, path
//   FAULT_AT       the point, from 1
//   FAULT_ACTION   kill-before, kill-after, torn (half a write, then killed), short (half a write, and it says so),
//                  eio (this call fails once), enospc (from here on nothing new can be written), stop-before (until it is
//                  told to go on: SIGSTOP)
//   FAULT_HOST     what the program takes for the name of its machine
#include <cerrno>
#include <cstdarg>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace {

enum class Effect { writes, makes, other };

struct Settings {
    std::string folder;
    std::string log;
    std::string action;
    long at = 0;
};

std::string variable(char const* name)
{
    auto const* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

Settings const& settings()
{
    static Settings const read{variable("FAULT_FOLDER"), variable("FAULT_LOG"), variable("FAULT_ACTION"),
                               std::atol(variable("FAULT_AT").c_str())};
    return read;
}

template <class Function>
Function real(char const* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

std::string path_of(int descriptor)
{
    char path[4096];
    auto const link = "/proc/self/fd/" + std::to_string(descriptor);
    auto const length = ::readlink(link.c_str(), path, sizeof path);
    return length < 0 ? std::string() : std::string(path, static_cast<std::size_t>(length));
}

std::string absolute(char const* path)
{
    if (path[0] == '/') {
        return path;
    }
    char here[4096];
    return ::getcwd(here, sizeof here) == nullptr ? std::string(path) : std::string(here) + "/" + path;
}

bool counts(std::string const& path)
{
    auto const& folder = settings().folder;
    return !folder.empty() && path.compare(0, folder.size(), folder) == 0;
}

std::mutex order;
long points = 0;
bool full = false;

[[noreturn]] void end_here()
{
    ::kill(::getpid(), SIGKILL);
    for (;;) {
        ::pause();
    }
}

void note(char const* call, std::string const& path)
{
    if (settings().log.empty()) {
        return;
    }
    auto const line = std::to_string(points) + " " + call + " " + path + "\n";
    int const log = real<int (*)(char const*, int, ...)>("open")(settings().log.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0666);
    [[maybe_unused]] auto const written = real<ssize_t (*)(int, void const*, size_t)>("write")(log, line.data(), line.size());
    real<int (*)(int)>("close")(log);
}

// What is to happen at this call: nothing, or an action.
std::string arrive(char const* call, std::string const& path, Effect effect)
{
    if (!counts(path)) {
        return {};
    }
    std::lock_guard const guard(order);
    ++points;
    note(call, path);
    if (full && effect != Effect::other) {
        return "enospc";
    }
    if (points != settings().at) {
        return {};
    }
    if (settings().action == "kill-before") {
        end_here();
    }
    if (settings().action == "stop-before") {
        ::raise(SIGSTOP);
        return {};
    }
    full = settings().action == "enospc";
    return settings().action;
}

int error_of(std::string const& action)
{
    return action == "enospc" ? ENOSPC : action == "eio" ? EIO : 0;
}

template <class Call>
auto at_point(char const* name, std::string const& path, Effect effect, Call const& call) -> decltype(call())
{
    auto const action = arrive(name, path, effect);
    if (int const error = error_of(action); error != 0) {
        errno = error;
        return -1;
    }
    auto const result = call();
    int const error = errno;
    if (action == "kill-after" || action == "torn") {
        end_here();
    }
    errno = error;
    return result;
}

template <class Call>
ssize_t write_at_point(char const* name, int descriptor, std::size_t length, Call const& call)
{
    auto const path = path_of(descriptor);
    auto const action = arrive(name, path, Effect::writes);
    if (int const error = error_of(action); error != 0) {
        errno = error;
        return -1;
    }
    bool const half = (action == "torn" || action == "short") && length > 1;
    auto const written = call(half ? length / 2 : length);
    if (action == "torn" || action == "kill-after") {
        end_here();
    }
    return written;
}

int open_at_point(char const* name, int folder, char const* path, int flags, mode_t mode)
{
    auto const call = [&] { return real<int (*)(int, char const*, int, ...)>("openat")(folder, path, flags, mode); };
    bool const makes = (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    auto const full_path = folder == AT_FDCWD || path[0] == '/' ? absolute(path) : path_of(folder) + "/" + path;
    return makes ? at_point(name, full_path, Effect::makes, call) : call();
}

}  // namespace

extern "C" {

int gethostname(char* name, size_t length) noexcept
{
    auto const host = variable("FAULT_HOST");
    if (host.empty()) {
        return real<int (*)(char*, size_t)>("gethostname")(name, length);
    }
    std::snprintf(name, length, "%s", host.c_str());
    return 0;
}

int open(char const* path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    auto const mode = static_cast<mode_t>(va_arg(more, unsigned));
    va_end(more);
    return open_at_point("open", AT_FDCWD, path, flags, mode);
}

int open64(char const* path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    auto const mode = static_cast<mode_t>(va_arg(more, unsigned));
    va_end(more);
    return open_at_point("open", AT_FDCWD, path, flags, mode);
}

ssize_t write(int descriptor, void const* bytes, size_t length)
{
    return write_at_point("write", descriptor, length, [&](size_t part) {
        return real<ssize_t (*)(int, void const*, size_t)>("write")(descriptor, bytes, part);
    });
}

ssize_t pwrite(int descriptor, void const* bytes, size_t length, off_t offset)
{
    return write_at_point("pwrite", descriptor, length, [&](size_t part) {
        return real<ssize_t (*)(int, void const*, size_t, off_t)>("pwrite")(descriptor, bytes, part, offset);
    });
}

ssize_t pwrite64(int descriptor, void const* bytes, size_t length, off64_t offset)
{
    return write_at_point("pwrite", descriptor, length, [&](size_t part) {
        return real<ssize_t (*)(int, void const*, size_t, off64_t)>("pwrite64")(descriptor, bytes, part, offset);
    });
}

int fsync(int descriptor)
{
    return at_point("fsync", path_of(descriptor), Effect::other, [&] { return real<int (*)(int)>("fsync")(descriptor); });
}

int ftruncate(int descriptor, off_t length) noexcept
{
    return at_point("ftruncate", path_of(descriptor), Effect::other,
                    [&] { return real<int (*)(int, off_t)>("ftruncate")(descriptor, length); });
}

int ftruncate64(int descriptor, off64_t length) noexcept
{
    return at_point("ftruncate", path_of(descriptor), Effect::other,
                    [&] { return real<int (*)(int, off64_t)>("ftruncate64")(descriptor, length); });
}

int rename(char const* from, char const* to) noexcept
{
    return at_point("rename", absolute(to), Effect::makes,
                    [&] { return real<int (*)(char const*, char const*)>("rename")(from, to); });
}

int link(char const* from, char const* to) noexcept
{
    return at_point("link", absolute(to), Effect::makes,
                    [&] { return real<int (*)(char const*, char const*)>("link")(from, to); });
}

int linkat(int from_folder, char const* from, int to_folder, char const* to, int flags) noexcept
{
    return at_point("link", absolute(to), Effect::makes, [&] {
        return real<int (*)(int, char const*, int, char const*, int)>("linkat")(from_folder, from, to_folder, to, flags);
    });
}

int mkdir(char const* path, mode_t mode) noexcept
{
    return at_point("mkdir", absolute(path), Effect::makes,
                    [&] { return real<int (*)(char const*, mode_t)>("mkdir")(path, mode); });
}

int unlink(char const* path) noexcept
{
    return at_point("unlink", absolute(path), Effect::other,
                    [&] { return real<int (*)(char const*)>("unlink")(path); });
}

int remove(char const* path) noexcept
{
    return at_point("unlink", absolute(path), Effect::other,
                    [&] { return real<int (*)(char const*)>("remove")(path); });
}

int unlinkat(int folder, char const* path, int flags) noexcept
{
    return at_point("unlink", folder == AT_FDCWD || path[0] == '/' ? absolute(path) : path_of(folder) + "/" + path,
                    Effect::other, [&] { return real<int (*)(int, char const*, int)>("unlinkat")(folder, path, flags); });
}

}  // extern "C"
