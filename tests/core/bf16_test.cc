#include "core/bf16.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace synfire {
namespace {

// What lies between two neighbours near 1, 2^-7 apart.
constexpr float kStep = 1.0f / 128;

TEST(Bf16, RoundsToTheNearest) {
  EXPECT_EQ(RoundToBf16(1 + 0.49f * kStep), 1.0f);
  EXPECT_EQ(RoundToBf16(1 + 0.51f * kStep), 1 + kStep);
  EXPECT_EQ(RoundToBf16(-1 - 0.51f * kStep), -1 - kStep);
}

TEST(Bf16, RoundsATieToTheEvenNeighbour) {
  EXPECT_EQ(RoundToBf16(1 + 0.5f * kStep), 1.0f);
  EXPECT_EQ(RoundToBf16(1 + 1.5f * kStep), 1 + 2 * kStep);
  EXPECT_EQ(RoundToBf16(-1 - 2.5f * kStep), -1 - 2 * kStep);
}

TEST(Bf16, KeepsWhatItHas) {
  for (int i = -256; i <= 256; ++i) {
    EXPECT_EQ(RoundToBf16(static_cast<float>(i)), static_cast<float>(i));
  }
  EXPECT_EQ(RoundToBf16(257), 256);
  // The smallest that is not 0, below the normal numbers.
  const float least = std::ldexp(1.0f, -133);
  EXPECT_EQ(RoundToBf16(least), least);
  EXPECT_EQ(RoundToBf16(least / 2), 0);
  EXPECT_TRUE(std::signbit(RoundToBf16(-0.0f)));
}

TEST(Bf16, KeepsWhatIsNoNumber) {
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(RoundToBf16(infinity), infinity);
  EXPECT_EQ(RoundToBf16(-infinity), -infinity);
  EXPECT_EQ(RoundToBf16(std::numeric_limits<float>::max()), infinity);
  // One whose upper half alone would be infinite.
  const uint32_t bits = 0x7f800001;
  float nan;
  __builtin_memcpy(&nan, &bits, sizeof nan);
  EXPECT_TRUE(std::isnan(RoundToBf16(nan)));
  EXPECT_TRUE(std::isnan(RoundToBf16(-nan)));
}

TEST(Bf16, IsTheUpperHalf) {
  EXPECT_EQ(ToBf16(1), 0x3f80);
  EXPECT_EQ(FromBf16(0xc040), -3);
}

}  // namespace
}  // namespace synfire
