#include "runners/results/experiment_record.hpp"

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
    return replicates * static_cast<std::int64_t>(points.size() * scenarios.size());
}

RunPosition ExperimentRecord::position(std::int64_t run) const
{
    auto const number = static_cast<std::size_t>(run);
    auto const cell = number / scenarios.size();
    return {number % scenarios.size(), cell % points.size(), static_cast<std::uint32_t>(cell / points.size())};
}

RunIdentity ExperimentRecord::identity(std::int64_t run) const
{
    auto const where = position(run);
    return {scenarios.at(where.scenario).hash, points.at(where.point).hash, where.replicate};
}

std::int64_t ExperimentRecord::find_run(RunIdentity const& identity) const
{
    auto const scenario = index_of(scenarios, identity.scenario_hash);
    auto const point = index_of(points, identity.point_hash);
    if (scenario == scenarios.size() || point == points.size() || identity.replicate >= replicates) {
        return -1;
    }
    return static_cast<std::int64_t>((identity.replicate * points.size() + point) * scenarios.size() + scenario);
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
