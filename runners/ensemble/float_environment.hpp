// The two settings of the floating-point unit on which equal results depend and which other software can change.
#pragma once

namespace piste {

// Throws std::runtime_error unless this thread rounds to nearest and keeps denormal numbers.
void require_standard_float_environment();

}  // namespace piste
