// Constants of the procedures: quantiles, and the roots of two equations that have no closed form. The only users of Boost.Math.
#pragma once

#include <cstdint>

namespace piste {

// The value below which a Student t variable lies with this probability. Throws std::invalid_argument unless
// 0 < probability < 1 and freedom >= 1.
[[nodiscard]] double student_t_quantile(double probability, std::int64_t freedom);

// How far a system may fall behind another before it is screened out: the eta of Ni, Ciocan, Henderson and Hunter (2017), the root of
//     E[2 (1 - Phi(eta sqrt(R)))] = 1 - (1 - error)^(1 / (systems - 1)),
// where R is the smaller of two independent chi-square variables with first_stage - 1 degrees of freedom. Then the best of `systems` is
// lost in all screening together with a probability of at most `error`. Throws std::invalid_argument unless systems >= 2,
// first_stage >= 2 and 0 < error < 1.
[[nodiscard]] double screening_eta(std::int64_t first_stage, std::int64_t systems, double error);

// Rinott's h (1978): the root of
//     integral of [integral of Phi(h / sqrt(n (1/x + 1/y))) f(x) dx]^(systems - 1) f(y) dy = 1 - error,
// where f is the chi-square density with n = first_stage - 1 degrees of freedom. With (h S / indifference)^2 runs of each system, S its
// standard deviation over the first stage, the largest mean belongs to a good system with a probability of at least 1 - error.
// Throws as screening_eta.
[[nodiscard]] double rinott_h(std::int64_t first_stage, std::int64_t systems, double error);

}  // namespace piste
