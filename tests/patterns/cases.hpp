// Runs of the worlds of a pattern, on threads: one replicate of every world shares its luck.
#pragma once

#include "tests/patterns/pattern.hpp"

#include "model/timeline.hpp"
#include "runners/config/scenario_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace piste::test {

// One pattern at one place: the scenario that its worlds are made of, with what is switched off in all of them.
struct Case {
    Pattern const* pattern = nullptr;
    std::shared_ptr<ReadScenario const> scenario;
    std::vector<Carrier> off;
    std::vector<World> instead;             // in place of the pattern's worlds of the same name
    std::uint32_t replicates = 0;           // pairs
    bool at_point = false;                  // only what is judged there
    std::vector<std::string> only{};        // metrics by letter; none: all
};

// What a world of a case is told.
[[nodiscard]] Timeline timeline_of(Case const& one, World const* world);

// By metric and replicate. Zero in `from` for a metric that is judged by itself.
struct CaseValues {
    std::vector<std::vector<double>> from;
    std::vector<std::vector<double>> to;
    std::vector<std::vector<double>> scale;  // as `from` where the metric has none of its own
};

class CaseRunner {
public:
    explicit CaseRunner(std::size_t threads) : threads_(threads) {}

    // In the order of the cases. Throws what a run throws.
    [[nodiscard]] std::vector<CaseValues> run(std::vector<Case> const& cases);
    [[nodiscard]] std::size_t runs_made() const { return runs_made_; }

private:
    struct Job;
    std::shared_ptr<Outcome const> outcome_of(Job const& job, std::uint32_t run);
    void measure(Case const& one, Job const& job, CaseValues& values);

    std::size_t threads_;
    std::size_t runs_made_ = 0;
    std::mutex mutex_;
    std::map<std::pair<ReadScenario const*, std::uint32_t>, std::shared_ptr<Outcome const>> kept_;   // of unchanged worlds
};

}  // namespace piste::test
