// One run as a record of fixed length: identity, status, digests and all values at the width they are stored with. What
// shards hold and the merge copies, without going through an Outcome again.
#pragma once

#include "runners/results/digest.hpp"
#include "runners/results/experiment_record.hpp"
#include "runners/results/result_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// How a run ended. Only what is a function of the run itself: a machine's failures leave the run undone.
enum class RunStatus : std::int32_t {
    done = 0,
    unsound = 1,        // its books do not balance
    out_of_range = 2,   // a number left the range of its field
    broken_rule = 3,    // a rule of the model was broken (std::logic_error)
};

// Longest text of a failed run that is kept, in bytes; the rest is cut off.
inline constexpr std::size_t longest_failure_text = 240;

// How records are laid out for one scenario.
class RecordFormat {
public:
    explicit RecordFormat(ResultLayout const& layout);

    [[nodiscard]] std::size_t record_bytes() const { return record_bytes_; }
    [[nodiscard]] ResultLayout const& layout() const { return *layout_; }
    [[nodiscard]] std::size_t values_offset() const { return values_offset_; }

    // Replaces `record` by the record of a finished run. Throws std::overflow_error where a daily value does not fit 32
    // bits, or where any value is as large as 2^53 or more in magnitude.
    void encode(RunIdentity const& identity, Outcome const& outcome, std::vector<std::byte>& record) const;
    void encode_failure(RunIdentity const& identity, RunStatus status, std::string_view text,
                        std::vector<std::byte>& record) const;

private:
    ResultLayout const* layout_;
    std::size_t values_offset_;
    std::size_t record_bytes_;
};

// Looks into a record's bytes, which must outlive it.
class RecordView {
public:
    RecordView(RecordFormat const& format, std::span<std::byte const> record) : format_(&format), record_(record) {}

    // Whether the record's checksum is that of its bytes.
    [[nodiscard]] bool is_intact() const;
    [[nodiscard]] RunIdentity identity() const;
    [[nodiscard]] RunStatus status() const;
    [[nodiscard]] Digest digest() const;
    [[nodiscard]] std::uint64_t section_digest(std::size_t section) const;
    // The stored values of a variable. Only of a run that is done.
    [[nodiscard]] std::span<std::byte const> values(Variable variable) const;
    [[nodiscard]] std::string failure_text() const;

private:
    RecordFormat const* format_;
    std::span<std::byte const> record_;
};

}  // namespace piste
