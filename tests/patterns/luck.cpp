#include "tests/patterns/luck.hpp"

#include "tests/patterns/measures.hpp"
#include "tests/patterns/page.hpp"
#include "runners/config/intervention.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

namespace piste::test {
namespace {

constexpr Day month = 30;
constexpr Day months = 12;
constexpr double halved = 2.0;
constexpr double wanted_ratio = 5.0;

// People who left the country by a crossing in the north.
double exits_northward(Scenario const& scenario, Outcome const& o)
{
    auto const by_niger = scenario.links[scenario.itineraries[scenario.corridor.niger_exit.value()].links.back().value()].to;
    auto const exits = o.of(Variable::exits);
    auto const each = scenario.nationalities.size() * scenario.wishes.size();
    double sum = 0.0;
    std::size_t beyond = 0;
    for (std::size_t place = 0; place < scenario.places.size(); ++place) {
        if (scenario.places[place].kind != PlaceKind::beyond) {
            continue;
        }
        for (std::size_t i = 0; i < each && Index<Place>(place) != by_niger; ++i) {
            sum += static_cast<double>(exits[beyond * each + i]);
        }
        ++beyond;
    }
    return sum;
}

double money_to_others(Scenario const& scenario, Outcome const& o)
{
    double francs = 0.0;
    for (auto const leg : {Leg::south, Leg::hub, Leg::north}) {
        francs += takings(leg, false)(scenario, o);
    }
    return francs;
}

double variance(std::vector<double> const& values)
{
    double const mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    double squares = 0.0;
    for (double const value : values) {
        squares += (value - mean) * (value - mean);
    }
    return squares / static_cast<double>(values.size() - 1);
}

std::optional<double> ratio_of(std::vector<double> const& base, std::vector<double> const& changed)
{
    std::vector<double> differences;
    for (std::size_t i = 0; i < base.size(); ++i) {
        differences.push_back(changed[i] - base[i]);
    }
    double const paired = variance(differences);
    return paired > 0.0 ? std::optional((variance(base) + variance(changed)) / paired) : std::nullopt;
}

std::string in_words(std::optional<double> const& ratio)
{
    return ratio ? two_digits(*ratio) : "no difference";
}

std::string table_of(std::vector<LuckOfLever> const& levers)
{
    std::string text = "| lever | exits northward | deaths | money to non-state actors | days until luck parts |\n|---|---|---|---|---|\n";
    for (auto const& one : levers) {
        text += "| " + one.lever;
        for (auto const& ratio : one.ratio) {
            text += " | " + in_words(ratio);
        }
        text += " | " + (one.parted_after ? std::to_string(*one.parted_after) : std::string("not in a year")) + " |\n";
    }
    return text;
}

// How many levers reach a ratio, of those that make any difference.
std::string summary_of(std::vector<LuckOfLever> const& levers, double wanted)
{
    std::string text = "Of the levers that make any difference a ratio of " + two_digits(wanted) + " or more is reached by ";
    for (std::size_t metric = 0; metric < luck_metrics.size(); ++metric) {
        std::size_t any = 0;
        std::size_t reach = 0;
        for (auto const& one : levers) {
            any += one.ratio.at(metric) ? 1U : 0U;
            reach += one.ratio.at(metric).value_or(0.0) >= wanted ? 1U : 0U;
        }
        text += (metric == 0 ? "" : ", ") + std::to_string(reach) + " of " + std::to_string(any) + " for " + luck_metrics.at(metric);
    }
    return text + ".\n";
}

}  // namespace

Change all_learning_off()
{
    return [](Scenario& world) {
        world.news.learning = Switch::off;
        world.extraction.posts_learn = Switch::off;
        world.extraction.armed_posts_learn = Switch::off;
        world.gate.learns = Switch::off;
        world.learning.passeurs = Switch::off;
        world.learning.protection = Switch::off;
        world.prices.passeur_fares = Switch::off;
        world.prices.ghetto_fees = Switch::off;
        world.prices.papers = Switch::off;
        world.prices.extortion = Switch::off;
        world.prices.bus_firms = FirmPricing::fixed;
        world.arrests.social_peace = Switch::off;
        world.groups.response = Switch::off;
        world.groups.manning = Switch::off;
        world.bandits.response = Switch::off;
        world.society.response = Switch::off;
        world.ties.response = Switch::off;
        world.prices.cokseurs = Switch::off;
        world.prices.rents_shared = Switch::off;
        world.extraction.travellers_reckon_ahead = Switch::off;
    };
}

std::vector<std::string> names_of_levers()
{
    std::vector<std::string> names;
    for (auto const& file : std::filesystem::directory_iterator(PISTE_INTERVENTIONS)) {
        if (file.path().extension() == ".toml") {
            names.push_back(file.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<LuckOfLever> luck_of_levers(std::vector<std::string> const& levers, std::shared_ptr<ReadScenario const> const& scenario,
                                        Change const& prepare, std::optional<double> intensity, std::uint32_t pairs, CaseRunner& runner)
{
    std::vector<Measure> measures{exits_northward, count_of(Tally::dead), money_to_others};
    for (Day first = 0; first < month * months; first += month) {
        measures.push_back(mean_between(Series::left_northward, first, first + month));
    }
    Pattern question{.id = "luck", .title = {}, .source = {}, .prepare = prepare};
    for (auto const& lever : levers) {
        auto const own = read_intervention(std::string(PISTE_INTERVENTIONS) + "/" + lever + ".toml").intensity;
        question.worlds.push_back({.name = lever, .levers = {{lever, intensity.value_or(own)}}});
        for (auto const& measure : measures) {
            question.metrics.push_back({.letter = lever, .what = {}, .measure = measure, .to = lever});
        }
    }
    auto const values = runner.run({{&question, scenario, {}, {}, pairs}}).front();
    std::vector<LuckOfLever> found;
    for (std::size_t lever = 0; lever < levers.size(); ++lever) {
        LuckOfLever one;
        one.lever = levers[lever];
        for (std::size_t m = 0; m < measures.size(); ++m) {
            auto const i = lever * measures.size() + m;
            auto const ratio = ratio_of(values.from[i], values.to[i]);
            if (m < luck_metrics.size()) {
                one.ratio.at(m) = ratio;
            } else if (!one.parted_after && ratio && *ratio < halved) {
                one.parted_after = static_cast<Day>(m - luck_metrics.size()) * month;
            }
        }
        found.push_back(one);
    }
    return found;
}

std::string luck_as_markdown(std::vector<LuckOfLever> const& with_feedback, std::vector<LuckOfLever> const& without, std::uint32_t pairs)
{
    return "# Common random numbers, lever by lever\n\n"
           "Written by `luck_tests` with `PISTE_UPDATE_DOCS=1`; edit nothing here. Runs of two policies share their luck: the same traveller meets\n"
           "the same chances at the same places, and bandits the same seats. How much that is worth is the *ratio* of two variances of the difference that a lever makes: of\n"
           "runs that share nothing (the sum of both worlds' variances) over runs that share their luck. A ratio of 9 means that a ninth of the\n"
           "replicates will do. `no difference` is exactly none, in every replicate. From " +
           std::to_string(pairs) +
           " pairs, so that a ratio is known to about a factor of\n1.5; of deaths, which are few, less well.\n\n"
           "*Days until luck parts*: the first day, in steps of 30, of a month in which sharing luck no longer halves the variance of who leaves\n"
           "Gao northward. What actors learn carries every difference on: prices, ways and beliefs of one world are no longer those of the other,\n"
           "and neither is who boards which truck. After that a pair is worth two independent runs, which costs nothing but precision.\n\n"
           "## The model as it is\n\nLevers at the intensity of their files.\n\n" +
           table_of(with_feedback) + "\n" + summary_of(with_feedback, wanted_ratio) +
           "\n## Without feedback\n\nNobody learns, no price moves, groups, state and residents decide nothing. Levers at a tenth of their full effect. What\n"
           "still carries differences on is who takes whose place in a queue: behind one traveller more, everybody boards another vehicle. Luck on\n"
           "the road goes by its seats, and at a border by how often one has been there, so that as many are robbed, held and killed; whose purse it\n"
           "is, and by which way they come, still differs.\n\n" +
           table_of(without) + "\n" + summary_of(without, wanted_ratio);
}

}  // namespace piste::test
