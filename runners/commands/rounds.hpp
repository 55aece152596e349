// Runs that are decided on in rounds: how many replicates are wanted depends on what those before gave.
#pragma once

#include "runners/commands/exit_code.hpp"
#include "runners/commands/plan.hpp"
#include "runners/commands/run_report.hpp"
#include "runners/results/results_store.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace piste {

// Every process has one, and all of theirs say the same: only the first process looks at results, and the others take its verdict.
class Rounds {
public:
    Rounds() = default;
    Rounds(Rounds const&) = delete;
    Rounds& operator=(Rounds const&) = delete;
    virtual ~Rounds() = default;

    // Before anything is run: throws CommandError (bad_input) where this plan has not what is asked about.
    virtual void check(Plan const& plan) const = 0;
    // Replicates of the plan of this round: no fewer than in the round before.
    [[nodiscard]] virtual std::int64_t replicates() const = 0;
    [[nodiscard]] virtual bool wants(RunPosition const& /*position*/) const { return true; }

    // When all wanted runs are done: the verdict on them, for accept() of all processes, and not empty. Throws as read_tallies, and
    // CommandError.
    [[nodiscard]] virtual std::string judge(Plan const& plan, ResultsStore const& store) = 0;
    // Goes on to the next round where the verdict wants one; false where what is done is enough.
    [[nodiscard]] virtual bool accept(std::string const& verdict) = 0;

    // What is left to do by one process when enough is done, instead of writing the one file of the plan; nothing if that is right.
    [[nodiscard]] virtual std::optional<ExitCode> conclude(Plan const& /*plan*/, ResultsStore& /*store*/) { return std::nullopt; }
    // Says after the last round why it was the last.
    virtual void say_end() const = 0;
    // The same in a few words, for the provenance.
    [[nodiscard]] virtual std::string end_in_words() const = 0;

    // Kept from round to round by who carries them out.
    bool is_first = true;
    Totals totals;
    std::optional<std::chrono::steady_clock::time_point> latest_end;
};

}  // namespace piste
