#include "run_times.hpp"

#include <fstream>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace piste::bench {

namespace {

// SplitMix64: neighbouring runs have nothing in common.
std::uint64_t scrambled(std::uint64_t value)
{
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

}  // namespace

std::function<double(std::uint64_t)> run_times(Mix mix)
{
    auto const sum = std::accumulate(mix.relative.begin(), mix.relative.end(), 0.0);
    auto const unit = mix.mean_seconds > 0 ? mix.mean_seconds * static_cast<double>(mix.relative.size()) / sum : 1.0;
    return [mix = std::move(mix), unit](std::uint64_t run) {
        auto const luck = scrambled(run);
        auto const factor = mix.long_every > 0 && scrambled(luck) % mix.long_every == 0 ? mix.long_factor : 1.0;
        return unit * factor * mix.relative.at(luck % mix.relative.size());
    };
}

std::vector<double> read_run_times(std::filesystem::path const& path)
{
    std::ifstream file(path);
    std::vector<double> seconds;
    for (double each = 0.0; file >> each;) {
        seconds.push_back(each);
    }
    if (seconds.empty() || !file.eof()) {
        throw std::runtime_error(path.string() + ": is not a list of seconds, one a line");
    }
    return seconds;
}

}  // namespace piste::bench
