#include "tools/bench/report.h"

#include <limits>
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
  if (peaks) {
    MemoryLevel memory{"memory", std::numeric_limits<double>::infinity(), 10e9,
                       8e9, 9e9};
    setup.machine.peaks[2] = {100e9, {{"L2", 1 << 20, 50e9, 40e9, 0}, memory}};
  }
  setup.model = "tiny";
  setup.path = "tiny\xff.prototxt";  // no UTF-8
  setup.steps = 4;
  setup.loss = "cross_entropy";
  setup.optimizer = "sgd(lr = 0.1)";
  setup.trains_by_default = true;
  setup.data = "synthetic";
  setup.kernels = "fastest";
  setup.repeats = 3;
  return setup;
}

Measurement Measured(bool per_kernel) {
  Measurement m;
  m.point = {BenchMode::kEval, 16, 2};
  m.step = {0.001, 0.002, 0.005};
  m.forward = {0.001, 0.0015, 0.004};
  m.backward = m.update = {0, 0, 0};
  m.work = {100e6, 5e5, 5e5};
  m.arena_bytes = 2 << 20;
  m.variable_bytes = 1 << 20;
  m.firing_rate = 0.25;
  if (per_kernel) {
    KernelTimes times;
    times.step_seconds = 0.004;
    KernelGroup conv;
    conv.layer = "conv";
    conv.op = "conv2d";
    conv.kernel = "density:avx2";
    conv.nodes = 1;
    conv.work = {90e6, 3e5, 2e5};
    conv.seconds = 0.001;
    conv.ways = "lists 75 %, dense 25 %";
    conv.density = 0.5;
    conv.denser = true;
    conv.done = {conv.work};
    KernelGroup fire;
    fire.layer = "fire";
    fire.op = "if";
    fire.kernel = "cpu:avx2";
    fire.nodes = 2;
    fire.work = {10e6, 3e5, 2e5};
    fire.seconds = 0.002;
    fire.done = {{5e6, 15e4, 1e5}, {5e6, 15e4, 1e5}};
    times.groups = {conv, fire};
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
  EXPECT_EQ(report["schema"], 2);
  EXPECT_EQ(report["machine"]["cpu"], "Some CPU");
  EXPECT_EQ(report["machine"]["peaks"][0]["threads"], 2);
  const json& levels = report["machine"]["peaks"][0]["levels"];
  EXPECT_EQ(levels[0]["name"], "L2");
  EXPECT_EQ(levels[0]["capacity_bytes"], 1 << 20);
  EXPECT_TRUE(levels[0]["stream_gbyte_per_second"].is_null());
  EXPECT_TRUE(levels[1]["capacity_bytes"].is_null());
  EXPECT_DOUBLE_EQ(levels[1]["read_gbyte_per_second"], 10);
  EXPECT_EQ(report["model"]["steps"], 4);
  EXPECT_EQ(report["setup"]["optimizer"], "sgd(lr = 0.1)");
  const json& result = report["results"][0];
  EXPECT_EQ(result["mode"], "eval");
  EXPECT_EQ(result["batch"], 16);
  EXPECT_DOUBLE_EQ(result["ms_median"], 2);
  EXPECT_DOUBLE_EQ(result["ms_min"], 1);
  EXPECT_DOUBLE_EQ(result["forward_ms_median"], 1.5);
  EXPECT_DOUBLE_EQ(result["backward_ms_min"], 0);
  EXPECT_EQ(result["precision"], "f32");
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
  EXPECT_EQ(kernels["groups"][0]["limit"], "FMA");
  EXPECT_EQ(kernels["groups"][0]["ran"], "lists 75 %, dense 25 %");
  EXPECT_EQ(kernels["groups"][0]["denser"], true);
  EXPECT_EQ(kernels["groups"][1]["ran"], "");
  EXPECT_TRUE(kernels["groups"][1]["density"].is_null());
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
  EXPECT_EQ(rows[0][4], "ms_median");
  EXPECT_EQ(rows[1][4], "2");
  EXPECT_EQ(rows[0][15], "peak_share");
  EXPECT_EQ(rows[1][15], "");
  EXPECT_EQ(rows[1][16], "2097152");
}

TEST(CsvReport, HasARowAGroupAndTheRemainder) {
  const auto rows = Csv(true, true);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[1].size(), rows[0].size() + 1);  // a comma in quotes
  EXPECT_EQ(rows[2].size(), rows[0].size());
  EXPECT_EQ(rows[3].size(), rows[0].size());
  EXPECT_EQ(rows[1][4], "conv");
  EXPECT_EQ(rows[1][7], "\"lists 75 %");
  EXPECT_EQ(rows[3][4], "remainder");
  EXPECT_EQ(rows[3][10], "1");
}

TEST(TextReport, SaysWhatWasMeasuredOnWhat) {
  const std::string text = Text(true, true);
  EXPECT_THAT(text, HasSubstr("machine   Some CPU, 1 processor, avx2\n"));
  EXPECT_THAT(text, HasSubstr("2 threads: 100.00 GFLOP/s\n"));
  EXPECT_THAT(text,
              HasSubstr("memory              10.00 GB/s read, 8.00 copied, "
                        "9.00 past the caches\n"));
  EXPECT_THAT(text, HasSubstr("lists 75 %, dense 25 %"));
  EXPECT_THAT(text, HasSubstr(">50.0"));
  EXPECT_THAT(text, HasSubstr("sgd(lr = 0.1) (defaults; see --loss"));
  EXPECT_THAT(text, HasSubstr("eval, batch 16, threads 2, f32\n"));
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
