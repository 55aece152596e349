#include "runners/ensemble/float_environment.hpp"

#include <cfenv>
#include <limits>
#include <stdexcept>

namespace piste {

void require_standard_float_environment()
{
    if (std::fegetround() != FE_TONEAREST) {
        throw std::runtime_error("this thread does not round to nearest, so results would differ from those of other "
                                 "machines; something loaded into the process changed the rounding mode");
    }
    // Volatile, so that the processor computes these and not the compiler.
    double volatile smallest_normal = std::numeric_limits<double>::min();
    double volatile half = 0.5;
    double volatile denormal = smallest_normal * half;
    double volatile one = 1.0;
    if (!(denormal > 0.0) || !(denormal * one > 0.0)) {
        throw std::runtime_error("this thread turns denormal numbers into zero, so results would differ from those of "
                                 "other machines; a library built with -ffast-math is a frequent cause");
    }
}

}  // namespace piste
