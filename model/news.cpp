// ODD 7.2 News
#include "model/elementary.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// One tale of the whole corridor, by this person's co-nationals.
void tell_corridor(Run& run, Slot person, bool harmed)
{
    auto& tales = run.tales_now(person, run.beliefs.corridor());
    ++tales.tellers;
    tales.harmed += harmed ? 1 : 0;
}

// Which tale of a journey: that of its end, or one before.
constexpr std::uint32_t of_its_end = 0;
constexpr std::uint32_t on_the_way = 1;

// A tale of harm before the journey's end. Once told, its end adds what it cost and no second tale.
void tell_early(Run& run, Slot person, Probability told)
{
    if (run.people.has(person, Trait::tale_told)) {
        return;
    }
    auto const words =
        run.random.draw(Purpose::tale, run.people[person].id, on_the_way, run.people[person].meetings);
    auto const told_word = words[0];
    if (told.happens(told_word)) {
        run.people.set(person, Trait::tale_told);
        tell_corridor(run, person, true);
    }
}

// By how much a nationality's tales of one week are out: drawn for the nationality and the week, so that all are out alike.
Distortion distortion_of(Run const& run, Nationality const& nationality, std::int32_t week)
{
    auto const first_day_of_week = run.first_day() + week * days_per_week;
    auto const words = run.random.draw(Purpose::tale_of_a_week, nationality.id.value(),
                                       static_cast<std::uint32_t>(first_day_of_week));
    auto const harm_word = words[0];
    auto const cost_word = words[1];
    double const most = run.scenario.news.distortion;
    return {1.0 + most * (2.0 * open_uniform(harm_word) - 1.0), 1.0 + most * (2.0 * open_uniform(cost_word) - 1.0)};
}

void hear_what_is_due(Run& run)
{
    auto const end = run.week() - run.scenario.news.delay_weeks;
    std::vector<Distortion> distortions;
    while (run.beliefs.next_week() < end) {
        if (run.scenario.news.learning == Switch::off) {
            run.beliefs.pass_over_week();
            continue;
        }
        distortions.clear();
        for (auto const& nationality : run.scenario.nationalities) {
            distortions.push_back(distortion_of(run, nationality, run.beliefs.next_week()));
        }
        run.beliefs.hear_week(run.scenario, distortions);
    }
    if (run.scenario.news.learning == Switch::on) {
        run.beliefs.form(run.scenario);
    }
}

// What is usual, against which news count: while that is still being found out, what is believed now.
struct Usual {
    double risk = 0.0;
    double cost_kcfa = 0.0;
};

Usual usual(Run const& run, std::size_t nationality)
{
    auto const& rules = run.scenario.population;
    auto const& beliefs = run.beliefs;
    if (run.scenario.news.compared_with == Comparison::prior) {
        return {rules.expected_risk, static_cast<double>(rules.expected_cost_cfa) / static_cast<double>(francs_per_kcfa)};
    }
    if (run.day < 0) {
        return {beliefs.risk(nationality), beliefs.cost_kcfa(nationality)};
    }
    return {beliefs.usual_risk(nationality), beliefs.usual_cost_kcfa(nationality)};
}

// By how much the Malian corridor is believed to be worse than usual, in units of the choice's noise.
double worse_than_usual(Run const& run, std::size_t nationality)
{
    auto const& rules = run.scenario.population;
    auto const& beliefs = run.beliefs;
    auto const before = usual(run, nationality);
    return rules.cost_steepness * (beliefs.cost_kcfa(nationality) - before.cost_kcfa) / before.cost_kcfa +
           rules.risk_steepness * (beliefs.risk(nationality) - before.risk);
}

// What each candidate has heard by now, and what it does to the odds of Mali. The share that takes Mali when news are as usual is kept.
void hear_each(Run& run, std::size_t nationality)
{
    auto const& rules = run.scenario.population;
    auto const& news = run.scenario.news;
    auto const heard_at = [&](double risk) {
        return news.own_tales == Switch::on ? OwnTales(risk, news.tales_heard, news.common_tales) : OwnTales(risk);
    };
    auto& choice = run.beliefs.corridor_choice[nationality];
    double const risk = run.beliefs.risk(nationality);
    double const risk_before = usual(run, nationality).risk;
    auto const before = heard_at(risk_before);
    auto const against = [&](double share) {
        return odds_against(choice.heard, risk, before, risk_before, rules.risk_steepness, share);
    };
    choice.heard = heard_at(risk);
    choice.against_mali = against(1.0 / (1.0 + rules.niger_ratio));
    choice.against_diversion = against(rules.diverted_share);
    choice.mali_below.resize(choice.heard.levels());
    choice.mali_or_home_below.resize(choice.heard.levels());
}

// How many think of leaving today, against the base: by what drives them at home, and by the season, a wave with straight flanks.
double leaving_factor(Run const& run, std::size_t nationality)
{
    auto const& rules = run.scenario.population;
    double const years = static_cast<double>(run.day - rules.season_peak_day) / days_per_year + 0.5;
    double const of_the_year = years - static_cast<double>(floor_to_integer(years));
    double const from_peak = of_the_year < 0.5 ? 0.5 - of_the_year : of_the_year - 0.5;
    double const season = 1.0 + rules.season_amplitude * (1.0 - 4.0 * from_peak);
    return run.scenario.nationalities[nationality].departure_factor * season;
}

// The choice among Mali, Niger and home. Niger closed to some, they take Mali or stay at home; the constants are those of the base
// ratio and of the diverted share.
void choose_corridor(Run& run, std::size_t nationality)
{
    auto const& rules = run.scenario.population;
    auto& choice = run.beliefs.corridor_choice[nationality];
    double const worse = exponential(worse_than_usual(run, nationality));
    double const niger_better = exponential(-rules.cost_steepness * (rules.niger_cost_factor - 1.0) -
                                            rules.risk_steepness * rules.niger_risk_change);
    double const niger_odds = rules.niger_ratio * niger_better;
    double const diverted_odds = rules.diverted_share / (1.0 - rules.diverted_share);
    // Fewer who think of leaving: some of the candidates stay at home. More: each stands for more than one. Either way those who leave
    // under one factor are among those who leave under a higher one.
    double const factor = leaving_factor(run, nationality);
    run.beliefs.candidates_counted[nationality] = std::max(1.0, factor);
    for (std::size_t level = 0; level < choice.heard.levels(); ++level) {
        double const against_mali = niger_odds * choice.against_mali[level];
        double const mali_first = 1.0 / (1.0 + against_mali * worse);
        double const mali_first_as_usual = 1.0 / (1.0 + against_mali);
        double const odds = diverted_odds / (choice.against_diversion[level] * worse);
        double const diverted = odds / (1.0 + odds);
        double const closed_to = (1.0 - mali_first) * rules.niger_closure;
        double const turned_home =
            rules.home_share * std::max(0.0, mali_first_as_usual - mali_first) * (1.0 - rules.niger_closure);
        double const mali = std::min(1.0, factor * (mali_first + closed_to * diverted));
        double const home = factor * (closed_to * (1.0 - diverted) + turned_home) + std::max(0.0, 1.0 - factor);
        choice.mali_below[level] = Probability(mali).threshold();
        choice.mali_or_home_below[level] = choice.mali_below[level] + Probability(std::min(1.0 - mali, home)).threshold();
    }
}

}  // namespace

void hear_news(Run& run)
{
    bool const week_begins = run.begins_week();
    bool const second_half_of_warm_up = run.day < 0 && 2 * run.day >= run.first_day();
    if (week_begins) {
        hear_what_is_due(run);
    }
    if (week_begins && second_half_of_warm_up) {
        run.beliefs.note_as_usual();
    }
    bool const heard_anew = week_begins || run.day == 0;  // from when on news are compared with what is usual
    // Daily: the Niger corridor may open or close on any day.
    for (std::size_t nationality = 0; nationality < run.scenario.nationalities.size(); ++nationality) {
        if (heard_anew) {
            hear_each(run, nationality);
        }
        choose_corridor(run, nationality);
    }
}

void meet_harm(Run& run, Slot person)
{
    run.people.set(person, Trait::met_harm);
    if (!run.people.has(person, Trait::harm_told)) {
        run.people.set(person, Trait::harm_told);
        ++run.tales_now(person, run.people[person].itinerary).harmed;
        ++run.minds.of(run.people[person].passeur, run.people[person].itinerary).harmed;
    }
}

void tell_of_captivity(Run& run, Slot person)
{
    if (run.people.has(person, Trait::family_able)) {
        tell_early(run, person, run.scenario.news.told_by_families);
    }
}

void tell_of_refusal(Run& run, Slot person)
{
    tell_early(run, person, run.scenario.news.told_by_survivors);
}

void tell_of_journey(Run& run, Slot person, Fate fate)
{
    if (fate == Fate::under_way) {
        return;
    }
    auto const words = run.random.draw(Purpose::tale, run.people[person].id, of_its_end);
    auto const told_word = words[0];
    auto const& news = run.scenario.news;
    if (!(fate == Fate::dead ? news.told_of_the_dead : news.told_by_survivors).happens(told_word)) {
        return;
    }
    if (!run.people.has(person, Trait::tale_told)) {
        bool const harmed = run.people.has(person, Trait::met_harm) || fate == Fate::dead || fate == Fate::stranded;
        tell_corridor(run, person, harmed);
    }
    if (fate == Fate::arrived) {
        auto& tales = run.tales_now(person, run.beliefs.corridor());
        ++tales.arrived;
        tales.cost_kcfa += run.people[person].spent_cfa / francs_per_kcfa;
    }
}

}  // namespace piste
