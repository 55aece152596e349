#include "runners/results/run_record.hpp"

#include "runners/results/checksum.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <type_traits>

namespace piste {

namespace {

struct Head {
    std::uint64_t checksum;       // XXH3-64 of the rest of the record
    std::uint64_t scenario_hash;
    std::uint64_t point_hash;
    std::uint32_t replicate;
    std::int32_t status;
    std::array<std::uint8_t, 16> digest;
};
static_assert(sizeof(Head) == 48 && std::is_trivially_copyable_v<Head>);

constexpr std::int64_t stored_limit = std::int64_t{1} << 53;

Head head_of(std::span<std::byte const> record)
{
    Head head{};
    std::memcpy(&head, record.data(), sizeof head);
    return head;
}

void store_head(std::vector<std::byte>& record, RunIdentity const& identity, RunStatus status, Digest const& digest)
{
    Head head{0, identity.scenario_hash, identity.point_hash, identity.replicate, static_cast<std::int32_t>(status),
              digest.bytes};
    std::memcpy(record.data(), &head, sizeof head);
    head.checksum = hash64(std::span<std::byte const>(record).subspan(sizeof head.checksum));
    std::memcpy(record.data(), &head.checksum, sizeof head.checksum);
}

void check_magnitudes(VariableLayout const& variable, std::span<std::int64_t const> values)
{
    for (auto const value : values) {
        if (value >= stored_limit || value <= -stored_limit) {
            throw std::overflow_error("a value of " + std::string(variable.info->name) + " reached 2^53 in magnitude");
        }
    }
}

void store_narrow(std::span<std::int64_t const> values, std::byte* target)
{
    for (auto const value : values) {
        auto const stored = narrow<std::int32_t>(value);
        std::memcpy(target, &stored, sizeof stored);
        target += sizeof stored;
    }
}

}  // namespace

RecordFormat::RecordFormat(ResultLayout const& layout)
    : layout_(&layout),
      values_offset_(sizeof(Head) + layout.section_names.size() * sizeof(std::uint64_t)),
      record_bytes_(values_offset_ + std::max(layout.value_bytes, sizeof(std::uint64_t) + longest_failure_text))
{
}

void RecordFormat::encode(RunIdentity const& identity, Outcome const& outcome, std::vector<std::byte>& record) const
{
    auto const digest = digest_of(*layout_, outcome);
    record.assign(record_bytes_, std::byte{0});
    std::memcpy(record.data() + sizeof(Head), digest.sections.data(), digest.sections.size() * sizeof(std::uint64_t));
    for (std::size_t i = 0; i < variable_count; ++i) {
        auto const& variable = layout_->variables.at(i);
        auto const& values = outcome.values.at(i);
        auto* const target = record.data() + values_offset_ + variable.offset;
        if (variable.width == 4) {
            store_narrow(values, target);
        } else {
            check_magnitudes(variable, values);
            std::ranges::copy(std::as_bytes(std::span(values)), target);   // an empty table has no values
        }
    }
    store_head(record, identity, RunStatus::done, digest.total);
}

void RecordFormat::encode_failure(RunIdentity const& identity, RunStatus status, std::string_view text,
                                  std::vector<std::byte>& record) const
{
    auto const kept = text.substr(0, longest_failure_text);
    record.assign(record_bytes_, std::byte{0});
    std::uint64_t const length = kept.size();
    std::memcpy(record.data() + values_offset_, &length, sizeof length);
    std::memcpy(record.data() + values_offset_ + sizeof length, kept.data(), kept.size());
    store_head(record, identity, status, digest_of_failure(static_cast<std::int32_t>(status), kept));
}

bool RecordView::is_intact() const
{
    return record_.size() == format_->record_bytes() &&
           head_of(record_).checksum == hash64(record_.subspan(sizeof(std::uint64_t)));
}

RunIdentity RecordView::identity() const
{
    auto const head = head_of(record_);
    return {head.scenario_hash, head.point_hash, head.replicate};
}

RunStatus RecordView::status() const
{
    return static_cast<RunStatus>(head_of(record_).status);
}

Digest RecordView::digest() const
{
    return {head_of(record_).digest};
}

std::uint64_t RecordView::section_digest(std::size_t section) const
{
    std::uint64_t digest = 0;
    std::memcpy(&digest, record_.data() + sizeof(Head) + section * sizeof digest, sizeof digest);
    return digest;
}

std::span<std::byte const> RecordView::values(Variable variable) const
{
    auto const& layout = format_->layout().of(variable);
    return record_.subspan(format_->values_offset() + layout.offset, layout.bytes());
}

std::string RecordView::failure_text() const
{
    std::uint64_t length = 0;
    auto const* const start = record_.data() + format_->values_offset();
    std::memcpy(&length, start, sizeof length);
    length = std::min<std::uint64_t>(length, longest_failure_text);
    std::string text(length, ' ');
    std::memcpy(text.data(), start + sizeof length, length);
    return text;
}

}  // namespace piste
