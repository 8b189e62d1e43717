// Known answers of Philox4x32-10, and sanity of what is drawn from it.  The
// draws are fixed, so a test either always passes or never; its limits are
// those that a good generator exceeds once in a million draws.
#include "core/rng.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace synfire {
namespace {

using ::testing::ElementsAre;

constexpr int kDraws = 1 << 18;
constexpr double kSigmas = 5;

// The known-answer vectors that Salmon et al. publish with the algorithm.
TEST(Philox, KnownAnswers) {
  EXPECT_THAT(Philox({0, 0}, 0, 0).word,
              ElementsAre(0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u));
  EXPECT_THAT(
      Philox({0xffffffffu, 0xffffffffu}, ~uint64_t{0}, ~uint64_t{0}).word,
      ElementsAre(0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu));
  // Digits of pi as counter and key; `index` is the counter's low half.
  EXPECT_THAT(Philox({0xa4093822u, 0x299f31d0u}, 0x0370734413198a2eu,
                     0x85a308d3243f6a88u)
                  .word,
              ElementsAre(0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u));
}

TEST(RandomKey, EachSeedAndPurposeHasItsOwn) {
  std::set<std::pair<uint32_t, uint32_t>> keys;
  for (uint64_t seed = 0; seed < 1000; ++seed) {
    for (const char* purpose : {"", "shuffle", "dropout/drop1", "dropout/drop2",
                                "init/layer1.0.conv1.weight"}) {
      const RandomKey key = MakeRandomKey(seed, purpose);
      keys.emplace(key.k0, key.k1);
    }
  }
  EXPECT_EQ(keys.size(), 5000u);
}

TEST(RandomKey, NeighboursDifferInAboutHalfTheirBits) {
  double flipped = 0;
  for (uint64_t seed = 0; seed < 1000; ++seed) {
    const RandomKey a = MakeRandomKey(seed, "x"),
                    b = MakeRandomKey(seed + 1, "x");
    flipped += __builtin_popcount(a.k0 ^ b.k0);
    flipped += __builtin_popcount(a.k1 ^ b.k1);
  }
  EXPECT_NEAR(flipped / 1000, 32, kSigmas * 4 / std::sqrt(1000.0));
}

TEST(Uniform, IsInRangeWithTheRightMoments) {
  const RandomKey key = MakeRandomKey(1, "uniform");
  double sum = 0, squares = 0, neighbours = 0;
  double last = 0.5;
  for (int i = 0; i < kDraws; ++i) {
    const float u = Uniform(key, 0, i);
    ASSERT_GE(u, 0.0f);
    ASSERT_LT(u, 1.0f);
    sum += u;
    squares += (u - 0.5) * (u - 0.5);
    neighbours += (u - 0.5) * (last - 0.5);
    last = u;
  }
  const double n = kDraws;
  EXPECT_NEAR(sum / n, 0.5, kSigmas * std::sqrt(1 / 12.0 / n));
  EXPECT_NEAR(squares / n, 1 / 12.0, kSigmas * std::sqrt(1 / 180.0 / n));
  EXPECT_NEAR(neighbours / n, 0, kSigmas / 12 / std::sqrt(n));
}

TEST(Uniform, FillsItsBinsEvenly) {
  constexpr int kBins = 256;
  const RandomKey key = MakeRandomKey(2, "uniform");
  std::vector<int> counts(kBins);
  for (int i = 0; i < kDraws; ++i) {
    ++counts[static_cast<int>(Uniform(key, 3, i) * kBins)];
  }
  const double expected = static_cast<double>(kDraws) / kBins;
  double chi_squared = 0;
  for (int count : counts) {
    chi_squared += (count - expected) * (count - expected) / expected;
  }
  EXPECT_NEAR(chi_squared, kBins - 1, kSigmas * std::sqrt(2.0 * (kBins - 1)));
}

TEST(Uniform, StepsAreIndependentStreams) {
  const RandomKey key = MakeRandomKey(3, "uniform");
  double product = 0;
  for (int i = 0; i < kDraws; ++i) {
    product += (Uniform(key, 0, i) - 0.5) * (Uniform(key, 1, i) - 0.5);
  }
  EXPECT_NEAR(product / kDraws, 0, kSigmas / 12 / std::sqrt(kDraws));
}

TEST(Normal, IsWhatTheFormulaSays) {
  const RandomKey key = MakeRandomKey(5, "formula");
  for (uint64_t i = 0; i < 100000; ++i) {
    const RandomWords words = Philox(key, 3, i);
    const double u = (words.word[0] + 0.5) * 0x1p-32;
    const double v = words.word[1] * 0x1p-32;
    const double expected =
        std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * M_PI * v);
    ASSERT_NEAR(Normal(key, 3, i), expected, 6e-8 * std::abs(expected) + 1e-15)
        << i;
  }
}

TEST(Normals, AreThoseOfOneAtATime) {
  const RandomKey key = MakeRandomKey(6, "rows");
  // The second range crosses the counter's lower word.
  for (const uint64_t first : {uint64_t{0}, (uint64_t{1} << 32) - 77}) {
    for (const int count : {0, 1, 127, 128, 129, 1000}) {
      std::vector<float> row(count + 1, 9.0f);
      Normals(key, 2, first, count, row.data());
      for (int i = 0; i < count; ++i) {
        ASSERT_EQ(row[i], Normal(key, 2, first + i)) << first << " + " << i;
      }
      EXPECT_EQ(row[count], 9.0f);
    }
  }
}

TEST(Normal, HasTheRightMomentsAndTails) {
  const RandomKey key = MakeRandomKey(4, "normal");
  double sum = 0, squares = 0, cubes = 0, fourths = 0;
  int beyond_two = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double z = Normal(key, 0, i);
    ASSERT_TRUE(std::isfinite(z));
    sum += z;
    squares += z * z;
    cubes += z * z * z;
    fourths += z * z * z * z;
    beyond_two += std::abs(z) > 2;
  }
  const double n = kDraws;
  EXPECT_NEAR(sum / n, 0, kSigmas / std::sqrt(n));
  EXPECT_NEAR(squares / n, 1, kSigmas * std::sqrt(2 / n));
  EXPECT_NEAR(cubes / n, 0, kSigmas * std::sqrt(15 / n));
  EXPECT_NEAR(fourths / n, 3, kSigmas * std::sqrt(96 / n));
  const double p = std::erfc(std::sqrt(2.0));
  EXPECT_NEAR(beyond_two / n, p, kSigmas * std::sqrt(p * (1 - p) / n));
}

TEST(UniformInt, IsEvenOverABoundThatIsNoPowerOfTwo) {
  constexpr int kBound = 7;
  const RandomKey key = MakeRandomKey(5, "int");
  std::vector<int> counts(kBound);
  for (int i = 0; i < kDraws; ++i) {
    const uint32_t value = UniformInt(key, 0, i, kBound);
    ASSERT_LT(value, static_cast<uint32_t>(kBound));
    ++counts[value];
  }
  const double p = 1.0 / kBound;
  for (int count : counts) {
    EXPECT_NEAR(count, kDraws * p, kSigmas * std::sqrt(kDraws * p * (1 - p)));
  }
}

TEST(UniformInt, TakesTheExtremesOfItsBound) {
  const RandomKey key = MakeRandomKey(6, "int");
  uint32_t largest = 0;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(UniformInt(key, 0, i, 1), 0u);
    largest = std::max(largest, UniformInt(key, 0, i, 0xffffffffu));
  }
  EXPECT_GT(largest, 0xf0000000u);
}

TEST(Draws, DependOnTheirIndexAlone) {
  const RandomKey key = MakeRandomKey(7, "any order");
  std::vector<float> forwards(100), backwards(100);
  for (int i = 0; i < 100; ++i) forwards[i] = Normal(key, 9, i);
  for (int i = 99; i >= 0; --i) backwards[i] = Normal(key, 9, i);
  EXPECT_EQ(forwards, backwards);
}

}  // namespace
}  // namespace synfire
