#include "runners/commands/versus.hpp"

#include "runners/commands/parting.hpp"
#include "runners/commands/story_text.hpp"
#include "runners/commands/two_columns.hpp"
#include "runners/config/epochs.hpp"

#include <algorithm>
#include <deque>
#include <vector>

namespace piste {

namespace {

// A line with texts of its own: those of the run end with it.
struct KeptLine {
    StoryLine line;
    std::string where;
    std::string whom;
};

struct Journey {
    PersonName who;
    std::deque<KeptLine> lines;
};

class Keeper final : public Listener {
public:
    explicit Keeper(Journey& journey) : journey_(journey) {}
    void begin(PersonName const& person) override { journey_.who = person; }
    void hear(StoryLine const& line) override
    {
        journey_.lines.push_back({line, std::string(line.where), std::string(line.whom)});
    }

private:
    Journey& journey_;
};

StoryLine shown(KeptLine const& kept)
{
    auto line = kept.line;
    line.where = kept.where;
    line.whom = kept.whom;
    return line;
}

bool same(KeptLine const& one, KeptLine const& other)
{
    return one.line.minute == other.line.minute && one.line.what == other.line.what && one.where == other.where &&
           one.whom == other.whom && one.line.amount == other.line.amount && one.line.purse_cfa == other.line.purse_cfa;
}

std::vector<StoryLine> told_from(Journey const& journey, std::size_t at)
{
    std::vector<StoryLine> lines;
    for (auto i = at; i < journey.lines.size(); ++i) {
        lines.push_back(shown(journey.lines[i]));
    }
    return lines;
}

// Of the earlier of the two events in which they differ.
Minute parting_minute(StoryLines one, StoryLines other)
{
    if (one.empty() || other.empty()) {
        return one.empty() ? other.front().minute : one.front().minute;
    }
    return std::min(one.front().minute, other.front().minute);
}

std::size_t parting(Journey const& one, Journey const& other)
{
    auto const shorter = std::min(one.lines.size(), other.lines.size());
    std::size_t position = 0;
    while (position < shorter && same(one.lines[position], other.lines[position])) {
        ++position;
    }
    return position;
}

Journey journey_of(Timeline const& timeline, RunAddress const& address, PersonName const& person)
{
    Journey journey;
    Keeper keeper(journey);
    static_cast<void>(simulate(timeline, address, person, keeper));
    return journey;
}

// Whether a journey parts from the base where the whole intervention's does, and in the same way.
bool parts_alike(Journey const& base, Journey const& whole, Journey const& tried)
{
    auto const at = parting(base, whole);
    bool const both_end = at >= whole.lines.size() && at >= tried.lines.size();
    bool const both_go_on = at < whole.lines.size() && at < tried.lines.size() && same(whole.lines[at], tried.lines[at]);
    return parting(base, tried) == at && (both_end || both_go_on);
}

std::size_t base_of(Experiment const& experiment)
{
    auto const& overlays = experiment.overlays;
    auto const base = std::find_if(overlays.begin(), overlays.end(), [](Overlay const& overlay) { return overlay.uses.empty(); });
    return static_cast<std::size_t>(base - overlays.begin());
}

class Versus {
public:
    Versus(Plan const& plan, std::uint32_t replicate, PersonName person, Console const& console)
        : plan_(plan), overlay_(plan.experiment.versus.value()), base_(base_of(plan.experiment)),
          address_{plan.experiment.seed, replicate, point_salt(plan.experiment, {})}, person_(person), out_(console.out)
    {
    }

    bool tell()
    {
        auto const base = journey_of(timeline_of(plan_.experiment, {0, base_, 0}), address_, person_);
        person_ = base.lines.empty() ? person_ : base.who;
        auto const other = journey_of(timeline_of(plan_.experiment, {0, overlay_, 0}), address_, person_);
        if (base.lines.empty() && other.lines.empty()) {
            return false;
        }
        person_ = base.lines.empty() ? other.who : person_;
        auto const at = parting(base, other);
        tell_heading();
        if (at == base.lines.size() && at == other.lines.size()) {
            out_ << "The two journeys are the same in every event, minute and franc (" << at << " events).\n";
            return true;
        }
        tell_common(base, at);
        auto const lines = told_from(base, at);
        auto const other_lines = told_from(other, at);
        tell_both({"as it stands", lines, after(base)}, {"under " + name(), other_lines, after(other)});
        if (base.lines.empty() || other.lines.empty()) {
            tell_difference(lines, other_lines, other.lines.empty() ? after(other) : "sets out, which does not happen as it stands", "");
        } else {
            tell_difference(lines, other_lines, first_difference(lines, other_lines), difference_at_the_end(lines, other_lines));
        }
        tell_cause(base, other, at);
        return true;
    }

private:
    [[nodiscard]] Scenario const& scenario() const { return plan_.experiment.scenarios.front().scenario; }
    [[nodiscard]] std::string const& name() const { return plan_.experiment.overlays[overlay_].name; }

    void tell_heading() const
    {
        out_ << scenario().name << " and " << name() << ", seed " << address_.seed << ", replicate " << address_.replicate << ": "
             << scenario().nationalities.at(person_.nationality.value()).name << '/' << person_.number
             << ", a person who exists only in this simulation\n\n";
    }

    void tell_common(Journey const& base, std::size_t at) const
    {
        constexpr std::size_t most = 3;
        auto const first = at > most ? at - most : 0;
        if (at == 0) {
            out_ << "The two part from the beginning.\n";
            return;
        }
        out_ << "The same in both for " << at << (at == 1 ? " event" : " events") << ", the last of them:\n";
        StoryWriter writer(out_, scenario().horizon.start_date);
        for (auto i = first; i < at; ++i) {
            writer.write(shown(base.lines[i]));
        }
    }

    // What is said of a journey that tells no more.
    static std::string after(Journey const& journey) { return journey.lines.empty() ? "does not set out on this corridor" : "nothing more"; }

    // Side by side where there is room, else one after the other.
    void tell_both(ToldStory const& base, ToldStory const& other) const
    {
        auto const width = width_of_output();
        if (width >= width_for_two_columns) {
            out_ << '\n';
            write_two_columns(out_, scenario().horizon.start_date, {"Then " + base.heading, base.lines, base.when_empty},
                              {"Then " + other.heading, other.lines, other.when_empty}, width);
            return;
        }
        for (auto const* const story : {&base, &other}) {
            out_ << "\nThen " << story->heading << ":\n";
            StoryWriter writer(out_, scenario().horizon.start_date);
            for (auto const& line : story->lines) {
                writer.write(line);
            }
            if (story->lines.empty()) {
                out_ << story->when_empty << '\n';
            }
        }
    }

    // What it is for the person, before what it comes from.
    void tell_difference(StoryLines base, StoryLines other, std::string const& first, std::string const& end) const
    {
        out_ << "\nThe first difference under " << name() << ", "
             << time_of_line(scenario().horizon.start_date, parting_minute(base, other)) << ":\n  " << first << '\n';
        if (!end.empty()) {
            out_ << "In the end:\n  " << end << '\n';
        }
    }

    // Found by trying: each intervention's effects alone, and all of them but not yet on the day of parting.
    void tell_cause(Journey const& base, Journey const& other, std::size_t at) const
    {
        auto const minute = parting_minute(told_from(base, at), told_from(other, at));
        auto const day = minute >= 0 ? minute / minutes_per_day : -1;
        auto const& read = plan_.experiment.scenarios.front();
        auto const& prepared = plan_.experiment.prepared.front();
        auto const& effects = prepared.overlays[overlay_];
        out_ << "\nThe cause:\n";
        bool any = false;
        for (auto const& effect : effects) {
            std::vector<EffectInForce> const alone{effect};
            auto const tried = journey_of(timeline_of(Conditions{read, prepared.points.front(), alone}), address_, person_);
            if (parts_alike(base, other, tried)) {
                auto const& parameter = read.resolved.parameters.at(effect.targets.front());
                out_ << "  " << effect.intervention << ": " << table_name(parameter) << '.' << parameter.key
                     << (effect.targets.size() > 1 ? " and " + std::to_string(effect.targets.size() - 1) + " like it" : "")
                     << "; alone it parts the two in the same way\n";
                any = true;
            }
        }
        if (!any) {
            out_ << "  no effect alone parts the two in this way: several together do\n";
        }
        auto late = effects;
        for (auto& effect : late) {
            effect.from = std::max(effect.from, day);
        }
        std::erase_if(late, [](EffectInForce const& effect) { return effect.from >= effect.until; });
        auto const met = journey_of(timeline_of(Conditions{read, prepared.points.front(), late}), address_, person_);
        out_ << (parts_alike(base, other, met)
                     ? "  It meets this person directly: begun only on that day, it would have parted the two in the same way.\n"
                     : "  It reaches this person through others, or through what they did before: begun only on that day, it would not have.\n");
    }

    Plan const& plan_;
    std::size_t overlay_;
    std::size_t base_;
    RunAddress address_;
    PersonName person_;
    std::ostream& out_;
};

}  // namespace

bool tell_versus(Plan const& plan, std::uint32_t replicate, PersonName person, Console const& console)
{
    return Versus(plan, replicate, person, console).tell();
}

}  // namespace piste
