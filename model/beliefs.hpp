// ODD 7.2 News: the memory behind it. What is told of each way in a week, what of it is heard and not yet forgotten, and what follows for
// risk and cost, by nationality. Beliefs may be wrong: they rest on who tells, are late, distorted, and may hold rumours.
#pragma once

#include "model/own_tales.hpp"
#include "model/quantities.hpp"
#include "model/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace piste {

// What was told of one way in one week. Counted at any time, heard at a day boundary.
struct Tales {
    std::int64_t tellers = 0;
    std::int64_t harmed = 0;     // of these, who tell of harm or of being turned back
    std::int64_t arrived = 0;    // of these, who tell what the journey cost
    std::int64_t cost_kcfa = 0;  // their sum
};

// By what factor a nationality's tales of one week are out, all together.
struct Distortion {
    double harm = 1.0;
    double cost = 1.0;
};

// How candidates of one nationality choose today, by what each has heard (own_tales.hpp).
struct CorridorChoice {
    explicit CorridorChoice(double common_risk) : heard(common_risk) {}
    OwnTales heard;
    std::vector<double> against_mali;           // by level: what the odds are multiplied by; renewed weekly, as the beliefs are
    std::vector<double> against_diversion;      // by level: the same of taking Mali because Niger is closed
    std::vector<std::uint64_t> mali_below;      // by level: the words that choose Mali
    std::vector<std::uint64_t> mali_or_home_below;
};

// What people believe. Changes at the day boundary only; read-only in between. A way is an itinerary or, last, the whole corridor.
class Beliefs {
public:
    explicit Beliefs(Scenario const& scenario);

    // The counters of a week (from 0, the first of the warm-up), a nationality and a way.
    [[nodiscard]] Tales& told(std::int32_t week, std::size_t nationality, std::size_t way)
    {
        return told_[first_of_week(week) + nationality * ways_ + way];
    }
    [[nodiscard]] std::size_t corridor() const { return ways_ - 1; }

    // Share of those who take the way that meets harm, as believed; francs, in thousands, that the corridor costs.
    [[nodiscard]] double risk(std::size_t nationality, std::size_t way) const { return risk_[nationality * ways_ + way]; }
    [[nodiscard]] double risk(std::size_t nationality) const { return risk(nationality, corridor()); }
    [[nodiscard]] double cost_kcfa(std::size_t nationality) const { return cost_kcfa_[nationality]; }
    // What these are compared with in the choice of corridor.
    [[nodiscard]] double usual_risk(std::size_t nationality) const;
    [[nodiscard]] double usual_cost_kcfa(std::size_t nationality) const;

    // The first week that is not heard yet; hearing them goes in order.
    [[nodiscard]] std::int32_t next_week() const { return next_week_; }
    // Hears the next week, older tales losing weight: distortions by nationality, rumours by the rules. Its counters are free again.
    void hear_week(Scenario const& scenario, std::vector<Distortion> const& distortions);
    // Lets the next week pass unheard: beliefs that are frozen neither learn nor forget.
    void pass_over_week();
    // Forms risk and cost anew from what is remembered.
    void form(Scenario const& scenario);
    // Adds the present beliefs to the mean that later ones are compared with.
    void note_as_usual();

    std::vector<CorridorChoice> corridor_choice;  // by nationality
    std::vector<double> candidates_counted; // by nationality: people that a candidate stands for in the count of candidates

private:
    struct Remembered {
        double tellers = 0.0;
        double harmed = 0.0;
        double arrived = 0.0;
        double cost_kcfa = 0.0;
    };
    // More than the longest delay of news (model/scenario_fields.hpp) and the week under way.
    static constexpr std::int32_t weeks_kept = 56;
    [[nodiscard]] std::size_t first_of_week(std::int32_t week) const
    {
        return static_cast<std::size_t>(week % weeks_kept) * nationalities_ * ways_;
    }
    void add_rumours(Scenario const& scenario, std::size_t nationality);

    std::size_t ways_;
    std::size_t nationalities_;
    std::int32_t next_week_ = 0;
    std::vector<Tales> told_;             // [week modulo weeks_kept][nationality][way]
    std::vector<Remembered> remembered_;  // [nationality][way]
    std::vector<double> risk_;            // [nationality][way]
    std::vector<double> cost_kcfa_;       // [nationality]
    std::vector<double> usual_risk_sum_;  // [nationality], over weeks noted
    std::vector<double> usual_cost_sum_;
    std::int32_t weeks_noted_ = 0;
};

}  // namespace piste
