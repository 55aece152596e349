#include "runners/commands/progress.hpp"

#include "runners/commands/wording.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace piste {

namespace {

constexpr auto rewritten_interval = std::chrono::milliseconds(200);
constexpr auto lines_interval = std::chrono::seconds(30);

std::string rate_in_words(double per_second)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3g runs/s", per_second);
    return text.data();
}

}  // namespace

ProgressStyle suitable(ProgressStyle style)
{
    if (style != ProgressStyle::automatic) {
        return style;
    }
    auto const* terminal = std::getenv("TERM");
    bool const can_rewrite = isatty(STDERR_FILENO) == 1 && terminal != nullptr && std::string_view(terminal) != "dumb";
    return can_rewrite ? ProgressStyle::rewritten : ProgressStyle::lines;
}

Progress::Progress(std::ostream& stream, ProgressStyle style, std::int64_t total, std::int64_t done, std::string verb,
                   Clock::time_point now)
    : stream_(stream), style_(suitable(style)), total_(total), done_before_(done), verb_(std::move(verb)), began_(now),
      shown_(now), interval_(style_ == ProgressStyle::rewritten ? Clock::duration(rewritten_interval)
                                                                : Clock::duration(lines_interval))
{
}

bool Progress::is_due(Clock::time_point now) const
{
    return style_ != ProgressStyle::none && now - shown_ >= interval_;
}

void Progress::show(std::int64_t done, std::int64_t failed, Clock::time_point now)
{
    if (style_ == ProgressStyle::none) {
        return;
    }
    shown_ = now;
    auto const seconds = std::chrono::duration<double>(now - began_).count();
    auto text = with_commas(done) + " of " + with_commas(total_) + " runs " + verb_;
    if (failed > 0) {
        text += ", " + with_commas(failed) + " failed";
    }
    if (done > done_before_ && seconds > 0.0) {
        auto const rate = static_cast<double>(done - done_before_) / seconds;
        text += ", " + rate_in_words(rate);
        if (done < total_) {
            text += ", about " + duration_in_words(static_cast<double>(total_ - done) / rate) + " left";
        }
    }
    if (style_ == ProgressStyle::rewritten) {
        stream_ << "\r" << text << "\033[K" << std::flush;
        line_open_ = true;
    } else {
        stream_ << "piste: " << text << std::endl;
    }
}

void Progress::end()
{
    if (line_open_) {
        stream_ << '\n' << std::flush;
        line_open_ = false;
    }
}

}  // namespace piste
