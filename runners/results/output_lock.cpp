#include "runners/results/output_lock.hpp"

#include "runners/results/durable_file.hpp"
#include "runners/results/provenance.hpp"
#include "runners/results/random_token.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace piste {

namespace {

using Fields = std::map<std::string, std::string>;

std::string first_line(std::filesystem::path const& path)
{
    std::ifstream stream(path);
    std::string line;
    std::getline(stream, line);
    return line;
}

std::string boot_id()
{
    return first_line("/proc/sys/kernel/random/boot_id");
}

// When the process started, in clock ticks since boot: tells it from a later one of the same number. Empty if it is gone,
// also where it has ended and nobody has asked how: a killed rank stays like that for good where its parent died first and
// whoever inherits it never asks.
std::string start_time(std::string const& process)
{
    auto const line = first_line("/proc/" + process + "/stat");
    auto const name_end = line.rfind(')');
    if (name_end == std::string::npos) {
        return {};
    }
    std::istringstream fields(line.substr(name_end + 1));
    std::string state;
    fields >> state;
    if (state == "Z" || state == "X") {
        return {};
    }
    std::string field;
    for (int i = 4; i <= 22; ++i) {
        fields >> field;
    }
    return field;
}

std::string own_contents()
{
    auto const process = std::to_string(::getpid());
    auto const* const job = std::getenv("SLURM_JOB_ID");
    std::ostringstream text;
    text << "host=" << host_name() << "\nboot=" << boot_id() << "\nprocess=" << process
         << "\nstarted=" << start_time(process) << "\njob=" << (job == nullptr ? "" : job)
         << "\ntoken=" << random_token() << "\n";
    return text.str();
}

Fields parse(std::string const& contents)
{
    Fields fields;
    std::istringstream lines(contents);
    for (std::string line; std::getline(lines, line);) {
        auto const equals = std::min(line.find('='), line.size());
        fields[line.substr(0, equals)] = line.substr(std::min(equals + 1, line.size()));
    }
    return fields;
}

// Only on the holder's own host can its death be known.
bool is_stale(Fields const& holder)
{
    if (!holder.contains("token") || holder.at("host") != host_name()) {
        return false;
    }
    return holder.at("boot") != boot_id() || start_time(holder.at("process")) != holder.at("started");
}

bool runs_here(Fields const& holder)
{
    return holder.contains("token") && holder.at("host") == host_name() && !is_stale(holder);
}

std::string describe(Fields const& holder)
{
    if (!holder.contains("token")) {
        return "by an unknown holder";
    }
    auto const& job = holder.at("job");
    return "by process " + holder.at("process") + " on host " + holder.at("host") +
           (job.empty() ? "" : " (Slurm job " + job + ")");
}

// A name in the same folder that nobody else uses.
std::filesystem::path beside(std::filesystem::path const& path)
{
    auto name = path.string();
    name += '.';
    name += random_token();
    return name;
}

// Writes a lock under another name and links it; exclusive creation alone where there are no hard links either.
bool create_by_another_name(std::filesystem::path const& path, std::string const& contents)
{
    auto const temporary = beside(path);
    try {
        auto file = DurableFile::create_new(temporary);
        file.write(contents);
        file.sync();
    } catch (OutputError const&) {
        ::unlink(temporary.c_str());
        throw;
    }
    bool const linked = ::link(temporary.c_str(), path.c_str()) == 0;
    int const error = errno;
    ::unlink(temporary.c_str());
    if (!linked && error == EEXIST) {
        return false;
    }
    if (!linked) {
        auto file = DurableFile::create_new(path);
        file.write(contents);
        file.sync();
    }
    return true;
}

// Whole or not at all. False where the lock exists.
bool create_exclusively(std::filesystem::path const& path, std::string const& contents)
{
    auto file = DurableFile::create_unnamed(folder_of(path));
    if (!file) {
        return create_by_another_name(path, contents);
    }
    file->write(contents);
    file->sync();
    return file->link_to(path);
}

// Empty where there is no such file, also where it goes away just now.
std::string contents_of(std::filesystem::path const& path)
{
    std::error_code error;
    try {
        return std::filesystem::exists(path, error) ? read_whole_file(path) : std::string();
    } catch (OutputError const&) {
        if (std::filesystem::exists(path, error)) {
            throw;
        }
        return {};
    }
}

// Takes the lock away by a rename, which only one of several can do, and gives it back if it was not the one meant.
void remove_lock(std::filesystem::path const& path, std::string const& expected)
{
    auto const aside = beside(path);
    if (::rename(path.c_str(), aside.c_str()) != 0) {
        return;
    }
    if (contents_of(aside) != expected) {
        static_cast<void>(::link(aside.c_str(), path.c_str()));
    }
    ::unlink(aside.c_str());
}

// Removes what processes that were killed while they took or gave back this lock have left beside it.
void sweep_leftovers(std::filesystem::path const& path)
{
    auto const prefix = path.filename().string() + ".";
    std::error_code ignored;
    for (auto const& entry : std::filesystem::directory_iterator(folder_of(path), ignored)) {
        if (entry.path().filename().string().starts_with(prefix) && is_stale(parse(contents_of(entry.path())))) {
            ::unlink(entry.path().c_str());
        }
    }
}

}  // namespace

OutputLock::OutputLock(std::filesystem::path const& results, bool break_lock)
    : results_(results), path_(results), contents_(own_contents())
{
    path_ += ".lock";
    constexpr int most_tries = 10;
    for (int i = 0; i < most_tries; ++i) {
        if (create_exclusively(path_, contents_)) {
            sweep_leftovers(path_);
            return;
        }
        auto const contents = contents_of(path_);
        auto const holder = parse(contents);
        if (runs_here(holder)) {
            throw HeldByTheLiving(results.string() + ": is being worked on " + describe(holder) +
                          ", this machine, and that process is running; wait for it or end it (lock: " +
                          path_.string() + ")");
        }
        if (!break_lock && !contents.empty() && !is_stale(holder)) {
            throw Refused(results.string() + ": is being worked on " + describe(holder) +
                          "; wait for it, or say --break-lock if it is surely gone (lock: " + path_.string() + ")");
        }
        remove_lock(path_, contents);
    }
    throw Refused(results.string() + ": others take its lock again and again (" + path_.string() + ")");
}

OutputLock::OutputLock(OutputLock&& other) noexcept
    : results_(std::move(other.results_)), path_(std::move(other.path_)), contents_(std::exchange(other.contents_, {}))
{
}

void OutputLock::require_still_held() const
{
    auto const there = contents_of(path_);
    if (there == contents_) {
        return;
    }
    throw OutputError(results_.string() + ": its lock " + path_.string() + " was " +
                      (there.empty() ? "taken away" : "taken over " + describe(parse(there))) +
                      " while this process worked on it; this one leaves the output alone, and nothing is lost");
}

OutputLock::~OutputLock()
{
    try {
        if (!contents_.empty() && contents_of(path_) == contents_) {
            remove_lock(path_, contents_);
        }
    } catch (OutputError const&) {
        // A lock that cannot be removed is stale from now on.
    }
}

}  // namespace piste
