// Sequential stopping: how wide the interval of a paired difference is, and after how many pairs one looks again.
#pragma once

#include <cstdint>

namespace piste {

// Numbers taken one after another, of which only mean and spread are kept (Welford 1962). The order in which they come decides the last bits.
struct Sample {
    std::int64_t count = 0;
    double mean = 0.0;
    double squares = 0.0;   // of deviations from the mean

    void add(double value);
    // Of at least two.
    [[nodiscard]] double variance() const { return squares / static_cast<double>(count - 1); }
};

// Differences of pairs that share their luck. Taken in a fixed order, so that the same pairs give the same interval to the bit.
class PairedDifferences {
public:
    void add(double difference) { sample_.add(difference); }
    [[nodiscard]] std::int64_t count() const { return sample_.count; }
    // Half of the 95 % interval of the mean difference, by Student's t, in the unit of the differences; infinite for fewer than 2.
    [[nodiscard]] double halfwidth() const;
    // Whether all are the same number, so that the interval has no width and says nothing.
    [[nodiscard]] bool all_equal() const { return sample_.squares <= 0.0; }

private:
    Sample sample_;
};

// The counts at which a sequential run looks at what it has: block, twice block and so on, and at last `most` itself. The first that is
// at least `begun`; `most` if none is smaller. All must be at least 1, but begun may be 0.
[[nodiscard]] std::int64_t count_to_look_at(std::int64_t begun, std::int64_t block, std::int64_t most);

}  // namespace piste
