#include "runners/results/digest.hpp"

#include "runners/results/checksum.hpp"

#include <algorithm>
#include <bit>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <xxhash.h>

namespace piste {

// Values are hashed and stored as they lie in memory.
static_assert(std::endian::native == std::endian::little, "results are written on little-endian machines only");

namespace {

struct FreeState {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};
using State = std::unique_ptr<XXH3_state_t, FreeState>;

State new_state()
{
    State state(XXH3_createState());
    if (!state) {
        throw std::bad_alloc();
    }
    return state;
}

void update128(XXH3_state_t& state, std::span<std::int64_t const> values)
{
    XXH3_128bits_update(&state, values.data(), values.size_bytes());
}

void update64(XXH3_state_t& state, std::span<std::int64_t const> values)
{
    XXH3_64bits_update(&state, values.data(), values.size_bytes());
}

constexpr std::array<std::int64_t, 1> version{outcome_schema_version};

Digest finish128(XXH3_state_t const& state)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state));
    Digest digest;
    std::copy(std::begin(canonical.digest), std::end(canonical.digest), digest.bytes.begin());
    return digest;
}

void check_sizes(ResultLayout const& layout, Outcome const& outcome)
{
    for (std::size_t i = 0; i < variable_count; ++i) {
        if (outcome.values.at(i).size() != layout.variables.at(i).count) {
            throw std::invalid_argument("an outcome's " + std::string(variable_infos.at(i).name) + " has " +
                                        std::to_string(outcome.values.at(i).size()) + " values instead of " +
                                        std::to_string(layout.variables.at(i).count));
        }
    }
}

// Sections 0 to 2; the daily series follow.
std::size_t section_of(Variable variable)
{
    switch (variable) {
    case Variable::tallies: return 0;
    case Variable::ledger:
    case Variable::cohort_ledger: return 1;
    default: return 2;
    }
}

std::uint64_t section_digest(XXH3_state_t& state, Outcome const& outcome, std::size_t section)
{
    XXH3_64bits_reset(&state);
    update64(state, version);
    for (std::size_t i = 0; i < variable_count; ++i) {
        auto const variable = static_cast<Variable>(i);
        if (variable != Variable::daily && section_of(variable) == section) {
            update64(state, outcome.of(variable));
        }
    }
    return XXH3_64bits_digest(&state);
}

// Short pieces are gathered and hashed at once: the library takes as long for each piece as for a kilobyte.
std::uint64_t daily_digest(std::vector<std::int64_t>& block, std::span<std::int64_t const> daily, std::size_t days,
                           std::size_t first_day)
{
    block.assign(version.begin(), version.end());
    auto const length = std::min(days_per_section, days - first_day);
    for (std::size_t row = first_day; row < daily.size(); row += days) {
        auto const piece = daily.subspan(row, length);
        block.insert(block.end(), piece.begin(), piece.end());
    }
    return hash64(std::as_bytes(std::span<std::int64_t const>(block)));
}

}  // namespace

std::string Digest::hexadecimal() const
{
    std::string text;
    for (auto const byte : bytes) {
        text += "0123456789abcdef"[byte >> 4U];
        text += "0123456789abcdef"[byte & 0xfU];
    }
    return text;
}

OutcomeDigest digest_of(ResultLayout const& layout, Outcome const& outcome)
{
    check_sizes(layout, outcome);
    auto const state = new_state();
    XXH3_128bits_reset(state.get());
    update128(*state, version);
    for (auto const& values : outcome.values) {
        update128(*state, values);
    }
    OutcomeDigest digest;
    digest.total = finish128(*state);
    for (std::size_t section = 0; section < 3; ++section) {
        digest.sections.push_back(section_digest(*state, outcome, section));
    }
    std::vector<std::int64_t> block;
    for (std::size_t day = 0; day < layout.days(); day += days_per_section) {
        digest.sections.push_back(daily_digest(block, outcome.of(Variable::daily), layout.days(), day));
    }
    return digest;
}

Digest digest_of_failure(std::int32_t code, std::string_view text)
{
    auto const state = new_state();
    XXH3_128bits_reset(state.get());
    update128(*state, version);
    update128(*state, std::array<std::int64_t, 1>{code});
    XXH3_128bits_update(state.get(), text.data(), text.size());
    return finish128(*state);
}

Digest digest_of_text(std::string_view text)
{
    auto const state = new_state();
    XXH3_128bits_reset(state.get());
    XXH3_128bits_update(state.get(), text.data(), text.size());
    return finish128(*state);
}

}  // namespace piste
