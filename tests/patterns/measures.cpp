#include "tests/patterns/measures.hpp"

#include "tests/support/small_world.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

namespace piste::test {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double over(double numerator, double denominator)
{
    return denominator == 0.0 ? none : numerator / denominator;
}

// Persons by stretch, of one cohort or, with a negative one, of all.
std::vector<double> persons_by_link(Scenario const& scenario, Outcome const& outcome, int only_cohort = -1)
{
    auto const links = scenario.links.size();
    auto const nationalities = scenario.nationalities.size();
    auto const passages = outcome.of(Variable::passages);
    std::vector<double> sums(links, 0.0);
    for (std::size_t i = 0; i < passages.size(); ++i) {
        auto const link = i / nationalities % links;
        auto const cohort = static_cast<int>(i / nationalities / links);
        if (only_cohort < 0 || cohort == only_cohort) {
            sums[link] += static_cast<double>(passages[i]);
        }
    }
    return sums;
}

std::vector<double> persons_by_crossing(Scenario const& scenario, Outcome const& outcome)
{
    auto const nationalities = scenario.nationalities.size();
    auto const values = outcome.of(Variable::crossings);
    std::vector<double> sums(scenario.crossings.size(), 0.0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        sums[i / nationalities] += static_cast<double>(values[i]);
    }
    return sums;
}

// Persons aboard on the stretches that lead to each crossing.
std::vector<double> heading_by_crossing(Scenario const& scenario, std::vector<double> const& by_link)
{
    std::vector<double> sums(scenario.crossings.size(), 0.0);
    for (std::size_t link = 0; link < by_link.size(); ++link) {
        for (std::size_t crossing = 0; crossing < sums.size(); ++crossing) {
            if (scenario.links[link].to == scenario.crossings[crossing].place) {
                sums[crossing] += by_link[link];
            }
        }
    }
    return sums;
}

double sum(std::vector<double> const& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double share_of(Scenario const& scenario, std::vector<double> const& by_crossing, std::vector<std::string> const& names)
{
    double chosen = 0.0;
    for (auto const& name : names) {
        chosen += by_crossing[row_named(scenario.crossings, name).value()];
    }
    return over(chosen, sum(by_crossing));
}

double variance(std::vector<double> const& values)
{
    double const mean = sum(values) / static_cast<double>(values.size());
    double squares = 0.0;
    for (double const value : values) {
        squares += (value - mean) * (value - mean);
    }
    return squares / static_cast<double>(values.size() - 1);
}

constexpr std::array<Party, 4> state_posts{Party::police, Party::gendarmerie, Party::army, Party::customs};
constexpr std::array<Party, 3> payers{Party::migrant, Party::family, Party::passeur};

double cohort_paid(Outcome const& outcome, Party payer, Party payee, Leg leg)
{
    auto const index = (static_cast<std::size_t>(payer) * party_count + static_cast<std::size_t>(payee)) * leg_count +
                       static_cast<std::size_t>(leg);
    return static_cast<double>(outcome.of(Variable::cohort_ledger)[index]);
}

double taken(Outcome const& outcome, Leg leg, std::span<Party const> payees)
{
    double francs = 0.0;
    for (auto const payer : payers) {
        for (auto const payee : payees) {
            francs += cohort_paid(outcome, payer, payee, leg);
        }
    }
    return francs;
}

double taken(Outcome const& outcome, Leg leg, bool by_the_state)
{
    constexpr std::array<Party, 3> others{Party::armed_group, Party::bandit, Party::hostage_taker};
    return by_the_state ? taken(outcome, leg, state_posts) : taken(outcome, leg, others);
}

}  // namespace

Measure count_of(Tally tally)
{
    return [tally](Scenario const&, Outcome const& o) { return static_cast<double>(o.tally(tally)); };
}

Measure per(Tally numerator, Tally denominator)
{
    return per({numerator}, denominator);
}

Measure per(std::initializer_list<Tally> numerators, Tally denominator)
{
    return [tallies = std::vector<Tally>(numerators), denominator](Scenario const&, Outcome const& o) {
        double total = 0.0;
        for (auto const tally : tallies) {
            total += static_cast<double>(o.tally(tally));
        }
        return over(total, static_cast<double>(o.tally(denominator)));
    };
}

Measure daily_mean(Series series)
{
    return [series](Scenario const& scenario, Outcome const& o) {
        return mean_between(series, 0, scenario.horizon.measured_days)(scenario, o);
    };
}

Measure mean_between(Series series, Day first, Day end)
{
    return [=](Scenario const& scenario, Outcome const& o) {
        auto const begin = static_cast<std::size_t>(series) * axis_size(scenario, Axis::day) +
                           static_cast<std::size_t>(scenario.horizon.warm_up_days + first);
        auto const days = o.of(Variable::daily).subspan(begin, static_cast<std::size_t>(end - first));
        return over(static_cast<double>(std::accumulate(days.begin(), days.end(), std::int64_t{0})), end - first);
    };
}

Measure above(Measure measure, double limit)
{
    return [=](Scenario const& scenario, Outcome const& o) { return measure(scenario, o) - limit; };
}

Measure below(Measure measure, double limit)
{
    return [=](Scenario const& scenario, Outcome const& o) { return limit - measure(scenario, o); };
}

Measure through_crossing(std::string crossing)
{
    return [crossing = std::move(crossing)](Scenario const& scenario, Outcome const& o) {
        return persons_by_crossing(scenario, o)[row_named(scenario.crossings, crossing).value()];
    };
}

Measure through_all_crossings()
{
    return [](Scenario const& scenario, Outcome const& o) { return sum(persons_by_crossing(scenario, o)); };
}

Measure crossing_share(std::vector<std::string> crossings)
{
    return [names = std::move(crossings)](Scenario const& scenario, Outcome const& o) {
        return share_of(scenario, persons_by_crossing(scenario, o), names);
    };
}

Measure heading_share(std::vector<std::string> crossings)
{
    return [names = std::move(crossings)](Scenario const& scenario, Outcome const& o) {
        return share_of(scenario, heading_by_crossing(scenario, persons_by_link(scenario, o)), names);
    };
}

Measure heading_share_between(std::vector<std::string> crossings, Day first, Day end)
{
    return [=, names = std::move(crossings)](Scenario const& scenario, Outcome const& o) {
        auto const last = cohort_of_day(scenario.horizon, std::min(end, scenario.horizon.measured_days) - 1);
        std::vector<double> by_link(scenario.links.size(), 0.0);
        for (auto cohort = cohort_of_day(scenario.horizon, first); cohort <= last; ++cohort) {
            auto const of_month = persons_by_link(scenario, o, cohort);
            for (std::size_t link = 0; link < by_link.size(); ++link) {
                by_link[link] += of_month[link];
            }
        }
        return share_of(scenario, heading_by_crossing(scenario, by_link), names);
    };
}

Measure passages_against_crossings(std::string link)
{
    return [link = std::move(link)](Scenario const& scenario, Outcome const& o) {
        auto const by_link = persons_by_link(scenario, o);
        return over(by_link[row_named(scenario.links, link).value()], sum(heading_by_crossing(scenario, by_link)));
    };
}

Measure restlessness_of_crossings(std::string trunk_link)
{
    return [name = std::move(trunk_link)](Scenario const& scenario, Outcome const& o) {
        auto const months = cohort_count(scenario.horizon);
        auto const trunk = row_named(scenario.links, name).value();
        std::vector<double> trunk_shares;
        std::vector<std::vector<double>> crossing_shares(scenario.crossings.size());
        for (int month = 0; month < months; ++month) {
            auto const by_link = persons_by_link(scenario, o, month);
            double into_hub = 0.0;
            for (std::size_t link = 0; link < by_link.size(); ++link) {
                into_hub += scenario.links[link].to == scenario.corridor.main_hub ? by_link[link] : 0.0;
            }
            trunk_shares.push_back(over(by_link[trunk], into_hub));
            auto const heading = heading_by_crossing(scenario, by_link);
            for (std::size_t crossing = 0; crossing < heading.size(); ++crossing) {
                crossing_shares[crossing].push_back(over(heading[crossing], sum(heading)));
            }
        }
        double restless = 0.0;
        for (auto const& shares : crossing_shares) {
            restless += variance(shares);
        }
        double const steady = variance(trunk_shares);
        return over(restless - steady, steady);
    };
}

Measure taken_by_armed_groups()
{
    return [](Scenario const&, Outcome const& o) {
        double francs = 0.0;
        for (auto const payer : payers) {
            for (auto const leg : {Leg::south, Leg::hub, Leg::north}) {
                francs += cohort_paid(o, payer, Party::armed_group, leg);
            }
        }
        return francs;
    };
}

Measure state_tolls_per_trip()
{
    return [](Scenario const&, Outcome const& o) {
        return over(taken(o, Leg::south, true), static_cast<double>(o.tally(Tally::south_trips)));
    };
}

Measure armed_groups_tolls_per_trip()
{
    return [](Scenario const&, Outcome const& o) {
        double const francs = cohort_paid(o, Party::migrant, Party::armed_group, Leg::north) +
                              cohort_paid(o, Party::passeur, Party::armed_group, Leg::north);
        return over(francs, static_cast<double>(o.tally(Tally::north_trips)));
    };
}

Measure state_share_of_takings(Leg leg)
{
    return [leg](Scenario const&, Outcome const& o) {
        return over(taken(o, leg, true), taken(o, leg, true) + taken(o, leg, false));
    };
}

Measure takings(Leg leg, bool by_the_state)
{
    return [=](Scenario const&, Outcome const& o) { return taken(o, leg, by_the_state); };
}

Measure money_to(std::vector<Party> payees)
{
    return [payees = std::move(payees)](Scenario const&, Outcome const& o) {
        return taken(o, Leg::south, payees) + taken(o, Leg::hub, payees) + taken(o, Leg::north, payees);
    };
}

Measure career_left_after_payback(Francs price_cfa, double career_years)
{
    return [=](Scenario const& scenario, Outcome const& o) {
        double francs = 0.0;
        double posts = 0.0;
        for (std::size_t i = 0; i < scenario.post_groups.size(); ++i) {
            auto const& group = scenario.post_groups[i];
            if (group.force == Force::customs && scenario.holders[group.holder.value()].name == "malian_state") {
                francs += static_cast<double>(o.of(Variable::post_revenue)[i]);
                posts += static_cast<double>(group.posts);
            }
        }
        auto const& horizon = scenario.horizon;
        double const years = (horizon.warm_up_days + horizon.measured_days + horizon.run_out_days) / 365.25;
        double const payback_years = over(static_cast<double>(price_cfa) * posts * years, francs);
        return (career_years - payback_years) / career_years;
    };
}

Measure assortativity_of_ghettos()
{
    return [](Scenario const& scenario, Outcome const& o) {
        auto const wishes = scenario.wishes.size();
        auto const entered = o.of(Variable::entered_by_wish);
        std::vector<double> people(scenario.nationalities.size(), 0.0);
        for (std::size_t i = 0; i < entered.size(); ++i) {
            people[i / wishes] += static_cast<double>(entered[i]);
        }
        std::vector<double> beds(people.size(), 0.0);
        for (auto const& group : scenario.ghetto_groups) {
            if (group.hub == scenario.corridor.main_hub) {
                beds[group.nationality.value()] += static_cast<double>(group.ghettos) * group.beds;
            }
        }
        double mixing = 0.0;
        for (std::size_t i = 0; i < people.size(); ++i) {
            mixing += over(people[i], sum(people)) * over(beds[i], sum(beds));
        }
        double const own = 1.0 - over(static_cast<double>(o.tally(Tally::ghetto_stays_mismatched)),
                                      static_cast<double>(o.tally(Tally::ghetto_stays)));
        return own - mixing;
    };
}

Measure second_hub_share_of_stays()
{
    return [](Scenario const& scenario, Outcome const& o) {
        auto const guests = o.of(Variable::ghetto_guests);
        double there = 0.0;
        double all = 0.0;
        for (std::size_t i = 0; i < guests.size(); ++i) {
            all += static_cast<double>(guests[i]);
            there += scenario.ghetto_groups[i].hub == scenario.corridor.second_hub ? static_cast<double>(guests[i]) : 0.0;
        }
        return over(there, all);
    };
}

}  // namespace piste::test
