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
    Teller(Console const& console, Plan const& plan, std::uint32_t replicate)
        : console_(console), scenario_(plan.experiment.scenarios.front().scenario), seed_(plan.experiment.seed),
          replicate_(replicate), lines_(console.out, scenario_.horizon.start_date)
    {
    }

    void begin(PersonName const& person) override
    {
        console_.out << scenario_.name << ", seed " << seed_ << ", replicate " << replicate_ << ": "
                     << scenario_.nationalities.at(person.nationality.value()).name << '/' << person.number
                     << ", a person who exists only in this simulation\n\n";
    }
    void hear(StoryLine const& line) override { lines_.write(line); }
    [[nodiscard]] bool heard_anything() const { return lines_.wrote_anything(); }

private:
    Console const& console_;
    Scenario const& scenario_;
    std::uint64_t seed_;
    std::uint32_t replicate_;
    StoryWriter lines_;
};

[[noreturn]] void nobody_heard_of(Options const& options)
{
    auto const who = options.migrant ? options.migrant->nationality + "/" + std::to_string(options.migrant->number)
                                     : std::string("nobody");
    throw CommandError(ExitCode::bad_input,
                       "--migrant: " + who + " does not set out on this corridor in replicate " +
                           std::to_string(options.replicate) +
                           (options.migrant ? ": a candidate who stays, takes the Niger corridor or cannot pay, or "
                                              "a number beyond the last; try another number, or none for the "
                                              "first who sets out"
                                            : " within the measured period"));
}

}  // namespace

ExitCode trace_command(Options const& options, Console const& console)
{
    auto const plan = plan_from_file(options);
    // A scenario alone counts one replicate, but any may be asked of it.
    if (auto const replicates = plan.experiment.replicates; replicates > 1 && options.replicate >= replicates) {
        throw CommandError(ExitCode::bad_input, "--replicate: there is no replicate " +
                                                    std::to_string(options.replicate) + "; the last of " +
                                                    plan.experiment.name + " is " + std::to_string(replicates - 1));
    }
    print_warnings(plan.experiment, console.err);
    auto const& scenario = plan.experiment.scenarios.front().scenario;
    auto const person = person_named(scenario, options.migrant);
    refuse_impossible_memory(plan, 1);
    RunAddress const address{plan.experiment.seed, options.replicate, point_salt(plan.experiment, {})};
    Teller teller(console, plan, options.replicate);
    bool heard = false;
    try {
        if (!options.versus.empty()) {
            heard = tell_versus(plan, options.replicate, person, console);
        } else {
            auto const outcome = simulate(timeline_of(plan.experiment, {}), address, person, teller);
            if (auto const problems = unsound(scenario, outcome); !problems.empty()) {
                throw UnsoundOutcome(problems.front());
            }
            heard = teller.heard_anything();
        }
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& error) {
        throw CommandError(ExitCode::runs_failed,
                           "replicate " + std::to_string(options.replicate) + " failed: " + error.what());
    }
    if (!heard) {
        nobody_heard_of(options);
    }
    return ExitCode::complete;
}

}  // namespace piste
