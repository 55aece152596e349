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
constexpr std::array<Party, luck_takers.size()> takers{Party::armed_group, Party::bandit, Party::hostage_taker};

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

double variance(std::vector<double> const& values)
{
    double const mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    double squares = 0.0;
    for (double const value : values) {
        squares += (value - mean) * (value - mean);
    }
    return squares / static_cast<double>(values.size() - 1);
}

double paired_variance(std::vector<double> const& base, std::vector<double> const& changed)
{
    std::vector<double> differences;
    for (std::size_t i = 0; i < base.size(); ++i) {
        differences.push_back(changed[i] - base[i]);
    }
    return variance(differences);
}

std::optional<double> ratio_of(std::vector<double> const& base, std::vector<double> const& changed)
{
    double const paired = paired_variance(base, changed);
    return paired > 0.0 ? std::optional((variance(base) + variance(changed)) / paired) : std::nullopt;
}

std::string in_words(std::optional<double> const& ratio)
{
    return ratio ? two_digits(*ratio) : "no difference";
}

std::string against_what_is_asked(std::optional<double> const& ratio)
{
    if (!ratio) {
        return "nothing to compare";
    }
    return two_digits(*ratio) + (*ratio >= asked_ratio ? ": met" : ": **not met**");
}

std::string table_of(std::vector<LuckOfLever> const& levers, std::string (*cell)(std::optional<double> const&))
{
    std::string text = "| lever | exits northward | deaths | money to non-state actors | days until luck parts |\n|---|---|---|---|---|\n";
    for (auto const& one : levers) {
        text += "| " + one.lever;
        for (auto const& ratio : one.ratio) {
            text += " | " + cell(ratio);
        }
        text += " | " + (one.parted_after ? std::to_string(*one.parted_after) : std::string("not in a year")) + " |\n";
    }
    return text;
}

// How many levers reach the ratio that is asked, of those that make any difference.
std::string counts_of(std::vector<LuckOfLever> const& levers)
{
    constexpr std::array<char const*, luck_metrics.size()> short_names{"exits", "deaths", "money"};
    std::string text;
    for (std::size_t metric = 0; metric < luck_metrics.size(); ++metric) {
        std::size_t any = 0;
        std::size_t reach = 0;
        for (auto const& one : levers) {
            any += one.ratio.at(metric) ? 1U : 0U;
            reach += one.ratio.at(metric).value_or(0.0) >= asked_ratio ? 1U : 0U;
        }
        text += (metric == 0 ? "" : ", ") + std::string(short_names.at(metric)) + (metric == 0 ? " by " : " ") + std::to_string(reach) + " of " +
                std::to_string(any);
    }
    return text;
}

std::string summary_against_what_is_asked(std::vector<LuckOfLever> const& levers)
{
    auto const differ = static_cast<std::size_t>(std::count_if(levers.begin(), levers.end(), makes_a_difference));
    return "**Asked: at least 5; met for " + counts_of(levers) + " levers that make a difference.** The other " +
           std::to_string(levers.size() - differ) + " of " + std::to_string(levers.size()) + " make none here.\n";
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

// Who takes the money whose difference sharing luck does not take off. Empty where no lever moves any.
std::string parts_of_money(std::vector<LuckOfLever> const& levers)
{
    std::string text;
    for (std::size_t taker = 0; taker < luck_takers.size(); ++taker) {
        std::vector<double> ratios;
        std::vector<double> shares;
        for (auto const& one : levers) {
            if (one.ratio_of_money.at(taker)) {
                ratios.push_back(*one.ratio_of_money.at(taker));
                shares.push_back(one.share_of_money.at(taker));
            }
        }
        if (!ratios.empty()) {
            text += std::string(text.empty() ? "" : "; ") + luck_takers.at(taker) + ": ratio " + two_digits(median(ratios)) + ", " +
                    two_digits(100.0 * median(shares)) + " %";
        }
    }
    return text.empty() ? text : "What is left of the variance with shared luck, by who takes the\nmoney, in the median of levers: " + text + ".\n";
}

// As LuckOfLever has them: metrics, parts of money, months.
std::vector<Measure> measures_of_luck()
{
    std::vector<Measure> measures{exits_northward, count_of(Tally::dead), money_to({takers.begin(), takers.end()})};
    for (auto const taker : takers) {
        measures.push_back(money_to({taker}));
    }
    for (Day first = 0; first < month * months; first += month) {
        measures.push_back(mean_between(Series::left_northward, first, first + month));
    }
    return measures;
}

LuckOfLever luck_of_lever(CaseValues const& values, std::size_t first)
{
    LuckOfLever one;
    auto next = first;
    for (auto& ratio : one.ratio) {
        ratio = ratio_of(values.from[next], values.to[next]);
        ++next;
    }
    double left = 0.0;
    for (std::size_t taker = 0; taker < takers.size(); ++taker, ++next) {
        one.ratio_of_money.at(taker) = ratio_of(values.from[next], values.to[next]);
        one.share_of_money.at(taker) = paired_variance(values.from[next], values.to[next]);
        left += one.share_of_money.at(taker);
    }
    for (auto& share : one.share_of_money) {
        share = left > 0.0 ? share / left : 0.0;
    }
    for (Day day = 0; day < month * months && !one.parted_after; day += month, ++next) {
        auto const ratio = ratio_of(values.from[next], values.to[next]);
        if (ratio && *ratio < halved) {
            one.parted_after = day;
        }
    }
    return one;
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

Change travellers_reach_nobody()
{
    return [](Scenario& world) {
        auto const as_it_was = world;
        all_learning_off()(world);
        world.groups.response = as_it_was.groups.response;
        world.groups.manning = as_it_was.groups.manning;
        world.bandits.response = as_it_was.bandits.response;
        world.society.response = as_it_was.society.response;
        world.ties.response = as_it_was.ties.response;
        world.groups.migrants_share = 0.0;
        world.bandits.prey_elasticity = 0.0;
        world.society.gifts_elasticity = 0.0;
        world.society.extraction_elasticity = 0.0;
    };
}

bool makes_a_difference(LuckOfLever const& lever)
{
    return std::any_of(lever.ratio.begin(), lever.ratio.end(), [](auto const& ratio) { return ratio.has_value(); });
}

std::vector<std::string> names_of_those(std::vector<LuckOfLever> const& levers, bool that_differ)
{
    std::vector<std::string> names;
    for (auto const& lever : levers) {
        if (makes_a_difference(lever) == that_differ) {
            names.push_back(lever.lever);
        }
    }
    return names;
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
    auto const measures = measures_of_luck();
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
        auto one = luck_of_lever(values, lever * measures.size());
        one.lever = levers[lever];
        found.push_back(one);
    }
    return found;
}

namespace {

std::string heading(std::uint32_t pairs)
{
    return "# Common random numbers, lever by lever\n\n"
           "Written by `luck_tests` with `PISTE_UPDATE_DOCS=1`; edit nothing here. Runs of two policies share their luck: the same traveller meets\n"
           "the same chances at the same places, and bandits the same seats. How much that is worth is the *ratio* of two variances of the difference that a lever makes: of\n"
           "runs that share nothing (the sum of both worlds' variances) over runs that share their luck. A ratio of 9 means that a ninth of the\n"
           "replicates will do. `no difference` is exactly none, in every replicate. From " +
           std::to_string(pairs) +
           " pairs, so that a ratio is known to about a factor of\n1.5; of deaths, which are few, less well. The runs of the base are the same for all levers, so that their ratios err\n"
           "together: how many of them reach a threshold may differ by half from one ensemble to another.\n\n"
           "*Days until luck parts*: the first day, in steps of 30, of a month in which sharing luck no longer halves the variance of who leaves\n"
           "Gao northward. What actors learn carries every difference on: prices, ways and beliefs of one world are no longer those of the other,\n"
           "and neither is who boards which truck. After that a pair is worth two independent runs, which costs nothing but precision.\n\n";
}

constexpr char without_feedback[] =
    "\n## Without feedback\n\nNobody learns, no price moves, groups, state and residents decide nothing. Levers at a tenth of their full effect. Here, and in\n"
    "the next section, a ratio of 5 is asked for. What still carries differences on is who takes whose place in a queue: behind one traveller more,\n"
    "everybody boards another vehicle. Luck on the road goes by its seats, and at a border by how often one has been there, so that as many are\n"
    "robbed, held and killed; whose purse it is, and by which way they come, still differs.\n\n";

constexpr char why_money_misses[] =
    "\n**Money.** Bandits take everything from those whom they rob, and whom they meet goes by the road, the day and the minute: a vehicle\n"
    "that passes while they wait is robbed with all that its passengers carry, the next one of nothing. One traveller more in a queue moves\n"
    "the minutes at which vehicles leave and who is aboard, so another vehicle is met, and other purses. Who is held for ransom goes by\n"
    "persons and not by vehicles, and tolls are asked of everybody. ";

constexpr char by_themselves[] =
    "\n## Where travellers reach nobody\n\nThe levers that make no difference above act through what groups, bandits, state, residents and patrons do, and there these do\n"
    "nothing. That is more than learning: `armed_groups.response`, `armed_groups.manning`, `bandits.response`, `society.response` and\n"
    "`ties.response` stop clashes, strikes, posts that move, enforcement and protection altogether. Here these five are as in the base, nobody\n"
    "learns and no price moves, and nothing that travellers pay reaches groups, bandits, or what residents and the state feel\n"
    "(`armed_groups.migrants_share`, `bandits.prey_elasticity`, `society.gifts_elasticity` and `society.extraction_elasticity` are 0). Two things\n"
    "still answer to travellers: a patron protects as he is paid, and the state enforces less for what it earns by smuggling. Levers at a tenth.\n"
    "What makes no difference here either acts through learning alone, beside another lever alone, or by too little to be seen.\n\n";

}  // namespace

std::string luck_as_markdown(PageOfLuck const& page)
{
    return heading(page.pairs) + "## The model as it is\n\nLevers at the intensity of their files.\n\n" + table_of(page.with_feedback, in_words) +
           "\nOf the levers that make any difference a ratio of 5 or more is reached for " +
           counts_of(page.with_feedback) + ".\n" + without_feedback + table_of(page.without, against_what_is_asked) + "\n" +
           summary_against_what_is_asked(page.without) + why_money_misses + parts_of_money(page.without) + by_themselves +
           table_of(page.travellers_reach_nobody, against_what_is_asked) + "\n" + summary_against_what_is_asked(page.travellers_reach_nobody);
}

}  // namespace piste::test
