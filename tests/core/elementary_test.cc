#include "core/elementary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/simd.h"

namespace synfire {
namespace {

// Distance to `exact` in units of the last place of a float of its size.
double Ulps(float value, double exact) {
  const float near = static_cast<float>(std::fabs(exact));
  const double ulp =
      std::nextafter(near, std::numeric_limits<float>::infinity()) - near;
  return std::fabs(value - exact) / ulp;
}

TEST(Exp, IsWithinTwoUlpOverTheWholeRange) {
  for (double x = -103.0; x < 88.7; x += 0.00317) {
    const float f = static_cast<float>(x);
    EXPECT_LE(Ulps(Exp(f), std::exp(static_cast<double>(f))), 2.0) << f;
  }
  EXPECT_EQ(Exp(0.0f), 1.0f);
}

TEST(Exp, SaturatesAndKeepsNan) {
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(Exp(89.5f), infinity);
  EXPECT_EQ(Exp(infinity), infinity);
  EXPECT_EQ(Exp(-105.0f), 0.0f);
  EXPECT_EQ(Exp(-infinity), 0.0f);
  EXPECT_TRUE(std::isnan(Exp(std::nanf(""))));
}

TEST(Log, IsWithinTwoUlp) {
  for (double x = 1.2e-38; x < 3e38; x *= 1.0037) {
    const float f = static_cast<float>(x);
    EXPECT_LE(Ulps(Log(f), std::log(static_cast<double>(f))), 2.0) << f;
  }
  EXPECT_EQ(Log(1.0f), 0.0f);
}

TEST(Sigmoid, IsExactAtTheEndsAndTheMiddle) {
  EXPECT_EQ(Sigmoid(0.0f), 0.5f);
  EXPECT_EQ(Sigmoid(200.0f), 1.0f);
  EXPECT_EQ(Sigmoid(-200.0f), 0.0f);
}

template <class V>
class Lanes : public ::testing::Test {};
using LaneTypes = ::testing::Types<Vec<float, 4>, Vec<float, 8>, Vec<float, 16>,
                                   Vec<double, 4>, Vec<float, kFloatLanes>>;
TYPED_TEST_SUITE(Lanes, LaneTypes);

TYPED_TEST(Lanes, HoldTheBitsOfAScalar) {
  using V = TypeParam;
  using T = typename V::Scalar;
  constexpr int kN = V::kLanes;
  for (T start = -100; start < 100; start += T(0.71)) {
    T a[kN], b[kN];
    for (int i = 0; i < kN; ++i) {
      a[i] = start + T(0.043) * i;
      b[i] = T(3) - T(0.9) * a[i];
    }
    const V va = V::Load(a), vb = V::Load(b);
    for (int i = 0; i < kN; ++i) {
      EXPECT_EQ((va + vb)[i], a[i] + b[i]);
      EXPECT_EQ((va - 2)[i], a[i] - 2);
      EXPECT_EQ((va * vb)[i], a[i] * b[i]);
      EXPECT_EQ((1 / vb)[i], 1 / b[i]);
      EXPECT_EQ((-va)[i], -a[i]);
      EXPECT_EQ(Select(va < vb, va, vb)[i], a[i] < b[i] ? a[i] : b[i]);
      EXPECT_EQ(Select(va >= vb, va, vb)[i], a[i] >= b[i] ? a[i] : b[i]);
      EXPECT_EQ(Max(va, vb)[i], Max(a[i], b[i]));
      EXPECT_EQ(Abs(va)[i], std::fabs(a[i]));
      EXPECT_EQ(Relu(va)[i], Relu(a[i]));
      EXPECT_EQ(Exp(va)[i], Exp(a[i]));
      EXPECT_EQ(Sigmoid(va)[i], Sigmoid(a[i]));
      EXPECT_EQ(Log(Abs(va) + 1)[i], Log(std::fabs(a[i]) + 1));
      EXPECT_EQ(Pow(Abs(va) + 1, T(-2))[i], Pow(std::fabs(a[i]) + 1, T(-2)));
    }
  }
}

TYPED_TEST(Lanes, ABroadcastKeepsTheSignOfZero) {
  const TypeParam zero(static_cast<typename TypeParam::Scalar>(-0.0));
  EXPECT_TRUE(std::signbit(zero[0]));
}

}  // namespace
}  // namespace synfire
