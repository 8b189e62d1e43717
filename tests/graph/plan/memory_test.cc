#include "graph/plan/memory.h"

#include <gtest/gtest.h>

#include "core/rng.h"

namespace synfire {
namespace {

Lifetime Live(std::string name, int64_t bytes, int first, int last) {
  Lifetime buffer;
  buffer.name = std::move(name);
  buffer.bytes = bytes;
  buffer.first = first;
  buffer.last = last;
  return buffer;
}

TEST(PlaceBuffers, SharesMemoryBetweenLifetimesThatDoNotMeet) {
  std::vector<Lifetime> buffers = {Live("a", 128, 0, 1), Live("b", 128, 2, 3)};
  EXPECT_EQ(PlaceBuffers(&buffers), 128);
  EXPECT_EQ(buffers[0].offset, buffers[1].offset);
}

TEST(PlaceBuffers, KeepsApartWhatMeetsAtOneNode) {
  std::vector<Lifetime> buffers = {Live("a", 100, 0, 1), Live("b", 100, 1, 2)};
  EXPECT_EQ(PlaceBuffers(&buffers), 256);
  EXPECT_TRUE(CheckPlacement(buffers, 256).ok());
}

TEST(PlaceBuffers, FillsGaps) {
  std::vector<Lifetime> buffers = {
      Live("big", 256, 0, 0), Live("long", 192, 0, 5), Live("small", 64, 3, 5)};
  EXPECT_EQ(PlaceBuffers(&buffers), 448);
  EXPECT_EQ(buffers[2].offset, 0);
}

// The property that matters, on many random problems; the checker shares no
// code with the placement.
TEST(PlaceBuffers, IsAlwaysValidAndNeverUnderTheBound) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const RandomKey key = MakeRandomKey(seed, "memory_test");
    std::vector<Lifetime> buffers;
    const int count = 1 + UniformInt(key, 0, 0, 60);
    for (int i = 0; i < count; ++i) {
      const int first = UniformInt(key, 1, i, 40);
      const int length = UniformInt(key, 2, i, 12);
      const int64_t bytes = UniformInt(key, 3, i, 5000);
      buffers.push_back(
          Live(absl::StrCat("b", i), bytes, first, first + length));
    }
    const int64_t arena = PlaceBuffers(&buffers);
    EXPECT_TRUE(CheckPlacement(buffers, arena).ok()) << "seed " << seed;
    EXPECT_GE(arena, LowerBound(buffers)) << "seed " << seed;
    EXPECT_LE(arena, 2 * LowerBound(buffers)) << "seed " << seed;
  }
}

TEST(LowerBound, IsTheLargestSumAtOneTime) {
  EXPECT_EQ(LowerBound({Live("a", 64, 0, 2), Live("b", 64, 2, 3),
                        Live("c", 128, 4, 4)}),
            128);
}

TEST(CheckPlacement, NamesBuffersThatOverlap) {
  std::vector<Lifetime> buffers = {Live("a", 128, 0, 3), Live("b", 64, 3, 4)};
  buffers[0].offset = 0;
  buffers[1].offset = 64;
  EXPECT_EQ(CheckPlacement(buffers, 128).message(),
            "buffers 'b' and 'a' overlap while both are live");
}

TEST(CheckPlacement, NamesABufferThatDoesNotFit) {
  std::vector<Lifetime> buffers = {Live("a", 128, 0, 3)};
  buffers[0].offset = 64;
  EXPECT_EQ(CheckPlacement(buffers, 128).message(),
            "buffer 'a' at 64 with 128 bytes does not fit the arena of 128");
}

}  // namespace
}  // namespace synfire
