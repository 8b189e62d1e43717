// However a network is scheduled, it computes the same: norms fused with their
// neurons or by themselves, spikes packed or not, convolutions kept or computed
// again, time batched or unrolled, on any kernels.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
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

// Of 16 channels, so that spikes lie in bits and their sums in bytes.
const Net kNets[] = {
    {"SewAdd", R"net(
       import: "models/blocks/sew.prototxt"
       input { name: "x" channels: 3 height: 8 width: 8 }
       layer { name: "conv1" op: "conv2d(channels = 16, kernel = 3, pad = 1, bias = false)" }
       layer { name: "bn1" op: "batch_norm" }
       layer { name: "sn1" op: "if" }
       layer { name: "pool" op: "max_pool2d(kernel = 3, stride = 2, pad = 1)" }
       layer { name: "block" op: "sew_basic(width = 16, stride = index == 1 ? 2 : 1, g = ADD)" repeat: "3" }
       layer { name: "gap" op: "global_avg_pool" })net"},
    {"SewIand", R"net(
       import: "models/blocks/sew.prototxt"
       input { name: "x" channels: 2 height: 8 width: 8 temporal: true }
       layer { name: "conv1" op: "conv2d(channels = 16, kernel = 3, pad = 1, bias = false)" }
       layer { name: "bn1" op: "batch_norm" }
       layer { name: "sn1" op: "lif(v_threshold = 0.3)" }
       layer { name: "block" repeat: "2"
               op: "sew_basic(width = 16, stride = 1, g = IAND, neuron = plif(v_threshold = 0.3))" }
       layer { name: "pool" op: "max_pool2d(kernel = 2)" }
       layer { name: "flat" op: "flatten" })net"},
    {"Evaluation", R"net(
       import: "models/blocks/sew.prototxt"
       input { name: "x" channels: 2 height: 8 width: 8 temporal: true }
       layer { name: "conv1" op: "conv2d(channels = 16, kernel = 3, pad = 1, bias = false)" }
       layer { name: "bn1" op: "batch_norm" }
       layer { name: "sn1" op: "lif(v_threshold = 0.2)" }
       layer { name: "block" op: "sew_basic(width = 16, stride = 1, g = ADD, neuron = if(v_threshold = 0.2))" }
       layer { name: "gap" op: "global_avg_pool" })net",
     /*training=*/false},
};

ModelText ModelOf(const Net& net) {
  // Imports are found from the root of the tree.
  const absl::StatusOr<ModelText> model =
      ParseModelText(absl::StrCat("name: \"net\" steps: 4\n", net.body, R"net(
       layer { name: "rate" op: "mean_time" }
       layer { name: "head" op: "linear(features = 5)" })net"),
                     "net.prototxt");
  SYNFIRE_CHECK(model.ok());
  return *model;
}

std::vector<double> Inputs(const std::string& name, const Type& type) {
  constexpr int64_t kSteps = 4;
  constexpr int64_t kClasses = 5;
  if (name == "learning_rate") return {0.05};
  std::vector<double> elements(type.Elements(kSteps));
  const RandomKey key = MakeRandomKey(3, name);
  for (size_t i = 0; i < elements.size(); ++i) {
    elements[i] = name == "labels" ? i % kClasses : Normal(key, 0, i) + 0.3;
  }
  return elements;
}

CompileOptions StepOf(const Net& net) {
  CompileOptions options;
  options.import.batch = 4;
  options.import.training = net.training;
  options.objective.loss = *Call::Parse("cross_entropy");
  if (net.training) {
    options.objective.optimizer =
        *Call::Parse("sgd(lr = 0.05, momentum = 0.9)");
  }
  return options;
}

NetworkRun RunOn(const Net& net, const CompileOptions& options, int runs = 1) {
  const auto run = RunNetwork(ModelOf(net), options, nullptr, Inputs, runs);
  EXPECT_TRUE(run.ok()) << run.status();
  return run.ok() ? *run : NetworkRun();
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

class SchedulesTest : public testing::TestWithParam<Net> {};

TEST_P(SchedulesTest, ComputeTheSame) {
  const Net& net = GetParam();
  const CompileOptions fused = StepOf(net);
  CompileOptions plain = fused, reference = fused, unrolled = fused;
  plain.passes.disabled = {"fuse-norm"};
  reference.kernels = KernelPolicy::kReference;
  unrolled.unroll = UnrollMode::kFull;
  const NetworkRun expected = RunOn(net, fused);
  for (const auto& [layer, steps] : expected.neuron_steps) {
    const int64_t spikes = expected.counts.at(absl::StrCat("spikes:", layer));
    EXPECT_GT(spikes, 0) << layer << " is silent and tests nothing";
    EXPECT_LT(spikes, steps) << layer << " always fires and tests nothing";
  }
  for (const auto& [name, options] : {std::pair{"unfused", plain},
                                      {"reference", reference},
                                      {"unrolled", unrolled}}) {
    SCOPED_TRACE(name);
    const NetworkRun run = RunOn(net, options);
    EXPECT_EQ(run.counts, expected.counts);
    ExpectNear(run.outputs, expected.outputs, 1e-5);
    ExpectNear(run.variables, expected.variables, 1e-5);
  }
}

// Sums that differ by their order may round to neighbours, of which one makes a
// neuron fire and the other does not: now and then.
TEST_P(SchedulesTest, ComputeMuchTheSameInBf16) {
  const Net& net = GetParam();
  CompileOptions fused = StepOf(net);
  fused.import.operands = DType::kBF16;
  CompileOptions plain = fused, reference = fused, unrolled = fused;
  plain.passes.disabled = {"fuse-norm"};
  reference.kernels = KernelPolicy::kReference;
  unrolled.unroll = UnrollMode::kFull;
  const NetworkRun expected = RunOn(net, fused);
  for (const auto& [name, options] : {std::pair{"unfused", plain},
                                      {"reference", reference},
                                      {"unrolled", unrolled}}) {
    SCOPED_TRACE(name);
    const NetworkRun run = RunOn(net, options);
    for (const auto& [layer, steps] : expected.neuron_steps) {
      const std::string count = absl::StrCat("spikes:", layer);
      EXPECT_NEAR(run.counts.at(count), expected.counts.at(count),
                  0.002 * steps)
          << layer;
    }
    ExpectNear(run.outputs, expected.outputs, 0.02);
    ExpectNear(run.variables, expected.variables, 0.02);
  }
}

// In f64 rounding is far from moving a spike: three steps of training.
TEST_P(SchedulesTest, ComputeTheSameForSteps) {
  const Net& net = GetParam();
  CompileOptions fused = StepOf(net);
  fused.import.dtype = DType::kF64;
  CompileOptions plain = fused;
  plain.passes.disabled = {"fuse-norm"};
  const NetworkRun expected = RunOn(net, fused, 3), run = RunOn(net, plain, 3);
  EXPECT_EQ(run.counts, expected.counts);
  ExpectNear(run.outputs, expected.outputs, 1e-12);
  ExpectNear(run.variables, expected.variables, 1e-12);
}

int64_t PlannedBytes(const Net& net, const CompileOptions& options) {
  VariableStore store;
  const absl::StatusOr<Network> network =
      CompileNetwork(ModelOf(net), AllOps(), options, /*seed=*/1, &store);
  EXPECT_TRUE(network.ok()) << network.status();
  if (!network.ok()) return 0;
  const MemoryPlan& plan = network->executable->plan();
  return plan.arena_bytes + plan.variable_bytes;
}

void ExpectRecomputedToTheSameBits(DType operands) {
  const Net& net = kNets[0];
  CompileOptions kept = StepOf(net);
  kept.import.operands = operands;
  kept.import.batch = 32;  // kernels' scratch is then little of it
  const int64_t bytes = PlannedBytes(net, kept);
  CompileOptions limited = kept;
  limited.memory_limit = bytes - bytes / 20;
  const auto compiled = CompileGraph(ModelOf(net), AllOps(), limited);
  ASSERT_TRUE(compiled.ok()) << compiled.status();
  EXPECT_FALSE(compiled->recomputed.empty());
  EXPECT_LE(PlannedBytes(net, limited), *limited.memory_limit);
  const NetworkRun expected = RunOn(net, kept, 2), run = RunOn(net, limited, 2);
  EXPECT_EQ(run.counts, expected.counts);
  EXPECT_EQ(run.outputs, expected.outputs);
  EXPECT_EQ(run.variables, expected.variables);
}

TEST(MemoryLimit, RecomputesToTheSameBits) {
  ExpectRecomputedToTheSameBits(DType::kF32);
}

TEST(MemoryLimit, RecomputesToTheSameBitsInBf16) {
  ExpectRecomputedToTheSameBits(DType::kBF16);
}

TEST(MemoryLimit, LeavesAStepThatFits) {
  const Net& net = kNets[0];
  CompileOptions options = StepOf(net);
  options.memory_limit = PlannedBytes(net, options);
  const auto compiled = CompileGraph(ModelOf(net), AllOps(), options);
  ASSERT_TRUE(compiled.ok()) << compiled.status();
  EXPECT_TRUE(compiled->recomputed.empty());
}

TEST(MemoryLimit, SaysWhatIsNeeded) {
  CompileOptions options = StepOf(kNets[0]);
  options.memory_limit = 1 << 10;
  const absl::Status status =
      CompileGraph(ModelOf(kNets[0]), AllOps(), options).status();
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              testing::MatchesRegex(
                  "a step of 'net' with batch 4 needs .*, or .* with all 8 "
                  "convolutions recomputed; the memory limit is 1024 bytes: "
                  "lower the batch"));
}

INSTANTIATE_TEST_SUITE_P(Nets, SchedulesTest, testing::ValuesIn(kNets),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace synfire
