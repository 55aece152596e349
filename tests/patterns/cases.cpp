#include "tests/patterns/cases.hpp"

#include "model/simulation.hpp"
#include "runners/config/epochs.hpp"
#include "runners/config/intervention.hpp"
#include "runners/config/problem.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

namespace piste::test {
namespace {

constexpr std::uint64_t seed = 20160101;
constexpr char unchanged[] = "base";

World const* named(std::vector<World> const& worlds, std::string const& name)
{
    auto const found = std::find_if(worlds.begin(), worlds.end(), [&](World const& w) { return w.name == name; });
    return found == worlds.end() ? nullptr : &*found;
}

bool is_looked_at(Case const& one, Metric const& metric)
{
    bool const is_named = one.only.empty() || std::find(one.only.begin(), one.only.end(), metric.letter) != one.only.end();
    return is_named && (!one.at_point || (metric.at_points && !metric.stays && !metric.reported));
}

// The worlds that some metric looks at.
std::set<std::string> worlds_needed(Case const& one)
{
    std::set<std::string> names;
    for (auto const& metric : one.pattern->metrics) {
        if (is_looked_at(one, metric)) {
            names.insert(metric.to);
        }
        if (is_looked_at(one, metric) && !metric.from.empty()) {
            names.insert(metric.from);
        }
    }
    return names;
}

World const* world_of(Case const& one, std::string const& name)
{
    auto const* const other = named(one.instead, name);
    auto const* const own = other != nullptr ? other : named(one.pattern->worlds, name);
    if (own == nullptr && name != unchanged) {
        throw std::logic_error(one.pattern->id + " has no world " + name);
    }
    return own;
}

// The levers in force, whatever their onset.
std::vector<EffectInForce> effects_of(ReadScenario const& read, std::vector<LeverUse> const& levers)
{
    std::vector<Intervention> files;
    std::vector<Use> uses;
    for (auto const& lever : levers) {
        files.push_back(read_intervention(std::string(PISTE_INTERVENTIONS) + "/" + lever.name + ".toml"));
        uses.push_back({files.size() - 1, lever.intensity, files.back().onset, files.back().end, files.back().place});
    }
    std::vector<Problem> problems;
    auto effects = uses_in_force(read.scenario, uses, files, read.resolved.parameters, problems);
    if (!problems.empty()) {
        throw ConfigurationError(std::move(problems));
    }
    return effects;
}

ReadScenario without_events(ReadScenario read, std::vector<std::string> const& without)
{
    std::vector<EffectInForce> left;
    for (std::size_t i = 0; i < read.events.size(); ++i) {
        if (std::find(without.begin(), without.end(), read.events[i].what) == without.end()) {
            left.push_back(read.events_in_force.at(i));
        }
    }
    if (left.size() + without.size() > read.events.size()) {
        throw std::logic_error("the scenario has no such events: " + without.front());
    }
    read.events_in_force = std::move(left);
    return read;
}

void change_from(Timeline& timeline, Day day, Change const& change)
{
    auto& epochs = timeline.epochs;
    auto first = std::find_if(epochs.begin(), epochs.end(), [=](Epoch const& epoch) { return epoch.first_day >= day; });
    if (first != epochs.begin() && (first == epochs.end() || first->first_day > day)) {
        Epoch const split{day, std::prev(first)->scenario};
        first = epochs.insert(first, split);
    }
    std::for_each(first, epochs.end(), [&](Epoch& epoch) { change(epoch.scenario); });
}

}  // namespace

Timeline timeline_of(Case const& one, World const* world)
{
    static World const nothing_changes;
    auto const& changed = world != nullptr ? *world : nothing_changes;
    auto const effects = effects_of(*one.scenario, changed.levers);
    auto timeline = changed.without.empty() ? timeline_of(Conditions{*one.scenario, {}, effects})
                                            : timeline_of(Conditions{without_events(*one.scenario, changed.without), {}, effects});
    auto const warm_up_begins = timeline.epochs.front().first_day;
    if (one.pattern->prepare) {
        change_from(timeline, warm_up_begins, one.pattern->prepare);
    }
    for (auto const& carrier : one.off) {
        change_from(timeline, std::max(carrier.from, warm_up_begins), carrier.off);
    }
    if (changed.change) {
        change_from(timeline, warm_up_begins, changed.change);
    }
    for (auto const& dated : changed.later) {
        change_from(timeline, dated.day, dated.change);
    }
    return timeline;
}

struct CaseRunner::Job {
    std::size_t case_number = 0;
    std::string world;
    std::shared_ptr<Timeline const> timeline;
    std::uint32_t replicate = 0;
    ReadScenario const* kept_as = nullptr;   // cases of one scenario share the runs of the unchanged world
};

std::vector<CaseValues> CaseRunner::run(std::vector<Case> const& cases)
{
    std::vector<CaseValues> values;
    std::vector<Job> jobs;
    for (std::size_t number = 0; number < cases.size(); ++number) {
        auto const& one = cases[number];
        std::vector<std::vector<double>> const zeros(one.pattern->metrics.size(), std::vector<double>(one.replicates, 0.0));
        values.push_back({zeros, zeros, zeros});
        for (auto const& name : worlds_needed(one)) {
            auto const* const world = world_of(one, name);
            auto const timeline = std::make_shared<Timeline const>(timeline_of(one, world));
            bool const is_unchanged = world == nullptr && one.off.empty() && !one.pattern->prepare;
            auto const* const kept_as = is_unchanged ? one.scenario.get() : nullptr;
            for (std::uint32_t replicate = 0; replicate < one.replicates; ++replicate) {
                jobs.push_back({number, name, timeline, replicate, kept_as});
            }
        }
    }
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failure;
    auto const work = [&] {
        for (std::size_t i = next++; i < jobs.size(); i = next++) {
            try {
                measure(cases[jobs[i].case_number], jobs[i], values[jobs[i].case_number]);
            } catch (...) {
                std::lock_guard const lock(mutex_);
                failure = std::current_exception();
                next = jobs.size();
            }
        }
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads_; ++i) {
        others.emplace_back(work);
    }
    work();
    for (auto& other : others) {
        other.join();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    return values;
}

std::shared_ptr<Outcome const> CaseRunner::outcome_of(Job const& job, std::uint32_t run)
{
    if (job.kept_as != nullptr) {
        std::lock_guard const lock(mutex_);
        auto const kept = kept_.find({job.kept_as, run});
        if (kept != kept_.end()) {
            return kept->second;
        }
    }
    auto const outcome = std::make_shared<Outcome const>(simulate(*job.timeline, {seed, run, 0}));
    std::lock_guard const lock(mutex_);
    ++runs_made_;
    if (job.kept_as != nullptr) {
        kept_[{job.kept_as, run}] = outcome;
    }
    return outcome;
}

// Each job writes to places of its own.
void CaseRunner::measure(Case const& one, Job const& job, CaseValues& values)
{
    auto const& metrics = one.pattern->metrics;
    auto const& scenario = job.timeline->epochs.front().scenario;
    auto const runs = one.pattern->runs_a_pair;
    for (std::uint32_t run = job.replicate * runs; run < (job.replicate + 1) * runs; ++run) {
        auto const outcome = outcome_of(job, run);
        for (std::size_t i = 0; i < metrics.size(); ++i) {
            auto const& metric = metrics[i];
            if (metric.from == job.world) {
                auto const value = (metric.from_measure ? metric.from_measure : metric.measure)(scenario, *outcome);
                values.from[i][job.replicate] += value / runs;
                values.scale[i][job.replicate] += (metric.scale ? metric.scale(scenario, *outcome) : value) / runs;
            }
            if (metric.to == job.world) {
                values.to[i][job.replicate] += metric.measure(scenario, *outcome) / runs;
            }
        }
    }
}

}  // namespace piste::test
