// Everything that one run is told: the world and its rules, validated, immutable, in the order of declared names.
// Units stand in the names. What each number means, its unit and its legal range: model/scenario_fields.hpp.
// Where it comes from: the scenario file (configs/scenarios), which gives a source or an assumption for each.
#pragma once

#include "model/armed_group_rules.hpp"
#include "model/extraction_rules.hpp"
#include "model/named.hpp"
#include "model/quantities.hpp"
#include "model/society_rules.hpp"
#include "model/smuggler_rules.hpp"
#include "model/tie_rules.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace piste {

enum class PlaceKind : std::uint8_t { origin, town, hub, crossing, beyond };
enum class Leg : std::uint8_t { south, hub, north };
enum class LinkMode : std::uint8_t { bus, truck };
enum class HolderKind : std::uint8_t { state, armed_group };
enum class Force : std::uint8_t { police, gendarmerie, army, customs, armed_group };
enum class TollBasis : std::uint8_t { per_post, per_trip };
enum class TollPayer : std::uint8_t { migrant, passeur };
enum class ProtectionReach : std::uint8_t { own_posts_exempt, own_posts_still_charge };
enum class OpenState : std::uint8_t { open, closed };
enum class Citizenship : std::uint8_t { foreign, malian };
enum class Comparison : std::uint8_t { warm_up, prior };
enum class Direction : std::uint8_t { arriving, leaving, returning };

// A town, hub of the smuggling trade, crossing, or first town beyond Mali.
struct Place : Named {
    PlaceKind kind = PlaceKind::town;
    std::string country;
    double latitude_degrees = 0.0;   // for maps and for checking distances; decides nothing
    double longitude_degrees = 0.0;
};

// Who holds a stretch of road: the state or a publicly known coalition.
struct Holder : Named {
    HolderKind kind = HolderKind::state;
};

// A stretch of road in one direction.
struct Link : Named {
    Index<Place> from;
    Index<Place> to;
    Leg leg = Leg::south;
    LinkMode mode = LinkMode::bus;
    Index<Holder> holder;
    std::int32_t distance_km = 0;
    std::int32_t travel_minutes = 0;
    Purse fare_cfa = 0;                // by bus; 0 where the passeur's fare covers the whole way
    Probability ambush_per_day;        // that bandits wait on this stretch on a day
};

// Posts of one force on one stretch, alike, numbered from 1 and spread evenly; never a position (docs/ethics.md).
struct PostGroup : Named {
    Index<Link> link;
    Index<Holder> holder;
    Force force = Force::police;
    std::int32_t posts = 0;
    Ratio manned = Ratio(1.0);         // of the state: share of them, rounded; fewer are spread evenly and keep their places
    Probability stop;                  // that a traveller is dealt with rather than waved through
    Purse toll_floor_cfa = 0;
    Purse toll_cap_cfa = 0;
};

// A country people leave from: Box 1 of the main source.
struct Nationality : Named {
    double share = 0.0;                    // of all who take the Malian corridor
    Citizenship citizenship = Citizenship::foreign;  // Malians need no visa for Algeria
    std::vector<double> leaves_from;       // share by place, in the order of places
    Purse purse_median_cfa = 0;
    double purse_shape = 2.0;              // of the log-logistic distribution
    Purse family_median_cfa = 0;
    double family_shape = 2.0;
    Probability family_able;
    Probability has_papers;                // travels with valid papers of the own country
    Probability knows_rights;              // knows the right to move freely within ECOWAS
    double rumour_tales_per_week = 0.0;    // beside what people really tell
    double departure_factor = 1.0;         // of those who think of leaving, against the base
};

// Where people say they want to go. No run follows anybody there.
struct Wish : Named {
    double share = 0.0;
    Probability leaves_at_gao;             // takes the bus from Gao to Niger instead of the road north
    double departure_factor = 1.0;         // of those who would leave with this wish, against the base
};

struct BusFirm : Named {
    double market_share = 0.0;
    Ratio fare_factor;                     // of the link fare
    std::int32_t departure_minute_of_day = 0;
};

// An ordered list of stretches. South: from a place of origin to Gao. North: from a hub to a first town beyond.
struct Itinerary : Named {
    Leg leg = Leg::south;
    std::vector<Index<Link>> links;
    OpenState state = OpenState::open;
    double appeal = 0.0;                   // in units of the choice's noise; north only
};

// What awaits people at a crossing into Algeria.
struct Crossing : Named {
    Index<Place> place;
    Probability refusal_without_passport;
    Probability refusal_with_passport;
    Probability hostage;                   // that smugglers hold a traveller for ransom here
    OpenState state = OpenState::open;
};

// Passeurs of one nationality at one hub, alike, numbered from 1. Each has its own queue.
struct PasseurGroup : Named {
    Index<Place> hub;
    Index<Nationality> nationality;
    std::int32_t passeurs = 0;
    Purse fare_cfa = 0;                    // from the hub to beyond the crossing, a head
};

// Ghettos of one nationality in one hub, alike, numbered from 1.
struct GhettoGroup : Named {
    Index<Place> hub;
    Index<Nationality> nationality;
    std::int32_t ghettos = 0;
    std::int32_t beds = 0;                 // in each
    Purse droit_de_ghetto_cfa = 0;         // for a stay
};

// Vehicles that bring goods from Algeria to a hub and take people on the way back.
struct VehicleKind : Named {
    Index<Place> hub;
    double arrivals_per_day = 0.0;
    std::int32_t room_low = 0;
    std::int32_t room_high = 0;
    std::int32_t longest_wait_days = 0;
    Purse waiting_cost_per_day_cfa = 0;
};

// Work and life in a hub while the onward fare is earned.
struct HubRules : Named {
    Index<Place> place;
    Purse wage_low_cfa_per_day = 0;
    Purse wage_high_cfa_per_day = 0;
    Purse keep_cfa_per_day = 0;            // food and water beyond the droit de ghetto
    Purse fare_home_cfa = 0;
};

// Observers who count passers and change nothing.
struct MonitoringPoint : Named {
    Index<Place> place;
    Direction direction = Direction::leaving;
    std::int32_t first_day = 0;
    std::int32_t end_day = 0;
    std::int32_t opens_minute = 0;
    std::int32_t closes_minute = 1440;
    Probability missed;
};

struct Horizon {
    std::string start_date;                // of day 0, ISO 8601
    std::int32_t warm_up_days = 365;
    std::int32_t measured_days = 366;
    std::int32_t run_out_days = 180;
};

struct PopulationRules {
    std::int64_t migrants_per_year = 0;    // through Mali in the base
    double niger_ratio = 0.0;              // people on the Niger corridor for each on the Malian one
    double cost_steepness = 0.0;           // of the choice of corridor, per unit of relative cost
    double risk_steepness = 0.0;           // per unit of share met with harm
    Purse expected_cost_cfa = 0;           // of the Malian corridor, at the start of the warm-up
    double expected_risk = 0.0;
    Probability through_ticket;            // direct to Gao without a stay in Bamako
    std::int32_t bamako_stay_low_days = 0;
    std::int32_t bamako_stay_high_days = 0;
    std::int32_t bus_seats = 0;            // that a bus gives to migrants
    std::int32_t family_answer_low_days = 0;
    std::int32_t family_answer_high_days = 0;
    double niger_closure = 0.0;            // share of those who would take the Niger corridor and find it closed
    double diverted_share = 0.0;           // of these, who then take the Malian one, where its news are as usual
    double niger_cost_factor = 1.0;        // of the Niger corridor's cost, against the base
    double niger_risk_change = 0.0;        // of its share met with harm, against the base
    double season_amplitude = 0.0;         // of those who think of leaving, up and down over the year
    std::int32_t season_peak_day = 0;      // since the date of day 0, of each year
    double home_share = 0.0;               // of those whom bad news of Mali turns away, who stay at home
};

// What is told and believed of the ways.
struct NewsRules {
    Switch learning = Switch::on;
    Comparison compared_with = Comparison::prior;
    double prior_risk = 0.0;               // of an itinerary
    double prior_weight = 0.0;             // tales that the prior counts for
    std::int32_t delay_weeks = 0;
    std::int32_t memory_weeks = 1;
    Probability told_by_survivors;
    Probability told_by_families;          // who hear of a ransom
    Probability told_of_the_dead;
    double weight_of_others = 0.0;         // of a tale of another nationality
    Switch own_tales = Switch::off;        // off: all of a nationality believe the same
    std::int32_t tales_heard = 1;          // by one would-be traveller
    double common_tales = 0.0;             // that the belief of the nationality counts as beside these
    double distortion = 0.0;               // by which the tales of a week may be out, all together
    double rumour_tales_per_week = 0.0;    // to every nationality
    double rumour_harmed_share = 0.0;
    Purse rumour_cost_cfa = 0;             // 0: the rumour says nothing of cost
};

struct RoadblockRules {
    TollBasis toll_basis = TollBasis::per_post;
    Ratio apparent_means_share;            // of the visible purse that a post asks for, between floor and cap
    Ratio visible_share;                   // of the purse that a post can see or guess
    Ratio malian_factor;
    Ratio undocumented_factor;
    Probability haggles;
    Ratio haggled_share;                   // of the ask that remains after haggling
    Probability let_go_when_rights_are_known;
    Probability let_go_when_poor;          // who has less than the floor; the others are put off the bus
    std::int32_t minutes_per_traveller = 0;
};

struct GateRules {
    Probability taken_off;
    Purse tax_low_cfa = 0;
    Purse tax_high_cfa = 0;
    Ratio malian_factor;
    Switch learns = Switch::off;           // off: a tax drawn evenly between least and highest
    Ratio reservation_share;               // of what is at stake, that half would give rather than be locked up
    Probability arrest_later;
    Purse bribe_low_cfa = 0;
    Purse bribe_high_cfa = 0;
    Probability passeur_pays;              // for somebody locked up
    std::int32_t cell_low_days = 0;
    std::int32_t cell_high_days = 0;
};

struct PapersRules {
    Purse price_low_cfa = 0;
    Purse price_high_cfa = 0;
    Ratio rental_share;                    // of the price
    Ratio official_share;                  // of the price, to officials who issue
    std::int64_t rental_stock = 0;         // passports that circulate at the start
    std::int64_t new_rentals_per_month = 0;
    Probability lost_in_use;
    std::int32_t return_low_days = 0;
    std::int32_t return_high_days = 0;
    double saving_weight = 0.0;            // of the expected saving against the price, in the choice
    Purse value_of_crossing_cfa = 0;       // what a refusal costs a traveller, as they see it
    double reluctance = 0.0;               // of asking for false papers, in units of the choice's noise
    Purse choice_noise_cfa = 0;
};

struct GhettoRules {
    Ratio authorities_share;               // of the droit de ghetto
    Ratio security_share;
    Ratio residents_share;
    Probability conflict_when_mismatched;
    Probability forced_labour;             // of a stay of somebody who cannot pay the way on
    Probability sexual_violence;           // of such a stay (prostitution or rape)
    Probability violence;
    std::int32_t forced_labour_days = 0;
};

struct WayOnRules {
    std::int32_t longest_work_days = 0;    // anybody is ready to work for the way on
    double patience_days = 0.0;            // of work that weigh as one unit of the choice's noise
    double settle_appeal = 0.0;
    double home_appeal = 0.0;
    std::int32_t longest_tries = 0;        // of a crossing
    Ratio second_fare_share;               // of the fare, for another try
};

struct TruckRules {
    Ratio driver_share;                    // of the fares on board
    TollPayer toll_payer = TollPayer::migrant;
    ProtectionReach protection_reach = ProtectionReach::own_posts_exempt;
    Ratio protection_share;                // of the fares, to the holder
    Probability protection_coverage;       // that the passeur has ties to the holder
    Probability protection_efficacy;       // that protected travellers are spared an ambush
    double cost_weight = 0.0;              // of tolls a head, per choice_noise_cfa, in the choice of itinerary
    double risk_weight = 0.0;              // of the reported share met with harm
    Purse choice_noise_cfa = 0;
    Switch knows_closed_crossings = Switch::on;  // off: that nobody passes is found out by being turned back
    std::int32_t demand_memory_days = 0;   // over which a driver counts who joined the queue
    Switch vehicle_choice = Switch::off;   // passeurs wait for the kind by which clients leave sooner; off: take what comes
};

struct NorthRules {
    Probability passeur_advances_toll;     // for who cannot pay; becomes a debt
    Probability beaten_when_poor;          // of the others; the rest are left behind
    Ratio malian_factor;
    std::int32_t ambush_low_minutes = 0;
    std::int32_t ambush_high_minutes = 0;
    Probability robbed_in_ambush;
    Probability injured_in_robbery;
    Probability killed_in_robbery;
    Probability sexual_violence;           // of a trip north of Gao
    Probability violence;                  // by those who carry them, of a trip
    Probability death_when_abandoned;
};

struct HostageRules {
    Purse ransom_cfa = 0;
    Probability family_pays;               // if it can raise the money
    Ratio family_effort = Ratio(1.0);      // what it can raise for a ransom, over what it could send for the way
    std::int32_t held_low_days = 0;
    std::int32_t held_high_days = 0;
    Probability abandoned_when_refused;
    Probability brutalised;
    Ratio holder_share;                    // of the ransom, to whoever holds the crossing
};

struct BorderRules {
    Probability tries_again;
    std::int32_t retry_low_days = 0;
    std::int32_t retry_high_days = 0;
};

// The places and the road that the rules themselves name.
struct Corridor {
    Index<Place> main_hub;       // Gao: where buses end and the gate stands
    Index<Place> second_hub;     // Kidal: where those who are turned back find a ghetto
    Index<Place> papers_place;   // Bamako: bus station, cokseurs, document network
    Index<Itinerary> niger_exit; // from the main hub to Niger by bus
};

struct Scenario {
    std::string name;
    std::string title;
    std::string description;
    Horizon horizon;
    std::vector<Place> places;
    std::vector<Holder> holders;
    std::vector<Link> links;
    std::vector<PostGroup> post_groups;
    std::vector<Nationality> nationalities;
    std::vector<Wish> wishes;
    std::vector<BusFirm> bus_firms;
    std::vector<Itinerary> itineraries;
    std::vector<Crossing> crossings;
    std::vector<PasseurGroup> passeur_groups;
    std::vector<GhettoGroup> ghetto_groups;
    std::vector<VehicleKind> vehicle_kinds;
    std::vector<HubRules> hubs;
    std::vector<MonitoringPoint> monitoring_points;
    std::vector<ArmedGroup> armed_groups;
    std::vector<Stretch> stretches;
    std::vector<Foothold> footholds;
    PopulationRules population;
    NewsRules news;
    RoadblockRules roadblock;
    ExtractionRules extraction;
    GateRules gate;
    PapersRules papers;
    GhettoRules ghetto;
    WayOnRules way_on;
    TruckRules truck;
    NorthRules north;
    HostageRules hostage;
    BorderRules border;
    LearningRules learning;
    PriceRules prices;
    ArrestRules arrests;
    ArmedGroupRules groups;
    BanditRules bandits;
    SocietyRules society;
    TieRules ties;
    Corridor corridor;
};

}  // namespace piste
