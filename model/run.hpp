// Everything that changes during one run, and the few operations that all submodels share. A submodel is a free function
// of a Run; its file names its section of docs/odd.md.
#pragma once

#include "model/armed_groups.hpp"
#include "model/armed_prices.hpp"
#include "model/beliefs.hpp"
#include "model/event_queue.hpp"
#include "model/extortion.hpp"
#include "model/extraction.hpp"
#include "model/meetings.hpp"
#include "model/outcome.hpp"
#include "model/passeur_minds.hpp"
#include "model/smuggler_state.hpp"
#include "model/population.hpp"
#include "model/random.hpp"
#include "model/story.hpp"
#include "model/simulation.hpp"
#include "model/society.hpp"
#include "model/ties.hpp"
#include "model/timeline.hpp"
#include "model/world.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace piste {

enum class VehicleState : std::uint8_t { gone, idle, loading, on_the_road };

// A bus or truck. Its address is (place, operator, day, ordinal), packed so that no two share one.
struct Vehicle {
    std::uint32_t id = 0;
    VehicleState state = VehicleState::gone;
    Index<VehicleKind> kind;          // none: a bus
    Index<Place> hub;
    std::uint16_t passeur = 0;        // whose clients it takes; trucks only
    std::int32_t room = 0;
    Minute came = 0;                  // to the hub; a bus: left its stand
    Minute waiting_since = 0;         // for what it does now: for clients to come at all, or to load
    std::uint16_t plans = 0;          // of its driver so far: the occasion of a decision
    Index<Itinerary> itinerary;
    std::uint16_t link_position = 0;  // on the itinerary
    std::uint16_t stop_position = 0;  // next on the stretch
    Minute link_began = 0;            // delays at stops are added, so that offsets count time on the road
    Index<Holder> protector;          // none: not protected
    bool spared_by_bandits = false;   // protection holds on this trip
    bool tolls_settled = false;       // where all armed posts have one price, asked once: asked on this trip
    std::uint64_t trials = 0;         // which of two prices an armed post tries with whom: a bit for each tariff, in turn by person
    std::vector<Slot> passengers;
};

// People who wait for the bus of one firm, at one position of one itinerary.
struct Stand {
    EntityId id;
    Index<Itinerary> itinerary;
    std::uint16_t link_position = 0;
    Index<BusFirm> firm;
    Minute next_bus = 0;              // planned; before now: none
    std::vector<Slot> waiting;
};

// One passeur's queue in the yard of his hub.
struct Queue {
    // Who has paid, in the order in which they joined: a list through the records of the people, which also say when each of them did.
    Slot first = no_slot;
    Slot last = no_slot;
    std::size_t length = 0;
    std::int64_t joined_at_sum = 0;
    std::uint32_t loading = no_slot;           // vehicle
    std::int32_t joined_today = 0;
    std::vector<std::int32_t> joined_by_day;   // the last days, oldest overwritten
    std::int32_t joined_in_memory = 0;         // their sum: what a driver knows, changed at the day boundary only
};

class Run {
public:
    // What is told must outlive the run.
    Run(Scenario const& told, RunAddress const& address);
    Run(Timeline const& timeline, RunAddress const& address);

private:
    // What is in force, and what will be.
    struct Conditions {
        Conditions() = default;
        explicit Conditions(Scenario const* only) : first(only) {}
        Scenario const* first = nullptr;
        std::span<Epoch const> later;         // epochs still to come
        std::unique_ptr<Scenario> in_force;   // where there are later ones: what `scenario` then is
        std::vector<bool> bandits;            // links_with_bandits of all epochs
    };
    Conditions conditions_;

public:
    Scenario const& scenario;
    World world;
    Randomness const random;
    Population people;
    EventQueue queue;
    std::vector<Vehicle> vehicles;
    std::vector<std::uint32_t> free_vehicles;
    std::vector<Stand> stands;
    std::vector<std::vector<std::uint32_t>> idle_vehicles;  // by place
    std::vector<Queue> queues;                              // by passeur
    std::vector<std::int32_t> guests;                       // by ghetto
    std::vector<std::uint32_t> candidates_so_far;           // by nationality
    std::int64_t passports_for_rent = 0;
    Beliefs beliefs;
    PasseurMinds minds;
    std::vector<Extorter> extorters;                        // by passeur
    Prices prices;
    Arrests arrests;
    ArmedGroups groups;
    Society society;
    Ties ties;
    PostPrices post_prices;
    ArmedPrices armed_prices;
    Day day = 0;
    Minute clock = 0;

    // Stocks at this moment, for the daily series.
    std::int32_t in_cells = 0;
    std::int32_t in_ghettos = 0;
    std::int32_t passports_in_use = 0;

    Outcome outcome;
    // For `piste trace`.
    Slot followed = no_slot;
    PersonName followed_name;
    Listener* listener = nullptr;
    // Buffers that outlive a call, so that no event allocates.
    std::vector<Slot> arrivals;
    std::vector<std::uint32_t> choosing_mali;  // numbers of candidates of one nationality on one day
    std::vector<Words> blocks_of_newcomers;    // of them
    Meetings meetings;

    // The minute of what is happening: the event's, or later on the same day while a vehicle follows its stretch of road.
    [[nodiscard]] Minute now() const { return clock; }
    [[nodiscard]] Day first_day() const { return -scenario.horizon.warm_up_days; }
    [[nodiscard]] Day end_day() const { return scenario.horizon.measured_days + scenario.horizon.run_out_days; }
    [[nodiscard]] bool is_measured_day() const { return day >= 0 && day < scenario.horizon.measured_days; }
    [[nodiscard]] std::uint32_t slot_of(Vehicle const& vehicle) const
    {
        return static_cast<std::uint32_t>(&vehicle - vehicles.data());
    }

    // Brings an epoch that begins today into force: at the day boundary, before anybody acts. What submodels derive from the
    // scenario and keep in the run is renewed here.
    void begin_epoch_if_due()
    {
        while (!conditions_.later.empty() && day >= conditions_.later.front().first_day) [[unlikely]] {
            begin_epoch();
        }
    }

    // Counting. `count` is for the whole run or the calendar; `count_of` counts a person of a measured cohort only.
    void count(Tally tally, std::int64_t by = 1) { tallies_[static_cast<std::size_t>(tally)] += by; }
    void count_of(Slot person, Tally tally, std::int64_t by = 1)
    {
        if (people[person].cohort != 0) {
            count(tally, by);
        }
    }
    void count_today(Series series, std::int64_t by = 1) { today_[static_cast<std::size_t>(series)] += by; }
    // Writes the day's counts into the series and begins new ones.
    void turn_page();
    // Adds to a variable of up to three axes.
    void add_to(Variable variable, std::size_t i, std::size_t j = 0, std::size_t k = 0, std::int64_t by = 1)
    {
        auto const v = static_cast<std::size_t>(variable);
        outcome.values[v][(i * strides_[v][0]) + (j * strides_[v][1]) + k] += by;
    }
    // The cells of a variable of two axes at a position of the first.
    [[nodiscard]] std::int64_t* row_of(Variable variable, std::size_t i)
    {
        auto const v = static_cast<std::size_t>(variable);
        return outcome.values[v].data() + (i * strides_[v][0]);
    }
    // And of three axes, at positions of the first two.
    [[nodiscard]] std::int64_t* row_of(Variable variable, std::size_t i, std::size_t j)
    {
        return row_of(variable, i) + j * strides_[static_cast<std::size_t>(variable)][1];
    }
    // An entry of the ledger: of all, and of this the part of the measured cohorts. Called from model/ledger.hpp only.
    void enter(Party payer, Party payee, Leg leg, Francs amount, Francs of_measured)
    {
        auto const cell = (static_cast<std::size_t>(payer) * party_count + static_cast<std::size_t>(payee)) * leg_count +
                          static_cast<std::size_t>(leg);
        ledger_[cell] += amount;
        cohort_ledger_[cell] += of_measured;
        received_today_[static_cast<std::size_t>(payee)] += amount;
    }
    [[nodiscard]] Francs received_today(Party party) const { return received_today_[static_cast<std::size_t>(party)]; }
    void event_of_vehicle() { count(Tally::events_vehicle); }
    void event_at_post(std::int64_t by = 1) { count(Tally::events_post, by); }
    void event_of_person() { count(Tally::events_person); }

    // Tells the listener, if this is the person followed. The sentence parts are fixed texts.
    void tell(Slot person, std::string_view what, std::string_view where = {}, std::string_view whom = {},
              std::int64_t amount = 0)
    {
        if (person == followed) [[unlikely]] {
            listener->hear({now(), what, where, whom, amount, people[person].purse_cfa});
        }
    }

    // Plans what happens to a person next, `after` minutes from now, at least 1.
    void plan(EventKind kind, Slot person, std::int64_t after, std::uint32_t amount = 0);

    [[nodiscard]] Vehicle& new_vehicle();
    void remove_vehicle(Vehicle& vehicle);

    // Ends a journey: the one way out of the population.
    void end_journey(Slot person, Fate fate, std::string_view where = {});
    // This week's tales of a way, by the person's co-nationals.
    [[nodiscard]] Tales& tales_now(Slot person, std::size_t way)
    {
        return beliefs.told(week(), people[person].nationality, way);
    }
    // From 0, the first of the warm-up.
    [[nodiscard]] std::int32_t week() const { return (day - first_day()) / days_per_week; }
    // Whether one of these weeks begins today, and one of those that are counted from day 0.
    [[nodiscard]] bool begins_week() const { return (day - first_day()) % days_per_week == 0; }
    [[nodiscard]] bool begins_week_from_day_0() const { return day % days_per_week == 0; }

private:
    Run(Conditions told, RunAddress const& address);
    [[nodiscard]] static Conditions conditions_of(Timeline const& timeline);
    void begin_epoch();

    std::int64_t* tallies_ = nullptr;
    Francs* ledger_ = nullptr;
    Francs* cohort_ledger_ = nullptr;
    std::array<Francs, party_count> received_today_{};
    std::array<std::int64_t, series_count> today_{};
    std::array<std::array<std::size_t, 2>, variable_count> strides_{};
};

}  // namespace piste
