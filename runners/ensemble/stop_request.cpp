#include "runners/ensemble/stop_request.hpp"

#include <atomic>
#include <csignal>
#include <unistd.h>

namespace piste {

namespace {

constexpr int incomplete_exit_code = 75;

std::atomic<bool> requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

extern "C" void on_stop_signal(int signal)
{
    if (requested.exchange(true) && signal == SIGINT) {
        _exit(incomplete_exit_code);
    }
}

}  // namespace

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

bool stop_requested()
{
    return requested.load();
}

}  // namespace piste
