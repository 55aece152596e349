// The books of a run: money neither made nor lost, and nobody vanished. Each check compares two counts kept apart.
#include "model/outcome.hpp"

#include <string>

namespace piste {

namespace {

// Sum over legs of what one party paid (first) or received (second), from or to all others.
std::pair<Francs, Francs> paid_and_received(std::span<std::int64_t const> ledger, Party party)
{
    Francs paid = 0;
    Francs received = 0;
    auto const p = static_cast<std::size_t>(party);
    for (std::size_t other = 0; other < party_count; ++other) {
        for (std::size_t leg = 0; leg < leg_count; ++leg) {
            paid += ledger[(p * party_count + other) * leg_count + leg];
            received += ledger[(other * party_count + p) * leg_count + leg];
        }
    }
    return {paid, received};
}

std::int64_t sum(std::span<std::int64_t const> values)
{
    std::int64_t total = 0;
    for (auto const value : values) {
        total += value;
    }
    return total;
}

class Auditor {
public:
    void equal(std::int64_t left, std::int64_t right, std::string const& what)
    {
        if (left != right) {
            findings.push_back(what + ": " + std::to_string(left) + " against " + std::to_string(right));
        }
    }
    std::vector<std::string> findings;
};

void audit_money(Outcome const& outcome, Auditor& auditor)
{
    auto const ledger = outcome.of(Variable::ledger);
    auto const [paid, received] = paid_and_received(ledger, Party::migrant);
    auditor.equal(outcome.tally(Tally::purses_brought_cfa) + received - paid,
                  outcome.tally(Tally::purses_left_cfa), "migrants' purses and the ledger differ (francs)");
    auto const cohorts = outcome.of(Variable::cohort_ledger);
    bool cohort_within = true;
    for (std::size_t i = 0; i < ledger.size(); ++i) {
        cohort_within = cohort_within && ledger[i] >= 0 && cohorts[i] >= 0 && cohorts[i] <= ledger[i];
    }
    auditor.equal(cohort_within ? 1 : 0, 1, "a cohort paid more than everybody, or an entry is negative");
    auto const droit_de_ghetto = paid_and_received(ledger, Party::chairman).second;
    auditor.equal(sum(outcome.of(Variable::ghetto_revenue)), droit_de_ghetto,
                  "the droit de ghetto by ghetto and by ledger differ (francs)");
}

void audit_people(Outcome const& outcome, Auditor& auditor)
{
    auto const tally = [&](Tally t) { return outcome.tally(t); };
    auditor.equal(tally(Tally::all_departures), tally(Tally::all_ended) + tally(Tally::closing_stock),
                  "people who set out and people accounted for differ");
    auditor.equal(tally(Tally::departures),
                  tally(Tally::arrived) + tally(Tally::settled) + tally(Tally::returned) + tally(Tally::stranded) +
                      tally(Tally::dead) + tally(Tally::under_way),
                  "departures of the cohorts and their fates differ");
    auditor.equal(sum(outcome.of(Variable::fates)), tally(Tally::departures), "the table of fates is not complete");
    auditor.equal(sum(outcome.of(Variable::exits)), tally(Tally::arrived), "the table of exits is not complete");
    auditor.equal(tally(Tally::chose_mali), tally(Tally::departures) + tally(Tally::unable_to_leave),
                  "candidates who chose Mali and departures differ");
    auditor.equal(sum(outcome.of(Variable::truck_loads)), tally(Tally::trucks_left), "truck loads are not complete");
    auditor.equal(tally(Tally::killed_by_bandits) + tally(Tally::died_in_desert), tally(Tally::dead),
                  "deaths and their causes differ");
}

}  // namespace

std::vector<std::string> unsound(Scenario const& scenario, Outcome const& outcome)
{
    Auditor auditor;
    for (std::size_t v = 0; v < variable_count; ++v) {
        auto const variable = static_cast<Variable>(v);
        auditor.equal(static_cast<std::int64_t>(outcome.of(variable).size()),
                      static_cast<std::int64_t>(variable_size(scenario, variable)),
                      "size of " + std::string(variable_infos.at(v).name));
    }
    if (auditor.findings.empty()) {
        audit_money(outcome, auditor);
        audit_people(outcome, auditor);
    }
    return auditor.findings;
}

}  // namespace piste
