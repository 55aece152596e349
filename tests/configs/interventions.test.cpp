// The shipped levers on the base year: each can be read and applied at every intensity, does nothing at none, moves what it says it
// moves at full, and goes together with others.
#include "model/simulation.hpp"
#include "runners/config/epochs.hpp"
#include "runners/config/experiment.hpp"
#include "runners/config/intervention.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace piste::test {
namespace {

// The lever that waits: the reference of the others.
constexpr auto reference = "P38";

ReadScenario const& base()
{
    static auto const read = read_scenario(PISTE_CONFIGS "/scenarios/mali-2016.toml", {"population.migrants_per_year=3000"});
    return read;
}

std::vector<Intervention> const& levers()
{
    static auto const all = [] {
        std::vector<Intervention> read;
        for (auto const& file : std::filesystem::directory_iterator(PISTE_CONFIGS "/interventions")) {
            if (file.path().extension() == ".toml") {
                read.push_back(read_intervention(file.path()));
            }
        }
        std::sort(read.begin(), read.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
        return read;
    }();
    return all;
}

Use use_of(std::size_t lever, double intensity)
{
    auto const& intervention = levers().at(lever);
    return {lever, intensity, intervention.onset, intervention.end, intervention.place};
}

std::size_t lever_numbered(std::string const& lever)
{
    auto const found = std::find_if(levers().begin(), levers().end(), [&](auto const& each) { return each.lever == lever; });
    return static_cast<std::size_t>(found - levers().begin());
}

std::vector<std::string> lines(std::vector<Problem> const& problems)
{
    std::vector<std::string> text;
    for (auto const& problem : problems) {
        text.push_back(to_text(problem));
    }
    return text;
}

// Those levers together, in force on the base.
struct InForce {
    explicit InForce(std::vector<Use> const& uses)
        : effects(uses_in_force(base().scenario, uses, levers(), base().resolved.parameters, problems))
    {
        check_epochs(conditions(), problems);
    }
    [[nodiscard]] Conditions conditions() const { return {base(), {}, effects}; }

    std::vector<Problem> problems;
    std::vector<EffectInForce> effects;
};

std::vector<double> intensities(Intervention const& lever)
{
    return {0.0, lever.intensity_range.first, lever.intensity, lever.intensity_range.second, 1.0};
}

TEST(Levers, are_there)
{
    EXPECT_GE(levers().size(), 15U);
    for (auto const& lever : levers()) {
        EXPECT_LE(lever.intensity_range.first, lever.intensity) << lever.name;
        EXPECT_LE(lever.intensity, lever.intensity_range.second) << lever.name;
    }
}

TEST(Levers, each_is_valid_on_the_base_at_every_intensity)
{
    for (std::size_t i = 0; i < levers().size(); ++i) {
        for (auto const intensity : intensities(levers()[i])) {
            InForce const in_force({use_of(i, intensity)});
            EXPECT_EQ(lines(in_force.problems), std::vector<std::string>()) << levers()[i].name << " at " << intensity;
        }
    }
}

bool moves(InForce const& in_force, EffectInForce const& effect)
{
    std::vector<Problem> problems;
    auto const values = values_on(in_force.conditions(), effect.from, problems);
    return std::any_of(values.begin(), values.end(), [&](Assignment const& value) {
        auto const& parameter = base().resolved.parameters.at(value.parameter);
        bool const is_meant = std::find(effect.targets.begin(), effect.targets.end(), value.parameter) != effect.targets.end();
        return is_meant && (!parameter.words.empty() || value.number != std::stod(parameter.value));
    });
}

// A factor on what is 0 everywhere, or a value that stands already, would be a lever that does nothing.
TEST(Levers, each_effect_moves_a_parameter_that_it_names)
{
    for (std::size_t i = 0; i < levers().size(); ++i) {
        InForce const in_force({use_of(i, 1.0)});
        EXPECT_EQ(in_force.effects.size(), levers()[i].effects.size()) << levers()[i].name;
        for (auto const& effect : in_force.effects) {
            EXPECT_EQ(moves(in_force, effect), levers()[i].lever != reference) << levers()[i].name << " from day " << effect.from;
        }
    }
}

TEST(Levers, at_intensity_0_each_is_the_base_to_the_bit)
{
    RunAddress const address{2016, 0, 0};
    auto const expected = simulate(base().scenario, address).values;
    for (std::size_t i = 0; i < levers().size(); ++i) {
        InForce const in_force({use_of(i, 0.0)});
        EXPECT_EQ(simulate(timeline_of(in_force.conditions()), address).values, expected) << levers()[i].name;
    }
}

// Better intelligence changes nothing where there are no strikes: it is tried beside them.
TEST(Levers, at_intensity_1_each_but_the_reference_changes_the_run)
{
    RunAddress const address{2016, 0, 0};
    for (std::size_t i = 0; i < levers().size(); ++i) {
        std::vector<Use> beside;
        if (levers()[i].lever == "P32") {
            beside.push_back(use_of(lever_numbered("P21"), 1.0));
        }
        auto const unchanged = simulate(timeline_of(InForce(beside).conditions()), address).values;
        beside.push_back(use_of(i, 1.0));
        auto const changed = simulate(timeline_of(InForce(beside).conditions()), address).values != unchanged;
        EXPECT_EQ(changed, levers()[i].lever != reference) << levers()[i].name;
    }
}

// Sets of levers that a policy team would try together, at half intensity. Those that are not there yet are left out of their set.
TEST(Levers, go_together)
{
    std::vector<std::vector<std::string>> const sets{
        {"P1", "P5"},   {"P1", "P37"},        {"P2", "P3"},   {"P4", "P5"},          {"P5", "P26"},  {"P5", "P37"},  {"P6", "P8"},
        {"P9", "P10"},  {"P9", "P31"},        {"P10", "P11"}, {"P10", "P22"},        {"P12", "P13"}, {"P14", "P29"}, {"P14", "P15"},
        {"P16", "P19"}, {"P17", "P24"},       {"P18", "P20"}, {"P20", "P32"},        {"P21", "P32"}, {"P22", "P36"}, {"P23", "P17"},
        {"P26", "P27"}, {"P9", "P12", "P16"}, {"P33", "P1"},  {"P34", "P14", "P25"}, {"P7", "P25"},  {"P28", "P31"}, {"P38", "P39"}};
    std::size_t tried = 0;
    for (auto const& set : sets) {
        std::vector<Use> uses;
        std::string names;
        for (auto const& lever : set) {
            if (auto const found = lever_numbered(lever); found < levers().size()) {
                uses.push_back(use_of(found, 0.5));
                names += lever + " ";
            }
        }
        if (uses.size() > 1) {
            ++tried;
            EXPECT_EQ(lines(InForce(uses).problems), std::vector<std::string>()) << names;
        }
    }
    EXPECT_GE(tried, 5U);
}

TEST(LeversOf2016, is_an_experiment_of_base_and_levers_alone_and_together)
{
    auto const experiment = read_experiment(PISTE_CONFIGS "/experiments/levers-2016.toml");
    EXPECT_EQ(experiment.overlays.front().name, "base");
    EXPECT_TRUE(experiment.overlays.front().uses.empty());
    EXPECT_GE(experiment.overlays.size(), 10U);
    EXPECT_TRUE(std::any_of(experiment.overlays.begin(), experiment.overlays.end(), [](auto const& each) { return each.uses.size() > 1; }));
    EXPECT_FALSE(experiment.independent);
}

}  // namespace
}  // namespace piste::test
