#include "runners/results/writer_gate.hpp"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace piste {

WriterGate::WriterGate(std::string const& name, std::size_t places, std::chrono::milliseconds most_waiting)
    : most_waiting_(most_waiting)
{
    constexpr mode_t mine = S_IRUSR | S_IWUSR;
    std::error_code none;
    auto const folder = std::filesystem::temp_directory_path(none);
    auto const prefix = "piste-" + std::to_string(::getuid()) + "-" + name + ".writer";
    auto const open = [&](std::string const& path) { return ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mine); };
    users_.path = (folder / (prefix + "s")).string();
    users_.file = none ? -1 : open(users_.path);
    if (users_.file >= 0) {
        ::flock(users_.file, LOCK_SH);
    }
    for (std::size_t i = 0; i < places && !none; ++i) {
        auto const path = folder / (prefix + std::to_string(i));
        int const place = open(path.string());
        if (place >= 0) {
            places_.push_back({path.string(), place});
        }
    }
    // Processes begin to look at different places.
    if (!places_.empty()) {
        auto const first = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(::getpid()) % places_.size());
        std::rotate(places_.begin(), places_.begin() + first, places_.end());
    }
}

WriterGate::~WriterGate()
{
    // Who opens the files while the last one removes them takes turns with nobody: that costs speed and nothing else.
    bool const is_last = users_.file >= 0 && ::flock(users_.file, LOCK_EX | LOCK_NB) == 0;
    places_.push_back(users_);
    for (auto const& [path, file] : places_) {
        if (is_last) {
            ::unlink(path.c_str());
        }
        if (file >= 0) {
            ::close(file);
        }
    }
}

void WriterGate::enter()
{
    constexpr std::chrono::milliseconds between{2};
    auto const end = std::chrono::steady_clock::now() + most_waiting_;
    while (!places_.empty() && std::chrono::steady_clock::now() < end) {
        for (auto const& [path, place] : places_) {
            if (::flock(place, LOCK_EX | LOCK_NB) == 0) {
                held_ = place;
                return;
            }
        }
        std::this_thread::sleep_for(between);
    }
}

void WriterGate::leave()
{
    if (int const place = std::exchange(held_, -1); place >= 0) {
        ::flock(place, LOCK_UN);
    }
}

}  // namespace piste
