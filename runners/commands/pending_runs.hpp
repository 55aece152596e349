// The runs that a plan still lacks, as tasks numbered from 0. Holds one bit a run, whatever the number of processes (who looks
// into the ledgers holds 8 bytes a run meanwhile: results/parts_index.hpp).
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace piste {

class PendingRuns {
public:
    explicit PendingRuns(std::vector<bool> done) : done_(std::move(done))
    {
        for (bool const is_done : done_) {
            count_ += is_done ? 0U : 1U;
        }
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }

    // The run of a task. Tasks must come in ascending order, as those of blocks do; throws std::logic_error.
    [[nodiscard]] std::uint64_t run_of(std::uint64_t task)
    {
        if (task + 1 < next_task_ || task >= count_) {
            throw std::logic_error("tasks must be asked for in ascending order");
        }
        for (; next_task_ <= task; ++next_run_) {
            next_task_ += done_[static_cast<std::size_t>(next_run_)] ? 0U : 1U;
        }
        return next_run_ - 1;
    }

private:
    std::vector<bool> done_;
    std::uint64_t count_ = 0;
    std::uint64_t next_task_ = 0;   // tasks before this one have been passed
    std::uint64_t next_run_ = 0;    // and their runs are before this one
};

// As text for another process, 8 runs a byte, and back.
[[nodiscard]] inline std::string packed(std::vector<bool> const& bits)
{
    std::string bytes((bits.size() + 7) / 8, '\0');
    for (std::size_t i = 0; i < bits.size(); ++i) {
        if (bits[i]) {
            bytes[i / 8] = static_cast<char>(static_cast<unsigned char>(bytes[i / 8]) | (1U << (i % 8)));
        }
    }
    return bytes;
}

[[nodiscard]] inline std::vector<bool> unpacked(std::string const& bytes, std::size_t size)
{
    std::vector<bool> bits(size);
    for (std::size_t i = 0; i < size; ++i) {
        bits[i] = ((static_cast<unsigned int>(static_cast<unsigned char>(bytes.at(i / 8))) >> (i % 8)) & 1U) != 0;
    }
    return bits;
}

}  // namespace piste
