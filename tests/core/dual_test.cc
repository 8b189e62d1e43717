#include "core/dual.h"

#include <gtest/gtest.h>

#include "core/simd.h"

namespace synfire {
namespace {

using D = Dual<double, 2>;

// Checks value and both tangents of f(x, y) at (x, y) against f itself.
template <class F>
void ExpectDerivatives(F f, double x, double y) {
  constexpr double kStep = 1e-6;
  const D d = f(D::Variable(x, 0), D::Variable(y, 1));
  EXPECT_EQ(d.value, f(x, y));
  EXPECT_NEAR(d.tangent[0], (f(x + kStep, y) - f(x - kStep, y)) / (2 * kStep),
              1e-8);
  EXPECT_NEAR(d.tangent[1], (f(x, y + kStep) - f(x, y - kStep)) / (2 * kStep),
              1e-8);
}

TEST(Dual, Arithmetic) {
  ExpectDerivatives([](auto x, auto y) { return x + y; }, 0.7, -1.3);
  ExpectDerivatives([](auto x, auto y) { return x - y; }, 0.7, -1.3);
  ExpectDerivatives([](auto x, auto y) { return -x * y; }, 0.7, -1.3);
  ExpectDerivatives([](auto x, auto y) { return x / y; }, 0.7, -1.3);
}

TEST(Dual, ArithmeticWithConstants) {
  ExpectDerivatives([](auto x, auto y) { return (x + 2) * (3.5 - y); }, .7, 2.);
  ExpectDerivatives([](auto x, auto y) { return (2.5 + x) / 1.5 - 2 * y; }, .7,
                    2.);
  ExpectDerivatives([](auto x, auto y) { return 1.5 / x + (y - 0.5) * 4; }, .7,
                    2.);
}

TEST(Dual, Functions) {
  ExpectDerivatives([](auto x, auto y) { return Exp(x * y); }, 0.7, -1.3);
  ExpectDerivatives([](auto x, auto y) { return Sigmoid(x - y); }, 0.7, -1.3);
  ExpectDerivatives([](auto x, auto y) { return Max(x, y * y); }, 0.7, -1.3);
  ExpectDerivatives([](auto x, auto y) { return Relu(x) + Relu(y); }, .7, -1.3);
  ExpectDerivatives(
      [](auto x, auto y) {
        return Select(ValueOf(x) > ValueOf(y), x * x, y * x);
      },
      0.7, -1.3);
}

TEST(Dual, DetachStopsTheGradientAndNothingElse) {
  const D x = D::Variable(3.0, 0);
  const D y = Detach(x) * x;
  EXPECT_EQ(y.value, 9.0);
  EXPECT_EQ(y.tangent[0], 3.0);
}

TEST(Dual, AConstantHasNoTangent) {
  const D c(4.0);
  EXPECT_EQ(c.value, 4.0);
  EXPECT_EQ(c.tangent[0], 0.0);
  EXPECT_EQ(c.tangent[1], 0.0);
}

TEST(Dual, OfVectorsIsADualALane) {
  using V = Vec<float, 4>;
  const float xs[] = {0.5f, -1.5f, 2.25f, 0.1f};
  const auto f = [](auto x) { return (x * x - 1) / 3.0f + Sigmoid(x); };
  const auto v = f(Dual<V, 1>::Variable(V::Load(xs), 0));
  for (int i = 0; i < 4; ++i) {
    const auto s = f(Dual<float, 1>::Variable(xs[i], 0));
    EXPECT_EQ(v.value[i], s.value);
    EXPECT_EQ(v.tangent[0][i], s.tangent[0]);
  }
}

}  // namespace
}  // namespace synfire
