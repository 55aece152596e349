#include "tests/golden/golden_text.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <sstream>
#include <string_view>
#include <tuple>
#include <vector>

namespace piste::test {

namespace {

// FNV-1a over the values, little-endian, so that any machine gives the same.
std::uint64_t hash(std::span<std::int64_t const> values)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (auto const value : values) {
        for (unsigned byte = 0; byte < 8; ++byte) {
            hash ^= (static_cast<std::uint64_t>(value) >> (8U * byte)) & 0xffU;
            hash *= 1099511628211ULL;
        }
    }
    return hash;
}

void write_hashes(std::ostream& text, Outcome const& outcome)
{
    for (std::size_t v = 0; v < variable_count; ++v) {
        text << "hash " << variable_infos.at(v).name << ' ' << std::hex << hash(outcome.of(static_cast<Variable>(v)))
             << std::dec << '\n';
    }
}

void write_tallies(std::ostream& text, Outcome const& outcome)
{
    for (std::size_t t = 0; t < tally_count; ++t) {
        if (auto const value = outcome.tally(static_cast<Tally>(t)); value != 0) {
            text << "tally " << tally_entries.at(t).name << ' ' << value << '\n';
        }
    }
}

void write_payments(std::ostream& text, Outcome const& outcome)
{
    constexpr std::size_t most = 10;
    constexpr std::array<std::string_view, leg_count> legs{"south", "hub", "north"};
    std::vector<std::tuple<Francs, std::size_t>> payments;
    auto const ledger = outcome.of(Variable::ledger);
    for (std::size_t cell = 0; cell < ledger.size(); ++cell) {
        payments.emplace_back(-ledger[cell], cell);
    }
    std::sort(payments.begin(), payments.end());
    for (std::size_t i = 0; i < most; ++i) {
        auto const [minus_amount, cell] = payments[i];
        text << "paid " << party_entries.at(cell / leg_count / party_count).name << " to "
             << party_entries.at(cell / leg_count % party_count).name << ' ' << legs.at(cell % leg_count) << ' '
             << -minus_amount << '\n';
    }
}

}  // namespace

std::string golden_text(Scenario const& scenario, RunAddress const& address)
{
    auto const outcome = simulate(scenario, address);
    std::ostringstream text;
    text << "replicate " << address.replicate << '\n';
    write_hashes(text, outcome);
    write_tallies(text, outcome);
    write_payments(text, outcome);
    for (auto const& finding : unsound(scenario, outcome)) {
        text << "UNSOUND " << finding << '\n';
    }
    return text.str();
}

}  // namespace piste::test
