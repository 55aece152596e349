#include "runners/config/in_force.hpp"

#include "runners/config/calendar.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <map>

namespace piste {
namespace {

Day end_of_run(Scenario const& scenario)
{
    return scenario.horizon.measured_days + scenario.horizon.run_out_days;
}

std::optional<EffectInForce> with_targets(Effect const& effect, std::string const& header, std::vector<Parameter> const& parameters,
                                          std::vector<Problem>& problems)
{
    EffectInForce in_force;
    in_force.targets = targets_of(effect, header, parameters, problems);
    if (in_force.targets.empty()) {
        return std::nullopt;
    }
    in_force.operation = effect.operation;
    in_force.number = effect.number;
    in_force.header = header;
    in_force.place = effect.place;
    if (effect.word) {
        auto const& words = parameters.at(in_force.targets.front()).words;
        in_force.word = static_cast<std::size_t>(std::find(words.begin(), words.end(), *effect.word) - words.begin());
    }
    return in_force;
}

// The first and last day, noting what cannot be. earliest: the first day on which it may begin, and why in words.
struct Window {
    Day from = 0;
    Day until = 0;
};

std::optional<Window> window_of(Scenario const& scenario, std::string const& from, std::string const& until, Day earliest,
                                std::string const& why_earliest, std::string const& header, Location const& place,
                                std::vector<Problem>& problems)
{
    auto const& start = scenario.horizon.start_date;
    auto const note = [&](std::string const& text) { problems.push_back(problem_at(place, header + " " + text)); };
    if (!date_of(start)) {
        return std::nullopt;   // noted where it stands
    }
    Window window{0, end_of_run(scenario)};
    if (!from.empty()) {
        window.from = days_between(start, from).value_or(0);
    }
    if (!until.empty()) {
        window.until = days_between(start, until).value_or(window.until);
    }
    if (window.from < earliest) {
        note("begins on " + from + ", before " + why_earliest);
    } else if (window.from >= end_of_run(scenario)) {
        note("begins on " + from + ", after the end of the run: " + scenario.name + " begins on " + start + " and lasts " +
             std::to_string(end_of_run(scenario)) + " days");
    } else if (window.until <= window.from) {
        note("has an empty window: it ends on " + until + ", and begins on " + (from.empty() ? start : from));
    } else {
        return window;
    }
    return std::nullopt;
}

bool overlap(EffectInForce const& one, EffectInForce const& other)
{
    return one.from < other.until && other.from < one.until;
}

// Two values cannot both be set, and what is set is not scaled at the same time: the order of files would decide.
void note_contradictions(std::vector<EffectInForce> const& effects, std::vector<Parameter> const& parameters,
                         std::vector<Problem>& problems)
{
    std::map<std::size_t, std::vector<EffectInForce const*>> by_target;
    for (auto const& effect : effects) {
        for (auto const target : effect.targets) {
            by_target[target].push_back(&effect);
        }
    }
    std::vector<std::pair<EffectInForce const*, EffectInForce const*>> told;
    for (auto const& [target, changes] : by_target) {
        for (std::size_t i = 0; i < changes.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                auto const* const one = changes[j];
                auto const* const other = changes[i];
                bool const any_sets = one->operation == Operation::set || other->operation == Operation::set;
                std::pair const pair(one, other);
                if (any_sets && overlap(*one, *other) && std::find(told.begin(), told.end(), pair) == told.end()) {
                    told.push_back(pair);
                    auto const& parameter = parameters.at(target);
                    bool const both = one->operation == other->operation;
                    problems.push_back(problem_at(
                        other->place, other->header + " contradicts " + one->header + " (" + *one->place.file + ", line " +
                                          std::to_string(one->place.line) + "): " + (both ? "both set " : "one sets and the other scales ") +
                                          table_name(parameter) + "." + parameter.key + " at the same time; keep one, or give them separate windows"));
                }
            }
        }
    }
}

}  // namespace

std::vector<EffectInForce> events_in_force(Scenario const& scenario, std::vector<DatedEvent> const& events,
                                           std::vector<Parameter> const& parameters, std::vector<Problem>& problems)
{
    std::vector<EffectInForce> all;
    for (auto const& event : events) {
        auto const header = "[timeline " + event.on + "]";
        auto const& place = event.effect.place;
        auto effect = with_targets(event.effect, header, parameters, problems);
        auto const window = event.on.empty() ? std::nullopt
                                             : window_of(scenario, event.on, event.until, -scenario.horizon.warm_up_days,
                                                         "the warm-up begins; put it into the scenario's values", header, place,
                                                         problems);
        if (effect && window) {
            effect->from = window->from;
            effect->until = window->until;
            all.push_back(std::move(*effect));
        }
    }
    note_contradictions(all, parameters, problems);
    return all;
}

std::vector<EffectInForce> uses_in_force(Scenario const& scenario, std::vector<Use> const& uses,
                                         std::vector<Intervention> const& interventions, std::vector<Parameter> const& parameters,
                                         std::vector<Problem>& problems)
{
    std::vector<EffectInForce> all;
    for (auto const& use : uses) {
        auto const& intervention = interventions.at(use.intervention);
        auto const heading = "[intervention." + intervention.name + "]";
        auto const window = window_of(scenario, use.onset, use.end, 0,
                                      "day 0 (" + scenario.horizon.start_date +
                                          "): interventions start on or after it, and the warm-up knows none",
                                      heading, use.place, problems);
        for (auto const& each : intervention.effects) {
            auto effect = with_targets(each, heading, parameters, problems);
            if (!effect || !window) {
                continue;
            }
            if (effect->word && use.intensity > 0.0 && use.intensity < 1.0) {
                problems.push_back(problem_at(use.place, heading + " has intensity " + readable(use.intensity) + ", but " +
                                                             each.path + " takes a word, which holds wholly (1) or not at all (0)"));
            }
            effect->intervention = intervention.name;
            effect->intensity = use.intensity;
            effect->from = window->from;
            effect->until = window->until;
            all.push_back(std::move(*effect));
        }
    }
    note_contradictions(all, parameters, problems);
    return all;
}

}  // namespace piste
