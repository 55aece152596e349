// How long runs take: quantiles that were measured, or a mix of short and long ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace piste::bench {

struct Mix {
    double mean_seconds = 0.0;                          // of the short ones; 0: as in the list
    std::vector<double> relative = {1.0};               // a short run takes one of these, by its number and in no order, times the mean
    std::uint64_t long_every = 0;                       // 0: no long ones
    double long_factor = 1.0;
};

// Times of `simulate` by run, the same in every call.
[[nodiscard]] std::function<double(std::uint64_t run)> run_times(Mix mix);

// Seconds from a file, one a line, as `runs_without_writing` leaves them. Throws std::runtime_error where there are none.
[[nodiscard]] std::vector<double> read_run_times(std::filesystem::path const& path);

}  // namespace piste::bench
