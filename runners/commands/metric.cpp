#include "runners/commands/metric.hpp"

#include "model/outcome.hpp"
#include "runners/commands/exit_code.hpp"
#include "runners/config/suggestion.hpp"

#include <algorithm>

namespace piste {

namespace {

constexpr std::string_view per_thousand_ending = "_per_1000";

}  // namespace

double Metric::of(std::vector<std::int64_t> const& tallies) const
{
    auto const value = static_cast<double>(tallies.at(tally));
    if (!per_thousand) {
        return value;
    }
    auto const set_out = static_cast<double>(tallies.at(static_cast<std::size_t>(Tally::departures)));
    return set_out > 0.0 ? 1000.0 * value / set_out : 0.0;
}

Metric metric_named(std::string const& name, std::string_view option)
{
    Metric metric;
    metric.name = name;
    metric.per_thousand = name.ends_with(per_thousand_ending);
    auto const counted = metric.per_thousand ? name.substr(0, name.size() - per_thousand_ending.size()) : name;
    auto const* const found = std::find_if(tally_entries.begin(), tally_entries.end(), [&](Entry const& entry) { return entry.name == counted; });
    if (found == tally_entries.end()) {
        std::vector<std::string> known;
        for (auto const& entry : tally_entries) {
            known.emplace_back(entry.name);
        }
        throw CommandError(ExitCode::bad_input, std::string(option) + ": there is no metric '" + name + "'" + did_you_mean(counted, known) +
                                                    "; piste list metrics names all, and _per_1000 behind a name counts it per 1,000 "
                                                    "who set out");
    }
    metric.tally = static_cast<std::size_t>(found - tally_entries.begin());
    metric.unit = metric.per_thousand ? "per 1,000" : std::string(found->unit);
    return metric;
}

}  // namespace piste
