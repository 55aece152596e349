// `piste select`: the rounds of a selection of the best, on runs of an experiment.
#pragma once

#include "runners/commands/metric.hpp"
#include "runners/commands/rounds.hpp"
#include "runners/procedures/good_selection.hpp"
#include "runners/procedures/paired_interval.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace piste {

// Each intervention is a system with luck of its own: the procedure is proven for independent systems (docs/enough-runs.md says what
// common random numbers would do to it).
class SelectionRounds final : public Rounds {
public:
    // plan: of the same experiment, with any number of replicates. The other two must outlive it. Throws CommandError (bad_input) where
    // the experiment offers nothing to select from.
    SelectionRounds(Options const& options, Console const& console, Plan const& plan);
    // Before the first round: replicates that the working plan at the output has already.
    void continue_from(std::int64_t begun) { begun_ = begun; }

    void check(Plan const& /*plan*/) const override {}
    [[nodiscard]] std::int64_t replicates() const override;
    [[nodiscard]] bool wants(RunPosition const& position) const override;
    [[nodiscard]] std::string judge(Plan const& plan, ResultsStore const& store) override;
    [[nodiscard]] bool accept(std::string const& verdict) override;
    [[nodiscard]] std::optional<ExitCode> conclude(Plan const& plan, ResultsStore& store) override;
    void say_end() const override;
    [[nodiscard]] std::string end_in_words() const override;

private:
    void take_in(Plan const& plan, ResultsStore const& store);
    void say_round() const;

    Options const& options_;
    Console const& console_;
    Metric metric_;
    GoodSelection selection_;               // of the process that judges
    std::vector<std::int64_t> wanted_;      // of all processes
    std::int64_t begun_ = 0;
    std::vector<Sample> samples_;           // by intervention, in the order of replicates
    std::vector<std::string> names_;
    std::string question_;                  // what was asked, as the record begins
};

// What is asked, as the text with which the record of its answer begins: two selections with the same text are the same.
[[nodiscard]] std::string question_of(Options const& options, Plan const& plan, Metric const& metric);
// The record in the folder of a selection, which exists when it is decided.
[[nodiscard]] std::string selection_record_path(Options const& options);
// Reads the name of what was selected back from a record.
[[nodiscard]] std::string selected_in(std::string const& record);

}  // namespace piste
