#include "model/run.hpp"

#include "model/submodels.hpp"

#include <limits>
#include <string>
#include <utility>

namespace piste {

namespace {

void size_variables(Scenario const& scenario, Outcome& outcome)
{
    for (std::size_t v = 0; v < variable_count; ++v) {
        outcome.values[v].assign(variable_size(scenario, static_cast<Variable>(v)), 0);
    }
}

// Room set aside for people: as many as set out in all, should every one of them wait somewhere. Room that is not used costs no memory;
// where it does not suffice, more is made, at the price of holding the old and the new for a moment.
std::size_t room_for_people(Scenario const& scenario)
{
    constexpr std::int64_t days_per_common_year = 365;
    auto const& horizon = scenario.horizon;
    auto const days = std::int64_t{horizon.warm_up_days} + horizon.measured_days + horizon.run_out_days;
    return static_cast<std::size_t>(scenario.population.migrants_per_year * days / days_per_common_year);
}

// And for events of vehicles, stands and passports.
std::size_t room_for_events(Scenario const& scenario)
{
    constexpr std::int64_t part_of_year = 32;
    return static_cast<std::size_t>(scenario.population.migrants_per_year / part_of_year);
}

std::vector<Stand> make_stands(Scenario const& scenario)
{
    std::vector<Stand> stands;
    each_stand(scenario, [&](std::size_t itinerary, std::size_t position, std::size_t firm) {
        Stand stand;
        stand.id = stand_id(scenario.itineraries[itinerary], position, scenario.bus_firms[firm]);
        stand.itinerary = Index<Itinerary>(itinerary);
        stand.link_position = narrow<std::uint16_t>(position);
        stand.firm = Index<BusFirm>(firm);
        stand.next_bus = std::numeric_limits<Minute>::min();
        stands.push_back(stand);
    });
    return stands;
}

std::size_t size_of_axis(Scenario const& scenario, VariableInfo const& info, std::size_t position)
{
    return position < info.rank ? axis_size(scenario, info.axes.at(position)) : 1;
}

}  // namespace

Run::Conditions Run::conditions_of(Timeline const& timeline)
{
    auto const& epochs = timeline.epochs;
    Conditions conditions;
    conditions.first = &epochs.front().scenario;
    if (epochs.size() > 1) {
        conditions.later = std::span(epochs).subspan(1);
        conditions.in_force = std::make_unique<Scenario>(epochs.front().scenario);
        conditions.first = conditions.in_force.get();
        conditions.bandits = links_with_bandits(epochs);
    }
    return conditions;
}

Run::Run(Scenario const& told, RunAddress const& address) : Run(Conditions(&told), address) {}

Run::Run(Timeline const& timeline, RunAddress const& address) : Run(conditions_of(timeline), address) {}

Run::Run(Conditions told, RunAddress const& address)
    : conditions_(std::move(told)), scenario(*conditions_.first), world(scenario, conditions_.bandits),
      random(address.seed, address.replicate, address.point_salt),
      people(room_for_people(scenario)), queue(people, first_day(), end_day(), room_for_events(scenario)),
      stands(make_stands(scenario)), idle_vehicles(scenario.places.size()), queues(world.passeurs.size()), guests(world.ghettos.size(), 0),
      candidates_so_far(scenario.nationalities.size(), 0), passports_for_rent(scenario.papers.rental_stock),
      beliefs(scenario), minds(scenario, world), extorters(world.passeurs.size()),
      prices(world), arrests(world), groups(scenario, world), society(scenario.society), ties(world), post_prices(scenario, world),
      armed_prices(scenario, world)
{
    size_variables(scenario, outcome);
    for (std::size_t v = 0; v < variable_count; ++v) {
        auto const& info = variable_infos.at(v);
        auto const second = size_of_axis(scenario, info, 1);
        auto const third = size_of_axis(scenario, info, 2);
        strides_[v] = {second * third, third};
    }
    tallies_ = outcome.values[static_cast<std::size_t>(Variable::tallies)].data();
    ledger_ = outcome.values[static_cast<std::size_t>(Variable::ledger)].data();
    cohort_ledger_ = outcome.values[static_cast<std::size_t>(Variable::cohort_ledger)].data();
    day = first_day();
    for (auto& passeur_queue : queues) {
        passeur_queue.joined_by_day.assign(static_cast<std::size_t>(scenario.truck.demand_memory_days), 0);
    }
}

void Run::begin_epoch()
{
    *conditions_.in_force = conditions_.later.front().scenario;   // where it stood: references to it stay good
    conditions_.later = conditions_.later.subspan(1);
    std::destroy_at(&world);
    std::construct_at(&world, scenario, conditions_.bandits);
    print_tickets(prices, world);
    ask_fares(prices, world);
    renew_post_prices(post_prices, scenario, world);
    renew_armed_prices(armed_prices, scenario, world);
}

void Run::plan(EventKind kind, Slot person, std::int64_t after, std::uint32_t amount)
{
    queue.add_for_person(narrow<Minute>(now() + (after < 1 ? 1 : after)), kind, person, amount);
}

void Run::turn_page()
{
    for (std::size_t series = 0; series < series_count; ++series) {
        add_to(Variable::daily, series, static_cast<std::size_t>(day - first_day()), 0, today_[series]);
    }
    today_.fill(0);
    received_today_.fill(0);
}

Vehicle& Run::new_vehicle()
{
    if (free_vehicles.empty()) {
        vehicles.emplace_back();
        return vehicles.back();
    }
    auto& vehicle = vehicles[free_vehicles.back()];
    free_vehicles.pop_back();
    // The list keeps its room: no allocation once the fleet has been on the road.
    auto passengers = std::move(vehicle.passengers);
    passengers.clear();
    vehicle = Vehicle();
    vehicle.passengers = std::move(passengers);
    return vehicle;
}

void Run::remove_vehicle(Vehicle& vehicle)
{
    vehicle.state = VehicleState::gone;
    vehicle.passengers.clear();
    free_vehicles.push_back(slot_of(vehicle));
}

void Run::end_journey(Slot person, Fate fate, std::string_view where)
{
    static constexpr std::array<Tally, fate_count> tallies{Tally::arrived,  Tally::settled, Tally::returned,
                                                           Tally::stranded, Tally::dead,    Tally::under_way};
    static constexpr std::array<Series, fate_count> series{Series::arrived,  Series::settled, Series::returned,
                                                           Series::stranded, Series::dead,    Series::under_way};
    static constexpr std::array<std::string_view, fate_count> sentences{
        "leaves Mali and reaches the first town beyond", "settles", "turns back and goes home",
        "can neither go on nor go home", "dies", "is still under way when the run ends"};
    auto const f = static_cast<std::size_t>(fate);
    tell(person, sentences[f], where);
    event_of_person();
    if (people[person].cohort != 0) {
        count(tallies[f]);
        add_to(Variable::fates, people[person].cohort - 1U, people[person].nationality, f);
    }
    if (fate != Fate::under_way) {
        count_today(series[f]);
        count(Tally::all_ended);
    }
    count(Tally::purses_left_cfa, people[person].purse_cfa);
    tell_of_journey(*this, person, fate);
    if (fate == Fate::returned) {
        observers_see(*this, {&person, 1}, Index<Place>(people[person].place), Direction::returning);
    }
    if (fate != Fate::under_way) {
        give_back_passport(*this, person, fate == Fate::arrived);
    }
    if (person == followed) {
        followed = no_slot;
    }
    people.remove(person);
}

}  // namespace piste
