#include "runners/ensemble/float_environment.hpp"

#include <cfenv>
#include <gtest/gtest.h>
#include <stdexcept>
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace piste {
namespace {

TEST(FloatEnvironment, AcceptsTheStandardSettings)
{
    EXPECT_NO_THROW(require_standard_float_environment());
}

TEST(FloatEnvironment, RefusesAnotherRounding)
{
    std::fesetround(FE_UPWARD);
    EXPECT_THROW(require_standard_float_environment(), std::runtime_error);
    std::fesetround(FE_TONEAREST);
}

#if defined(__SSE2__)
TEST(FloatEnvironment, RefusesFlushedDenormals)
{
    auto const saved = _mm_getcsr();
    for (unsigned const flag : {0x8000U, 0x0040U}) {   // flush to zero; denormals are zero
        _mm_setcsr(saved | flag);
        EXPECT_THROW(require_standard_float_environment(), std::runtime_error) << "flag " << flag;
        _mm_setcsr(saved);
    }
}
#endif

}  // namespace
}  // namespace piste
