#include "core/simd_group.h"

#include <gtest/gtest.h>

namespace synfire {
namespace {

using Vector = Vec<float, 4>;
using Group = VecGroup<Vector, 3>;

Group Lanes(float first, float step) {
  float lanes[Group::kLanes];
  for (int i = 0; i < Group::kLanes; ++i) lanes[i] = first + step * i;
  return Group::Load(lanes);
}

TEST(VecGroup, ComputesLaneByLane) {
  const Group a = Lanes(-5.5f, 1.0f), b = Lanes(3.0f, -0.75f);
  const Group sum = a + b, difference = a - b, product = a * b;
  const Group quotient = a / b, negative = -a, power = Exp(a),
              root = Log(b * b);
  const Group larger = Select(a > b, a, b), least = Select(a <= b, a, b);
  for (int i = 0; i < Group::kLanes; ++i) {
    const float x = a[i], y = b[i];
    EXPECT_EQ(sum[i], x + y);
    EXPECT_EQ(difference[i], x - y);
    EXPECT_EQ(product[i], x * y);
    EXPECT_EQ(quotient[i], x / y);
    EXPECT_EQ(negative[i], -x);
    EXPECT_EQ(power[i], Exp(x));
    EXPECT_EQ(larger[i], x > y ? x : y);
    EXPECT_EQ(least[i], x <= y ? x : y);
    if (y != 0) EXPECT_EQ(root[i], Log(y * y));
  }
}

TEST(VecGroup, StoresWhatItLoads) {
  const Group a = Lanes(1, 2);
  float lanes[Group::kLanes];
  a.Store(lanes);
  for (int i = 0; i < Group::kLanes; ++i) EXPECT_EQ(lanes[i], 1 + 2 * i);
  EXPECT_EQ(Group(7.0f)[Group::kLanes - 1], 7.0f);
}

TEST(VecGroup, IsANumberForDuals) {
  using D = Dual<Group, 1>;
  const D x = D::Variable(Lanes(1, 1), 0);
  const D y = x * x + 3 * x;
  for (int i = 0; i < Group::kLanes; ++i) {
    EXPECT_EQ(y.tangent[0][i], 2 * x.value[i] + 3);
  }
}

}  // namespace
}  // namespace synfire
