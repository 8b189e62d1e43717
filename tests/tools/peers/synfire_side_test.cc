#include "tools/peers/synfire_side.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace synfire {
namespace {

std::string ReportText(const std::string& peaks) {
  return R"({"machine": {"peaks": )" + peaks + R"(}, "results": [{
    "ms_median": 4, "forward_ms_median": 1, "backward_ms_median": 2,
    "compile_ms": 300, "first_step_ms": 200, "resident_bytes": 1000,
    "firing_rate": 0.25,
    "kernels": {"sum_ms": 3, "step_ms": 4, "groups": [
      {"layer": "lif", "op": "lif",
        "kernel": "a", "ms": 0.5, "bound_ms": 0.25},
      {"layer": "lif", "op": "lif_grad",
        "kernel": "a", "ms": 1.5, "bound_ms": 0.5},
      {"layer": "out", "op": "linear",
        "kernel": "b", "ms": 1, "bound_ms": 1}]}}]})";
}

TEST(AddBenchReport, TakesAStepAndWhatIsBesideIt) {
  SideResult result;
  const absl::Status status = AddBenchReport(ReportText("[1]"), {}, &result);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_DOUBLE_EQ(result.step.Median(), 4e-3);
  EXPECT_DOUBLE_EQ(result.forward.Median(), 1e-3);
  EXPECT_DOUBLE_EQ(result.backward.Median(), 2e-3);
  EXPECT_DOUBLE_EQ(result.start_seconds, 0.5);
  EXPECT_DOUBLE_EQ(result.bound.value(), 1.75e-3);
  EXPECT_DOUBLE_EQ(result.kernel_share.value(), 0.75);
  EXPECT_EQ(result.memory, 1000);
  ASSERT_EQ(result.kernels.size(), 3u);
  EXPECT_EQ(result.kernels[0].op, "lif_grad");
  EXPECT_DOUBLE_EQ(result.kernels[0].bound, 0.5e-3);
}

TEST(AddBenchReport, TakesTimesAloneWithoutPeaks) {
  SideResult result;
  ASSERT_TRUE(AddBenchReport(ReportText("[]"), {}, &result).ok());
  EXPECT_EQ(result.step.size(), 1);
  EXPECT_FALSE(result.memory.has_value());
}

TEST(AddBenchReport, TakesALayersKernels) {
  PeerWorkload workload;
  workload.layer = "lif";
  SideResult result;
  ASSERT_TRUE(AddBenchReport(ReportText("[1]"), workload, &result).ok());
  EXPECT_DOUBLE_EQ(result.step.Median(), 2e-3);
  EXPECT_DOUBLE_EQ(result.forward.Median(), 0.5e-3);
  EXPECT_DOUBLE_EQ(result.backward.Median(), 1.5e-3);
  EXPECT_DOUBLE_EQ(result.bound.value(), 0.75e-3);
}

TEST(AddBenchReport, SaysWhatIsNoReport) {
  SideResult result;
  for (const char* text : {"", "{}", R"({"machine": {"peaks": 1}})"}) {
    EXPECT_THAT(std::string(AddBenchReport(text, {}, &result).message()),
                testing::HasSubstr("synfire bench printed no report: "));
  }
}

}  // namespace
}  // namespace synfire
