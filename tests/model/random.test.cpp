#include "model/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace piste::test {
namespace {

using Philox = r123::Philox4x32;

std::array<std::uint32_t, 4> philox(Philox::ctr_type const& counter, Philox::key_type const& key)
{
    auto const block = Philox()(counter, key);
    return {block[0], block[1], block[2], block[3]};
}

// The known answers that Random123 publishes (tests/kat_vectors, philox4x32 with 10 rounds).
TEST(Philox, GivesTheKnownAnswers)
{
    EXPECT_EQ(philox({{0, 0, 0, 0}}, {{0, 0}}), (Words{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U}));
    auto const ones = 0xffffffffU;
    EXPECT_EQ(philox({{ones, ones, ones, ones}}, {{ones, ones}}),
              (Words{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU}));
    EXPECT_EQ(philox({{0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}}, {{0xa4093822U, 0x299f31d0U}}),
              (Words{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U}));
}

// Computed with an independent implementation of mix() and Philox in Python.
TEST(Randomness, AddressesGiveTheKnownWords)
{
    EXPECT_EQ(Randomness(1, 0).draw(Purpose::candidate, 10, 20, 0),
              (Words{0x66eeae21U, 0x3bfc9f3fU, 0xd11278cdU, 0xb8751820U}));
    EXPECT_EQ(Randomness(20160101, 7, 99).draw(Purpose::turned_back, 0xdeadbeefU, 0xffffffffU, 65535),
              (Words{0x81a17a7bU, 0x87e2f377U, 0x0373634cU, 0x8eb21b4eU}));
}

// However many: pairs go a way of their own, and who is left over another, whether or not there is room for one more.
TEST(Randomness, SeveralBlocksAtOnceAreThoseOfOneAfterAnother)
{
    Randomness const random(20160101, 7, 99);
    for (std::uint32_t number = 0; number <= 17; ++number) {
        std::vector<Words> blocks;
        std::vector<Words> expected;
        for (std::uint32_t i = 0; i < number; ++i) {
            auto const subject = 0xfffffff0U + i * 0x9e3779b9U;
            auto const object = 0x80000001U * i;
            auto const occasion = static_cast<std::uint16_t>(65535U - i);
            blocks.push_back(random.address_of(Purpose::roadblock, subject, object, occasion));
            expected.push_back(random.draw(Purpose::roadblock, subject, object, occasion));
        }
        auto with_room = blocks;
        with_room.resize(room_for_blocks(number));
        random.draw_blocks(blocks);
        EXPECT_EQ(blocks, expected) << number << " blocks";
        random.draw_blocks(with_room);
        with_room.resize(number);
        EXPECT_EQ(with_room, expected) << number << " blocks, with room";
    }
}

TEST(Randomness, ADrawDoesNotDependOnThoseBefore)
{
    Randomness const fresh(5, 3);
    Randomness const used(5, 3);
    for (std::uint32_t i = 0; i < 100; ++i) {
        (void)used.draw(Purpose::gate, i, 1);
    }
    EXPECT_EQ(fresh.draw(Purpose::bed, 4, 5, 6), used.draw(Purpose::bed, 4, 5, 6));
}

TEST(Randomness, EveryPartOfAnAddressMatters)
{
    Randomness const random(5, 3);
    auto const base = random.draw(Purpose::bed, 4, 5, 6);
    std::vector<Words> const others{
        random.draw(Purpose::stay, 4, 5, 6),          random.draw(Purpose::bed, 5, 5, 6),
        random.draw(Purpose::bed, 4, 6, 6),           random.draw(Purpose::bed, 4, 5, 7),
        random.draw(Purpose::bed, 5, 4, 6),           Randomness(6, 3).draw(Purpose::bed, 4, 5, 6),
        Randomness(5, 4).draw(Purpose::bed, 4, 5, 6), Randomness(5, 3, 1).draw(Purpose::bed, 4, 5, 6)};
    for (std::size_t i = 0; i < others.size(); ++i) {
        EXPECT_NE(others[i], base) << "case " << i;
    }
}

// Neighbouring seeds, replicates and subjects: 3 x 3 x 400 blocks of 4 words without one word in common is what
// 14,400 independent 32-bit words give in 97 of 100 cases; a few repeats would be chance, a stream shared would not.
TEST(Randomness, NeighboursShareNothing)
{
    std::vector<std::uint32_t> words;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
            for (std::uint32_t subject = 0; subject < 400; ++subject) {
                auto const block = Randomness(seed, replicate).draw(Purpose::candidate, subject, 0);
                words.insert(words.end(), block.begin(), block.end());
            }
        }
    }
    auto const drawn = words.size();
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    EXPECT_GE(words.size() + 2, drawn);
}

// Bits of neighbouring addresses differ in half their places: over 4,000 pairs of 128 bits the mean is 64 with a
// standard error of sqrt(32 / 4000) = 0.09; the bound is 5 of them.
TEST(Randomness, NeighbouringAddressesDifferInHalfTheirBits)
{
    Randomness const random(1, 0);
    double sum = 0.0;
    for (std::uint32_t subject = 0; subject < 4000; ++subject) {
        auto const a = random.draw(Purpose::candidate, subject, 0);
        auto const b = random.draw(Purpose::candidate, subject + 1, 0);
        for (std::size_t i = 0; i < 4; ++i) {
            sum += static_cast<double>(std::popcount(a.at(i) ^ b.at(i)));
        }
    }
    EXPECT_NEAR(sum / 4000.0, 64.0, 0.45);
}

TEST(Mix, IsAPermutationStepWithKnownValues)
{
    // The finaliser of SplitMix64 applied to the golden gamma is that generator's first output for seed 0.
    EXPECT_EQ(mix(0x9e3779b97f4a7c15ULL), 0xe220a8397b1dcdafULL);
    EXPECT_EQ(mix(0), 0U);
}

TEST(OpenUniform, StaysInside)
{
    EXPECT_GT(open_uniform(0), 0.0);
    EXPECT_LT(open_uniform(0xffffffffU), 1.0);
    EXPECT_EQ(open_uniform(0x80000000U), 0.5 + 0.5 / 4294967296.0);
}

}  // namespace
}  // namespace piste::test
