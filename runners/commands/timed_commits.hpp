// Commits by the clock, on a thread of its own: who fetches runs for the others must not wait for a disk, least of all where the
// counter that all ranks ask lies in its hands.
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace piste {

class TimedCommits {
public:
    // `commit_if_due` is called many times a second, on the other thread, until this object ends or the call throws.
    explicit TimedCommits(std::function<void()> commit_if_due, std::chrono::milliseconds every = std::chrono::milliseconds(20));
    TimedCommits(TimedCommits const&) = delete;
    TimedCommits& operator=(TimedCommits const&) = delete;
    // Waits for a call under way.
    ~TimedCommits();

    // Throws what a call has thrown, once; after that nothing is called any more.
    void check();

private:
    void work(std::function<void()> const& commit_if_due, std::chrono::milliseconds every);

    std::mutex mutex_;
    std::condition_variable ends_;
    bool is_ending_ = false;
    std::exception_ptr trouble_;
    std::thread thread_;   // last: it uses the others
};

}  // namespace piste
