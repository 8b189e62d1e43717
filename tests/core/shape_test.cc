#include "core/shape.h"

#include <gtest/gtest.h>

#include <limits>

namespace synfire {
namespace {

std::string ParseError(absl::string_view text) {
  return std::string(Shape::FromString(text).status().message());
}

TEST(Shape, RankZeroIsOneNumber) {
  const Shape shape;
  EXPECT_EQ(shape.rank(), 0);
  EXPECT_EQ(shape.size(), 1);
  EXPECT_EQ(shape.ToString(), "[]");
}

TEST(Shape, Axes) {
  Shape shape({64, 28, 28, 1});
  EXPECT_EQ(shape.rank(), 4);
  EXPECT_EQ(shape[0], 64);
  EXPECT_EQ(shape.back(), 1);
  EXPECT_EQ(shape.size(), 64 * 28 * 28);
  shape[3] = 2;
  EXPECT_EQ(shape, Shape({64, 28, 28, 2}));
  EXPECT_NE(shape, Shape({64, 28, 56}));
}

TEST(Shape, AnEmptyAxisMakesItEmpty) {
  EXPECT_EQ(Shape({3, 0, 5}).size(), 0);
  EXPECT_EQ(*Shape({3, 0, 5}).CheckedSize(), 0);
}

TEST(Shape, CheckedSizeFindsOverflowAndNegativeAxes) {
  const int64_t big = int64_t{1} << 62;
  EXPECT_EQ(*Shape({big}).CheckedSize(), big);
  EXPECT_EQ(Shape({big, 2}).CheckedSize().status().message(),
            "shape [4611686018427387904,2] is negative or too large");
  EXPECT_EQ(Shape({2, -1}).CheckedSize().status().message(),
            "shape [2,-1] is negative or too large");
}

TEST(Shape, TextReadsBack) {
  for (const Shape& shape :
       {Shape(), Shape({0}), Shape({7}), Shape({64, 28, 28, 1}),
        Shape({std::numeric_limits<int64_t>::max()})}) {
    const auto back = Shape::FromString(shape.ToString());
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(*back, shape);
  }
}

TEST(Shape, TextErrors) {
  EXPECT_EQ(ParseError("2,3"),
            "'2,3' is no shape; expected a list such as [2,3]");
  EXPECT_EQ(ParseError("[2,3"),
            "'[2,3' is no shape; expected a list such as [2,3]");
  EXPECT_EQ(ParseError(""), "'' is no shape; expected a list such as [2,3]");
  EXPECT_EQ(ParseError("[2,x]"), "'x' in '[2,x]' is no dimension");
  EXPECT_EQ(ParseError("[2,-1]"), "'-1' in '[2,-1]' is no dimension");
  EXPECT_EQ(ParseError("[2,]"), "'' in '[2,]' is no dimension");
  EXPECT_EQ(ParseError("[9223372036854775808]"),
            "'9223372036854775808' in '[9223372036854775808]' is no dimension");
}

}  // namespace
}  // namespace synfire
