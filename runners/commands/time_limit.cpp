#include "runners/commands/time_limit.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace piste {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::optional<milliseconds> left_of_job(Environment const& environment, std::chrono::system_clock::time_point date)
{
    auto const text = environment("SLURM_JOB_END_TIME");
    if (!text) {
        return std::nullopt;
    }
    std::int64_t end = 0;
    auto const [stop, error] = std::from_chars(text->data(), text->data() + text->size(), end);
    if (error != std::errc() || stop != text->data() + text->size() || end <= 0) {
        return std::nullopt;
    }
    return duration_cast<milliseconds>(std::chrono::system_clock::time_point(seconds(end)) - date);
}

// What is kept back for the last commit: a twentieth, but no less than half a second and no more than a minute.
milliseconds time_to_write(milliseconds left)
{
    return std::clamp<milliseconds>(left / 20, milliseconds(500), seconds(60));
}

}  // namespace

std::optional<std::chrono::steady_clock::time_point> latest_end_of_runs(std::optional<seconds> limit,
                                                                        Environment const& environment,
                                                                        std::chrono::steady_clock::time_point now,
                                                                        std::chrono::system_clock::time_point date)
{
    std::optional<milliseconds> left = limit;
    if (auto const of_job = left_of_job(environment, date)) {
        left = left ? std::min(*left, *of_job) : *of_job;
    }
    return left ? std::optional(now + *left - time_to_write(*left)) : std::nullopt;
}

}  // namespace piste
