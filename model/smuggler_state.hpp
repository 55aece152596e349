// What smugglers ask, and who of them is at work. Counters change at any time, prices and presence at the beginning of a day only
// (model/prices.cpp, model/arrests.cpp).
#pragma once

#include "model/quantities.hpp"
#include "model/world.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace piste {


// A quantity that somebody watches: its fading mean of now beside the mean of the second half of the warm-up, which is what is usual.
struct Watched {
    double now = 0.0;
    double usual = 0.0;
    std::int32_t weeks = 0;           // that the usual is made of

    // (now - usual) / (now + usual): in [-1, 1], 0 where all is as usual or nothing is known.
    [[nodiscard]] double deviation() const
    {
        double const sum = now + usual;
        return weeks == 0 || sum <= 0.0 ? 0.0 : (now - usual) / sum;
    }
};

struct PasseurPrice {
    Ratio factor = Ratio(1.0);        // of his group's fare
    Francs fare_cfa = 0;              // what he asks of who sets out for the first time, by that factor
    Watched waiting;                  // clients who have paid and wait, mean over a week
    Watched clients;                  // who joined, a week
    Watched cost;                     // believed cost of the ways a head, francs
    std::int64_t waiting_days = 0;    // this week: clients who waited, added up over days
    std::int32_t joined = 0;          // this week
};

struct GhettoPrice {
    Ratio factor = Ratio(1.0);        // of the droit de ghetto
    Watched guests;
    std::int64_t guest_days = 0;      // this week
};

struct PapersPrice {
    Ratio factor = Ratio(1.0);        // of the price
    Watched pressure;                 // asked for a week, over 1 + passports on offer
    Watched asked;
    std::int64_t asked_this_week = 0;
};

struct BusPrice {
    Ratio factor = Ratio(1.0);        // of the firm's fares
    Watched riders;                   // who boarded, a week
    std::int64_t boarded = 0;         // this week
};

// What a ticket costs that is bought at a stand: to Bamako for those without a through ticket, else to the end.
struct TicketPrice {
    Francs cfa = 0;
    Francs through_cfa = 0;
};

struct Prices {
    explicit Prices(World const& world);
    std::vector<BusPrice> buses;             // by firm
    std::vector<BusFirm> bus_firms;          // as the scenario has them, at the fares of today
    Watched riders;                          // of all firms
    std::vector<TicketPrice> tickets;        // by stand, by what the firms ask today
    Chooser takes_firm;                      // by whom newcomers travel
    Watched shared_rents;                    // of the ghettos, with authorities, forces and residents, francs a week
    Francs shared_this_week_cfa = 0;
    std::vector<PasseurPrice> passeurs;
    std::vector<GhettoPrice> ghettos;        // by group
    Ratio rents_factor = Ratio(1.0);         // of what chairmen share
    double usual_arrests = 0.0;              // of passeurs and chairmen, within the weeks that smugglers remember
    double arrests_remembered = 0.0;
    std::int32_t arrests_this_week = 0;
    std::vector<Chooser> refers_to;          // by nationality, over its passeurs at the main hub: by whom newcomers go; empty: no passeur
    PapersPrice papers;
};

inline constexpr Day never = std::numeric_limits<Day>::max();

inline constexpr Day always = std::numeric_limits<Day>::min();

struct PasseurAtWork {
    Day from = always;                              // at work from this day on
    bool is_newcomer = false;                       // took the place of who was arrested
    bool comes_back = false;                        // was arrested and is let go: keeps what he knows and whom he is tied to
    std::int64_t clients = 0;                       // who joined his queue so far
};

struct Arrests {
    explicit Arrests(World const& world);
    std::vector<PasseurAtWork> passeurs;
    std::vector<Day> chairmen_from;                 // by ghetto: its chairman, if he is no passeur, is at work from this day on
    Day documents_from = always;                    // the document network works from this day on
    bool rounded_up = false;
};

}  // namespace piste
