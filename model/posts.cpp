// ODD 7.4 Posts
#include "model/posts.hpp"

#include <array>
#include <string>

namespace piste {

namespace {

// Payee by force, in the order of Force.
constexpr std::array<Party, 5> payee_of_force{Party::police, Party::gendarmerie, Party::army, Party::customs,
                                              Party::armed_group};
constexpr std::array<std::string_view, 5> force_in_words{"police", "gendarmes", "soldiers", "customs",
                                                         "an armed group"};

}  // namespace

std::string_view in_words(PostGroup const& group)
{
    return force_in_words[static_cast<std::size_t>(group.force)];
}

std::string const& stretch(Run const& run, PostGroup const& group)
{
    return run.scenario.links[group.link.value()].label;
}

void enter_takings(Run& run, std::size_t position, Leg leg, std::int64_t dealt_with, Collection const& tolls)
{
    auto const& group = run.scenario.post_groups[position];
    *run.row_of(Variable::post_encounters, position) += dealt_with;
    *run.row_of(Variable::post_revenue, position) += tolls.sum_cfa();
    tolls.enter(run, payee_of_force[static_cast<std::size_t>(group.force)], leg);
    if (group.force == Force::armed_group) {
        run.groups.take(group.holder, group.link, tolls.sum_cfa());
    } else {
        run.post_prices.takings_of_group_cfa[position] += tolls.sum_cfa();
        auto const share = run.scenario.extraction.share_owed_upward;
        tolls.pass_on(run, payee_of_force[static_cast<std::size_t>(group.force)], Party::politician, share, leg);
    }
}

void count_dealings(Run& run, bool south, Dealings const& done)
{
    auto const& measured = done.of_measured();
    run.event_at_post(done.dealt_with());
    run.count_today(south ? Series::tolls_paid_south : Series::tolls_paid_north, done.paid());
    run.count(Tally::south_encounters, south ? measured.dealt_with : 0);
    run.count(south ? Tally::tolls_paid : Tally::northern_tolls_paid, measured.paid);
    run.count(Tally::tolls_haggled, measured.haggled);
    run.count(Tally::let_go_refused, measured.let_go);
}

void meet_stop(Run& run, Vehicle& vehicle)
{
    auto const link = run.scenario.itineraries[vehicle.itinerary.value()].links[vehicle.link_position];
    auto const& stop = run.world.roads[link.value()].stops[vehicle.stop_position];
    auto const aboard = vehicle.passengers.size();
    if (stop.is_ambush) {
        meet_bandits(run, vehicle);
    } else if (stop.is_armed_group) {
        meet_armed_post(run, vehicle, stop);
    } else {
        meet_state_post(run, vehicle, stop);
    }
    if (!stop.is_state_post() && vehicle.passengers.size() != aboard) {
        run.meetings.four = EntityId();  // blocks are kept by position, and those left have moved up
    }
    ++vehicle.stop_position;
}

}  // namespace piste
