#include "runners/config/epochs.hpp"

#include "runners/config/scenario_rules.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace piste {
namespace {

// What the effects of one kind do to one parameter on one day.
struct Change {
    EffectInForce const* cause = nullptr;
    EffectInForce const* sets = nullptr;
    double factor = 1.0;
    double added = 0.0;
};

using Values = std::map<std::size_t, Assignment>;
using Causes = std::map<std::size_t, EffectInForce const*>;

void combine(EffectInForce const& effect, Change& change)
{
    change.cause = &effect;
    switch (effect.operation) {
    case Operation::set: change.sets = &effect; break;
    case Operation::factor: change.factor *= effect.intensity == 1.0 ? effect.number : 1.0 + effect.intensity * (effect.number - 1.0); break;
    case Operation::add: change.added += effect.intensity * effect.number; break;
    }
}

Assignment value_of(std::size_t parameter, std::vector<Parameter> const& parameters, Values const& values)
{
    auto const found = values.find(parameter);
    return found != values.end() ? found->second : Assignment{parameter, parameters[parameter].number, 0};
}

// The part of the way from one number to another; exactly the other at the end.
double between(double from, double to, double part)
{
    return part == 1.0 ? to : from + part * (to - from);
}

void note_illegal(EffectInForce const& cause, Parameter const& parameter, double number, std::vector<Problem>& problems)
{
    problems.push_back(problem_at(cause.place, cause.header + " makes " + table_name(parameter) + "." + parameter.key + " = " +
                                                   readable(number) + ", which is out of range: it must lie in [" +
                                                   readable(parameter.low) + ", " + readable(parameter.high) + "] (" +
                                                   parameter.unit + ")"));
}

void apply(Change const& change, std::vector<Parameter> const& parameters, Assignment& value, std::vector<Problem>& problems)
{
    auto const& parameter = parameters[value.parameter];
    if (change.sets != nullptr && change.sets->word) {
        value.word = change.sets->intensity > 0.0 ? *change.sets->word : value.word;
        return;
    }
    auto number = change.sets != nullptr ? between(value.number, change.sets->number, change.sets->intensity)
                                         : value.number * change.factor + change.added;
    number = parameter.type == ParameterType::amount ? std::floor(number + 0.5) : number;
    if (!(number >= parameter.low && number <= parameter.high)) {
        note_illegal(*change.cause, parameter, number, problems);
        return;
    }
    value.number = number;
}

// Notes who changed what last, if anybody wants to know.
void apply_all(std::span<EffectInForce const> effects, Day day, std::vector<Parameter> const& parameters, Values& values,
               Causes* causes, std::vector<Problem>& problems)
{
    std::map<std::size_t, Change> changes;
    for (auto const& effect : effects) {
        if (effect.from > day || effect.until <= day || effect.intensity == 0.0) {
            continue;
        }
        for (auto const target : effect.targets) {
            combine(effect, changes[target]);
        }
    }
    for (auto const& [parameter, change] : changes) {
        auto value = value_of(parameter, parameters, values);
        apply(change, parameters, value, problems);
        values[parameter] = value;
        if (causes != nullptr) {
            (*causes)[parameter] = change.cause;
        }
    }
}

std::vector<Assignment> values_with_causes(Conditions const& conditions, Day day, Causes* causes, std::vector<Problem>& problems)
{
    auto const& parameters = conditions.read.resolved.parameters;
    Values values;
    for (auto const& assignment : conditions.point) {
        values[assignment.parameter] = assignment;
    }
    apply_all(conditions.read.events_in_force, day, parameters, values, causes, problems);
    apply_all(conditions.interventions, day, parameters, values, causes, problems);
    std::vector<Assignment> sorted;
    for (auto const& [parameter, value] : values) {
        sorted.push_back(value);
    }
    return sorted;
}

Scenario assigned(Scenario scenario, std::vector<Assignment> const& values)
{
    ScenarioAssigner assigner(values);
    describe_scenario(assigner, scenario);
    return scenario;
}

Day first_day(Conditions const& conditions)
{
    return -conditions.read.scenario.horizon.warm_up_days;
}

// Parameters as a scenario with these values would have them, each change at the place of what changed it.
std::vector<Parameter> changed_parameters(std::vector<Parameter> parameters, std::vector<Assignment> const& values, Causes const& causes)
{
    for (auto const& value : values) {
        auto& parameter = parameters.at(value.parameter);
        parameter.number = value.number;
        parameter.value = !parameter.words.empty() ? toml_string(parameter.words.at(value.word)) : toml_real(value.number);
        if (auto const cause = causes.find(value.parameter); cause != causes.end()) {
            parameter.where = cause->second->place;
        }
    }
    return parameters;
}

}  // namespace

std::vector<Day> days_of_change(Conditions const& conditions)
{
    auto const& horizon = conditions.read.scenario.horizon;
    auto const end = horizon.measured_days + horizon.run_out_days;
    std::vector<Day> days;
    for (auto const effects : {std::span<EffectInForce const>(conditions.read.events_in_force), conditions.interventions}) {
        for (auto const& effect : effects) {
            days.push_back(std::max(effect.from, first_day(conditions)));
            days.push_back(effect.until);
        }
    }
    std::erase_if(days, [end](Day day) { return day >= end; });
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

std::vector<Assignment> values_on(Conditions const& conditions, Day day, std::vector<Problem>& problems)
{
    return values_with_causes(conditions, day, nullptr, problems);
}

Timeline timeline_of(Conditions const& conditions)
{
    std::vector<Problem> problems;
    auto days = days_of_change(conditions);
    if (days.empty() || days.front() != first_day(conditions)) {
        days.insert(days.begin(), first_day(conditions));
    }
    Timeline timeline;
    for (auto const day : days) {
        timeline.epochs.push_back({day, assigned(conditions.read.scenario, values_on(conditions, day, problems))});
    }
    if (!problems.empty()) {
        throw ConfigurationError(std::move(problems));
    }
    return timeline;
}

void check_epochs(Conditions const& conditions, std::vector<Problem>& problems)
{
    auto const& read = conditions.read;
    auto days = days_of_change(conditions);
    days.insert(days.begin(), first_day(conditions));
    for (auto const day : days) {
        Causes causes;
        std::vector<Problem> found;
        auto const values = values_with_causes(conditions, day, &causes, found);
        if (values.empty()) {
            continue;
        }
        auto const parameters = changed_parameters(read.resolved.parameters, values, causes);
        auto const scenario = assigned(read.scenario, values);
        Location const top = causes.empty() ? Location() : causes.begin()->second->place;
        RuleContext const context(scenario, parameters, top, found);
        check_value_rules(context);
        check_network_rules(context);
        check_people_rules(context);
        for (auto& problem : found) {
            auto const is_same = [&](Problem const& other) {
                return other.text == problem.text && other.file == problem.file && other.line == problem.line;
            };
            if (problem.severity == Severity::error && std::none_of(problems.begin(), problems.end(), is_same)) {
                problems.push_back(std::move(problem));
            }
        }
    }
}

}  // namespace piste
