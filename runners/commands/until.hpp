// `piste run --until`: replicates in blocks until the interval of a paired difference is narrow enough.
#pragma once

#include "runners/commands/rounds.hpp"
#include "runners/commands/run_command.hpp"
#include "runners/commands/until_rule.hpp"
#include "runners/procedures/paired_interval.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace piste {

class UntilRounds final : public Rounds {
public:
    // begun: replicates that the output has, or has begun. All must outlive it.
    UntilRounds(Options const& options, Console const& console, UntilRule rule, std::int64_t begun);

    void check(Plan const& plan) const override;
    [[nodiscard]] std::int64_t replicates() const override { return replicates_; }
    [[nodiscard]] std::string judge(Plan const& plan, ResultsStore const& store) override;
    [[nodiscard]] bool accept(std::string const& verdict) override;
    void say_end() const override;
    [[nodiscard]] std::string end_in_words() const override;

private:
    void take_in(Plan const& plan, ResultsStore const& store);
    void find_widest(ExperimentRecord const& record);
    [[nodiscard]] bool is_met() const { return halfwidth_ <= rule_.halfwidth; }
    [[nodiscard]] std::string halfwidth_in_words() const;

    Options const& options_;
    Console const& console_;
    UntilRule rule_;
    std::int64_t replicates_;
    std::int64_t known_ = 0;                   // replicates that have been looked at
    std::vector<PairedDifferences> pairs_;     // by scenario and point, points together
    std::int64_t left_out_ = 0;                // pairs of which a run failed
    double halfwidth_ = 0.0;                   // the widest of all scenarios and points
    bool says_nothing_ = false;                // all pairs of it differ by the same
    std::string where_;                        // it is, if there are several
};

// Runs, or resumes, the experiment in blocks of replicates, as run_experiment does.
[[nodiscard]] ExitCode run_until(Options const& options, Console const& console, Session& session, RunSimulator const& simulator);

// The most replicates that lie at the output, finished or begun; 0 with --fresh. What else is wrong with them, opening the store says.
[[nodiscard]] std::int64_t replicates_begun(Options const& options);

// One round after another until none is wanted.
[[nodiscard]] ExitCode run_in_rounds(Options const& options, Console const& console, Session& session, RunSimulator const& simulator,
                                     Rounds& rounds);

}  // namespace piste
