#include "runners/commands/selection_rounds.hpp"

#include "runners/commands/selection_files.hpp"
#include "runners/commands/until_rule.hpp"
#include "runners/commands/wording.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace piste {

namespace {

constexpr char const* decided = "decided";
// More replicates than a plan may have.
constexpr std::int64_t most_replicates = 4'294'967'295;

SelectionDesign design_of(Options const& options, Plan const& plan)
{
    auto const& record = plan.record;
    auto const size = [](auto const& list) { return static_cast<std::int64_t>(list.size()); };
    if (record.scenarios.size() > 1 || record.points.size() > 1) {
        throw CommandError(ExitCode::bad_input, options.file + ": a selection takes one scenario and one parameter point, and this has " +
                                                    counted(size(record.scenarios), "scenario", "scenarios") + " and " +
                                                    counted(size(record.points), "point", "points"));
    }
    if (record.interventions.size() < 2) {
        throw CommandError(ExitCode::bad_input, options.file + ": there is nothing to select from: name several interventions in it, or add "
                                                               "them by --intervention");
    }
    SelectionDesign design;
    design.systems = record.interventions.size();
    design.indifference = options.selection.indifference;
    design.probability = options.selection.probability;
    design.first_stage = options.selection.first_stage;
    design.mean_batch = options.selection.batch;
    design.rounds = options.selection.rounds;
    return design;
}

}  // namespace

SelectionRounds::SelectionRounds(Options const& options, Console const& console, Plan const& plan)
    : options_(options), console_(console), metric_(metric_named(options.selection.metric, "--metric")), selection_(design_of(options, plan)),
      wanted_(selection_.wanted()), samples_(plan.record.interventions.size()), question_(question_of(options, plan, metric_))
{
    for (auto const& overlay : plan.record.interventions) {
        names_.push_back(overlay.name);
    }
}

// What an earlier command has begun is part of the plan of every round, so that rounds which it had finished are only gone through.
std::int64_t SelectionRounds::replicates() const
{
    return std::max(begun_, *std::max_element(wanted_.begin(), wanted_.end()));
}

bool SelectionRounds::wants(RunPosition const& position) const
{
    return static_cast<std::int64_t>(position.replicate) < wanted_.at(position.intervention);
}

// Only what is new, replicate by replicate of each intervention.
void SelectionRounds::take_in(Plan const& plan, ResultsStore const& store)
{
    std::vector<std::int64_t> runs;
    for (std::size_t system = 0; system < samples_.size(); ++system) {
        for (auto replicate = samples_[system].count; replicate < wanted_[system]; ++replicate) {
            runs.push_back(replicate * static_cast<std::int64_t>(samples_.size()) + static_cast<std::int64_t>(system));
        }
    }
    auto const sign = options_.selection.smallest ? -1.0 : 1.0;
    store.read_tallies(runs, [&](std::int64_t run, std::vector<std::int64_t> const& tallies) {
        if (tallies.empty()) {
            throw CommandError(ExitCode::runs_failed, "run " + std::to_string(run) + " (" + plan.name_of(run) +
                                                          ") failed, and a selection needs every run: leave that intervention out, or "
                                                          "mend what makes it fail");
        }
        samples_[plan.record.position(run).intervention].add(sign * metric_.of(tallies));
    });
}

std::string SelectionRounds::judge(Plan const& plan, ResultsStore const& store)
{
    take_in(plan, store);
    std::vector<double> means;
    std::vector<double> deviations;
    for (auto const& sample : samples_) {
        means.push_back(sample.mean);
        deviations.push_back(std::sqrt(sample.variance()));
    }
    selection_.learn(means, deviations);
    say_round();
    if (selection_.stage() == GoodSelection::Stage::decided) {
        return decided;
    }
    auto const most = *std::max_element(selection_.wanted().begin(), selection_.wanted().end());
    if (most > most_replicates) {
        throw CommandError(ExitCode::bad_input, "--indifference: to tell interventions apart that differ by " +
                                                    in_three_digits(options_.selection.indifference) + ' ' + metric_.unit +
                                                    " would take more than " + with_commas(most_replicates) + " replicates; be indifferent to more");
    }
    std::ostringstream verdict;
    for (auto const count : selection_.wanted()) {
        verdict << count << ' ';
    }
    return verdict.str();
}

void SelectionRounds::say_round() const
{
    if (options_.progress == ProgressStyle::none) {
        return;
    }
    auto const total = [](std::vector<std::int64_t> const& counts) {
        std::int64_t sum = 0;
        for (auto const count : counts) {
            sum += count;
        }
        return sum;
    };
    console_.err << "piste: " << counted(total(wanted_), "run", "runs") << ": " << selection_.survivors() << " of " << samples_.size()
                 << " interventions are left";
    if (selection_.stage() == GoodSelection::Stage::screening) {
        console_.err << "; screening round " << selection_.round() << " of " << selection_.design().rounds << " takes "
                     << counted(total(selection_.wanted()) - total(wanted_), "run", "runs");
    } else if (selection_.stage() == GoodSelection::Stage::last) {
        console_.err << "; the last stage takes " << counted(total(selection_.wanted()) - total(wanted_), "run", "runs");
    }
    console_.err << std::endl;
}

bool SelectionRounds::accept(std::string const& verdict)
{
    if (verdict == decided) {
        return false;
    }
    std::istringstream words(verdict);
    for (auto& count : wanted_) {
        words >> count;
    }
    return true;
}

std::optional<ExitCode> SelectionRounds::conclude(Plan const& plan, ResultsStore& store)
{
    std::vector<SelectedFile> files;
    for (std::size_t system = 0; system < samples_.size(); ++system) {
        files.push_back({names_[system], wanted_[system], selection_.out_in_round(system), selection_.deviation(system)});
    }
    write_selection(options_, plan, store, question_, files, selection_);
    return ExitCode::complete;
}

std::string SelectionRounds::end_in_words() const
{
    return names_[selection_.selected()] + " is selected";
}

void SelectionRounds::say_end() const
{
    auto& out = console_.out;
    std::size_t longest = 0;
    for (auto const& name : names_) {
        longest = std::max(longest, name.size());
    }
    for (std::size_t system = 0; system < names_.size(); ++system) {
        auto const out_in = selection_.out_in_round(system);
        out << names_[system] << std::string(longest - names_[system].size() + 2, ' ')
            << counted(wanted_[system], "replicate", "replicates") << ", "
            << (system == selection_.selected() ? std::string("selected")
                : !out_in                       ? std::string("not selected in the last stage")
                : *out_in == 0                  ? std::string("out after the first stage")
                                                : "out after round " + std::to_string(*out_in))
            << '\n';
    }
    out << options_.selection.folder << ": " << names_[selection_.selected()] << " has the "
        << (options_.selection.smallest ? "smallest " : "largest ") << metric_.name << ", or one within " << in_three_digits(options_.selection.indifference) << ' ' << metric_.unit
        << " of it, with a probability of at least " << in_three_digits(100.0 * options_.selection.probability) << " %\n"
        << "note: by the Good Selection Procedure of Ni, Ciocan, Henderson and Hunter (2017), for runs that are nearly normal; on this metric "
           "alone, and at these assumptions: compare says what else it changes, and where people are instead\n";
}

}  // namespace piste
