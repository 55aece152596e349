#include "tests/patterns/points.hpp"

#include "runners/config/problem.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <utility>

namespace piste::test {
namespace {

struct Drawn {
    Parameter const* parameter = nullptr;
    double value = 0.0;
};

std::uint64_t next_random(std::uint64_t& state)  // splitmix64
{
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
}

// One coordinate of all points: a permutation of the strata and a place within each. By name, so that a new parameter moves no other.
std::vector<double> coordinate(std::string const& name)
{
    std::uint64_t state = 1469598103934665603ULL;
    for (char const letter : name) {
        state = (state ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
    }
    std::vector<std::size_t> strata(points_of_hypercube);
    std::iota(strata.begin(), strata.end(), std::size_t{0});
    for (std::size_t i = strata.size() - 1; i > 0; --i) {
        std::swap(strata[i], strata[next_random(state) % (i + 1)]);
    }
    std::vector<double> places;
    for (auto const stratum : strata) {
        double const within = static_cast<double>(next_random(state) >> 11U) * 0x1p-53;
        places.push_back((static_cast<double>(stratum) + within) / static_cast<double>(points_of_hypercube));
    }
    return places;
}

std::optional<std::pair<double, double>> range_of(Parameter const& parameter)
{
    bool const is_number = parameter.type == ParameterType::amount || parameter.type == ParameterType::real ||
                           parameter.type == ParameterType::probability || parameter.type == ParameterType::ratio;
    bool const decides_nothing = parameter.kind == "place" || (parameter.kind == "link" && parameter.key == "distance");
    if (!is_number || decides_nothing || parameter.kind == "horizon" || !parameter.range) {
        return std::nullopt;
    }
    auto const& text = *parameter.range;  // "[low, high]"
    auto const comma = text.find(',');
    if (comma == std::string::npos) {
        throw std::logic_error("a range that is none: " + text);
    }
    return std::pair(std::stod(text.substr(1, comma - 1)), std::stod(text.substr(comma + 1)));
}

std::string in_toml(Drawn const& drawn)
{
    if (drawn.parameter->type == ParameterType::amount) {
        return std::to_string(std::llround(drawn.value));
    }
    std::string text(32, '\0');
    auto const end = std::to_chars(text.data(), text.data() + text.size(), drawn.value).ptr;
    text.resize(static_cast<std::size_t>(end - text.data()));
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string path_of(Parameter const& parameter)
{
    return table_name(parameter) + "." + parameter.key;
}

// A lower bound above its upper one: the two are exchanged.
void order_pairs(std::map<std::string, Drawn>& drawn)
{
    for (auto& [path, low] : drawn) {
        for (auto const& [low_ending, high_ending] : {std::pair("_low", "_high"), std::pair("_floor", "_cap")}) {
            if (!path.ends_with(low_ending)) {
                continue;
            }
            auto const high = drawn.find(path.substr(0, path.size() - std::string_view(low_ending).size()) + high_ending);
            if (high != drawn.end() && low.value > high->second.value) {
                std::swap(low.value, high->second.value);
            }
        }
    }
}

void scale_shares(std::map<std::string, Drawn>& drawn)
{
    std::map<std::string, double> sums;
    auto const column_of = [](Parameter const& p) {
        return p.unit == "share" && !p.row.empty() ? p.kind + "." + p.key : std::string();
    };
    for (auto const& [path, one] : drawn) {
        sums[column_of(*one.parameter)] += one.value;
    }
    for (auto& [path, one] : drawn) {
        auto const column = column_of(*one.parameter);
        one.value = column.empty() ? one.value : one.value / sums[column];
    }
}

}  // namespace

std::vector<std::string> settings_of_point(std::vector<Parameter> const& parameters, std::size_t point)
{
    bool const err_together = point % 2 == 1;
    std::map<std::string, Drawn> drawn;
    for (auto const& parameter : parameters) {
        auto const range = range_of(parameter);
        if (!range) {
            continue;
        }
        bool const is_share = parameter.unit == "share" && !parameter.row.empty();
        auto const name = err_together && !is_share ? parameter.kind + "." + parameter.key : path_of(parameter);
        double const place = coordinate(name).at(point);
        drawn[path_of(parameter)] = {&parameter, range->first + place * (range->second - range->first)};
    }
    order_pairs(drawn);
    scale_shares(drawn);
    std::vector<std::string> settings;
    for (auto const& [path, one] : drawn) {
        settings.push_back(path + "=" + in_toml(one));
    }
    return settings;
}

PointScenarios scenarios_at_points(std::filesystem::path const& scenario, std::size_t count)
{
    auto const parameters = read_scenario(scenario).resolved.parameters;
    PointScenarios found;
    for (std::size_t point = 0; found.scenarios.size() < count; ++point) {
        if (point == points_of_hypercube) {
            throw std::logic_error("too many points are unsound");
        }
        try {
            found.scenarios.push_back(
                std::make_shared<ReadScenario const>(read_scenario(scenario, settings_of_point(parameters, point))));
        } catch (ConfigurationError const&) {
            ++found.refused;
        }
    }
    return found;
}

}  // namespace piste::test
