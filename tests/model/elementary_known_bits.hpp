// Written by elementary_known_bits.py: arguments, and the bits of what model/elementary.cpp gives for them.
#pragma once

#include <array>
#include <cstdint>

namespace piste::test {

struct KnownBits {
    double argument;
    std::uint64_t bits;
};

inline constexpr std::array<KnownBits, 12> exponential_bits{{
    {-700.0, 0x00d14f2b0fb9307fULL},
    {-30.5, 0x3d2ff3864232b406ULL},
    {-1.0, 0x3fd78b56362cef38ULL},
    {-1e-09, 0x3fefffffff768fa1ULL},
    {0.0, 0x3ff0000000000000ULL},
    {0.1, 0x3ff1aec7b35a00d5ULL},
    {0.5, 0x3ffa61298e1e069dULL},
    {1.0, 0x4005bf0a8b145769ULL},
    {2.302585092994046, 0x4024000000000001ULL},
    {10.0, 0x40d5829dcf95055fULL},
    {123.456, 0x4b11428e1cbc0142ULL},
    {700.0, 0x7f0d945df4f8ec8dULL},
}};

inline constexpr std::array<KnownBits, 12> logarithm_bits{{
    {5e-324, 0xc0874385446d71c3ULL},
    {1e-300, 0xc085963447f87fb5ULL},
    {1e-09, 0xc034b927f32bffb8ULL},
    {0.1, 0xc0026bb1bbb55516ULL},
    {0.5, 0xbfe62e42fefa39efULL},
    {0.9999999999, 0xbddb7ce00005e728ULL},
    {1.0, 0x0000000000000000ULL},
    {1.4142135623730951, 0x3fd62e42fefa39efULL},
    {2.0, 0x3fe62e42fefa39efULL},
    {2.718281828459045, 0x3ff0000000000000ULL},
    {1000000.0, 0x402ba18a998fffa0ULL},
    {1.7976931348623157e+308, 0x40862e42fefa39efULL},
}};

inline constexpr std::array<KnownBits, 8> gumbel_bits{{
    {1.1641532182693481e-10, 0xc0090a3aa15a0b5eULL},
    {1e-06, 0xc005019f30f634a0ULL},
    {0.025, 0xbff4e29a1932984bULL},
    {0.3, 0xbfc7c29e1d49c57aULL},
    {0.5, 0x3fd774f29bdd6ba1ULL},
    {0.75, 0x3ff3ef342116e5cfULL},
    {0.975, 0x400d68f452876205ULL},
    {0.9999999998835847, 0x4036dfb516f1cbbfULL},
}};

inline constexpr std::array<KnownBits, 8> normal_quantile_bits{{
    {1.1641532182693481e-10, 0xc0195a119830b09aULL},
    {1e-06, 0xc0130381aa799ed8ULL},
    {0.025, 0xbfff5c0335b7015cULL},
    {0.3, 0xbfe0c7e39b80643cULL},
    {0.5, 0x3e4fffa330000000ULL},
    {0.75, 0x3fe5956b86e2b4baULL},
    {0.975, 0x3fff5c0335b70159ULL},
    {0.9999999998835847, 0x40195a119830b09aULL},
}};

inline constexpr std::array<KnownBits, 8> income_bits{{
    {1.1641532182693481e-10, 0x402fe1695a1d3212ULL},
    {1e-06, 0x4082a949b796250eULL},
    {0.025, 0x40e0eadf7056a742ULL},
    {0.3, 0x40fa181024bbf6d8ULL},
    {0.5, 0x41024f8000000000ULL},
    {0.75, 0x410c6a46b04e8a59ULL},
    {0.975, 0x4123d17e6852aeb4ULL},
    {0.9999999998835847, 0x41d5088606a37f05ULL},
}};

}  // namespace piste::test
