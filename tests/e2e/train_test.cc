// Training as a whole: what it learns, and what it leaves behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "data/safetensors/reader.h"
#include "tests/e2e/tiny_training.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class TrainTest : public TinyTraining {
 protected:
  // Names of the files in the run, the event file's without what varies.
  std::set<std::string> FilesOf(const std::string& run) const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(Path(run))) {
      const std::string name = entry.path().filename().string();
      names.insert(name.rfind("events.", 0) == 0 ? "events" : name);
    }
    return names;
  }

  // The table of metrics.csv; an empty cell is NaN.
  std::map<std::string, std::vector<double>> MetricsOf(
      const std::string& run) const {
    const std::vector<std::string> lines = absl::StrSplit(
        Read(Path(run + "/metrics.csv")), '\n', absl::SkipEmpty());
    const std::vector<std::string> names = absl::StrSplit(lines[0], ',');
    std::map<std::string, std::vector<double>> columns;
    for (size_t i = 1; i < lines.size(); ++i) {
      const std::vector<std::string> cells = absl::StrSplit(lines[i], ',');
      EXPECT_EQ(cells.size(), names.size());
      for (size_t c = 0; c < names.size(); ++c) {
        double value = std::numeric_limits<double>::quiet_NaN();
        EXPECT_TRUE(cells[c].empty() || absl::SimpleAtod(cells[c], &value));
        columns[names[c]].push_back(value);
      }
    }
    return columns;
  }
};

TEST_F(TrainTest, LeavesARunDirectory) {
  const TrainResult result = TrainOk("run", {"log_every_steps=3"});
  EXPECT_FALSE(result.interrupted);
  EXPECT_EQ(result.step, kUpdates);
  EXPECT_EQ(result.checkpoint, CheckpointOf("run", kUpdates));
  ASSERT_TRUE(result.test.has_value());
  EXPECT_EQ(result.test->images, 12);
  EXPECT_THAT(
      FilesOf("run"),
      testing::IsSupersetOf(
          {std::string("config.prototxt"), std::string("network.txt"),
           std::string("metrics.csv"), std::string("events"),
           std::string("best"),
           std::filesystem::path(CheckpointOf("run", 4)).filename().string(),
           std::filesystem::path(CheckpointOf("run", 8)).filename().string()}));
  const std::string config = Read(Path("run/config.prototxt"));
  EXPECT_THAT(config, HasSubstr("beta1 = 0.9"));  // nothing left implied
  EXPECT_TRUE(ReadTrainingText(Path("run/config.prototxt")).ok());
  const auto metrics = MetricsOf("run");
  EXPECT_THAT(metrics.at("step"), ElementsAre(3, 4, 6, 8));
  EXPECT_THAT(metrics.at("epoch"), ElementsAre(0.75, 1, 1.5, 2));
  EXPECT_NEAR(metrics.at("test_accuracy").back(), result.test->accuracy, 1e-8);
}

TEST_F(TrainTest, TheSameSeedGivesTheSameFile) {
  TrainOk("a");
  TrainOk("b");
  TrainOk("c", {"seed=4"});
  const std::string a = Read(CheckpointOf("a", kUpdates));
  EXPECT_FALSE(a.empty());
  EXPECT_TRUE(a == Read(CheckpointOf("b", kUpdates)));
  EXPECT_FALSE(a == Read(CheckpointOf("c", kUpdates)));
}

TEST_F(TrainTest, HowItIsReadAndLoggedDoesNotMatter) {
  TrainOk("a");
  TrainOk("b", {"train.loader_threads=3", "test.loader_threads=2",
                "test.batch=5", "log_every_steps=1",
                "checkpoint_every_epochs=0", "checkpoint_keep=1"});
  EXPECT_TRUE(Read(CheckpointOf("a", kUpdates)) ==
              Read(CheckpointOf("b", kUpdates)));
}

TEST_F(TrainTest, MemorisesASmallDataSet) {
  const std::vector<std::string> settings = {
      "epochs=20", "schedule=cosine(epochs = 20, per_step = true)",
      "checkpoint_every_epochs=0"};
  const TrainResult result = TrainOk("run", settings);
  const std::vector<double> loss = MetricsOf("run").at("train_loss");
  EXPECT_LT(loss.back(), 0.5 * loss.front());
  EXPECT_GT(MetricsOf("run").at("train_accuracy").back(), 0.95);
  EXPECT_GT(result.test->accuracy, 0.95);
  EXPECT_GT(result.test->firing_rate, 0);
}

TEST_F(TrainTest, StopsAfterMaxSteps) {
  const TrainResult result = TrainOk("run", {"max_steps=6"});
  EXPECT_FALSE(result.interrupted);
  EXPECT_EQ(result.step, 6);
  EXPECT_TRUE(result.test.has_value());
  EXPECT_THAT(MetricsOf("run").at("step"), ElementsAre(4, 6));
}

TEST_F(TrainTest, MayHaveNoTestData) {
  std::string text = Read(training_path());
  const size_t begin = text.find("test {"), end = text.find('}', begin);
  Write(training_path(), text.erase(begin, end + 1 - begin));
  const TrainResult result = TrainOk("without");
  EXPECT_FALSE(result.test.has_value());
  EXPECT_EQ(FilesOf("without").count("best"), 0u);
  EXPECT_EQ(result.step, kUpdates);
}

TEST_F(TrainTest, StartsFromGivenWeights) {
  TrainOk("first");
  TrainOptions options = StopAtCall(0);
  options.init.path = CheckpointOf("first", kUpdates);
  EXPECT_TRUE(TrainOk("second", {"seed=9"}, options).interrupted);
  const auto from = SafetensorsFile::Open(CheckpointOf("first", kUpdates));
  const auto to = SafetensorsFile::Open(CheckpointOf("second", 0));
  ASSERT_TRUE(from.ok() && to.ok());
  for (const char* name : {"conv.weight", "norm.running_var", "fire.w",
                           "classes.weight", "classes.bias"}) {
    ASSERT_NE(from->Find(name), nullptr) << name;
    ASSERT_NE(to->Find(name), nullptr) << name;
    EXPECT_TRUE(from->Find(name)->data == to->Find(name)->data) << name;
  }
  // The optimizer begins anew.
  EXPECT_FALSE(from->Find("conv.weight.adam.m")->data ==
               to->Find("conv.weight.adam.m")->data);
  // It may be another one.
  options = StopAtCall(0);
  options.init.path = CheckpointOf("first", kUpdates);
  TrainOk("third", {"optimizer=sgd(lr = 0.1, momentum = 0.9)"}, options);
}

}  // namespace
}  // namespace synfire
