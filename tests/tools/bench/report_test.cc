#include "tools/bench/report.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace synfire {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

BenchSetup Setup(bool peaks) {
  BenchSetup setup;
  setup.machine.cpu = "Some CPU";
  setup.machine.isa = "avx2";
  if (peaks) setup.machine.peaks[2] = {100e9, 10e9};
  setup.model = "tiny";
  setup.path = "tiny\xff.prototxt";  // no UTF-8
  setup.steps = 4;
  setup.loss = "cross_entropy";
  setup.optimizer = "sgd(lr = 0.1)";
  setup.trains_by_default = true;
  setup.data = "synthetic";
  setup.kernels = "fastest";
  setup.precision = "f32";
  setup.repeats = 3;
  return setup;
}

Measurement Measured(bool per_kernel) {
  Measurement m;
  m.point = {BenchMode::kEval, 16, 2};
  m.step_seconds = {0.001, 0.002, 0.005};
  m.work = {100e6, 1e6};
  m.arena_bytes = 2 << 20;
  m.variable_bytes = 1 << 20;
  m.firing_rate = 0.25;
  if (per_kernel) {
    KernelTimes times;
    times.step_seconds = 0.004;
    times.groups = {{"conv", "conv2d", "reference", 1, {90e6, 5e5}, 0.001},
                    {"fire", "if", "cpu:avx2", 2, {10e6, 5e5}, 0.002}};
    m.kernels = times;
  }
  return m;
}

std::string Print(Report* report, std::ostringstream* out, bool peaks,
                  bool per_kernel) {
  report->Begin(Setup(peaks));
  report->Add(Measured(per_kernel));
  report->End();
  return out->str();
}

std::string Text(bool peaks, bool per_kernel) {
  std::ostringstream out;
  return Print(TextReport(&out).get(), &out, peaks, per_kernel);
}

json Json(bool peaks, bool per_kernel) {
  std::ostringstream out;
  return json::parse(Print(JsonReport(&out).get(), &out, peaks, per_kernel));
}

std::vector<std::vector<std::string>> Csv(bool peaks, bool per_kernel) {
  std::ostringstream out;
  const std::string text =
      Print(CsvReport(per_kernel, &out).get(), &out, peaks, per_kernel);
  std::vector<std::vector<std::string>> rows;
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    rows.push_back(absl::StrSplit(line, ','));
  }
  return rows;
}

TEST(JsonReport, HoldsMachineSetupAndResults) {
  const json report = Json(true, false);
  EXPECT_EQ(report["schema"], 1);
  EXPECT_EQ(report["machine"]["cpu"], "Some CPU");
  EXPECT_EQ(report["machine"]["peaks"][0]["threads"], 2);
  EXPECT_EQ(report["model"]["steps"], 4);
  EXPECT_EQ(report["setup"]["optimizer"], "sgd(lr = 0.1)");
  const json& result = report["results"][0];
  EXPECT_EQ(result["mode"], "eval");
  EXPECT_EQ(result["batch"], 16);
  EXPECT_DOUBLE_EQ(result["ms_median"], 2);
  EXPECT_DOUBLE_EQ(result["ms_min"], 1);
  EXPECT_DOUBLE_EQ(result["images_per_second"], 8000);
  EXPECT_DOUBLE_EQ(result["peak_share"], 0.5);
  EXPECT_TRUE(result["resident_bytes"].is_null());
  EXPECT_FALSE(result.contains("kernels"));
}

TEST(JsonReport, HoldsKernelsWhoseTimesAddUp) {
  const json kernels = Json(true, true)["results"][0]["kernels"];
  double sum = kernels["remainder_ms"];
  for (const json& group : kernels["groups"]) {
    sum += group["ms"].get<double>();
  }
  EXPECT_DOUBLE_EQ(sum, kernels["step_ms"]);
  EXPECT_DOUBLE_EQ(kernels["groups"][0]["bound_ratio"], 0.9);
  EXPECT_DOUBLE_EQ(kernels["groups"][1]["share"], 0.5);
}

TEST(JsonReport, HasNullsWithoutPeaks) {
  const json report = Json(false, true);
  EXPECT_TRUE(report["machine"]["peaks"].empty());
  const json& result = report["results"][0];
  EXPECT_TRUE(result["peak_share"].is_null());
  EXPECT_TRUE(result["kernels"]["groups"][0]["bound_ratio"].is_null());
}

TEST(CsvReport, HasARowAPoint) {
  const auto rows = Csv(false, false);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].size(), rows[1].size());
  EXPECT_EQ(rows[1][0], "eval");
  EXPECT_EQ(rows[0][8], "peak_share");
  EXPECT_EQ(rows[1][8], "");
  EXPECT_EQ(rows[1][9], "2097152");
}

TEST(CsvReport, HasARowAGroupAndTheRemainder) {
  const auto rows = Csv(true, true);
  ASSERT_EQ(rows.size(), 4u);
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  EXPECT_EQ(rows[1][3], "conv");
  EXPECT_EQ(rows[3][3], "remainder");
  EXPECT_EQ(rows[3][7], "1");
}

TEST(TextReport, SaysWhatWasMeasuredOnWhat) {
  const std::string text = Text(true, true);
  EXPECT_THAT(text, HasSubstr("machine   Some CPU, 1 processor, avx2\n"));
  EXPECT_THAT(text, HasSubstr("2 threads: 100.00 GFLOP/s, 10.00 GB/s"));
  EXPECT_THAT(text, HasSubstr("sgd(lr = 0.1) (defaults; see --loss"));
  EXPECT_THAT(text, HasSubstr("eval, batch 16, threads 2\n"));
  EXPECT_THAT(text, HasSubstr("remainder"));
  // The kernel that takes longest stands first.
  EXPECT_LT(text.find("\nfire"), text.find("\nconv"));
}

TEST(TextReport, HasNoTableOfKernelsUnlessAsked) {
  EXPECT_THAT(Text(false, false), HasSubstr("peaks     not measured\n"));
  EXPECT_THAT(Text(false, false), Not(HasSubstr("remainder")));
}

}  // namespace
}  // namespace synfire
