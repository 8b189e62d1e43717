#include "tools/bench/measure.h"

#include <cmath>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ops/all_ops.h"
#include "tests/data/test_files.h"
#include "tests/tools/bench/tiny_files.h"

namespace synfire {
namespace {

using testing::HasSubstr;

class MeasureTest : public testing::Test {
 protected:
  MeasureTest() {
    WriteTiny(folder_, "tiny.prototxt", kTinyModel);
    WriteMnist(folder_, 13, /*gzip=*/false);
    options_.warmup = 1;
    options_.repeats = 3;
    options_.per_kernel = true;
  }

  absl::StatusOr<Workload> Read(const WorkloadChoices& choices = {}) {
    return ReadWorkload(
        WriteTiny(folder_, "train.prototxt", TinyTraining(folder_)), {},
        choices, AllOps());
  }

  absl::StatusOr<Measurement> Run(const Workload& workload, BenchMode mode,
                                  int64_t batch = 5) {
    return Measure(workload, AllOps(), {mode, batch, 1}, options_);
  }

  const std::string folder_ = TestFolder();
  MeasureOptions options_;
};

std::set<std::string> Ops(const Measurement& measurement) {
  std::set<std::string> ops;
  for (const KernelGroup& group : measurement.kernels->groups) {
    ops.insert(group.op);
  }
  return ops;
}

TEST_F(MeasureTest, KernelsTakeNoLongerThanTheirStep) {
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  const auto measured = Run(*workload, BenchMode::kTrain);
  ASSERT_TRUE(measured.ok()) << measured.status();
  EXPECT_GT(measured->kernels->KernelSeconds(), 0);
  EXPECT_LE(measured->kernels->KernelSeconds(),
            measured->kernels->step_seconds);
  EXPECT_GE(measured->kernels->Remainder(), 0);
  double flops = 0, bytes = 0;
  for (const KernelGroup& group : measured->kernels->groups) {
    flops += group.work.flops;
    bytes += group.work.bytes();
  }
  EXPECT_DOUBLE_EQ(flops, measured->work.flops);
  EXPECT_DOUBLE_EQ(bytes, measured->work.bytes());
}

TEST_F(MeasureTest, CountsTheStepsAsked) {
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  const auto measured = Run(*workload, BenchMode::kEval);
  ASSERT_TRUE(measured.ok()) << measured.status();
  EXPECT_EQ(measured->step.size(), 3);
  EXPECT_GT(measured->step.Min(), 0);
  EXPECT_GT(measured->compile_seconds, 0);
  EXPECT_GT(measured->first_step_seconds, 0);
  EXPECT_GE(measured->arena_bytes, measured->arena_bound);
  EXPECT_GE(measured->firing_rate, 0);
  EXPECT_LE(measured->firing_rate, 1);
}

TEST_F(MeasureTest, PartsTheStep) {
  options_.repeats = 1;  // a median of parts is no part of a median
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  const auto train = Run(*workload, BenchMode::kTrain);
  ASSERT_TRUE(train.ok()) << train.status();
  EXPECT_GT(train->forward.Min(), 0);
  EXPECT_GT(train->backward.Min(), 0);
  EXPECT_GT(train->update.Min(), 0);
  EXPECT_LE(train->forward.Min() + train->backward.Min() + train->update.Min(),
            train->step.Min());
  const auto infer = Run(*workload, BenchMode::kInfer);
  ASSERT_TRUE(infer.ok()) << infer.status();
  EXPECT_GT(infer->forward.Min(), 0);
  EXPECT_EQ(infer->backward.Min(), 0);
}

TEST_F(MeasureTest, SettlesTheStatisticsOfAnInference) {
  std::string model = kTinyModel;
  model.replace(model.find("layer { name: \"fire\""), 0,
                "layer { name: \"norm\" op: \"batch_norm\" }\n");
  WriteTiny(folder_, "tiny.prototxt", model);
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  const auto at_once = Run(*workload, BenchMode::kInfer);
  options_.settle = 50;
  const auto settled = Run(*workload, BenchMode::kInfer);
  const auto train = Run(*workload, BenchMode::kTrain);
  ASSERT_TRUE(at_once.ok() && settled.ok() && train.ok()) << settled.status();
  // Weights as initialised; only the statistics differ.
  EXPECT_LT(std::abs(settled->firing_rate - train->firing_rate),
            std::abs(at_once->firing_rate - train->firing_rate));
}

TEST_F(MeasureTest, SaysWhatAConvolutionChose) {
  std::string model = kTinyModel;  // lists take 8 channels or more
  model.replace(model.find("layer { name: \"fire\""), 0,
                "layer { name: \"wide\" op: \"conv2d(channels = 32, kernel = "
                "1, bias = false)\" }\n"
                "layer { name: \"wider\" op: \"conv2d(channels = 32, kernel = "
                "3, bias = false)\" }\n");
  const size_t bias = model.find("kernel = 3)");
  model.replace(bias, 11, "kernel = 3, bias = false)");
  WriteTiny(folder_, "tiny.prototxt", model);
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  options_.events = 0.0;  // not a spike anywhere
  const auto measured = Run(*workload, BenchMode::kTrain);
  ASSERT_TRUE(measured.ok()) << measured.status();
  int found = 0;
  for (const KernelGroup& group : measured->kernels->groups) {
    if (group.kernel.find("density:") != 0) continue;
    ++found;
    EXPECT_EQ(group.ways, "lists") << group.op;
    EXPECT_EQ(group.density, 0.0) << group.op;
    EXPECT_EQ(group.done[0].flops, 0) << group.op;
    EXPECT_GT(group.work.flops, 0) << group.op;
  }
  EXPECT_EQ(found, 2);  // forward and weight gradient
}

TEST_F(MeasureTest, EachModeAddsToTheOneBefore) {
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  const auto infer = Run(*workload, BenchMode::kInfer);
  const auto eval = Run(*workload, BenchMode::kEval);
  const auto train = Run(*workload, BenchMode::kTrain);
  ASSERT_TRUE(infer.ok() && eval.ok() && train.ok());
  EXPECT_EQ(Ops(*infer).count("cross_entropy"), 0u);
  EXPECT_EQ(Ops(*eval).count("cross_entropy"), 1u);
  EXPECT_EQ(Ops(*eval).count("cross_entropy_grad"), 0u);
  EXPECT_EQ(Ops(*train).count("cross_entropy_grad"), 1u);
  EXPECT_LT(infer->work.flops, eval->work.flops);
  EXPECT_LT(eval->work.flops, train->work.flops);
}

TEST_F(MeasureTest, SyntheticDataFireAlikeEveryTime) {
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  const auto once = Run(*workload, BenchMode::kEval);
  const auto again = Run(*workload, BenchMode::kEval);
  ASSERT_TRUE(once.ok() && again.ok());
  EXPECT_EQ(once->firing_rate, again->firing_rate);
}

TEST_F(MeasureTest, ReadsBatchesOfTheDataOverEpochs) {
  options_.data = true;
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  const auto measured = Run(*workload, BenchMode::kTrain);  // 2 an epoch
  ASSERT_TRUE(measured.ok()) << measured.status();
  const auto too_large = Run(*workload, BenchMode::kTrain, 14);
  EXPECT_FALSE(too_large.ok());
}

TEST_F(MeasureTest, RefusesDataOfOtherClasses) {
  options_.data = true;
  auto workload = ReadWorkload(
      WriteTiny(folder_, "train.prototxt",
                TinyTraining(folder_) +
                    "set: 'layer.classes.op=linear(features = 7)'\n"),
      {}, {}, AllOps());
  ASSERT_TRUE(workload.ok()) << workload.status();
  EXPECT_THAT(std::string(Run(*workload, BenchMode::kTrain).status().message()),
              HasSubstr("the network has 7 outputs, the data set 10 classes"));
}

TEST_F(MeasureTest, StopsWhereTheLossIsNoNumber) {
  auto workload = Read({"", "sgd(lr = 1e38, momentum = 0.99)", {}});
  ASSERT_TRUE(workload.ok()) << workload.status();
  options_.repeats = 20;
  const std::string message(
      Run(*workload, BenchMode::kTrain).status().message());
  EXPECT_THAT(message, HasSubstr("the loss is "));
  EXPECT_THAT(message, HasSubstr("a smaller learning rate may help"));
}

}  // namespace
}  // namespace synfire
