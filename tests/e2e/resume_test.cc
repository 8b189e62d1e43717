// A run that was interrupted goes on to the very bytes that it would have
// ended with.
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_split.h"
#include "data/safetensors/reader.h"
#include "tests/e2e/tiny_training.h"

namespace synfire {
namespace {

class ResumeTest : public TinyTraining {
 protected:
  // metrics.csv without the columns that tell the time.
  std::vector<std::string> MetricsOf(const std::string& run) const {
    std::vector<std::string> rows;
    std::vector<bool> kept;
    for (absl::string_view line : absl::StrSplit(
             Read(Path(run + "/metrics.csv")), '\n', absl::SkipEmpty())) {
      const std::vector<std::string> cells = absl::StrSplit(line, ',');
      if (kept.empty()) {
        for (const std::string& name : cells) {
          kept.push_back(name != "images_per_second" &&
                         name != "waiting_for_data");
        }
      }
      std::string row;
      for (size_t i = 0; i < cells.size(); ++i) {
        if (kept[i]) absl::StrAppend(&row, cells[i], ",");
      }
      rows.push_back(row);
    }
    return rows;
  }

  void ExpectSameRuns(const std::string& run, const std::string& expected,
                      int updates) const {
    EXPECT_TRUE(Read(CheckpointOf(run, updates)) ==
                Read(CheckpointOf(expected, updates)))
        << run;
    EXPECT_EQ(MetricsOf(run), MetricsOf(expected)) << run;
    EXPECT_EQ(Read(Path(run + "/best")), Read(Path(expected + "/best"))) << run;
  }
};

// The trainer may be stopped before each update and each batch of a test;
// here it is, at each of them.
TEST_F(ResumeTest, WhereverItWasInterrupted) {
  TrainOk("whole");
  int calls = 0;
  for (bool interrupted = true; interrupted; ++calls) {
    ASSERT_LT(calls, 100);
    const std::string run = absl::StrCat("stopped", calls);
    interrupted = TrainOk(run, {}, StopAtCall(calls)).interrupted;
    if (interrupted) {
      TrainOptions resume;
      resume.resume = true;
      EXPECT_FALSE(TrainOk(run, {}, resume).interrupted);
    }
    ExpectSameRuns(run, "whole", kUpdates);
  }
  // Twice, 4 updates and a test of 2 batches and the end of its data; and the
  // end of the training data between.
  EXPECT_EQ(calls - 1, 2 * (4 + 3) + 1);
}

TEST_F(ResumeTest, AsOftenAsItIsInterrupted) {
  TrainOk("whole");
  int runs = 0;
  // Each process makes one update, or tests with two batches: a test that is
  // interrupted starts again.
  while (TrainOk("often", {}, StopAtCall(runs % 2 == 0 ? 1 : 4)).interrupted) {
    ASSERT_LT(++runs, 100);
  }
  EXPECT_GT(runs, 2);
  ExpectSameRuns("often", "whole", kUpdates);
}

TEST_F(ResumeTest, WithRoundedOperands) {
  TrainOk("f32");
  TrainOk("whole", {"precision=BF16"});
  EXPECT_FALSE(Read(CheckpointOf("whole", kUpdates)) ==
               Read(CheckpointOf("f32", kUpdates)));
  EXPECT_TRUE(
      TrainOk("stopped", {"precision=BF16"}, StopAtCall(2)).interrupted);
  EXPECT_FALSE(TrainOk("stopped", {"precision=BF16"}).interrupted);
  ExpectSameRuns("stopped", "whole", kUpdates);
}

TEST_F(ResumeTest, InTheMiddleOfAnEpochThatMaxStepsCuts) {
  TrainOk("whole", {"max_steps=6"});
  for (int call = 0;; ++call) {
    const std::string run = absl::StrCat("stopped", call);
    const bool interrupted =
        TrainOk(run, {"max_steps=6"}, StopAtCall(call)).interrupted;
    if (interrupted) {
      EXPECT_FALSE(TrainOk(run, {"max_steps=6"}).interrupted) << run;
    }
    ExpectSameRuns(run, "whole", 6);
    if (!interrupted) break;
  }
}

TEST_F(ResumeTest, GoesOnWhereMoreIsAskedFor) {
  TrainOk("whole");
  TrainOk("longer", {"epochs=1"});
  TrainOk("longer", {"max_steps=6"});
  TrainOk("longer", {"max_steps=7"});
  TrainOk("longer");
  const auto whole = SafetensorsFile::Open(CheckpointOf("whole", kUpdates));
  const auto longer = SafetensorsFile::Open(CheckpointOf("longer", kUpdates));
  ASSERT_TRUE(whole.ok() && longer.ok());
  EXPECT_GT(whole->tensors().size(), 0u);
  for (const TensorView& tensor : whole->tensors()) {
    const TensorView* other = longer->Find(tensor.name);
    ASSERT_NE(other, nullptr) << tensor.name;
    EXPECT_TRUE(tensor.data == other->data) << tensor.name;
  }
}

// The log has a row of the very update that is now to be the last.
TEST_F(ResumeTest, EndsAtAnUpdateThatIsInTheLog) {
  TrainOk("whole", {"max_steps=3", "log_every_steps=1"});
  TrainOk("stopped", {"log_every_steps=1"}, StopAtCall(3));
  TrainOk("stopped", {"max_steps=3", "log_every_steps=1"});
  ExpectSameRuns("stopped", "whole", 3);
}

// What a kill leaves behind that comes before the first checkpoint.
TEST_F(ResumeTest, BeginsAgainWithoutACheckpoint) {
  TrainOk("whole");
  TrainOk("killed", {}, StopAtCall(2));
  std::filesystem::remove(CheckpointOf("killed", 2));
  TrainOk("killed");
  ExpectSameRuns("killed", "whole", kUpdates);
}

TEST_F(ResumeTest, OnTwoThreads) {
  TrainOk("whole", {"threads=2"});
  TrainOk("stopped", {"threads=2"}, StopAtCall(6));
  TrainOk("stopped", {"threads=2"});
  ExpectSameRuns("stopped", "whole", kUpdates);
}

TEST_F(ResumeTest, IsTheSameWithAnotherNumberOfLoaderThreads) {
  TrainOk("whole");
  TrainOk("stopped", {}, StopAtCall(3));
  TrainOk("stopped", {"train.loader_threads=4"});
  EXPECT_TRUE(Read(CheckpointOf("stopped", kUpdates)) ==
              Read(CheckpointOf("whole", kUpdates)));
}

}  // namespace
}  // namespace synfire
