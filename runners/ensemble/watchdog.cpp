#include "runners/ensemble/watchdog.hpp"

#include <cstdio>
#include <cstdlib>

namespace piste {

Watchdog::Watchdog(std::chrono::milliseconds limit, std::string_view text, int code)
    : thread_([this, limit, text, code] {
          std::unique_lock lock(mutex_);
          if (!over_.wait_for(lock, limit, [this] { return is_over_; })) {
              std::fwrite(text.data(), 1, text.size(), stderr);
              std::fflush(stderr);
              std::_Exit(code);
          }
      })
{
}

Watchdog::~Watchdog()
{
    {
        std::lock_guard const lock(mutex_);
        is_over_ = true;
    }
    over_.notify_one();
    thread_.join();
}

}  // namespace piste
