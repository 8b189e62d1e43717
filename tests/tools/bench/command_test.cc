// The command line of `synfire bench`, from its words to what it prints.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"
#include "tests/tools/bench/tiny_files.h"
#include "tools/commands/bench.h"
#include "tools/commands/command_line.h"

namespace synfire {
namespace {

using testing::HasSubstr;

// What `synfire bench ARGUMENTS` returns; *printed is its stdout.
absl::Status RunCommand(const std::vector<std::string>& arguments,
                        std::string* printed) {
  CLI::App app("", "synfire");
  app.require_subcommand(1);
  Command command;
  AddBenchCommand(&app, &command);
  std::vector<const char*> argv = {"synfire", "bench"};
  for (const std::string& argument : arguments) {
    argv.push_back(argument.c_str());
  }
  bool answered = false;
  testing::internal::CaptureStdout();
  absl::Status status = ParseCommandLine(static_cast<int>(argv.size()),
                                         argv.data(), &app, &answered);
  if (status.ok() && !answered) status = command();
  *printed = testing::internal::GetCapturedStdout();
  return status;
}

std::string Tiny() {
  return WriteTiny(TestFolder(), "tiny.prototxt", kTinyModel);
}

TEST(BenchCommand, PrintsJsonOfAllCombinations) {
  std::string printed;
  const absl::Status status = RunCommand(
      {"--mode", "eval,infer", "--batch", "2,1", Tiny(), "--threads", "1",
       "--repeats", "2", "--warmup=0", "--no-peaks", "--json", "--per-kernel"},
      &printed);
  ASSERT_TRUE(status.ok()) << status;
  const nlohmann::json report = nlohmann::json::parse(printed);
  ASSERT_EQ(report["results"].size(), 4u);
  EXPECT_EQ(report["results"][3]["mode"], "infer");
  EXPECT_EQ(report["results"][3]["batch"], 1);
  EXPECT_EQ(report["setup"]["repeats"], 2);
  EXPECT_EQ(report["setup"]["warmup"], 0);
  EXPECT_FALSE(report["results"][0]["kernels"]["groups"].empty());
}

TEST(BenchCommand, PrintsCsvOfReferenceKernels) {
  std::string printed;
  const absl::Status status = RunCommand(
      {Tiny(), "--batch=2", "--threads=1", "--repeats=1", "--no-peaks", "--csv",
       "--per-kernel", "--kernels", "reference"},
      &printed);
  ASSERT_TRUE(status.ok()) << status;
  const std::vector<std::string> rows =
      absl::StrSplit(printed, '\n', absl::SkipEmpty());
  ASSERT_GT(rows.size(), 3u);
  for (size_t i = 1; i + 1 < rows.size(); ++i) {
    EXPECT_THAT(rows[i], HasSubstr(",reference,"));
  }
  EXPECT_THAT(rows.back(), HasSubstr(",remainder,"));
}

TEST(BenchCommand, SaysWhatItDoesNotUnderstand) {
  std::string printed;
  const auto error = [&](const std::string& argument) {
    return std::string(RunCommand({Tiny(), argument}, &printed).message());
  };
  EXPECT_THAT(error("--mode=trian"), HasSubstr("did you mean 'train'?"));
  EXPECT_THAT(error("--batch=8,0"), HasSubstr("--batch"));
  EXPECT_THAT(error("--batch=8,x"), HasSubstr("--batch"));
  EXPECT_THAT(error("--threads=0"), HasSubstr("--threads"));
  EXPECT_THAT(error("--repeats=0"), HasSubstr("--repeats"));
  EXPECT_THAT(error("--per-kernels"),
              HasSubstr("did you mean '--per-kernel'?"));
  EXPECT_THAT(error("--loss=mse"), HasSubstr("--loss: 'mse' is no loss"));
}

TEST(BenchCommand, SaysWhichPrecisionsThereAre) {
  std::string printed;
  EXPECT_THAT(
      std::string(RunCommand({Tiny(), "--precision=fp64"}, &printed).message()),
      HasSubstr("--precision fp64 needs --kernels reference"));
  EXPECT_EQ(RunCommand({Tiny(), "--device=cuda"}, &printed).code(),
            absl::StatusCode::kUnavailable);
}

TEST(BenchCommand, CrossesPrecisions) {
  std::string printed;
  const absl::Status status = RunCommand(
      {Tiny(), "--precision=fp32,fp64,bf16", "--kernels=reference", "--batch=1",
       "--threads=1", "--repeats=1", "--no-peaks", "--json"},
      &printed);
  ASSERT_TRUE(status.ok()) << status;
  const nlohmann::json report = nlohmann::json::parse(printed);
  ASSERT_EQ(report["results"].size(), 3u);
  EXPECT_EQ(report["results"][0]["precision"], "f32");
  EXPECT_EQ(report["results"][1]["precision"], "f64");
  EXPECT_EQ(report["results"][2]["precision"], "bf16");
}

TEST(BenchCommand, PrintsEitherJsonOrCsv) {
  std::string printed;
  EXPECT_THAT(
      std::string(RunCommand({Tiny(), "--json", "--csv"}, &printed).message()),
      HasSubstr("excludes"));
}

TEST(BenchCommand, HelpDocumentsTheSchema) {
  std::string printed;
  ASSERT_TRUE(RunCommand({"--help"}, &printed).ok());
  for (const char* field : {"peak_share", "remainder_ms", "bound_ratio",
                            "resident_bytes", "read_gbyte_per_second"}) {
    EXPECT_THAT(printed, HasSubstr(field));
  }
}

}  // namespace
}  // namespace synfire
