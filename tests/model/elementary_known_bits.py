"""Writes elementary_known_bits.hpp: what model/elementary.cpp must give, to the bit.

An independent implementation of the same formulas in Python, whose floats are IEC 559 doubles rounded after every operation. Run
it again only when the formulas change on purpose: /usr/bin/python3 tests/model/elementary_known_bits.py
"""

import math
import pathlib
import struct

LOG_2_HIGH = 6.93147180369123816490e-01
LOG_2_LOW = 1.90821492927058770002e-10
LOG_2 = 0.69314718055994530942
INVERSE_FACTORIALS = [1.0 / float(math.factorial(k)) for k in range(16)]
INVERSE_ODD_NUMBERS = [1.0 / (2 * k + 1) for k in range(11)] + [0.0] * 5


def to_bits(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def from_bits(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def polynomial(c, x):
    x2 = x * x
    x4 = x2 * x2
    x8 = x4 * x4
    quarter = [(c[i] + c[i + 1] * x) + (c[i + 2] + c[i + 3] * x) * x2 for i in (0, 4, 8, 12)]
    return (quarter[0] + quarter[1] * x4) + (quarter[2] + quarter[3] * x4) * x8


def exponential(x):
    k = int(x / LOG_2 + (-0.5 if x < 0.0 else 0.5))
    r = (x - k * LOG_2_HIGH) - k * LOG_2_LOW
    return polynomial(INVERSE_FACTORIALS, r) * from_bits((k + 1023) << 52)


def logarithm(x):
    exponent = 0
    if x < 2.2250738585072014e-308:
        x *= 18014398509481984.0
        exponent = -54
    bits = to_bits(x)
    exponent += ((bits >> 52) & 0x7FF) - 1023
    mantissa = from_bits((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000)
    if mantissa > 1.41421356237309504880:
        mantissa *= 0.5
        exponent += 1
    s = (mantissa - 1.0) / (mantissa + 1.0)
    return exponent * LOG_2_HIGH + (exponent * LOG_2_LOW + 2.0 * s * polynomial(INVERSE_ODD_NUMBERS, s * s))


def gumbel(u):
    return -logarithm(-logarithm(u))


def income(u):
    return 150000.0 * exponential(logarithm(u / (1.0 - u)) / 2.5)


def normal_quantile(u):
    t = math.sqrt(-2.0 * logarithm(u if u < 0.5 else 1.0 - u))
    numerator = (((-0.0000453642210148 * t - 0.0204231210245) * t - 0.342242088547) * t - 1.0) * t - 0.322232431088
    denominator = (
        ((0.0038560700634 * t + 0.103537752850) * t + 0.531103462366) * t + 0.588581570495
    ) * t + 0.0993484626060
    magnitude = t + numerator / denominator
    return -magnitude if u < 0.5 else magnitude


UNIFORMS = [1.1641532182693481e-10, 1e-6, 0.025, 0.3, 0.5, 0.75, 0.975, 0.9999999998835847]
TABLES = {
    "exponential_bits": (exponential, [-700.0, -30.5, -1.0, -1e-9, 0.0, 0.1, 0.5, 1.0, 2.302585092994046, 10.0, 123.456, 700.0]),
    "logarithm_bits": (
        logarithm,
        [5e-324, 1e-300, 1e-9, 0.1, 0.5, 0.9999999999, 1.0, 1.4142135623730951, 2.0, 2.718281828459045, 1e6,
         1.7976931348623157e308],
    ),
    "gumbel_bits": (gumbel, UNIFORMS),
    "normal_quantile_bits": (normal_quantile, UNIFORMS),
    "income_bits": (income, UNIFORMS),
}

lines = [
    "// Written by elementary_known_bits.py: arguments, and the bits of what model/elementary.cpp gives for them.",
    "#pragma once",
    "",
    "#include <array>",
    "#include <cstdint>",
    "",
    "namespace piste::test {",
    "",
    "struct KnownBits {",
    "    double argument;",
    "    std::uint64_t bits;",
    "};",
    "",
]
for name, (function, arguments) in TABLES.items():
    lines.append(f"inline constexpr std::array<KnownBits, {len(arguments)}> {name}{{{{")
    lines += [f"    {{{x!r}, 0x{to_bits(function(x)):016x}ULL}}," for x in arguments]
    lines += ["}};", ""]
lines += ["}  // namespace piste::test", ""]
pathlib.Path(__file__).with_suffix(".hpp").write_text("\n".join(lines), encoding="utf-8")
