// `piste trace`: one synthetic person's journey, told while the run that it belongs to is simulated.
#include "runners/commands/commands.hpp"
#include "runners/commands/plan.hpp"
#include "runners/commands/story_text.hpp"
#include "runners/commands/versus.hpp"
#include "runners/config/suggestion.hpp"
#include "runners/ensemble/ensemble.hpp"

#include <algorithm>
#include <new>

namespace piste {

namespace {

PersonName person_named(Scenario const& scenario, std::optional<MigrantChoice> const& choice)
{
    if (!choice) {
        return {Index<Nationality>(), PersonName::anybody};
    }
    std::vector<std::string> names;
    for (auto const& nationality : scenario.nationalities) {
        names.push_back(nationality.name);
    }
    auto const found = std::find(names.begin(), names.end(), choice->nationality);
    if (found == names.end()) {
        throw CommandError(ExitCode::bad_input, "--migrant: '" + choice->nationality + "' is no nationality of " +
                                                    scenario.name + did_you_mean(choice->nationality, names) +
                                                    "; it has " + listed(names));
    }
    return {Index<Nationality>(static_cast<std::size_t>(found - names.begin())), choice->number};
}

// Names the person before the first line: only the run knows who the first to set out is.
class Teller final : public Listener {
public:
    Teller(Console const& console, Plan const& plan, std::int64_t run)
        : console_(console), scenario_(plan.scenario_of(run)), seed_(plan.experiment.seed), name_(plan.name_of(run)),
          lines_(console.out, scenario_.horizon.start_date)
    {
    }

    void begin(PersonName const& person) override
    {
        console_.out << name_ << ", seed " << seed_ << ": "
                     << scenario_.nationalities.at(person.nationality.value()).name << '/' << person.number
                     << ", a person who exists only in this simulation\n\n";
    }
    void hear(StoryLine const& line) override { lines_.write(line); }
    [[nodiscard]] bool heard_anything() const { return lines_.wrote_anything(); }

private:
    Console const& console_;
    Scenario const& scenario_;
    std::uint64_t seed_;
    std::string name_;
    StoryWriter lines_;
};

// The number of the run that is asked for.
std::int64_t run_of(Plan const& plan, Options const& options)
{
    auto const replicates = static_cast<std::int64_t>(plan.experiment.replicates);
    auto const runs_of_a_replicate = plan.record.run_count() / replicates;
    auto const run = options.run.value_or(options.replicate * runs_of_a_replicate);
    // A scenario alone counts one replicate, but any may be asked of it.
    if (replicates > 1 && run >= plan.record.run_count()) {
        auto const asked = options.run ? "--run: there is no run " + std::to_string(run)
                                       : "--replicate: there is no replicate " + std::to_string(options.replicate);
        auto const last = (options.run ? plan.record.run_count() : replicates) - 1;
        throw CommandError(ExitCode::bad_input, asked + "; the last of " + plan.experiment.name + " is " + std::to_string(last));
    }
    return run;
}

[[noreturn]] void nobody_heard_of(Options const& options, std::uint32_t replicate)
{
    auto const who = options.migrant ? options.migrant->nationality + "/" + std::to_string(options.migrant->number)
                                     : std::string("nobody");
    throw CommandError(ExitCode::bad_input,
                       "--migrant: " + who + " does not set out on this corridor in replicate " +
                           std::to_string(replicate) +
                           (options.migrant ? ": a candidate who stays, takes the Niger corridor or cannot pay, or "
                                              "a number beyond the last; try another number, or none for the "
                                              "first who sets out"
                                            : " within the measured period"));
}

}  // namespace

ExitCode trace_command(Options const& options, Console const& console)
{
    auto const plan = plan_from_file(options);
    auto const run = run_of(plan, options);
    print_warnings(plan.experiment, console.err);
    auto const& scenario = plan.scenario_of(run);
    auto const person = person_named(scenario, options.migrant);
    refuse_impossible_memory(plan, 1);
    Teller teller(console, plan, run);
    bool heard = false;
    try {
        if (!options.versus.empty()) {
            heard = tell_versus(plan, options.replicate, person, console);
        } else {
            auto const outcome = simulate(plan.timeline_of(run), plan.address_of(run), person, teller);
            if (auto const problems = unsound(scenario, outcome); !problems.empty()) {
                throw UnsoundOutcome(problems.front());
            }
            heard = teller.heard_anything();
        }
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& error) {
        throw CommandError(ExitCode::runs_failed,
                           (options.run ? "run " + std::to_string(run) + " (" + plan.name_of(run) + ")"
                                        : "replicate " + std::to_string(options.replicate)) + " failed: " + error.what());
    }
    if (!heard) {
        nobody_heard_of(options, plan.record.position(run).replicate);
    }
    return ExitCode::complete;
}

}  // namespace piste
