// Bounds what cannot be waited for with a time limit: a call that never returns because another process died inside it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>

namespace piste {

inline constexpr std::string_view missing_process =
    "piste: stopped: a process did not come to where all meet; what is on disk counts; to go on give the same command again\n";

inline constexpr int missing_process_code = 75;   // as of anything that the same command continues

// From construction to destruction the calling thread does something that other processes must do too. If that takes longer than
// `limit`, the text is written to stderr and the process leaves by _Exit(code). Nothing may be in hand meanwhile.
class Watchdog {
public:
    Watchdog(std::chrono::milliseconds limit, std::string_view text, int code);
    Watchdog(Watchdog const&) = delete;
    Watchdog& operator=(Watchdog const&) = delete;
    ~Watchdog();

private:
    std::mutex mutex_;
    std::condition_variable over_;
    bool is_over_ = false;
    std::thread thread_;
};

}  // namespace piste
