// ODD 7.2 News: what one would-be traveller has heard
#include "model/own_tales.hpp"

#include "model/elementary.hpp"

#include <algorithm>

namespace piste {

namespace {

// Odds at each level over those at the common belief.
std::vector<double> own_odds(OwnTales const& heard, double common_risk, double steepness)
{
    std::vector<double> odds;
    for (std::size_t level = 0; level < heard.levels(); ++level) {
        odds.push_back(exponential(steepness * (heard.risk(level) - common_risk)));
    }
    return odds;
}

// By Newton's method, which from 1 comes nearer with every step. Where nobody or everybody takes it there is nothing to even out.
double evening_out(OwnTales const& usual, std::vector<double> const& odds, double share)
{
    constexpr int steps = 6;
    constexpr double least = 0.01;
    double x = 1.0;
    if (share <= 0.0 || share >= 1.0) {
        return x;
    }
    double const against = (1.0 - share) / share;
    for (int step = 0; step < steps; ++step) {
        double taken = 0.0;
        double slope = 0.0;
        for (std::size_t level = 0; level < usual.levels(); ++level) {
            double const takes = 1.0 / (1.0 + against * odds[level] * x);
            taken += usual.share(level) * takes;
            slope -= usual.share(level) * takes * takes * against * odds[level];
        }
        x = std::max(least, x - (taken - share) / slope);
    }
    return x;
}

}  // namespace

OwnTales::OwnTales(double common_risk)
{
    risks_.push_back(common_risk);
    draws_.push_back(number_of_draws);
}

OwnTales::OwnTales(double common_risk, std::int32_t tales, double common_tales)
{
    constexpr double least = 1e-6;   // nothing is so certain that nobody hears otherwise
    double const harmed = std::min(std::max(common_risk, least), 1.0 - least);
    double share = 1.0;
    for (std::int32_t tale = 0; tale < tales; ++tale) {
        share *= 1.0 - harmed;
    }
    double sum = 0.0;
    std::uint32_t draw = 0;
    for (std::int32_t of_harm = 0; of_harm <= tales; ++of_harm) {
        risks_.push_back((common_tales * common_risk + of_harm) / (common_tales + tales));
        sum += share;
        auto const end = of_harm == tales ? number_of_draws
                                          : std::min(number_of_draws, static_cast<std::uint32_t>(sum * number_of_draws + 0.5));
        std::fill(level_of_draw_.begin() + draw, level_of_draw_.begin() + end, static_cast<std::uint8_t>(of_harm));
        draws_.push_back(end - draw);
        draw = end;
        share *= static_cast<double>(tales - of_harm) / (of_harm + 1) * harmed / (1.0 - harmed);
    }
}

std::vector<double> odds_against(OwnTales const& now, double common_risk, OwnTales const& usual, double usual_risk, double steepness,
                                 double share)
{
    double const x = evening_out(usual, own_odds(usual, usual_risk, steepness), share);
    auto odds = own_odds(now, common_risk, steepness);
    for (auto& here : odds) {
        here *= x;
    }
    return odds;
}

}  // namespace piste
