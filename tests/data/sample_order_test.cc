#include "data/sample_order.h"

#include <algorithm>
#include <map>

#include "gtest/gtest.h"

namespace synfire {
namespace {

std::vector<int64_t> Epoch(SampleOrder& order, int64_t epoch, int64_t size) {
  order.SetEpoch(epoch);
  std::vector<int64_t> samples;
  for (int64_t i = 0; i < size; ++i) samples.push_back(order[i]);
  return samples;
}

TEST(SampleOrder, IsTheIdentityWhereNotShuffled) {
  SampleOrder order(3, false, 1);
  EXPECT_EQ(Epoch(order, 5, 3), (std::vector<int64_t>{0, 1, 2}));
}

TEST(SampleOrder, IsAPermutation) {
  SampleOrder order(1000, true, 1);
  std::vector<int64_t> samples = Epoch(order, 0, 1000);
  EXPECT_FALSE(std::is_sorted(samples.begin(), samples.end()));
  std::sort(samples.begin(), samples.end());
  for (int64_t i = 0; i < 1000; ++i) EXPECT_EQ(samples[i], i);
}

TEST(SampleOrder, DependsOnSeedAndEpochAlone) {
  SampleOrder a(100, true, 1), b(100, true, 1), c(100, true, 2);
  const auto third = Epoch(a, 3, 100);
  EXPECT_NE(Epoch(a, 4, 100), third);
  EXPECT_EQ(Epoch(a, 3, 100), third);
  EXPECT_EQ(Epoch(b, 3, 100), third);
  EXPECT_NE(Epoch(c, 3, 100), third);
}

TEST(SampleOrder, GivesEveryPermutationEquallyOften) {
  SampleOrder order(4, true, 9);
  std::map<std::vector<int64_t>, int> seen;
  constexpr int kEpochs = 24000;
  for (int64_t epoch = 0; epoch < kEpochs; ++epoch) {
    ++seen[Epoch(order, epoch, 4)];
  }
  EXPECT_EQ(seen.size(), 24u);
  for (const auto& [samples, count] : seen) EXPECT_NEAR(count, 1000, 160);
}

TEST(SampleOrder, OfOneSample) {
  SampleOrder order(1, true, 1);
  EXPECT_EQ(Epoch(order, 0, 1), std::vector<int64_t>{0});
}

}  // namespace
}  // namespace synfire
