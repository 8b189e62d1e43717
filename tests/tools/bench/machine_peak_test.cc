#include "tools/bench/machine_peak.h"

#include <iostream>

#include "core/parallel.h"
#include "gtest/gtest.h"

namespace synfire {
namespace {

MachinePeak Peak() {
  MachinePeak peak;
  peak.flops_per_second = 100;
  peak.levels = {
      {"L1", 32, 80, 40, 0},
      {"memory", std::numeric_limits<double>::infinity(), 10, 8, 20}};
  return peak;
}

TEST(MemoryLevel, HoldsWhatIsReadAndWrittenToTheCopy) {
  const MemoryLevel level{"L2", 1000, 100, 50, 0};
  EXPECT_DOUBLE_EQ(level.Bound(30, 0), 0.3);
  EXPECT_DOUBLE_EQ(level.Bound(30, 30), 60.0 / 50);
  EXPECT_DOUBLE_EQ(level.Bound(40, 10), 20.0 / 50 + 30.0 / 100);
  // Stores past the caches beat reading.
  EXPECT_DOUBLE_EQ(Peak().memory().Bound(40, 10), 50.0 / 20);
}

TEST(MachinePeak, FindsTheSmallestLevelThatHoldsAll) {
  EXPECT_EQ(Peak().LevelOf(32).name, "L1");
  EXPECT_EQ(Peak().LevelOf(33).name, "memory");
}

TEST(BoundOf, IsTheSlowerOfComputingAndMoving) {
  const Bound compute = BoundOf({200, 8, 0}, Peak());
  EXPECT_DOUBLE_EQ(compute.seconds, 2);
  EXPECT_EQ(compute.by, "FMA");
  const Bound cached = BoundOf({1, 8, 0}, Peak());
  EXPECT_DOUBLE_EQ(cached.seconds, 0.1);
  EXPECT_EQ(cached.by, "L1");
  const Bound moved = BoundOf({200, 40, 40}, Peak());
  EXPECT_DOUBLE_EQ(moved.seconds, 4);
  EXPECT_EQ(moved.by, "memory");
}

TEST(BoundOf, HoldsOperandsInBf16ToTheirOwnPeak) {
  Work work{200, 8, 0};
  work.bf16_flops = 150;
  MachinePeak peak = Peak();
  // No instructions for them: as the others.
  EXPECT_DOUBLE_EQ(SecondsToCompute(work, peak), 2);
  EXPECT_EQ(BoundOf(work, peak).by, "FMA");
  peak.bf16_flops_per_second = 1000;
  EXPECT_DOUBLE_EQ(SecondsToCompute(work, peak), 0.5 + 0.15);
  EXPECT_DOUBLE_EQ(BoundOf(work, peak).seconds, 0.65);
  EXPECT_EQ(BoundOf(work, peak).by, "bf16");
}

TEST(MeasureMachinePeak, GivesRatesOfThisMachine) {
  SetNumThreads(2);
  const absl::StatusOr<MachinePeak> peak = MeasureMachinePeak();
  ASSERT_TRUE(peak.ok()) << peak.status();
  std::cout << peak->flops_per_second * 1e-9 << " GFLOP/s\n";
  // No machine that this is compiled for does less, or a hundred times more.
  EXPECT_GT(peak->flops_per_second, 1e8);
  EXPECT_LT(peak->flops_per_second, 1e13);
  std::cout << peak->bf16_flops_per_second * 1e-9 << " GFLOP/s in bf16\n";
  EXPECT_GE(peak->bf16_flops_per_second, 0);
  EXPECT_LT(peak->bf16_flops_per_second, 1e15);
  double capacity = 0;
  for (const MemoryLevel& level : peak->levels) {
    std::cout << level.name << " read " << level.read * 1e-9 << " copy "
              << level.copy * 1e-9 << " stream " << level.stream * 1e-9
              << " GB/s\n";
    EXPECT_GT(level.capacity, capacity);
    capacity = level.capacity;
    for (double rate : {level.read, level.copy}) {
      EXPECT_GT(rate, 1e8) << level.name;
      EXPECT_LT(rate, 1e13) << level.name;
    }
  }
  EXPECT_EQ(peak->memory().name, "memory");
  EXPECT_GT(peak->memory().stream, 1e8);
}

}  // namespace
}  // namespace synfire
