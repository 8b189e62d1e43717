#include "data/image/view.h"

#include <algorithm>
#include <cmath>

#include "gtest/gtest.h"

namespace synfire {
namespace {

void ExpectBox(const Box& box, int64_t left, int64_t top, int64_t width,
               int64_t height) {
  EXPECT_EQ(box.left, left);
  EXPECT_EQ(box.top, top);
  EXPECT_EQ(box.width, width);
  EXPECT_EQ(box.height, height);
}

TEST(CenterView, ScalesTheShorterSide) {
  const View wide = CenterView(375, 500, 256, 224);
  ExpectBox(wide.source, 0, 0, 500, 375);
  EXPECT_EQ(wide.full_height, 256);
  EXPECT_EQ(wide.full_width, 341);           // 341.33
  ExpectBox(wide.window, 58, 16, 224, 224);  // 58.5: to the even 58
  const View high = CenterView(500, 375, 256, 224);
  EXPECT_EQ(high.full_height, 341);
  EXPECT_EQ(high.full_width, 256);
  ExpectBox(high.window, 16, 58, 224, 224);
  const View square = CenterView(100, 100, 224, 224);
  EXPECT_EQ(square.full_height, 224);
  ExpectBox(square.window, 0, 0, 224, 224);
  EXPECT_EQ(CenterView(10, 13, 10, 10).window.left, 2);  // 1.5: to the even 2
}

SampleDraw DrawOf(int64_t sample, int64_t epoch = 0) {
  return SampleDraw(MakeRandomKey(1, "read"), epoch, sample, 32);
}

TEST(RandomView, KeepsToTheRule) {
  RandomViewRule rule;
  rule.size = 64;
  rule.min_scale = 0.2;
  rule.max_scale = 0.6;
  const int64_t height = 400, width = 500;
  double least_area = 1, most_area = 0, least_ratio = 9, most_ratio = 0;
  double left = 0, top = 0;
  constexpr int kDraws = 4000;
  for (int64_t i = 0; i < kDraws; ++i) {
    const View view = RandomView(height, width, rule, DrawOf(i));
    EXPECT_EQ(view.full_width, 64);
    EXPECT_EQ(view.full_height, 64);
    ExpectBox(view.window, 0, 0, 64, 64);
    const Box& box = view.source;
    ASSERT_GE(box.left, 0);
    ASSERT_GE(box.top, 0);
    ASSERT_LE(box.left + box.width, width);
    ASSERT_LE(box.top + box.height, height);
    const double area =
        static_cast<double>(box.width * box.height) / (width * height);
    const double ratio = static_cast<double>(box.width) / box.height;
    least_area = std::min(least_area, area);
    most_area = std::max(most_area, area);
    least_ratio = std::min(least_ratio, ratio);
    most_ratio = std::max(most_ratio, ratio);
    left += static_cast<double>(box.left) / (width - box.width);
    top += static_cast<double>(box.top) / (height - box.height);
  }
  // The limits are kept to the rounding of the sides, and are reached.
  EXPECT_NEAR(least_area, 0.2, 0.01);
  EXPECT_NEAR(most_area, 0.6, 0.01);
  EXPECT_NEAR(least_ratio, 3.0 / 4, 0.01);
  EXPECT_NEAR(most_ratio, 4.0 / 3, 0.01);
  EXPECT_NEAR(left / kDraws, 0.5, 0.03);
  EXPECT_NEAR(top / kDraws, 0.5, 0.03);
}

TEST(RandomView, ReachesEveryPlace) {
  RandomViewRule rule;
  rule.min_scale = rule.max_scale = 0.25;
  rule.min_ratio = rule.max_ratio = 1;
  int seen[5][5] = {};
  for (int64_t i = 0; i < 2500; ++i) {
    const Box box = RandomView(8, 8, rule, DrawOf(i)).source;
    ASSERT_EQ(box.width, 4);
    ASSERT_EQ(box.height, 4);
    ++seen[box.top][box.left];
  }
  for (const auto& row : seen) {
    for (int count : row) EXPECT_NEAR(count, 100, 50);
  }
}

TEST(RandomView, TakesTheMiddleWhereNothingFits) {
  RandomViewRule rule;
  rule.min_scale = 0.9;
  ExpectBox(RandomView(100, 1000, rule, DrawOf(0)).source, 433, 0, 133, 100);
  ExpectBox(RandomView(1000, 100, rule, DrawOf(0)).source, 0, 433, 100, 133);
  ExpectBox(RandomView(1, 1000, rule, DrawOf(0)).source, 499, 0, 1, 1);
  ExpectBox(RandomView(1000, 1, rule, DrawOf(0)).source, 0, 499, 1, 1);
  rule.min_scale = rule.max_scale = 1;
  rule.min_ratio = 0.5;
  rule.max_ratio = 0.51;
  ExpectBox(RandomView(100, 100, rule, DrawOf(0)).source, 24, 0, 51, 100);
}

TEST(RandomView, DependsOnTheDrawAlone) {
  const RandomViewRule rule;
  int equal = 0;
  for (int64_t i = 0; i < 100; ++i) {
    const auto text = [&](int64_t epoch) {
      const Box box = RandomView(300, 400, rule, DrawOf(i, epoch)).source;
      return std::vector<int64_t>{box.left, box.top, box.width, box.height};
    };
    EXPECT_EQ(text(3), text(3));
    equal += text(3) == text(4);
  }
  EXPECT_EQ(equal, 0);
}

}  // namespace
}  // namespace synfire
