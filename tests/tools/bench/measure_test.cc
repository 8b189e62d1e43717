#include "tools/bench/measure.h"

#include <algorithm>
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
    bytes += group.work.bytes;
  }
  EXPECT_DOUBLE_EQ(flops, measured->work.flops);
  EXPECT_DOUBLE_EQ(bytes, measured->work.bytes);
}

TEST_F(MeasureTest, CountsTheStepsAsked) {
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  const auto measured = Run(*workload, BenchMode::kEval);
  ASSERT_TRUE(measured.ok()) << measured.status();
  EXPECT_EQ(measured->step_seconds.size(), 3u);
  EXPECT_TRUE(std::is_sorted(measured->step_seconds.begin(),
                             measured->step_seconds.end()));
  EXPECT_EQ(measured->MedianSeconds(), measured->step_seconds[1]);
  EXPECT_GT(measured->MinSeconds(), 0);
  EXPECT_GT(measured->compile_seconds, 0);
  EXPECT_GT(measured->first_step_seconds, 0);
  EXPECT_GE(measured->arena_bytes, measured->arena_bound);
  EXPECT_GE(measured->firing_rate, 0);
  EXPECT_LE(measured->firing_rate, 1);
}

TEST_F(MeasureTest, TheMedianOfTwoIsTheirMean) {
  Measurement measurement;
  measurement.step_seconds = {1, 2, 4, 9};
  EXPECT_EQ(measurement.MedianSeconds(), 3);
}

TEST_F(MeasureTest, EachModeAddsToTheOneBefore) {
  const auto workload = Read();
  ASSERT_TRUE(workload.ok()) << workload.status();
  const auto forward = Run(*workload, BenchMode::kForward);
  const auto eval = Run(*workload, BenchMode::kEval);
  const auto train = Run(*workload, BenchMode::kTrain);
  ASSERT_TRUE(forward.ok() && eval.ok() && train.ok());
  EXPECT_EQ(Ops(*forward).count("cross_entropy"), 0u);
  EXPECT_EQ(Ops(*eval).count("cross_entropy"), 1u);
  EXPECT_EQ(Ops(*eval).count("cross_entropy_grad"), 0u);
  EXPECT_EQ(Ops(*train).count("cross_entropy_grad"), 1u);
  EXPECT_LT(forward->work.flops, eval->work.flops);
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
