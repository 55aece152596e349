#include "model/ids.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace piste::test {
namespace {

struct Town {};
struct Road {};

// An independent implementation (Python, integers masked to 32 bits) of FNV-1a followed by
// h ^= h >> 16; h *= 0x85ebca6b; h ^= h >> 13.
TEST(EntityId, HashesAreTheKnownOnes)
{
    EXPECT_EQ(entity_id("").value(), 0x5db4a501U);
    EXPECT_EQ(entity_id("place/gao").value(), 0xf82e061eU);
}

TEST(EntityId, IsComputedByTheCompilerToo)
{
    static_assert(entity_id("place/gao").value() != entity_id("place/kidal").value());
    static_assert(EntityId() == EntityId(0));
}

// Bytes above 127 must not depend on whether plain char is signed.
TEST(EntityId, TakesBytesAsUnsigned)
{
    EXPECT_EQ(entity_id("place/s\xc3\xa9gou").value(), 0xf34b535cU);
}

TEST(Index, KnowsNoneAndItsTable)
{
    Index<Town> const none;
    EXPECT_TRUE(none.is_none());
    EXPECT_FALSE(Index<Town>(0).is_none());
    EXPECT_EQ(Index<Town>(7).value(), 7U);
    EXPECT_LT(Index<Town>(7), none);
    static_assert(!std::is_convertible_v<Index<Town>, Index<Road>>);
}

}  // namespace
}  // namespace piste::test
