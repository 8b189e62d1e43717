#include "tools/bench/samples.h"

#include "gtest/gtest.h"

namespace synfire {
namespace {

TEST(Samples, TheMedianOfAnEvenNumberIsAMean) {
  const Samples samples = {9, 1, 4, 2};
  EXPECT_EQ(samples.Median(), 3);
  EXPECT_EQ(samples.Min(), 1);
  EXPECT_EQ(samples.Mean(), 4);
  EXPECT_EQ(samples.size(), 4);
}

TEST(Samples, TheMedianOfAnOddNumberIsOneOfThem) {
  EXPECT_EQ((Samples{5, 1, 2}.Median()), 2);
}

}  // namespace
}  // namespace synfire
