// Training on recordings of events: frames drawn in training, all in the test;
// the split in the run's directory; samples that cannot be read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <sstream>

#include "absl/strings/str_split.h"
#include "data/events/nmnist.h"
#include "ops/all_ops.h"
#include "tests/data/events/event_files.h"
#include "tests/tools/run_directory/temporary_folder.h"
#include "tools/train/trainer.h"

namespace synfire {
namespace {

using testing::HasSubstr;

constexpr char kModel[] = R"(
name: 'tiny'  steps: 4
input { name: 'frames' channels: 2 height: 34 width: 34 temporal: true }
layer { name: 'pool' op: 'max_pool2d(kernel = 11)' }
layer { name: 'flat' op: 'flatten' }
layer { name: 'fc' op: 'linear(features = 10)' }
layer { name: 'fire' op: 'if' }
layer { name: 'rate' op: 'mean_time' }
)";

// A line for each name; without empty ones.
std::vector<std::string> Lines(const std::string& text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

class FramesTest : public TemporaryFolder {
 protected:
  // N-MNIST of 4 recordings a digit to train with and 1 to test.
  FramesTest() {
    for (int digit = 0; digit < 10; ++digit) {
      for (int i = 0; i < 5; ++i) {
        const std::string folder =
            absl::StrCat(folder_, i < 4 ? "/Train/" : "/Test/", digit);
        std::filesystem::create_directories(folder);
        WriteFile(folder, absl::StrCat(i, ".bin"),
                  AtisFile(RandomEvents(kNmnistSensor, 300, 10 * i + digit)));
      }
    }
    Write(Path("tiny.prototxt"), kModel);
    Write(Path("tiny.train.prototxt"),
          absl::StrCat(
              "model: 'tiny.prototxt'\n",
              "train { data: 'nmnist(split = train, path = \"", folder_,
              "\", frames = 6)' transform: 'draw_frames(count = 3)' batch: 8 "
              "steps: 3 }\n",
              "test { data: 'nmnist(split = test, path = \"", folder_,
              "\", frames = 6)' batch: 4 steps: 6 }\n",
              "loss: 'mse_rate' optimizer: 'sgd(lr = 0.1)' epochs: 2 seed: 3 ",
              "threads: 1 output: '", folder_, "/run'\n"));
  }

  absl::StatusOr<TrainResult> Train(
      const std::vector<std::string>& settings = {},
      TrainOptions options = {}) {
    SYNFIRE_ASSIGN_OR_RETURN(const TrainingText text,
                             ReadTrainingText(Path("tiny.train.prototxt"),
                                              SettingsFromFlags(settings)));
    std::ostringstream out;
    auto trainer = Trainer::Create(text, AllOps(), std::move(options), &out);
    output_ = out.str();
    SYNFIRE_RETURN_IF_ERROR(trainer.status());
    return (*trainer)->Run();
  }
  std::string Refusal(const std::vector<std::string>& settings) {
    return std::string(Train(settings).status().message());
  }
  static TrainOptions StopAtCall(int call) {
    TrainOptions options;
    options.stop = [call, calls = 0]() mutable { return calls++ == call; };
    return options;
  }

  std::string output_;  // what the last training printed at its start
};

TEST_F(FramesTest, TrainsWithSomeFramesAndTestsWithAll) {
  const auto result = Train();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->step, 10);
  EXPECT_EQ(result->test->images, 10);
  EXPECT_THAT(output_, HasSubstr("3 time steps, 6 in the test, 5 updates"));
}

TEST_F(FramesTest, GoesOnWithTheFramesThatItWouldHaveDrawn) {
  const auto whole = Train();
  ASSERT_TRUE(whole.ok()) << whole.status();
  const std::string other = absl::StrCat("output=", folder_, "/other");
  const auto half = Train({other}, StopAtCall(3));
  ASSERT_TRUE(half.ok() && half->interrupted) << half.status();
  const auto rest = Train({other});
  ASSERT_TRUE(rest.ok()) << rest.status();
  EXPECT_EQ(Read(rest->checkpoint), Read(whole->checkpoint));
}

TEST_F(FramesTest, LeavesTheSplitInItsDirectory) {
  ASSERT_TRUE(Train().ok());
  const auto train = Lines(Read(Path("run/split-train.txt")));
  ASSERT_EQ(train.size(), 40);
  EXPECT_EQ(train[0], "0/0.bin");
  EXPECT_EQ(train[39], "9/3.bin");
  EXPECT_EQ(Lines(Read(Path("run/split-test.txt"))).size(), 10);
}

TEST_F(FramesTest, GoesOnOnlyWithTheSameSamples) {
  ASSERT_TRUE(Train({}, StopAtCall(3))->interrupted);
  std::filesystem::rename(Path("Train/1/2.bin"), Path("Train/1/7.bin"));
  EXPECT_EQ(Refusal({}),
            Path("run/split-train.txt") +
                ":7: the data are not those that the run was begun with: "
                "'1/2.bin' there, '1/3.bin' now");
  std::filesystem::rename(Path("Train/1/7.bin"), Path("Train/1/2.bin"));
  EXPECT_TRUE(Train().ok());
}

TEST_F(FramesTest, CountsWhatCannotBeRead) {
  WriteFile(folder_, "Train/1/2.bin", {1});
  EXPECT_EQ(Refusal({}),
            Path("tiny.train.prototxt") + ":2: " + Path("Train/1/2.bin") +
                ": byte 0: the file ends after 1 byte of an event of 5: it is "
                "cut short, or of another format");
  const auto result =
      Train({absl::StrCat("train.data=nmnist(split = train, path = \"", folder_,
                          "\", frames = 6, on_error = SKIP)")});
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_THAT(output_, HasSubstr("1 of 40 samples cannot be read and is left "
                                 "out, the first: " +
                                 Path("Train/1/2.bin")));
  const auto train = Lines(Read(Path("run/split-train.txt")));
  ASSERT_EQ(train.size(), 40);
  EXPECT_THAT(train[39], testing::StartsWith("# left out: 1/2.bin: "));
}

TEST_F(FramesTest, StepsAndFramesMustAgree) {
  EXPECT_EQ(
      Refusal({"train.steps=4"}),
      Path("tiny.prototxt") +
          ":3: input 'frames': the model reads samples of [4,34,34,2] "
          "[T,H,W,C], the data set has [3,34,34,2]; say `steps: 3` beside "
          "the data in the training file");
  EXPECT_THAT(Refusal({"test.steps=3"}),
              HasSubstr("the data set has [6,34,34,2]; say `steps: 6`"));
  EXPECT_THAT(Refusal({"train.transform.0=draw_frames(count = 9)"}),
              HasSubstr("draw_frames: count = 9, but samples [6,34,34,2] have "
                        "6 frames"));
}

}  // namespace
}  // namespace synfire
