#include "runners/procedures/constants.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>
#include <tuple>
#include <vector>

namespace piste {
namespace {

// Rows of table A.12 of Banks, Carson, Nelson and Nicol, "Discrete-Event System Simulation", 5th edition; the row of 4 systems is of
// the example of Goldsman and Nelson (Winter Simulation Conference, 1998).
TEST(RinottH, IsThatOfThePublishedTables)
{
    std::vector<std::tuple<double, std::int64_t, std::int64_t, double>> const rows{
        {0.90, 5, 2, 2.291},  {0.90, 20, 4, 2.720},  {0.90, 20, 10, 3.437}, {0.95, 5, 10, 5.797}, {0.95, 10, 2, 2.614},
        {0.95, 10, 8, 4.106}, {0.95, 20, 10, 3.875}, {0.95, 50, 2, 2.373},  {0.975, 10, 8, 4.635}};
    for (auto const& [probability, first_stage, systems, h] : rows) {
        EXPECT_NEAR(rinott_h(first_stage, systems, 1.0 - probability), h, 5e-4 * h) << probability << ' ' << first_stage << ' ' << systems;
    }
}

// With three runs the smaller of two chi-square variables is exponential with mean 1, and the equation has a closed form.
TEST(ScreeningEta, IsThatOfTheClosedFormForThreeRuns)
{
    for (std::int64_t const systems : {2, 3, 10, 1000}) {
        auto const kept = std::pow(0.975, 1.0 / static_cast<double>(systems - 1));
        auto const exact = std::sqrt(2.0) * kept / std::sqrt(1.0 - kept * kept);
        EXPECT_NEAR(screening_eta(3, systems, 0.025), exact, 1e-5 * exact) << systems;
    }
}

// By SciPy's quad and brentq.
TEST(ScreeningEta, IsThatOfAnotherLibrary)
{
    EXPECT_NEAR(screening_eta(50, 10, 0.025), 0.4713078, 1e-6);
    EXPECT_NEAR(screening_eta(20, 2, 0.05), 0.5227601, 1e-6);
    EXPECT_NEAR(screening_eta(50, 1000, 0.025), 0.6901967, 1e-6);
}

TEST(StudentT, IsThatOfTheTables)
{
    EXPECT_NEAR(student_t_quantile(0.975, 1), 12.706, 5e-4);
    EXPECT_NEAR(student_t_quantile(0.975, 31), 2.0395, 5e-5);
    EXPECT_NEAR(student_t_quantile(0.975, 1000), 1.9623, 5e-5);
}

TEST(Constants, RefuseWhatHasNoAnswer)
{
    EXPECT_THROW(static_cast<void>(student_t_quantile(0.975, 0)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(student_t_quantile(1.0, 5)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(screening_eta(50, 1, 0.05)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(rinott_h(1, 4, 0.05)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(rinott_h(50, 4, 0.0)), std::invalid_argument);
}

}  // namespace
}  // namespace piste
