// The meaning of a network is its full unrolling over time; the schedule that
// keeps time batched must compute the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "core/rng.h"
#include "ops/all_ops.h"
#include "tests/graph/network_run.h"

namespace synfire {
namespace {

struct Net {
  const char* name;
  const char* body;
  bool training = true;
};

// Test names, and the parts between "steps" and the head.  No bias stands
// before a norm: its gradient is 0, and what rounding leaves of it means
// nothing.
const Net kNets[] = {
    {"StillImage", R"net(
       input { name: "x" channels: 2 height: 8 width: 8 }
       layer { name: "conv1" op: "conv2d(channels = 6, kernel = 3, pad = 1, bias = false)" }
       layer { name: "bn1" op: "batch_norm" }
       layer { name: "sn1" op: "if" }
       layer { name: "pool" op: "max_pool2d(kernel = 3, stride = 2, pad = 1)" }
       layer { name: "conv2" op: "conv2d(channels = 8, kernel = 3, bias = false)" }
       layer { name: "bn2" op: "batch_norm" }
       layer { name: "sn2" op: "if(detach_reset = true)" }
       layer { name: "flat" op: "flatten" })net"},
    {"Frames", R"net(
       input { name: "x" channels: 2 height: 8 width: 8 temporal: true }
       layer { name: "conv1" op: "conv2d(channels = 6, kernel = 3, stride = 2, pad = 1, bias = false)" }
       layer { name: "bn1" op: "batch_norm" }
       layer { name: "sn1" op: "if" }
       layer { name: "pool" op: "avg_pool2d(kernel = 2)" }
       layer { name: "conv2" op: "conv2d(channels = 8, kernel = 1)" }
       layer { name: "sn2" op: "if(v_threshold = 0.2)" }
       layer { name: "gap" op: "global_avg_pool" })net"},
    {"SoftReset", R"net(
       input { name: "x" features: 12 temporal: true }
       layer { name: "fc1" op: "linear(features = 16)" }
       layer { name: "sn1" op: "lif(tau = 1.5, v_reset = none, v_threshold = 0.2, decay_input = false)" }
       layer { name: "fc2" op: "linear(features = 8)" }
       layer { name: "sn2" op: "lif(v_reset = none, v_threshold = 0.1)" })net"},
    {"LearnedTimeConstant", R"net(
       input { name: "x" features: 12 temporal: true }
       layer { name: "fc1" op: "linear(features = 16)" }
       layer { name: "sn1" op: "plif(v_threshold = 0.2, init_tau = 3)" }
       layer { name: "fc2" op: "linear(features = 8)" }
       layer { name: "sn2" op: "plif(v_threshold = 0.1, v_reset = none, decay_input = false)" })net"},
    {"ParallelNeurons", R"net(
       input { name: "x" features: 12 temporal: true }
       layer { name: "fc1" op: "linear(features = 16)" }
       layer { name: "sn1" op: "psn(init_bias = -0.1)" }
       layer { name: "fc2" op: "linear(features = 16)" }
       layer { name: "sn2" op: "masked_psn(k = 2, init_bias = -0.1)" }
       layer { name: "fc3" op: "linear(features = 8)" }
       layer { name: "sn3" op: "sliding_psn(k = 3, init_bias = -0.1)" })net"},
    {"SewAdd", R"net(
       import: "models/blocks/sew.prototxt"
       input { name: "x" channels: 2 height: 8 width: 8 }
       layer { name: "sn" op: "if(v_threshold = 0.5)" }
       layer { name: "block" op: "sew_basic(width = 6, stride = index == 0 ? 2 : 1, g = ADD)" repeat: "2" }
       layer { name: "gap" op: "global_avg_pool" })net"},
    {"SewAnd", R"net(
       import: "models/blocks/sew.prototxt"
       input { name: "x" channels: 2 height: 8 width: 8 }
       layer { name: "sn" op: "if(v_threshold = 0.5)" }
       layer { name: "block" op: "sew_basic(width = 6, stride = index == 0 ? 2 : 1, g = AND)" repeat: "2" }
       layer { name: "gap" op: "global_avg_pool" })net"},
    {"SewIand", R"net(
       import: "models/blocks/sew.prototxt"
       input { name: "x" channels: 2 height: 8 width: 8 temporal: true }
       layer { name: "sn" op: "if(v_threshold = 0.5)" }
       layer { name: "block" repeat: "2"
               op: "sew_basic(width = 6, stride = index == 0 ? 2 : 1, g = IAND, neuron = plif(v_threshold = 0.5))" }
       layer { name: "gap" op: "global_avg_pool" })net"},
    {"Dropout", R"net(
       input { name: "x" features: 12 }
       layer { name: "fc1" op: "linear(features = 32)" }
       layer { name: "drop1" op: "dropout(probability = 0.3)" }
       layer { name: "sn1" op: "if(v_threshold = 0.3)" }
       layer { name: "drop2" op: "dropout(probability = 0.5)" }
       layer { name: "fc2" op: "linear(features = 8)" }
       layer { name: "sn2" op: "if(v_threshold = 0.2)" })net"},
    {"StillAndMoving", R"net(
       input { name: "x" features: 12 }
       input { name: "y" features: 16 temporal: true }
       layer { name: "fc1" op: "linear(features = 16)" input: "x" }
       layer { name: "sum" op: "add" input: "fc1" input: "y" }
       layer { name: "sn1" op: "lif(v_threshold = 0.3)" })net"},
    {"Delay", R"net(
       input { name: "x" features: 12 temporal: true }
       layer { name: "fc1" op: "linear(features = 16)" }
       layer { name: "sn1" op: "if(v_threshold = 0.3)" }
       layer { name: "late" op: "linear(features = 16)" input: "sn1[t-2]" }
       layer { name: "sum" op: "add" input: "sn1" input: "late" }
       layer { name: "sn2" op: "if(v_threshold = 0.3)" })net"},
    {"Feedback", R"net(
       input { name: "x" features: 12 temporal: true }
       layer { name: "fc1" op: "linear(features = 16)" }
       layer { name: "sn1" op: "lif(v_threshold = 0.2)" }
       layer { name: "fc2" op: "linear(features = 16)" }
       layer { name: "sum" op: "add" input: "fc2" input: "back[t-1]" }
       layer { name: "sn2" op: "plif(v_threshold = 0.2)" }
       layer { name: "back" op: "linear(features = 16, bias = false)" }
       layer { name: "fc3" op: "linear(features = 8)" input: "sn2" }
       layer { name: "sn3" op: "if(v_threshold = 0.2)" })net"},
    {"FeedbackOverImages", R"net(
       input { name: "x" channels: 2 height: 6 width: 6 }
       layer { name: "conv1" op: "conv2d(channels = 4, kernel = 3, pad = 1, bias = false)" }
       layer { name: "bn1" op: "batch_norm" }
       layer { name: "sum" op: "add" input: "bn1" input: "back[t-2]" }
       layer { name: "sn1" op: "lif(v_threshold = 0.5, v_reset = none)" }
       layer { name: "back" op: "conv2d(channels = 4, kernel = 3, pad = 1)" }
       layer { name: "gap" op: "global_avg_pool" input: "sn1" })net"},
    {"Evaluation", R"net(
       input { name: "x" channels: 2 height: 8 width: 8 temporal: true }
       layer { name: "conv1" op: "conv2d(channels = 6, kernel = 3, pad = 1, bias = false)" }
       layer { name: "bn1" op: "batch_norm" }
       layer { name: "drop1" op: "dropout(probability = 0.5)" }
       layer { name: "sn1" op: "if(v_threshold = 0.3)" }
       layer { name: "flat" op: "flatten" })net",
     /*training=*/false},
};

struct Precision {
  const char* name;
  DType dtype;
  KernelPolicy kernels;
  double tolerance;
  int runs;  // training steps
  DType operands = DType::kF32;
};

// In f32 one step alone: after it the weights differ by rounding, and then a
// spike may.
const Precision kPrecisions[] = {
    {"F64Reference", DType::kF64, KernelPolicy::kReference, 1e-12, 3},
    {"F32Reference", DType::kF32, KernelPolicy::kReference, 1e-5, 1},
    {"F32Fastest", DType::kF32, KernelPolicy::kFastest, 1e-5, 1},
    // Gradients that differ by the order of a sum may round to neighbours where
    // they are operands.
    {"Bf16Reference", DType::kF32, KernelPolicy::kReference, 1e-3, 1,
     DType::kBF16},
};

constexpr int64_t kClasses = 5;

std::string TextOf(const Net& net) {
  return absl::StrCat("name: \"net\" steps: 5\n", net.body, R"net(
       layer { name: "rate" op: "mean_time" }
       layer { name: "head" op: "linear(features = 5)" })net");
}

std::vector<double> Inputs(const std::string& name, const Type& type) {
  constexpr int64_t kSteps = 5;
  if (name == "learning_rate") return {0.05};
  if (name == "seed") return {7};
  std::vector<double> elements(type.Elements(kSteps));
  const RandomKey key = MakeRandomKey(3, name);
  for (size_t i = 0; i < elements.size(); ++i) {
    elements[i] = name == "labels" ? i % kClasses : Normal(key, 0, i) + 0.3;
  }
  return elements;
}

absl::StatusOr<NetworkRun> RunUnrolled(const Net& net,
                                       const Precision& precision,
                                       UnrollMode unroll) {
  // Imports are found from the root of the tree.
  SYNFIRE_ASSIGN_OR_RETURN(const ModelText model,
                           ParseModelText(TextOf(net), "net.prototxt"));
  CompileOptions options;
  options.import.batch = 4;
  options.import.training = net.training;
  options.import.dtype = precision.dtype;
  options.import.operands = precision.operands;
  SYNFIRE_ASSIGN_OR_RETURN(options.objective.loss,
                           Call::Parse("cross_entropy"));
  options.objective.gradients = true;
  SYNFIRE_ASSIGN_OR_RETURN(const ImportedModel imported,
                           ImportModel(model, AllOps(), options.import));
  for (const ImportedLayer& layer : imported.layers) {
    options.objective.gradients_of.push_back(layer.value);
  }
  if (net.training) {
    SYNFIRE_ASSIGN_OR_RETURN(options.objective.optimizer,
                             Call::Parse("sgd(lr = 0.05, momentum = 0.9)"));
    options.objective.clip_norm = 0.5;
  }
  options.unroll = unroll;
  options.kernels = precision.kernels;
  return RunNetwork(model, options, nullptr, Inputs, precision.runs);
}

// Differences relative to the largest element.
void ExpectNear(const std::map<std::string, std::vector<double>>& actual,
                const std::map<std::string, std::vector<double>>& expected,
                double tolerance) {
  ASSERT_EQ(actual.size(), expected.size());
  for (const auto& [name, elements] : expected) {
    ASSERT_EQ(actual.count(name), 1u) << name;
    const std::vector<double>& other = actual.at(name);
    ASSERT_EQ(other.size(), elements.size()) << name;
    double size = 0, difference = 0;
    for (size_t i = 0; i < elements.size(); ++i) {
      size = std::max(size, std::abs(elements[i]));
      difference = std::max(difference, std::abs(other[i] - elements[i]));
    }
    EXPECT_LE(difference, tolerance * size) << name;
  }
}

using NetAndPrecision = std::tuple<Net, Precision>;

class UnrolledTest : public testing::TestWithParam<NetAndPrecision> {};

TEST_P(UnrolledTest, BatchedTimeComputesTheSame) {
  const auto& [net, precision] = GetParam();
  const auto full = RunUnrolled(net, precision, UnrollMode::kFull);
  ASSERT_TRUE(full.ok()) << full.status();
  const auto batched = RunUnrolled(net, precision, UnrollMode::kFeedback);
  ASSERT_TRUE(batched.ok()) << batched.status();
  for (const auto& [layer, steps] : full->neuron_steps) {
    const int64_t spikes = full->counts.at(absl::StrCat("spikes:", layer));
    EXPECT_GT(spikes, 0) << layer << " is silent and tests nothing";
    EXPECT_LT(spikes, steps) << layer << " always fires and tests nothing";
  }
  EXPECT_EQ(batched->counts, full->counts);
  ExpectNear(batched->outputs, full->outputs, precision.tolerance);
  ExpectNear(batched->variables, full->variables, precision.tolerance);
}

// Single steps do not know their number, so a gradient that is cut every two
// of them has no full unrolling: said, not ignored.
TEST(UnrolledTruncationTest, IsRefused) {
  const Net net = {"TruncatedGradient", R"net(
       input { name: "x" features: 12 temporal: true }
       layer { name: "fc1" op: "linear(features = 16)" }
       layer { name: "sn1" op: "lif(detach_every = 2)" })net"};
  const absl::StatusOr<NetworkRun> run =
      RunUnrolled(net, kPrecisions[0], UnrollMode::kFull);
  ASSERT_FALSE(run.ok());
  EXPECT_EQ(run.status().message(),
            "layer 'sn1@0': detach_every does not work in a feedback loop or "
            "with --unroll=full; set it to 0");
}

// All steps of a parallel neuron are computed at once, so none can wait for
// what another made of it.
TEST(UnrolledParallelNeuronTest, IsRefusedInALoop) {
  const Net net = {"Loop", R"net(
       input { name: "x" features: 12 temporal: true }
       layer { name: "fc1" op: "linear(features = 16)" }
       layer { name: "sum" op: "add" input: "fc1" input: "sn1[t-1]" }
       layer { name: "sn1" op: "sliding_psn(k = 3)" })net"};
  const absl::StatusOr<NetworkRun> run =
      RunUnrolled(net, kPrecisions[0], UnrollMode::kFeedback);
  ASSERT_FALSE(run.ok());
  EXPECT_THAT(std::string(run.status().message()),
              testing::StartsWith("layer 'sn1': psn mixes time steps and "
                                  "cannot stand in the feedback loop "));
}

INSTANTIATE_TEST_SUITE_P(Nets, UnrolledTest,
                         testing::Combine(testing::ValuesIn(kNets),
                                          testing::ValuesIn(kPrecisions)),
                         [](const auto& info) {
                           return absl::StrCat(std::get<0>(info.param).name,
                                               std::get<1>(info.param).name);
                         });

}  // namespace
}  // namespace synfire
