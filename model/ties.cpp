// ODD 7.13 Ties
#include "model/ties.hpp"

#include "model/ledger.hpp"
#include "model/submodels.hpp"

#include <algorithm>

namespace piste {

namespace {

// Which word of PasseurTies::role_words decides a role.
enum Role : std::size_t { ghettos_role, notable_role, transport_role, patron_role };

// The armed group that a notable belongs to: each by what it weighs on the contested stretches. None where there is none.
Index<ArmedGroup> group_by_weight(Run const& run, std::uint32_t group_word)
{
    auto const& scenario = run.scenario;
    std::vector<double> weights(scenario.armed_groups.size(), 0.0);
    double sum = 0.0;
    for (auto const& foothold : scenario.footholds) {
        auto const group = run.groups.group_of_holder[foothold.holder.value()];
        if (!group.is_none()) {
            weights[group.value()] += foothold.weight;
            sum += foothold.weight;
        }
    }
    if (sum <= 0.0) {
        return {};
    }
    for (auto& weight : weights) {
        weight /= sum;
    }
    return Index<ArmedGroup>(choose(chooser(weights), group_word));
}

// Who holds a place has luck of his own in all his roles, but where a group, or a politician, sees to it that one of the same circle follows. Who
// had no such tie is followed by somebody without as often, so that as many have one as the scenario says.
void draw_roles(Run& run, std::size_t passeur)
{
    auto& ties = run.ties.passeurs[passeur];
    auto const id = run.world.passeurs[passeur].id.value();
    auto const before = ties.role_words;
    auto const which_words = run.random.draw(Purpose::roles, id, ties.holders_so_far, 1);
    auto const group_word = which_words[0];
    auto const same_group_word = which_words[1];
    auto const same_patron_word = which_words[2];
    bool const follows = ties.holders_so_far > 0;
    auto const& rules = run.scenario.ties;
    bool const same_group = follows && rules.same_circle.happens(same_group_word);
    bool const same_patron = follows && rules.same_circle.happens(same_patron_word);
    ties.role_words = run.random.draw(Purpose::roles, id, ties.holders_so_far, 0);
    ties.role_words[notable_role] = same_group ? before[notable_role] : ties.role_words[notable_role];
    ties.role_words[patron_role] = same_patron ? before[patron_role] : ties.role_words[patron_role];
    ties.group_word = same_group ? ties.group_word : group_word;
}

void hold_roles(Run& run, std::size_t passeur)
{
    auto const& rules = run.scenario.ties;
    auto& ties = run.ties.passeurs[passeur];
    auto const ghettos_word = ties.role_words[ghettos_role];
    auto const notable_word = ties.role_words[notable_role];
    auto const transport_word = ties.role_words[transport_role];
    auto const patron_word = ties.role_words[patron_role];
    ties.owns_ghettos = rules.ghetto_owners.happens(ghettos_word);
    ties.owns_transport = rules.transport_owners.happens(transport_word);
    ties.has_patron = rules.patrons.happens(patron_word);
    ties.notable_of = rules.group_notables.happens(notable_word) ? group_by_weight(run, ties.group_word) : Index<ArmedGroup>();
}

// What a passeur takes of a fare, and what of it passes along each tie.
struct Division {
    Francs takings = 0;
    Francs to_patron = 0;
    Francs to_group = 0;
    Francs to_residents = 0;
};

Division divide(Run const& run, std::size_t passeur, Francs fare_cfa)
{
    auto const& rules = run.scenario.ties;
    auto const& ties = run.ties.passeurs[passeur];
    auto const without_driver = fare_cfa - run.scenario.truck.driver_share.of(fare_cfa);
    if (rules.response == Switch::off) {
        return {without_driver, 0, 0, 0};
    }
    auto const takings = ties.owns_transport ? fare_cfa : without_driver;
    auto const share = rules.share.of(takings);
    return {takings, ties.has_patron ? rules.political_share.of(takings) : 0, ties.notable_of.is_none() ? 0 : share,
            ties.owns_ghettos ? share : 0};
}

void draw_landlords(Run& run)
{
    for (std::size_t ghetto = 0; ghetto < run.world.ghettos.size(); ++ghetto) {
        auto const& group = run.scenario.ghetto_groups[run.world.ghettos[ghetto].group.value()];
        auto const& co_nationals = run.world.hubs[group.hub.value()].passeurs[group.nationality.value()];
        auto const words = run.random.draw(Purpose::roles, run.world.ghettos[ghetto].id.value(), 0);
        auto const landlord_word = words[0];
        if (!co_nationals.empty()) {
            auto const last = static_cast<std::int64_t>(co_nationals.size()) - 1;
            run.ties.landlord[ghetto] = co_nationals[static_cast<std::size_t>(pick_between(0, last, landlord_word))];
        }
    }
}

}  // namespace

Ties::Ties(World const& world) : passeurs(world.passeurs.size()), landlord(world.ghettos.size(), nobody) {}

void ties_change(Run& run)
{
    if (run.scenario.ties.response == Switch::off || !run.begins_week()) {
        return;
    }
    if (run.day == run.first_day()) {
        draw_landlords(run);
    }
    for (std::size_t passeur = 0; passeur < run.ties.passeurs.size(); ++passeur) {
        if (run.day == run.first_day()) {
            draw_roles(run, passeur);
        }
        hold_roles(run, passeur);
        auto& ties = run.ties.passeurs[passeur];
        watch(run, ties.to_patron, static_cast<double>(ties.to_patron_this_week_cfa));
        ties.to_patron_this_week_cfa = 0;
    }
}

void bring_ties(Run& run, std::uint16_t passeur)
{
    if (run.scenario.ties.response == Switch::off) {
        return;
    }
    auto& ties = run.ties.passeurs[passeur];
    ++ties.holders_so_far;
    draw_roles(run, passeur);
    hold_roles(run, passeur);
    ties.to_patron.now = 0.0;   // what his predecessor paid is forgotten
}

void pay_along_ties(Run& run, Slot person, Francs fare_cfa)
{
    if (run.scenario.ties.response == Switch::off) {
        return;
    }
    auto const passeur = run.people[person].passeur;
    auto& ties = run.ties.passeurs[passeur];
    auto const passed_on = divide(run, passeur, fare_cfa);
    move_money(run, Party::passeur, Party::politician, passed_on.to_patron, Leg::hub, person);
    move_money(run, Party::passeur, Party::armed_group, passed_on.to_group, Leg::hub, person);
    move_money(run, Party::passeur, Party::residents, passed_on.to_residents, Leg::hub, person);
    ties.to_patron_this_week_cfa += passed_on.to_patron;
    run.society.state_stake += passed_on.to_patron;
    run.prices.shared_this_week_cfa += passed_on.to_residents;
    if (!ties.notable_of.is_none()) {
        auto const& group = run.scenario.armed_groups[ties.notable_of.value()];
        run.groups.take(group.holder, {}, passed_on.to_group);
        run.society.state_stake += Ratio(group.state_backing).of(passed_on.to_group);
    }
}

Francs kept_of_fare(Run const& run, std::size_t passeur, Francs fare_cfa)
{
    auto const passed_on = divide(run, passeur, fare_cfa);
    return passed_on.takings - passed_on.to_patron - passed_on.to_group - passed_on.to_residents;
}

Francs expected_profit(Run const& run, Slot person)
{
    auto const fare = passeurs_fare(run, person);
    return kept_of_fare(run, run.people[person].passeur, fare) - run.scenario.truck.protection_share.of(fare);
}

double protection_by_patron(Run const& run, std::size_t passeur)
{
    auto const& rules = run.scenario.ties;
    auto const& ties = run.ties.passeurs[passeur];
    if (rules.response == Switch::off || !ties.has_patron) {
        return 0.0;
    }
    bool const is_known = ties.to_patron.weeks > 0 && ties.to_patron.usual > 0.0;
    return rules.protection * (is_known ? std::min(1.0, ties.to_patron.now / ties.to_patron.usual) : 1.0);
}

bool is_notable_of(Run const& run, std::size_t passeur, Index<Holder> holder)
{
    auto const group = run.ties.passeurs[passeur].notable_of;
    return run.scenario.ties.response == Switch::on && !group.is_none() &&
           run.scenario.armed_groups[group.value()].holder == holder;
}

bool are_of_one_group(Run const& run, std::size_t one, std::size_t other)
{
    auto const group = run.ties.passeurs[one].notable_of;
    return run.scenario.ties.response == Switch::on && !group.is_none() && run.ties.passeurs[other].notable_of == group;
}

std::uint16_t owner_of_ghetto(Run const& run, std::size_t ghetto)
{
    auto const landlord = run.ties.landlord[ghetto];
    bool const owns = run.scenario.ties.response == Switch::on && landlord != nobody && run.ties.passeurs[landlord].owns_ghettos;
    return owns ? landlord : nobody;
}

}  // namespace piste
