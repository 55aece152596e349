// What a scenario says of how posts come to ask what they ask. Part of model/scenario.hpp.
#pragma once

#include "model/quantities.hpp"

namespace piste {

// Posts, what travellers would rather give than be held up, and what else moves an officer.
struct ExtractionRules {
    Switch posts_learn = Switch::on;          // off: what is asked at first is asked for ever
    Switch tolls_set_jointly = Switch::off;   // one price for all state posts, asked once a journey; and for armed ones, if they learn
    Switch asks_by_looks = Switch::on;        // off: one price for whoever is stopped
    Switch travellers_reckon_ahead = Switch::on;  // off: nobody keeps anything back for the posts still to come
    double hearsay_speed = 0.0;               // of what is thought of the posts ahead, renewed a week
    double learning_step = 0.0;               // relative change of an ask, a week, per unit of elasticity of the takings
    Ratio first_ask_factor = Ratio(1.0);      // of the first asks
    Purse means_step_cfa = 0;                 // of what shows of a purse: classes end at one, two and four of it
    Purse stake_step_cfa = 0;                 // of what seems to be spent on the trip: classes end at one and three of it
    Ratio reservation_share;                  // of what is at stake, that half would give at a post
    Ratio stake_visibility;                   // of what is spent on the trip, how much shows
    Ratio stake_weight;                       // of a franc seen to be spent, against one in the purse
    Probability let_go_when_refusing;         // the others are put off the bus
    Ratio share_owed_upward;                  // of the takings
    Probability sanction_per_demand;          // of an officer, for a demand at the cap; in proportion for less
    Purse sanction_cost_cfa = 0;              // beside the wage
    double sanction_weeks_of_wage = 0.0;
    Purse wage_cfa_per_week = 0;              // of all officers of a post
    Switch armed_posts_learn = Switch::off;   // off: an armed group asks so much a head, whatever it is given
    Switch armed_groups_set_one_price = Switch::on;  // off: each of its posts has its own
    Ratio armed_reservation_share;            // of what is at stake, that half would give at a post of an armed group
    Ratio armed_least_share = Ratio(1.0);     // of the toll that is told: less is never asked, and so much is taken of who gives no more
    Probability armed_let_go_for_less;        // for who does not give what is asked; the others are dealt with as who cannot pay
    Switch target_income = Switch::off;       // who has enough asks no more
    Purse target_cfa_per_week = 0;            // wage and takings together, of all officers of a post
    Switch jobs_for_sale = Switch::off;       // posts are manned while the takings of a post exceed the price of its jobs
    Purse job_price_cfa = 0;                  // of all officers of a post
    double job_years = 1.0;                   // that a buyer reckons with
    Switch price_recouped = Switch::off;      // who seeks a target income adds what his job cost, over these years
};

}  // namespace piste
