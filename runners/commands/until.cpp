#include "runners/commands/until.hpp"

#include "runners/commands/ensemble_run.hpp"
#include "runners/commands/time_limit.hpp"
#include "runners/commands/wording.hpp"
#include "runners/config/suggestion.hpp"
#include "runners/ensemble/launch.hpp"
#include "runners/results/results_reader.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

namespace piste {

namespace {

std::size_t overlay_named(std::string const& name, ExperimentRecord const& record)
{
    std::vector<std::string> known;
    for (auto const& overlay : record.interventions) {
        known.push_back(overlay.name);
    }
    auto const found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) {
        throw CommandError(ExitCode::bad_input, "--until: the experiment has no intervention '" + name + "'" + did_you_mean(name, known) +
                                                    "; it has " + listed(known));
    }
    return static_cast<std::size_t>(found - known.begin());
}

}  // namespace

std::int64_t replicates_begun(Options const& options)
{
    std::int64_t most = 0;
    if (options.fresh) {
        return most;
    }
    std::filesystem::path const path = options.output;
    try {
        if (std::filesystem::is_regular_file(path)) {
            most = ResultsReader(path).record().replicates;
        }
    } catch (std::exception const&) {
    }
    std::error_code none;
    for (auto const& entry : std::filesystem::directory_iterator(parts_folder(path, "any").parent_path(), none)) {
        if (auto const plan = read_plan(entry.path())) {
            most = std::max(most, plan->record.replicates);
        }
    }
    return most;
}

UntilRounds::UntilRounds(Options const& options, Console const& console, UntilRule rule, std::int64_t begun)
    : options_(options), console_(console), rule_(std::move(rule)), replicates_(count_to_look_at(begun, options.block, options.max_replicates))
{
}

void UntilRounds::check(Plan const& plan) const
{
    static_cast<void>(overlay_named(rule_.intervention, plan.record));
    static_cast<void>(overlay_named(rule_.base, plan.record));
}

// Only what is new since the last round, in the order of the runs.
void UntilRounds::take_in(Plan const& plan, ResultsStore const& store)
{
    auto const& record = plan.record;
    auto const intervention = overlay_named(rule_.intervention, record);
    auto const base = overlay_named(rule_.base, record);
    auto const cells = record.points.size() * record.scenarios.size();
    pairs_.resize(cells);
    std::vector<std::int64_t> runs;
    for (auto pair = known_ * static_cast<std::int64_t>(cells); pair < replicates_ * static_cast<std::int64_t>(cells); ++pair) {
        auto const first = pair * static_cast<std::int64_t>(record.interventions.size());
        runs.push_back(first + static_cast<std::int64_t>(base));
        runs.push_back(first + static_cast<std::int64_t>(intervention));
    }
    std::size_t taken = 0;
    std::optional<double> without;
    store.read_tallies(runs, [&](std::int64_t, std::vector<std::int64_t> const& tallies) {
        auto const value = tallies.empty() ? std::nullopt : std::optional(rule_.metric.of(tallies));
        if (taken % 2 == 0) {
            without = value;
        } else if (without && value) {
            pairs_[taken / 2 % cells].add(*value - *without);
        } else {
            ++left_out_;
        }
        ++taken;
    });
    known_ = replicates_;
}

void UntilRounds::find_widest(ExperimentRecord const& record)
{
    auto const widest = std::max_element(pairs_.begin(), pairs_.end(), [](auto const& a, auto const& b) { return a.halfwidth() < b.halfwidth(); });
    auto const cell = static_cast<std::size_t>(widest - pairs_.begin());
    halfwidth_ = widest->halfwidth();
    says_nothing_ = widest->all_equal();
    where_.clear();
    if (record.scenarios.size() > 1) {
        where_ += ", " + record.scenarios[cell % record.scenarios.size()].name;
    }
    if (record.points.size() > 1) {
        where_ += ", point " + record.points[cell / record.scenarios.size()].name;
    }
}

std::string UntilRounds::halfwidth_in_words() const
{
    if (!std::isfinite(halfwidth_)) {
        return "half-width not known from fewer than two pairs";
    }
    return "half-width " + in_three_digits(halfwidth_) + ' ' + rule_.metric.unit + (where_.empty() ? "" : " (the widest:" + where_.substr(1) + ")");
}

std::string UntilRounds::judge(Plan const& plan, ResultsStore const& store)
{
    take_in(plan, store);
    find_widest(plan.record);
    bool const is_last = is_met() || replicates_ >= options_.max_replicates;
    if (options_.progress != ProgressStyle::none) {
        console_.err << "piste: " << counted(replicates_, "replicate", "replicates") << ": " << halfwidth_in_words() << ", target "
                     << in_three_digits(rule_.halfwidth) << (is_last ? "" : "; going on") << std::endl;
    }
    return is_last ? "enough" : "more";
}

bool UntilRounds::accept(std::string const& verdict)
{
    if (verdict != "more") {
        return false;
    }
    replicates_ = count_to_look_at(replicates_ + 1, options_.block, options_.max_replicates);
    return true;
}

std::string UntilRounds::end_in_words() const
{
    return std::string(is_met() ? "the target is met after " : "the target is not met after the most that --max-replicates allows, ") +
           counted(replicates_, "replicate", "replicates") + ": " + halfwidth_in_words() + ", target " + in_three_digits(rule_.halfwidth);
}

void UntilRounds::say_end() const
{
    auto& out = console_.out;
    out << rule_.metric.name << " of " << rule_.intervention << " vs " << rule_.base << ": " << end_in_words() << '\n';
    if (left_out_ > 0) {
        out << "note: " << counted(left_out_, "pair is", "pairs are") << " left out because a run failed\n";
    }
    if (says_nothing_) {
        out << "note: all pairs differ by the same amount, so the interval has no width and says nothing about chance\n";
    }
    out << "note: a 95 % interval that was looked at until it was narrow covers a little less often than 95 % (Chow and Robbins 1965; Law and "
           "Kelton, Simulation Modeling and Analysis); it speaks of chance alone, not of assumptions\n";
}

ExitCode run_in_rounds(Options const& options, Console const& console, Session& session, RunSimulator const& simulator, Rounds& rounds)
{
    rounds.latest_end = latest_end_of_runs(options.time_limit, process_environment);
    for (;; rounds.is_first = false) {
        if (auto const code = EnsembleRun(options, console, session, simulator, &rounds).carry_out()) {
            return *code;
        }
    }
}

ExitCode run_until(Options const& options, Console const& console, Session& session, RunSimulator const& simulator)
{
    std::int64_t begun = 0;
    std::optional<UntilRule> rule;
    do_together(session, [&] {
        rule = until_rule(options.until);
        begun = session.rank() == 0 ? replicates_begun(options) : 0;
    });
    // Only the first process has looked.
    begun = static_cast<std::int64_t>(session.sum(static_cast<std::uint64_t>(begun)));
    UntilRounds rounds(options, console, *rule, begun);
    return run_in_rounds(options, console, session, simulator, rounds);
}

}  // namespace piste
