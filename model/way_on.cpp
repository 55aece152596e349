// ODD 7.7 Hubs: what people do who cannot pay the way on
#include "model/elementary.hpp"
#include "model/ledger.hpp"
#include "model/submodels.hpp"

namespace piste {

namespace {

enum class Choice : std::uint8_t { work, settle, go_home, stuck };

struct Job {
    bool possible = false;
    std::int64_t days = 0;
    Purse wage_cfa_per_day = 0;
};

// Days and wage of a job in one number, as an event carries them: both are bounded where the configuration is read.
constexpr std::uint32_t days_bits = 12;

std::uint32_t remembered(Job const& job)
{
    return narrow<std::uint32_t>(job.days + (std::int64_t{job.wage_cfa_per_day} << days_bits));
}

Job recalled(std::uint32_t amount)
{
    return {true, amount & ((1U << days_bits) - 1U), narrow<Purse>(amount >> days_bits)};
}

// Somebody may run short more than once in a visit: a fare rises, a way closes.
std::uint16_t occasion_of_choice(Person const& who)
{
    return static_cast<std::uint16_t>(who.hub_visits + (who.times_short << 8U));
}

HubRules const& rules_here(Run const& run, Slot person)
{
    return run.scenario.hubs[run.world.hubs[run.people[person].place].rules.value()];
}

// How long the onward cost takes to earn, in closed form: nobody is looked at on the days between.
Job job_for(Run const& run, HubRules const& hub, Francs short_of_cfa, std::uint32_t wage_word)
{
    auto const wage = pick_between(hub.wage_low_cfa_per_day, hub.wage_high_cfa_per_day, wage_word);
    auto const net = wage - hub.keep_cfa_per_day;
    if (net <= 0 || short_of_cfa >= largest_purse) {
        return {};
    }
    auto const days = (short_of_cfa + net - 1) / net;
    return {days <= run.scenario.way_on.longest_work_days, days, narrow<Purse>(wage)};
}

// Random utility (McFadden 1974): one clock per alternative, the first to ring is chosen; being stuck is left to who can neither work nor go home.
Choice weigh(Run const& run, Slot person, HubRules const& hub, Job const& job)
{
    auto const words =
        run.random.draw(Purpose::way_on, run.people[person].id, run.scenario.places[hub.place.value()].id.value(),
                        occasion_of_choice(run.people[person]));
    auto const work_word = words[0];
    auto const settle_word = words[1];
    auto const home_word = words[2];
    auto const stuck_word = words[3];
    auto const& rules = run.scenario.way_on;
    bool const can_go_home = run.people[person].purse_cfa >= hub.fare_home_cfa;
    double first = rings_at(rules.settle_appeal, open_uniform(settle_word));
    auto choice = Choice::settle;
    auto const consider = [&](bool possible, double utility, std::uint32_t word, Choice alternative) {
        double const rings = possible ? rings_at(utility, open_uniform(word)) : first;
        if (rings < first) {
            first = rings;
            choice = alternative;
        }
    };
    consider(job.possible, -static_cast<double>(job.days) / rules.patience_days, work_word, Choice::work);
    consider(can_go_home, rules.home_appeal, home_word, Choice::go_home);
    consider(!can_go_home && !job.possible, 0.0, stuck_word, Choice::stuck);
    return choice;
}

// Harm done in ghettos to those who cannot pay. Returns the days of work without wage.
std::int64_t suffer_in_ghetto(Run& run, Slot person, Words const& words)
{
    auto const forced_word = words[1];
    auto const sexual_word = words[2];
    auto const violence_word = words[3];
    auto const& rules = run.scenario.ghetto;
    auto const& where = run.scenario.places[run.people[person].place].label;
    if (rules.sexual_violence.happens(sexual_word)) {
        run.count_of(person, Tally::sexual_violence);
        run.people.set(person, Trait::met_harm);
        run.event_of_person();
        run.tell(person, "suffers sexual violence in a ghetto", where);
    }
    if (rules.violence.happens(violence_word)) {
        run.count_of(person, Tally::violence);
        run.people.set(person, Trait::met_harm);
        run.event_of_person();
        run.tell(person, "suffers violence in a ghetto", where);
    }
    if (!rules.forced_labour.happens(forced_word)) {
        return 0;
    }
    run.count_of(person, Tally::forced_labour);
    run.people.set(person, Trait::met_harm);
    run.event_of_person();
    run.tell(person, "is made to work without wage, in days", where, {}, rules.forced_labour_days);
    return rules.forced_labour_days;
}

void go_to_work(Run& run, Slot person, Job const& job, Words const& stay_words)
{
    auto const& place = run.scenario.places[run.people[person].place];
    auto const unpaid_days = suffer_in_ghetto(run, person, stay_words);
    run.count_of(person, Tally::worked_for_fare);
    run.count_of(person, Tally::work_days, job.days);
    run.event_of_person();
    run.tell(person, "works for the way on, in days", place.label, {}, job.days);
    run.plan(EventKind::work_ends, person, (job.days + unpaid_days) * minutes_per_day, remembered(job));
}

}  // namespace

void choose_way_on(Run& run, Slot person, Francs short_of_cfa)
{
    auto const& hub = rules_here(run, person);
    auto const& place = run.scenario.places[hub.place.value()];
    auto const words = run.random.draw(Purpose::ghetto_stay, run.people[person].id, place.id.value(),
                                       occasion_of_choice(run.people[person]));
    auto const wage_word = words[0];
    auto const job = job_for(run, hub, short_of_cfa, wage_word);
    auto const choice = weigh(run, person, hub, job);
    run.people[person].times_short = narrow<std::uint8_t>(run.people[person].times_short + 1);
    if (choice == Choice::work) {
        go_to_work(run, person, job, words);
        return;
    }
    leave_ghetto(run, person);
    if (choice == Choice::go_home) {
        move_money(run, Party::migrant, Party::home_transport, hub.fare_home_cfa, Leg::hub, person);
        run.end_journey(person, Fate::returned, place.label);
    } else {
        run.end_journey(person, choice == Choice::settle ? Fate::settled : Fate::stranded, place.label);
    }
}

void work_ends(Run& run, Event const& event)
{
    auto const person = event.slot;
    auto const& hub = rules_here(run, person);
    auto const job = recalled(event.amount);
    auto const earned = job.days * job.wage_cfa_per_day;
    auto const keep = job.days * hub.keep_cfa_per_day;
    run.event_of_person();
    move_money(run, Party::employer, Party::migrant, earned, Leg::hub, person);
    move_money(run, Party::migrant, Party::residents, keep, Leg::hub, person);
    run.tell(person, "has earned, food paid", run.scenario.places[hub.place.value()].label, {}, earned - keep);
    take_stock(run, person);
}

}  // namespace piste
