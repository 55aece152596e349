// What a pattern of the sources claims, as data: worlds to compare, what is measured, in which direction it must move and by how much, and
// what carries it. Classes and thresholds are those of docs/patterns-plan.md.
#pragma once

#include "model/outcome.hpp"
#include "model/scenario.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace piste::test {

// Emergent, history, small, verification.
enum class PatternClass { E, H, S, V };

// A number of one run in one world. Not a number where it cannot be formed.
using Measure = std::function<double(Scenario const&, Outcome const&)>;
using Change = std::function<void(Scenario&)>;

// What changes on a day of a run, day 0 being the first that is measured, and stays so.
struct DatedChange {
    Day day = 0;
    Change change;
};

// A lever of configs/interventions at an intensity, from its own onset to its own end.
struct LeverUse {
    std::string name;
    double intensity = 1.0;
};

// A world that differs from the one it is made of: from the first day of the warm-up, and from later days on.
struct World {
    std::string name;
    Change change{};
    std::vector<DatedChange> later{};
    std::vector<std::string> without{};   // dated events of the scenario, by what happened
    std::vector<LeverUse> levers{};
};

struct Metric {
    std::string letter;          // as in the plan
    std::string what;
    Measure measure{};
    int direction = +1;          // +1 rises, -1 falls
    std::string from = "base";   // empty: the value itself is judged, against zero
    std::string to = "changed";
    double smallest = 0.05;      // worth naming
    bool relative = true;        // to the mean of `from`, or of `scale` in that world if there is one
    Measure scale{};
    Measure from_measure{};      // in the world `from`, if it is another one
    bool stays = false;          // must lie inside the smallest effect instead of beyond it
    bool reported = false;       // told without a verdict
    bool moves = false;          // of S: must move as in other classes, instead of staying inside the band
    bool at_points = true;       // judged at parameter points
    bool carried = true;         // judged with the carrying mechanism off
};

// What makes the effect, and how to do without it.
struct Carrier {
    std::string name;
    Change off;
    Day from = std::numeric_limits<Day>::min();   // the day of the run from which it is off
};

enum class Breaks { each, one_or_more };

// Worlds in place of those of the same name, with which these metrics must come out otherwise: leave the band of S, fail in V.
struct Control {
    std::string name;
    std::vector<World> worlds;
    std::vector<std::string> metrics;   // by letter
    Breaks breaks = Breaks::each;
};

struct Pattern {
    std::string id;       // "T1"; with an H at its end: one that has other classes too, in the six years
    std::string title;
    std::string source;   // locator, for the message of a failure
    PatternClass kind = PatternClass::E;
    std::vector<World> worlds{};     // "base", unchanged, is always there
    std::vector<Metric> metrics{};
    std::vector<Carrier> carriers{};  // of E and H
    std::vector<Control> reversed{};  // of V: every judged metric must fail in one of them
    double band = 0.05;             // of S, on both sides of zero
    std::vector<Control> controls{};  // of S
    std::string scenario = "mali-2016";
    Change prepare{};                 // of every world
    std::uint32_t runs_a_pair = 1;    // whose mean is the pair's value
};

// Every pattern that can be run, in the order of the plan.
[[nodiscard]] std::vector<Pattern> const& all_patterns();

[[nodiscard]] std::vector<Pattern> displacement_patterns();
[[nodiscard]] std::vector<Pattern> network_patterns();
[[nodiscard]] std::vector<Pattern> hub_patterns();
[[nodiscard]] std::vector<Pattern> extraction_patterns();
[[nodiscard]] std::vector<Pattern> risk_patterns();
[[nodiscard]] std::vector<Pattern> conflict_patterns();
[[nodiscard]] std::vector<Pattern> policy_patterns();
[[nodiscard]] std::vector<Pattern> history_patterns();

[[nodiscard]] char const* name_of(PatternClass kind);

}  // namespace piste::test
