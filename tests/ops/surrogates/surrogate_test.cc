#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "core/simd.h"
#include "ops/surrogates/spike.h"
#include "ops/surrogates/surrogate_spec.h"
#include "tests/golden/surrogate_values.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;

SurrogateSpec Parsed(const std::string& text) {
  const absl::StatusOr<SurrogateSpec> spec = SurrogateFromText(text);
  EXPECT_TRUE(spec.ok()) << spec.status();
  return spec.value_or(SurrogateSpec());
}

// Every surrogate with its defaults and once with other values.
const char* const kTexts[] = {"atan",
                              "atan(alpha = 3)",
                              "sigmoid",
                              "sigmoid(alpha = 1.5)",
                              "erf",
                              "erf(alpha = 0.7)",
                              "piecewise_quadratic",
                              "piecewise_quadratic(alpha = 0.6)",
                              "triangle",
                              "triangle(alpha = 0.3)",
                              "rect",
                              "rect(alpha = 2)",
                              "piecewise_leaky_relu",
                              "piecewise_leaky_relu(w = 0.4, c = 0.1)",
                              "straight_through",
                              "straight_through(alpha = 0.5)",
                              "piecewise_exp",
                              "piecewise_exp(alpha = 2)",
                              "soft_sign",
                              "soft_sign(alpha = 5)",
                              "fast_sigmoid",
                              "fast_sigmoid(slope = 25)",
                              "q_pseudo_spike",
                              "q_pseudo_spike(alpha = 3.5)",
                              "s2nn",
                              "s2nn(alpha = 2, beta = 0.5)"};

TEST(Surrogate, DerivativeAndPrimitiveHaveThePublishedValues) {
  for (const SurrogateValues& golden : kSurrogateValues) {
    SCOPED_TRACE(golden.surrogate);
    // The published s2nn is 1e-5 off its own derivative's integral.
    const bool s2nn = std::string(golden.surrogate) == "s2nn";
    VisitSurrogate<double>(Parsed(golden.surrogate), [&](auto g) {
      for (int i = 0; i < kSurrogatePoints; ++i) {
        const double u = kSurrogateInput[i];
        EXPECT_NEAR(g.Derivative(u), golden.derivative[i], 1e-8) << u;
        if (!golden.has_primitive) continue;
        EXPECT_NEAR(g.Primitive(u), golden.primitive[i], s2nn ? 1.1e-5 : 1e-8)
            << u;
      }
    });
    VisitSurrogate<float>(Parsed(golden.surrogate), [&](auto g) {
      for (int i = 0; i < kSurrogatePoints; ++i) {
        EXPECT_NEAR(g.Derivative(static_cast<float>(kSurrogateInput[i])),
                    golden.derivative[i], 1e-6);
      }
    });
  }
}

TEST(Surrogate, DerivativeIsThatOfThePrimitive) {
  constexpr double kStep = 1e-6;
  for (const char* text : kTexts) {
    SCOPED_TRACE(text);
    VisitSurrogate<double>(Parsed(text), [&](auto g) {
      // The points avoid the kinks of the piecewise ones.
      for (double u = -2.033; u < 2.1; u += 0.0517) {
        const double slope =
            (g.Primitive(u + kStep) - g.Primitive(u - kStep)) / (2 * kStep);
        EXPECT_NEAR(g.Derivative(u), slope, 1e-8) << u;
      }
      EXPECT_NEAR(g.Primitive(0.0), 0.5, 1e-15);
    });
  }
}

TEST(Surrogate, AVectorHoldsTheBitsOfAScalar) {
  using V = Vec<float, 8>;
  for (const char* text : kTexts) {
    SCOPED_TRACE(text);
    VisitSurrogate<float>(Parsed(text), [&](auto g) {
      for (float start = -60.0f; start < 60.0f; start += 0.37f) {
        float u[8], derivative[8], primitive[8];
        for (int i = 0; i < 8; ++i) u[i] = start + 0.041f * i;
        g.Derivative(V::Load(u)).Store(derivative);
        g.Primitive(V::Load(u)).Store(primitive);
        for (int i = 0; i < 8; ++i) {
          EXPECT_EQ(derivative[i], g.Derivative(u[i])) << u[i];
          EXPECT_EQ(primitive[i], g.Primitive(u[i])) << u[i];
        }
      }
    });
  }
}

TEST(Surrogate, SpikesAtEqualityWithTheSurrogatesSlope) {
  VisitSurrogate<double>(Parsed("atan(alpha = 2)"), [&](auto g) {
    const SurrogateSpike<decltype(g)> spike{g};
    EXPECT_EQ(spike(0.0), 1.0);
    EXPECT_EQ(spike(-1e-300), 0.0);
    EXPECT_EQ(spike(std::nan("")), 0.0);
    const auto s = spike(Dual<double, 2>::Variable(-0.5, 1));
    EXPECT_EQ(s.value, 0.0);
    EXPECT_EQ(s.tangent[0], 0.0);
    EXPECT_NEAR(s.tangent[1], 0.28840044, 1e-8);
  });
}

TEST(SurrogateFromText, ReadsBackWhatItWrites) {
  int visited = 0;
  for (const Schema& schema : SurrogateSchemas()) {
    const SurrogateSpec spec = Parsed(schema.name());
    const SurrogateSpec again = Parsed(spec.ToText());
    EXPECT_EQ(again.name, spec.name);
    EXPECT_EQ(again.attrs, spec.attrs);
    VisitSurrogate<float>(spec, [&](auto) { ++visited; });
  }
  EXPECT_EQ(visited, static_cast<int>(SurrogateSchemas().size()));
  EXPECT_EQ(Parsed("fast_sigmoid(slope = 25)").ToText(),
            "fast_sigmoid(alpha = 1.0, slope = 25.0)");
}

TEST(SurrogateFromText, RefusesWithTheRemedy) {
  EXPECT_THAT(SurrogateFromText("atn").status().message(),
              HasSubstr("'atn' is no surrogate; did you mean 'atan'?"));
  EXPECT_THAT(SurrogateFromText("atan(alpa = 2)").status().message(),
              HasSubstr("did you mean 'alpha'?"));
  EXPECT_THAT(SurrogateFromText("atan(alpha = 0)").status().message(),
              HasSubstr("expected > 0"));
  EXPECT_THAT(SurrogateFromText("q_pseudo_spike(alpha = 1)").status().message(),
              HasSubstr("expected > 1"));
  EXPECT_FALSE(SurrogateFromText("").ok());
  EXPECT_FALSE(SurrogateFromText("atan(alpha = 2").ok());
}

}  // namespace
}  // namespace synfire
