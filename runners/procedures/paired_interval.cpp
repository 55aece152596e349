#include "runners/procedures/paired_interval.hpp"

#include "runners/procedures/constants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace piste {

void Sample::add(double value)
{
    ++count;
    auto const deviation = value - mean;
    mean += deviation / static_cast<double>(count);
    squares += deviation * (value - mean);
}

double PairedDifferences::halfwidth() const
{
    constexpr double upper_end = 0.975;
    if (count() < 2) {
        return std::numeric_limits<double>::infinity();
    }
    return student_t_quantile(upper_end, count() - 1) * std::sqrt(sample_.variance() / static_cast<double>(count()));
}

std::int64_t count_to_look_at(std::int64_t begun, std::int64_t block, std::int64_t most)
{
    auto const blocks = std::max<std::int64_t>((begun + block - 1) / block, 1);
    return blocks > most / block ? most : blocks * block;
}

}  // namespace piste
