#include "tests/patterns/cases.hpp"

#include "model/simulation.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <set>
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

// The worlds that some metric of the pattern looks at.
std::set<std::string> worlds_needed(Pattern const& pattern)
{
    std::set<std::string> names;
    for (auto const& metric : pattern.metrics) {
        names.insert(metric.to);
        if (!metric.from.empty()) {
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

// world: none for the unchanged one.
std::shared_ptr<Timeline const> timeline_of(Case const& one, World const* world)
{
    auto timeline = std::make_shared<Timeline>();
    timeline->epochs.push_back({0, *one.scenario});
    for (auto const& off : one.off) {
        off(timeline->epochs.front().scenario);
    }
    if (world != nullptr) {
        world->change(timeline->epochs.front().scenario);
        for (auto const& dated : world->later) {
            timeline->epochs.push_back({dated.day, timeline->epochs.back().scenario});
            dated.change(timeline->epochs.back().scenario);
        }
    }
    return timeline;
}

}  // namespace

struct CaseRunner::Job {
    std::size_t case_number = 0;
    std::string world;
    std::shared_ptr<Timeline const> timeline;
    std::uint32_t replicate = 0;
    std::optional<std::size_t> kept_as;
};

std::vector<CaseValues> CaseRunner::run(std::vector<Case> const& cases)
{
    std::vector<CaseValues> values;
    std::vector<Job> jobs;
    for (std::size_t number = 0; number < cases.size(); ++number) {
        auto const& one = cases[number];
        std::vector<std::vector<double>> const zeros(one.pattern->metrics.size(), std::vector<double>(one.replicates, 0.0));
        values.push_back({zeros, zeros, zeros});
        for (auto const& name : worlds_needed(*one.pattern)) {
            auto const* const world = world_of(one, name);
            auto const timeline = timeline_of(one, world);
            auto const kept_as = world == nullptr && one.off.empty() ? one.kept_as : std::nullopt;
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

std::shared_ptr<Outcome const> CaseRunner::outcome_of(Job const& job)
{
    if (job.kept_as) {
        std::lock_guard const lock(mutex_);
        auto const kept = kept_.find({*job.kept_as, job.replicate});
        if (kept != kept_.end()) {
            return kept->second;
        }
    }
    auto const outcome = std::make_shared<Outcome const>(simulate(*job.timeline, {seed, job.replicate, 0}));
    std::lock_guard const lock(mutex_);
    ++runs_made_;
    if (job.kept_as) {
        kept_[{*job.kept_as, job.replicate}] = outcome;
    }
    return outcome;
}

// Each job writes to places of its own.
void CaseRunner::measure(Case const& one, Job const& job, CaseValues& values)
{
    auto const outcome = outcome_of(job);
    auto const& metrics = one.pattern->metrics;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        if (metrics[i].from == job.world) {
            auto const value = metrics[i].measure(job.timeline->epochs.front().scenario, *outcome);
            values.from[i][job.replicate] = value;
            values.scale[i][job.replicate] = metrics[i].scale ? metrics[i].scale(job.timeline->epochs.front().scenario, *outcome) : value;
        }
        if (metrics[i].to == job.world) {
            values.to[i][job.replicate] = metrics[i].measure(job.timeline->epochs.front().scenario, *outcome);
        }
    }
}

}  // namespace piste::test
