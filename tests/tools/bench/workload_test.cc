#include "tools/bench/workload.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ops/all_ops.h"
#include "tests/data/test_files.h"
#include "tests/tools/bench/tiny_files.h"

namespace synfire {
namespace {

using testing::HasSubstr;

TEST(ReadWorkload, GivesABareModelTheDefaults) {
  const std::string path = WriteTiny(TestFolder(), "tiny.prototxt", kTinyModel);
  const auto workload = ReadWorkload(path, {}, {}, AllOps());
  ASSERT_TRUE(workload.ok()) << workload.status();
  EXPECT_EQ(workload->model.name, "tiny");
  EXPECT_EQ(workload->loss.text, kDefaultLoss);
  EXPECT_EQ(workload->optimizer.text, kDefaultOptimizer);
  EXPECT_EQ(workload->learning_rate, 0.001);
  EXPECT_EQ(workload->batch, kDefaultBatch);
  EXPECT_FALSE(workload->train_data.has_value());
}

TEST(ReadWorkload, TakesATrainingFileAtItsWord) {
  const std::string folder = TestFolder();
  WriteTiny(folder, "tiny.prototxt", kTinyModel);
  const std::string path =
      WriteTiny(folder, "train.prototxt", TinyTraining(folder));
  const auto workload =
      ReadWorkload(path, SettingsFromFlags({"train.batch=3"}), {}, AllOps());
  ASSERT_TRUE(workload.ok()) << workload.status();
  EXPECT_EQ(workload->model.name, "tiny");
  EXPECT_EQ(workload->loss.text, "cross_entropy(label_smoothing = 0.1)");
  EXPECT_EQ(workload->learning_rate, 0.25);
  EXPECT_EQ(workload->batch, 3);
  EXPECT_EQ(workload->seed, 7u);
  EXPECT_EQ(workload->threads, 1);
  EXPECT_TRUE(workload->train_data.has_value());
}

TEST(ReadWorkload, PrefersWhatTheCommandLineChooses) {
  const std::string folder = TestFolder();
  WriteTiny(folder, "tiny.prototxt", kTinyModel);
  const std::string path =
      WriteTiny(folder, "train.prototxt", TinyTraining(folder));
  const auto workload =
      ReadWorkload(path, {}, {"mse_rate", "adam(lr = 0.5)", 11}, AllOps());
  ASSERT_TRUE(workload.ok()) << workload.status();
  EXPECT_EQ(workload->loss.call.name, "mse_rate");
  EXPECT_EQ(workload->learning_rate, 0.5);
  EXPECT_EQ(workload->seed, 11u);
}

absl::Status Error(const WorkloadChoices& choices) {
  const std::string path = WriteTiny(TestFolder(), "tiny.prototxt", kTinyModel);
  return ReadWorkload(path, {}, choices, AllOps()).status();
}

TEST(ReadWorkload, SaysWhatIsWrongWithAChoice) {
  EXPECT_EQ(Error({"cross_entropi", "", {}}).message(),
            "--loss: 'cross_entropi' is no loss; did you mean "
            "'cross_entropy'?");
  EXPECT_EQ(Error({"", "sgd(lr = 0.1, momentun = 0.5)", {}}).message(),
            "--optimizer: column 15: sgd: 'momentun' is no attribute; did you "
            "mean 'momentum'?");
  EXPECT_THAT(std::string(Error({"", "sgd(", {}}).message()),
              HasSubstr("--optimizer: column 5: "));
}

TEST(ReadWorkload, NamesThePlaceOfAMistakeInTheFile) {
  const std::string folder = TestFolder();
  WriteTiny(folder, "tiny.prototxt", kTinyModel);
  std::string text = TinyTraining(folder);
  text.replace(text.find("sgd"), 3, "sgt");
  const std::string path = WriteTiny(folder, "train.prototxt", text);
  EXPECT_THAT(
      std::string(ReadWorkload(path, {}, {}, AllOps()).status().message()),
      HasSubstr("train.prototxt:4: 'sgt' is no optimizer; did you mean 'sgd'"));
}

TEST(ReadWorkload, FindsNoDeviceThatIsNotThere) {
  const std::string folder = TestFolder();
  WriteTiny(folder, "tiny.prototxt", kTinyModel);
  const std::string path = WriteTiny(folder, "train.prototxt",
                                     TinyTraining(folder) + "device: CUDA\n");
  const absl::Status status = ReadWorkload(path, {}, {}, AllOps()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("train.prototxt: device CUDA: this program was built "
                        "without CUDA"));
}

}  // namespace
}  // namespace synfire
