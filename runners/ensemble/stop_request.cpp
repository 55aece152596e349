#include "runners/ensemble/stop_request.hpp"

#include <atomic>
#include <csignal>
#include <memory>
#include <unistd.h>
#include <utility>

namespace piste {

namespace {

constexpr int incomplete_exit_code = 75;

std::atomic<bool> requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

std::atomic<bool> told_to_end{false};   // SIGUSR1, a batch system's early warning, does not count

struct Parting {
    std::string text;
    std::string lock;
};
std::atomic<Parting const*> parting{nullptr};
static_assert(std::atomic<Parting const*>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

extern "C" void on_stop_signal(int signal)
{
    requested.store(true);
    if (signal != SIGUSR1 && told_to_end.exchange(true)) {
        leave_at_once();
    }
}

}  // namespace

// Also called by a signal handler: nothing here may allocate or lock.
void leave_at_once()
{
    if (auto const* const last = parting.load(); last != nullptr) {
        if (!last->lock.empty()) {
            ::unlink(last->lock.c_str());
        }
        auto const written = ::write(STDERR_FILENO, last->text.data(), last->text.size());
        static_cast<void>(written);   // nobody is left to be told
    }
    _exit(incomplete_exit_code);
}

void watch_for_stop_signals()
{
    struct sigaction action = {};
    action.sa_handler = on_stop_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (int const signal : {SIGINT, SIGTERM, SIGUSR1}) {
        sigaction(signal, &action, nullptr);
    }
}

void set_parting(std::string text, std::string lock)
{
    static std::unique_ptr<Parting const> kept;
    auto next = std::make_unique<Parting const>(Parting{std::move(text), std::move(lock)});
    parting.store(next.get());
    kept = std::move(next);
}

void set_last_words(std::string text)
{
    if (auto const* const now = parting.load(); now != nullptr) {
        set_parting(std::move(text), now->lock);
    }
}

bool stop_requested()
{
    return requested.load();
}

}  // namespace piste
