// What a run returns: integers only, in named variables whose list stands here once. The writer of results, the
// digest, `piste verify` and the analysis all follow this list; ratios and means are formed in analysis/.
#pragma once

#include "model/quantities.hpp"
#include "model/scenario.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace piste {

// Raised whenever a variable, its order or its meaning changes; the digest begins with it.
inline constexpr std::int64_t outcome_schema_version = 2;
// Raised by every change of results (CHANGELOG, `Results:`).
inline constexpr std::int64_t model_version = 3;

// A name as it stands in a results file, with a unit and a sentence.
struct Entry {
    std::string_view name;
    std::string_view unit;
    std::string_view meaning;
};

// Classes of payers and payees. Money moves only between these (model/ledger.hpp).
enum class Party : std::uint8_t {
    migrant, family, employer, bus_firm, police, gendarmerie, army, customs, passeur, chairman, local_authorities,
    security_forces, residents, driver, armed_group, bandit, hostage_taker, document_network, official, home_transport,
    politician, count
};

// How a journey ends or stands at the end of a run.
enum class Fate : std::uint8_t { arrived, settled, returned, stranded, dead, under_way, count };

// Scalar metrics of a run: of the measured cohorts (people who set out in the measured period) unless the name says
// otherwise.
enum class Tally : std::uint8_t {
    candidates, chose_mali, chose_niger, stayed_home, unable_to_leave, departures, entered_main_hub, left_northward, left_to_niger,
    arrived, settled, returned, stranded, dead, under_way,
    south_encounters, tolls_paid, tolls_haggled, let_go_rights, let_go_poor, let_go_refused, put_off_bus,
    taken_off_at_gate, gate_tax_paid, arrests, passeur_paid_release, released_unpaid, cell_minutes,
    papers_rented, papers_bought, passports_returned, passports_lost,
    passeurs_arrested, passeurs_replaced, passeurs_let_go, chairmen_arrested, document_rings_broken,
    ghetto_stays, forced_into_ghetto, ghetto_stays_mismatched, ghetto_conflicts, ghetto_full, worked_for_fare, work_days,
    asked_family, family_sent, ran_out_of_money_south, ran_out_of_money_hub, ran_out_of_money_north,
    forced_labour, sexual_violence, violence, robbed, injured, killed_by_bandits, beaten_at_post,
    left_at_post, abandoned, died_in_desert, held_for_ransom, ransom_paid, ransom_refused, held_minutes,
    trucks_left, trucks_left_full, trucks_left_below_60, trucks_left_empty, truck_passengers, truck_wait_minutes,
    truck_wait_hours_squared, trucks_protected, ambushes_met, ambushes_spared,
    northern_tolls_paid, northern_tolls_advanced, northern_tolls_spared_by_protection,
    border_attempts, border_refusals, border_retries, people_retrying,
    south_trips, south_minutes, south_hours_squared, hub_stays, hub_minutes, hub_hours_squared,
    north_trips, north_minutes, north_hours_squared,
    clashes_contested, clashes_uncontested, weeks_contested, weeks_uncontested, clashes_over_high_rent,
    clashes_over_low_rent, weeks_of_high_rent, weeks_of_low_rent, pacts_made, pacts_broken, strikes,
    strikes_on_wrong_target,
    journeys_arrived, journey_cost_cfa, journey_cost_kcfa_squared, journey_minutes,
    events, events_vehicle, events_post, events_person, peak_under_way,
    opening_stock, closing_stock, all_departures, all_ended, purses_brought_cfa, purses_left_cfa,
    count
};

// Daily counts of everybody, warm-up and run-out included.
enum class Series : std::uint8_t {
    departures, entered_main_hub, left_northward, arrived, left_to_niger, settled, returned, stranded, dead,
    under_way, in_ghettos, in_cells, waiting_for_vehicle, vehicles_waiting, trucks_left, truck_passengers,
    tolls_paid_south, tolls_paid_north, robbed, held_for_ransom, border_refusals, family_sent, passports_in_use,
    kcfa_to_state_posts, kcfa_to_armed_groups, kcfa_to_passeurs, kcfa_to_bus_firms, believed_harm_ppm, believed_cost_kcfa,
    passeurs_at_work, mean_fare_cfa, papers_price_permille, ghetto_fee_permille,
    clashes, pact_in_force, insecurity, ambush_pressure, group_income, group_income_from_migrants, holders_per_stretch,
    armed_posts_manned, control_coalitions, control_state_backed, control_islamist, strength_coalitions,
    strength_state_backed, strength_islamist, enforcement, enforcement_on_papers, legitimacy, acceptance, livelihoods,
    count
};

inline constexpr std::size_t party_count = static_cast<std::size_t>(Party::count);
inline constexpr std::size_t fate_count = static_cast<std::size_t>(Fate::count);
inline constexpr std::size_t tally_count = static_cast<std::size_t>(Tally::count);
inline constexpr std::size_t series_count = static_cast<std::size_t>(Series::count);
inline constexpr std::size_t leg_count = 3;
inline constexpr std::size_t load_bins = 11;      // of 10 people each; the last is 100 and more
inline constexpr Day days_per_block = 30;         // of the axis month, from the first day of the warm-up
inline constexpr std::size_t wait_bins = 15;      // of 12 hours each; the last is 7 days and more

extern std::array<Entry, party_count> const party_entries;
extern std::array<Entry, fate_count> const fate_entries;
extern std::array<Entry, tally_count> const tally_entries;
extern std::array<Entry, series_count> const series_entries;

// The axes of the variables. Sizes and labels come from the scenario (axis_labels).
enum class Axis : std::uint8_t {
    metric, series, day, payer, payee, leg, fate, cohort, nationality, wish, beyond, link, post_group, crossing,
    ghetto_group, passeur_group, load_bin, wait_bin, monitoring_point, month, means, count
};

enum class Variable : std::uint8_t {
    tallies,             // [metric]
    ledger,              // [payer, payee, leg] francs, of the whole run
    cohort_ledger,       // [payer, payee, leg] francs paid by or for the measured cohorts
    daily,               // [series, day] int32
    fates,               // [cohort, nationality, fate]
    entered_by_wish,     // [nationality, wish] of those who entered the main hub
    exits,               // [beyond, nationality, wish]
    crossings,           // [crossing, nationality]
    passages,            // [cohort, link, nationality]
    post_encounters,     // [post_group]
    post_revenue,        // [post_group] francs
    post_asks,           // [post_group, means] demands of posts that learn, or of the state, measured cohorts
    post_asked,          // [post_group, means] francs, the same
    passeur_clients,     // [passeur_group]
    ghetto_guests,       // [ghetto_group]
    ghetto_revenue,      // [ghetto_group] francs
    truck_loads,         // [load_bin]
    truck_waits,         // [wait_bin]
    passers,             // [monitoring_point, month, nationality]
    passers_by_wish,     // [monitoring_point, month, wish]
    monitored,           // [monitoring_point, month, nationality] of these, counted by observers
    monitored_by_wish,   // [monitoring_point, month, wish]
    count
};
inline constexpr std::size_t variable_count = static_cast<std::size_t>(Variable::count);

struct VariableInfo {
    std::string_view name;
    std::string_view unit;
    std::string_view meaning;
    std::array<Axis, 3> axes;
    std::size_t rank;
    bool is_int32;       // stored as int32; all others int64
};
extern std::array<VariableInfo, variable_count> const variable_infos;
[[nodiscard]] std::string_view axis_name(Axis axis);

// The labels along an axis for this scenario: names of tables' rows, or numbers as text (days since day 0, months).
[[nodiscard]] std::vector<std::string> axis_labels(Scenario const& scenario, Axis axis);
[[nodiscard]] std::size_t axis_size(Scenario const& scenario, Axis axis);
// Number of values of a variable.
[[nodiscard]] std::size_t variable_size(Scenario const& scenario, Variable variable);

// Cohorts of departure: as many as months of 30.5 days fit the measured period, at least one.
[[nodiscard]] std::int32_t cohort_count(Horizon const& horizon);
// The cohort of a day of the measured period: day * cohorts / measured days, so that cohorts are as equal as can be.
[[nodiscard]] std::int32_t cohort_of_day(Horizon const& horizon, Day day);

// One run's answer. values[v] holds variable v, row-major over its axes; its size is variable_size.
struct Outcome {
    std::array<std::vector<std::int64_t>, variable_count> values;

    [[nodiscard]] std::span<std::int64_t const> of(Variable variable) const
    {
        return values[static_cast<std::size_t>(variable)];
    }
    [[nodiscard]] std::int64_t tally(Tally tally) const
    {
        return values[static_cast<std::size_t>(Variable::tallies)][static_cast<std::size_t>(tally)];
    }
};

// What is wrong with an outcome by its own books: money that was made or lost, people who vanished. Empty when sound.
// Checked at the end of every run by the runners.
[[nodiscard]] std::vector<std::string> unsound(Scenario const& scenario, Outcome const& outcome);

}  // namespace piste
