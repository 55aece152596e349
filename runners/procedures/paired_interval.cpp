#include "runners/procedures/paired_interval.hpp"

#include "runners/procedures/constants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace piste {

void PairedDifferences::add(double difference)
{
    ++count_;
    auto const deviation = difference - mean_;
    mean_ += deviation / static_cast<double>(count_);
    squares_ += deviation * (difference - mean_);
}

double PairedDifferences::halfwidth() const
{
    constexpr double upper_end = 0.975;
    if (count_ < 2) {
        return std::numeric_limits<double>::infinity();
    }
    auto const variance = squares_ / static_cast<double>(count_ - 1);
    return student_t_quantile(upper_end, count_ - 1) * std::sqrt(variance / static_cast<double>(count_));
}

std::int64_t count_to_look_at(std::int64_t begun, std::int64_t block, std::int64_t most)
{
    auto const blocks = std::max<std::int64_t>((begun + block - 1) / block, 1);
    return blocks > most / block ? most : blocks * block;
}

}  // namespace piste
