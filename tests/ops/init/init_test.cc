// Initialisers: fans, bounds, moments, and that a draw is the same however it
// is computed.
#include "ops/init/init.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/parallel.h"
#include "core/spec/call.h"

namespace synfire {
namespace {

const RandomKey kKey = MakeRandomKey(7, "init/test");

std::vector<float> Draw(const std::string& text, const Shape& shape,
                        RandomKey key = kKey) {
  static const Catalog* const catalog = [] {
    auto* inits = new Catalog;
    AddInits(inits);
    return inits;
  }();
  const Call call = Call::Parse(text).value();
  const InitDef& def = catalog->inits.at(call.name);
  std::vector<float> out(shape.size(), NAN);
  def.fill(def.schema.Bind(call, {}).value(), shape, key, out.data());
  return out;
}

struct Moments {
  double mean, deviation, largest;
};

Moments MomentsOf(const std::vector<float>& draw) {
  double sum = 0, squares = 0, largest = 0;
  for (double x : draw) {
    sum += x;
    squares += x * x;
    largest = std::max(largest, std::abs(x));
  }
  const double mean = sum / draw.size();
  return {mean, std::sqrt(squares / draw.size() - mean * mean), largest};
}

// 64 outputs, 32 inputs, 5x5: fan in 800, fan out 1600.
const Shape kConv{64, 32, 5, 5};

void ExpectUniform(const std::string& text, double bound) {
  SCOPED_TRACE(text);
  const Moments moments = MomentsOf(Draw(text, kConv));
  EXPECT_LE(moments.largest, bound);
  EXPECT_GT(moments.largest, 0.999 * bound);
  EXPECT_NEAR(moments.mean, 0, 0.01 * bound);
  EXPECT_NEAR(moments.deviation, bound / std::sqrt(3), 0.01 * bound);
}

void ExpectNormal(const std::string& text, double mean, double deviation) {
  SCOPED_TRACE(text);
  const Moments moments = MomentsOf(Draw(text, kConv));
  EXPECT_NEAR(moments.mean, mean, 0.02 * deviation);
  EXPECT_NEAR(moments.deviation, deviation, 0.02 * deviation);
  EXPECT_GT(moments.largest, 3.5 * deviation);
}

TEST(Powers, RiseToOne) {
  EXPECT_EQ(Draw("powers", Shape{4}),
            (std::vector<float>{0.125, 0.25, 0.5, 1}));
  EXPECT_EQ(Draw("powers(base = 1)", Shape{2}), (std::vector<float>{1, 1}));
  EXPECT_EQ(Draw("powers", Shape{}), (std::vector<float>{1}));
}

TEST(Fans, CountTheKernel) {
  EXPECT_EQ(FansOf(kConv).in, 800);
  EXPECT_EQ(FansOf(kConv).out, 1600);
  EXPECT_EQ(FansOf(Shape{10, 512}).in, 512);
  EXPECT_EQ(FansOf(Shape{10, 512}).out, 10);
  EXPECT_EQ(FansOf(Shape{7}).in, 7);
  EXPECT_EQ(FansOf(Shape{7}).out, 7);
  EXPECT_EQ(FansOf(Shape{}).in, 1);
}

TEST(Init, ConstantFills) {
  EXPECT_EQ(Draw("constant(value = -0.5)", Shape{3}),
            std::vector<float>(3, -0.5f));
  EXPECT_EQ(Draw("constant(value = 2)", Shape{}), std::vector<float>(1, 2.0f));
}

TEST(Init, UniformKindsHaveTheirBounds) {
  ExpectUniform("uniform(bound = 0.3)", 0.3);
  ExpectUniform("kaiming_uniform", std::sqrt(6.0 / 800));
  ExpectUniform("kaiming_uniform(fan = out)", std::sqrt(6.0 / 1600));
  // The default of torch's layers.
  ExpectUniform("kaiming_uniform(slope = 2.23606797749979)",
                1 / std::sqrt(800.0));
  ExpectUniform("xavier_uniform", std::sqrt(6.0 / 2400));
  ExpectUniform("xavier_uniform(gain = 2)", 2 * std::sqrt(6.0 / 2400));
}

TEST(Init, NormalKindsHaveTheirDeviations) {
  ExpectNormal("normal(deviation = 0.3)", 0, 0.3);
  ExpectNormal("normal(mean = 0.1, deviation = 0.3)", 0.1, 0.3);
  ExpectNormal("kaiming_normal", 0, std::sqrt(2.0 / 800));
  ExpectNormal("kaiming_normal(fan = out)", 0, std::sqrt(2.0 / 1600));
  ExpectNormal("kaiming_normal(slope = 1)", 0, std::sqrt(1.0 / 800));
  ExpectNormal("xavier_normal(gain = 0.5)", 0, 0.5 * std::sqrt(2.0 / 2400));
}

TEST(Init, ADrawDependsOnKeyAndIndexAlone) {
  const std::vector<float> all = Draw("normal(deviation = 1)", Shape{20000});
  const std::vector<float> some = Draw("normal(deviation = 1)", Shape{100});
  EXPECT_TRUE(std::equal(some.begin(), some.end(), all.begin()));
  EXPECT_NE(
      Draw("normal(deviation = 1)", Shape{100}, MakeRandomKey(8, "init/test")),
      some);
  EXPECT_NE(
      Draw("normal(deviation = 1)", Shape{100}, MakeRandomKey(7, "init/other")),
      some);
  SetNumThreads(3);
  EXPECT_EQ(Draw("normal(deviation = 1)", Shape{20000}), all);
  SetNumThreads(1);
  EXPECT_EQ(Draw("normal(deviation = 1)", Shape{20000}), all);
}

TEST(Init, FillsNothingOfAnEmptyShape) {
  EXPECT_TRUE(Draw("kaiming_normal", Shape{0, 0}).empty());
}

}  // namespace
}  // namespace synfire
