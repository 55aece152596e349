#include "runners/results/experiment_record.hpp"

#include "runners/results/checksum.hpp"

#include <algorithm>
#include <map>
#include <sstream>

namespace piste {

namespace {

std::size_t index_of(std::vector<NamedHash> const& entries, std::uint64_t hash)
{
    auto const found = std::ranges::find(entries, hash, &NamedHash::hash);
    return static_cast<std::size_t>(found - entries.begin());
}

// Of a scenario with an overlay; of one without, the scenario's own, so that results stay valid when interventions are added.
std::uint64_t hash_of_both(NamedHash const& scenario, NamedHash const& intervention)
{
    return intervention.hash == 0 ? scenario.hash : hash64(hexadecimal(scenario.hash) + " " + hexadecimal(intervention.hash));
}

// The lines "key = value" of a resolved configuration by "[table] key". Resolved texts have one key a line.
std::map<std::string, std::string> keys_of(std::string const& text)
{
    std::map<std::string, std::string> keys;
    std::istringstream lines(text);
    std::string table;
    for (std::string line; std::getline(lines, line);) {
        auto const equals = line.find(" = ");
        if (line.starts_with('[')) {
            table = line + " ";
        } else if (equals != std::string::npos) {
            keys[table + line.substr(0, equals)] = line.substr(equals + 3);
        }
    }
    return keys;
}

std::string shown(std::map<std::string, std::string> const& keys, std::string const& key)
{
    auto const found = keys.find(key);
    if (found == keys.end()) {
        return "(absent)";
    }
    constexpr std::size_t longest = 60;
    auto const& value = found->second;
    return value.size() <= longest ? value : value.substr(0, longest) + "...";
}

}  // namespace

std::int64_t ExperimentRecord::run_count() const
{
    return replicates * static_cast<std::int64_t>(points.size() * scenarios.size() * interventions.size());
}

RunPosition ExperimentRecord::position(std::int64_t run) const
{
    auto const number = static_cast<std::size_t>(run);
    auto const pair = number / interventions.size();
    auto const cell = pair / scenarios.size();
    return {number % interventions.size(), pair % scenarios.size(), cell % points.size(),
            static_cast<std::uint32_t>(cell / points.size())};
}

RunIdentity ExperimentRecord::identity(std::int64_t run) const
{
    auto const where = position(run);
    return {hash_of_both(scenarios.at(where.scenario), interventions.at(where.intervention)), points.at(where.point).hash,
            where.replicate};
}

std::int64_t ExperimentRecord::find_run(RunIdentity const& identity) const
{
    auto const point = index_of(points, identity.point_hash);
    if (point == points.size() || identity.replicate >= replicates) {
        return -1;
    }
    for (std::size_t scenario = 0; scenario < scenarios.size(); ++scenario) {
        for (std::size_t intervention = 0; intervention < interventions.size(); ++intervention) {
            if (hash_of_both(scenarios[scenario], interventions[intervention]) == identity.scenario_hash) {
                auto const cell = (identity.replicate * points.size() + point) * scenarios.size() + scenario;
                return static_cast<std::int64_t>(cell * interventions.size() + intervention);
            }
        }
    }
    return -1;
}

std::vector<std::string> differing_keys(std::string const& mine, std::string const& theirs, std::size_t most)
{
    auto const left = keys_of(mine);
    auto const right = keys_of(theirs);
    auto all = left;
    all.insert(right.begin(), right.end());
    std::vector<std::string> differences;
    for (auto const& [key, unused] : all) {
        auto const here = left.find(key);
        auto const there = right.find(key);
        if (here == left.end() || there == right.end() || here->second != there->second) {
            if (differences.size() == most) {
                differences.emplace_back("and more");
                break;
            }
            differences.push_back(key + ": here " + shown(left, key) + ", there " + shown(right, key));
        }
    }
    return differences;
}

}  // namespace piste
