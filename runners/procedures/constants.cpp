#include "runners/procedures/constants.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <functional>
#include <stdexcept>

namespace piste {

namespace {

using boost::math::chi_squared;

// Probability that is left out at each end of a chi-square distribution, far below what decides a constant's digits.
constexpr double tail = 1e-13;

double normal_below(double value)
{
    return boost::math::cdf(boost::math::normal(), value);
}

double normal_above(double value)
{
    return boost::math::cdf(boost::math::complement(boost::math::normal(), value));
}

// The mean of function(x) over a chi-square variable x. On a logarithmic scale, where the density is smooth and narrow.
double mean_over(chi_squared const& distribution, std::function<double(double)> const& function)
{
    auto const low = std::log(boost::math::quantile(distribution, tail));
    auto const high = std::log(boost::math::quantile(boost::math::complement(distribution, tail)));
    auto const weighted = [&](double logarithm) {
        auto const x = std::exp(logarithm);
        return function(x) * boost::math::pdf(distribution, x) * x;
    };
    return boost::math::quadrature::gauss_kronrod<double, 61>::integrate(weighted, low, high, 3, 1e-7);
}

// Where a function that rises, or falls, passes 0.
double root_of(std::function<double(double)> const& function, double guess, bool rises)
{
    std::uintmax_t most_steps = 200;
    auto const [low, high] = boost::math::tools::bracket_and_solve_root(function, guess, 2.0, rises,
                                                                        boost::math::tools::eps_tolerance<double>(30), most_steps);
    return low + (high - low) / 2;
}

void check(std::int64_t first_stage, std::int64_t systems, double error)
{
    if (first_stage < 2 || systems < 2 || !(error > 0.0 && error < 1.0)) {
        throw std::invalid_argument("a selection needs at least two systems, two runs of each, and an error between 0 and 1");
    }
}

}  // namespace

double student_t_quantile(double probability, std::int64_t freedom)
{
    if (freedom < 1 || !(probability > 0.0 && probability < 1.0)) {
        throw std::invalid_argument("Student's t needs at least one degree of freedom and a probability between 0 and 1");
    }
    return boost::math::quantile(boost::math::students_t(static_cast<double>(freedom)), probability);
}

double screening_eta(std::int64_t first_stage, std::int64_t systems, double error)
{
    check(first_stage, systems, error);
    chi_squared const distribution(static_cast<double>(first_stage - 1));
    auto const allowed = -std::expm1(std::log1p(-error) / static_cast<double>(systems - 1));
    // The smaller of two has the density 2 f(x) (1 - F(x)).
    auto const excess = [&](double eta) {
        return mean_over(distribution, [&](double x) {
                   return 4.0 * normal_above(eta * std::sqrt(x)) * boost::math::cdf(boost::math::complement(distribution, x));
               }) -
               allowed;
    };
    return root_of(excess, 1.0, false);
}

double rinott_h(std::int64_t first_stage, std::int64_t systems, double error)
{
    check(first_stage, systems, error);
    auto const freedom = static_cast<double>(first_stage - 1);
    chi_squared const distribution(freedom);
    auto const excess = [&](double h) {
        return mean_over(distribution, [&](double y) {
                   auto const beats_one = mean_over(distribution, [&](double x) {
                       return normal_below(h / std::sqrt(freedom * (1.0 / x + 1.0 / y)));
                   });
                   return std::pow(beats_one, static_cast<double>(systems - 1));
               }) -
               (1.0 - error);
    };
    return root_of(excess, 3.0, true);
}

}  // namespace piste
