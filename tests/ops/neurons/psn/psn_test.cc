// Parallel spiking neurons: values of published code, what is refused.
#include "ops/neurons/psn/psn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/ops/op_text.h"

namespace synfire {
namespace {

using ::testing::DoubleNear;
using ::testing::HasSubstr;
using ::testing::Pointwise;

const Catalog& Neurons() {
  static const Catalog* const catalog = [] {
    auto* neurons = new Catalog;
    AddPsn(neurons);
    return neurons;
  }();
  return *catalog;
}

constexpr int kSteps = 5;
// [T, neurons]
const std::vector<double> kX = {0.62,  1.74, 1.94, -0.54, 2.83,
                                -0.27, 0.37, 2.28, 0.97,  -1.22,
                                1.18,  0.96, 0.96, 1.09,  2.47};
const std::vector<double> kWeights = {
    0.48, 0.23, 0.67,  1.42, 1.27, 1.56,  -0.47, 0.84, 0.34,
    0.88, 0.96, -0.09, 0.51, 0.72, -0.02, 0.9,   1.14, -0.79,
    0.48, 0.88, 0.81,  0.2,  -0.6, 0.14,  0.18};
const std::vector<double> kBias = {-0.6, -0.68, -1.5, -1.05, -1.54};
const std::vector<double> kLossWeights = {-1.42, -1.14, -1.39, -0.27, -0.77,
                                          -0.13, -1.18, 0.31,  -0.39, 0.83,
                                          -0.82, -0.08, 0.18,  0.83,  0.87};

// What SpikingJelly's PSN, MaskedPSN and SlidingPSN compute in float64 of the
// numbers above, with loss = sum(kLossWeights * s), to 10 decimals.
struct Golden {
  const char* attrs;
  std::string w_type, b_type;
  std::vector<double> w, b;
  std::vector<double> s, dx, dw, db;
};

const Golden kPsn = {
    "",
    "f64[5,5]",
    "f64[5]",
    kWeights,
    kBias,
    {0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0},
    {-0.1270450339, 0.151730175, 0.6801946001, 0.0247500595, 0.0321791637,
     0.1716557709, -0.2561991185, -0.1149860927, -0.5292660111, -0.3612190739,
     0.0231780359, 0.1015984942, -0.2734424192, 0.0200136798, 0.1481315242},
    {-0.1697436415, 0.1243594528,  -0.105172014,  0.2934894159,  -0.2541135173,
     -0.0189998449, -0.0052756869, -0.017341669,  0.0129821108,  -0.0213586827,
     -0.0460864959, 0.0535129503,  -0.0139989815, 0.0514379176,  -0.0761370284,
     0.0222181807,  -0.0513595331, 0.0050400328,  -0.0827411773, 0.04623387,
     2.0249178851,  0.318193646,   1.2903277303,  1.0505963088,  2.3583684172},
    {-0.2566638162, -0.0209693316, -0.0547800227, 0.0515441964, 1.0703575003}};

const Golden kMasked = {
    "order = 2",
    "f64[5,5]",
    "f64[5]",
    kWeights,
    kBias,
    {0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {-0.4665744817, -0.5576925061, -0.3236683284, 0.0389789926, 0.0551249511,
     0.004338983, -0.0533582316, 0.0477999272, -0.0156432617, 0.0116073919,
     0.0004055254, 0.0100349001, 0.0013308143, 0.0101564616, 0.0154822836},
    {-3.040628072,  0, 0, 0, 0, -0.2744078345,
     -0.3315424566, 0, 0, 0, 0, 0.2449058276,
     0.0964323559,  0, 0, 0, 0, -0.0315023075,
     -0.0493076646, 0, 0, 0, 0, 0.1401334643,
     0.2810520302},
    {-2.1511960044, -0.2021546373, -0.0381138563, 0.0022322777, 0.1498308863}};

const Golden kHalfMasked = {
    "order = 2, lambda = 0.25",
    "f64[5,5]",
    "f64[5]",
    kWeights,
    kBias,
    {0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0},
    {-0.1863492994, 0.0662868555, 0.2785872052, -0.0007227458, 0.0042366891,
     0.0775936019, -0.2375552724, -0.044084299, -0.2585774104, -0.3475272213,
     0.0101072549, 0.0388151475, -0.2834736676, -0.0004290804, 0.0838700599},
    {-0.2234624922, 0.1157184021,  -0.105038582,  0.2777496979,  -0.2482768047,
     -0.0274927729, -0.0104009497, -0.0194280685, 0.0119732771,  -0.0224136414,
     -0.0639096317, 0.0905652286,  -0.0203073266, 0.0316961473,  -0.1031632662,
     -0.011123954,  -0.0589853744, -0.0325254167, -0.0815514367, 0.008158486,
     0.9404657632,  0.176601795,   0.6131177596,  0.6501449333,  1.4463857931},
    {-0.3311271545, -0.0292444417, -0.0771330961, 0.0205952844, 0.6662076325}};

const Golden kSliding = {
    "",
    "f64[3]",
    "f64[]",
    {0.25, 0.5, 1},
    {-1},
    {0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1},
    {-0.6395390206, -0.1824815095, -0.2259075917, -0.1036558145, -0.0138998909,
     -0.1741408674, -0.1623537809, 0.0059467975, -0.206099409, 0.0396093175,
     0.0055470876, -0.0242640836, 0.0442528489, 0.0505442431, 0.0179589754},
    {-0.390965673, -0.0505745619, -1.1351738878},
    {-1.2985466156}};

// More taps than steps.
const Golden kSlidingSeven = {
    "surrogate = sigmoid(alpha = 4)",
    "f64[7]",
    "f64[]",
    {0.015625, 0.03125, 0.0625, 0.125, 0.25, 0.5, 1},
    {-1},
    {0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1},
    {-0.8908870339, -0.213447749, -0.2391007105, -0.108956331, 0.0002749665,
     -0.23093486, -0.2023742018, 0.0006755887, -0.2768595018, 0.0295020029,
     0.0013421185, -0.0226259774, 0.0574661272, 0.0035099517, 0.0003808189},
    {0, 0, 0.0424751035, -0.0657067865, -0.6155586179, -0.0838182168,
     -1.4023675783},
    {-1.7177351422}};

TEST(ParallelNeurons, EqualThePublishedOnes) {
  for (const Golden* golden :
       {&kPsn, &kMasked, &kHalfMasked, &kSliding, &kSlidingSeven}) {
    SCOPED_TRACE(absl::StrCat(golden->w_type, " ", golden->attrs));
    const auto call = [&](const char* op) {
      return absl::StrCat(op, "(", golden->attrs, ")");
    };
    std::vector<GivenInput> inputs = {{"f64 t[3]", kX},
                                      {golden->w_type, golden->w},
                                      {golden->b_type, golden->b}};
    const auto forward = ComputeOp(Neurons().ops, call("psn"), inputs, kSteps);
    ASSERT_TRUE(forward.ok()) << forward.status().message();
    EXPECT_EQ((*forward)[PsnPorts::kS], golden->s);
    EXPECT_EQ((*forward)[PsnPorts::kSpikes][0],
              std::count(golden->s.begin(), golden->s.end(), 1));

    inputs.push_back({"f64 t[3]", kLossWeights});
    const auto backward =
        ComputeOp(Neurons().ops, call("psn_grad"), inputs, kSteps);
    ASSERT_TRUE(backward.ok()) << backward.status().message();
    const auto near = [](const std::vector<double>& values) {
      return Pointwise(DoubleNear(1e-9), values);
    };
    EXPECT_THAT((*backward)[PsnPorts::kDx], near(golden->dx));
    EXPECT_THAT((*backward)[PsnPorts::kDw], near(golden->dw));
    EXPECT_THAT((*backward)[PsnPorts::kDb], near(golden->db));
  }
}

TEST(ParallelNeurons, EqualityFires) {
  const auto outputs = ComputeOp(Neurons().ops, "psn",
                                 {{"f64 t[1]", {1, 0.5}},
                                  {"f64[2,2]", {1, 0, 0, 1}},
                                  {"f64[2]", {-1, -1}}},
                                 2);
  ASSERT_TRUE(outputs.ok()) << outputs.status().message();
  EXPECT_EQ((*outputs)[PsnPorts::kS], (std::vector<double>{1, 0}));
}

TEST(ParallelNeurons, HaveTheDefaultsOfTheirPaper) {
  const auto defaults = [](const std::string& text) {
    const Call call = *Call::Parse(text);
    const LayerDef& layer = Neurons().layers.find(call.name)->second;
    EXPECT_TRUE(layer.neuron);
    return layer.schema.Bind(call, {})->ToText();
  };
  const std::string matrix =
      "init = kaiming_uniform(fan = in, slope = 2.23606797749979), ";
  const std::string rest = "init_bias = -1.0, surrogate = atan(alpha = 2)";
  EXPECT_EQ(defaults("psn"), matrix + rest);
  EXPECT_EQ(defaults("masked_psn(k = 3)"),
            "k = 3, lambda = 1.0, " + matrix + rest);
  EXPECT_EQ(defaults("sliding_psn(k = 3)"),
            "k = 3, init = powers(base = 2), " + rest);
}

// The layer's parameters, as the graph prints their types and initialisers.
std::string ParametersOf(const std::string& text, int64_t steps) {
  Graph graph(&Neurons().ops, "test", steps);
  const Call call = *Call::Parse(text);
  const LayerDef& layer = Neurons().layers.find(call.name)->second;
  LayerContext context(&graph, "sn", *layer.schema.Bind(call, {}),
                       {*graph.AddInput("x", *Type::FromString("f32 t[2,3]"))},
                       true, DType::kF32);
  const absl::StatusOr<ValueId> s = layer.build(context);
  if (!s.ok()) return std::string(s.status().message());
  std::string parameters;
  for (const char* name : {"sn.weight", "sn.bias"}) {
    const ValueId id = graph.FindValue(name);
    absl::StrAppend(&parameters, graph.type(id).ToString(), " ",
                    graph.value(id).init, "; ");
  }
  return parameters;
}

TEST(ParallelNeurons, MakeTheirParameters) {
  EXPECT_EQ(ParametersOf("psn(init = normal(deviation = 1))", 4),
            "f32[4,4] normal(deviation = 1); f32[4] constant(value = -1.0); ");
  EXPECT_EQ(ParametersOf("sliding_psn(k = 3, init_bias = -0.5)", 4),
            "f32[3] powers(base = 2); f32[] constant(value = -0.5); ");
  EXPECT_EQ(ParametersOf("masked_psn(k = 3)", 2000),
            "2000 time steps, of which each pair has a weight; expected at "
            "most 1024");
}

std::string Infer(absl::string_view op, absl::string_view inputs,
                  int64_t steps = 4) {
  return InferText(Neurons().ops, op, inputs, steps);
}

TEST(ParallelNeurons, SpikesAreTemporalEvenOfAStillImage) {
  EXPECT_EQ(Infer("psn", "f32[2,3]; f32[4,4]; f32[4]"), "f32 t[2,3]; i64[]");
  EXPECT_EQ(Infer("psn", "f64 t[2]; f64[9]; f64[]"), "f64 t[2]; i64[]");
  EXPECT_EQ(Infer("psn_grad", "f32[2]; f32[4,4]; f32[4]; f32 t[2]"),
            "f32[2]; f32[4,4]; f32[4]");
}

TEST(ParallelNeurons, RefuseInputsThatDoNotFit) {
  EXPECT_EQ(Infer("psn", "i64[2]; f32[4,4]; f32[4]"),
            "x is i64, expected f32 or f64");
  EXPECT_EQ(Infer("psn", "f32[2]; f32[4,5]; f32[4]"),
            "w is [4,5], expected [4,4]: one for each two steps");
  EXPECT_EQ(Infer("psn", "f32[2]; f32[4,4]; f32[]"),
            "b is [], expected [4]: one for each step");
  EXPECT_EQ(Infer("psn", "f32[2]; f64[4,4]; f32[4]"),
            "w is f64, expected f32 like x");
  EXPECT_EQ(Infer("psn", "f32[2]; f32 t[4]; f32[]"),
            "w is temporal, expected static: one for all steps");
  EXPECT_EQ(Infer("psn", "f32[2]; f32[3]; f32[4]"),
            "b is [4], expected []: one for all steps");
  EXPECT_EQ(Infer("psn", "f32[2]; f32[0]; f32[]"),
            "w is [0], expected 1 to 1024 taps");
  EXPECT_EQ(Infer("psn(order = 2)", "f32[2]; f32[3]; f32[]"),
            "w is [3], taps, to which order and lambda do not apply");
  EXPECT_EQ(Infer("psn", "f32[2]; f32[3]; f32[]", 1025),
            "1025 time steps, of which psn weighs each pair; expected at most "
            "1024");
  EXPECT_EQ(Infer("psn_grad", "f32[2]; f32[4,4]; f32[4]; f32[2]"),
            "ds is static, expected temporal");
  EXPECT_THAT(Infer("psn(surrogate = atn)", "f32[2]; f32[4,4]; f32[4]"),
              HasSubstr("did you mean 'atan'?"));
}

}  // namespace
}  // namespace synfire
