#include "runners/commands/timed_commits.hpp"

#include <utility>

namespace piste {

TimedCommits::TimedCommits(std::function<void()> commit_if_due, std::chrono::milliseconds every)
    : thread_([this, commit_if_due = std::move(commit_if_due), every] { work(commit_if_due, every); })
{
}

TimedCommits::~TimedCommits()
{
    {
        std::scoped_lock const lock(mutex_);
        is_ending_ = true;
    }
    ends_.notify_one();
    thread_.join();
}

void TimedCommits::check()
{
    std::scoped_lock const lock(mutex_);
    if (trouble_) {
        std::rethrow_exception(std::exchange(trouble_, nullptr));
    }
}

void TimedCommits::work(std::function<void()> const& commit_if_due, std::chrono::milliseconds every)
{
    std::unique_lock lock(mutex_);
    while (!ends_.wait_for(lock, every, [this] { return is_ending_; })) {
        lock.unlock();
        std::exception_ptr trouble;
        try {
            commit_if_due();
        } catch (...) {
            trouble = std::current_exception();
        }
        lock.lock();
        if (trouble) {
            trouble_ = std::move(trouble);
            return;
        }
    }
}

}  // namespace piste
